// One worker thread: takes a task, runs the method of the catalog, posts its progress and its result or its problem.
// It opens nothing but the programs of surroundings.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { method } from '../../geodata/analysis/catalog.ts';
import { resultJson } from '../../geodata/analysis/method.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Answer, Task } from './analysis_pool.ts';
import { readExecution } from './execution.ts';
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

async function answerTo(task: Task): Promise<Answer> {
  try {
    const known = method(task.id);
    const { inputs, response = 'raw' } = 'body' in task ? readExecution(task.body) : task;
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

parentPort?.on('message', async (task: Task) => {
  const answer = await answerTo(task);
  say(answer, 'json' in answer ? [answer.json.buffer] : []);
});
