// Class breaks: every value has a class, no class is empty, and the printed bounds are the ones that are drawn.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classOf, quantileBreaks, rampColors, roundedBreaks } from '../../../../web/map/layers/class_breaks.ts';

const counts = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 300 });

describe('class breaks', () => {
  it('part few values into as many classes as there are values', () => {
    expect(quantileBreaks([1, 1, 1, 1], 5)).toEqual([1]);
    expect(quantileBreaks([], 5)).toEqual([]);
    expect(quantileBreaks([1, 2, 3, 4, 5], 5)).toEqual([1, 2, 3, 4, 5]);
  });

  it('part the long tail by doubling where the quantiles pile up', () => {
    expect(quantileBreaks([1, 1, 1, 1, 1, 1, 1, 1, 2, 16], 5)).toEqual([1, 2, 4, 8, 16]);
  });

  it('ascend strictly, start at the smallest value and never exceed the largest', () => {
    fc.assert(
      fc.property(counts, (values) => {
        const breaks = quantileBreaks(values, 5);
        expect(breaks.length).toBeLessThanOrEqual(5);
        expect(breaks[0]).toBe(Math.min(...values));
        expect(breaks.at(-1)).toBeLessThanOrEqual(Math.max(...values));
        expect([...breaks].sort((a, b) => a - b)).toEqual(breaks);
        expect(new Set(breaks).size).toBe(breaks.length);
      }),
    );
  });

  it('give every value a class', () => {
    fc.assert(
      fc.property(counts, (values) => {
        const breaks = quantileBreaks(values, 5);
        for (const value of values) expect(classOf(breaks, value)).toBeGreaterThanOrEqual(0);
        for (const value of values) expect(classOf(roundedBreaks(values, 5), value)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('put a value that equals a bound into the class that the bound opens', () => {
    expect(classOf([3, 6, 12], 2)).toBe(-1);
    expect(classOf([3, 6, 12], 6)).toBe(1);
    expect(classOf([3, 6, 12], 11.9)).toBe(1);
    expect(classOf([3, 6, 12], 12)).toBe(2);
  });

  it('round people to one digit and drop bounds that fall together', () => {
    expect(roundedBreaks([12, 340, 2212, 9870, 51_234], 5)).toEqual([1, 300, 2000, 10_000, 50_000]);
    expect(roundedBreaks([101, 102, 103], 3)).toEqual([1, 100]);
  });

  it('spread few classes over the whole ramp', () => {
    expect(rampColors(['a', 'b', 'c', 'd', 'e'], 2)).toEqual(['a', 'e']);
    expect(rampColors(['a', 'b', 'c', 'd', 'e'], 1)).toEqual(['c']);
  });
});
