// Overload: the real program under ten times what it can do. Prints what was let in and what was shed, by kind of work,
// with the time of each, and how /healthz fared meanwhile (reliability.md: p99 of admitted ≤ 1 s, /healthz p99 < 200 ms).
// Alone: npx tsx tests/bench/overload.ts [seconds]
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { startServer, tokenOf } from './real_server.ts';

interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}
type Autocannon = (options: {
  url: string;
  connections: number;
  duration: number;
  timeout: number;
  workers: number;
  overallRate?: number;
  requests: readonly Request[];
}) => Promise<{
  requests: { average: number };
  errors: number;
  statusCodeStats: Readonly<Record<string, { readonly count: number }>>;
}>;
const autocannon = createRequire(import.meta.url)('autocannon') as Autocannon;

/** As many as saturate the server without a line that grows. */
const CONNECTIONS = 24;
const TIMES = 10;

const print = (line: string): void => console.log(line);

interface Kind {
  readonly name: string;
  readonly share: number;
  readonly requests: readonly Request[];
}

function kindsOf(token: string): Kind[] {
  const headers = { Authorization: `Bearer ${token}` };
  const get = (path: string): Request => ({ method: 'GET', path, headers });
  const post = (path: string, body: unknown): Request => ({
    method: 'POST',
    path,
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const nearest = { inputs: { from: { lon: [1], lat: [1] }, to: { lon: [1, 2], lat: [1, 2] }, k: 1 } };
  return [
    {
      name: 'read',
      share: 0.8,
      requests: [get('/api/services?limit=50'), get('/api/zones'), get('/api/areas'), get('/api/session')],
    },
    // Refused by its schema once it has been let in: what is measured is the way in, and the store stays as it is.
    { name: 'write', share: 0.1, requests: [post('/api/services', { name: 1 })] },
    { name: 'costly read', share: 0.06, requests: [get('/api/search?q=a'), get('/ogc/collections/services/items')] },
    {
      name: 'large tile',
      share: 0.02,
      requests: [get('/ogc/collections/population/tiles/WebMercatorQuad/4/7/8')],
    },
    { name: 'analysis', share: 0.02, requests: [post('/ogc/processes/nearest/execution', nearest)] },
  ];
}

const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;

/** The crowd: a thread of its own that makes load and measures nothing, since it is itself at its limit. */
const crowd = (address: string, kind: Kind, of: { connections: number; rate: number; seconds: number }) =>
  autocannon({
    url: address,
    connections: of.connections,
    duration: of.seconds,
    timeout: 30,
    workers: 1,
    overallRate: of.rate,
    requests: kind.requests,
  });

/** One of the crowd who holds a watch: asks again and again, and notes how long each answer that was let in took. */
function watch(address: string, requests: readonly Request[], pauseMs: number) {
  const admitted: number[] = [];
  let shed = 0;
  let isOver = false;
  const done = (async () => {
    for (let n = 0; !isOver; n++) {
      const { path, ...init } = requests[n % requests.length] as Request;
      const started = performance.now();
      const answer = await fetch(`${address}${path}`, init);
      await answer.arrayBuffer();
      if (answer.status === 503) shed++;
      else admitted.push(performance.now() - started);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  })();
  return async () => {
    isOver = true;
    await done;
    return { admitted: admitted.sort((a, b) => a - b), shed };
  };
}

export async function benchOverload(seconds: number): Promise<void> {
  const { address, end } = await startServer();
  try {
    const kinds = kindsOf(await tokenOf(address, 'operations'));
    const [reads] = kinds;
    if (reads === undefined) return;
    const calm = { url: address, connections: CONNECTIONS, duration: seconds, timeout: 30, workers: 1 };
    await autocannon({ ...calm, requests: reads.requests });
    const { requests } = await autocannon({ ...calm, requests: reads.requests });
    const rate = requests.average * TIMES;
    print(`alone, ${CONNECTIONS} connections: ${Math.round(requests.average)} reads/s; offered: ${Math.round(rate)}/s`);
    const crowds = Promise.all(
      kinds.map((kind) =>
        crowd(address, kind, {
          connections: Math.max(4, Math.round(CONNECTIONS * TIMES * kind.share)),
          rate: Math.max(1, Math.round(rate * kind.share)),
          seconds,
        }),
      ),
    );
    const watches = kinds.map((kind) => watch(address, kind.requests, 20));
    const health = watch(address, [{ method: 'GET', path: '/healthz' }], 20);
    const results = await crowds;
    print('work         admitted/s    shed/s    errors | watched    p50 ms    p99 ms    max ms');
    for (const [index, { name }] of kinds.entries()) {
      const { statusCodeStats = {}, errors = 0 } = results[index] ?? {};
      const shed = statusCodeStats['503']?.count ?? 0;
      const all = Object.values(statusCodeStats).reduce((sum, { count }) => sum + count, 0);
      const { admitted } = (await watches[index]?.()) ?? { admitted: [] };
      const watched = [admitted.length, at(admitted, 0.5), at(admitted, 0.99), at(admitted, 1)];
      const cells = [(all - shed) / seconds, shed / seconds, errors, ...watched];
      print(`${name.padEnd(13)}${cells.map((cell) => cell.toFixed(0).padStart(10)).join('')}`);
    }
    const { admitted } = await health();
    print(
      `/healthz p50 ${at(admitted, 0.5).toFixed(0)} ms, p99 ${at(admitted, 0.99).toFixed(0)} ms (${admitted.length})`,
    );
  } finally {
    await end();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await benchOverload(Number(process.argv[2] ?? 10));
}
