// The embedded database when things go wrong: killed at any moment, opened twice, its engine gone.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedDatabase, openEmbedded } from '../../../server/db/embedded.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import { startChild } from '../../support/child.ts';

const CHILD = new URL('../../support/embedded_child.ts', import.meta.url);
const quiet = () => undefined;

describe('a process killed with -9', { timeout: 180_000 }, () => {
  let folder = '';
  let before = 0; // rows in `kept` after the kill before
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safereach-kill-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  // In this order on one folder: each kill meets what the one before left.
  const moments = ['kept 3', 'copying 1000', 'copying 70000', 'copied', 'updated', 'indexed'];
  it.each(moments)('at "%s" leaves every acknowledged write and nothing of the load', async (moment) => {
    const child = startChild(CHILD, folder, 'load');
    await child.says((line) => line === moment);
    await child.kill();
    const acknowledged = child.lines.filter((line) => line.startsWith('kept')).length;
    expect(child.lines).not.toContain('committed');

    const database = await openEmbedded({ folder, log: quiet });
    try {
      const { kept, last } = await database.one<{ kept: number; last: number }>(
        raw('select count(*) as kept, max(n) + 1 as last from kept'),
      );
      expect(kept - before).toBeGreaterThanOrEqual(acknowledged);
      expect(kept - before).toBeLessThanOrEqual(acknowledged + 1); // stored, but killed before it could say so
      expect(last).toBe(kept);
      before = kept;
      expect(await database.one(raw('select count(*) as n from loaded'))).toEqual({ n: 0 });
      expect(await database.rows(raw("select indexname from pg_indexes where tablename = 'loaded'"))).toHaveLength(1);
      await database.run(raw('reindex table kept'));
    } finally {
      await database.close();
    }
  });

  it('after its commit has stored all of it', async () => {
    const child = startChild(CHILD, folder, 'commit');
    await child.says((line) => line === 'committed');
    await child.kill();
    const database = await openEmbedded({ folder, log: quiet });
    try {
      expect(
        await database.one(raw("select count(*) as n, sum(n) as total from loaded where word like 'word%!'")),
      ).toEqual({ n: 100_000, total: (100_000 * 99_999) / 2 });
    } finally {
      await database.close();
    }
  });
});

describe('a second process on the folder', () => {
  it('is told who holds it, and gets in when the holder is killed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'safereach-second-'));
    const holder = startChild(CHILD, folder, 'hold');
    await holder.says((line) => line === 'open');
    const second = startChild(CHILD, folder, 'hold');
    expect(await second.says((line) => line.includes('in use'))).toContain(`process ${holder.pid} `);
    expect(await second.ended).not.toBe(0);
    await holder.kill();
    const database = await openEmbedded({ folder, log: quiet });
    await database.close();
    await rm(folder, { recursive: true });
  });
});

describe('an engine that dies under the server', () => {
  let folder = '';
  let database: EmbeddedDatabase;
  const lines: string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safereach-engine-'));
    database = await openEmbedded({ folder, log: (line) => lines.push(line) });
    await database.run(raw('create table counted (n int)'));
  });
  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  it('rejects what is under way, keeps what was committed, and answers again', async () => {
    await database.run(sql`insert into counted values (${1})`);
    const inside = database.transaction(async (tx) => {
      await tx.run(sql`insert into counted values (${2})`);
      const slow = tx.rows(raw('select count(*) from generate_series(1, 100000000)'));
      void database.kill();
      await slow;
    });
    await expect(inside).rejects.toEqual(expect.objectContaining({ code: 'database_unavailable' }));
    expect(await database.rows(sql`select n from counted`)).toEqual([{ n: 1 }]);
    expect(lines).toContain('The embedded database stopped; it is being opened again.');
  });

  it('tells listeners that something may have been missed, and they hear again', async () => {
    const heard: (string | null)[] = [];
    let wake: () => void = () => undefined;
    const end = await database.listen('trial', (payload) => {
      heard.push(payload);
      wake();
    });
    await database.kill();
    await database.ping();
    expect(heard).toEqual([null]);
    const next = new Promise<void>((resume) => {
      wake = resume;
    });
    await database.run(sql`select pg_notify('trial', 'again')`);
    await next;
    expect(heard).toEqual([null, 'again']);
    await end();
  });

  it('was told to sync to the disk', async () => {
    expect(await database.one(raw('show fsync'))).toEqual({ fsync: 'on' });
    // the only method that reaches the disk from WebAssembly
    expect(await database.one(raw('show wal_sync_method'))).toEqual({ wal_sync_method: 'fsync' });
  });
});
