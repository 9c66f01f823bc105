// Does the audit trail still stand as it was written? Every hash is computed again here, from the stored fields, by other
// code than the database's own: a trail that was changed together with the database's function does not pass.
import { createHash } from 'node:crypto';
import type { AuditVerdict } from '../../geodata/schema/audit.ts';
import type { Queryable } from '../db/database.ts';
import { type AuditHead, auditHeads, chainAfter, type StoredEntry } from '../queries/audit.ts';

/** Rows held at once. */
const PAGE = 2000;

const UNIT = '\u001f';

/** SHA-256 over the hash before and the fields, hexadecimal. */
export function hashOfEntry(previous: string, entry: Omit<StoredEntry, 'previous' | 'hash'>): string {
  const text = [
    entry.number,
    entry.at,
    entry.organizationId,
    entry.accountId ?? '-',
    entry.role,
    entry.verb,
    entry.noun,
    entry.thingId ?? '-',
    entry.rowCount,
    entry.fileSha256 ?? '-',
  ].join(UNIT);
  return createHash('sha256').update(Buffer.from(previous, 'hex')).update(text, 'utf8').digest('hex');
}

export interface ChainCheck {
  readonly organizationId: string;
  /** Heads that were kept outside the database, beside those inside. */
  readonly heads?: readonly AuditHead[];
  /** A hash that must be in the chain. */
  readonly wanted?: string | null;
}

export interface ChainVerdict extends AuditVerdict {
  /** The wanted hash was found; true where none was wanted. */
  readonly found: boolean;
}

/**
 * Goes along one chain. `brokenAt` is the first number that is missing, changed, out of order or cut off; where a kept
 * head does not fit, the number of that head: the chain was written anew at or before it. Heads are read before rows,
 * so entries added meanwhile never break it.
 */
export async function checkChain(
  db: Queryable,
  { organizationId, heads = [], wanted = null }: ChainCheck,
): Promise<ChainVerdict> {
  const kept = [
    ...heads.filter((head) => head.organizationId === organizationId),
    ...(await auditHeads(db, organizationId)),
  ];
  const headsAt = new Map<number, string[]>();
  for (const { number, hash } of kept) headsAt.set(number, [...(headsAt.get(number) ?? []), hash]);
  let head: string | null = null;
  let entries = 0;
  let brokenAt: number | null = null;
  let found = wanted === null;
  for await (const entry of entriesOf(db, organizationId)) {
    const expected = entries + 1;
    const stands =
      entry.number === expected &&
      entry.previous === (head ?? '') &&
      entry.hash === hashOfEntry(entry.previous, entry) &&
      (headsAt.get(expected) ?? []).every((hash) => hash === entry.hash);
    if (!stands) {
      brokenAt = expected;
      break;
    }
    entries = expected;
    head = entry.hash;
    if (entry.hash === wanted) found = true;
  }
  if (brokenAt === null && kept.some(({ number }) => number > entries)) brokenAt = entries + 1;
  return { holds: brokenAt === null && found, entries, brokenAt, head, found };
}

async function* entriesOf(db: Queryable, organizationId: string): AsyncGenerator<StoredEntry> {
  let after = 0;
  for (;;) {
    const page = await chainAfter(db, organizationId, { after, limit: PAGE });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.number;
  }
}
