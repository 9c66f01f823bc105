// The real program as a process of its own, with a small demo, for benchmarks that load it from outside.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const METRICS_TOKEN = 'a-token-for-benchmarks';

export async function startServer(): Promise<{ address: string; end: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'safereach-bench-'));
  const { DATABASE_URL: _, ...env } = process.env;
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    env: {
      ...env,
      SAFEREACH_DATA: folder,
      SAFEREACH_PORT: '0',
      SAFEREACH_DEMO_SCALE: '0.2',
      SAFEREACH_METRICS_TOKEN: METRICS_TOKEN,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (piece: Buffer) => {
      said += piece.toString();
      const found = /ready after .*(http:\/\/127\.0\.0\.1:\d+)/.exec(said);
      if (found?.[1] !== undefined) resolve(found[1]);
    });
    void ended.then(() => reject(new Error(said)));
  });
  return {
    address,
    async end() {
      const started = performance.now();
      child.kill('SIGTERM');
      await ended;
      console.log(`SIGTERM to exit: ${Math.round(performance.now() - started)} ms`);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function tokenOf(address: string, role: string): Promise<string> {
  const answer = await fetch(`${address}/api/session/demo`, {
    method: 'POST',
    headers: { 'X-Safereach': '1', 'Content-Type': 'application/json' },
    body: JSON.stringify({ role }),
  });
  return ((await answer.json()) as { token: string }).token;
}
