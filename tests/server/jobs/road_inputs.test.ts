// Roads by reference: both ends of every piece, joined where they meet, with the time that the source states or a speed gives.
import { expect, it } from 'vitest';
import { method } from '../../../geodata/analysis/catalog.ts';
import type { Method } from '../../../geodata/analysis/method.ts';
import { Problem } from '../../../geodata/schema/problem.ts';
import type { RoadEdge } from '../../../geodata/schema/road.ts';
import type { Role } from '../../../geodata/schema/roles.ts';
import { resolveInputs } from '../../../server/jobs/inputs.ts';
import { createDataset, ensureOrganization, loadRows } from '../../../server/queries/load.ts';
import { NOW } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';

type Road = Pick<RoadEdge, 'seconds'> & Partial<RoadEdge>;

async function loadRoads(tx: TestDatabase, organizationId: string, roads: readonly (Road & { line: number[][] })[]) {
  await ensureOrganization(tx, { id: organizationId, name: organizationId });
  const datasetId = await createDataset(tx, {
    organizationId,
    noun: 'road',
    name: 'streets',
    inputPrecision: 'exact',
  });
  const rows = roads.map(({ line, ...road }) => ({
    roadClass: 'primary' as const,
    lengthMeters: 1000,
    oneWay: false,
    closed: false,
    ...road,
    geom: { type: 'LineString' as const, coordinates: line as [number, number][] },
  }));
  await loadRows(tx, { noun: 'road', organizationId, datasetId }, rows);
}

/** Takes whatever is there: only `graph` is looked at. */
const anyMethod: Method = { ...method('nearest'), id: 'any' };

async function graphOf(db: TestDatabase, reference: object, role: Role = 'planner') {
  const viewer = { role, organizationId: 'one', areaPrefix: '' };
  const inputs = { graph: { collection: 'roads', dataset: 'streets', ...reference } };
  const resolved = await resolveInputs(db, { viewer, now: NOW }, { method: anyMethod, inputs });
  return (resolved as { graph: Record<'from' | 'to' | 'cost' | 'lon' | 'lat', Float64Array> }).graph;
}

/** Directed edges as "from lon, lat → to lon, lat: seconds", in any order. */
function edgesOf({ from, to, cost, lon, lat }: Awaited<ReturnType<typeof graphOf>>): string[] {
  const place = (node: number) => `${lon[node]} ${lat[node]}`;
  return Array.from(cost, (seconds, i) => `${place(from[i]!)} → ${place(to[i]!)}: ${seconds}`).sort();
}

const [a, b, c] = [
  [10, 10],
  [10.1, 10],
  [10.1, 10.1],
];

it('joins pieces that end at the same place, and doubles what may be driven both ways', () =>
  inDatabase(async (db) => {
    await loadRoads(db, 'one', [
      { seconds: 60, line: [a!, [10.05, 10.02], b!] },
      // The same place to within a centimeter is the same node.
      { seconds: 30, oneWay: true, line: [[10.1 + 2e-8, 10], c!] },
    ]);
    const graph = await graphOf(db, {});
    expect(graph.lon.length).toBe(3);
    expect(edgesOf(graph).map((edge) => edge.replace(/10\.10000002/g, '10.1'))).toEqual([
      '10 10 → 10.1 10: 60',
      '10.1 10 → 10 10: 60',
      '10.1 10 → 10.1 10.1: 30',
    ]);
    expect(graph).toMatchObject({ name: 'streets', inputPrecision: 'exact' });
  }));

it('leaves closed roads out unless asked for them', () =>
  inDatabase(async (db) => {
    await loadRoads(db, 'one', [{ seconds: 60, closed: true, line: [a!, b!] }]);
    expect((await graphOf(db, {})).cost.length).toBe(0);
    expect((await graphOf(db, { where: { includeClosed: true } })).cost.length).toBe(2);
  }));

it('invents no driving time: a road without one needs a speed', () =>
  inDatabase(async (db) => {
    await loadRoads(db, 'one', [
      { seconds: null, oneWay: true, line: [a!, b!] },
      { seconds: 7, oneWay: true, roadClass: 'track', line: [b!, c!] },
    ]);
    await expect(graphOf(db, {})).rejects.toMatchObject({ errors: [{ pointer: '/inputs/graph/speedKmh' }] });
    await expect(graphOf(db, { speedKmh: { track: 20 } })).rejects.toBeInstanceOf(Problem);
    const times = async (speedKmh: unknown) => [...(await graphOf(db, { speedKmh })).cost].sort();
    expect(await times(36)).toEqual([100, 7]);
    expect(await times({ primary: 18 })).toEqual([200, 7]);
  }));

it('reads no other organization’s roads, none of another noun, and none for a role without them', () =>
  inDatabase(async (db) => {
    await loadRoads(db, 'two', [{ seconds: 60, line: [a!, b!] }]);
    await ensureOrganization(db, { id: 'one', name: 'one' });
    await expect(graphOf(db, {})).rejects.toMatchObject({ code: 'dataset_not_found' });
    await createDataset(db, { organizationId: 'one', noun: 'place', name: 'streets', inputPrecision: 'exact' });
    await expect(graphOf(db, {})).rejects.toMatchObject({ code: 'dataset_not_found' });
    await expect(graphOf(db, {}, 'admin')).rejects.toMatchObject({ code: 'dataset_not_found' });
  }));
