// Reads what is public and has its packs made, in a worker of their own. Knows neither who asks nor when to build again.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import { guiseOf } from '../access/walls.ts';
import type { Database } from '../db/database.ts';
import { readPackSource } from '../queries/packs.ts';
import { roadEnds } from '../queries/roads.ts';
import type { PackAnswer, PackBytes, PackedRegion, PackTask } from './packs_worker.ts';

export interface RegionPacks extends PackedRegion {
  /** null = no roads are known. */
  readonly travel: PackBytes | null;
}

export interface Built {
  readonly regions: readonly RegionPacks[];
  /** What the roads were cut by: while it is the same, and no road is written to, they need not be packed again. */
  readonly cut: string;
}

/** A country takes a minute; a build that takes this long will not end. */
const MOST_MS = 300_000;

/** `keep`: an earlier build whose roads are still those of today, or null. */
export async function buildPacks(database: Database, organizationId: string, keep: Built | null): Promise<Built> {
  // Whoever asks: packs hold what the public reads, and are read by the login that can select nothing else.
  const viewer: Viewer = { role: 'public', organizationId, areaPrefix: '' };
  const readers = database.as(guiseOf(viewer));
  const source = await readers.transaction((tx) => readPackSource(tx, organizationId), { heavy: true });
  if (source === null) return { regions: [], cut: '' };
  const worker = startWorker();
  try {
    const packed = (await worker.ask({ source })) as readonly PackedRegion[];
    const cut = JSON.stringify(packed.map(({ region }) => region.bbox));
    const travels = keep?.cut === cut ? keep.regions.map(({ travel }) => travel) : await roads();
    return { cut, regions: packed.map((region, i) => ({ ...region, travel: travels[i] ?? null })) };

    async function roads(): Promise<readonly (PackBytes | null)[]> {
      const wanted = { dataset: null, includeClosed: false };
      const ends = await readers.transaction((tx) => roadEnds(tx, viewer, wanted), { heavy: true });
      if (ends.seconds.length === 0) return [];
      return (await worker.ask({ ends, regions: packed.map(({ region }) => region) })) as readonly PackBytes[];
    }
  } finally {
    await worker.end();
  }
}

function startWorker() {
  const worker = new Worker(new URL('../worker.mjs', import.meta.url), {
    workerData: { file: new URL('./packs_worker.ts', import.meta.url).href },
    resourceLimits: { maxOldGenerationSizeMb: 2048 },
  });
  const late = setTimeout(() => void worker.terminate(), MOST_MS);
  worker.on('error', () => undefined); // Whoever asks hears of it; without anybody it would end the server.
  return {
    async ask(task: PackTask): Promise<PackAnswer> {
      worker.postMessage(task, 'ends' in task ? Object.values(task.ends).map(({ buffer }) => buffer) : []);
      const lost = once(worker, 'exit').then(() => {
        throw new Problem('worker_lost', 'The packs were not made to the end. Try again.');
      });
      const [answer] = await Promise.race([once(worker, 'message'), lost]);
      return answer as PackAnswer;
    },
    async end(): Promise<void> {
      clearTimeout(late);
      await worker.terminate();
    },
  };
}
