// Live events: many listeners of the real program on this machine, and how long a write takes to reach all of them.
// Prints memory a listener and the time from the writer asking until each of them has heard (reliability.md:
// ≤ 64 KiB a client, p99 ≤ 2 s). Alone: npx tsx tests/bench/events.ts [listeners]
import { request } from 'node:http';
import { pathToFileURL } from 'node:url';
import { METRICS_TOKEN, startServer, tokenOf } from './real_server.ts';

const PER_SESSION = 8;
const WRITES = 30;

const print = (line: string): void => console.log(line);
const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;

async function residentBytes(address: string): Promise<number> {
  const answer = await fetch(`${address}/metrics`, { headers: { Authorization: `Bearer ${METRICS_TOKEN}` } });
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(await answer.text())?.[1]);
}

/** Resolves once the stream is open. */
const listen = (address: string, token: string, heard: (text: string) => void) =>
  new Promise<() => void>((resolve, reject) => {
    const headers = { Authorization: `Bearer ${token}`, Accept: 'text/event-stream' };
    const asked = request(`${address}/api/events`, { headers, agent: false }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${response.statusCode}`));
      response.on('data', (piece: Buffer) => heard(piece.toString()));
      response.on('error', () => undefined);
      resolve(() => asked.destroy());
    });
    asked.on('error', reject);
    asked.end();
  });

export async function benchEvents(listeners: number): Promise<void> {
  const { address, end } = await startServer();
  const leave: (() => void)[] = [];
  try {
    const writer = await tokenOf(address, 'operations');
    const before = await residentBytes(address);
    let hear: (text: string) => void = () => undefined;
    const opening = performance.now();
    while (leave.length < listeners) {
      const token = await tokenOf(address, 'operations');
      const some = Math.min(PER_SESSION, listeners - leave.length);
      leave.push(
        ...(await Promise.all(Array.from({ length: some }, () => listen(address, token, (text) => hear(text))))),
      );
    }
    print(`${listeners} listeners open after ${Math.round(performance.now() - opening)} ms`);
    const bytes = (await residentBytes(address)) - before;
    print(
      `memory of the server: ${(bytes / 2 ** 20).toFixed(1)} MiB more, ${(bytes / listeners / 1024).toFixed(1)} KiB a listener`,
    );

    const signed = { Authorization: `Bearer ${writer}`, 'Content-Type': 'application/json' };
    const list = await fetch(`${address}/api/services?limit=1`, { headers: signed });
    const [service] = ((await list.json()) as { features: { id: string }[] }).features;
    const times: number[] = [];
    for (let n = 0; n < WRITES; n++) {
      const known = await fetch(`${address}/api/services/${service?.id}`, { headers: signed });
      const heard: number[] = [];
      const all = new Promise<void>((resolve) => {
        hear = (text) => {
          if (!text.includes('event: change')) return;
          heard.push(performance.now());
          if (heard.length === listeners) resolve();
        };
      });
      const asked = performance.now();
      const written = await fetch(`${address}/api/services/${service?.id}`, {
        method: 'PATCH',
        headers: { ...signed, 'If-Match': known.headers.get('ETag') ?? '' },
        body: JSON.stringify({ name: `Renamed ${n}` }),
      });
      if (written.status !== 200) throw new Error(`The write was answered ${written.status}.`);
      await all;
      times.push(...heard.map((time) => time - asked));
    }
    times.sort((a, b) => a - b);
    const [p50, p99, max] = [0.5, 0.99, 1].map((share) => at(times, share).toFixed(0));
    print(`from the write's request to each listener: p50 ${p50} ms, p99 ${p99} ms, max ${max} ms (${times.length})`);
  } finally {
    for (const one of leave) one();
    await end();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await benchEvents(Number(process.argv[2] ?? 1_000));
}
