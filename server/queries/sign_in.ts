// Failures to sign in, by the keyed hash of whom they count for; and sign-ins under way at an OIDC provider.
import type { Queryable } from '../db/database.ts';
import { sql } from '../db/sql.ts';

/** Failures that are this old count no more. */
const FORGET = sql`interval '1 hour'`;

export interface DelayRule {
  /** Failures without any wait. */
  readonly free: number;
  /** Seconds after the next one; twice as many after each further one, up to `mostSeconds`. */
  readonly baseSeconds: number;
  readonly mostSeconds: number;
}

/** Until when this subject must wait, or null. */
export async function waitOf(db: Queryable, subject: Uint8Array, now: Date): Promise<Date | null> {
  const row = await db.maybeOne<{ freeAt: Date }>(sql`
    select free_at as "freeAt" from sign_in_failure where subject = ${subject} and free_at > ${now}`);
  return row?.freeAt ?? null;
}

/** Failures of this subject that still count. */
export async function failuresOf(db: Queryable, subject: Uint8Array, now: Date): Promise<number> {
  const row = await db.maybeOne<{ failures: number }>(sql`
    select failures from sign_in_failure where subject = ${subject} and last_at > ${now}::timestamptz - ${FORGET}`);
  return row?.failures ?? 0;
}

/** Counts a failure ahead of the attempt, so that attempts at the same moment cannot pass together; false = must wait. */
export async function countFailure(db: Queryable, subject: Uint8Array, rule: DelayRule, now: Date): Promise<boolean> {
  const wait = (failures: ReturnType<typeof sql>) => sql`
    ${now}::timestamptz + case when ${failures} <= ${rule.free}::int then interval '0' else make_interval(secs =>
      least(${rule.mostSeconds}::float8, ${rule.baseSeconds}::float8 * 2 ^ least(30, ${failures} - ${rule.free}::int - 1))) end`;
  const next = sql`(case when f.last_at > ${now}::timestamptz - ${FORGET} then f.failures + 1 else 1 end)`;
  const changed = await db.run(sql`
    insert into sign_in_failure as f (subject, failures, last_at, free_at)
    values (${subject}, 1, ${now}, ${wait(sql`1`)})
    on conflict (subject) do update set failures = ${next}, last_at = ${now}, free_at = ${wait(next)}
    where f.free_at <= ${now}::timestamptz`);
  return changed === 1;
}

/** The attempt that was counted was none: one failure less, and no wait for it. */
export async function uncountFailure(db: Queryable, subject: Uint8Array, now: Date): Promise<void> {
  await db.run(sql`
    update sign_in_failure set failures = greatest(0, failures - 1), free_at = ${now} where subject = ${subject}`);
}

export async function forgetFailures(db: Queryable, subject: Uint8Array): Promise<void> {
  await db.run(sql`delete from sign_in_failure where subject = ${subject}`);
}

export async function sweepFailures(db: Queryable, now: Date): Promise<void> {
  await db.run(sql`delete from sign_in_failure where last_at <= ${now}::timestamptz - ${FORGET}`);
}

export interface OidcAttempt {
  readonly nonce: string;
  readonly codeVerifier: string;
}

export async function insertAttempt(
  db: Queryable,
  attempt: OidcAttempt & { stateHash: Uint8Array; browserHash: Uint8Array; now: Date },
): Promise<void> {
  await db.run(sql`delete from oidc_attempt where created_at <= ${attempt.now}::timestamptz - interval '10 minutes'`);
  await db.run(sql`
    insert into oidc_attempt (state_hash, browser_hash, nonce, code_verifier, created_at)
    values (${attempt.stateHash}, ${attempt.browserHash}, ${attempt.nonce}, ${attempt.codeVerifier}, ${attempt.now})`);
}

/** Takes an attempt away: it is good once, for ten minutes, in the browser that began it. */
export async function takeAttempt(
  db: Queryable,
  attempt: { stateHash: Uint8Array; browserHash: Uint8Array; now: Date },
): Promise<OidcAttempt | null> {
  return db.maybeOne<OidcAttempt>(sql`
    delete from oidc_attempt where state_hash = ${attempt.stateHash} and browser_hash = ${attempt.browserHash}
      and created_at > ${attempt.now}::timestamptz - interval '10 minutes'
    returning nonce, code_verifier as "codeVerifier"`);
}
