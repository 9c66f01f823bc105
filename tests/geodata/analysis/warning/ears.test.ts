// EARS: hand cases, the rule for one report after silence, missing counts, and the rates that its page states.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resultJson } from '../../../../geodata/analysis/method.ts';
import { seededRandom } from '../../../../geodata/analysis/random.ts';
import { type EarsResult, earsMethod } from '../../../../geodata/analysis/warning/ears.ts';
import { calibratedAlarms } from '../../../../geodata/analysis/warning/ears_calibrated.ts';
import { Problem } from '../../../../geodata/schema/problem.ts';
import { type EarsRates, earsLine, earsRates, MEANS } from './measured_rates.ts';
import { AlarmRate, gammaDraw, measuredLines, nullDraws, poissonDraw, series } from './null_series.ts';

const run = (inputs: Record<string, unknown>): EarsResult => earsMethod.run(inputs) as EarsResult;
const zeros = (count: number): number[] => new Array<number>(count).fill(0);

describe('ears', () => {
  it('counts C1 by hand: mean 2, sample deviation 1, so 5 is 3 deviations and no alarm, 6 is one', () => {
    const baseline = [1, 3, 2, 2, 1, 3, 2]; // squares sum to 4, variance 4/6
    const sd = Math.sqrt(4 / 6);
    const result = run({ counts: [...baseline, 5], method: 'C1' });
    expect(result.expected[7]).toBe(2);
    expect(result.threshold[7]).toBeCloseTo(2 + 3 * sd, 12);
    expect(result.statistic[7]).toBeCloseTo(3 / sd, 12);
    expect(result.alarm).toEqual([...new Array(7).fill(null), true]);
    expect(run({ counts: [...baseline, 4], method: 'C1' }).alarm[7]).toBe(false);
  });

  it('leaves the two periods before out of C2, and sums three periods in C3', () => {
    const counts = [1, 3, 2, 2, 1, 3, 2, 4, 4, 4, 4];
    const c2 = run({ counts });
    const first = [2, Math.sqrt(4 / 6)] as const;
    expect(c2.statistic[9]).toBeCloseTo((4 - first[0]) / first[1], 12);
    const c3 = run({ counts: [...counts, 4], method: 'C3' });
    const terms = [9, 10, 11].map((t) => Math.max(0, (run({ counts: [...counts, 4] }).statistic[t] as number) - 1));
    expect(c3.statistic[11]).toBeCloseTo(
      terms.reduce((sum, term) => sum + term, 0),
      12,
    );
    expect(c3.alarm.slice(0, 11).every((flag) => flag === null)).toBe(true);
  });

  it('opens a task for one report after silence and never alarms on it, whatever the floor (trap 9)', () => {
    for (const method of ['C1', 'C2', 'C3', 'calibrated']) {
      for (const minimumSd of [0.01, 0.1, 0.5]) {
        for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
          const result = run({ counts: [...zeros(14), 1], method, minimumSd, alpha: 0.2, seed });
          expect(result.alarm[14]).toBe(false);
          expect(result.verify).toEqual([...new Array(14).fill(false), true]);
        }
      }
    }
  });

  it('alarms on many reports after silence, and asks to verify them too', () => {
    for (const method of ['C1', 'C2', 'C3', 'calibrated']) {
      const result = run({ counts: [...zeros(14), 4], method });
      expect([result.alarm[14], result.verify[14]]).toEqual([true, true]);
      expect(result.threshold[14]).toBeGreaterThan(0);
    }
  });

  it('takes a missing count for missing, never for 0, and says null where too little is known', () => {
    const counts = [5, null, 5, 5, null, 5, 5, 5, 5, 30, 5, null];
    const result = run({ counts, method: 'C1' });
    expect(result.expected[7]).toBe(5);
    expect(result.alarm[9]).toBe(true);
    expect(result.alarm[11]).toBeNull();
    expect(result.warnings[0]).toMatch(/3 of 12 periods have no count/);
    expect(run({ counts: [...new Array(9).fill(null), 1] }).warnings.at(-1)).toMatch(/not enough data/);
    expect(JSON.parse(resultJson(result)).expected[0]).toBeNull();
  });

  it('says nothing about a period that a later one could change, and alarms exactly above its threshold', () => {
    const oneSeries = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 14, maxLength: 40 });
    const how = fc.constantFrom('C1', 'C2', 'C3', 'calibrated');
    fc.assert(
      fc.property(oneSeries, how, fc.integer({ min: 12, max: 39 }), (counts, method, cut) => {
        const whole = run({ counts, method, edge: 'quiet' });
        const part = run({ counts: counts.slice(0, Math.max(13, cut)), method, edge: 'quiet' });
        expect(whole.alarm.slice(0, part.alarm.length)).toEqual(part.alarm);
        whole.alarm.forEach((flag, t) => {
          if (flag === null || whole.verify[t]) return;
          const over = (counts[t] as number) - (whole.threshold[t] as number);
          if (Math.abs(over) > 1e-9) expect(flag).toBe(over > 0);
        });
      }),
      { numRuns: 150 },
    );
  });

  it('gives the same lots for the same seed and history, and others for another seed', () => {
    const draw = nullDraws(7);
    const counts = Array.from(series(400, () => draw(1.5)));
    const ask = (seed: number): EarsResult => run({ counts, method: 'calibrated', alpha: 0.05, seed });
    expect(resultJson(ask(1))).toBe(resultJson(ask(1)));
    expect(ask(2).alarm).not.toEqual(ask(1).alarm);
    expect(run({ counts: counts.slice(0, 90), method: 'calibrated', alpha: 0.05 }).alarm).toEqual(
      ask(1).alarm.slice(0, 90),
    );
    expect([ask(3).seed, run({ counts }).seed]).toEqual([3, null]);
  });

  it('refuses a series without a period to test, fractions, and a size without its model', () => {
    const codeOf = (inputs: Record<string, unknown>): string | undefined => {
      try {
        run(inputs);
      } catch (error) {
        return error instanceof Problem ? error.errors[0]?.pointer : 'fault';
      }
      return undefined;
    };
    expect(codeOf({ counts: zeros(9) })).toBe('/counts');
    expect(codeOf({ counts: [...zeros(9), 0.5] })).toBe('/counts');
    expect(codeOf({ counts: zeros(20), size: 3 })).toBe('/size');
    expect(codeOf({ counts: zeros(20), minimumSd: 0 })).toBe('/minimumSd');
    expect(codeOf({ counts: zeros(20), model: 'negative-binomial' })).toBe('/size');
    const clustered = { method: 'calibrated', model: 'negative-binomial', size: 0.5 };
    expect(codeOf({ counts: new Array(12).fill(1e9), ...clustered })).toBe('/counts');
    expect(run({ counts: new Array(12).fill(1e4), ...clustered }).alarm[11]).toBe(false);
  });
});

