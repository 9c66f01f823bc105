// What may be said of a figure against its baseline and its target. It knows figures and reporting, no schema. No word here
// says that things got safer, and none says more than the interval and the reporting allow.
import type { Figure } from './figure_interval.ts';

export const INDICATOR_VERDICTS = [
  'improved',
  'worsened',
  'no-clear-change',
  'not-comparable',
  'not-enough-data',
] as const;
export type IndicatorVerdict = (typeof INDICATOR_VERDICTS)[number];

export const TARGET_VERDICTS = ['reached', 'not-reached', 'unclear'] as const;
export type TargetVerdict = (typeof TARGET_VERDICTS)[number];

export type Better = 'higher' | 'lower';

/** A lower figure while reporting fell (or is not known, NaN) is not comparable, in whichever direction is better. */
export function verdictOf(
  change: Figure,
  better: Better,
  reporting: { now: number; before: number } | null,
): IndicatorVerdict {
  if (Number.isNaN(change.lower) || Number.isNaN(change.upper)) return 'not-enough-data';
  const rose = change.lower > 0;
  const fell = change.upper < 0;
  if (!rose && !fell) return 'no-clear-change';
  if (fell && reporting !== null && !(reporting.now >= reporting.before)) return 'not-comparable';
  return rose === (better === 'higher') ? 'improved' : 'worsened';
}

export function targetVerdict(figure: Figure, target: number, better: Better): TargetVerdict {
  if (better === 'higher')
    return figure.lower >= target ? 'reached' : figure.upper < target ? 'not-reached' : 'unclear';
  return figure.upper <= target ? 'reached' : figure.lower > target ? 'not-reached' : 'unclear';
}

export const SENTENCES: Readonly<Record<IndicatorVerdict, string>> = {
  improved: 'The figure is better than at the baseline, by more than chance explains.',
  worsened: 'The figure is worse than at the baseline, by more than chance explains.',
  'no-clear-change': 'The interval includes no change: nothing can be said about a difference from the baseline.',
  'not-comparable': 'The figure is lower, but reporting is less open than at the baseline: the two cannot be compared.',
  'not-enough-data': 'There is not enough data to compare with the baseline.',
};
