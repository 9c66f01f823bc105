// The worker thread of the embedded database: takes calls one after the other, answers with plain data. Knows no table.
import { parentPort, workerData } from 'node:worker_threads';
import { Engine, EngineFault, type EngineResult } from './embedded_engine.ts';
import { type DatabaseReport, reportOf } from './failures.ts';
import type { Wearer } from './guise.ts';

export type Call =
  | {
      readonly kind: 'execute';
      readonly id: number;
      readonly guise: Wearer;
      readonly text: string;
      readonly values: readonly (string | null)[];
    }
  | {
      readonly kind: 'copy';
      readonly id: number;
      readonly guise: Wearer;
      readonly target: string;
      readonly lines: Uint8Array<ArrayBuffer>;
      readonly linesBefore: number;
    }
  | { readonly kind: 'close'; readonly id: number };

export type Answer =
  | { readonly kind: 'open' }
  | { readonly kind: 'result'; readonly id: number; readonly result: EngineResult | null; readonly rowCount: number }
  | { readonly kind: 'refused'; readonly id: number; readonly report: DatabaseReport }
  | { readonly kind: 'heard'; readonly channel: string; readonly payload: string }
  /** House-keeping begins and ends: calls wait for it, however long it takes. */
  | { readonly kind: 'tidying' }
  | { readonly kind: 'tidied' };

export interface WorkerStart {
  readonly folder: string;
  readonly bundle: string;
}

const port = parentPort;
if (port === null) throw new Error('This file runs as a worker of embedded.ts.');
const answer = (message: Answer) => port.postMessage(message);
const { folder, bundle } = workerData as WorkerStart;

const engine = await Engine.open({
  folder,
  bundle,
  heard: (channel, payload) => answer({ kind: 'heard', channel, payload }),
});
answer({ kind: 'open' });

async function take(call: Call): Promise<void> {
  try {
    if (call.kind !== 'close') await engine.dress(call.guise);
    if (call.kind === 'execute') {
      const result = await engine.execute(call.text, call.values);
      answer({ kind: 'result', id: call.id, result, rowCount: result.rowCount });
    } else if (call.kind === 'copy') {
      answer({ kind: 'result', id: call.id, result: null, rowCount: await engine.copy(call.target, call.lines) });
    } else {
      await engine.close();
      answer({ kind: 'result', id: call.id, result: null, rowCount: 0 });
      port?.close();
    }
  } catch (error) {
    const report = reportOf(error, call.kind === 'copy' ? call.linesBefore : 0);
    if (report === null || error instanceof EngineFault) throw error; // ends the worker; embedded.ts opens another
    answer({ kind: 'refused', id: call.id, report });
  }
}

/** Nothing asked for this long: time to tidy up. */
const IDLE_MILLISECONDS = 1500;

async function tidy(): Promise<void> {
  if (!engine.isUntidy) return;
  answer({ kind: 'tidying' });
  await engine.tidy();
  answer({ kind: 'tidied' });
}

let last: Promise<void> = Promise.resolve();
let idle: NodeJS.Timeout | undefined;
port.on('message', (call: Call) => {
  clearTimeout(idle);
  last = last.then(() => take(call));
  idle = setTimeout(() => {
    last = last.then(tidy);
  }, IDLE_MILLISECONDS);
  idle.unref();
});