describe('the rates on the page of ears', () => {
  const stated = measuredLines('warning/ears.ts', 'baseline mean');
  const rates = new Map<number, EarsRates>(MEANS.map((mean) => [mean, earsRates(mean)]));

  it.each(MEANS)('are those measured again at a mean of %s', (mean) => {
    expect(stated.get(mean)).toBe(earsLine(rates.get(mean) as EarsRates));
  });

  it('of the calibrated alarm are within 10 % of 0.05 where the mean is 0.5 or more, and below it elsewhere', () => {
    for (const [mean, { calibrated }] of rates) {
      if (mean >= 0.5) expect(Math.abs(calibrated / 0.05 - 1)).toBeLessThan(0.1);
      expect(calibrated).toBeLessThan(0.055);
    }
  });

  it('hold for clustered reports when the size is stated, at alpha 0.05 and 0.01', () => {
    const random = seededRandom(5);
    const draw = poissonDraw(random);
    const window = { baseline: 7, lag: 0, minimumKnown: 5, size: 2, lots: true, seed: 1 };
    const rates = [0.05, 0.01].map((alpha) => ({ alpha, rate: new AlarmRate() }));
    for (let i = 0; i < 10_000; i++) {
      const counts = series(14, () => draw(3 * gammaDraw(random, 2)));
      for (const { alpha, rate } of rates) rate.add(calibratedAlarms(counts, { ...window, alpha }).alarm);
    }
    for (const { alpha, rate } of rates) expect(Math.abs(rate.share / alpha - 1)).toBeLessThan(0.1);
  });
});
