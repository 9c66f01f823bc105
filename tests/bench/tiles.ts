// Tiles: ours against ST_AsMVT and against bare Node, through real servers on 127.0.0.1, side by side in one run.
// Needs BENCH_DATABASE_URL (any database of a PostgreSQL with PostGIS; a database of its own is made there and dropped).
// Alone: BENCH_DATABASE_URL=postgres://… npx tsx tests/bench/tiles.ts
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import pg from 'pg';
import type { TileAddress } from '../../geodata/formats/web_mercator.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import { migrate } from '../../server/db/migrate.ts';
import { openDatabase } from '../../server/db/open.ts';
import { openOutbox } from '../../server/live/outbox.ts';
import type { Snapshot } from '../../server/live/snapshot.ts';
import { tileCollection } from '../../server/live/tile_collections.ts';
import { createTiles, type Tiles } from '../../server/live/tiles.ts';
import { tileRoutes } from '../../server/ogc/tiles.ts';

interface Shot {
  readonly requests: { readonly average: number };
  readonly latency: { readonly p50: number; readonly p99: number };
  readonly non2xx: number;
  readonly errors: number;
}
type Autocannon = (options: {
  url: string;
  connections: number;
  duration: number;
  workers: number;
  headers: Record<string, string>;
  requests: readonly { path: string }[];
}) => Promise<Shot>;
const autocannon = createRequire(import.meta.url)('autocannon') as Autocannon;

const POINTS = 1_000_000;
/** Contenders take turns, and the best turn of each counts: other work on the machine only ever takes away. */
const TURNS = 3;
const SECONDS = 2;
const CONNECTIONS = 8;
const DATABASE = 'safereach_bench_tiles';
const DATASET = '00000000-0000-4000-8000-000000000001';
const VIEWER: Viewer = { role: 'planner', organizationId: 'bench', areaPrefix: '' };
/** A hundred tiles of zoom 8 with some ten thousand points each: columns 130 to 139, rows 114 to 123. */
const WEST = 2.8125;
const SOUTH = 5.616;
const EAST = 16.875;
const NORTH = 19.311;

const print = (line: string): void => console.log(line);

/** The peer's tile: index on projected geometry, one statement, encoded by PostGIS. */
const PEER_SQL = `
  with tile as (
    select st_tileenvelope($1, $2, $3) as exact, st_tileenvelope($1, $2, $3, margin => 64.0 / 4096) as wide)
  select st_asmvt(feature, 'population', 4096, 'geom', 'id') as mvt from (
    select point.id, point.people, st_asmvtgeom(point.geom, tile.exact, 4096, 64, true) as geom
    from bench_point point, tile where point.geom && tile.wide) feature`;

