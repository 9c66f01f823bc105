// Numbers, dates and lengths as text, always with their unit. Pure: the present is handed in.
import { t } from './messages.ts';

const locale = 'en';
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
/** Meters keep their millimeters, kilometers their meters: a cutoff is printed as it was computed. */
const exact = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 });
/** Day before month: unmistakable, and what field offices write. */
const dates = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const times = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});
const months = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

const monthName = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' });

const DAY = 86_400_000;

export const wholeNumber = (value: number): string => whole.format(value);
export const shortNumber = (value: number): string => (value < 10_000 ? whole.format(value) : compact.format(value));

/** Rounding never makes nobody of a few, nor everybody of nearly all. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return '< 0.1 %';
  if (share > 0.999 && share < 1) return '> 99.9 %';
  return `${oneDecimal.format(share * 100)} %`;
}

/** Where small counts are withheld a sum is only what was left of it: "at least 7". */
export const countText = (count: number, floor: number): string =>
  floor > 1 ? t('count.atLeast', { count }) : whole.format(count);

export const dateText = (iso: string): string => dates.format(new Date(iso));
/** A moment, with its zone: "20 Nov 2026, 12:00 UTC". */
export const timeText = (iso: string): string => `${times.format(new Date(iso))} UTC`;
export const monthText = (iso: string): string => months.format(new Date(iso));

/** A day, or a month or year where nothing finer is known: "2026-11" is "November 2026", never its first day. */
export function periodText(period: string): string {
  if (period.length <= 4) return period;
  return period.length <= 7 ? monthText(period) : dateText(period);
}

/** A calendar quarter in words: "July to September 2026" for 2026-Q3. */
export function quarterText(period: string): string {
  const first = 3 * (Number(period.slice(6)) - 1);
  const month = (index: number) => monthName.format(new Date(Date.UTC(2000, index, 1)));
  return t('quarter.text', { first: month(first), last: month(first + 2), year: period.slice(0, 4) });
}

/** A chosen distance, in full: 1,050 m is "1.05 km". */
export const lengthText = (meters: number): string =>
  meters < 1000 ? `${exact.format(meters)} m` : `${exact.format(meters / 1000)} km`;

/** A measured length, as exact as such are: "12.5 km". */
export const measuredLengthText = (meters: number): string =>
  meters < 999.5 ? `${whole.format(meters)} m` : `${oneDecimal.format(meters / 1000)} km`;

export const coordinateText = (lat: number, lon: number): string => `${lat.toFixed(5)}, ${lon.toFixed(5)}`;

export const daysBetween = (earlierIso: string, now: number): number =>
  Math.floor((now - new Date(earlierIso).getTime()) / DAY);

export function ageText(iso: string, now: number): string {
  const days = daysBetween(iso, now);
  if (days <= 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days < 60) return `${days} days ago`;
  if (days < 730) return `${Math.round(days / 30.44)} months ago`;
  return `${oneDecimal.format(days / 365.25)} years ago`;
}

/** Languages of the region that browsers have no English name for. */
const LANGUAGES: Readonly<Record<string, string>> = { kr: 'Kanuri', ff: 'Fulfulde', shu: 'Shuwa Arabic', bwr: 'Bura' };

/** "Hausa" for "ha"; the tag itself where nobody has a name. */
export function languageName(tag: string): string {
  const known = LANGUAGES[tag];
  if (known !== undefined) return known;
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
