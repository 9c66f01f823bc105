// Two records of one event counted as one: the one that is dropped names the other and leaves every count (0011_incident_board.sql).
// Taken apart again, both stand for themselves.
import type { IncidentMerge, IncidentRecord } from '../../geodata/schema/incident_record.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { type Sql, sql } from '../db/sql.ts';
import { seenByDuty, shownArea } from './incident_columns.ts';
import { recordsOf } from './incident_duplicates.ts';
import { recordFields } from './incident_records.ts';

export interface Mergeable extends IncidentRecord {
  readonly version: number;
}

/** Both records as the viewer sees them, held until the transaction ends; in the order asked for, null = not to be seen. */
export async function holdBoth(
  tx: Queryable,
  viewer: Viewer,
  { keep, drop, now }: { keep: string; drop: string; now: Date },
): Promise<{ readonly keep: Mergeable | null; readonly drop: Mergeable | null }> {
  const rows = await tx.rows<Mergeable>(sql`
    select ${recordFields}, version from incident
    where ${seenByDuty(viewer, now)} and id in (${keep}::uuid, ${drop}::uuid) order by id for update`);
  const of = (id: string) => rows.find((row) => row.id === id) ?? null;
  return { keep: of(keep), drop: of(drop) };
}

export async function mergeInto(
  tx: Queryable,
  viewer: Viewer,
  { keep, drop, now }: { keep: string; drop: string; now: Date },
): Promise<void> {
  await tx.run(sql`
    update incident set merged_into = ${keep}::uuid, merged_on = (${now}::timestamptz at time zone 'UTC')::date
    where organization_id = ${viewer.organizationId} and id = ${drop}::uuid`);
}

/** What is merged and would be seen if it were not, of the viewer's own area. */
const merged = ({ organizationId, areaPrefix }: Viewer, now: Date): Sql => sql`organization_id = ${organizationId}
  and merged_into is not null and verification <> 'rejected' and consent <> 'withdrawn'
  and (expires_on is null or expires_on >= (${now}::timestamptz at time zone 'UTC')::date)
  and starts_with(${shownArea}, ${areaPrefix})`;

type MergedRow = IncidentRecord & { readonly mergedOn: string; readonly into: string; readonly version: number };

const mergedFields: Sql = sql`
  ${recordFields}, to_char(merged_on, 'YYYY-MM-DD') as "mergedOn", merged_into as into, version`;

/** A page in the order of ids. */
export async function listMerges(
  db: Queryable,
  viewer: Viewer,
  { now, after, limit }: { now: Date; after?: string | undefined; limit: number },
): Promise<IncidentMerge[]> {
  const rows = await db.rows<MergedRow>(sql`
    select ${mergedFields} from incident
    where ${merged(viewer, now)} and (${after ?? null}::uuid is null or id > ${after ?? null}::uuid)
    order by id limit ${limit}`);
  return withKept(db, viewer, { rows, now });
}

export async function getMerge(
  db: Queryable,
  viewer: Viewer,
  { id, now }: { id: string; now: Date },
): Promise<IncidentMerge | null> {
  const rows = await db.rows<MergedRow>(sql`
    select ${mergedFields} from incident where ${merged(viewer, now)} and id = ${id}::uuid`);
  return (await withKept(db, viewer, { rows, now }))[0] ?? null;
}

async function withKept(
  db: Queryable,
  viewer: Viewer,
  { rows, now }: { rows: readonly MergedRow[]; now: Date },
): Promise<IncidentMerge[]> {
  const kept = await recordsOf(db, viewer, { ids: rows.map(({ into }) => into), now });
  return rows.map(({ mergedOn, into, version, ...drop }) => ({
    id: drop.id,
    mergedOn,
    drop,
    keep: kept.get(into) ?? null,
    version,
  }));
}

/** Both stand for themselves again; false when the version is another, or it is not merged. */
export async function takeApart(
  tx: Queryable,
  viewer: Viewer,
  { id, version, now }: { id: string; version: number; now: Date },
): Promise<boolean> {
  const changed = await tx.run(sql`
    update incident set merged_into = null, merged_on = null
    where ${merged(viewer, now)} and id = ${id}::uuid and version = ${version}`);
  return changed === 1;
}
