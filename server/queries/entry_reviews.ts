// Entries of the directory that are looked at again: opened by answers to referrals, closed by a newer check of the entry or
// by hand. Asked by the owner of the tables, as referrals are.
import type { EntryReview } from '../../geodata/schema/referral.ts';
import { REVIEW_AFTER } from '../../geodata/schema/referral_words.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { type Sql, sql } from '../db/sql.ts';
import { visibleServices } from './services.ts';

/** Answers "unavailable" about the service `s` that count on a day: given within the days before it, itself included. */
const counting = (today: string): Sql => sql`
  from referral r where r.organization_id = s.organization_id and r.service_id = s.id and r.counts
    and r.answered_on > ${today}::date - ${REVIEW_AFTER.days}::int and r.answered_on <= ${today}::date`;

/**
 * Opens a review where enough answers count and no single partner can have brought it about: a second account gave one of
 * them, or somebody who might have changed the entry themselves. False where it stays as it was. The caller holds the row.
 */
export async function openReview(
  tx: Queryable,
  { organizationId, serviceId, today }: { organizationId: string; serviceId: string; today: string },
): Promise<boolean> {
  const opened = await tx.run(sql`
    update service s set review_since = ${today}::date, version = s.version + 1, updated_at = now()
    where s.organization_id = ${organizationId} and s.id = ${serviceId}::uuid and s.review_since is null
      and (select count(*) >= ${REVIEW_AFTER.unavailable}::int
        and (count(distinct coalesce(r.answered_by::text, '')) > 1 or bool_or(r.answered_by_staff)) ${counting(today)})`);
  return opened === 1;
}

/** What was said of an entry before today: on the day itself a new word would tell the hour of who said it. */
const problems = (today: string): Sql => sql`
  from entry_problem p where p.organization_id = s.organization_id and p.service_id = s.id and p.said_on < ${today}::date`;

interface Look {
  readonly today: string;
  /** The one entry; absent = all. */
  readonly id?: string;
  readonly after?: string | undefined;
  readonly limit: number;
}
export interface StoredReview extends EntryReview {
  readonly protected: boolean;
  readonly areaPcode: string | null;
}

/** Entries that the viewer may see and about which there is something to look at, by id. */
export async function listReviews(db: Queryable, viewer: Viewer, look: Look): Promise<StoredReview[]> {
  const { today, id = null, after = null, limit } = look;
  return db.rows<StoredReview>(sql`
    select * from (
      select s.id as "serviceId", s.name, s.review_since as "reviewSince", s.verified_on as "verifiedOn", s.version,
        s.protected, s.area_pcode as "areaPcode", (select count(*) ${counting(today)}) as unavailable,
        coalesce((select jsonb_object_agg(t.problem, t.said)
          from (select p.problem, sum(p.said) as said ${problems(today)} group by p.problem) t), '{}') as problems
      from service s
      where ${visibleServices(viewer)} and (${id}::uuid is null or s.id = ${id}::uuid)
        and (${after}::uuid is null or s.id > ${after}::uuid)) entry
    where entry."reviewSince" is not null or entry.problems <> '{}' or entry.unavailable >= ${REVIEW_AFTER.unavailable}::int
    order by entry."serviceId" limit ${limit}`);
}

/** Clears what was said of an entry and its review; false when the version is another. The caller has looked that it may. */
export async function clearReview(
  tx: Queryable,
  { organizationId, id, version, today }: { organizationId: string; id: string; version: number; today: string },
): Promise<boolean> {
  const held = await tx.maybeOne(sql`
    select id from service
    where organization_id = ${organizationId} and id = ${id}::uuid and version = ${version} for update`);
  if (held === null) return false;
  await tx.run(sql`
    update service set review_since = null, version = version + 1, updated_at = now()
    where organization_id = ${organizationId} and id = ${id}::uuid and review_since is not null`);
  await tx.run(sql`
    update referral set counts = false where organization_id = ${organizationId} and service_id = ${id}::uuid and counts`);
  await tx.run(sql`
    delete from entry_problem
    where organization_id = ${organizationId} and service_id = ${id}::uuid and said_on < ${today}::date`);
  return true;
}
