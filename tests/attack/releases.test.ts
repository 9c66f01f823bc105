// Attacks on what is published: six quarters of an invented world are released over HTTP, then differenced by everybody who
// reads anything of incidents; and the signed bytes are to stay what they are.
import { cellToBoundary, cellToParent, latLngToCell } from 'h3-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areaCells, type ReleaseArea } from '../../geodata/analysis/disclosure/release_area.ts';
import { releaseAudit } from '../../geodata/analysis/disclosure/release_audit.ts';
import { evaluatorRelease, publicRelease } from '../../geodata/schema/release.ts';
import type { Role } from '../../geodata/schema/roles.ts';
import { sql } from '../../server/db/sql.ts';
import { createDataset, loadRows } from '../../server/queries/load.ts';
import { refreshPlannerPicture } from '../../server/queries/planner_picture.ts';
import { quarterOf, type ScatteredWorld, scatteredWorld } from '../support/scattered_incidents.ts';
import { LENT } from '../support/surroundings.ts';
import { readAll, readings } from './answers.ts';
import { type Ask, type Planted, plant, publishRelease, stewardWithAccount } from './stewards.ts';
import { NOW, openTarget, type Target } from './target.ts';
import { type Ids, loadAttackWorld } from './world.ts';

const DAY = 86_400_000;
const FIRST = Date.UTC(2025, 0, 1);
const dateOf = (day: number): string => new Date(FIRST + day * DAY).toISOString().slice(0, 10);

let target: Target;
let ids: Ids;
let stewards: readonly [Ask, Ask];
let world: ScatteredWorld;
let areas: ReleaseArea[];
let quarters: string[];
let planted: Planted[];

/** Districts that are r4 cells, named as in the world. */
function districtsOf({ cells }: ScatteredWorld): ReleaseArea[] {
  const byParent = new Map(cells.map((cell) => [cellToParent(cell.cell, 4), cell]));
  return [...byParent].map(([parent, { admin1Pcode, admin2Pcode }]) => ({
    pcode: (admin2Pcode ?? '').replace(/^AB/, 'AB0'),
    adminLevel: 2,
    parentPcode: admin1Pcode,
    geom: { type: 'MultiPolygon', coordinates: [[cellToBoundary(parent, true) as [number, number][]]] },
  }));
}

beforeAll(async () => {
  world = scatteredWorld(11);
  areas = districtsOf(world);
  target = await openTarget({
    load: async (database) => {
      ids = (await loadAttackWorld(database)).one;
      await database.run(sql`delete from area where organization_id = 'one'`);
      await database.run(sql`delete from incident where organization_id = 'one'`);
      await database.transaction(async (tx) => {
        const datasetId = await createDataset(tx, { organizationId: 'one', noun: 'area', name: 'districts' });
        const rows = areas.map((area) => ({ ...area, name: area.pcode }));
        await loadRows(tx, { noun: 'area', organizationId: 'one', datasetId }, rows);
      });
    },
  });
  stewards = [await stewardWithAccount(target, 'first'), await stewardWithAccount(target, 'second')];
  const records = world.incidents.map(({ date, type, lon, lat }) => ({ day: date, type, lon, lat }));
  // And what planners may see: weeks in which one cell has five of a type.
  const weeks = [3, 17, 42].flatMap((week) => {
    const { lon, lat } = world.incidents[week] as { lon: number; lat: number };
    return [0, 1, 2, 2, 3].map((day) => ({ day: dateOf(5 + 7 * week + day), type: 'rape', lon, lat }));
  });
  planted = [...records, ...weeks];
  await plant(target, planted);
  // The batch of the week after: what was planted after this week's waits for it.
  await refreshPlannerPicture(target.database, { organizationId: 'one', now: new Date(NOW.getTime() + 7 * DAY) });
  quarters = [...new Set(world.incidents.map(({ date }) => quarterOf(date)))].sort();
  for (const quarter of quarters) await publishRelease(stewards, quarter);
}, 300_000);
afterAll(async () => {
  process.stdout.write(`releases: ${quarters.length} quarters, ${target.sent()} requests\n`);
  expect(target.faults).toEqual([]);
  await target.close();
});

const json = async (role: Role, path: string) => JSON.parse((await target.ask(role, path)).text);

