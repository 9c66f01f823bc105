// The measurements that stand on the pages of the alarm methods, made again: each gives the text of one `Measured:` line.
import { seededRandom } from '../../../../geodata/analysis/random.ts';
import { type CusumResult, cusumMethod } from '../../../../geodata/analysis/warning/cusum.ts';
import { cusumAlarms } from '../../../../geodata/analysis/warning/cusum_kernel.ts';
import {
  latticeStep,
  limitForRunLength,
  lucasReference,
} from '../../../../geodata/analysis/warning/cusum_run_length.ts';
import { calibratedAlarms } from '../../../../geodata/analysis/warning/ears_calibrated.ts';
import { earsAlarms } from '../../../../geodata/analysis/warning/ears_kernel.ts';
import { farringtonAlarms } from '../../../../geodata/analysis/warning/farrington_kernel.ts';
import { changeOf } from '../../../../geodata/analysis/warning/nowcast_change.ts';
import { delayTable } from '../../../../geodata/analysis/warning/nowcast_delay.ts';
import { nowcastRows } from '../../../../geodata/analysis/warning/nowcast_kernel.ts';
import { SILENCE_STATES, silenceTable } from '../../../../geodata/analysis/warning/silence_kernel.ts';
import { AlarmRate, nullDraws, poissonDraw, series } from './null_series.ts';

export const MEANS = [0.1, 0.5, 1, 2, 5, 10, 20] as const;
const SERIES = 10_000;
const PERIODS = 20;
/** Periods of the series for the calibrated alarm: baseline, gap, 4 tested. */
const SHORT = 13;
const WINDOW = { baseline: 7, minimumKnown: 5 };

export interface EarsRates {
  readonly C1: number;
  readonly C2: number;
  readonly C3: number;
  readonly calibrated: number;
}

export function earsRates(mean: number): EarsRates {
  const draw = nullDraws(20261);
  const [c1, c2, c3, calibrated] = [new AlarmRate(), new AlarmRate(), new AlarmRate(), new AlarmRate()];
  for (let i = 0; i < SERIES; i++) {
    const counts = series(PERIODS, () => draw(mean));
    c1.add(earsAlarms(counts, { ...WINDOW, lag: 0, minimumSd: 0.5, limit: 3, summed: false }).alarm);
    c2.add(earsAlarms(counts, { ...WINDOW, lag: 2, minimumSd: 0.5, limit: 3, summed: false }).alarm);
    c3.add(earsAlarms(counts, { ...WINDOW, lag: 2, minimumSd: 0.5, limit: 2, summed: true }).alarm);
    calibrated.add(
      calibratedAlarms(counts.subarray(0, SHORT), {
        ...WINDOW,
        lag: 2,
        alpha: 0.05,
        size: Number.POSITIVE_INFINITY,
        lots: true,
        seed: 1,
      }).alarm,
    );
  }
  return { C1: c1.share, C2: c2.share, C3: c3.share, calibrated: calibrated.share };
}

export const earsLine = (rates: EarsRates): string =>
  Object.entries(rates)
    .map(([name, share]) => `${name} ${(share as number).toFixed(4)}`)
    .join(', ');

const RUNS = 2000;
const LONGEST_RUN = 5000;

/** Mean periods to the first alarm with a known mean; runs are cut at 5,000. */
export function cusumLine(mean: number): string {
  const reference = lucasReference(mean, 2);
  const step = latticeStep(reference);
  const referenceSteps = Math.round(reference / step);
  const limitSteps = limitForRunLength({ mean, referenceSteps, step, runLength: 100 }) as number;
  const rule = { mean, from: 0, reset: false };
  const poisson = { ...rule, unit: 1, center: 0, k: referenceSteps * step, h: limitSteps * step };
  const standardized = { ...rule, unit: Math.max(0.5, Math.sqrt(mean)), center: mean, k: 0.5, h: 4 };
  const random = seededRandom(20261);
  const draw = poissonDraw(random);
  const runOf = (of: typeof poisson): number => {
    let total = 0;
    for (let i = 0; i < RUNS; i++) total += firstAlarm(draw, mean, of);
    return total / RUNS;
  };
  return `poisson ${runOf(poisson).toFixed(0)}, standardized ${runOf(standardized).toFixed(0)}`;
}

