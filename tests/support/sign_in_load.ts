// The real server under sign-ins: how long a wrong password takes for an address that is known and for one that is not,
// and how /healthz answers while two hundred sign in at once. Used by the benchmark and by the test with wide bounds.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readKeyFile } from '../../server/access/key_file.ts';
import { createPasswords } from '../../server/access/password.ts';
import { migrate } from '../../server/db/migrate.ts';
import { openDatabase } from '../../server/db/open.ts';
import { sql } from '../../server/db/sql.ts';
import { insertAccount } from '../../server/queries/accounts.ts';
import { setPassword } from '../../server/queries/credentials.ts';
import { ensureOrganization } from '../../server/queries/load.ts';

export interface LoadedServer {
  readonly address: string;
  /** Addresses with an account each; nobody knows their password here. */
  readonly known: readonly string[];
  readonly stop: () => Promise<void>;
}

/** `url`: an empty database on PostgreSQL, or null for the embedded one. */
export async function startServer(url: string | null, accounts: number): Promise<LoadedServer> {
  const folder = await mkdtemp(join(tmpdir(), 'safereach-load-'));
  const known = Array.from({ length: accounts }, (_, n) => `person${n}@example.org`);
  const database = await openDatabase({ url, dataFolder: folder, log: () => undefined });
  await migrate(database, () => undefined);
  await database.transaction((tx) => ensureOrganization(tx, { id: 'demo', name: 'Load' }));
  const key = await readKeyFile(join(folder, 'server.key'));
  const hash = await createPasswords(key).inTurn((compute) => compute(known[0] ?? '', 'nobody will type this here'));
  for (const email of known) {
    const account = {
      email,
      name: '',
      role: 'planner' as const,
      areaPrefix: '',
      organizationId: 'demo',
      now: new Date(),
    };
    const made = await insertAccount(database, account);
    await setPassword(database, made?.id ?? '', hash);
  }
  await database.run(sql`update account set status = 'active'`);
  await database.close();
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    env: {
      ...env,
      ...(url === null ? {} : { DATABASE_URL: url }),
      SAFEREACH_DATA: folder,
      SAFEREACH_PORT: '0',
      SAFEREACH_DEMO_SCALE: '0',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return {
    address: await addressOf(child),
    known,
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text: Buffer) => {
        said += text.toString();
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
        if (found !== null) resolve(found[0]);
      });
    }
    child.on('exit', () => reject(new Error(said)));
  });
}

async function signIn(address: string, email: string): Promise<{ status: number; ms: number }> {
  const started = performance.now();
  const response = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'X-Safereach': '1', 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password: 'a wrong password for everybody' }),
  });
  await response.arrayBuffer();
  return { status: response.status, ms: performance.now() - started };
}

export const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? Number.NaN;

/** Milliseconds of a refused sign-in, one after the other and in turns, at most four for each address. */
export async function compareAddresses({ address, known }: LoadedServer, rounds: number) {
  const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] };
  await signIn(address, 'warm@example.org');
  for (let round = 0; round < Math.min(rounds, 4); round += 1) {
    for (const [n, email] of known.entries()) {
      // Whoever comes first in a pair gains or loses by what ran before: take turns.
      const pair = [
        ['known', email],
        ['unknown', `stranger${n}@example.org`],
      ] as const;
      for (const [kind, who] of n % 2 === 0 ? pair : pair.toReversed()) {
        const { status, ms } = await signIn(address, who);
        if (status !== 401) throw new Error(`A wrong password was answered with ${status}.`);
        times[kind].push(ms);
      }
    }
  }
  return { known: quantile(times.known, 0.5), unknown: quantile(times.unknown, 0.5), each: times.known.length };
}

/** Milliseconds of /healthz, asked every 10 ms while `many` sign in at once. */
export async function healthDuring({ address }: LoadedServer, many: number) {
  const pings: number[] = [];
  let over = false;
  const load = Promise.all(Array.from({ length: many }, (_, n) => signIn(address, `crowd${n}@example.org`))).then(
    (all) => {
      over = true;
      return all;
    },
  );
  while (!over) {
    const started = performance.now();
    await (await fetch(`${address}/healthz`)).arrayBuffer();
    pings.push(performance.now() - started);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const statuses: Record<number, number> = {};
  for (const { status } of await load) statuses[status] = (statuses[status] ?? 0) + 1;
  return { pings: pings.length, p50: quantile(pings, 0.5), p99: quantile(pings, 0.99), statuses };
}
