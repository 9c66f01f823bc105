// Starts a TypeScript file in a worker thread (Node 20 does not pass the loader on to workers by itself).
// `new Worker(new URL('./worker.mjs', …), { workerData: { file: url.href, … } })`. Knows nothing of what it starts.
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData.file);
