// The program itself: starts, serves, drains on SIGTERM, and does not share its folder with a second one.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'safereach-main-'));
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function start() {
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    env: { ...env, SAFEREACH_DATA: folder, SAFEREACH_PORT: '0', SAFEREACH_DEMO_SCALE: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let said = '';
  const ended = once(child, 'exit').then(([code]) => {
    running.delete(child);
    return { code: code as number | null, said };
  });
  const address = new Promise<string>((resolve, reject) => {
    const hear = (text: Buffer) => {
      said += text.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found !== null) resolve(found[0]);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then(() => reject(new Error(said)));
  });
  address.catch(() => undefined);
  return { child, ended, address };
}

it('prints its address, answers, refuses a second server on its folder by naming the first, and drains on SIGTERM', async () => {
  const first = start();
  const address = await first.address;
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
  const me = (await (await fetch(`${address}/api/session`)).json()) as { role: string; demo: boolean };
  expect(me).toMatchObject({ role: 'public', demo: true });
  const opened = await fetch(`${address}/api/session/demo`, {
    method: 'POST',
    headers: { 'X-Safereach': '1', 'Content-Type': 'application/json' },
    body: '{"role":"operations"}',
  });
  expect(opened.status).toBe(201);

  const second = await start().ended;
  expect(second.code).toBe(1);
  expect(second.said).toContain(`process ${first.child.pid}`);
  expect((await fetch(`${address}/healthz`)).status).toBe(200);

  const stream = (await fetch(`${address}/api/events`)).body?.getReader();
  expect(new TextDecoder().decode((await stream?.read())?.value)).toContain('event: beat');
  first.child.kill('SIGTERM');
  expect((await stream?.read())?.done).toBe(true); // streams end at once: their clients go to another server, or come back
  expect((await first.ended).code).toBe(0);
  await expect(fetch(`${address}/healthz`)).rejects.toThrow();
}, 120_000);

it('opens the folder again after it was killed', async () => {
  const killed = start();
  await killed.address;
  killed.child.kill('SIGKILL');
  await killed.ended;
  const next = start();
  expect((await fetch(`${await next.address}/readyz`)).status).toBe(200);
  next.child.kill('SIGTERM');
  expect((await next.ended).code).toBe(0);
}, 120_000);
