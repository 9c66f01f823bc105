// Backup and restore: what comes back is what was there, less what was revoked since; what is not whole changes nothing.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkChain } from '../../../server/access/audit_chain.ts';
import { keepHeads, keptHeads } from '../../../server/access/audit_heads.ts';
import type { Database } from '../../../server/db/database.ts';
import { migrate } from '../../../server/db/migrate.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import { makeBackup } from '../../../server/jobs/backup.ts';
import { makeBackupKey, readBackupKey, seal } from '../../../server/jobs/backup_cipher.ts';
import { runBackup, runRestore } from '../../../server/jobs/backup_command.ts';
import { backupText } from '../../../server/jobs/backup_text.ts';
import { checkBackup, restoreBackup } from '../../../server/jobs/restore.ts';
import { keepRevocations } from '../../../server/jobs/revocation_log.ts';
import { BACKED_UP, columnsOf, LEFT_OUT, migrationsOf, tableText } from '../../../server/queries/backup.ts';
import { refreshPlannerPicture } from '../../../server/queries/planner_picture.ts';
import { NOW, testApp } from '../../support/app.ts';
import { inCommittedDatabase, inDatabase, makeOwnDatabase, type OwnDatabase } from '../../support/database.ts';
import { incidentRow, loadWorld } from '../../support/world.ts';

let folder = '';
let key: Buffer;
let other: OwnDatabase;
let target: Database;
const quiet = () => undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safereach-backup-'));
  await makeBackupKey(join(folder, 'key'));
  key = await readBackupKey(join(folder, 'key'));
  other = await makeOwnDatabase();
  target = await other.open();
  await migrate(target, quiet);
}, 120_000);
afterAll(async () => {
  await target.close();
  await other.remove();
  await rm(folder, { recursive: true, force: true });
});

/** The second database, empty again. */
async function inTarget(work: (database: Database) => Promise<unknown>): Promise<void> {
  try {
    await work(target);
  } finally {
    const tables = [...BACKED_UP, ...LEFT_OUT].filter((table) => !/^(schema_migration|spatial_ref_sys)$/.test(table));
    await target.run(raw(`truncate ${tables.join(', ')} restart identity cascade`));
  }
}

/** Every row of every table as text. */
async function picture(database: Database): Promise<Record<string, string[]>> {
  return database.transaction(async (tx) => {
    const all: Record<string, string[]> = {};
    for (const table of [...BACKED_UP, 'pub_service', 'pub_zone']) {
      let text = '';
      for await (const lines of tableText(tx, table, await columnsOf(tx, table))) text += lines;
      all[table] = text.split('\n').sort();
    }
    return all;
  });
}

let made = 0;
async function backupOf(database: Database): Promise<string> {
  const path = join(folder, `${++made}.backup`);
  await makeBackup(database, { path, key, now: NOW, log: quiet });
  return path;
}

/** Two organizations, records written by people, a picture of the planners, a release, accounts, heads. */
async function fill(database: Database): Promise<string[]> {
  await database.transaction((tx) => loadWorld(tx, 'one'));
  await database.transaction((tx) => loadWorld(tx, 'two'));
  const steward = await testApp(database).as('steward');
  const { consent: _, ...rest } = { ...incidentRow, ...{ consent: undefined } };
  const ids: string[] = [];
  for (let n = 0; n < 4; n++) {
    const answer = await steward.send(
      'POST',
      '/api/incidents',
      {
        ...rest,
        type: 'rape',
        occurredFrom: '2026-10-20T10:00:00Z',
        occurredTo: '2026-10-20T10:00:00Z',
        consent: 'given',
      },
      { 'Idempotency-Key': `k${n}` },
    );
    expect(answer.status).toBe(201);
    ids.push(answer.json.id);
  }
  // The next batch: an earlier one may be there already.
  await refreshPlannerPicture(database, { organizationId: 'one', now: new Date('2026-11-27T12:00:00Z') });
  await database.run(sql`insert into account (organization_id, email, name, role, password_hash, totp_sealed)
    values ('one', 'amina@example.org', ${'tab\tline\nback\\slash\\.'}, 'steward', 'hash', '\\x00ff')`);
  await database.run(
    sql`insert into account (organization_id, email, name, role) values ('two', 'b@example.org', ${'\\.'}, 'planner')`,
  );
  await database.run(sql`insert into pub_release (organization_id, period, id, document, sha256, published_at)
    values ('one', '2026-Q2', gen_random_uuid(), '{"a": "ß\\n"}', sha256('x'), ${NOW})`);
  await keepHeads(database, join(folder, `heads-${++made}.log`), NOW);
  return ids;
}

