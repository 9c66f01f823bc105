// Reports as stewards meet them: envelopes of days that are over, by the day of the newest and within it by an id that was
// drawn at random, so that neither a list nor its order tells when one came.
import type { Envelope, ReportItem } from '../../geodata/schema/report.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { join, type Sql, sql } from '../db/sql.ts';

export interface InboxOf {
  /** UTC date: nothing that was taken on it or after is there yet. */
  readonly today: string;
}

/**
 * The version grows with what stewards do and with every envelope that comes to be seen: who has not seen the newest one
 * changes nothing. A state holds for the envelopes that whoever set it could see.
 */
const shown = ({ organizationId }: Viewer, { today }: InboxOf): Sql => sql`
  select r.id, m.taken_on as "takenOn", m.messages,
    case when m.messages > r.envelopes_seen then 'new' else r.state end as state,
    coalesce((select max(y.position) from report_reply y where y.organization_id = r.organization_id and y.report_id = r.id), 0)
      as replies,
    r.version + m.messages - 1 as version
  from report r join (
    select report_id, max(taken_on) as taken_on, count(*)::integer as messages from report_message
    where organization_id = ${organizationId} and taken_on < ${today}::date group by report_id) m on m.report_id = r.id
  where r.organization_id = ${organizationId}`;

/** Where a page goes on. */
export interface InboxPlace {
  readonly takenOn: string;
  readonly id: string;
}

export async function listReports(
  db: Queryable,
  viewer: Viewer,
  page: InboxOf & { readonly after: InboxPlace | null; readonly limit: number },
): Promise<ReportItem[]> {
  const { after } = page;
  const conditions: Sql[] = [];
  if (after !== null) {
    conditions.push(sql`(s."takenOn" < ${after.takenOn}::date
      or (s."takenOn" = ${after.takenOn}::date and s.id > ${after.id}::uuid))`);
  }
  return db.rows(sql`
    select * from (${shown(viewer, page)}) s where ${join(conditions, ' and ')}
    order by s."takenOn" desc, s.id limit ${page.limit}`);
}

export const getReport = (
  db: Queryable,
  viewer: Viewer,
  { id, ...of }: InboxOf & { readonly id: string },
): Promise<ReportItem | null> => db.maybeOne(sql`select * from (${shown(viewer, of)}) s where s.id = ${id}::uuid`);

/** In the order in which they came. */
export async function reportEnvelopes(
  db: Queryable,
  { organizationId }: Viewer,
  { id, today }: InboxOf & { readonly id: string },
): Promise<{ takenOn: string; envelope: Envelope }[]> {
  const rows = await db.rows<{ takenOn: string; envelope: Uint8Array }>(sql`
    select taken_on as "takenOn", envelope from report_message
    where organization_id = ${organizationId} and report_id = ${id}::uuid and taken_on < ${today}::date order by position`);
  return rows.map(({ takenOn, envelope }) => ({
    takenOn,
    envelope: JSON.parse(Buffer.from(envelope).toString()) as Envelope,
  }));
}

interface Target {
  readonly id: string;
  /** As getReport gave it; the caller has compared it, holding the row. */
  readonly messages: number;
}

/** Nobody else changes, answers or adds to the report until the transaction is over. */
export async function holdReport(db: Queryable, { organizationId }: Viewer, id: string): Promise<void> {
  await db.rows(sql`select from report where organization_id = ${organizationId} and id = ${id}::uuid for update`);
}

/** `state` undefined: as it is. */
export async function changeReport(
  db: Queryable,
  { organizationId }: Viewer,
  { id, messages, state }: Target & { readonly state: ReportItem['state'] },
): Promise<void> {
  await db.run(sql`
    update report set state = ${state}, envelopes_seen = ${messages}, version = version + 1
    where organization_id = ${organizationId} and id = ${id}::uuid`);
}

export async function deleteReport(db: Queryable, { organizationId }: Viewer, id: string): Promise<void> {
  await db.run(sql`delete from report where organization_id = ${organizationId} and id = ${id}::uuid`);
}

/** Only as many as an inbox has places are kept: what cannot be fetched any more need not lie here. */
export async function insertReply(
  db: Queryable,
  { organizationId }: Viewer,
  { id, sealed, kept }: { readonly id: string; readonly sealed: Uint8Array; readonly kept: number },
): Promise<void> {
  const own = sql`organization_id = ${organizationId} and report_id = ${id}::uuid`;
  const { position } = await db.one<{ position: number }>(sql`
    insert into report_reply (organization_id, report_id, position, sealed)
    select ${organizationId}, ${id}::uuid, coalesce(max(position), 0) + 1, ${sealed} from report_reply where ${own}
    returning position`);
  await db.run(sql`delete from report_reply where ${own} and position <= ${position - kept}::integer`);
  await db.run(sql`
    update report set version = version + 1 where organization_id = ${organizationId} and id = ${id}::uuid`);
}
