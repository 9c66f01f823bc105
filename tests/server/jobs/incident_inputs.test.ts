// Incidents by reference: every analysis acts on what the role sees, and no hidden count or point comes back out of it.
import { cellToLatLng, gridDisk, latLngToCell } from 'h3-js';
import { expect, it } from 'vitest';
import { method } from '../../../geodata/analysis/catalog.ts';
import { resultJson } from '../../../geodata/analysis/method.ts';
import { Problem } from '../../../geodata/schema/problem.ts';
import type { Role } from '../../../geodata/schema/roles.ts';
import { sql } from '../../../server/db/sql.ts';
import { createAnalysisPool } from '../../../server/jobs/analysis_pool.ts';
import { resolveInputs } from '../../../server/jobs/inputs.ts';
import { createDataset, loadRows } from '../../../server/queries/load.ts';
import { QUESTIONS_A_DAY } from '../../../server/queries/planner_budget.ts';
import { refreshPlannerPicture } from '../../../server/queries/planner_picture.ts';
import { NOW, testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { CANARY_POINT, incidentRow, loadWorld } from '../../support/world.ts';

const WEEKS = Array.from({ length: 14 }, (_, i) => new Date(Date.UTC(2026, 7, 3 + 7 * i)).toISOString().slice(0, 10));
const CELLS = gridDisk(latLngToCell(CANARY_POINT[1], CANARY_POINT[0], 7), 2);
const window = { collection: 'incidents', from: '2026-08-03', to: '2026-11-08', type: 'physical_assault' };

/** Every week has cells with 3 and more, and others whose count is `hidden`; `shift` moves every point within its cell. */
async function loadSeason(database: TestDatabase, { hidden, shift = 0 }: { hidden: number; shift?: number }) {
  await loadWorld(database, 'one');
  await database.run(sql`delete from incident`);
  const datasetId = await createDataset(database, { organizationId: 'one', noun: 'incident', name: 'season' });
  const rows = WEEKS.flatMap((week, w) =>
    CELLS.flatMap((cell, i) => {
      const seen = i < 6 && (w + i) % 3 === 0 ? 3 + ((w * i) % 4) : hidden;
      const [lat, lon] = cellToLatLng(cell);
      const row = { ...incidentRow, occurredFrom: `${week}T10:00:00Z`, occurredTo: `${week}T10:00:00Z` };
      return new Array(seen).fill({ ...row, geom: { type: 'Point', coordinates: [lon + shift, lat - shift] } });
    }),
  );
  await loadRows(database, { noun: 'incident', organizationId: 'one', datasetId }, rows);
  await database.run(sql`delete from planner_batch`);
  await refreshPlannerPicture(database, { organizationId: 'one', now: NOW });
}

const asker = (role: Role) => ({
  viewer: { role, organizationId: 'one', areaPrefix: '' },
  now: NOW,
});
async function run(database: TestDatabase, role: Role, id: string, inputs: object): Promise<string> {
  const known = method(id);
  return resultJson(await known.run(await resolveInputs(database, asker(role), { method: known, inputs })));
}

const ANALYSES: readonly (readonly [id: string, inputs: object])[] = [
  ['gi-star', { values: window }],
  ['gi-star', { values: { ...window, heard: true } }],
  ['gi-star', { events: window, permutations: 99 }],
  ['gi-star', { events: { ...window, resolution: 6 } }],
  ['local-moran', { values: window, permutations: 99 }],
  ['emerging-hot-spots', { counts: window }],
  ['emerging-hot-spots', { counts: { ...window, heard: true } }],
  ['silence', { counts: window }],
  ['ears', { counts: window }],
  ['cusum', { counts: window, baseline: 8 }],
  [
    'farrington',
    {
      counts: window,
      yearsBack: 2,
      periodsPerYear: 5,
      halfWindow: 1,
      seasons: 1,
      recentLeftOut: 0,
      minimumReports: 0,
      trend: false,
    },
  ],
  ['scan', { points: window, replications: 99 }],
];

/** In r8 cells and days the others are slow, and prove no more about what operations see. */
const QUICK = new Set(['ears', 'cusum', 'farrington', 'local-moran']);

async function results(role: Role, season: { hidden: number; shift?: number }): Promise<string[]> {
  const texts: string[] = [];
  await inDatabase(async (database) => {
    await loadSeason(database, season);
    for (const [id, inputs] of ANALYSES.filter(([id]) => role === 'planner' || QUICK.has(id)))
      texts.push(await run(database, role, id, inputs));
  });
  return texts;
}

it('gives a planner the same bytes whatever the counts under 3 are, and wherever in its cell a point is', async () => {
  const none = await results('planner', { hidden: 0 });
  expect(await results('planner', { hidden: 1 })).toEqual(none);
  expect(await results('planner', { hidden: 2 })).toEqual(none);
  expect(await results('planner', { hidden: 2, shift: 0.0004 })).toEqual(none);
  for (const text of none) expect(text).toContain('cells under 3 are counted as none');
  // The same change shows to operations, so the season would show a planner's leak.
  const [zero, two] = [await results('operations', { hidden: 0 }), await results('operations', { hidden: 2 })];
  two.forEach((text, i) => {
    expect(text).not.toBe(zero[i]);
  });
});

it('is named over HTTP, in a small body and in one that a worker reads, and says when there are more questions', () =>
  inDatabase(async (database) => {
    await loadSeason(database, { hidden: 1 });
    const analyses = createAnalysisPool();
    try {
      const { as, faults } = testApp(database, { analyses });
      const planner = await as('planner');
      const inputs = { values: window, alpha: 0.1 };
      const small = await planner.send('POST', '/ogc/processes/gi-star/execution', { inputs });
      expect(small.status).toBe(200);
      expect(small.json.counted.cells.length).toBe(small.json.z.length);
      const body = JSON.stringify({ inputs }).padEnd(70_000);
      const large = await planner.send('POST', '/ogc/processes/gi-star/execution', body);
      expect([large.status, large.text]).toEqual([200, small.text]);
      await database.run(sql`update query_budget set used = ${QUESTIONS_A_DAY}`);
      const refused = await planner.send('POST', '/ogc/processes/gi-star/execution', { inputs });
      expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, String(12 * 3600)]);
      expect(faults).toEqual([]);
    } finally {
      await analyses.close();
    }
  }));