/** In stretches, since most runs are short: the rule starts each stretch where the last one stood. */
function firstAlarm(draw: (mean: number) => number, mean: number, rule: Parameters<typeof cusumAlarms>[1]): number {
  const stretch = 250;
  const counts = new Float64Array(LONGEST_RUN);
  for (let length = stretch; length <= LONGEST_RUN; length += stretch) {
    for (let t = length - stretch; t < length; t++) counts[t] = draw(mean);
    const at = cusumAlarms(counts.subarray(0, length), rule).alarm.indexOf(1);
    if (at >= 0) return at + 1;
  }
  return LONGEST_RUN;
}

export function farringtonRate(mean: number): number {
  const draw = nullDraws(20261);
  const rate = new AlarmRate();
  const rule = {
    periodsPerYear: 52,
    yearsBack: 3,
    halfWindow: 3,
    seasons: 10,
    recentLeftOut: 26,
    trend: true,
    trendMaximumP: 1,
    alpha: 0.005,
    reweightAbove: 2.58,
    threshold: 'quantile',
    minimumReports: 5,
    minimumReportsPeriods: 4,
  } as const;
  for (let i = 0; i < SERIES; i++)
    rate.add(
      farringtonAlarms(
        series(160, () => draw(mean)),
        rule,
      ).alarm,
    );
  return rate.share;
}

/** Share of open periods called silent in cells where nothing changes. */
export function silenceRate(mean: number): number {
  const [cells, periods] = [2000, 60];
  const draw = nullDraws(20261);
  const counts = series(cells * periods, () => draw(mean));
  const exposure = new Float64Array(cells * periods).fill(1);
  const table = silenceTable({ cells, periods, counts, exposure, alpha: 0.05, minimumPeriods: 6, pooled: false });
  const silent = SILENCE_STATES.indexOf('silent');
  return table.state.reduce((sum, state) => sum + (state === silent ? 1 : 0), 0) / (cells * periods);
}

const DELAYS = [0.3, 0.3, 0.15, 0.1, 0.1, 0.05];

export interface NowcastRates {
  readonly covered: number;
  readonly decline: number;
  readonly rise: number;
}

/** A constant series as it is seen at its end: what the intervals of the last 4 periods hold, and what the verdict says. */
export function nowcastRates(mean: number): NowcastRates {
  const [runs, periods, width, level] = [mean === 10 ? 10_000 : 1000, 30, DELAYS.length, 0.95];
  const draw = nullDraws(20261);
  const recent = [26, 27, 28, 29];
  const earlier = Array.from({ length: 12 }, (_, i) => 14 + i);
  let [covered, decline, rise] = [0, 0, 0];
  for (let run = 0; run < runs; run++) {
    const whole = series(periods * width, () => 0).map((_, at) => draw(mean * (DELAYS[at % width] as number)));
    const counts = whole.map((count, at) => (Math.floor(at / width) + (at % width) < periods ? count : Number.NaN));
    const delays = delayTable({ periods, width, counts });
    const rows = nowcastRows(delays, width, level);
    for (const t of recent) {
      const came = whole.subarray(t * width, (t + 1) * width).reduce((sum, count) => sum + count, 0);
      // No upper limit (NaN) leaves nothing out.
      if (came >= (rows.lower[t] as number) && !(came > (rows.upper[t] as number))) covered++;
    }
    const change = changeOf(delays, { recent, earlier, level });
    if (change !== null && change.upper < 1) decline++;
    if (change !== null && change.lower > 1) rise++;
  }
  return { covered: covered / (4 * runs), decline: decline / runs, rise: rise / runs };
}

export const nowcastLine = ({ covered, decline, rise }: NowcastRates): string =>
  `covered ${covered.toFixed(3)}, decline ${decline.toFixed(4)}, rise ${rise.toFixed(4)}`;

/** Periods per false alarm where the mean comes from the first periods of each series. */
export function cusumBaselineLine(baseline: number): string {
  const draw = nullDraws(4);
  let [alarms, tested] = [0, 0];
  for (let i = 0; i < 400; i++) {
    const { alarm } = cusumMethod.run({ counts: series(baseline + 200, () => draw(3)), baseline }) as CusumResult;
    for (const flag of alarm) {
      tested += flag === null ? 0 : 1;
      alarms += flag === true ? 1 : 0;
    }
  }
  return (tested / alarms).toFixed(0);
}
