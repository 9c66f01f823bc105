// That something waits for an account: written with what waits, in its transaction, and told by a message later. Never what,
// where or which.
import type { Queryable } from '../db/database.ts';
import { type Sql, sql } from '../db/sql.ts';

export interface NoticeFor {
  readonly organizationId: string;
  readonly accountIds: readonly string[];
}

/** For whom an alert was assigned to, or escalated to. Costs one insert, whether or not somebody wants a message. */
export async function noteFor(tx: Queryable, { organizationId, accountIds }: NoticeFor): Promise<void> {
  if (accountIds.length === 0) return;
  await tx.run(sql`
    insert into notice (organization_id, account_id)
    select ${organizationId}, account_id from unnest(${[...new Set(accountIds)]}::uuid[]) account_id`);
}

export interface ClaimedNotice {
  readonly organizationId: string;
  readonly accountId: string;
  readonly email: string;
  /** Number of the last thing that waits: what comes later is told later. */
  readonly upTo: number;
}

/** Minutes between two messages to one account. */
const QUIET_MINUTES = 5;
/** Longest wait before a message that was not taken is tried again. */
const RETRY_MINUTES_MOST = 60;

/** What nobody wants to be told of (any more), and what waited for a day. `all`: there is no way to send. */
export const forgetNotices = (db: Queryable, { all }: { readonly all: boolean }): Promise<number> =>
  db.run(sql`
    delete from notice n where ${all} or n.at < now() - interval '1 day' or not exists (
      select from notice_choice c join account a on a.organization_id = c.organization_id and a.id = c.account_id
      where c.organization_id = n.organization_id and c.account_id = n.account_id and c.by_message and a.status = 'active')`);

/**
 * Accounts to tell now, each taken by one server. Taken for as long as two messages lie apart: were this server to end before it
 * says how it went, the next message would still be no earlier.
 */
export const claimNotices = (
  db: Queryable,
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<ClaimedNotice[]> =>
  db.rows<ClaimedNotice>(sql`
    update notice_choice c set free_at = ${now}::timestamptz + make_interval(mins => ${QUIET_MINUTES}::int)
    from account a
    where a.organization_id = c.organization_id and a.id = c.account_id and a.status = 'active'
      and (c.organization_id, c.account_id) in (
        select organization_id, account_id from notice_choice w
        where by_message and (free_at is null or free_at <= ${now}::timestamptz) and exists (
          select from notice n where n.organization_id = w.organization_id and n.account_id = w.account_id)
        order by free_at nulls first, account_id limit ${limit} for update skip locked)
    returning c.organization_id as "organizationId", c.account_id as "accountId", a.email,
      (select max(number) from notice n
        where n.organization_id = c.organization_id and n.account_id = c.account_id) as "upTo"`);

const claimedBy = ({ organizationId, accountId }: ClaimedNotice): Sql =>
  sql`organization_id = ${organizationId} and account_id = ${accountId}::uuid`;

export async function noticeSent(db: Queryable, claimed: ClaimedNotice, now: Date): Promise<void> {
  await db.run(sql`delete from notice where ${claimedBy(claimed)} and number <= ${claimed.upTo}`);
  await db.run(sql`
    update notice_choice set failures = 0, sent_at = ${now},
      free_at = ${now}::timestamptz + make_interval(mins => ${QUIET_MINUTES}::int)
    where ${claimedBy(claimed)}`);
}

/** Tried again after 5, 10, 20, 40 and then every 60 minutes. */
export async function noticeFailed(db: Queryable, claimed: ClaimedNotice, now: Date): Promise<void> {
  await db.run(sql`
    update notice_choice set failures = failures + 1, free_at = ${now}::timestamptz
      + make_interval(mins => least(${RETRY_MINUTES_MOST}::int, ${QUIET_MINUTES}::int * (1 << least(failures, 10))))
    where ${claimedBy(claimed)}`);
}

export interface NoticeChoice {
  readonly byMessage: boolean;
  readonly version: number;
}

/** Off until the account says otherwise. */
export const noticeChoice = async (db: Queryable, accountId: string): Promise<NoticeChoice> =>
  (await db.maybeOne<NoticeChoice>(sql`
    select by_message as "byMessage", version from notice_choice where account_id = ${accountId}::uuid`)) ?? {
    byMessage: false,
    version: 0,
  };

/** null when the version is another. */
export const chooseNotices = (
  db: Queryable,
  of: { organizationId: string; accountId: string; version: number; byMessage: boolean },
): Promise<NoticeChoice | null> =>
  db.maybeOne<NoticeChoice>(
    of.version === 0
      ? sql`
        insert into notice_choice (organization_id, account_id, by_message)
        values (${of.organizationId}, ${of.accountId}::uuid, ${of.byMessage}) on conflict do nothing
        returning by_message as "byMessage", version`
      : sql`
        update notice_choice set by_message = ${of.byMessage}, version = version + 1
        where organization_id = ${of.organizationId} and account_id = ${of.accountId}::uuid and version = ${of.version}
        returning by_message as "byMessage", version`,
  );
