// Live events beside Hono's streamSSE in one run: 1,000 listeners, 50 events a second, how late each is heard and how many are
// heard at all. Then 10,000 listeners of ours: memory a listener, and how late the last of them hears. Listeners live in this
// process, the server in its own; both share this machine's cores. Alone: npx tsx tests/bench/live.ts [listeners]
import { type ChildProcess, fork } from 'node:child_process';
import { Agent, request } from 'node:http';
import { fileURLToPath, pathToFileURL } from 'node:url';

const PER_SECOND = 50;
const SECONDS = 10;
const MANY = 10_000;
const MANY_PER_SECOND = 1;
const AT_ONCE = 100;

const print = (line: string): void => console.log(line);
const now = () => performance.timeOrigin + performance.now();
const at = (sorted: Float64Array, share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;

interface Said {
  readonly address?: string;
  readonly memory?: number;
  readonly said?: number;
}

async function startServer() {
  const child: ChildProcess = fork(fileURLToPath(new URL('./live_server.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
  });
  const hear = () => new Promise<Said>((resolve) => child.once('message', (said) => resolve(said as Said)));
  const { address = '' } = await hear();
  return {
    address,
    async tell(to: 'ours' | 'peer', perSecond: number): Promise<Said> {
      const answer = hear();
      child.send({ to, perSecond });
      return answer;
    },
    end: () => new Promise((resolve) => child.once('exit', resolve).disconnect()),
  };
}

/** Opens so many; `heard` gets each piece of text. Resolves once all are open. */
async function listen(address: string, count: number, heard: (text: string) => void): Promise<() => void> {
  const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });
  const open: (() => void)[] = [];
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const asked = request(address, { agent }, (response) => {
        response.setEncoding('latin1');
        response.on('data', heard);
        response.on('error', () => undefined);
        resolve();
      });
      asked.on('error', reject);
      asked.end();
      open.push(() => asked.destroy());
    });
  for (let from = 0; from < count; from += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - from) }, one));
  }
  return () => {
    for (const leave of open) leave();
  };
}

/** How late each delivery was within some seconds of speaking, and one second more. */
async function measure(
  server: Awaited<ReturnType<typeof startServer>>,
  of: { to: 'ours' | 'peer'; listeners: number; perSecond: number; seconds: number },
) {
  const { memory: before = 0 } = await server.tell(of.to, 0);
  const late: number[] = [];
  const path = of.to === 'ours' ? '/api/events' : '/peer';
  const began = performance.now();
  const leave = await listen(server.address + path, of.listeners, (text) => {
    const heard = now();
    for (const [, verb] of text.matchAll(/"verb":"([\d.]+)"/g)) late.push(heard - Number(verb));
  });
  const openMs = performance.now() - began;
  const { memory: after = 0 } = await server.tell(of.to, of.perSecond);
  await new Promise((resolve) => setTimeout(resolve, of.seconds * 1000));
  const { said = 0 } = await server.tell(of.to, 0);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  leave();
  const sorted = Float64Array.from(late).sort();
  const share = sorted.length / (of.listeners * said);
  print(
    `  ${of.to === 'ours' ? 'ours          ' : 'Hono streamSSE'}: ${of.listeners} open after ${Math.round(openMs)} ms, ` +
      `${((after - before) / of.listeners / 1024).toFixed(1)} KiB a listener, ${Math.round(sorted.length / of.seconds)} deliveries/s ` +
      `(${Math.round(100 * share)} % of what was said), late p50 ${at(sorted, 0.5).toFixed(1)} ms, p99 ${at(sorted, 0.99).toFixed(1)} ms`,
  );
}

export async function benchLive(listeners = 1_000, many = MANY): Promise<void> {
  for (const to of ['peer', 'ours'] as const) {
    const server = await startServer();
    print(`\nLive events: ${listeners} listeners, ${PER_SECOND} events a second`);
    await measure(server, { to, listeners, perSecond: PER_SECOND, seconds: SECONDS });
    await server.end();
  }
  const server = await startServer();
  print(`\nLive events: ${many} listeners, ${MANY_PER_SECOND} event a second`);
  await measure(server, { to: 'ours', listeners: many, perSecond: MANY_PER_SECOND, seconds: SECONDS });
  await server.end();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await benchLive(Number(process.argv[2] ?? 1_000), Number(process.argv[3] ?? MANY));
}
