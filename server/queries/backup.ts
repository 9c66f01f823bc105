// The tables of a backup, read as one picture of one moment. Every value leaves as PostgreSQL's own text for it and comes
// back by COPY, so that a restored row is the same row.
import type { Transaction } from '../db/database.ts';
import { raw, sql } from '../db/sql.ts';
import { type CopyValue, copyLine } from './copy_text.ts';

/** In the order of loading: what is referred to before what refers to it. */
export const BACKED_UP = [
  ...['organization', 'account', 'dataset', 'area', 'place', 'population_cell', 'road_edge', 'service', 'zone'],
  'zone_use',
  ...['gateway', 'referral', 'entry_problem', 'patrol_route', 'patrol_run', 'patrol_effort', 'incident', 'revocation'],
  ...['women_route', 'patrol_plan'],
  ...['reporting_point', 'board_view', 'notice_choice'],
  'access_constraint',
  ...['alert_rule', 'team', 'objective', 'task', 'alert', 'alert_event'],
  ...['planner_cell', 'planner_effort', 'planner_batch'],
  ...['consultation', 'indicator', 'observation', 'focal_point', 'warning_raised'],
  // Sealed reports: a backup holds the same bytes that nobody but the stewards' keys opens. One that was deleted since comes back.
  ...['report_key', 'report', 'report_message', 'report_reply', 'report_day'],
  ...['release', 'release_signature', 'pub_release', 'pub_release_evaluator', 'audit', 'audit_head'],
] as const;

/**
 * Not in a backup. pub_service and pub_zone follow from service and zone by triggers, so that they can never say more.
 * The others let somebody in (a token that was ended or used since would be good again) or only served a while.
 */
export const LEFT_OUT = [
  ...['pub_service', 'pub_zone', 'session', 'api_key', 'invitation', 'oidc_attempt', 'sign_in_failure'],
  ...['kept_answer', 'query_budget', 'community_message', 'notice', 'outbox', 'schema_migration', 'spatial_ref_sys'],
] as const;

export interface Migration {
  readonly name: string;
  readonly sha256: string;
}

export async function migrationsOf(tx: Transaction): Promise<Migration[]> {
  return tx.rows(sql`select name, sha256 from schema_migration order by name`);
}

/** All that the transaction reads is of one moment. Must be its first statement. */
export async function readOneMoment(tx: Transaction): Promise<void> {
  await tx.run(raw('set transaction isolation level repeatable read, read only'));
}

/** Columns that are stored as they are, in order: none that is generated, and no running number of the database's own. */
export async function columnsOf(tx: Transaction, table: string): Promise<string[]> {
  const rows = await tx.rows<{ name: string }>(sql`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''
    order by attnum`);
  return rows.map(({ name }) => name);
}

export const columnList = (columns: readonly string[]): string =>
  columns.map((name) => `"${name.replaceAll('"', '""')}"`).join(', ');

/** Text of a fetch aimed at: the rows of the next one are chosen by the length of those before. */
const FETCH_CHARACTERS = 2 << 20;
const FETCH_FIRST = 50;
const FETCH_MOST = 10_000;

/** All rows as COPY text, a bounded part at a time. */
export async function* tableText(tx: Transaction, table: string, columns: readonly string[]): AsyncGenerator<string> {
  const values = columns.map((name) => `${columnList([name])}::text`).join(', ');
  await tx.run(raw(`declare backed_up no scroll cursor for select array[${values}] as cells from "${table}"`));
  let count = FETCH_FIRST;
  for (;;) {
    const rows = await tx.rows<{ cells: CopyValue[] }>(raw(`fetch ${count} from backed_up`));
    if (rows.length === 0) break;
    const text = rows.map(({ cells }) => copyLine(cells)).join('');
    yield text;
    if (rows.length < count) break;
    count = Math.max(1, Math.min(FETCH_MOST, count * 4, Math.floor((FETCH_CHARACTERS * count) / text.length)));
  }
  await tx.run(raw('close backed_up'));
}
