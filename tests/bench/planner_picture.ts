// How long the planners' picture takes: the weekly batch, a look that finds nothing to do, the same look with a withdrawal
// before it, and a planner's question for half a year.
// Alone: [BENCH_DATABASE_URL=postgres://…] npx tsx tests/bench/planner_picture.ts   (embedded, or PostgreSQL where named)
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../server/db/database.ts';
import { migrate } from '../../server/db/migrate.ts';
import { openDatabase } from '../../server/db/open.ts';
import { raw } from '../../server/db/sql.ts';
import { incidentCounts } from '../../server/queries/incidents.ts';
import { createDataset, ensureOrganization, loadRows } from '../../server/queries/load.ts';
import { refreshPlannerPicture } from '../../server/queries/planner_picture.ts';
import { incidentRow } from '../support/world.ts';

const NOW = new Date('2026-11-20T12:00:00Z');
const WEEKS = 52;
const DAY_MS = 86_400_000;
const TURNS = 5;

/** Clustered in space, as incidents are: a third of all falls on a twentieth of the places. */
function* season(count: number): Generator<typeof incidentRow> {
  const places = Math.ceil(count / 100);
  for (let i = 0; i < count; i++) {
    const place = i % 3 === 0 ? i % Math.ceil(places / 20) : (i * 7919) % places;
    const occurredFrom = new Date(NOW.getTime() - (14 + ((i * 31) % (WEEKS * 7))) * DAY_MS).toISOString();
    const coordinates: [number, number] = [11 + (place % 40) * 0.05, 10 + Math.floor(place / 40) * 0.05];
    yield { ...incidentRow, occurredFrom, occurredTo: occurredFrom, geom: { type: 'Point', coordinates } };
  }
}

async function best(work: () => Promise<unknown>, before: () => Promise<unknown> = async () => undefined) {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < TURNS; turn++) {
    await before();
    const started = performance.now();
    await work();
    least = Math.min(least, performance.now() - started);
  }
  return `${least.toFixed(least < 10 ? 1 : 0)} ms`;
}

async function measure(database: Database, count: number): Promise<void> {
  const organizationId = `bench-${count}`;
  await database.transaction(
    async (tx) => {
      await ensureOrganization(tx, { id: organizationId, name: organizationId });
      const datasetId = await createDataset(tx, { organizationId, noun: 'incident', name: 'season' });
      await loadRows(tx, { noun: 'incident', organizationId, datasetId }, season(count));
    },
    { heavy: true },
  );
  const refresh = () => refreshPlannerPicture(database, { organizationId, now: NOW });
  const own = `organization_id = '${organizationId}'`;
  const undo = () =>
    database.transaction(
      async (tx) => {
        await tx.run(raw(`delete from planner_cell where ${own}`));
        await tx.run(raw(`delete from planner_batch where ${own}`));
        await tx.run(raw(`update incident set planner_batch = null where ${own}`));
      },
      { heavy: true },
    );
  const viewer = { role: 'planner' as const, organizationId, areaPrefix: '' };
  const planner = database.as({ login: 'app_planner', organizationId, accountId: '' });
  const batch = await best(refresh, undo);
  const nothing = await best(refresh);
  const withdrawal = await best(() =>
    database.run(
      raw(`update incident set consent = 'withdrawn' where ${own} and id = (select id from incident i where i.${own}
        and i.planner_batch is not null limit 1)`),
    ),
  );
  const rows = await incidentCounts(planner, viewer, { now: NOW, from: '2026-05-20', to: '2026-11-20' });
  const question = await best(() =>
    incidentCounts(planner, viewer, { now: NOW, from: '2026-05-20', to: '2026-11-20' }),
  );
  console.log(
    `${database.kind}, ${count.toLocaleString('en')} incidents: batch ${batch}, nothing to do ${nothing}, withdrawal ${withdrawal}, question ${question} (${rows?.length} rows)`,
  );
}

export async function benchPlannerPicture(): Promise<void> {
  const url = process.env['BENCH_DATABASE_URL'] ?? null;
  const dataFolder = await mkdtemp(join(tmpdir(), 'safereach-bench-'));
  const database = await openDatabase({ url, dataFolder, log: () => undefined });
  try {
    await migrate(database, () => undefined);
    for (const count of [1_500, 100_000]) await measure(database, count);
  } finally {
    await database.close();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

if (process.argv[1]?.endsWith('planner_picture.ts')) await benchPlannerPicture();