it('counts in r7 cells and weeks for planners, in r8 cells and days for operations, each at the center of its cell', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const inputsOf = async (role: Role, id: string, inputs: object) =>
      // biome-ignore lint: inputs of every shape.
      (await resolveInputs(database, asker(role), { method: method(id), inputs })) as any;
    const reference = { collection: 'incidents', from: '2026-10-19', to: '2026-11-20' };
    const planner = await inputsOf('planner', 'scan', { points: reference });
    const cell = latLngToCell(CANARY_POINT[1], CANARY_POINT[0], 7);
    expect(planner.points).toMatchObject({ ids: [`${cell} 2026-11-02`], asOf: '2026-11-19', inputPrecision: 'cell' });
    expect(planner).toMatchObject({
      cases: [3],
      times: ['2026-11-02'],
      studyStart: '2026-10-19',
      studyEnd: '2026-11-15',
    });
    expect(planner.periodDays).toBe(7);
    expect([planner.points.lat[0], planner.points.lon[0]]).toEqual(cellToLatLng(cell));
    const operations = await inputsOf('operations', 'scan', { points: reference });
    expect(operations.cases).toEqual([1, 1, 2, 1]);
    expect(operations.points.ids[0]).toMatch(/^88\w+ 2026-10-20$/);
    expect(operations).toMatchObject({ studyStart: '2026-10-19', studyEnd: '2026-11-20' });
    expect((await inputsOf('planner', 'ears', { counts: reference })).counts).toEqual([0, 0, 3, 0]);
    const days = (await inputsOf('operations', 'ears', { counts: reference })).counts;
    expect([days.length, days[1], days[15], days[17]]).toEqual([33, 1, 2, 1]);
    const cube = await inputsOf('planner', 'emerging-hot-spots', { counts: reference });
    expect(cube.h3).toHaveLength(7);
    expect(cube.ids).toEqual(cube.h3);
    const rows: Float64Array[] = cube.counts;
    expect(Array.from(rows[cube.h3.indexOf(cell)] ?? [])).toEqual([0, 0, 3, 0]);
    expect((await inputsOf('steward', 'ears', { counts: reference })).counts).toEqual(days);
    const east = { ...asker('planner'), viewer: { ...asker('planner').viewer, areaPrefix: 'QQ001' } };
    const resolved = await resolveInputs(database, east, { method: method('ears'), inputs: { counts: reference } });
    expect(resolved).toMatchObject({ counts: [0, 0, 0, 0] });
  }));

