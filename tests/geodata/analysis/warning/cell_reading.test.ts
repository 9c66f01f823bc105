// One statement per cell: what is lost or too little is said before anything that would compare it.
import { expect, it } from 'vitest';
import { type CellFindings, hotThreshold, readCell } from '../../../../geodata/analysis/warning/cell_reading.ts';

const found: CellFindings = {
  ...{ reports: 30, gi: 'not significant', emerging: 'no-pattern', numbersEnded: false },
  z: [0, 0, 0, 0],
  hotZ: 1.96,
  states: ['reporting', 'reporting', 'reporting', 'reporting'],
};
const kindOf = (parts: Partial<CellFindings>) => readCell({ ...found, ...parts }).kind;

it('says that reporting was lost, whatever else is found', () => {
  for (const gi of ['hot', 'cold', 'not significant', 'not enough data'] as const) {
    for (const emerging of ['diminishing-hot-spot', 'new-cold-spot', null] as const) {
      const states = ['reporting', 'reporting', 'reporting-lost', 'reporting-lost'] as const;
      expect(readCell({ ...found, gi, emerging, states })).toEqual({ kind: 'reporting-lost', weeks: 2, course: null });
      expect(kindOf({ gi, emerging, numbersEnded: true, states: null })).toBe('reporting-lost');
    }
  }
});

it('says silence before few numbers, and few numbers before what stands out', () => {
  const states = ['reporting', 'quiet', 'quiet', 'silent'] as const;
  expect(readCell({ ...found, reports: 0, states })).toEqual({ kind: 'silent', weeks: 3, course: null });
  expect(kindOf({ reports: 4, gi: 'hot' })).toBe('not-enough-data');
  expect(kindOf({ reports: 5, gi: 'hot' })).toBe('more-than-chance');
});

it('counts the weeks at the end in which there was more than chance explains', () => {
  const reading = readCell({ ...found, emerging: 'consecutive-hot-spot', z: [3, 1.9, 2.5, null, 2, 4] });
  expect(reading).toEqual({ kind: 'more-than-chance', weeks: 2, course: 'consecutive-hot-spot' });
});

it('reads no low number where reports come but reporting fell', () => {
  expect(kindOf({ gi: 'cold', numbersEnded: true })).toBe('less-heard');
  expect(kindOf({ gi: 'cold', numbersEnded: true, states: ['reporting', 'quiet'] })).toBe('less-heard');
  expect(kindOf({ gi: 'cold' })).toBe('fewer-than-around');
});

it('calls a week hot as the categories do: by all weeks tested together', () => {
  expect(
    hotThreshold(
      [
        [2.5, 0, 0, null],
        [0, 0, 0, 0],
      ],
      0.05,
    ),
  ).toBe(Number.POSITIVE_INFINITY);
  // Of seven p-values the smallest three, the last of them 0.0124, hold against 0.05 · 1/7, 2/7 and 3/7.
  expect(
    hotThreshold(
      [
        [3.5, 2.5, -4, 1.9],
        [0, 0, Number.NaN, 0],
      ],
      0.05,
    ),
  ).toBe(2.5);
});
