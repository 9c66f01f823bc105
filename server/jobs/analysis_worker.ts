// One worker thread: takes a task, runs the method of the catalog, posts its progress and its result or its problem.
// It opens nothing but the programs of surroundings.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { method } from '../../geodata/analysis/catalog.ts';
import { resultJson } from '../../geodata/analysis/method.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Answer, Lent, Task } from './analysis_pool.ts';
import { readExecution } from './execution.ts';
import { type Columns, referencesOf } from './references.ts';
import { surroundings } from './surroundings.ts';

/** Between two words about progress. */
const QUIET_MS = 200;

const say = (answer: Answer, handOver: ArrayBuffer[] = []) => parentPort?.postMessage(answer, handOver);

/** Passes progress on, upward only and not too often. */
function teller(): (share: number) => void {
  let told = 0;
  let toldAt = performance.now();
  return (share) => {
    const now = performance.now();
    if (!(share > told) || now - toldAt < QUIET_MS) return;
    told = Math.min(1, share);
    toldAt = now;
    say({ progress: told });
  };
}

/** Told the columns of the references that were asked for; null = they are not to be had, and the caller knows why. */
let hear: ((columns: Columns | null) => void) | null = null;

/** Inputs of a body that nobody has read before: what they name of collections is asked for. */
async function withColumns(inputs: Columns): Promise<Columns | null> {
  const references = referencesOf(inputs);
  if (references === null) return inputs;
  const heard = new Promise<Columns | null>((resolve) => {
    hear = resolve;
  });
  say({ references });
  const columns = await heard;
  return columns === null ? null : { ...inputs, ...columns };
}

/** Null where the caller has given up on it. */
async function answerTo(task: Task): Promise<Answer | null> {
  try {
    const known = method(task.id);
    const { inputs: sent, response = 'raw' } = 'body' in task ? readExecution(task.body) : task;
    const inputs = 'body' in task ? await withColumns(sent as Columns) : sent;
    if (inputs === null) return null;
    const result = resultJson(await known.run(inputs, surroundings(teller())));
    const text = response === 'document' ? `{"result":{"value":${result}}}` : result;
    if (text.length > workerData.mostCharacters)
      throw new Problem('too_large', 'The result is too large to send. Ask for less.');
    return { json: new TextEncoder().encode(text) };
  } catch (error) {
    const known = error instanceof RangeError ? problemOfRange(error) : error;
    if (known instanceof Problem) return { problem: { code: known.code, detail: known.message, errors: known.errors } };
    return { fault: error instanceof Error ? (error.stack ?? error.message) : 'unknown' };
  }
}

/** What the engine says when something does not fit: memory outside its heap, a text that is too long, a stack that is full. */
function problemOfRange(error: RangeError): Problem | RangeError {
  if (/call stack/.test(error.message)) {
    return new Problem('invalid_input', 'The inputs are nested too deeply or too large.');
  }
  return /allocation|Invalid (string|array|typed array) length/.test(error.message)
    ? new Problem('too_large', 'The analysis needs more memory than it may have.')
    : error;
}

parentPort?.on('message', async (message: Task | Lent) => {
  if ('columns' in message) return hear?.(message.columns);
  const answer = await answerTo(message);
  if (answer !== null) say(answer, 'json' in answer ? [answer.json.buffer] : []);
});
