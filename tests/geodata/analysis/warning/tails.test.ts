// Tails of count models against scipy: what every alarm and interval rests on.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  betaBinomialUpper,
  negativeBinomialQuantile,
  negativeBinomialUpper,
  poissonUpper,
  studentTwoSided,
} from '../../../../geodata/analysis/warning/count_tails.ts';
import { regularizedBeta } from '../../../../geodata/analysis/warning/incomplete_beta.ts';
import { lowerGamma, upperGamma } from '../../../../geodata/analysis/warning/incomplete_gamma.ts';
import { normalQuantile, normalUpper } from '../../../../geodata/analysis/warning/normal.ts';

type Rows = readonly (readonly number[])[];
const golden = JSON.parse(readFileSync('tests/fixtures/tail_rows.json', 'utf8')) as Record<string, Rows>;

/** Relative error, absolute below 1e-250 where scipy itself gives up. */
const apart = (ours: number, theirs: number): number => Math.abs(ours - theirs) / Math.max(Math.abs(theirs), 1e-250);

describe('the tails of count models', () => {
  it('agree with scipy to a part in a billion', () => {
    for (const [a, x, lower, upper] of golden['gamma'] as [number, number, number, number][]) {
      expect(apart(lowerGamma(a, x), lower), `P(${a}, ${x})`).toBeLessThan(1e-9);
      expect(apart(upperGamma(a, x), upper), `Q(${a}, ${x})`).toBeLessThan(1e-9);
    }
    for (const [x, a, b, value] of golden['beta'] as [number, number, number, number][]) {
      expect(apart(regularizedBeta(x, a, b), value), `I(${x}, ${a}, ${b})`).toBeLessThan(1e-9);
    }
    for (const [y, mean, size, tail, quantile] of golden['negative'] as [number, number, number, number, number][]) {
      expect(apart(negativeBinomialUpper(y, mean, size), tail), `${y} ${mean} ${size}`).toBeLessThan(1e-9);
      expect(negativeBinomialQuantile(0.99, mean, size)).toBe(quantile);
    }
    for (const [y, n, a, b, tail] of golden['betaBinomial'] as [number, number, number, number, number][]) {
      expect(apart(betaBinomialUpper(y, n, a, b), tail), `${y} of ${n}, ${a} ${b}`).toBeLessThan(1e-8);
    }
    for (const [t, freedom, tail] of golden['student'] as [number, number, number][]) {
      expect(apart(studentTwoSided(t, freedom), tail)).toBeLessThan(1e-9);
    }
  });

  it('have a normal quantile good to 14 digits, and its inverse', () => {
    for (const [p, quantile, tail] of golden['normal'] as [number, number, number][]) {
      expect(Math.abs(normalQuantile(p) - quantile)).toBeLessThan(1e-13 * Math.max(1, Math.abs(quantile)));
      expect(apart(normalUpper(quantile), tail)).toBeLessThan(1e-11);
    }
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(2)]).toEqual([-Infinity, Infinity, NaN]);
  });

  it('meet their edges: nothing asked, nothing expected, more than there is', () => {
    expect([poissonUpper(0, 3), poissonUpper(2, 0)]).toEqual([1, 0]);
    expect(poissonUpper(1, 1)).toBeCloseTo(1 - Math.exp(-1), 14);
    expect(negativeBinomialUpper(3, 2, Number.POSITIVE_INFINITY)).toBe(poissonUpper(3, 2));
    expect([betaBinomialUpper(0, 4, 1, 1), betaBinomialUpper(5, 4, 1, 1)]).toEqual([1, 0]);
    // beta(1, 1) makes every number from 0 to 4 alike.
    expect(betaBinomialUpper(3, 4, 1, 1)).toBeCloseTo(0.4, 12);
  });
});
