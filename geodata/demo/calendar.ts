// Days and hours of the season as milliseconds since 1970, UTC. Reads no clock: the last day is handed in.

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** The twelve months before a date: from its day of a year ago up to, and without, the date itself. */
export interface Season {
  readonly from: number;
  readonly to: number;
}

/** `today` is an RFC 3339 full-date. */
export function seasonBefore(today: string): Season {
  const to = Date.parse(`${today}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(today) || Number.isNaN(to)) throw new RangeError('Write the last day as YYYY-MM-DD.');
  const last = new Date(to);
  return { from: Date.UTC(last.getUTCFullYear() - 1, last.getUTCMonth(), last.getUTCDate()), to };
}

export const timestamp = (time: number): string => new Date(time).toISOString();
export const dateOf = (time: number): string => timestamp(time).slice(0, 10);

/** Easter Sunday by the anonymous Gregorian algorithm (Meeus 1991, Astronomical Algorithms, chapter 8). */
function easterSunday(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const month = Math.floor((epact + weekday - 7 * late + 114) / 31);
  return Date.UTC(year, month - 1, ((epact + weekday - 7 * late + 114) % 31) + 1);
}

/** A date of the tabular Islamic calendar (civil epoch, 16 July 622 Julian); the sighted moon may differ by a day. */
function islamicDate(year: number, month: number, day: number): number {
  const julianDay =
    day + Math.ceil(29.5 * (month - 1)) + (year - 1) * 354 + Math.floor((3 + 11 * year) / 30) + 1_948_439;
  return (julianDay - 1 - 2_440_587) * DAY;
}

/** Public holidays of Nigeria that touch a span of time, as sorted full-dates. */
export function publicHolidays(from: number, to: number): string[] {
  const days: number[] = [];
  for (let year = new Date(from).getUTCFullYear(); year <= new Date(to).getUTCFullYear(); year++) {
    const fixed = [
      [1, 1],
      [5, 1],
      [6, 12],
      [10, 1],
      [12, 25],
      [12, 26],
    ] as const;
    days.push(...fixed.map(([month, day]) => Date.UTC(year, month - 1, day)));
    days.push(easterSunday(year) - 2 * DAY, easterSunday(year) + DAY);
    const islamicYear = Math.floor(((year - 622) * 33) / 32);
    for (const candidate of [islamicYear, islamicYear + 1, islamicYear + 2]) {
      const feasts = [islamicDate(candidate, 10, 1), islamicDate(candidate, 12, 10), islamicDate(candidate, 3, 12)];
      days.push(...feasts.filter((day) => new Date(day).getUTCFullYear() === year));
    }
  }
  return [...new Set(days.filter((day) => day >= from && day < to).map(dateOf))].toSorted();
}
