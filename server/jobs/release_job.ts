// Builds a draft of a release: reads what may be counted, builds and audits it in a worker, stores the draft with the
// very records that it counts. What changed in between is noticed: nothing is signed that was not built.
import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { Problem, type ProblemCode } from '../../geodata/schema/problem.ts';
import type { AuditFinding, ReleaseDraft } from '../../geodata/schema/release_draft.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Database, Transaction } from '../db/database.ts';
import {
  insertDraft,
  type ReleaseRecord,
  releasableRecords,
  releaseAreas,
  releaseRules,
} from '../queries/release_drafts.ts';
import { isPublished, listReleases } from '../queries/releases.ts';
import type { ReleaseTask } from './release_worker.ts';

export interface BuiltDocuments {
  readonly publicDocument: string;
  readonly evaluatorDocument: string;
  readonly records: { readonly told: number; readonly withheld: number; readonly outside: number };
  readonly findings: readonly AuditFinding[];
}
export type ReleaseAnswer = BuiltDocuments | { readonly problem: { code: ProblemCode; detail: string } };

/** Days from the end of a quarter to its first possible release (privacy.md). */
const DELAY_DAYS = 30;
/** A build of three states takes seconds; one that takes this long will not end. */
const MOST_MS = 300_000;

/** First day of the quarter, first day after it, and the first on which it may be built. */
export function quarterEnds(period: string): { readonly first: string; readonly end: string; readonly from: string } {
  const end = new Date(Date.UTC(Number(period.slice(0, 4)), 3 * Number(period.slice(6)), 1));
  const from = new Date(end.getTime() + DELAY_DAYS * 86_400_000);
  const first = new Date(Date.UTC(Number(period.slice(0, 4)), 3 * Number(period.slice(6)) - 3, 1));
  return {
    first: first.toISOString().slice(0, 10),
    end: end.toISOString().slice(0, 10),
    from: from.toISOString().slice(0, 10),
  };
}

export interface DraftRequest {
  readonly viewer: Viewer;
  readonly period: string;
  readonly now: Date;
}

/**
 * The documents of a quarter and the ids of the records in them. Throws invalid_input before the quarter's time,
 * already_exists where it is published, busy while another is being built.
 */
export async function buildDraft(
  database: Database,
  { viewer, period, now }: DraftRequest,
): Promise<{
  readonly built: BuiltDocuments;
  readonly records: readonly ReleaseRecord[];
  readonly rules: ReleaseTask['rules'];
}> {
  const { end, from } = quarterEnds(period);
  if (now.toISOString().slice(0, 10) < from) {
    throw new Problem('invalid_input', `This quarter may be released from ${from}: ${DELAY_DAYS} days after its end.`, [
      { pointer: '/period', detail: 'Records that come late in the quarter must have had time to arrive.' },
    ]);
  }
  const { rules, records, areas, earlier } = await database.transaction(
    async (tx) => {
      if (await isPublished(tx, viewer, period)) throw published();
      return {
        rules: { period, ...(await releaseRules(tx, viewer)) },
        records: await releasableRecords(tx, viewer, { period, end, now }),
        areas: await releaseAreas(tx, viewer),
        earlier: await listReleases(tx, viewer),
      };
    },
    { heavy: true },
  );
  if (areas.length === 0) {
    throw new Problem(
      'invalid_input',
      'A release needs the areas of level 1 and 2 that it is about. Import them first.',
    );
  }
  const counts = records.map(({ cell, month, type }) => ({ cell, month, type, count: 1 }));
  return { built: await inWorker({ rules, areas, counts, earlier }), records, rules };
}

const published = () =>
  new Problem('already_exists', 'This quarter has a published release. Late records go into the next one.');

/** Stores what was built. Throws busy where the records or the release have changed since they were read. */
export async function storeDraft(
  tx: Transaction,
  { viewer, period, now }: DraftRequest,
  { built, records, rules }: Awaited<ReturnType<typeof buildDraft>>,
): Promise<ReleaseDraft> {
  if (await isPublished(tx, viewer, period)) throw published();
  const { end } = quarterEnds(period);
  const again = await releasableRecords(tx, viewer, { period, end, now });
  if (digestOf(again) !== digestOf(records)) {
    throw new Problem('busy', 'Records changed while the release was built. Build it again.');
  }
  return insertDraft(tx, viewer, { ...rules, ...built, recordIds: records.map(({ id }) => id) });
}

const digestOf = (records: readonly ReleaseRecord[]): string =>
  createHash('sha256').update(JSON.stringify(records)).digest('hex');

let building = false;

async function inWorker(task: ReleaseTask): Promise<BuiltDocuments> {
  if (building) throw new Problem('busy', 'Another release is being built. Try again in a minute.');
  building = true;
  try {
    const answer = await answerOf(task);
    if ('problem' in answer) throw new Problem(answer.problem.code, answer.problem.detail);
    return answer;
  } finally {
    building = false;
  }
}

function answerOf(task: ReleaseTask): Promise<ReleaseAnswer> {
  const worker = new Worker(new URL('../worker.mjs', import.meta.url), {
    workerData: { file: new URL('./release_worker.ts', import.meta.url).href, task },
    resourceLimits: { maxOldGenerationSizeMb: 2048 },
  });
  const late = setTimeout(() => void worker.terminate(), MOST_MS);
  return new Promise<ReleaseAnswer>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Problem('worker_lost', 'The build was ended before it was done. Try again.')));
  }).finally(() => {
    clearTimeout(late);
    void worker.terminate();
  });
}

/** The newest quarter that may be released at `now`: 2026-Q3. */
export function newestQuarter(now: Date): string {
  const then = new Date(now.getTime() - DELAY_DAYS * 86_400_000);
  const before = new Date(Date.UTC(then.getUTCFullYear(), then.getUTCMonth() - 3, 1));
  return `${before.getUTCFullYear()}-Q${Math.floor(before.getUTCMonth() / 3) + 1}`;
}
