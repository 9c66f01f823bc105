// Regions of the newest release as features: the union of their cells or districts, bands and nothing finer.

import { area } from '@turf/turf';
import { cellToChildren, cellToParent, latLngToCell } from 'h3-js';
import { expect, it } from 'vitest';
import type { PublicRelease } from '../../../geodata/schema/release.ts';
import { sql } from '../../../server/db/sql.ts';
import { outlineOfCells, outlineOfRegion } from '../../../server/queries/feature_cells.ts';
import { testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const ITEMS = '/ogc/collections/releases/items';
const CELL = latLngToCell(11, 11, 7);
const PARENT = cellToParent(latLngToCell(11, 11.5, 7), 6);

const publish = (database: TestDatabase, release: Pick<PublicRelease, 'period' | 'scheme' | 'regions'>) =>
  database.run(sql`
    insert into pub_release (organization_id, period, id, document, sha256, published_at)
    values ('one', ${release.period}, gen_random_uuid(),
      ${JSON.stringify({ floor: 11, countedPcodes: [], groups: [], withheldPercent: null, ...release })}, '\\x00', now())`);

const square = (geometry: object) => area({ type: 'Feature', properties: {}, geometry: geometry as never });

it('are those of the newest quarter, with their bands, drawn as the union of their cells', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const app = testApp(database, { publicOrganizationId: 'one' });
    expect((await app.visitor.get(ITEMS)).json).toMatchObject({ features: [], numberMatched: 0 });
    await publish(database, {
      period: '2026-Q1',
      scheme: 'h3',
      regions: [{ id: 1, pcodes: [], cells: [CELL], band: { least: 50, most: null } }],
    });
    await publish(database, {
      period: '2026-Q2',
      scheme: 'h3',
      regions: [
        { id: 1, pcodes: [], cells: [CELL], band: { least: 11, most: 19 } },
        { id: 2, pcodes: [], cells: [PARENT], band: { least: 50, most: null } },
      ],
    });
    const { json } = await app.visitor.get(ITEMS);
    expect(
      json.features.map(({ id, properties }: { id: string; properties: object }) => ({ id, ...properties })),
    ).toEqual([
      { id: '2026-Q2:1', period: '2026-Q2', region: 1, least: 11, most: 19 },
      { id: '2026-Q2:2', period: '2026-Q2', region: 2, least: 50, most: null },
    ]);
    const [one, seven] = json.features.map(({ geometry }: { geometry: object }) => square(geometry));
    expect(seven / one).toBeCloseTo(7, 1);
    // The children, not the hexagon that stands for them.
    const parent = square(outlineOfCells([PARENT]));
    const children = square(outlineOfCells(cellToChildren(PARENT, 7)));
    expect(Math.abs(seven - children)).toBeLessThan(1);
    expect(json.features[1].geometry).not.toEqual(outlineOfCells([PARENT]));
    expect(Math.abs(children - parent)).toBeGreaterThan(1);
    const found = async (query: string) => (await app.visitor.get(`${ITEMS}?${query}`)).json.features.length;
    expect(await found('datetime=2026-06-30T23:59:59Z')).toBe(2);
    expect(await found('datetime=2026-07-01T00:00:00Z/..')).toBe(0);
    expect(await found('period=2026-Q2&limit=1')).toBe(1);
    expect(await found('period=2026-Q1')).toBe(0);
    expect(await found('bbox=10.9,10.9,11.1,11.1')).toBe(1);
    expect((await app.visitor.get(`${ITEMS}/2026-Q2:2`)).json.properties.least).toBe(50);
    expect((await app.visitor.get(`${ITEMS}/2026-Q1:1`)).status).toBe(404);
    expect((await app.visitor.get(`${ITEMS}?f=csv`)).text).toMatch(
      /^id,period,region,least,most,wkt\r\n2026-Q2:1,2026-Q2,1,11,19,"MULTIPOLYGON \(\(\(/,
    );
    expect((await (await app.as('partner', 'one')).get(ITEMS)).json.features).toEqual(json.features);
    expect(app.faults).toEqual([]);
  }));

it('are the union of their districts where a release has districts', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const app = testApp(database, { publicOrganizationId: 'one' });
    const region = { id: 1, pcodes: ['QQ001', 'QQ002'], cells: [], band: { least: 20, most: 49 } };
    await publish(database, { period: '2026-Q3', scheme: 'admin2', regions: [region] });
    const { json } = await app.visitor.get(ITEMS);
    const ring = json.features[0].geometry.coordinates[0][0] as number[][];
    expect([json.features[0].geometry.coordinates.length, json.features[0].geometry.coordinates[0].length]).toEqual([
      1, 1,
    ]);
    expect(ring.map(([lon]) => lon).sort()).toEqual(expect.arrayContaining([10, 14]));
    expect(app.faults).toEqual([]);
  }));

it('are cut at the antimeridian', () => {
  const cells = cellToChildren(cellToParent(latLngToCell(-17, 180, 7), 5), 7);
  const { coordinates } = outlineOfRegion(cells);
  expect(coordinates.length).toBeGreaterThanOrEqual(2);
  const lons = coordinates.map((polygon) => polygon.flat().map(([lon]) => lon));
  for (const part of lons) {
    expect(Math.max(...part) - Math.min(...part)).toBeLessThan(2);
    expect(Math.max(...part.map(Math.abs))).toBeLessThanOrEqual(180);
  }
  expect(lons.some((part) => part[0]! > 0) && lons.some((part) => part[0]! < 0)).toBe(true);
  const whole = square(outlineOfRegion(cellToChildren(cellToParent(latLngToCell(-17, 170, 7), 5), 7)));
  expect(square({ type: 'MultiPolygon', coordinates }) / whole).toBeCloseTo(1, 1);
});
