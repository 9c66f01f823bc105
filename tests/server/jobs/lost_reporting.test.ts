// The silence fixture over HTTP: a constant rate everywhere, and one reporting point that closes. Whatever the page of
// hotspots asks for says "reporting lost" of its cells, and nowhere that they turned cold or got better.
import { cellsToMultiPolygon, cellToLatLng, gridDisk, latLngToCell } from 'h3-js';
import { expect, it } from 'vitest';
import { seededRandom } from '../../../geodata/analysis/random.ts';
import { hotThreshold, readCell } from '../../../geodata/analysis/warning/cell_reading.ts';
import { sql } from '../../../server/db/sql.ts';
import { createAnalysisPool } from '../../../server/jobs/analysis_pool.ts';
import { createDataset, loadRows } from '../../../server/queries/load.ts';
import { refreshPlannerPicture } from '../../../server/queries/planner_picture.ts';
import { type Caller, NOW, testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { incidentRow, loadWorld } from '../../support/world.ts';

const DAY = 86_400_000;
const WEEKS = 26;
const LOST_WEEKS = 4;
/** A Monday; the weeks end on Sunday 2026-11-15, the last that planners see. */
const FIRST = Date.UTC(2026, 10, 16) - WEEKS * 7 * DAY;
const CLOSED = FIRST + (WEEKS - LOST_WEEKS) * 7 * DAY;
const dateOf = (time: number) => new Date(time).toISOString().slice(0, 10);

const MIDDLE = latLngToCell(10.8, 10.8, 7);
const SERVED = gridDisk(MIDDLE, 1);
const CELLS = gridDisk(MIDDLE, 2);
const OTHERS = CELLS.filter((cell) => !SERVED.includes(cell));

function poisson(random: () => number, mean: number): number {
  let count = 0;
  for (let left = random(); left > Math.exp(-mean); left *= random()) count++;
  return count;
}

/** A ward of these cells and no other: beyond it nobody is known to take reports. */
const WARD = {
  pcode: 'QQ001001',
  adminLevel: 3,
  name: 'Ward',
  parentPcode: 'QQ001',
  geom: { type: 'MultiPolygon', coordinates: cellsToMultiPolygon(CELLS, true) },
};

/** Eight reports a week from every cell, and never fewer than planners see, but none from those of the point in the middle once it is closed. */
async function loadConstant(database: TestDatabase, closes: boolean): Promise<void> {
  await loadWorld(database, 'one');
  await database.run(sql`delete from incident`);
  const random = seededRandom(20261015);
  const rows = CELLS.flatMap((cell) => {
    const [lat, lon] = cellToLatLng(cell);
    return Array.from({ length: WEEKS }, (_, week) => {
      const count = Math.max(3, poisson(random, 8));
      const time = FIRST + week * 7 * DAY;
      if (closes && time >= CLOSED && SERVED.includes(cell)) return [];
      return Array.from({ length: count }, (_, i) => ({
        ...incidentRow,
        occurredFrom: `${dateOf(time + (i % 7) * DAY)}T10:00:00Z`,
        occurredTo: `${dateOf(time + (i % 7) * DAY)}T10:00:00Z`,
        geom: { type: 'Point' as const, coordinates: [lon, lat] as [number, number] },
      }));
    }).flat();
  });
  const datasetId = await createDataset(database, { organizationId: 'one', noun: 'incident', name: 'constant' });
  await loadRows(database, { noun: 'incident', organizationId: 'one', datasetId }, rows);
  // Written down within the week, two in three; the others in the week after.
  await database.run(sql`update incident set recorded_at = occurred_from
    + case when substr(id::text, 1, 1) < 'a' then interval '0' else interval '7 days' end`);
  await database.run(sql`delete from planner_batch`);
  await refreshPlannerPicture(database, { organizationId: 'one', now: NOW });
}

const PATH = '/api/reporting-points';
async function openPoints(caller: Caller, closes: boolean): Promise<void> {
  const point = {
    kind: 'clinic',
    areaPcode: WARD.pcode,
    reachRings: 0,
    openPeriods: [{ from: '2025-01-06', until: null }],
  };
  for (const cell of OTHERS) expect((await caller.send('POST', PATH, { ...point, cell })).status).toBe(201);
  const middle = { ...point, kind: 'women_space', cell: MIDDLE, reachRings: 1 };
  const made = await caller.send('POST', PATH, middle);
  if (!closes) return;
  const shut = { openPeriods: [{ from: '2025-01-06', until: dateOf(CLOSED - DAY) }] };
  const etag = { 'If-Match': made.headers.get('ETag') ?? '' };
  expect((await caller.send('PATCH', `${PATH}/${made.json.id}`, shut, etag)).status).toBe(200);
}

const half = { collection: 'incidents', from: dateOf(FIRST), to: '2026-11-15', periodDays: 7, resolution: 7 };
const recent = { ...half, from: dateOf(CLOSED), heard: true };

async function answersOf(caller: Caller) {
  const run = async (id: string, inputs: object) => {
    const { status, json } = await caller.send('POST', `/ogc/processes/${id}/execution`, { inputs });
    expect([id, status, json.detail]).toEqual([id, 200, undefined]);
    return json;
  };
  const gi = await run('gi-star', { values: recent });
  const emerging = await run('emerging-hot-spots', {
    counts: { ...half, heard: true },
    correction: 'benjamini-hochberg',
  });
  const silence = await run('silence', { counts: half });
  const readings = CELLS.map((cell) => {
    const [g, e, s] = [gi, emerging, silence].map(({ ids }) => (ids as string[]).indexOf(cell)) as [
      number,
      number,
      number,
    ];
    return readCell({
      reports: 100,
      gi: gi.category[g],
      emerging: emerging.category[e],
      numbersEnded: emerging.flags[e].includes('reporting-lost'),
      z: emerging.z[e],
      hotZ: hotThreshold(emerging.z, 0.05),
      states: silence.states[s],
    });
  });
  return { gi, emerging, silence, readings, run };
}

async function withAnswers(
  role: 'operations' | 'planner',
  closes: boolean,
  look: (answers: Awaited<ReturnType<typeof answersOf>>) => Promise<void>,
): Promise<void> {
  await inDatabase(async (database) => {
    await loadConstant(database, closes);
    const analyses = createAnalysisPool();
    try {
      const { as, faults } = testApp(database, { analyses });
      expect((await (await as('steward')).send('POST', '/api/areas', WARD)).status).toBe(201);
      await openPoints(await as('operations'), closes);
      await look(await answersOf(await as(role)));
      expect(faults).toEqual([]);
    } finally {
      await analyses.close();
    }
  });
}

const at = (ids: readonly string[], cells: readonly string[]) => cells.map((cell) => ids.indexOf(cell));
/** Four thousand reports are loaded, and six analyses run in workers of their own: on a busy machine that takes its time. */
const SLOW_MS = 240_000;
const COLDER = /cold|diminish|improve|declin|calm|safe/;

it.each(['operations', 'planner'] as const)(
  'reads "reporting lost" as %s once the point closed, and never cold',
  (role) =>
    withAnswers(role, true, async ({ gi, emerging, silence, readings, run }) => {
      const lost = SERVED.map((cell) => readings[CELLS.indexOf(cell)]);
      for (const reading of lost) expect(reading).toEqual({ kind: 'reporting-lost', weeks: LOST_WEEKS, course: null });
      for (const i of at(gi.ids, SERVED)) expect([gi.category[i], gi.z[i]]).toEqual(['not enough data', null]);
      for (const i of at(emerging.ids, SERVED)) {
        expect(emerging.flags[i]).toContain('reporting-lost');
        expect(String(emerging.category[i])).not.toMatch(COLDER);
      }
      for (const i of at(silence.ids, SERVED)) {
        expect(silence.state[i]).toBe(role === 'operations' ? 'reporting-lost' : 'silent');
      }
      expect(JSON.stringify([gi.category, emerging.category, readings])).not.toMatch(COLDER);
      // Elsewhere nothing changed, and nothing is said to have.
      const others = new Set(OTHERS.map((cell) => readings[CELLS.indexOf(cell)]?.kind));
      if (role === 'planner') {
        // Who knows only that a point of the ward closed reads no calm into any low number of the ward.
        for (const kind of others) expect(['as-expected', 'less-heard']).toContain(kind);
        return;
      }
      expect(others).toEqual(new Set(['as-expected']));
      expect((await run('nowcast', { triangle: half })).verdict).toBe('reporting-lost');
    }),
  SLOW_MS,
);

it.each(['operations', 'planner'] as const)(
  'reads nothing unusual as %s while the point is open',
  (role) =>
    withAnswers(role, false, async ({ gi, emerging, silence, readings, run }) => {
      expect(new Set(readings.map(({ kind }) => kind))).toEqual(new Set(['as-expected']));
      expect(new Set(at(silence.ids, CELLS).map((i) => silence.state[i]))).toEqual(new Set(['reporting']));
      expect(emerging.flags.filter((_: unknown, i: number) => CELLS.includes(emerging.ids[i])).flat()).toEqual([]);
      expect(new Set(at(gi.ids, CELLS).map((i) => gi.category[i]))).toEqual(new Set(['not significant']));
      if (role === 'operations') expect((await run('nowcast', { triangle: half })).verdict).toBe('no-clear-change');
    }),
  SLOW_MS,
);
