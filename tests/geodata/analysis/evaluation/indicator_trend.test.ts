// Indicators: intervals against statsmodels, words that harm nobody, and terms that sum to the total whatever their order.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeTerms } from '../../../../geodata/analysis/evaluation/change_terms.ts';
import { difference, rateFigure, shareFigure } from '../../../../geodata/analysis/evaluation/figure_interval.ts';
import {
  type IndicatorTrendResult,
  indicatorTrendMethod,
} from '../../../../geodata/analysis/evaluation/indicator_trend.ts';

const run = (inputs: Record<string, unknown>): IndicatorTrendResult =>
  indicatorTrendMethod.run(inputs) as IndicatorTrendResult;
const golden = JSON.parse(readFileSync('tests/fixtures/interval_rows.json', 'utf8')) as Record<string, number[][]>;
const PERIOD = ['a', 'b', 'c'];

describe('the intervals of figures', () => {
  it('agree with statsmodels: Wilson, Newcombe, exact Poisson', () => {
    for (const [x, n, low, high] of golden['shares'] as [number, number, number, number][]) {
      const { lower, upper } = shareFigure(x, n, 0.95);
      expect([lower, upper]).toEqual([low, high].map((limit) => expect.closeTo(limit, 10)));
    }
    for (const [x, n, y, m, low, high] of golden['differences'] as [number, number, number, number, number, number][]) {
      const { lower, upper } = difference(shareFigure(x, n, 0.95), shareFigure(y, m, 0.95));
      expect([lower, upper]).toEqual([low, high].map((limit) => expect.closeTo(limit, 10)));
    }
    for (const [x, exposure, low, high] of golden['rates'] as [number, number, number, number][]) {
      const { lower, upper } = rateFigure(x, exposure, 0.9);
      expect([lower / Math.max(low, 1e-9), upper / high]).toEqual([
        expect.closeTo(x === 0 ? 0 : 1, 9),
        expect.closeTo(1, 9),
      ]);
    }
  });
});

describe('indicator-trend', () => {
  it('shows figure, change and progress, and what may be said of them', () => {
    const result = run({ period: PERIOD, numerator: [100, 110, 160], denominator: [400, 400, 400], target: 0.5 });
    expect(result.value).toEqual(Float64Array.of(0.25, 0.275, 0.4));
    expect(Array.from(result.progress as Float64Array)).toEqual(
      [0, 0.1, 0.6].map((share) => expect.closeTo(share, 12)),
    );
    expect(result.verdicts).toEqual(['no-clear-change', 'no-clear-change', 'improved']);
    expect([result.verdict, result.target, result.baseline.period]).toEqual(['improved', 'not-reached', 'a']);
    expect(run({ period: PERIOD, numerator: [100, 110, 210], denominator: [400, 400, 400], target: 0.5 }).target).toBe(
      'unclear',
    );
    expect(run({ period: PERIOD, numerator: [100, 110, 260], denominator: [400, 400, 400], target: 0.5 }).target).toBe(
      'reached',
    );
  });

  it('calls fewer incidents improved only where reporting stayed open, and is silent on safety (do no harm)', () => {
    const fall = { period: PERIOD, kind: 'count', numerator: [100, 90, 40], better: 'lower', target: 30 };
    expect(run({ ...fall, reporting: [0.8, 0.8, 0.8] }).verdict).toBe('improved');
    for (const reporting of [
      [0.8, 0.8, 0.5],
      [0.8, 0.8, null],
      [null, 0.8, 0.8],
    ]) {
      expect(run({ ...fall, reporting }).verdict).toBe('not-comparable');
    }
    expect(run({ ...fall, better: 'higher', reporting: [1, 1, 0.5] }).verdict).toBe('not-comparable');
    expect(run({ ...fall, numerator: [40, 90, 100], reporting: [1, 1, 0.5] }).verdict).toBe('worsened');
    expect(run({ ...fall, baseline: 100, reporting: [0.5, 0.5, 0.5], baselineReporting: 0.9 }).verdict).toBe(
      'not-comparable',
    );
    expect(run(fall).warnings.join(' ')).toMatch(/may be lost reporting/);
  });

  it('never says decline or safer, whatever comes in', () => {
    const series = fc.array(fc.option(fc.integer({ min: 0, max: 50 })), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(series, series, fc.constantFrom('higher', 'lower'), (numerator, reporting, better) => {
        const result = run({ period: PERIOD, kind: 'count', numerator, reporting, better });
        expect(JSON.stringify(result)).not.toMatch(/declin|safe/i);
        result.verdicts.forEach((verdict, t) => {
          if (verdict !== 'improved' && verdict !== 'worsened') return;
          expect(
            ((result.changeLower as Float64Array)[t] as number) > 0 ||
              ((result.changeUpper as Float64Array)[t] as number) < 0,
          ).toBe(true);
        });
      }),
    );
  });

  it('leaves out what is not known and compares nothing without limits', () => {
    const result = run({ period: PERIOD, numerator: [null, 30, null], denominator: [50, 60, 70] });
    expect(result.value).toEqual(Float64Array.of(Number.NaN, 0.5, Number.NaN));
    expect([result.verdict, result.baseline.period]).toEqual(['not-enough-data', 'b']);
    expect(run({ period: PERIOD, numerator: [null, null, null], denominator: [1, 1, 1] }).verdict).toBe(
      'not-enough-data',
    );
    expect(run({ period: PERIOD, kind: 'stated', value: [0.2, 0.3, 0.5] }).verdict).toBe('not-enough-data');
    const stated = {
      period: PERIOD,
      kind: 'stated',
      value: [0.2, 0.3, 0.5],
      lower: [0.1, 0.2, 0.4],
      upper: [0.3, 0.4, 0.6],
    };
    expect(run(stated).verdict).toBe('improved');
    expect((run(stated).changeLower as Float64Array)[2]).toBeCloseTo(0.3 - Math.hypot(0.1, 0.1), 12);
  });

  it('refuses what does not fit', () => {
    const codes = [
      { period: PERIOD, numerator: [1, 2], denominator: [3, 3, 3] },
      { period: PERIOD, numerator: [1, 2, 9], denominator: [3, 3, 3] },
      { period: PERIOD, numerator: [1, 2, 3] },
      { period: PERIOD, kind: 'stated', numerator: [1, 2, 3], value: [1, 2, 3] },
      { period: PERIOD, kind: 'stated', value: [1, 2, 3], lower: [2, 2, 2] },
      { period: PERIOD, kind: 'count', numerator: [1, 2, 3], baseline: { value: 1, lower: 2, upper: 3 } },
    ];
    for (const inputs of codes) expect(() => run(inputs)).toThrow(/same length|does not fit/);
  });
});

