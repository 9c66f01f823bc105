// Which quarters a release can be built for: those that ended at least 30 days ago, so that late records had time. Pure.
const DELAY_DAYS = 30;
const DAY = 86_400_000;

/** Newest first, as "2026-Q3". */
export function buildableQuarters(now: number, count = 8): string[] {
  const quarters: string[] = [];
  const today = new Date(now);
  let [year, quarter] = [today.getUTCFullYear(), Math.floor(today.getUTCMonth() / 3)];
  while (quarters.length < count) {
    const end = Date.UTC(year, 3 * (quarter + 1), 1);
    if (Math.floor(now / DAY) * DAY >= end + DELAY_DAYS * DAY) quarters.push(`${year}-Q${quarter + 1}`);
    [year, quarter] = quarter === 0 ? [year - 1, 3] : [year, quarter - 1];
  }
  return quarters;
}
