// A small world for route tests: two organizations with the same shapes, so that a leak across them is seen.
import type { Transaction } from '../../server/db/database.ts';
import { createDataset, ensureOrganization, loadRows } from '../../server/queries/load.ts';
import { refreshPlannerPicture } from '../../server/queries/planner_picture.ts';

export const CANARY_POINT: [number, number] = [12.123456, 11.654321];

const square = (west: number, south: number, size: number): [number, number][] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];

const day = (date: string) => ({ occurredFrom: `${date}T10:00:00Z`, occurredTo: `${date}T10:00:00Z` });

export const incidentRow = {
  type: 'physical_assault' as const,
  ...day('2026-11-03'),
  timePrecision: 'day' as const,
  placePrecision: 'exact' as const,
  areaPcode: null,
  verification: 'verified' as const,
  sourceClass: 'community' as const,
  consent: 'given' as const,
  geom: { type: 'Point' as const, coordinates: CANARY_POINT },
};

/**
 * Organization `id`: areas QQ001 (west) and QQ002 (east), population of 4 cells, one open and one protected clinic,
 * one open and one proposed zone, one patrol route, five incidents in one cell (three in one ISO week, two in
 * another), one known to its district only, one withdrawn.
 */
export async function loadWorld(tx: Transaction, id: string): Promise<{ population: string }> {
  await ensureOrganization(tx, { id, name: `Organization ${id}` });
  const into = async <N extends 'area' | 'population' | 'service' | 'zone' | 'patrol' | 'incident' | 'place'>(
    noun: N,
  ) => ({
    noun,
    organizationId: id,
    datasetId: await createDataset(tx, {
      organizationId: id,
      noun,
      name: `${noun}-test`,
      inputPrecision: 'cell',
      ...(noun === 'population' ? { cellDegrees: [1, 1] as [number, number] } : {}),
    }),
  });
  await loadRows(tx, await into('area'), [
    {
      pcode: 'QQ001',
      adminLevel: 2,
      name: 'West',
      parentPcode: null,
      geom: { type: 'MultiPolygon', coordinates: [[square(10, 10, 2)]] },
    },
    {
      pcode: 'QQ002',
      adminLevel: 2,
      name: 'East',
      parentPcode: null,
      geom: { type: 'MultiPolygon', coordinates: [[square(12, 10, 2)]] },
    },
  ]);
  const population = await into('population');
  await loadRows(tx, population, [
    { lon: 10.5, lat: 10.5, people: 100, women: 50, children: 20, areaPcode: null },
    { lon: 11.5, lat: 10.5, people: 200, women: 100, children: 40, areaPcode: null },
    { lon: 12.5, lat: 10.5, people: 400, women: 200, children: 80, areaPcode: null },
    { lon: 13.5, lat: 10.5, people: 800, women: 400, children: 160, areaPcode: null },
  ]);
  await loadRows(tx, await into('place'), [
    { name: 'Westtown', kind: 'town', population: 1000, geom: { type: 'Point', coordinates: [10.5, 10.5] } },
  ]);
  const service = {
    kind: 'medical' as const,
    status: 'open' as const,
    components: [],
    openingHours: null,
    languages: ['ha'],
    cost: 'free' as const,
    eligibility: '',
    femaleStaff: true,
    accessible: null,
    capacity: null,
    phone: '',
    verifiedOn: null,
  };
  await loadRows(tx, await into('service'), [
    { ...service, name: 'Open clinic', protected: false, geom: { type: 'Point', coordinates: [10.5, 10.5] } },
    { ...service, name: 'Hidden refuge', protected: true, geom: { type: 'Point', coordinates: [13.5, 10.5] } },
  ]);
  const zone = {
    kind: 'safe_space' as const,
    capacity: 50,
    occupancy: 10,
    securityMeasures: [],
    protocols: [],
    evidence: [],
  };
  await loadRows(tx, await into('zone'), [
    { ...zone, name: 'Open zone', status: 'open', geom: { type: 'Polygon', coordinates: [square(10.1, 10.1, 0.01)] } },
    {
      ...zone,
      name: 'Planned zone',
      status: 'proposed',
      geom: { type: 'Polygon', coordinates: [square(12.1, 10.1, 0.01)] },
    },
  ]);
  await loadRows(tx, await into('patrol'), [
    {
      name: 'Water road',
      mode: 'foot',
      purpose: 'water',
      team: 'A',
      runsPerWeek: 3,
      geom: {
        type: 'LineString',
        coordinates: [
          [10.1, 10.1],
          [10.2, 10.2],
        ],
      },
    },
  ]);
  await loadRows(tx, await into('incident'), [
    incidentRow,
    incidentRow,
    { ...incidentRow, ...day('2026-11-05') },
    { ...incidentRow, ...day('2026-10-20') },
    { ...incidentRow, ...day('2026-10-21') },
    { ...incidentRow, placePrecision: 'district', areaPcode: 'QQ002' },
    { ...incidentRow, consent: 'withdrawn' },
  ]);
  await refreshPlannerPicture(tx, { organizationId: id, now: new Date('2026-11-20T12:00:00Z') });
  return { population: population.datasetId };
}
