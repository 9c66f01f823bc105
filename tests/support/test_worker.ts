// A worker for tests of the pool: it waits at a gate, dies in the middle, or throws, as the task says.
import { parentPort } from 'node:worker_threads';
import type { Answer } from '../../server/jobs/analysis_pool.ts';

const say = (answer: Answer) => parentPort?.postMessage(answer);

parentPort?.on('message', ({ id, inputs }: { id: string; inputs: { gate?: Int32Array; column?: Float64Array } }) => {
  switch (id) {
    case 'gate':
      say({ progress: 0.25 });
      say({ progress: 0.5 });
      Atomics.wait(inputs.gate!, 0, 0);
      break;
    case 'exit':
      // A real end in the middle of a run: nothing is said any more.
      process.exit(7);
      break;
    case 'throw':
      throw new Error('thrown outside of the answer');
    case 'fault':
      say({ fault: 'Error: inside\n    at somewhere.ts:1' });
      return;
    case 'sum':
      say({ json: new TextEncoder().encode(JSON.stringify(inputs.column!.reduce((sum, x) => sum + x, 0))) });
      return;
  }
  say({ json: new TextEncoder().encode(JSON.stringify(id)) });
});
