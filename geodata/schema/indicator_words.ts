// What an early warning watches: closed kinds, each with its unit, and the words of sources. Apart from the schema, so that
// the form on a phone carries no validator. Every kind is worded so that more of it is worse, and none asks after one person.

export const INDICATOR_UNITS = ['count', 'yes_no', 'scale'] as const;
/** `scale`: 0 none … 4 nearly all. `yes_no`: 0 or 1. `count`: how often it was seen on the day. */
export type IndicatorUnit = (typeof INDICATOR_UNITS)[number];

/** The unit goes with the kind, so that areas and sources can be compared. */
export const UNIT_OF = {
  women_absent_market: 'scale',
  women_absent_water: 'scale',
  girls_absent_school: 'scale',
  women_absent_firewood: 'scale',
  armed_near: 'count',
  new_checkpoint: 'count',
  harassment_on_way: 'count',
  pillage: 'count',
  hostile_rhetoric: 'yes_no',
  unusual_movement: 'yes_no',
  women_forbidden: 'yes_no',
  goods_hoarded: 'yes_no',
} as const satisfies Record<string, IndicatorUnit>;
export type IndicatorKind = keyof typeof UNIT_OF;
export const INDICATOR_KINDS = Object.keys(UNIT_OF) as [IndicatorKind, ...IndicatorKind[]];

/** Highest value of one observation. */
export const MOST_OF = { count: 1000, yes_no: 1, scale: 4 } as const satisfies Record<IndicatorUnit, number>;

/** How long a period of the series is. */
export const FREQUENCIES = ['day', 'week'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

export const OBSERVATION_SOURCES = ['focal_point', 'community', 'staff', 'patrol', 'partner', 'media'] as const;
export type ObservationSource = (typeof OBSERVATION_SOURCES)[number];

/** Of the source: A reliable … E unreliable, F cannot be judged (Admiralty code, NATO AJP-2.1). */
export const RELIABILITIES = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export type Reliability = (typeof RELIABILITIES)[number];
/** Of what is told: 1 confirmed … 5 improbable, 6 cannot be judged. */
export const MOST_CREDIBILITY = 6;

/** Digits that a focal point types: ten drawn, and two that check them (ISO 7064, mod 97-10). */
export const WATCH_CODE_DIGITS = 12;

/** Whether the last two digits fit: finds every wrong digit and every swap of neighbors before anything is sent. */
export const isWatchCode = (code: string): boolean =>
  code.length === WATCH_CODE_DIGITS && /^\d+$/.test(code) && Number(code) % 97 === 1;
