// Referrals of one organization. Asked by the owner of the tables: no login may touch them (0009_referrals.sql), so every
// statement names the organization, and what is hidden is kept from those who may not see protected services.
import { randomBytes } from 'node:crypto';
import type { Referral, ReferralChange, ReferralInput } from '../../geodata/schema/referral.ts';
import { CODE_LENGTH, CODE_LETTERS, type ReferralState } from '../../geodata/schema/referral_words.ts';
import { SEES_PROTECTED_SERVICES, type Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { join, raw, type Sql, sql } from '../db/sql.ts';
import { visibleServices } from './services.ts';
import { recordAct } from './writes.ts';

const fields = raw(`id, code, service_id as "serviceId", gateway_id as "gatewayId", needs, urgent, state, reason,
  made_on as "madeOn", answered_on as "answeredOn", version`);

/** Days from the last that was heard of a referral to its end. */
const KEPT_DAYS = 90;

export interface StoredReferral extends Referral {
  readonly hidden: boolean;
}
const stored = sql`${fields}, hidden`;

/** Those to a protected service only for who may see that service. */
function visibleReferrals(viewer: Viewer): Sql {
  const own = sql`organization_id = ${viewer.organizationId}`;
  if (!SEES_PROTECTED_SERVICES.has(viewer.role)) return sql`${own} and not hidden`;
  if (viewer.areaPrefix === '') return own;
  return sql`${own} and (not hidden or service_id in (select id from service where ${visibleServices(viewer)}))`;
}

/** 40 bits from the system's random source: each letter is five of them. */
function newCode(): string {
  let bits = BigInt(`0x${randomBytes((CODE_LENGTH * 5) / 8).toString('hex')}`);
  let code = '';
  for (; code.length < CODE_LENGTH; bits >>= 5n) code += CODE_LETTERS[Number(bits & 31n)];
  return code;
}

/** `after`: date and id of the last one of the page before. Newest first. */
export async function listReferrals(
  db: Queryable,
  viewer: Viewer,
  filter: {
    state?: ReferralState | undefined;
    serviceId?: string | undefined;
    code?: string | undefined;
    after?: { day: string; id: string } | undefined;
    limit: number;
  },
): Promise<Referral[]> {
  const { state, serviceId, code, after } = filter;
  const conditions: Sql[] = [visibleReferrals(viewer)];
  if (state !== undefined) conditions.push(sql`state = ${state}`);
  if (serviceId !== undefined) conditions.push(sql`service_id = ${serviceId}::uuid`);
  if (code !== undefined) conditions.push(sql`code = ${code}`);
  if (after !== undefined) conditions.push(sql`(made_on, id) < (${after.day}::date, ${after.id}::uuid)`);
  return db.rows<Referral>(sql`
    select ${fields} from referral where ${join(conditions, ' and ')} order by made_on desc, id desc limit ${filter.limit}`);
}

export const getReferral = (db: Queryable, viewer: Viewer, id: string): Promise<StoredReferral | null> =>
  db.maybeOne<StoredReferral>(
    sql`select ${stored} from referral where ${visibleReferrals(viewer)} and id = ${id}::uuid`,
  );

/** Null where another referral of the organization has the code that was drawn, which is once in 2^40 for each it has. */
export const insertReferral = (
  db: Queryable,
  { organizationId }: Viewer,
  { input, hidden, today }: { input: ReferralInput; hidden: boolean; today: string },
): Promise<StoredReferral | null> =>
  db.maybeOne<StoredReferral>(sql`
    insert into referral (organization_id, code, service_id, gateway_id, hidden, needs, urgent, made_on)
    values (${organizationId}, ${newCode()}, ${input.serviceId}::uuid, ${input.gatewayId}::uuid, ${hidden},
      ${[...new Set(input.needs)]}, ${input.urgent}, ${today}::date)
    on conflict (organization_id, code) do nothing returning ${stored}`);

/** Null when the version is another. */
export const answerReferral = (
  db: Queryable,
  viewer: Viewer,
  answer: { id: string; version: number; change: ReferralChange; byStaff: boolean; today: string },
): Promise<Referral | null> =>
  db.maybeOne<Referral>(sql`
    update referral set state = ${answer.change.state}, reason = ${answer.change.reason}, answered_on = ${answer.today}::date,
      answered_by = ${viewer.accountId ?? null}::uuid, answered_by_staff = ${answer.byStaff},
      counts = ${answer.change.state === 'unavailable'} and service_id is not null, version = version + 1
    where ${visibleReferrals(viewer)} and id = ${answer.id}::uuid and version = ${answer.version} returning ${fields}`);

export interface ReferredTo {
  readonly protected: boolean;
  readonly areaPcode: string | null;
}

/**
 * The service as the viewer may know of it, held as it is until the end of the transaction: it does not become protected
 * between the look and the referral, and two answers about it are counted one after the other.
 */
export const holdService = (tx: Queryable, viewer: Viewer, id: string): Promise<ReferredTo | null> =>
  tx.maybeOne<ReferredTo>(sql`
    select protected, area_pcode as "areaPcode" from service
    where ${visibleServices(viewer)} and id = ${id}::uuid for update`);

/** Removes what has had its time, ended or never answered; one entry in the trail for each organization. Returns how many. */
export async function forgetReferrals(tx: Queryable, today: string): Promise<number> {
  const gone = await tx.rows<{ organizationId: string; count: number }>(sql`
    with gone as (
      delete from referral where coalesce(answered_on, made_on) < ${today}::date - ${KEPT_DAYS}::int returning organization_id)
    select organization_id as "organizationId", count(*) as count from gone group by 1 order by 1`);
  for (const { organizationId, count } of gone) {
    await recordAct(tx, { organizationId, role: 'server', verb: 'delete', noun: 'referral', rowCount: count });
  }
  return gone.reduce((sum, { count }) => sum + count, 0);
}
