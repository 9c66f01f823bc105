// Classes of the table of coverage: five of equal width up to the highest share, whose ends are printed. Pure.
export interface HourShare {
  /** Of the week, 0 = Monday 0:00. */
  readonly hour: number;
  /** 0 to 1; null = the period does not hold it. */
  readonly share: number | null;
}

const CLASSES = 5;

/** Upper ends, ascending, each 0 to 1: of whole percents, so that what is printed is what is drawn. */
export function classEnds(byHour: readonly HourShare[]): number[] {
  const most = Math.max(0.05, ...byHour.map(({ share }) => share ?? 0));
  const step = Math.ceil((most * 100) / CLASSES) / 100;
  return Array.from({ length: CLASSES }, (_, i) => Math.round(step * (i + 1) * 100) / 100);
}

/** 0 = nothing, else 1 to 5; a share at an end belongs to the class below it. */
export function classOf(share: number, ends: readonly number[]): number {
  if (share === 0) return 0;
  const at = ends.findIndex((end) => share <= end);
  return at < 0 ? ends.length : at + 1;
}

/** Mean over some hours of a day (Monday = 1) from `start` on; null where the period holds none of them. */
export function sharesIn(
  byHour: readonly HourShare[],
  { day, start, hours }: { day: number; start: number; hours: number },
): number | null {
  const first = (day - 1) * 24 + start;
  const known = byHour.flatMap(({ hour, share }) =>
    share !== null && hour >= first && hour < first + hours ? [share] : [],
  );
  return known.length === 0 ? null : known.reduce((sum, share) => sum + share, 0) / known.length;
}

/** "0", "under 1" as "<1", else whole percents. */
export const percentText = (share: number): string =>
  share === 0 ? '0' : share < 0.005 ? '<1' : String(Math.round(share * 100));