describe('the parts of a change', () => {
  const series = { period: ['a'], kind: 'count', numerator: [5] };

  it('are those of brute force over all orders, and sum to the total', () => {
    const three = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 8, maxLength: 8 });
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ];
    fc.assert(
      fc.property(three, (v) => {
        const parts = changeTerms(new Map(v.map((value, key) => [key, value])), 3);
        const mean = [0, 0, 0];
        for (const order of orders) {
          let done = 0;
          for (const i of order) {
            const next = done | (1 << i);
            mean[i] = (mean[i] as number) + ((v[next] as number) - (v[done] as number)) / 6;
            done = next;
          }
        }
        for (const [i, term] of (parts?.terms ?? []).entries()) expect(term.change).toBeCloseTo(mean[i] as number, 5);
        const sum = (parts?.terms ?? []).reduce((all, term) => all + term.change, 0);
        // Relative to the largest value, which terms of opposite sign may cancel.
        const scale = Math.max(1, ...v.map(Math.abs));
        expect(Math.abs(sum - (parts?.total as number)) / scale).toBeLessThanOrEqual(1e-15);
      }),
    );
  });

  it('do not depend on the order of factors or states, and say what each does alone and last', () => {
    const states = [
      { changed: [], value: 100 },
      { changed: ['opened'], value: 160 },
      { changed: ['road'], value: 90 },
      { changed: ['road', 'opened'], value: 120 },
    ];
    const result = run({ ...series, decomposition: { factors: ['opened', 'road'], states } });
    expect(result.terms).toEqual([
      { factor: 'opened', change: 45, alone: 60, last: 30 },
      { factor: 'road', change: -25, alone: -10, last: -40 },
    ]);
    expect([result.total, result.decompositionWay]).toEqual([20, 'shapley']);
    const turned = run({ ...series, decomposition: { factors: ['road', 'opened'], states: states.toReversed() } });
    expect(turned.terms?.toReversed()).toEqual(result.terms);
  });

  it('take one chain of states step by step', () => {
    const states = [
      { changed: ['opened', 'road'], value: 120 },
      { changed: [], value: 100 },
      { changed: ['opened'], value: 160 },
    ];
    const result = run({ ...series, decomposition: { factors: ['opened', 'road'], states } });
    expect(result.terms?.map(({ change }) => change)).toEqual([60, -40]);
    expect(result.decompositionWay).toBe('sequential');
  });

  it('count people within the cutoff (inclusive) from minutes, and cross them with the new population', () => {
    const decomposition = {
      factors: ['road'],
      states: [
        { changed: [], minutes: [30, 60, 60.1, null] },
        { changed: ['road'], minutes: [30, 61, 50, null] },
      ],
      people: [100, 50, 30, 20],
      peopleAfter: [90, 80, 60, 20],
      cutoffMinutes: 60,
    };
    const result = run({ ...series, decomposition });
    // none 150, road 130, population 170, both 150
    expect(result.terms).toEqual([
      { factor: 'road', change: -20, alone: -20, last: -20 },
      { factor: 'population', change: 20, alone: 20, last: 20 },
    ]);
    const share = run({ ...series, decomposition: { ...decomposition, measure: 'share' } });
    expect(share.total).toBeCloseTo(150 / 250 - 150 / 200, 12);
  });

  it('say which states are missing or odd', () => {
    const state = (changed: string[], value = 1) => ({ changed, value });
    const bad = [
      [state([]), state(['a'])],
      [state([]), state(['a']), state(['a']), state(['a', 'b'])],
      [state([]), state(['x']), state(['a', 'b'])],
      [state([]), { changed: ['a'], minutes: [1] }, state(['a', 'b'])],
    ];
    for (const states of bad) {
      expect(() => run({ ...series, decomposition: { factors: ['a', 'b'], states } })).toThrow(/causes of the change/);
    }
    const minutes = [
      { changed: [], minutes: [1] },
      { changed: ['a'], minutes: [1, 2] },
    ];
    expect(() =>
      run({ ...series, decomposition: { factors: ['a'], states: minutes, people: [1], cutoffMinutes: 5 } }),
    ).toThrow();
    expect(() => run({ ...series, decomposition: { factors: ['a'], states: minutes } })).toThrow(/causes/);
  });
});
