// Numbers, dates and lengths as text, always with their unit. Pure: the present is handed in.
const locale = 'en';
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 });
/** Day before month: unmistakable, and what field offices write. */
const dates = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const months = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

const DAY = 86_400_000;

export const wholeNumber = (value: number): string => whole.format(value);
export const shortNumber = (value: number): string => (value < 10_000 ? whole.format(value) : compact.format(value));
export const percent = (share: number): string =>
  share > 0 && share < 0.001 ? '< 0.1 %' : `${oneDecimal.format(share * 100)} %`;

/** A count under the floor is never written: "fewer than 3". */
export const countText = (count: number, floor: number): string =>
  count < floor ? `fewer than ${floor}` : whole.format(count);

export const dateText = (iso: string): string => dates.format(new Date(iso));
export const monthText = (iso: string): string => months.format(new Date(iso));

export const lengthText = (meters: number): string =>
  meters < 1000 ? `${whole.format(meters)} m` : `${oneDecimal.format(meters / 1000)} km`;

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
