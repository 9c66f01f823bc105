// Migrations: in order, once, whole or not at all, and never a file that was changed after it was applied.
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../../../server/db/migrate.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import { inDatabase, makeOwnDatabase } from '../../support/database.ts';

const quiet = () => undefined;
const refusal = (text: RegExp) =>
  expect.objectContaining({ code: 'database_unavailable', message: expect.stringMatching(text) });

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safereach-migrations-'));
  await cp(fileURLToPath(new URL('../../../server/migrations/', import.meta.url)), folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

const write = (name: string, text: string) => writeFile(join(folder, name), text);

describe('migrate', () => {
  it('applies what is new, in the order of the names, and says so; a second time it changes nothing', () =>
    inDatabase(async (database) => {
      await write('9002_second.sql', 'insert into trial values (2); insert into trial values (3);');
      await write('9001_first.sql', '-- a comment; with a semicolon\ncreate table trial (n int);\n');
      const lines: string[] = [];
      expect(await migrate(database, (line) => lines.push(line), folder)).toBe(2);
      expect(lines).toEqual(['Schema: 9001_first.sql applied.', 'Schema: 9002_second.sql applied.']);
      expect(await migrate(database, quiet, folder)).toBe(0);
      expect(await database.rows(sql`select n from trial order by n`)).toEqual([{ n: 2 }, { n: 3 }]);
    }));

  it('leaves nothing of a file that fails in the middle, and applies it whole once it is mended', () =>
    inDatabase(async (database) => {
      await write('9001_trial.sql', 'create table trial (n int); insert into trial values (1 / 0);');
      await expect(migrate(database, quiet, folder)).rejects.toEqual(expect.objectContaining({ sqlstate: '22012' }));
      expect(await database.one(raw("select to_regclass('trial') as name"))).toEqual({ name: null });
      await write('9001_trial.sql', 'create table trial (n int);');
      expect(await migrate(database, quiet, folder)).toBe(1);
    }));

  it('refuses a file that was changed after it was applied, by name, but not for its line ends', () =>
    inDatabase(async (database) => {
      await write('9001_trial.sql', 'create table trial (n int);\n');
      await migrate(database, quiet, folder);
      await write('9001_trial.sql', 'create table trial (n int);\r\n');
      expect(await migrate(database, quiet, folder)).toBe(0);
      await write('9001_trial.sql', 'create table trial (n bigint);\n');
      await expect(migrate(database, quiet, folder)).rejects.toEqual(refusal(/9001_trial\.sql was changed/));
    }));

  it('refuses to run a version older than the database, and a file put between applied ones', () =>
    inDatabase(async (database) => {
      await write('9002_trial.sql', 'create table trial (n int);');
      await migrate(database, quiet, folder);
      await write('9001_late.sql', 'create table late (n int);');
      await expect(migrate(database, quiet, folder)).rejects.toEqual(
        refusal(/9002_trial\.sql where .* 9001_late\.sql/),
      );
      await rm(join(folder, '9001_late.sql'));
      await rm(join(folder, '9002_trial.sql'));
      await expect(migrate(database, quiet, folder)).rejects.toEqual(refusal(/9002_trial\.sql.*older/));
    }));

  it('lets several servers start at once: each file is applied once and all succeed', async () => {
    const own = await makeOwnDatabase();
    try {
      const first = await own.open();
      // The embedded database admits one process: there the same handle migrates four times at once.
      const handles = own.url === null ? [first, first, first, first] : [first, await own.open(), await own.open()];
      const counts = await Promise.all(handles.map((database) => migrate(database, quiet)));
      const files = await first.one<{ n: number }>(sql`select count(*) as n from schema_migration`);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(files.n);
      await Promise.all([...new Set(handles)].map((database) => database.close()));
    } finally {
      await own.remove();
    }
  });
});
