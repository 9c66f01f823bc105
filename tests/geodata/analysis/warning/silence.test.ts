// Silence: what is lost reporting, what is quiet, what is silent; by hand, by closed form, in any order, and its rate on the page.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resultJson } from '../../../../geodata/analysis/method.ts';
import { ratePrior } from '../../../../geodata/analysis/warning/rate_prior.ts';
import { type SilenceResult, silenceMethod } from '../../../../geodata/analysis/warning/silence.ts';
import { silenceRate } from './measured_rates.ts';
import { measuredLines, nullDraws } from './null_series.ts';

const run = (inputs: Record<string, unknown>): SilenceResult => silenceMethod.run(inputs) as SilenceResult;
const of = <T>(count: number, value: T): T[] => new Array<T>(count).fill(value);
const PAST = of(10, 2);
const OPEN = of(10, 1);

describe('silence', () => {
  it('tests a quiet run as a whole: (10/11)²⁰ is quiet, (10/12)²⁰ is silent', () => {
    const result = run({ counts: [[...PAST, 0, 0]], reporting: [[...OPEN, 1, 1]] });
    expect(result.probability[0]?.[10]).toBeCloseTo((10 / 11) ** 20, 12);
    expect(result.probability[0]?.[11]).toBeCloseTo((10 / 12) ** 20, 12);
    expect(result.states[0]?.slice(9)).toEqual(['reporting', 'quiet', 'silent']);
    expect([result.state, result.expected[0]?.[11], result.quietPeriods[0]]).toEqual([['silent'], 2, 2]);
    expect(result.totals.silent).toBe(1);
  });

  it('calls a cell whose reporting point closed lost, however long, and never quiet or silent', () => {
    const result = run({ counts: [[...PAST, ...of(20, 0)]], reporting: [[...OPEN, ...of(20, 0)]] });
    expect(result.states[0]?.slice(10)).toEqual(of(20, 'reporting-lost'));
    expect(result.probability[0]?.[20]).toBeNaN();
    const unknownCounts = run({ counts: [[...PAST, ...of(3, null)]], reporting: [[...OPEN, 0, 0, 0]] });
    expect(unknownCounts.state).toEqual(['reporting-lost']);
  });

  it('calls it lost too when the road or the network is what closed, even if the other is not known', () => {
    const counts = [[...PAST, 0, 0, 0]];
    const reporting = [[...OPEN, 1, 1, 1]];
    for (const way of ['road', 'network']) {
      expect(run({ counts, reporting, [way]: [[...OPEN, 1, 0, 0]] }).state).toEqual(['reporting-lost']);
    }
    expect(run({ counts, reporting: [[...OPEN, 1, 1, null]], road: [[...OPEN, 1, 0, 0]] }).state).toEqual([
      'reporting-lost',
    ]);
  });

  it('does not call a cell quiet when only the fall of reporting makes its silence probable', () => {
    const counts = [[...PAST, 0, 0, 0]];
    const tenth = run({ counts, reporting: [[...OPEN, 0.1, 0.1, 0.1]] });
    expect(tenth.states[0]?.slice(10)).toEqual(['quiet', 'reporting-lost', 'reporting-lost']);
    // Fewer reports, not none: 4 where 20 came is odd, but not when a fifth of the points is open.
    const fewer = (open: number) => run({ counts: [[...of(10, 20), 4]], reporting: [[...OPEN, open]] }).state;
    expect([fewer(0.2), fewer(1)]).toEqual([['reporting-lost'], ['reporting']]);
  });

  it('says not enough data where nothing is known, little was, or there never was a way to report', () => {
    const result = run({
      counts: [[...PAST, null], [2, 2, 2, 2, 2, null, null, null, null, null, 0], of(11, 0), of(11, 0), [...PAST, 0]],
      reporting: [of(11, 1), of(11, 1), of(11, 0), of(11, 1), [...OPEN, null]],
    });
    expect(result.state).toEqual(of(5, 'not-enough-data'));
    expect(result.warnings).toHaveLength(3);
  });

  it('does not learn silence from a run that it called silent', () => {
    const counts = [[...PAST, ...of(30, 0), 1, 0, 0]];
    const result = run({ counts, reporting: [of(43, 1)] });
    expect(result.expected[0]?.[41]).toBeCloseTo(21 / 11, 12);
    expect(result.states[0]?.slice(38)).toEqual(['silent', 'silent', 'reporting', 'quiet', 'silent']);
  });

  it('finds, with population, a cell that never reported among cells that do', () => {
    const draw = nullDraws(4);
    const counts = Array.from({ length: 30 }, (_, i) => Array.from({ length: 12 }, () => (i === 0 ? 0 : draw(2))));
    const reporting = of(30, of(12, 1));
    const alone = run({ counts, reporting, alpha: 0.005 });
    const together = run({ counts, reporting, population: of(30, 5000), alpha: 0.005 });
    expect([alone.state[0], together.state[0]]).toEqual(['not-enough-data', 'silent']);
    expect(together.state.slice(1)).not.toContain('silent');
    expect(together.expected[0]?.[11]).toBeGreaterThan(1);
    expect(run({ counts, reporting, population: [0, ...of(29, 5000)] }).state[0]).toBe('not-enough-data');
  });

  it('takes the spread of rates by moments, and lends nothing where little is known', () => {
    const exposure = new Float64Array(40).fill(100);
    const prior = ratePrior(
      Float64Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 50 : 150)),
      exposure,
    );
    // Rates .5 and 1.5: variance .25, of which 1/100 is chance.
    expect([prior.shape, prior.rate]).toEqual([1 / 0.24, 1 / 0.24].map((value) => expect.closeTo(value, 9)));
    expect(ratePrior(new Float64Array(40).fill(100), exposure).shape).toBe(1e6);
    expect(ratePrior(new Float64Array(9).fill(9), exposure.slice(0, 9)).shape).toBe(0);
  });

  it('gives the same bytes in any order when there are ids', () => {
    const rows = fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 12, maxLength: 12 }), {
      minLength: 2,
      maxLength: 8,
    });
    fc.assert(
      fc.property(rows, fc.infiniteStream(fc.double({ noNaN: true })), (counts, shuffle) => {
        const order = counts.map((_, i) => ({ i, at: shuffle.next().value as number })).sort((a, b) => a.at - b.at);
        const reporting = counts.map((row) => row.map((count) => (count === 4 ? 0.5 : 1)));
        const pick = <T>(column: readonly T[]): T[] => order.map(({ i }) => column[i] as T);
        const ids = counts.map((_, i) => `c${i}`);
        const population = counts.map((_, i) => 100 + i);
        const forward = run({ counts, reporting, population, ids });
        const shuffled = run({
          counts: pick(counts),
          reporting: pick(reporting),
          population: pick(population),
          ids: pick(ids),
        });
        expect(resultJson(shuffled)).toBe(resultJson(forward));
      }),
      { numRuns: 40 },
    );
  });

  it('points at the row that does not fit', () => {
    expect(() =>
      run({
        counts: [[1, 2], [1]],
        reporting: [
          [1, 1],
          [1, 1],
        ],
      }),
    ).toThrow(/one shape/);
    expect(() =>
      run({
        counts: [[1, 2]],
        reporting: [
          [1, 1],
          [1, 1],
        ],
      }),
    ).toThrow(/one shape/);
    expect(() => run({ counts: [[1]], reporting: [[1]], ids: ['a', 'b'] })).toThrow(/same length/);
    expect(() => run({ counts: [], reporting: [] })).toThrow(/no counts/);
  });
});

describe('the rates on the page of silence', () => {
  const stated = measuredLines('warning/silence.ts', 'mean');
  it.each([0.2, 1, 3])('are those measured again at a mean of %s, and at most alpha', (mean) => {
    const rate = silenceRate(mean);
    expect(stated.get(mean)).toBe(rate.toFixed(4));
    expect(rate).toBeLessThanOrEqual(0.05);
  });

  it('doubts itself where a third of the cells fall silent at once', () => {
    const cell = (last: number) => [...Array(20).fill(3), ...Array(4).fill(last)];
    const run = (silent: number) =>
      silenceMethod.run({
        counts: Array.from({ length: 9 }, (_, i) => cell(i < silent ? 0 : 3)),
        reporting: Array.from({ length: 9 }, () => Array(24).fill(1)),
      }) as SilenceResult;
    expect(run(3).warnings.at(-1)).toMatch(/^3 of 9 cells are called silent/);
    expect(run(2).warnings).toHaveLength(1);
  });
});
