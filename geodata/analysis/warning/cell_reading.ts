// What several methods say of one cell, read together as one statement: lost reporting first, then silence, then too few
// numbers, then what stands out. It knows no wording and no map. Nothing here says that a place is calm or got better.
import type { EmergingCategory } from '../hotspot/emerging_categories.ts';
import type { GiCategory } from '../hotspot/gi_star_schema.ts';
import { benjaminiHochberg } from '../hotspot/multiple_testing.ts';
import { twoSidedNormalColumn } from '../hotspot/normal_tail.ts';
import type { SILENCE_STATES } from './silence_kernel.ts';

export type SilenceState = (typeof SILENCE_STATES)[number];

/** Reports of the last weeks in a cell and its neighbors below which nothing is said of them. */
export const LEAST_REPORTS = 5;

export interface CellFindings {
  /** Reports in the cell and its neighbors in the time that Gi* was asked about. */
  readonly reports: number;
  readonly gi: GiCategory | null;
  readonly emerging: EmergingCategory | null;
  /** The method met numbers that ended with the reporting. */
  readonly numbersEnded: boolean;
  /** z of the cell by week, oldest first; NaN or null where there is none. */
  readonly z: ArrayLike<number | null>;
  /** z from which a week is called hot, over all cells and weeks tested; Infinity = none is. */
  readonly hotZ: number;
  /** By week, oldest first; null where silence was not asked of the cell. */
  readonly states: readonly SilenceState[] | null;
}

export const READINGS = [
  'reporting-lost',
  'silent',
  'not-enough-data',
  'less-heard',
  'more-than-chance',
  'more-until-now',
  'fewer-than-around',
  'as-expected',
] as const;
export type ReadingKind = (typeof READINGS)[number];

export interface CellReading {
  readonly kind: ReadingKind;
  /** Weeks at the end for which it holds; 0 = it is not said of weeks. */
  readonly weeks: number;
  /** Among more-than-chance: how it came about, as emerging-hot-spots names it. */
  readonly course: EmergingCategory | null;
}

export function readCell(found: CellFindings): CellReading {
  const { reports, gi, emerging, numbersEnded, z, hotZ, states } = found;
  const state = states?.at(-1) ?? null;
  if (state === 'reporting-lost' || (numbersEnded && (state === null || state === 'silent')))
    return reading('reporting-lost', lostWeeks(states ?? [], z));
  if (state === 'silent') return reading('silent', quietWeeks(states ?? []));
  if (reports < LEAST_REPORTS) return reading('not-enough-data');
  if (gi === 'hot' || isHotNow(emerging)) {
    return { kind: 'more-than-chance', weeks: hotWeeks(z, hotZ), course: isHotNow(emerging) ? emerging : null };
  }
  if (emerging === 'historical-hot-spot') return reading('more-until-now');
  // Reports come, but reporting is less open than it was: what is low may only be unheard.
  if (numbersEnded || gi === 'not enough data') return reading('less-heard');
  return reading(gi === 'cold' ? 'fewer-than-around' : 'as-expected');
}

const reading = (kind: ReadingKind, weeks = 0): CellReading => ({ kind, weeks, course: null });

const isHotNow = (category: EmergingCategory | null): boolean =>
  category?.endsWith('-hot-spot') === true && category !== 'historical-hot-spot';

function hotWeeks(z: ArrayLike<number | null>, hotZ: number): number {
  let weeks = 0;
  while (weeks < z.length && (z[z.length - 1 - weeks] ?? Number.NaN) >= hotZ) weeks++;
  return weeks;
}

/** Weeks at the end that are lost, or of which there is no number. */
function lostWeeks(states: readonly SilenceState[], z: ArrayLike<number | null>): number {
  let ended = 0;
  while (ended < z.length && Number.isNaN(z[z.length - 1 - ended] ?? Number.NaN)) ended++;
  const lost = states.length - 1 - states.findLastIndex((state) => state !== 'reporting-lost');
  return Math.max(lost, ended === z.length ? 0 : ended);
}

/** Weeks at the end without a report, whatever they were called when they were met. */
function quietWeeks(states: readonly SilenceState[]): number {
  return states.length - 1 - states.findLastIndex((state) => state !== 'silent' && state !== 'quiet');
}

/** The smallest z above 0 that is called hot when the weeks of all cells are tested together (Benjamini & Hochberg 1995). */
export function hotThreshold(z: readonly ArrayLike<number | null>[], alpha: number): number {
  const scores = Float64Array.from(z.flatMap((row) => Array.from(row, (score) => score ?? Number.NaN)));
  const adjusted = benjaminiHochberg(twoSidedNormalColumn(scores));
  let least = Number.POSITIVE_INFINITY;
  scores.forEach((score, i) => {
    if (score > 0 && score < least && (adjusted[i] as number) <= alpha) least = score;
  });
  return least;
}