it('gives points to stewards alone, writes the reading down, and says to others what to do instead', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const reference = { collection: 'incidents', from: '2026-10-01', to: '2026-11-20' };
    const density = { points: reference, bandwidthMeters: 5000, grid: { bbox: [12, 11, 13, 12], width: 4, height: 4 } };
    const bands = { distanceBands: [1000, 5000], timeBands: [7, 30], replications: 9 };
    const steward = JSON.parse(await run(database, 'steward', 'kernel-density', density));
    expect(steward.events.used).toBe(5);
    await run(database, 'steward', 'near-repeat', { points: reference, ...bands });
    expect(await database.rows(sql`select role, noun, row_count from audit where verb = 'read'`)).toEqual([
      { role: 'steward', noun: 'incident', row_count: 5 },
      { role: 'steward', noun: 'incident', row_count: 5 },
    ]);
    for (const role of ['planner', 'operations'] as const) {
      for (const [id, inputs] of [
        ['kernel-density', density],
        ['near-repeat', { points: reference, ...bands }],
      ] as const) {
        const refused = await run(database, role, id, inputs).catch((error: unknown) => error);
        expect(refused).toBeInstanceOf(Problem);
        expect((refused as Problem).errors[0]?.detail).toMatch(/needs points, and your role sees cells/);
      }
    }
  }));

it('tells partners, evaluators, the public and admins nothing, as of a dataset that there is not', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    for (const role of ['partner', 'evaluator', 'public', 'admin'] as const) {
      await expect(run(database, role, 'gi-star', { values: window })).rejects.toMatchObject({
        code: 'dataset_not_found',
      });
    }
  }));

it('counts and audits what a planner names in an analysis, and refuses it when the day is used up', () =>
  inDatabase(async (database) => {
    await loadSeason(database, { hidden: 1 });
    await run(database, 'planner', 'ears', { counts: window });
    const [read] = await database.rows<{ row_count: number }>(
      sql`select role, noun, row_count from audit where verb = 'read'`,
    );
    expect(read).toMatchObject({ role: 'planner', noun: 'incident' });
    expect(read?.row_count).toBeGreaterThan(20);
    await database.run(sql`update query_budget set used = ${QUESTIONS_A_DAY}`);
    await expect(run(database, 'planner', 'ears', { counts: window })).rejects.toMatchObject({
      code: 'too_many_requests',
      retryAfterSeconds: 12 * 3600,
    });
  }));

it.each([
  ['a window the wrong way round', 'gi-star', { values: { ...window, to: '2026-08-02' } }, '/inputs/values/to'],
  ['more than ten years', 'gi-star', { values: { ...window, from: '2016-01-01' } }, '/inputs/values/to'],
  ['an unknown key', 'gi-star', { values: { ...window, exact: true } }, '/inputs/values'],
  ['cells finer than the role sees', 'gi-star', { values: { ...window, resolution: 8 } }, '/inputs/values/resolution'],
  ['days of who sees weeks', 'silence', { counts: { ...window, periodDays: 1 } }, '/inputs/counts/periodDays'],
  ['delays of who sees a weekly picture', 'nowcast', { triangle: window }, '/inputs/triangle'],
  ['lost reporting where it changes nothing', 'ears', { counts: { ...window, heard: true } }, '/inputs/counts/heard'],
  [
    'a time of which nothing can be seen',
    'ears',
    { counts: { ...window, from: '2026-11-16', to: '2026-11-18' } },
    '/inputs/counts/from',
  ],
  ['an analysis that takes none', 'nearest', { from: window }, '/inputs/from'],
])('refuses %s with a pointer', (_, id, inputs, pointer) =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const refused = await run(database, 'planner', id, inputs).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Problem);
    expect([(refused as Problem).code, (refused as Problem).errors[0]?.pointer]).toEqual(['invalid_input', pointer]);
  }),
);