export async function benchTiles(): Promise<void> {
  const server = process.env['BENCH_DATABASE_URL'];
  if (server === undefined) {
    print('tiles: skipped, BENCH_DATABASE_URL is not set');
    return;
  }
  const url = new URL(server);
  url.pathname = `/${DATABASE}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`drop database if exists ${DATABASE} with (force)`);
  await admin.query(`create database ${DATABASE}`);
  const pool = new pg.Pool({ connectionString: url.href, max: 4 });
  const database = await openDatabase({ url: url.href, dataFolder: '', log: () => undefined });
  const servers: (Server | ServerType)[] = [];
  try {
    await migrate(database, () => undefined);
    await fill(pool);
    const outbox = await openOutbox(database);
    const uncached = createTiles({ database, outbox, cacheBytes: 0 });
    const snapshot = await timedSnapshot(uncached);
    encodeAlone(snapshot);
    await oneAtATime(honoOver(uncached), peerOver(pool));
    const ours = await listen(servers, honoOver(uncached).fetch);
    const cached = await listen(servers, honoOver(createTiles({ database, outbox })).fetch);
    const peer = await listen(servers, peerOver(pool).fetch);
    await againstPostgis({ ours, peer });
    await againstNode(cached, servers);
    await outbox.close();
  } finally {
    for (const each of servers) each.close();
    await Promise.all([database.close(), pool.end()]);
    await admin.query(`drop database if exists ${DATABASE} with (force)`);
    await admin.end();
  }
}

async function fill(pool: pg.Pool): Promise<void> {
  await pool.query(`select setseed(0.42)`);
  await pool.query(`insert into organization (id, name) values ('bench', 'Bench')`);
  await pool.query(
    `insert into dataset (organization_id, id, noun, name) values ('bench', '${DATASET}', 'population', 'cells')`,
  );
  await pool.query(`
    insert into population_cell (organization_id, dataset_id, id, people, lon, lat)
    select 'bench', '${DATASET}', id, round((random() * 300)::numeric, 2)::float8,
      ${WEST} + random() * (${EAST} - ${WEST}), ${SOUTH} + random() * (${NORTH} - ${SOUTH})
    from generate_series(1, ${POINTS}) id`);
  await pool.query(`
    create table bench_point as
    select id, people, st_transform(st_setsrid(st_makepoint(lon, lat), 4326), 3857) as geom from population_cell`);
  await pool.query('create index on bench_point using gist (geom)');
  await pool.query('cluster bench_point using bench_point_geom_idx');
  await pool.query('vacuum analyze bench_point');
  await pool.query('vacuum analyze population_cell');
}

async function timedSnapshot(tiles: Tiles): Promise<Snapshot> {
  const collection = tileCollection('population');
  if (collection === undefined) throw new Error('population has no tiles');
  const start = performance.now();
  const snapshot = await tiles.snapshot({ collection, viewer: VIEWER, datasetId: null });
  const seconds = (performance.now() - start) / 1000;
  print(
    `tiles: snapshot of ${POINTS} cells from PostgreSQL, index built: ${seconds.toFixed(2)} s, ` +
      `${(snapshot.byteLength / 2 ** 20).toFixed(0)} MiB kept`,
  );
  return snapshot;
}

const addressesAt = (z: number, west: number, north: number, size: number): TileAddress[] =>
  Array.from({ length: size * size }, (_, i) => ({ z, x: west + (i % size), y: north + Math.floor(i / size) }));

const LARGE = addressesAt(8, 131, 115, 8);
const SMALL = addressesAt(12, 2_150, 1_900, 8);

/** The best of twenty rounds: other work on the machine only ever makes a round slower. */
function encodeAlone(snapshot: Snapshot): void {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 20; round++) {
    const start = performance.now();
    for (const address of LARGE) snapshot.tile(address);
    best = Math.min(best, (performance.now() - start) / LARGE.length);
  }
  const tile = snapshot.tile({ z: 8, x: 135, y: 118 }).slice();
  print(
    `tiles: one tile of ~10,000 points, range and bytes: ${best.toFixed(2)} ms, ${(tile.length / 1000).toFixed(0)} kB`,
  );
  for (const level of [1, 6]) {
    const start = performance.now();
    const zipped = gzipSync(tile, { level });
    print(
      `tiles: gzip level ${level}: ${(performance.now() - start).toFixed(1)} ms, ${(zipped.length / 1000).toFixed(0)} kB`,
    );
  }
}

function honoOver(tiles: Tiles): Hono {
  return new Hono().route('/', tileRoutes({ tiles, viewerOf: () => VIEWER }));
}

function peerOver(pool: pg.Pool): Hono {
  return new Hono().get('/ogc/collections/population/tiles/WebMercatorQuad/:z/:y/:x', async (c) => {
    const values = [c.req.param('z'), c.req.param('x'), c.req.param('y')].map(Number);
    const { rows } = await pool.query({ name: 'tile', text: PEER_SQL, values });
    return c.body(rows[0].mvt, 200, { 'Content-Type': 'application/vnd.mapbox-vector-tile' });
  });
}

function listen(servers: (Server | ServerType)[], fetch: Hono['fetch']): Promise<string> {
  return new Promise((resolve) => {
    const started = serve({ fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => resolve(`http://127.0.0.1:${port}`));
    servers.push(started);
  });
}

const pathOf = ({ z, x, y }: TileAddress): string => `/ogc/collections/population/tiles/WebMercatorQuad/${z}/${y}/${x}`;

/** What Node adds to an answer by itself. */
const CONNECTION = new Set(['date', 'connection', 'keep-alive']);

