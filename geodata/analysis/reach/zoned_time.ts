// Local clocks: what a clock in a time zone shows at an instant, and when it first shows a time. Instants are milliseconds
// since 1970 in UTC and come from the caller; it knows no services and never asks what time it is.

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/**
 * Milliseconds below which two times are the same: the noise of sums of decimal hours and minutes in binary (70.1 h + 114 min).
 * An instant of our century is stored to a quarter of this.
 */
export const NOISE = 0.001;
/** Offsets are looked up by blocks of this length, the first time that somebody asks. */
const BLOCK = 128 * DAY;
/** No clock was ever farther than this from UTC (Manila until 1844: 15:56 behind). */
const FARTHEST = 16 * HOUR;
/** Zones kept; there are about 600 names. */
const MOST_CLOCKS = 1000;

/** RFC 3339 in UTC, to the second below. */
export const instantText = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

interface Offsets {
  /** Segment i has its offset (milliseconds east of UTC) from `start[i]` on. */
  readonly start: number[];
  readonly offset: number[];
}

/** The clock of one time zone. Offsets come from Intl.DateTimeFormat, that is from the IANA database. */
export class ZoneClock {
  readonly timeZone: string;
  readonly #format: Intl.DateTimeFormat;
  readonly #blocks = new Map<number, Offsets>();
  /** The segment asked for last: its ends and its offset. */
  #from = Number.POSITIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;
  #offset = 0;

  constructor(format: Intl.DateTimeFormat) {
    this.#format = format;
    this.timeZone = format.resolvedOptions().timeZone;
  }

  /** Milliseconds to add to UTC for local time. */
  offsetAt(instant: number): number {
    if (!(instant >= this.#from && instant < this.#to)) this.#find(instant);
    return this.#offset;
  }

  /**
   * The first instant at which the clock shows `local` (milliseconds as if local time were UTC) or later. A time that is there
   * twice is its first showing; a time that a change skips is the moment of the change. So it never falls as `local` grows.
   */
  firstShowing(local: number): number {
    const near = local - this.#offset;
    // Every instant whose clock may show `local` lies within 2 × 16 h of any other: one offset over all of them leaves one.
    if (near - 2 * FARTHEST >= this.#from && near < this.#to) return near;
    for (let at = local - FARTHEST; ; at = this.#to) {
      this.offsetAt(at);
      if (this.#to + this.#offset > local) return Math.max(at, local - this.#offset);
    }
  }

  #find(instant: number): void {
    const number = Math.floor(instant / BLOCK);
    let block = this.#blocks.get(number);
    if (block === undefined) {
      block = this.#measure(number * BLOCK);
      this.#blocks.set(number, block);
    }
    let i = block.start.length - 1;
    while ((block.start[i] as number) > instant) i--;
    this.#from = block.start[i] as number;
    this.#to = block.start[i + 1] ?? (number + 1) * BLOCK;
    this.#offset = block.offset[i] as number;
  }

  /** Day by day, halving where a day changed the offset: no zone ever changed twice within a day. */
  #measure(start: number): Offsets {
    const block: Offsets = { start: [start], offset: [this.#offsetShown(start)] };
    for (let day = start + DAY; day <= start + BLOCK; day += DAY) {
      const before = block.offset.at(-1) as number;
      const after = this.#offsetShown(day);
      if (after === before) continue;
      let low = (day - DAY) / 1000;
      let high = day / 1000;
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (this.#offsetShown(middle * 1000) === before) low = middle;
        else high = middle;
      }
      if (high * 1000 >= start + BLOCK) continue;
      block.start.push(high * 1000);
      block.offset.push(after);
    }
    return block;
  }

  #offsetShown(instant: number): number {
    const shown: Record<string, number> = {};
    for (const { type, value } of this.#format.formatToParts(instant)) shown[type] = Number(value);
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = shown;
    return Date.UTC(year, month - 1, day, hour, minute, second) - instant;
  }
}

const clocks = new Map<string, ZoneClock>();

/** The clock of an IANA time zone such as Africa/Lagos; null where there is no such zone. */
export function zoneClock(timeZone: string): ZoneClock | null {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  try {
    const clock = new ZoneClock(
      new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
        timeZone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      }),
    );
    if (clocks.size >= MOST_CLOCKS) clocks.clear();
    clocks.set(timeZone, clock);
    return clock;
  } catch {
    return null;
  }
}
