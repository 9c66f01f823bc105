// GDAL as the client of the OGC API: it finds, pages, narrows and reads what /api says, and nothing else.
import { expect } from 'vitest';
import { createDataset, loadRows } from '../../../server/queries/load.ts';
import type { TestDatabase } from '../../support/database.ts';
import { CANARY_POINT, loadWorld } from '../../support/world.ts';
import { type FeatureServer, gdal, itWithGdal, withFeatureServer } from './feature_server.ts';

const OPEN = ['areas', 'places', 'roads', 'services', 'zones', 'gateways', 'releases'];
const WAYS = 25;

async function load(database: TestDatabase): Promise<void> {
  await loadWorld(database, 'one');
  await loadWorld(database, 'two');
  const into = async (noun: 'place' | 'road') => ({
    noun,
    organizationId: 'one',
    datasetId: await createDataset(database, { organizationId: 'one', noun, name: `${noun}s of the walk` }),
  });
  const steps = Array.from({ length: WAYS }, (_, i) => i);
  await loadRows(
    database,
    await into('place'),
    steps.map((i) => ({
      name: `مكان ${i}`,
      kind: 'village' as const,
      population: i,
      geom: { type: 'Point' as const, coordinates: [12.25 + i / 10, -3.5 - i / 100] as [number, number] },
    })),
  );
  const road = { roadClass: 'track' as const, lengthMeters: 120.5, seconds: null, oneWay: false };
  await loadRows(
    database,
    await into('road'),
    steps.map((i) => ({
      ...road,
      closed: i % 5 === 0,
      geom: {
        type: 'LineString' as const,
        coordinates: [
          [i, 1],
          [i + 0.5, 1.25],
        ] as [number, number][],
      },
    })),
  );
}

const withServer = (work: (server: FeatureServer) => Promise<void>) =>
  withFeatureServer(load, async (server) => {
    await work(server);
    expect(server.app.faults).toEqual([]);
  });

interface Read {
  readonly properties: Record<string, unknown>;
  readonly geometry: { readonly coordinates: unknown } | null;
}

/** The features of a layer as GDAL read them, written as GeoJSON. */
async function read({ origin }: FeatureServer, layer: string, args: readonly string[] = [], token?: string) {
  const to = ['-f', 'GeoJSON', '-lco', 'COORDINATE_PRECISION=15', '/vsistdout/', `OAPIF:${origin}/ogc`, layer];
  const { code, out } = await gdal('ogr2ogr', [...args, ...to], token);
  if (code !== 0 || /ERROR|Warning/.test(out)) throw new Error(out);
  return (JSON.parse(out) as { features: Read[] }).features;
}

itWithGdal('GDAL lists the collections of the public, and cannot open another one', () =>
  withServer(async ({ origin }) => {
    const { code, out } = await gdal('ogrinfo', [`OAPIF:${origin}/ogc`]);
    expect(code).toBe(0);
    expect([...out.matchAll(/^\d+: ([\w-]+)/gm)].map(([, name]) => name)).toEqual(OPEN);
    const slash = await gdal('ogrinfo', [`OAPIF:${origin}/ogc/`]);
    expect([...slash.out.matchAll(/^\d+: ([\w-]+)/gm)].map(([, name]) => name)).toEqual(OPEN);
    for (const name of ['incidents', 'incident-cells']) {
      expect([name, (await gdal('ogrinfo', [`OAPIF:${origin}/ogc`, name])).code]).toEqual([name, 1]);
      expect([name, (await gdal('ogrinfo', [`OAPIF:${origin}/ogc/collections/${name}`])).code]).toEqual([name, 1]);
    }
    expect((await gdal('ogrinfo', [`OAPIF:${origin}/ogc`], 'x'.repeat(43))).code).toBe(1);
  }),
);

itWithGdal('GDAL reads every public collection to its end over small pages, with the records of /api', () =>
  withServer(async (server) => {
    const { visitor } = server.app;
    const expected: Record<string, Read[]> = { gateways: [], releases: [] };
    for (const [collection, path] of [
      ['areas', '/api/areas?geometry=1'],
      ['places', '/api/places'],
      ['roads', '/api/roads'],
      ['services', '/api/services'],
      ['zones', '/api/zones'],
    ] as const) {
      expected[collection] = (await visitor.get(path)).json.features;
    }
    expect([expected['places']?.length, expected['roads']?.length]).toEqual([WAYS + 1, WAYS]);
    for (const collection of OPEN) {
      const there = expected[collection] ?? [];
      server.asked();
      const features = await read(server, collection, ['-oo', 'PAGE_SIZE=3']);
      const pages = server.asked().filter((path) => path.includes('/items?') && path.includes('after='));
      expect([collection, pages.length]).toEqual([collection, Math.max(0, Math.ceil(there.length / 3) - 1)]);
      expect(features.map(({ geometry }) => geometry)).toEqual(there.map(({ geometry }) => geometry));
      const plain = (value: unknown) => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value);
      features.forEach(({ properties }, i) => {
        for (const [name, value] of Object.entries(there[i]?.properties ?? {})) {
          expect([collection, name, plain(properties[name])]).toEqual([collection, name, plain(value)]);
        }
      });
      const counted = await gdal('ogrinfo', ['-so', `OAPIF:${server.origin}/ogc`, collection]);
      expect(counted.out).toContain(`Feature Count: ${there.length}`);
    }
  }),
);

