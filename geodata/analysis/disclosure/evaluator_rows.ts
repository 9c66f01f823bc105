// The evaluators' table: exact counts of an admin 1 unit by month and by type, and the broad groups that follow from them.
import { GBV_TYPES } from '../../schema/incident.ts';
import { BROAD_GROUPS, bandOf, EARLIER, type EvaluatorRelease, type PublicRelease } from '../../schema/release.ts';
import { lump } from './lump.ts';
import { type GbvType, monthsOf } from './release_input.ts';

export type EvaluatorRow = EvaluatorRelease['rows'][number];

/** Records of one admin 1 unit: each list sums to `total`. */
export interface UnitCounts {
  readonly total: number;
  readonly months: ReadonlyMap<string, number>;
  readonly types: ReadonlyMap<GbvType, number>;
}

/** Months that rows may name, `earlier` last. */
export const toldMonths = (period: string): string[] => [...monthsOf(period), EARLIER];

/** Rows of one unit: its total, then what may be told of its months and of its types. The total is at or over the floor. */
export function evaluatorRows(pcode: string, period: string, counts: UnitCounts, floor: number): EvaluatorRow[] {
  const months = toldMonths(period);
  const monthCounts = months.map((month) => counts.months.get(month) ?? 0);
  const typeCounts = GBV_TYPES.map((type) => counts.types.get(type) ?? 0);
  return [
    { pcode, month: null, type: null, count: counts.total },
    ...told(monthCounts, floor).map((at) => ({
      pcode,
      month: months[at] as string,
      type: null,
      count: monthCounts[at] as number,
    })),
    ...told(typeCounts, floor).map((at) => ({
      pcode,
      month: null,
      type: GBV_TYPES[at] as GbvType,
      count: typeCounts[at] as number,
    })),
  ];
}

/** Indexes of the counts that are told beside their sum. Where those under the floor are all 0 nothing needs to hide them. */
function told(counts: readonly number[], floor: number): number[] {
  const nothingSmall = counts.every((count) => count === 0 || count >= floor);
  const hidden = nothingSmall ? [...counts.keys()].filter((at) => counts[at] === 0) : lump(counts, floor);
  return [...counts.keys()].filter((at) => !hidden.includes(at));
}

/**
 * Band of each group over the units of the rows, told only where every way to share out the hidden records gives that band: then
 * it adds nothing to the rows.
 */
export function broadGroups(
  rows: readonly EvaluatorRow[],
  floor: number,
  starts?: readonly number[],
): PublicRelease['groups'] {
  return (Object.keys(BROAD_GROUPS) as (keyof typeof BROAD_GROUPS)[]).map((group) => {
    const types: readonly GbvType[] = BROAD_GROUPS[group];
    let least = 0;
    let most = 0;
    for (const { pcode, count } of rows.filter(({ month, type }) => month === null && type === null)) {
      const ofUnit = rows.filter((row) => row.pcode === pcode && row.type !== null);
      const hidden = count - ofUnit.reduce((sum, row) => sum + row.count, 0);
      const known = ofUnit.reduce((sum, row) => sum + (types.includes(row.type as GbvType) ? row.count : 0), 0);
      const unknown = GBV_TYPES.filter((type) => !ofUnit.some((row) => row.type === type));
      least += known + (unknown.every((type) => types.includes(type)) ? hidden : 0);
      most += known + (unknown.some((type) => types.includes(type)) ? hidden : 0);
    }
    const band = least >= floor ? bandOf(least, floor, starts) : null;
    return { group, band: band !== null && (band.most === null || most <= band.most) ? band : null };
  });
}
