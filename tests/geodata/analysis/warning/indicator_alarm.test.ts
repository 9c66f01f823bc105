// What an indicator's last period says: alarms that hold on few reports, tasks where one report stands alone, and silence that
// is never calm.
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../geodata/analysis/random.ts';
import {
  type IndicatorSeries,
  readIndicator,
  SERIES_PERIODS,
} from '../../../../geodata/analysis/warning/indicator_alarm.ts';

/** The last values, oldest first; before them nothing was said. null = nothing was said. */
function series(last: readonly (number | null)[], parts: Partial<IndicatorSeries> = {}): IndicatorSeries {
  const values = new Float64Array(SERIES_PERIODS).fill(Number.NaN);
  values.set(
    last.map((value) => value ?? Number.NaN),
    SERIES_PERIODS - last.length,
  );
  const strong = new Uint8Array(SERIES_PERIODS).fill(1);
  return { unit: 'count', threshold: 50, values, strong, weekly: true, ...parts };
}
const read = (last: readonly (number | null)[], parts: Partial<IndicatorSeries> = {}) =>
  readIndicator(series(last, parts));
const ZEROS = Array.from({ length: 12 }, () => 0);
const WEAK = { strong: new Uint8Array(SERIES_PERIODS) };

describe('an indicator', () => {
  it('asks for a second source after one report where there were none, and does not alarm', () => {
    expect(read([...ZEROS, 1])).toMatchObject({ state: 'verify', tests: [] });
    expect(read([...ZEROS, 1], { threshold: 1 })).toMatchObject({ state: 'verify', tests: ['threshold'] });
    expect(read([1], { threshold: 1 })).toMatchObject({ state: 'verify' });
  });

  it('alarms when several come where there were none', () => {
    expect(read([...ZEROS, 4])).toMatchObject({ state: 'alarm', tests: ['ears'], expected: 0 });
  });

  it('alarms at the threshold that was set, whatever was usual', () => {
    const steady = Array.from({ length: 12 }, () => 6);
    expect(read(steady, { threshold: 6 })).toMatchObject({ state: 'alarm', tests: ['threshold'] });
    expect(read(steady, { threshold: 7 })).toMatchObject({ state: 'usual', expected: 6 });
  });

  it('alarms on a lasting rise that no single period shows', () => {
    const calm = Array.from({ length: 43 }, (_, i) => i % 3);
    expect(read([...calm, 2, 2, 3, 2, 3, 2, 3, 2, 3])).toMatchObject({ state: 'alarm', tests: ['cusum'] });
  });

  it('alarms against the same weeks of three years where there are three years', () => {
    const years = Array.from({ length: SERIES_PERIODS }, (_, i) => 4 + (i % 3));
    years[SERIES_PERIODS - 1] = 16;
    expect(read(years).tests).toContain('farrington');
    expect(read([...years, null].slice(1)).tests).toContain('farrington');
    expect(read(years, { weekly: false }).tests).not.toContain('farrington');
  });

  it('asks for a second source where only weak ones speak', () => {
    expect(read([...ZEROS, 4], WEAK)).toMatchObject({ state: 'verify', tests: ['ears'] });
    expect(read([3], { unit: 'scale', threshold: 3, ...WEAK })).toMatchObject({ state: 'verify' });
  });

  it('of a scale alarms at its threshold and at a jump from a steady level', () => {
    expect(read([3], { unit: 'scale', threshold: 3 })).toMatchObject({ state: 'alarm', tests: ['threshold'] });
    const steady = Array.from({ length: 10 }, () => 1);
    expect(read([...steady, 3], { unit: 'scale', threshold: 4 })).toMatchObject({ state: 'alarm', tests: ['ears'] });
    expect(read([...steady, 2], { unit: 'scale', threshold: 4 })).toMatchObject({ state: 'usual' });
  });

  it('says that there is too little to tell, and never that it is calm, where little was said before', () => {
    expect(read([2, 0, 3])).toMatchObject({ state: 'not_enough', expected: null });
    expect(read([...ZEROS.map(() => null), 3])).toMatchObject({ state: 'not_enough' });
  });

  it('is not heard any more when two periods pass without a word, and is when the running one alone is silent', () => {
    expect(read([...ZEROS, 5, null]).state).toBe('alarm');
    expect(read([...ZEROS, 5, null, null])).toEqual({ state: 'unheard', tests: [], at: null, expected: null });
    expect(read([])).toMatchObject({ state: 'unheard' });
  });

  it('does not take silence for zeros', () => {
    const unknown = Array.from({ length: 12 }, () => null);
    expect(read([...unknown, 4])).toMatchObject({ state: 'not_enough', tests: [] });
  });

  it.each([0.2, 1, 4])('alarms falsely in at most 3 of 100 periods around a mean of %s', (mean) => {
    const random = seededRandom(7);
    const runs = 2000;
    let alarms = 0;
    for (let run = 0; run < runs; run++) {
      const values = Array.from({ length: 40 }, () => poisson(mean, random));
      if (read(values).state === 'alarm') alarms += 1;
    }
    expect(alarms / runs).toBeLessThanOrEqual(0.03);
  });
});

/** Knuth's product of uniforms. */
function poisson(mean: number, random: () => number): number {
  let count = -1;
  for (let product = 1; product > Math.exp(-mean); product *= random()) count += 1;
  return count;
}
