// PostgreSQL when things go wrong: connections cut under load, all of them in use, statements that take too long.
// Runs only where DATABASE_URL names a server (vitest.config.ts); the embedded one has its faults in embedded_faults.test.ts.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { openPostgres } from '../../../server/db/postgres.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import { makeOwnDatabase, type OwnDatabase, openTestDatabase } from '../../support/database.ts';

const problem = (code: string) => expect.objectContaining({ name: 'Problem', code });

describe('PostgreSQL under faults', () => {
  let own: OwnDatabase;
  let database: Database;
  const lines: string[] = [];
  const settings = { log: (line: string) => lines.push(line), connections: 3, statementSeconds: 1 };
  beforeAll(async () => {
    own = await makeOwnDatabase();
    database = await openPostgres({ ...settings, url: own.url! });
    await database.run(raw('create table counted (n int)'));
  });
  afterAll(async () => {
    await database.close();
    await own.remove();
  });

  /** What a restart of the server does to every connection. */
  const cutAll = async () => {
    const server = await openTestDatabase();
    await server.rows(sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = ${new URL(own.url!).pathname.slice(1)}`);
  };

  /** Resolves when that many statements of this database run. */
  const activeStatements = async (count: number) => {
    const server = await openTestDatabase();
    const name = new URL(own.url!).pathname.slice(1);
    for (;;) {
      const { n } = await server.one<{ n: number }>(sql`select count(*) as n from pg_stat_activity
        where datname = ${name} and state = 'active' and query ~ 'pg_sleep|copy'`);
      if (n >= count) return;
    }
  };

  it('is not ready while the login of one privilege is refused', async () => {
    const refused = Object.assign(new URL(own.url!), { username: 'nobody_of_this_name' }).href;
    const partly = await openPostgres({ ...settings, url: own.url!, logins: { app_planner: refused } });
    try {
      await expect(partly.ping()).rejects.toEqual(problem('database_unavailable'));
      await expect(database.ping()).resolves.toBeUndefined();
    } finally {
      await partly.close();
    }
  });

  it('cut connections cost the statements under way, not the process; the next ones work', async () => {
    const errors: unknown[] = [];
    const onError = (error: unknown) => errors.push(error);
    process.on('uncaughtException', onError);
    process.on('unhandledRejection', onError);
    const under = Promise.allSettled([
      database.rows(raw('select pg_sleep(0.9)')),
      database.transaction(async (tx) => {
        await tx.run(sql`insert into counted values (1)`);
        await tx.rows(raw('select pg_sleep(0.9)'));
      }),
      database.transaction(async (tx) => {
        await tx.copyIn(raw('counted (n)'), endless());
      }),
    ]);
    await activeStatements(3);
    await cutAll();
    for (const result of await under) {
      expect(result).toEqual({ status: 'rejected', reason: problem('database_unavailable') });
    }
    for (let round = 0; round < 10; round++) await database.ping();
    expect(await database.rows(sql`select n from counted`)).toEqual([]);
    process.off('uncaughtException', onError);
    process.off('unhandledRejection', onError);
    expect(errors).toEqual([]);
  });

  it('idle connections that are cut are replaced', async () => {
    await Promise.all(Array.from({ length: 3 }, () => database.rows(raw('select pg_sleep(0.01)'))));
    await cutAll();
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => database.rows(sql`select 1 as n`)));
    // A statement may meet a connection that is being cut; none hangs, and after it all work.
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toEqual(problem('database_unavailable'));
    }
    expect(await database.rows(sql`select 1 as n`)).toEqual([{ n: 1 }]);
  });

  it('a listener whose connection is cut hears null, and then what is said', async () => {
    const heard: (string | null)[] = [];
    let wake: () => void = () => undefined;
    const until = async (count: number) => {
      while (heard.length < count) {
        await new Promise<void>((resume) => {
          wake = resume;
        });
      }
    };
    const end = await database.listen('trial', (payload) => {
      heard.push(payload);
      wake();
    });
    await cutAll();
    await until(1);
    await database.ping().catch(() => undefined);
    await database.run(sql`select pg_notify('trial', 'again')`);
    await until(2);
    expect(heard).toEqual([null, 'again']);
    await end();
  });

  it('with every connection in use a request waits two seconds and is told that the server is busy', async () => {
    const patient = await openPostgres({ ...settings, url: own.url!, connections: 1, statementSeconds: 10 });
    const holder = patient.transaction((tx) => tx.rows(raw('select pg_sleep(2.6)')));
    const started = performance.now();
    await expect(patient.rows(sql`select 1`)).rejects.toEqual(problem('busy'));
    expect(performance.now() - started).toBeLessThan(2500);
    // geometry and analyses have connections of their own
    await patient.transaction((tx) => tx.rows(sql`select 1`), { heavy: true });
    await holder;
    await patient.close();
  });

  it('a statement that takes too long is stopped with time_limit, and a load may take longer than a statement', async () => {
    await expect(database.rows(raw('select pg_sleep(3)'))).rejects.toEqual(problem('time_limit'));
    await database.transaction(async (tx) => {
      expect(await tx.copyIn(raw('counted (n)'), slow())).toBe(4);
      await expect(tx.transaction((inner) => inner.rows(raw('select pg_sleep(3)')))).rejects.toEqual(
        problem('time_limit'),
      );
    });
    expect(await database.one(sql`select count(*) as n from counted`)).toEqual({ n: 4 });
  });

  it('a server set to another time zone, date style and float format gives the same values', async () => {
    const name = new URL(own.url!).pathname.slice(1);
    for (const setting of [
      "timezone = 'Africa/Lagos'",
      "datestyle = 'SQL, DMY'",
      "bytea_output = 'escape'",
      'extra_float_digits = -5',
    ]) {
      await database.run(raw(`alter database ${name} set ${setting}`));
    }
    const other = await openPostgres({ ...settings, url: own.url! });
    const row =
      await other.one(sql`select timestamptz '2026-03-01 23:30Z' as at, (timestamptz '2026-03-01 23:30Z')::date as day,
      '\\xff41'::bytea as bytes, 0.1::float8 + 0.2 as sum`);
    await other.close();
    expect(row).toEqual({
      at: new Date('2026-03-01T23:30:00Z'),
      day: '2026-03-01',
      bytes: new Uint8Array([255, 65]),
      sum: 0.1 + 0.2,
    });
  });

  it('an address where nothing answers is a Problem at once', async () => {
    const nowhere = openPostgres({ ...settings, url: 'postgres://nobody:secret@127.0.0.1:1/none' });
    await expect(nowhere).rejects.toEqual(problem('database_unavailable'));
    await expect(nowhere).rejects.not.toThrow('secret');
  });

  async function* endless(): AsyncGenerator<string> {
    for (;;) {
      yield '1\n'.repeat(1000);
      await new Promise((resume) => setTimeout(resume, 5));
    }
  }

  async function* slow(): AsyncGenerator<string> {
    for (let n = 0; n < 4; n++) {
      yield `${n}\n`;
      await new Promise((resume) => setTimeout(resume, 400));
    }
  }
});