describe('the releases of six quarters', () => {
  it('let nobody who reads both documents of all of them derive a number from 1 to 10', async () => {
    const cells = areaCells(areas);
    let withheld = 0;
    for (const [at, quarter] of quarters.entries()) {
      const open = publicRelease.parse(await json('public', `/api/releases/${quarter}`));
      const beside = evaluatorRelease.parse(await json('evaluator', `/api/releases/${quarter}/evaluator`));
      for (const { band } of open.regions) expect(band.least).toBeGreaterThanOrEqual(11);
      for (const { count } of beside.rows) expect(count).toBeGreaterThanOrEqual(11);
      const earlier = quarters.slice(0, at).map((period) => ({ period }));
      const audit = await releaseAudit({ documents: { public: open, evaluator: beside }, cells, earlier }, LENT);
      expect(audit.findings).toEqual([]);
      expect(audit.sets).toBeGreaterThan(0);
    }
    const drafts = JSON.parse((await stewards[0]('GET', '/api/release-drafts')).text).items;
    for (const { records } of drafts) withheld += records.withheld + records.outside;
    const share = withheld / planted.length;
    process.stdout.write(`releases: ${(100 * share).toFixed(0)} % of ${planted.length} records withheld\n`);
    expect(share).toBeLessThan(0.6);
  });

  it('are the same bytes for two partners and for the public, whatever they ask', async () => {
    const paths = readings(target, ids).filter((path) => /release|service|zone|gateway|search/.test(path));
    const partner = await readAll(target, 'partner', paths);
    await target.ask('partner', '/api/session', { method: 'DELETE', anew: true });
    expect(await readAll(target, 'partner', paths)).toEqual(partner);
    const open = await readAll(
      target,
      'public',
      paths.filter((path) => /^\/api\/releases/.test(path)),
    );
    for (const [path, text] of open) expect(partner.get(path)).toBe(text);
  });

  it('stay byte for byte when records are withdrawn, erased and added, rules change, and somebody tries to change them', async () => {
    const paths = ['/api/releases', ...quarters.map((quarter) => `/api/releases/${quarter}`)];
    const before = await readAll(target, 'public', paths);
    const [first] = stewards;
    const exact = JSON.parse((await first('GET', '/api/incidents/exact?limit=20')).text).features;
    for (const { id } of exact.slice(0, 10)) {
      const { headers } = await first('GET', `/api/incidents/${id}`);
      const version = Number(/\d+/.exec(headers.get('ETag') ?? '')?.[0]);
      expect((await first('PATCH', `/api/incidents/${id}`, { consent: 'withdrawn' }, version)).status).toBe(200);
    }
    for (const { id } of exact.slice(10)) {
      const { headers } = await first('GET', `/api/incidents/${id}`);
      const version = Number(/\d+/.exec(headers.get('ETag') ?? '')?.[0]);
      expect((await first('DELETE', `/api/incidents/${id}`, undefined, version)).status).toBe(204);
    }
    await plant(target, [{ day: '2025-02-02', type: 'rape', lon: 13.1, lat: 11.8 }]);
    expect(JSON.parse((await first('POST', '/api/release-drafts', { period: '2025-Q1' })).text).code).toBe(
      'already_exists',
    );
    for (const [method, path] of [
      ['POST', '/api/releases/2025-Q1'],
      ['PATCH', '/api/releases/2025-Q1'],
      ['DELETE', '/api/releases/2025-Q1'],
    ] as const) {
      expect((await first(method, path, method === 'DELETE' ? undefined : {}, 1)).status).toBe(404);
    }
    for (const { id, version } of JSON.parse((await first('GET', '/api/release-drafts')).text).items) {
      expect((await first('DELETE', `/api/release-drafts/${id}`, undefined, version)).status).toBe(403);
    }
    expect(await readAll(target, 'public', paths)).toEqual(before);
  });
});

type Counts = { readonly cell: string[]; readonly type: string[]; readonly period: string[]; readonly count: number[] };

/** Asks for single days, one after the other, and keeps what one day has that the next has not: `cell day` → records. */
async function recoveredDays(role: Role): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  const total = (counts: Counts) => {
    const sums = new Map<string, number>();
    for (const [at, cell] of counts.cell.entries()) sums.set(cell, (sums.get(cell) ?? 0) + (counts.count[at] ?? 0));
    return sums;
  };
  const upTo = async (from: number, to: number) => {
    // In sessions that follow each other: one has a budget of questions.
    const anew = to % 400 === 0;
    const { text } = await target.ask(role, `/api/incidents?from=${dateOf(from)}&to=${dateOf(to)}`, { anew });
    return total(JSON.parse(text) as Counts);
  };
  for (let from = 0; from < 540; from += 60) {
    let before = new Map<string, number>();
    for (let day = from; day < from + 60; day++) {
      const now = await upTo(from, day);
      for (const [cell, sum] of now) {
        const added = sum - (before.get(cell) ?? 0);
        if (added > 0 && day > from) found.set(`${cell} ${dateOf(day)}`, added);
      }
      before = now;
    }
  }
  return found;
}

describe('differencing by dates over HTTP', () => {
  it('gives a planner no day of any cell, where the same questions give it to those who may see days', async () => {
    const truth = new Map<string, number>();
    for (const { lon, lat, day } of planted) {
      const key = `${latLngToCell(lat, lon, 7)} ${day}`;
      truth.set(key, (truth.get(key) ?? 0) + 1);
    }
    const right = (found: Map<string, number>) => [...found].filter(([key, added]) => truth.get(key) === added).length;
    const planner = await recoveredDays('planner');
    expect(planner.size).toBeGreaterThanOrEqual(3);
    // Whole weeks only, three or more: a "day" found is the Monday on which a week entered the window.
    for (const [key, added] of planner) {
      expect(added).toBeGreaterThanOrEqual(3);
      expect(new Date(key.slice(-10)).getUTCDay()).toBe(1);
    }
    const byDay = await json('operations', `/api/incidents?from=${dateOf(0)}&to=${dateOf(539)}`);
    const days = new Set((byDay as Counts).period);
    expect(days.size).toBeGreaterThan(400);
    process.stdout.write(
      `differencing: planner ${planner.size} weeks of three or more, ${right(planner)} of ${truth.size} cell-days; operations see all ${(byDay as Counts).count.length}\n`,
    );
    expect([...planner].filter(([key, added]) => truth.get(key) === added && added < 3)).toEqual([]);
  });
});
