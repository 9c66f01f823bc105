// Putting the tables of a backup into a database. The audit trail, its heads and revocations are only ever added to, here
// too: what the database knows stays, what the backup knows beside it is appended with its own numbers and hashes.
import { Problem } from '../../geodata/schema/problem.ts';
import type { Transaction } from '../db/database.ts';
import { raw, sql } from '../db/sql.ts';
import { BACKED_UP, columnList } from './backup.ts';

const ADDED_TO: ReadonlySet<string> = new Set(['audit', 'audit_head', 'revocation']);
/** Beside those: what the schema brings, and the numbers by which clients that are connected see that something changed. */
const STAYS = [...ADDED_TO, 'outbox', 'schema_migration', 'spatial_ref_sys'];

/** Nothing that a backup would bring is there yet. */
export async function isEmpty(tx: Transaction): Promise<boolean> {
  const tables = BACKED_UP.map((table) => `exists (select from "${table}")`).join(' or ');
  return !(await tx.one<{ filled: boolean }>(raw(`select ${tables} as filled`))).filled;
}

/** Empties what is replaced. */
export async function emptyTables(tx: Transaction): Promise<void> {
  const rows = await tx.rows<{ name: string }>(sql`
    select tablename as name from pg_tables where schemaname = current_schema() and tablename <> all (${STAYS}::text[])`);
  await tx.run(raw(`truncate ${columnList(rows.map(({ name }) => name))}`));
}

/** Loads one table; returns the rows that the backup has of it. */
export async function loadTable(
  tx: Transaction,
  { table, columns, text }: { table: string; columns: readonly string[]; text: AsyncIterable<string> },
): Promise<number> {
  const list = columnList(columns);
  if (!ADDED_TO.has(table)) return tx.copyIn(raw(`"${table}" (${list})`), text);
  await tx.run(raw(`create temp table restored as select ${list} from "${table}" limit 0`));
  const count = await tx.copyIn(raw(`restored (${list})`), text);
  // The trigger would number and hash the rows anew: they keep what they were written with. Whether the chain stands
  // with them is looked at before the commit.
  if (table === 'audit') {
    await refuseOtherHistory(tx);
    await tx.run(raw('alter table audit disable trigger audit_chain'));
  }
  const order = table === 'audit' ? 'order by organization_id, number' : '';
  await tx.run(raw(`insert into "${table}" (${list}) select ${list} from restored ${order} on conflict do nothing`));
  if (table === 'audit') await tx.run(raw('alter table audit enable trigger audit_chain'));
  await tx.run(raw('drop table restored'));
  return count;
}

/** The entries that both have are the same ones, or the two are of different databases. */
async function refuseOtherHistory(tx: Transaction): Promise<void> {
  const other = await tx.rows(
    raw(`
    select from restored r join audit a using (organization_id, number) where a.hash <> r.hash limit 1`),
  );
  if (other.length === 0) return;
  throw new Problem(
    'in_use',
    'This database has a history of its own: its audit trail is another one than that of the backup. Restore into an empty database.',
  );
}

/** One entry for each organization and the server, and the news that everything may be another. */
export async function recordRestore(tx: Transaction, backup: { sha256: string; rows: number }): Promise<void> {
  await tx.run(sql`
    insert into audit (organization_id, role, verb, noun, row_count, file_sha256)
    select id, 'server', 'restore', 'backup', ${backup.rows}, ${backup.sha256}
    from (select '' as id union select id from organization) chain order by id`);
  await tx.run(
    raw(`
    insert into outbox (organization_id, verb, noun, hidden)
    select id, 'restore', noun, noun in ('incident', 'patrol') from organization cross join
      unnest(array['area', 'place', 'population', 'road', 'service', 'zone', 'gateway', 'dataset', 'incident', 'patrol', 'release']) noun`),
  );
  await tx.run(raw('analyze'));
}
