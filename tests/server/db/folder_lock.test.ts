// One process at a time in a data folder: who holds it is named, and the lock of a dead process is no obstacle.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFolder } from '../../../server/db/folder_lock.ts';

let folder = '';
let path = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safereach-lock-'));
  path = join(folder, 'lock.json');
});
afterEach(() => rm(folder, { recursive: true }));

const lockOf = async () =>
  JSON.parse(await readFile(path, 'utf8')) as Record<'pid' | 'host' | 'began' | 'since', unknown>;
const write = (lock: object) => writeFile(path, JSON.stringify(lock));
const refusal = (text: RegExp) =>
  expect.objectContaining({ code: 'database_unavailable', message: expect.stringMatching(text) });

/** A process id that was in use and is no more. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.on('exit', resolve));
  return child.pid!;
}

describe('lockFolder', () => {
  it('names the holder to the second who asks, and lets the next in after the release', async () => {
    const release = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toEqual(
      refusal(new RegExp(`in use by process ${process.pid} since 2.*DATABASE_URL`)),
    );
    await release();
    const again = await lockFolder(folder);
    await again();
  });

  it('takes over the lock of a process that is dead', async () => {
    await write({ pid: await deadPid(), host: hostname(), began: 'x', since: 'then' });
    const release = await lockFolder(folder);
    expect(await lockOf()).toMatchObject({ pid: process.pid, host: hostname() });
    await release();
  });

  it('takes over a lock whose process id now belongs to a process that began later', async () => {
    const first = await lockFolder(folder);
    const lock = await lockOf();
    await first();
    expect(lock['began']).not.toBeNull();
    await write({ ...lock, pid: process.ppid, began: 'some other boot 1' });
    const release = await lockFolder(folder);
    expect((await lockOf())['pid']).toBe(process.pid);
    await release();
  });

  it('respects a lock from another host while it is touched, names the host, and takes it over when it is not', async () => {
    await write({ pid: 1, host: 'elsewhere', began: null, since: 'then' });
    await expect(lockFolder(folder)).rejects.toEqual(refusal(/process 1 on elsewhere/));
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(path, longAgo, longAgo);
    await (await lockFolder(folder))();
  });

  it('takes over a lock that was cut off while it was written', async () => {
    await writeFile(path, '{"pid": 1');
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(path, longAgo, longAgo);
    await (await lockFolder(folder))();
  });

  it('lets exactly one of twenty take over a dead lock', async () => {
    await write({ pid: await deadPid(), host: hostname(), began: 'x', since: 'then' });
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)));
    const won = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(won).toHaveLength(1);
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toEqual(refusal(/in use by/));
    await won[0]?.();
  });

  it('does not remove at its release a lock that is no longer its own', async () => {
    const release = await lockFolder(folder);
    await write({ pid: 1, host: 'elsewhere', began: null, since: 'later' });
    await release();
    expect((await lockOf())['host']).toBe('elsewhere');
  });
});
