// Incidents of the duty room as packed rows: what operations may see of each record and nothing finer. They leave the database
// packed by area, not as row objects; what becomes of the bytes is its caller's.
import { INCIDENT_TYPES, PLACE_PRECISIONS, SOURCE_CLASSES, VERIFICATIONS } from '../../geodata/schema/incident.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { raw, type Sql, sql } from '../db/sql.ts';
import { liveOn } from './planner_picture.ts';

/** Bytes of a packed row: the cell (16 hexadecimal digits, 0 = none), its day since 1970, five words of four bits. Big-endian. */
export const PACKED_ROW_BYTES = 16;

export interface PackedArea {
  /** P-code, '' where no area is known. */
  readonly pcode: string;
  readonly packed: Uint8Array;
}

/** Area of the center of the r8 cell; of a record without a cell the area that it names. */
export const shownArea: Sql = raw(`coalesce(case when cell_r8 is null then area_pcode else area_r8 end, '')`);

/** First day of what is known: of the day, the month or the year. A week may lie in two months: the one of its first day. */
export const shownDay: Sql = raw(`
  case when time_precision in ('hour', 'day') then day
       when time_precision = 'year' then date_trunc('year', day)::date
       else date_trunc('month', day)::date end`);

/** Index in BOARD_PERIODS. */
const period: Sql = raw(
  `case when time_precision in ('hour', 'day') then 0 when time_precision = 'year' then 2 else 1 end`,
);

const indexIn = (words: readonly string[], column: string): Sql =>
  sql`(array_position(${[...words]}::text[], ${raw(column)}) - 1)`;

/** What the duty room sees: of its organization and area, live, and no later than today. */
export const seenByDuty = (viewer: Viewer, now: Date): Sql => sql`organization_id = ${viewer.organizationId}
  and ${liveOn(now)} and starts_with(${shownArea}, ${viewer.areaPrefix})
  and day <= (${now}::timestamptz at time zone 'UTC')::date`;

/** In the order of P-codes; rows of one area in any order. */
export function packedIncidents(db: Queryable, viewer: Viewer, now: Date): Promise<PackedArea[]> {
  return db.rows<PackedArea>(sql`
    select ${shownArea} as pcode, string_agg(decode(lpad(coalesce(cell_r8, ''), 16, '0'), 'hex')
      || int4send(${shownDay} - date '1970-01-01')
      || int4send(${period} + 16 * ${indexIn(INCIDENT_TYPES, 'type')} + 256 * ${indexIn(VERIFICATIONS, 'verification')}
        + 4096 * ${indexIn(SOURCE_CLASSES, 'source_class')} + 65536 * ${indexIn(PLACE_PRECISIONS, 'place_precision')}),
      '') as packed
    from incident where ${seenByDuty(viewer, now)} group by 1 order by 1`);
}
