// One worker thread: takes {id, inputs}, runs the method of the catalog, posts its result or its problem. No I/O.
import { parentPort } from 'node:worker_threads';
import { method } from '../../geodata/analysis/catalog.ts';
import { resultJson } from '../../geodata/analysis/method.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Answer, Task } from './analysis_pool.ts';
import { surroundings } from './surroundings.ts';

/** Largest result that is sent over HTTP, in characters; the command line has no such limit. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

async function answerTo({ id, inputs }: Task): Promise<Answer> {
  try {
    const text = resultJson(await method(id).run(inputs, surroundings()));
    if (text.length > MOST_CHARACTERS) throw new Problem('too_large', 'The result is too large to send. Ask for less.');
    return { json: new TextEncoder().encode(text) };
  } catch (error) {
    if (error instanceof Problem) return { problem: { code: error.code, detail: error.message, errors: error.errors } };
    return { fault: error instanceof Error ? (error.stack ?? error.message) : 'unknown' };
  }
}

parentPort?.on('message', async (task: Task) => {
  const answer = await answerTo(task);
  parentPort?.postMessage(answer, answer.json === undefined ? [] : [answer.json.buffer]);
});
