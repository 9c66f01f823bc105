// Overload: the real program under ten times what it can do. Prints what was let in and what was shed, by kind of work,
// with the time of each, and how /healthz fared meanwhile (reliability.md: p99 of admitted ≤ 1 s, /healthz p99 < 200 ms).
// Alone: npx tsx tests/bench/overload.ts [seconds]
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants, setPriority } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
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

/** What the crowd was answered, by kind of work. */
interface Counts {
  readonly admitted: number;
  readonly shed: number;
  readonly errors: number;
}

/** The crowd: makes load and measures nothing, since it is itself at its limit. */
async function crowd(address: string, of: { token: string; rate: number; seconds: number }): Promise<Counts[]> {
  return Promise.all(
    kindsOf(of.token).map(async ({ share, requests }) => {
      const { statusCodeStats, errors } = await autocannon({
        url: address,
        connections: Math.max(4, Math.round(CONNECTIONS * TIMES * share)),
        duration: of.seconds,
        timeout: 30,
        overallRate: Math.max(1, Math.round(of.rate * share)),
        requests,
      });
      const shed = statusCodeStats['503']?.count ?? 0;
      const all = Object.values(statusCodeStats).reduce((sum, { count }) => sum + count, 0);
      return { admitted: all - shed, shed, errors };
    }),
  );
}

/** The crowd as a process that yields to the server: in life it stands on other machines. */
function startCrowd(...values: readonly string[]): Promise<Counts[]> {
  const file = fileURLToPath(import.meta.url);
  const child = spawn(process.execPath, ['--import', 'tsx', file, 'crowd', ...values], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  let said = '';
  child.stdout.on('data', (piece: Buffer) => {
    said += piece.toString();
  });
  return new Promise((resolve) => child.once('exit', () => resolve(JSON.parse(said))));
}

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
    const token = await tokenOf(address, 'operations');
    const kinds = kindsOf(token);
    const calm = { url: address, connections: CONNECTIONS, duration: seconds, timeout: 30 };
    const reads = kinds[0]?.requests ?? [];
    await autocannon({ ...calm, requests: reads });
    const { requests } = await autocannon({ ...calm, requests: reads });
    const rate = Math.round(requests.average * TIMES);
    print(`alone, ${CONNECTIONS} connections: ${Math.round(requests.average)} reads/s; offered: ${rate}/s`);
    const crowded = startCrowd(address, token, String(rate), String(seconds));
    const watches = kinds.map((kind) => watch(address, kind.requests, 20));
    const health = watch(address, [{ method: 'GET', path: '/healthz' }], 20);
    const counts = await crowded;
    print('work         admitted/s    shed/s    errors | watched    p50 ms    p99 ms    max ms');
    for (const [index, { name }] of kinds.entries()) {
      const { admitted: all, shed, errors } = counts[index] ?? { admitted: 0, shed: 0, errors: 0 };
      const { admitted } = (await watches[index]?.()) ?? { admitted: [] };
      const watched = [admitted.length, at(admitted, 0.5), at(admitted, 0.99), at(admitted, 1)];
      const cells = [all / seconds, shed / seconds, errors, ...watched];
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
  const [first = '10', address = '', token = '', rate = '', seconds = ''] = process.argv.slice(2);
  if (first === 'crowd') {
    const counts = await crowd(address, { token, rate: Number(rate), seconds: Number(seconds) });
    process.stdout.write(JSON.stringify(counts));
  } else await benchOverload(Number(first));
}
