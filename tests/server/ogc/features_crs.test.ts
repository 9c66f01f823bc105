// Coordinate reference systems of features. Numbers of EPSG:3857 are those of PROJ 9.1 (gdaltransform -s_srs OGC:CRS84
// -t_srs EPSG:3857).
import { expect, it } from 'vitest';
import { createDataset, loadRows } from '../../../server/queries/load.ts';
import { type Caller, testApp } from '../../support/app.ts';
import { inDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';
const epsg = (code: number) => `http://www.opengis.net/def/crs/EPSG/0/${code}`;

const PLACES: readonly [name: string, lon: number, lat: number, x: number, y: number][] = [
  ['A', -70.25, -33.75, -7820194.22822747, -3995282.32962424],
  ['B', 179.9, 64.5, 20026376.3937099, 9477884.89685522],
  ['C', 0, 85.06, 0, 20048966.1040146],
  ['D', -180, 0, -20037508.3427892, 0],
];

const withPlaces = (work: (visitor: Caller) => Promise<void>) =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const datasetId = await createDataset(database, { organizationId: 'one', noun: 'place', name: 'far places' });
    await loadRows(
      database,
      { noun: 'place', organizationId: 'one', datasetId },
      PLACES.map(([name, lon, lat]) => ({
        name,
        kind: 'village' as const,
        population: null,
        geom: { type: 'Point' as const, coordinates: [lon, lat] as [number, number] },
      })),
    );
    const app = testApp(database, { publicOrganizationId: 'one' });
    await work(app.visitor);
    expect(app.faults).toEqual([]);
  });

interface Item {
  readonly id: string;
  readonly geometry: { readonly coordinates: number[] };
  readonly properties: { readonly name: string };
}
const items = (visitor: Caller, query: Record<string, string>) =>
  visitor.get(`/ogc/collections/places/items?${new URLSearchParams(query)}`);

it('come out in the order of the axes that the system has, and say which system it is', () =>
  withPlaces(async (visitor) => {
    for (const [name, lon, lat, x, y] of PLACES) {
      const at = async (crs: string) => {
        const { json, headers } = await items(visitor, { name, ...(crs === '' ? {} : { crs }) });
        expect(headers.get('Content-Crs')).toBe(`<${crs === '' ? CRS84 : crs}>`);
        return json.features[0].geometry.coordinates;
      };
      expect(await at('')).toEqual([lon, lat]);
      expect(await at(CRS84)).toEqual([lon, lat]);
      expect(await at(epsg(4326))).toEqual([lat, lon]);
      const projected = await at(epsg(3857));
      expect(projected[0]).toBeCloseTo(x, 2);
      expect(projected[1]).toBeCloseTo(y, 2);
    }
    const [found] = (await items(visitor, { name: 'A' })).json.features as Item[];
    const one = await visitor.get(`/ogc/collections/places/items/${found?.id}?crs=${encodeURIComponent(epsg(4326))}`);
    expect([one.headers.get('Content-Crs'), one.json.geometry.coordinates]).toEqual([
      `<${epsg(4326)}>`,
      [-33.75, -70.25],
    ]);
  }));

it('are taken for boxes alike, independent of the system of the answer', () =>
  withPlaces(async (visitor) => {
    const found = async (bbox: string, bboxCrs: string, crs = CRS84) => {
      const { json } = await items(visitor, { bbox, 'bbox-crs': bboxCrs, crs });
      return (json.features as Item[]).map(({ properties }) => properties.name).sort();
    };
    expect(await found('-71,-34,-70,-33', CRS84, epsg(4326))).toEqual(['A']);
    expect(await found('-34,-71,-33,-70', epsg(4326), epsg(3857))).toEqual(['A']);
    expect(await found('-71,-34,-70,-33', epsg(4326))).toEqual([]);
    expect(await found('-7820195,-3995283,-7820193,-3995281', epsg(3857))).toEqual(['A']);
    expect(await found('-7820193,-3995281,-7820192,-3995280', epsg(3857))).toEqual([]);
    // Over the antimeridian, in degrees and in meters.
    expect(await found('-10,179,70,-179', epsg(4326))).toEqual(['B', 'D']);
    expect(await found('20000000,-10000,-20000000,10000000', epsg(3857))).toEqual(['B', 'D']);
    // A map wider than the world.
    expect(await found('-4e7,-4e7,4e7,4e7', epsg(3857))).toEqual(['A', 'B', 'C', 'D', 'Westtown']);
    const status = async (bbox: string, crs: string) => (await items(visitor, { bbox, 'bbox-crs': crs })).status;
    expect(await status('10,-91,20,0', CRS84)).toBe(400);
    expect(await status('91,10,92,20', epsg(4326))).toBe(400);
    expect(await status('10,10,20,20', epsg(32633))).toBe(400);
    expect(await status('10,10,20,20', 'EPSG:4326')).toBe(400);
  }));

it('move every corner of lines and areas', () =>
  withPlaces(async (visitor) => {
    const areas = async (crs: string) =>
      (await visitor.get(`/ogc/collections/areas/items?crs=${encodeURIComponent(crs)}`)).json.features[0].geometry;
    const plain = await areas(CRS84);
    const turned = await areas(epsg(4326));
    const flip = (part: unknown): unknown =>
      Array.isArray(part) && typeof part[0] === 'number' ? [part[1], part[0]] : (part as unknown[]).map(flip);
    expect(plain.coordinates[0][0].slice(0, 3)).toEqual([
      [10, 10],
      [12, 10],
      [12, 12],
    ]);
    expect(turned).toEqual({ type: 'MultiPolygon', coordinates: flip(plain.coordinates) });
  }));

it('name the columns of points in a table', () =>
  withPlaces(async (visitor) => {
    const table = async (crs: string) => (await items(visitor, { name: 'A', f: 'csv', crs })).text.split('\r\n');
    expect((await table(CRS84))[0]).toBe('id,name,kind,population,lon,lat');
    expect((await table(CRS84))[1]).toMatch(/,A,village,,-70\.25,-33\.75$/);
    expect((await table(epsg(4326)))[0]).toBe('id,name,kind,population,lat,lon');
    expect((await table(epsg(4326)))[1]).toMatch(/,A,village,,-33\.75,-70\.25$/);
    expect((await table(epsg(3857)))[0]).toBe('id,name,kind,population,x,y');
  }));
