// Displacement: both measures by hand, what is null and why, what may be called reduced, and how often nothing is.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DisplacementResult, displacementMethod } from '../../../../geodata/analysis/evaluation/displacement.ts';
import { nullDraws } from '../warning/null_series.ts';

const run = (inputs: Record<string, unknown>): DisplacementResult =>
  displacementMethod.run(inputs) as DisplacementResult;
const of = (t: number[], b: number[], ct: number[], cb: number[]) => ({
  treated: { before: t[0], after: t[1] },
  buffer: { before: b[0], after: b[1] },
  treatedControl: { before: ct[0], after: ct[1] },
  bufferControl: { before: cb[0], after: cb[1] },
});

describe('displacement', () => {
  it('adds and takes away by hand: −40 − 2 − 2 − 1 = −45, se √675', () => {
    const result = run(of([100, 60], [80, 78], [95, 97], [82, 83]));
    expect(result.wdd).toBe(-45);
    expect(result.se).toBeCloseTo(Math.sqrt(675), 12);
    expect(result.interval?.[0]).toBeCloseTo(-45 - 1.96 * Math.sqrt(675), 12);
    expect(result.interval?.[1]).toBeCloseTo(-45 + 1.96 * Math.sqrt(675), 12);
    expect([result.treatedNet?.change, result.bufferNet?.change]).toEqual([-42, -3]);
    expect(result.wdq).toBeCloseTo((78 / 83 - 80 / 82) / (60 / 97 - 100 / 95), 12);
    expect(result.verdict).toBe('no-clear-change');
  });

  it('has no quotient where the treated places did not improve or a control is 0, and says why', () => {
    expect(run(of([50, 60], [80, 70], [50, 50], [50, 50]))).toMatchObject({
      wdq: null,
      wdqReason: expect.stringMatching(/did not improve/),
    });
    for (const [ct, cb] of [
      [
        [0, 5],
        [5, 5],
      ],
      [
        [5, 0],
        [5, 5],
      ],
      [
        [5, 5],
        [5, 0],
      ],
    ] as const) {
      const result = run(of([10, 5], [5, 5], [...ct], [...cb]));
      expect([result.wdq, result.wdqReason]).toEqual([null, expect.stringMatching(/control has no incidents/)]);
      expect(result.wdd).not.toBeNull();
    }
  });

  it('calls nothing reduced whose interval includes 0 or whose power is below .8', () => {
    const counts = fc.integer({ min: 0, max: 400 });
    const pair = fc.tuple(counts, counts);
    fc.assert(
      fc.property(pair, pair, pair, pair, fc.option(fc.integer({ min: 1, max: 300 })), (t, b, ct, cb, effect) => {
        const result = run({ ...of(t, b, ct, cb), ...(effect === null ? {} : { effect }) });
        const [low, high] = result.interval as [number, number];
        if (low <= 0 && high >= 0) expect(result.verdict).toBe('no-clear-change');
        if ((result.power as number) < 0.8) expect(result.verdict).toBe('no-clear-change');
        const swapped = run({ ...of(ct, cb, t, b), ...(effect === null ? {} : { effect }) });
        expect(swapped.wdd).toBe(-(result.wdd as number) + 0);
      }),
    );
  });

  it('calls a large fall reduced, one at 2.5 standard errors not yet, and needs the counts to find a stated effect', () => {
    expect(run(of([400, 200], [300, 290], [400, 395], [300, 300])).verdict).toBe('reduced');
    const fall = of([100, 62], [50, 50], [0, 0], [0, 0]); // −38, se √262 = 16.2
    expect((run(fall).interval as number[])[1]).toBeLessThan(0);
    expect(run(fall)).toMatchObject({
      verdict: 'no-clear-change',
      warnings: [expect.stringMatching(/Reported/), expect.stringMatching(/power .8/)],
    });
    expect(run({ ...fall, effect: 60 }).verdict).toBe('reduced');
    expect(run(of([10, 100], [10, 90], [10, 10], [10, 10])).verdict).toBe('increased');
    expect(run(of([0, 0], [0, 0], [0, 0], [0, 0]))).toMatchObject({
      wdd: 0,
      se: 0,
      power: 0,
      verdict: 'no-clear-change',
    });
  });

  it('has power 1/2 for an effect of 1.96 se, and .8 for 2.8016', () => {
    const base = of([100, 100], [100, 100], [100, 100], [100, 100]);
    const se = Math.sqrt(800);
    expect(run({ ...base, effect: 1.96 * se }).power).toBeCloseTo(0.5, 3);
    expect(run({ ...base, effect: 2.801621 * se }).power).toBeCloseTo(0.8, 5);
  });

  it('is not enough data, never 0, where a count is not known', () => {
    const result = run({ ...of([10, 5], [5, 5], [5, 5], [5, 5]), buffer: { before: 5, after: null } });
    expect(result).toMatchObject({ wdd: null, se: null, interval: null, wdq: null, verdict: 'not-enough-data' });
  });

  it('calls places where nothing changed reduced at most once in forty', () => {
    const draw = nullDraws(8);
    let [outside, reduced] = [0, 0];
    for (let i = 0; i < 10_000; i++) {
      const pair = (mean: number): number[] => [draw(mean), draw(mean)];
      const result = run(of(pair(20), pair(15), pair(25), pair(15)));
      const [low, high] = result.interval as [number, number];
      if (low > 0 || high < 0) outside++;
      if (result.verdict === 'reduced') reduced++;
    }
    expect(outside / 10_000).toBeGreaterThan(0.04);
    expect(outside / 10_000).toBeLessThan(0.0566);
    expect(reduced / 10_000).toBeLessThan(0.01);
  });
});
