// Days gathered into bars as wide as the screen allows, and the way between days and pixels. Pure.

/** Lengths of a bar in days: a day, weeks, quarters, years. */
const LENGTHS = [1, 7, 14, 28, 91, 182, 364] as const;
const DAY_MS = 86_400_000;
/** A bar and its gap are at least this wide, in pixels. */
const LEAST_PIXELS = 3;

export interface Bins {
  readonly daysPerBin: number;
  /** With those of a month or year, spread evenly over its days. */
  readonly counts: Float64Array;
  /** Of `counts`: what was spread. */
  readonly vague: Float64Array;
  readonly most: number;
}

/** Counts by day, and by the first day of a month or a year where no more is known. */
export interface DayCounts {
  readonly firstDay: number;
  readonly byDay: Uint32Array;
  readonly byMonth: Uint32Array;
  readonly byYear: Uint32Array;
}

export function daysPerBin(days: number, width: number): number {
  const least = (days * LEAST_PIXELS) / Math.max(1, width);
  return LENGTHS.find((length) => length >= least) ?? Math.ceil(least / 364) * 364;
}

/** Bars end with the newest day, so that the last one is as full as the others. */
export function binDays({ firstDay, byDay, byMonth, byYear }: DayCounts, width: number): Bins {
  const days = byDay.length;
  const length = daysPerBin(days, width);
  const size = Math.max(1, Math.ceil(days / length));
  const [counts, vague] = [new Float64Array(size), new Float64Array(size)];
  const lead = size * length - days;
  const add = (to: Float64Array, day: number, count: number) => {
    const bin = Math.floor((day + lead) / length);
    to[bin] = (to[bin] as number) + count;
  };
  const spread = (day: number, count: number, months: number) => {
    const start = new Date((firstDay + day) * DAY_MS);
    const next = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, 1) / DAY_MS - firstDay;
    // What has not come yet holds none of them.
    const end = Math.max(day + 1, Math.min(days, next));
    for (let at = day; at < end; at++) add(vague, at, count / (end - day));
  };
  for (let day = 0; day < days; day++) {
    const [month, year] = [byMonth[day] as number, byYear[day] as number];
    const dated = (byDay[day] as number) - month - year;
    if (dated > 0) add(counts, day, dated);
    if (month > 0) spread(day, month, 1);
    if (year > 0) spread(day, year, 12);
  }
  for (let bin = 0; bin < size; bin++) counts[bin] = (counts[bin] as number) + (vague[bin] as number);
  return { daysPerBin: length, counts, vague, most: counts.reduce((most, count) => Math.max(most, count), 0) };
}

export interface Axis {
  readonly firstDay: number;
  readonly endDay: number;
  readonly width: number;
}
export const xOfDay = ({ firstDay, endDay, width }: Axis, day: number): number =>
  ((day - firstDay) / (endDay - firstDay)) * width;
export const dayOfX = ({ firstDay, endDay, width }: Axis, x: number): number =>
  Math.round(firstDay + (x / Math.max(1, width)) * (endDay - firstDay));

const YEAR = 365.25;

export interface Tick {
  readonly day: number;
  readonly text: string;
}

/** Names of years, or of months where there are few years; none nearer than 56 pixels to the next. */
export function ticksOf({ firstDay, endDay, width }: Axis): Tick[] {
  const isMonths = endDay - firstDay < 2.5 * YEAR;
  const months = isMonths ? 1 : 12;
  const perTick = ((isMonths ? 30.4 : YEAR) / (endDay - firstDay)) * width;
  const every = months * Math.max(1, Math.ceil(56 / Math.max(1, perTick)));
  const start = new Date(firstDay * DAY_MS);
  const ticks: Tick[] = [];
  for (let month = isMonths ? start.getUTCMonth() : 0; ; month++) {
    const time = Date.UTC(start.getUTCFullYear(), month, 1);
    const day = time / DAY_MS;
    if (day >= endDay) return ticks;
    const since = (new Date(time).getUTCFullYear() * 12 + new Date(time).getUTCMonth()) % every;
    if (day < firstDay || since !== 0) continue;
    ticks.push({ day, text: isMonths ? monthName.format(time) : String(new Date(time).getUTCFullYear()) });
  }
}
const monthName = new Intl.DateTimeFormat('en-GB', { month: 'short', year: '2-digit', timeZone: 'UTC' });
