// Farrington's alarm: hand cases, short and silent series, missing weeks, past outbreaks, and the rates on its page.
import { describe, expect, it } from 'vitest';
import { type FarringtonResult, farringtonMethod } from '../../../../geodata/analysis/warning/farrington.ts';
import { baselineRows } from '../../../../geodata/analysis/warning/farrington_baseline.ts';
import { farringtonRate } from './measured_rates.ts';
import { measuredLines, nullDraws, series } from './null_series.ts';

const run = (inputs: Record<string, unknown>): FarringtonResult => farringtonMethod.run(inputs) as FarringtonResult;
const YEAR = { periodsPerYear: 12, yearsBack: 2, halfWindow: 1, seasons: 1, recentLeftOut: 1, trend: false };

describe('farrington', () => {
  it('takes the mean of the windows where there is no season, no trend and no weight', () => {
    const counts = Array.from({ length: 26 }, (_, t) => [6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3][t % 12] as number);
    const result = run({ counts, ...YEAR, reweight: false });
    // Month 25 is 6, 0 and 3 of two years about it: offsets −25 to −23 and −13 to −11.
    expect(result.expected[25]).toBeCloseTo(2, 12);
    expect(result.alarm.slice(0, 25).every((flag) => flag === null)).toBe(true);
  });

  it('finds a trend exactly where the counts grow by one factor', () => {
    const counts = Array.from({ length: 60 }, (_, t) => Math.round(1000 * 1.01 ** t));
    const result = run({ counts, ...YEAR, yearsBack: 4, trend: true });
    expect(result.trend[59]).toBeNaN(); // it would lead above all of the baseline, so it is dropped
    const falling = run({ counts: counts.toReversed(), ...YEAR, yearsBack: 4, trend: true });
    expect(falling.trend[59]).toBeCloseTo(-Math.log(1.01), 4);
    expect((falling.expected[59] as number) / 1000).toBeCloseTo(1, 2);
    expect(falling.dispersion[59]).toBe(1);
  });

  it('cuts the rest of the year into equal parts, the first ones longer by one', () => {
    const { offset, season } = baselineRows({
      periodsPerYear: 52,
      yearsBack: 1,
      halfWindow: 3,
      seasons: 10,
      recentLeftOut: 3,
    });
    expect([offset[0], offset.at(-1)]).toEqual([-55, -4]);
    const sizes = Array.from({ length: 10 }, (_, part) => season.filter((s) => s === part).length);
    expect(sizes).toEqual([7, 5, 5, 5, 5, 5, 5, 5, 5, 5]);
    const months = baselineRows({ periodsPerYear: 12, yearsBack: 2, halfWindow: 1, seasons: 4, recentLeftOut: 6 });
    expect(months.offset.at(-1)).toBe(-7);
  });

  it('counts an outbreak of the past less, so that the next one is found', () => {
    const draw = nullDraws(3);
    const counts = series(52 * 3 + 4, () => draw(4));
    for (let t = 52; t < 55; t++) counts[t] = 40;
    counts[159] = 16;
    const weighted = run({ counts });
    const plain = run({ counts, reweight: false });
    expect(weighted.threshold[159]).toBeLessThan(plain.threshold[159] as number);
    expect([weighted.alarm[159], plain.alarm[159]]).toEqual([true, false]);
  });

  it('makes one report after silent years a task and no alarm, and alarms on many', () => {
    const silent = new Array<number>(159).fill(0);
    const one = run({ counts: [...silent, 1], minimumReports: 0 });
    expect([one.alarm[159], one.verify[159], one.expected[159]]).toEqual([false, true, 0]);
    const many = run({ counts: [...silent, 6] });
    expect([many.alarm[159], many.verify[159]]).toEqual([true, true]);
    // Of 21 zeros in the windows: two reports fall into the tested week by chance once in 22², three once in 22³.
    expect(many.p[159]).toBeCloseTo(22 ** -6, 15);
    expect(many.threshold[159]).toBe(1);
  });

  it('never alarms on fewer than 5 reports in 4 weeks', () => {
    const counts = Array.from({ length: 160 }, (_, t) => Number(t % 40 === 0));
    counts[159] = 4;
    expect([run({ counts }).alarm[159], run({ counts }).threshold[159]]).toEqual([false, Number.NaN]);
    expect(run({ counts, minimumReports: 4 }).alarm[159]).toBe(true);
  });

  it('leaves missing weeks out and says null where the window is hardly known', () => {
    const draw = nullDraws(9);
    const counts: (number | null)[] = Array.from(series(161, () => draw(5)));
    counts[30] = null;
    counts[160] = null;
    const result = run({ counts });
    expect([result.alarm[159], result.alarm[160]]).toEqual([expect.any(Boolean), null]);
    expect(result.expected[160]).toBeGreaterThan(2);
    const holes = counts.map((count, t) => (t < 120 ? null : count));
    expect(run({ counts: [...holes.slice(0, 160), 3] }).alarm[160]).toBeNull();
  });

  it('says how long a series must be', () => {
    expect(() => run({ counts: new Array(159).fill(1) })).toThrow(/too short/);
    expect(() => run({ counts: new Array(400).fill(1), periodsPerYear: 12, halfWindow: 3, seasons: 10 })).toThrow(
      /do not fit/,
    );
    expect(run({ counts: new Array(60).fill(5), yearsBack: 1 }).warnings).toContain(
      'No trend was fitted: that needs 3 years of baseline.',
    );
  });
});

describe('the rates on the page of farrington', () => {
  const stated = measuredLines('warning/farrington.ts', 'mean');
  it.each([1, 5, 20])('are those measured again at a mean of %s', (mean) => {
    expect(stated.get(mean)).toBe(farringtonRate(mean).toFixed(4));
  });
});