type Contender = readonly [name: string, url: string, encoding: 'gzip' | 'identity'];

/** The best of some turns a contender, taken in turn. */
async function compare(contenders: readonly Contender[], addresses: readonly TileAddress[]): Promise<Shot[]> {
  const best: Shot[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [index, [name, url, encoding]] of contenders.entries()) {
      const shot = await autocannon({
        url,
        connections: CONNECTIONS,
        workers: 1,
        duration: SECONDS,
        headers: { 'accept-encoding': encoding },
        requests: addresses.map((address) => ({ path: pathOf(address) })),
      });
      if (shot.non2xx + shot.errors > 0) throw new Error(`${name} failed ${shot.non2xx + shot.errors} times`);
      const before = best[index];
      if (before === undefined || before.requests.average < shot.requests.average) best[index] = shot;
    }
  }
  return best;
}

function report(title: string, contenders: readonly Contender[], shots: readonly Shot[]): void {
  const first = shots[0]?.requests.average ?? Number.NaN;
  const told = shots.map(({ requests, latency }, i) => {
    const ratio = i === 0 ? '' : `, ours ÷ this ${(first / requests.average).toFixed(2)}`;
    return `${contenders[i]?.[0]} ${requests.average.toFixed(0)}/s (p50 ${latency.p50} ms, p99 ${latency.p99} ms${ratio})`;
  });
  print(`tiles: ${title}: ${told.join('; ')}`);
}

const SIZES = [
  ['~10,000 points', LARGE],
  ['~40 points', SMALL],
] as const;

/** Through Hono without a network, one at a time. */
async function oneAtATime(ours: Hono, peer: Hono): Promise<void> {
  for (const [title, addresses] of SIZES) {
    const best = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let turn = 0; turn < 4; turn++) {
      for (const address of addresses) {
        for (const [index, app] of [ours, peer].entries()) {
          const start = performance.now();
          await (await app.request(`http://127.0.0.1${pathOf(address)}`)).arrayBuffer();
          best[index] = Math.min(best[index] ?? 0, performance.now() - start);
        }
      }
    }
    const [own = 0, theirs = 0] = best;
    print(
      `tiles: one at a time, ${title}, best: ours ${own.toFixed(2)} ms; ST_AsMVT ${theirs.toFixed(2)} ms; ratio ${(theirs / own).toFixed(1)}`,
    );
  }
}

async function againstPostgis({ ours, peer }: { ours: string; peer: string }): Promise<void> {
  const contenders: readonly Contender[] = [
    ['ours', ours, 'identity'],
    ['ST_AsMVT', peer, 'identity'],
    ['ours with gzip level 1', ours, 'gzip'],
  ];
  for (const [title, addresses] of SIZES)
    report(`uncached, ${title}`, contenders, await compare(contenders, addresses));
}

async function againstNode(cached: string, servers: (Server | ServerType)[]): Promise<void> {
  for (const [title, addresses] of SIZES) {
    const bodies = new Map<string, { bytes: Uint8Array; headers: Record<string, string> }>();
    for (const address of addresses) {
      // fetch unpacks, so pack it again the way it came.
      const answer = await fetch(cached + pathOf(address), { headers: { 'accept-encoding': 'gzip' } });
      const bytes = gzipSync(new Uint8Array(await answer.arrayBuffer()), { level: 1 });
      const headers = Object.fromEntries([...answer.headers].filter(([name]) => !CONNECTION.has(name)));
      bodies.set(pathOf(address), { bytes, headers: { ...headers, 'content-length': String(bytes.length) } });
    }
    const bare = createServer((request, response) => {
      const found = bodies.get(request.url ?? '');
      response.writeHead(found === undefined ? 404 : 200, found?.headers).end(found?.bytes);
    });
    await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
    servers.push(bare);
    const contenders: readonly Contender[] = [
      ['ours', cached, 'gzip'],
      ['bare Node', `http://127.0.0.1:${(bare.address() as AddressInfo).port}`, 'gzip'],
    ];
    report(`cached gzip, ${title}`, contenders, await compare(contenders, addresses));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await benchTiles();
