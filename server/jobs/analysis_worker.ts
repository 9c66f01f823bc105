// One worker thread: takes {id, inputs}, runs the method of the catalog, posts its result or its problem. No I/O.
import { parentPort } from 'node:worker_threads';
import { method } from '../../geodata/analysis/catalog.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Answer, Task } from './analysis_pool.ts';

function answerTo({ id, inputs }: Task): Answer {
  try {
    return { result: method(id).run(inputs) };
  } catch (error) {
    if (error instanceof Problem) return { problem: { code: error.code, detail: error.message, errors: error.errors } };
    return { fault: error instanceof Error ? (error.stack ?? error.message) : 'unknown' };
  }
}

parentPort?.on('message', (task: Task) => parentPort?.postMessage(answerTo(task)));