it('has every table of the schema on one of the two lists, and none on both', () =>
  inDatabase(async (db) => {
    const rows = await db.rows<{ name: string }>(
      sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`,
    );
    expect([...BACKED_UP, ...LEFT_OUT].sort()).toEqual(rows.map(({ name }) => name).sort());
  }));

describe('a backup that is restored', () => {
  it('is the same rows, byte for byte, with the same trail; nobody is signed in and nothing is repeated', () =>
    inCommittedDatabase(async (db) => {
      await fill(db);
      const before = await picture(db);
      const path = await backupOf(db);
      await inTarget(async (restored) => {
        const report = await restoreBackup(restored, { path, key });
        expect(report).toMatchObject({ madeAt: NOW.toISOString(), revoked: 0 });
        expect(report.rows).toMatchObject({ organization: 2, account: 2, pub_release: 1 });
        const after = await picture(restored);
        const trail = after['audit']?.filter((line) => !line.includes('\trestore\tbackup\t'));
        expect({ ...after, audit: trail }).toEqual(before);
        expect(before['pub_service']?.length).toBeGreaterThan(1);
        const heads = await keptHeads(join(folder, `heads-${made - 1}.log`));
        for (const organizationId of ['one', 'two', '']) {
          expect(await checkChain(restored, { organizationId, heads })).toMatchObject({ holds: true, brokenAt: null });
        }
        for (const table of ['session', 'kept_answer', 'api_key', 'invitation', 'sign_in_failure']) {
          expect(await restored.rows(raw(`select 1 from ${table}`))).toEqual([]);
        }
        // The trail goes on where it was.
        const steward = await testApp(restored).as('steward');
        expect((await steward.get('/api/audit?limit=1')).json.items[0]).toMatchObject({
          verb: 'restore',
          noun: 'backup',
        });
        expect(await checkChain(restored, { organizationId: 'one' })).toMatchObject({ holds: true });
      });
    }));

  it('loses what was withdrawn or erased since, by the file of revocations, in the planners’ picture too', () =>
    inCommittedDatabase(async (db) => {
      const [first, second] = await fill(db);
      const path = await backupOf(db);
      const steward = await testApp(db).as('steward');
      await steward.send('PATCH', `/api/incidents/${first}`, { consent: 'withdrawn' }, { 'If-Match': '"1"' });
      await steward.send('DELETE', `/api/incidents/${second}`, undefined, { 'If-Match': '"1"' });
      const revocations = [join(folder, 'revocations.log')];
      await keepRevocations(db, revocations[0] ?? '');
      await inTarget(async (restored) => {
        expect(await restoreBackup(restored, { path, key, revocations })).toMatchObject({ revoked: 2 });
        expect(await restored.rows(sql`select 1 from incident where id in (${first}, ${second})`)).toEqual([]);
        expect(await restored.rows(raw(`select count from planner_cell where type = 'rape'`))).toEqual([]);
        const again = await testApp(restored).as('steward');
        expect((await again.get('/api/incidents/exact')).text).not.toContain(first);
        const erased = sql`select thing_id as id from audit where verb = 'erase' order by number`;
        expect((await restored.rows<{ id: string }>(erased)).map(({ id }) => id)).toEqual([first, second].sort());
        expect(await checkChain(restored, { organizationId: 'one' })).toMatchObject({ holds: true });
      });
      await inTarget(async (restored) => {
        await restoreBackup(restored, { path, key }); // without the file: what the law is about
        expect(await restored.rows(raw(`select count from planner_cell where type = 'rape'`))).toEqual([{ count: 4 }]);
      });
    }));

  it('in the place of what is there keeps the trail, and the revocations, of the time since', () =>
    inCommittedDatabase(async (db) => {
      const [first, second] = await fill(db);
      const path = await backupOf(db);
      const steward = await testApp(db).as('steward');
      await steward.send('DELETE', `/api/incidents/${first}`, undefined, { 'If-Match': '"1"' });
      await db.run(raw(`delete from service`));
      const entries = (await checkChain(db, { organizationId: 'one' })).entries;
      expect(await restoreBackup(db, { path, key, replace: true })).toMatchObject({ revoked: 1 });
      expect(await db.rows(sql`select id from incident where id in (${first}, ${second})`)).toEqual([{ id: second }]);
      expect((await db.rows(raw('select id from service'))).length).toBe(4);
      expect((await db.rows(raw('select id from pub_service'))).length).toBe(2);
      // All entries from before the restore, one for the record taken out again, one for the restore.
      expect(await checkChain(db, { organizationId: 'one' })).toMatchObject({ holds: true, entries: entries + 2 });
      const gone = await db.rows(sql`select verb from audit where thing_id = ${first} order by number`);
      expect(gone).toEqual([{ verb: 'create' }, { verb: 'delete' }, { verb: 'erase' }]);
    }));
});

describe('a restore that cannot be', () => {
  /** The database with something in it, which no refused restore may touch. */
  const untouched = (work: (db: Database, path: string, bytes: Buffer) => Promise<unknown>) =>
    inCommittedDatabase(async (db) => {
      await fill(db);
      const path = await backupOf(db);
      const before = await picture(db);
      await work(db, path, await readFile(path));
      expect(await picture(db)).toEqual(before);
    });
  const rejected = (detail: RegExp) =>
    expect.objectContaining({ code: 'file_rejected', message: expect.stringMatching(detail) });

  it('with another key, of a file that was cut, changed, reordered or is none, is refused with a sentence', () =>
    untouched(async (db, path, bytes) => {
      await makeBackupKey(join(folder, 'another'));
      const another = await readBackupKey(join(folder, 'another'));
      await expect(restoreBackup(db, { path, key: another, replace: true })).rejects.toEqual(rejected(/another key/));
      const broken = join(folder, 'broken.backup');
      const flipped = (at: number) => {
        const copy = Buffer.from(bytes);
        copy[at] = (copy[at] ?? 0) ^ 1;
        return copy;
      };
      const tries: [RegExp, Buffer][] = [
        [/altered or is cut off|cut off/, bytes.subarray(0, bytes.length - 1)],
        [/altered or is cut off|cut off/, bytes.subarray(0, 60)],
        [/too short/, bytes.subarray(0, 30)],
        [/too short/, Buffer.alloc(0)],
        [/no backup/, Buffer.from('x'.repeat(5000))],
        [/another key/, flipped(25)],
        [/altered/, flipped(bytes.length - 20)],
        [/altered/, flipped(60)],
        [/altered/, Buffer.concat([bytes, Buffer.from('x')])],
      ];
      for (const [sentence, content] of tries) {
        await writeFile(broken, content);
        await expect(restoreBackup(db, { path: broken, key, replace: true })).rejects.toEqual(rejected(sentence));
      }
      await expect(restoreBackup(db, { path: join(folder, 'none'), key })).rejects.toMatchObject({ code: 'not_found' });
    }));

  it('into a database that is not empty, or by a file of revocations with a line that is none, is refused', () =>
    untouched(async (db, path) => {
      await expect(restoreBackup(db, { path, key })).rejects.toMatchObject({ code: 'in_use' });
      const bad = join(folder, 'bad.log');
      await writeFile(bad, 'no revocation\n');
      await expect(restoreBackup(db, { path, key, replace: true, revocations: [bad] })).rejects.toMatchObject({
        code: 'invalid_input',
      });
    }));

  it('over a database with a history of its own is refused, so that no trail is lost', () =>
    untouched(async (db, path) => {
      await inTarget(async (elsewhere) => {
        await fill(elsewhere);
        const before = await picture(elsewhere);
        await expect(restoreBackup(elsewhere, { path, key, replace: true })).rejects.toMatchObject({
          code: 'in_use',
          message: expect.stringContaining('a history of its own'),
        });
        expect(await picture(elsewhere)).toEqual(before);
      });
      expect(db.kind).toBeDefined();
    }));

  it('of another version, or with a row that the schema refuses after good ones, leaves everything as it was', () =>
    untouched(async (db) => {
      const write = async (name: string, schema: { name: string; sha256: string }[], organizations: string) => {
        const columns = await db.transaction((tx) => columnsOf(tx, 'organization'));
        async function* tables() {
          yield { table: 'organization', columns, text: lines(organizations) };
        }
        async function* lines(text: string) {
          yield text;
        }
        const plain: Buffer[] = [];
        for await (const chunk of backupText({ format: 1, madeAt: NOW.toISOString(), schema }, tables()))
          plain.push(chunk);
        async function* packed() {
          yield gzipSync(Buffer.concat(plain));
        }
        const sealed: Buffer[] = [];
        for await (const chunk of seal(packed(), key)) sealed.push(chunk);
        const path = join(folder, name);
        await writeFile(path, Buffer.concat(sealed));
        return path;
      };
      const schema = await db.transaction((tx) => migrationsOf(tx));
      const old = await write('old', schema.slice(0, 1), '');
      await expect(restoreBackup(db, { path: old, key, replace: true })).rejects.toEqual(rejected(/another version/));
      const known = await db.transaction(async (tx) => {
        const columns = await columnsOf(tx, 'organization');
        let text = '';
        for await (const more of tableText(tx, 'organization', columns)) text += more;
        return text.split('\n')[0] as string;
      });
      const named = (id: string) => `${known.replace(/^[^\t]*\t[^\t]*/, `${id}\tThree`)}\n`;
      const good = named('three');
      const bad = await write('bad', schema, `${good}${named('NO SUCH ID')}`);
      await checkBackup({ path: bad, key }); // whole in itself
      await expect(restoreBackup(db, { path: bad, key, replace: true })).rejects.toMatchObject({ sqlstate: '23514' });
      const few = await write('few', schema, good);
      await expect(restoreBackup(db, { path: few, key, replace: true })).rejects.toEqual(rejected(/lacks tables/));
    }));
});

describe('the commands', () => {
  const around = (database: Database, printed: string[]) => ({
    withDatabase: <T>(work: (database: Database) => Promise<T>) => work(database),
    dataFolder: folder,
    keyFile: join(folder, 'key'),
    now: () => NOW,
    print: (line: string) => void printed.push(line),
    log: quiet,
  });
  it('make a key and a backup, check it, restore it, and never write over a file', () =>
    inCommittedDatabase(async (db) => {
      await fill(db);
      const printed: string[] = [];
      const path = join(folder, 'by-command.backup');
      expect(await runBackup(['--new-key', join(folder, 'key')], around(db, printed))).toBe(1);
      expect(await runBackup([], around(db, printed))).toBe(2);
      expect(await runBackup([path], { ...around(db, printed), keyFile: null })).toBe(1);
      expect(printed.at(-1)).toContain('SAFEREACH_BACKUP_KEY_FILE');
      expect(await runBackup([path], around(db, printed))).toBe(0);
      const before = await readFile(path);
      expect(await runBackup([path], around(db, printed))).toBe(1);
      expect(printed.at(-1)).toContain('never written over');
      expect((await readFile(path)).equals(before)).toBe(true);
      expect(await runRestore([path, '--check'], around(db, printed))).toBe(0);
      expect(printed.at(-1)).toMatch(/^Sound: \d+ rows of 2026-11-20T12:00:00.000Z/);
      expect(await runRestore([path], around(db, printed))).toBe(1);
      expect(printed.at(-1)).toContain('--replace');
      expect(await runRestore([path, '--replace'], around(db, printed))).toBe(0);
      expect(await runRestore([], around(db, printed))).toBe(2);
    }));

  it('leave no file where the backup failed', () =>
    inCommittedDatabase(async (db) => {
      const path = join(folder, 'failed.backup');
      const failing = { ...db, transaction: () => Promise.reject(new Error('lost')) } as unknown as Database;
      await expect(makeBackup(failing, { path, key, now: NOW, log: quiet })).rejects.toThrow('lost');
      expect(await readdir(folder)).not.toContain('failed.backup');
    }));

  it('write no word of the database into the file', () =>
    inCommittedDatabase(async (db) => {
      await fill(db);
      const bytes = await readFile(await backupOf(db));
      for (const word of ['amina@example.org', 'organization', 'Hidden refuge'])
        expect(bytes.includes(word)).toBe(false);
    }));
});
