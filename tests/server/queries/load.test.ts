// The bulk load: every noun as it was given, its area and cells fixed at write, nothing invalid.
import fc from 'fast-check';
import { cellToLatLng, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import type { Dataset, Noun } from '../../../geodata/schema/dataset.ts';
import type { MultiPolygon, Position } from '../../../geodata/schema/geometry.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import { copyLine } from '../../../server/queries/copy_text.ts';
import {
  createDataset,
  ensureOrganization,
  finishDataset,
  type LoadRow,
  loadRows,
} from '../../../server/queries/load.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';

const organizationId = 'relief';

async function dataset(database: TestDatabase, noun: Noun, name: string = noun): Promise<string> {
  await ensureOrganization(database, { id: organizationId, name: 'Relief' });
  return createDataset(database, { organizationId, noun, name });
}

const square = (west: number, south: number, size: number): MultiPolygon => ({
  type: 'MultiPolygon',
  coordinates: [
    [
      [
        [west, south],
        [west + size, south],
        [west + size, south + size],
        [west, south + size],
        [west, south],
      ],
    ],
  ],
});
const area = (pcode: string, adminLevel: number, geom: MultiPolygon): LoadRow['area'] => ({
  pcode,
  adminLevel,
  name: pcode,
  parentPcode: null,
  geom,
});

async function loadAreas(database: TestDatabase, ...areas: LoadRow['area'][]): Promise<void> {
  const datasetId = await dataset(database, 'area');
  await loadRows(database, { noun: 'area', organizationId, datasetId }, areas);
}

const incident = (coordinates: Position, more: Partial<LoadRow['incident']> = {}): LoadRow['incident'] => ({
  type: 'rape',
  occurredFrom: '2026-01-01T00:00:00Z',
  occurredTo: '2026-01-01T23:59:59Z',
  timePrecision: 'day',
  placePrecision: 'exact',
  verification: 'verified',
  sourceClass: 'partner',
  consent: 'given',
  geom: { type: 'Point', coordinates },
  ...more,
});

describe('texts', () => {
  it('come back as they were, whatever is in them', () =>
    inDatabase(async (database) => {
      const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((one) => !one.includes('\0'));
      const odd = [
        '\\N',
        '\\.',
        'a\tb\\n\nc\r\v\f\b',
        '{"a"}',
        '"',
        "'; drop table place; --",
        '\u2028',
        'مرحبا',
        '\\',
      ];
      const names = [...odd, ...fc.sample(text, { numRuns: 200, seed: 7 })];
      const datasetId = await dataset(database, 'place');
      const rows = names.map((name, index): LoadRow['place'] => ({
        name,
        kind: 'town',
        population: index,
        geom: { type: 'Point', coordinates: [13, 11] },
      }));
      expect(await loadRows(database, { noun: 'place', organizationId, datasetId }, rows)).toBe(names.length);
      const stored = await database.rows<{ name: string }>(sql`select name from place order by population`);
      expect(stored.map((one) => one.name)).toEqual(names);
    }));

  it('with NUL are refused before they reach the database', () => {
    expect(() => copyLine(['a\0b'])).toThrow('NUL');
  });
});

describe('services, zones and patrols', () => {
  it('keep every field and get the finest area that holds them', () =>
    inDatabase(async (database) => {
      await loadAreas(database, area('NG008', 1, square(12, 11, 2)), area('NG008001', 2, square(12, 11, 1)));
      const hours = {
        timeZone: 'Africa/Lagos',
        rules: [{ days: [1, 5], opens: '08:00', closes: '16:00' }],
        holidays: [],
      };
      const service: LoadRow['service'] = {
        name: 'A "clinic"',
        kind: 'medical',
        components: ['pep', 'protocol'],
        languages: ['ha', 'kr-Latn'],
        openingHours: hours,
        femaleStaff: true,
        capacity: 40,
        verifiedOn: '2026-02-03',
        protected: true,
        geom: { type: 'Point', coordinates: [12.5, 11.5] },
      };
      const services = await dataset(database, 'service');
      await loadRows(database, { noun: 'service', organizationId, datasetId: services }, [
        service,
        { name: 'B', kind: 'legal', geom: { type: 'Point', coordinates: [13.5, 11.5] } },
        { name: 'C', kind: 'food', areaPcode: 'NG777', geom: { type: 'Point', coordinates: [0, 0] } },
        { name: 'D', kind: 'food', geom: { type: 'Point', coordinates: [0, 0] } },
      ]);
      const stored = await database.rows<Record<string, unknown>>(sql`
        select name, kind, status, components, languages, opening_hours as hours, female_staff as female, capacity,
               verified_on as verified, protected, area_pcode as area, cost, phone, version
        from service order by name`);
      expect(stored[0]).toEqual({
        ...{ name: 'A "clinic"', kind: 'medical', status: 'open', components: ['pep', 'protocol'], hours },
        ...{ languages: ['ha', 'kr-Latn'], female: true, capacity: 40, verified: '2026-02-03', protected: true },
        ...{ area: 'NG008001', cost: 'unknown', phone: '', version: 1 },
      });
      expect(stored.slice(1).map((one) => one['area'])).toEqual(['NG008', 'NG777', null]);

      const zones = await dataset(database, 'zone');
      const evidence = [{ claim: 'lit', source: 'visit', observedOn: '2026-01-01', expiresOn: null }];
      const geom = { type: 'Polygon' as const, coordinates: square(12.1, 11.1, 0.1).coordinates[0] ?? [] };
      await loadRows(database, { noun: 'zone', organizationId, datasetId: zones }, [
        { name: 'Z', kind: 'safe_space', evidence, geom },
      ]);
      expect(
        await database.one(sql`select area_pcode as area, evidence, st_geometrytype(geom) as type from zone`),
      ).toEqual({
        area: 'NG008001',
        evidence,
        type: 'ST_MultiPolygon',
      });

      const patrols = await dataset(database, 'patrol');
      const id = '6d0e8a54-6f3c-4c5e-9b57-0d0a6f1c2b3d';
      const line = {
        type: 'LineString' as const,
        coordinates: [
          [13.5, 11.5],
          [12.5, 11.5],
        ] as Position[],
      };
      const route = {
        id,
        name: 'P',
        mode: 'foot' as const,
        purpose: 'market' as const,
        team: 't',
        runsPerWeek: 3,
        geom: line,
      };
      await loadRows(database, { noun: 'patrol', organizationId, datasetId: patrols }, [route]);
      const times = { startedAt: '2026-01-01T08:00:00Z', endedAt: '2026-01-01T09:00:00Z', lengthMeters: 12.5 };
      const runId = '7d0e8a54-6f3c-4c5e-9b57-0d0a6f1c2b3d';
      const target = { organizationId, datasetId: patrols };
      await loadRows(database, { noun: 'patrol_run', ...target }, [{ id: runId, routeId: id, geom: line, ...times }]);
      const effort = { runId, cell: latLngToCell(11.5, 13.5, 7), month: '2026-01-01', hours: 1 };
      expect(await loadRows(database, { noun: 'patrol_effort', ...target }, [effort])).toBe(1);
      expect(await database.one(sql`select area_pcode as area from patrol_route`)).toEqual({ area: 'NG008' });
    }));
});

describe('incidents', () => {
  it('get the area of the center of their cells, never of their point', () =>
    inDatabase(async (database) => {
      // The border runs between the point and the center of its r7 cell.
      const point: Position = [12.5, 11.5];
      const center = cellToLatLng(latLngToCell(point[1], point[0], 7));
      const border = (point[0] + center[1]) / 2;
      const [left, right] = [
        area('NG001001', 2, square(border - 1, 11, 1)),
        area('NG002001', 2, square(border, 11, 1)),
      ];
      await loadAreas(database, left, right);
      const datasetId = await dataset(database, 'incident');
      await loadRows(database, { noun: 'incident', organizationId, datasetId }, [incident(point)]);
      const stored = await database.one<{ r7: string; area: string }>(
        sql`select area_r7 as r7, area_pcode as area from incident`,
      );
      const expected = center[1] > border ? 'NG002001' : 'NG001001';
      expect(center[1] > border).not.toBe(point[0] > border);
      expect(stored).toEqual({ r7: expected, area: expected });
    }));

  it('have both cells where the place is known to a settlement, and none where it is vaguer', () =>
    inDatabase(async (database) => {
      const datasetId = await dataset(database, 'incident');
      const rows = (['exact', 'settlement', 'district', 'state', 'country'] as const).map((placePrecision) =>
        incident([12.5, 11.5], { placePrecision, areaPcode: 'NG009' }),
      );
      await loadRows(database, { noun: 'incident', organizationId, datasetId }, rows);
      const stored = await database.rows<{ place: string; r7: string | null; r8: string | null; area: string }>(sql`
        select place_precision as place, cell_r7 as r7, cell_r8 as r8, area_pcode as area from incident order by 1`);
      const [r7, r8] = [latLngToCell(11.5, 12.5, 7), latLngToCell(11.5, 12.5, 8)];
      expect(stored).toEqual([
        { place: 'country', r7: null, r8: null, area: 'NG009' },
        { place: 'district', r7: null, r8: null, area: 'NG009' },
        { place: 'exact', r7, r8, area: 'NG009' },
        { place: 'settlement', r7, r8, area: 'NG009' },
        { place: 'state', r7: null, r8: null, area: 'NG009' },
      ]);
    }));

  it('find their areas also when there are more cells than one page holds', () =>
    inDatabase(async (database) => {
      await loadAreas(database, area('NG001001', 2, square(10, 8, 5)));
      const datasetId = await dataset(database, 'incident');
      const rows = Array.from({ length: 16_000 }, (_, index) =>
        incident([10.5 + (index % 160) / 40, 8.5 + Math.floor(index / 160) / 25]),
      );
      await loadRows(database, { noun: 'incident', organizationId, datasetId }, rows);
      const found = await database.one<{ n: number; cells: number }>(sql`
        select count(*) filter (where area_r7 = 'NG001001' and area_r8 = 'NG001001')::integer as n,
               (count(distinct cell_r7) + count(distinct cell_r8))::integer as cells from incident`);
      expect(found.n).toBe(16_000);
      expect(found.cells).toBeGreaterThan(20_000);
    }));
});

describe('population', () => {
  it('keeps missing women and children as missing, numbers its rows, and is in the area that covers its border', () =>
    inDatabase(async (database) => {
      await loadAreas(database, area('NG001001', 2, square(10, 8, 1)));
      const datasetId = await dataset(database, 'population');
      const cells: LoadRow['population'][] = [
        { lon: 10, lat: 8, people: 0.1, women: null, children: 0 },
        { lon: 12, lat: 8, people: 1e9, women: 5e8, children: null },
      ];
      await loadRows(database, { noun: 'population', organizationId, datasetId }, cells);
      expect(
        await database.rows(
          sql`select id, people, women, children, area_pcode as area from population_cell order by id`,
        ),
      ).toEqual([
        { id: 0, people: 0.1, women: null, children: 0, area: 'NG001001' },
        { id: 1, people: 1e9, women: 5e8, children: null, area: null },
      ]);
    }));
});

describe('areas', () => {
  it('are refused with reason and place where they cross themselves, and nothing is repaired', () =>
    inDatabase(async (database) => {
      const bow: MultiPolygon = {
        type: 'MultiPolygon',
        coordinates: [
          [
            [
              [0, 0],
              [1, 1],
              [1, 0],
              [0, 1],
              [0, 0],
            ],
          ],
        ],
      };
      const rows = [area('NG001001', 2, square(5, 5, 1)), area('NG001002', 2, bow)];
      const datasetId = await dataset(database, 'area');
      const refused = database.transaction((tx) => loadRows(tx, { noun: 'area', organizationId, datasetId }, rows));
      await expect(refused).rejects.toMatchObject({
        code: 'invalid_geometry',
        errors: [{ pointer: '/1', detail: 'Self-intersection at lon 0.500000, lat 0.500000' }],
      });
      expect(await database.rows(raw('select 1 from area'))).toEqual([]);
    }));

  it('of another organization play no part', () =>
    inDatabase(async (database) => {
      await loadAreas(database, area('NG001001', 2, square(10, 8, 1)));
      await ensureOrganization(database, { id: 'other', name: 'Other' });
      const datasetId = await createDataset(database, { organizationId: 'other', noun: 'service', name: 's' });
      const service: LoadRow['service'] = {
        name: 'S',
        kind: 'food',
        geom: { type: 'Point', coordinates: [10.5, 8.5] },
      };
      await loadRows(database, { noun: 'service', organizationId: 'other', datasetId }, [service]);
      expect(await database.one(sql`select area_pcode as area from service`)).toEqual({ area: null });
    }));
});

describe('datasets', () => {
  it('are named once in an organization and finished with what the rows told', () =>
    inDatabase(async (database) => {
      const datasetId = await dataset(database, 'population');
      await expect(dataset(database, 'population')).rejects.toMatchObject({ code: 'already_exists' });
      const cellDegrees: Dataset['cellDegrees'] = [0.5, 0.25];
      const facts = { asOf: '2020-01-01', inputPrecision: 'cell' as const, cellDegrees, fileSha256: 'ab' };
      await finishDataset(database, { organizationId, datasetId, rowCount: 3, ...facts });
      await finishDataset(database, { organizationId, datasetId, rowCount: 4 });
      expect(
        await database.one(
          sql`select row_count as n, as_of, input_precision as p, cell_width as w, cell_height as h, file_sha256 as f from dataset`,
        ),
      ).toEqual({ n: 4, as_of: '2020-01-01', p: 'cell', w: 0.5, h: 0.25, f: 'ab' });
      const gone = finishDataset(database, { organizationId: 'other', datasetId, rowCount: 1 });
      await expect(gone).rejects.toMatchObject({ code: 'dataset_not_found' });
    }));
});
