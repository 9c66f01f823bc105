// Answers of writes that carried an Idempotency-Key. A row is written in the transaction of its write, and only the
// role of the organization that wrote it may read it (row-level security), whoever guesses the owner's hash.
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { sql } from '../db/sql.ts';

/** How long an answer is kept. */
const KEPT_HOURS = 24;

export interface KeyOwner {
  readonly viewer: Viewer;
  /** SHA-256, hexadecimal, of who asks: another account, session, role or area never meets this answer. */
  readonly owner: string;
  readonly key: string;
}

export interface KeptAnswer {
  /** SHA-256 of the request, hexadecimal. */
  readonly requestSha256: string;
  readonly status: 200 | 201 | 204;
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes of the answer as text; '' where it has no body. */
  readonly body: string;
}

/** Takes the key for this transaction; false while another transaction has it. */
export async function takeKey(tx: Queryable, { viewer, owner, key }: KeyOwner): Promise<boolean> {
  const name = `${viewer.organizationId} ${owner} ${key}`;
  const { taken } = await tx.one<{ taken: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${name}, 1)) as taken`,
  );
  return taken;
}

export async function keptAnswer(tx: Queryable, { viewer, owner, key }: KeyOwner): Promise<KeptAnswer | null> {
  return tx.maybeOne<KeptAnswer>(sql`
    select encode(request_sha256, 'hex') as "requestSha256", status, headers, body from kept_answer
    where organization_id = ${viewer.organizationId} and owner = decode(${owner}, 'hex') and key = ${key}`);
}

export async function keepAnswer(tx: Queryable, { viewer, owner, key }: KeyOwner, answer: KeptAnswer): Promise<void> {
  await tx.run(sql`
    insert into kept_answer (organization_id, role, owner, key, request_sha256, status, headers, body)
    values (${viewer.organizationId}, ${viewer.role}, decode(${owner}, 'hex'), ${key},
      decode(${answer.requestSha256}, 'hex'), ${answer.status}, ${answer.headers}::jsonb, ${answer.body})`);
}

/** Forgets answers older than they are kept; returns how many. For the owner's database. */
export async function deleteOldAnswers(db: Queryable, now: Date): Promise<number> {
  return db.run(sql`
    delete from kept_answer where created_at < ${now}::timestamptz - make_interval(hours => ${KEPT_HOURS})`);
}
