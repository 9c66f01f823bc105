// Records that may tell of one event: of one type, in one r8 cell or its neighbor (or known to one area only), on one day or the
// next. Compared as coarse as the duty room sees them; vaguer days are compared with none.
import { gridDisk, isValidCell } from 'h3-js';
import { type DatedPlace, recordPairs } from '../../geodata/analysis/hotspot/record_pairs.ts';
import type { DuplicatePair, IncidentDraft, IncidentRecord } from '../../geodata/schema/incident_record.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { raw, type Sql, sql } from '../db/sql.ts';
import { seenByDuty } from './incident_columns.ts';
import { recordFields } from './incident_records.ts';

/** Records that one search compares: the newest of its days. */
export const COMPARED_MOST = 50_000;

interface Compared extends DatedPlace {
  readonly id: string;
  /** Higher is kept: verified, then consented, then of a finer place. */
  readonly worth: number;
}

const worth: Sql = raw(`
  (case when verification = 'verified' then 8 else 0 end + case when consent = 'given' then 4 else 0 end
    + case place_precision when 'exact' then 2 when 'settlement' then 1 else 0 end)`);
const knownToTheDay: Sql = raw(`time_precision in ('hour', 'day')`);

/** A cell and its six neighbors; an area is compared with itself only. */
const around = (place: string): readonly string[] => (isValidCell(place) ? gridDisk(place, 1) : [place]);

export interface DuplicateFilter {
  readonly now: Date;
  readonly from: string;
  readonly to: string;
  readonly limit: number;
}

/** The likeliest pairs first: same cell, same day, different sources. `isWhole`: every record of these days was compared. */
export async function listDuplicates(
  db: Queryable,
  viewer: Viewer,
  { now, from, to, limit }: DuplicateFilter,
): Promise<{ readonly items: DuplicatePair[]; readonly isWhole: boolean }> {
  const rows = await db.rows<Compared>(sql`
    select id, type, coalesce(cell_r8, area_pcode) as place,
      day - date '1970-01-01' as day, source_class as source, ${worth} as worth
    from incident where ${seenByDuty(viewer, now)} and ${knownToTheDay} and coalesce(cell_r8, area_pcode) is not null
      and day between ${from}::date and ${to}::date
    order by day desc, id limit ${COMPARED_MOST + 1}`);
  const pairs = recordPairs(rows.slice(0, COMPARED_MOST), { around, limit }).map(({ a, b, isSamePlace, daysApart }) => {
    const [keep, drop] = a.worth > b.worth || (a.worth === b.worth && a.id < b.id) ? [a, b] : [b, a];
    return { keep, drop, sameCell: isSamePlace, daysApart };
  });
  const records = await recordsOf(db, viewer, { now, ids: pairs.flatMap(({ keep, drop }) => [keep.id, drop.id]) });
  const items = pairs.flatMap(({ keep, drop, ...how }) => {
    const [kept, dropped] = [records.get(keep.id), records.get(drop.id)];
    return kept === undefined || dropped === undefined ? [] : [{ keep: kept, drop: dropped, ...how }];
  });
  return { items, isWhole: rows.length <= COMPARED_MOST };
}

/** Records that an entry which is being typed may repeat, at most 20. */
export function listLike(
  db: Queryable,
  viewer: Viewer,
  of: { draft: IncidentDraft; now: Date },
): Promise<IncidentRecord[]> {
  const { type, day, cell, areaPcode } = of.draft;
  const place =
    cell === null
      ? sql`cell_r8 is null and area_pcode = ${areaPcode}`
      : sql`cell_r8 = any(${gridDisk(cell, 1)}::text[])`;
  return db.rows<IncidentRecord>(sql`
    select ${recordFields} from incident
    where ${seenByDuty(viewer, of.now)} and ${knownToTheDay} and type = ${type} and ${place}
      and day between ${day}::date - 1 and ${day}::date + 1
    order by abs(day - ${day}::date), cell_r8 = ${cell} desc, id limit 20`);
}

export async function recordsOf(
  db: Queryable,
  viewer: Viewer,
  of: { readonly ids: readonly string[]; readonly now: Date },
): Promise<Map<string, IncidentRecord>> {
  const rows = await db.rows<IncidentRecord>(sql`
    select ${recordFields} from incident where ${seenByDuty(viewer, of.now)} and id = any(${[...of.ids]}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row]));
}