itWithGdal('GDAL leaves box and properties to the server, which answers only what is in them', () =>
  withServer(async (server) => {
    server.asked();
    const inBox = await read(server, 'places', ['-spat', '12.125', '-3.625', '12.5', '-3.4375']);
    expect(inBox.map(({ properties }) => properties['population']).sort()).toEqual([0, 1, 2]);
    const narrowed = server.asked().filter((path) => path.includes('bbox='));
    expect(narrowed.length).toBeGreaterThan(0);
    for (const path of narrowed) expect(path).toContain('bbox=12.125,-3.625,12.5,-3.4375');
    const closed = await read(server, 'roads', ['-where', 'closed = 1']);
    expect(closed).toHaveLength(WAYS / 5);
    expect(server.asked().filter((path) => /closed=(1|true)/.test(path)).length).toBeGreaterThan(0);
    const named = await read(server, 'places', ['-where', "name = 'مكان 7'"]);
    expect(named.map(({ properties }) => properties['population'])).toEqual([7]);
    expect(server.asked().filter((path) => path.includes('name=مكان')).length).toBeGreaterThan(0);
  }),
);

itWithGdal('GDAL agrees on the axes of EPSG:4326 and on the meters of EPSG:3857', () =>
  withServer(async (server) => {
    const ours = async (code: number, collection: string) => {
      const crs = encodeURIComponent(`http://www.opengis.net/def/crs/EPSG/0/${code}`);
      const { json } = await server.app.visitor.get(`/ogc/collections/${collection}/items?limit=1000&crs=${crs}`);
      return (json.features as Read[]).map(({ geometry }) => geometry?.coordinates);
    };
    for (const collection of ['places', 'roads']) {
      const meters = await read(server, collection, ['-t_srs', 'EPSG:3857']);
      const there = (await ours(3857, collection)).flat(2) as number[];
      const here = meters.flatMap(({ geometry }) => [geometry?.coordinates].flat(2)) as number[];
      expect(there).toHaveLength(here.length);
      for (const [i, number] of there.entries()) expect(number).toBeCloseTo(here[i] as number, 2);
    }
    // GML 3.2 is written in the order of the axes that the authority names.
    const { out } = await gdal('ogr2ogr', [
      ...[
        '-f',
        'GML',
        '-dsco',
        'FORMAT=GML3.2',
        '-t_srs',
        'EPSG:4326',
        '/vsistdout/',
        `OAPIF:${server.origin}/ogc`,
        'places',
      ],
    ]);
    const positions = [...out.matchAll(/<gml:pos>([-\d.]+) ([-\d.]+)<\/gml:pos>/g)].map(([, a, b]) => [
      Number(a),
      Number(b),
    ]);
    expect(positions).toHaveLength(WAYS + 1);
    expect(positions).toEqual(await ours(4326, 'places'));
  }),
);

itWithGdal('GDAL with a planner’s token reads cells, and no byte of it holds a point', () =>
  withServer(async (server) => {
    const planner = await server.app.as('planner');
    const cells = await read(server, 'incident-cells', ['-oo', 'PAGE_SIZE=1000'], planner.token ?? '');
    expect(cells.map(({ properties }) => [properties['type'], properties['count']])).toEqual([['physical_assault', 3]]);
    for (const part of CANARY_POINT) expect(JSON.stringify(cells)).not.toContain(String(part));
    const people = await read(server, 'population', [], planner.token ?? '');
    expect(people.map(({ properties }) => properties['people'])).toEqual([100, 200, 400, 800]);
    const { out } = await gdal('ogrinfo', [`OAPIF:${server.origin}/ogc`], planner.token ?? '');
    expect(out).toContain('incident-cells');
    expect(out).not.toMatch(/: (incidents|patrols|patrol-runs)\b/);
  }),
);
