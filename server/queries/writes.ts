// The trace of a write: one audit row and one outbox row in the transaction of the write itself. An import is one write.
import type { Role, Thing } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { sql } from '../db/sql.ts';

export interface Write {
  readonly organizationId: string;
  readonly accountId?: string | null;
  /** `server`: its operator, or its clock. */
  readonly role: Role | 'server';
  /** One word: create, change, delete, import, sign, publish, withdraw … */
  readonly verb: string;
  readonly noun: Thing;
  /** Id of the record, or of the dataset when the write is an import. */
  readonly thingId: string;
  readonly rowCount?: number;
  readonly fileSha256?: string | null;
  /** The record was hidden from the public before the write and after it. */
  readonly hidden?: boolean;
}

/** Records a write in audit and outbox. Call inside the transaction that writes. */
export async function recordWrite(tx: Queryable, write: Write): Promise<void> {
  await tx.run(sql`
    insert into audit (organization_id, account_id, role, verb, noun, thing_id, row_count, file_sha256)
    values (${write.organizationId}, ${write.accountId ?? null}::uuid, ${write.role}, ${write.verb}, ${write.noun}, ${write.thingId},
            ${write.rowCount ?? 1}, ${write.fileSha256 ?? null})`);
  await tx.run(sql`
    insert into outbox (organization_id, verb, noun, thing_id, hidden)
    values (${write.organizationId}, ${write.verb}, ${write.noun}, ${write.thingId}, ${write.hidden ?? false})`);
}

/** Records a read of exact data: an audit row only, in the transaction of the read. */
export const recordRead = (tx: Queryable, read: Omit<Act, 'verb'>): Promise<void> =>
  recordAct(tx, { ...read, verb: 'read' });

export interface Act {
  readonly organizationId: string;
  readonly accountId?: string | null;
  /** `server`: its operator, or its clock. */
  readonly role: Role | 'server';
  readonly verb: string;
  readonly noun: Thing;
  readonly thingId?: string;
  readonly rowCount: number;
}

/** Records what concerns nobody's view of the data (a sign-in, a look through another role): an audit row only. */
export async function recordAct(tx: Queryable, act: Act): Promise<void> {
  await tx.run(sql`
    insert into audit (organization_id, account_id, role, verb, noun, thing_id, row_count)
    values (${act.organizationId}, ${act.accountId ?? null}::uuid, ${act.role}, ${act.verb}, ${act.noun}, ${act.thingId ?? null}, ${act.rowCount})`);
}
