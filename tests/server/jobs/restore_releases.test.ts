// A restore over a database that has published since: no release vanishes, and no record is counted twice.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import { makeBackup } from '../../../server/jobs/backup.ts';
import { makeBackupKey, readBackupKey } from '../../../server/jobs/backup_cipher.ts';
import { restoreBackup } from '../../../server/jobs/restore.ts';
import { insertDraft } from '../../../server/queries/release_drafts.ts';
import { NOW } from '../../support/app.ts';
import { inCommittedDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const viewer = { role: 'steward', organizationId: 'one', areaPrefix: '' } as const;

/** A draft that counts every record that is merged into no other, and how it is published. */
async function draft(database: Database): Promise<string> {
  const rows = await database.rows<{ id: string }>(sql`select id from incident where merged_into is null`);
  const recordIds = rows.map(({ id }) => id);
  const documents = { publicDocument: '{"scheme":"h3","floor":11}', evaluatorDocument: '{}' };
  const records = { told: recordIds.length, withheld: 0, outside: 0 };
  const made = await insertDraft(database, viewer, {
    ...{ period: '2026-Q3', scheme: 'h3', floor: 11, findings: [], recordIds, records },
    ...documents,
  });
  return made.id;
}
async function publish(database: Database, id: string): Promise<void> {
  await database.run(sql`update release set status = 'published', version = 3 where id = ${id}::uuid`);
  await database.run(sql`
    insert into pub_release select organization_id, period, id, public_document, sha256, ${NOW} from release`);
  await database.run(
    raw('insert into pub_release_evaluator select organization_id, period, evaluator_document from release'),
  );
}
const state = (database: Database) =>
  database.one(sql`
    select (select json_agg(r.*) from release r) as releases, (select json_agg(p.*) from pub_release p) as published,
      (select json_agg(e.*) from pub_release_evaluator e) as evaluators,
      (select json_agg(json_build_array(i.id, i.release_id, i.merged_into, i.merged_on, i.merged_release_id) order by i.id)
        from incident i) as marks`);

for (const [when, drafted] of [
  ['before there was a draft', false],
  ['while it was a draft', true],
] as const) {
  it(`keeps what was published since a backup ${when}, and the marks of the records in it`, () =>
    inCommittedDatabase(async (database) => {
      const folder = await mkdtemp(join(tmpdir(), 'safereach-restore-'));
      try {
        await makeBackupKey(join(folder, 'key'));
        const key = await readBackupKey(join(folder, 'key'));
        await database.transaction((tx) => loadWorld(tx, 'one'));
        const early = drafted ? await draft(database) : null;
        const path = join(folder, 'backup');
        await makeBackup(database, { path, key, now: NOW, log: () => undefined });
        await publish(database, early ?? (await draft(database)));
        const before = await state(database);
        await restoreBackup(database, { path, key, replace: true });
        expect(await state(database)).toEqual(before);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }));
}

it('keeps a record merged into one that a release counts: else the next release would count their event again', () =>
  inCommittedDatabase(async (database) => {
    const folder = await mkdtemp(join(tmpdir(), 'safereach-restore-'));
    try {
      await makeBackupKey(join(folder, 'key'));
      const key = await readBackupKey(join(folder, 'key'));
      await database.transaction((tx) => loadWorld(tx, 'one'));
      const path = join(folder, 'backup');
      await makeBackup(database, { path, key, now: NOW, log: () => undefined });
      const [a, b, c] = (await database.rows<{ id: string }>(sql`select id from incident order by id`)).map(
        ({ id }) => id,
      );
      const merge = (drop: string | undefined, keep: string | undefined) =>
        database.run(sql`
          update incident set merged_into = ${keep}::uuid, merged_on = '2026-11-20' where id = ${drop}::uuid`);
      // One into another, and both into a third.
      await merge(a, b);
      await merge(b, c);
      await publish(database, await draft(database));
      const before = await state(database);
      expect(JSON.stringify(before)).toContain(`"${a}",null,"${b}"`);
      await restoreBackup(database, { path, key, replace: true });
      expect(await state(database)).toEqual(before);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }));
