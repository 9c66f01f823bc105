// Alarms on 10,000 series of 104 weeks: ours against numpy (all series at once) and R's surveillance (some of them, per series).
// Peers run as child processes and time themselves; where one is not installed it is named as left out.
import { spawnSync } from 'node:child_process';
import { seededRandom } from '../../geodata/analysis/random.ts';
import { cusumAlarms } from '../../geodata/analysis/warning/cusum_kernel.ts';
import { calibratedAlarms } from '../../geodata/analysis/warning/ears_calibrated.ts';
import { earsAlarms } from '../../geodata/analysis/warning/ears_kernel.ts';
import { type FarringtonRule, farringtonAlarms } from '../../geodata/analysis/warning/farrington_kernel.ts';
import { silenceTable } from '../../geodata/analysis/warning/silence_kernel.ts';
import { printTimings, type Timing, timings } from './table.ts';

const SERIES = 10_000;
const WEEKS = 104;
const MEAN = 3;
/** Series that the slow ways are given; their time is per week and series. */
const SOME = 500;

function manySeries(): Float64Array[] {
  const random = seededRandom(20261);
  const poisson = (): number => {
    let count = 0;
    for (let product = random(); product > Math.exp(-MEAN); product *= random()) count++;
    return count;
  };
  return Array.from({ length: SERIES }, () => Float64Array.from({ length: WEEKS }, poisson));
}

const PYTHON = `
import sys, time
try:
    import numpy as np
except ImportError:
    sys.exit(3)
rng = np.random.default_rng(1)
x = rng.poisson(${MEAN}, (${SERIES}, ${WEEKS})).astype(float)
def c2():
    w = np.lib.stride_tricks.sliding_window_view(x, 7, axis=1)[:, : ${WEEKS} - 9]
    m, s = w.mean(axis=2), np.maximum(w.std(axis=2, ddof=1), 0.5)
    return (x[:, 9:] - m) / s > 3
def cusum():
    s = np.zeros(${SERIES}); out = np.empty(x.shape, bool)
    for t in range(${WEEKS}):
        s = np.maximum(0, s + x[:, t] - 4.25); out[:, t] = s >= 5; s[out[:, t]] = 0
    return out
for f in (c2, cusum):
    best = 1e9
    for _ in range(3):
        start = time.perf_counter(); f(); best = min(best, time.perf_counter() - start)
    print(best * 1e9)
`;

const R = `
if (!requireNamespace("surveillance", quietly = TRUE)) quit(status = 3)
suppressMessages(library(surveillance))
set.seed(1); n <- 4
x <- sts(matrix(rpois(n * 316, ${MEAN}), ncol = n), frequency = 52)
control <- list(range = 213:316, b = 4, w = 3, noPeriods = 10, pastWeeksNotIncluded = 26, thresholdMethod = "nbPlugin", alpha = 0.005, pThresholdTrend = 1, glmWarnings = FALSE)
cat(1e9 * system.time(suppressWarnings(farringtonFlexible(x, control)))[["elapsed"]] / (104 * n), "\\n")
`;

function peer(command: string, args: readonly string[], names: readonly string[], units: number): Timing[] {
  const child = spawnSync(command, args, { encoding: 'utf8', timeout: 120_000 });
  if (child.status !== 0) {
    console.log(`  ${names.join(', ')}: left out, ${command} or its package is not installed.`);
    return [];
  }
  const figures = child.stdout.trim().split('\n').map(Number);
  return names.map((name, i) => {
    const nanoseconds = figures[i] as number;
    return { name, nanosecondsPerUnit: nanoseconds / units, milliseconds: nanoseconds / 1e6 };
  });
}

export function benchWarning(): void {
  const all = manySeries();
  const window = { baseline: 7, lag: 2, minimumKnown: 5 };
  const farrington = (yearsBack: number): FarringtonRule => ({
    periodsPerYear: 52,
    yearsBack,
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
  });
  /** Runs over the series and counts the weeks that were looked at. */
  const over = (series: readonly Float64Array[], weeks: number, run: (counts: Float64Array) => unknown): number => {
    for (const counts of series) run(counts);
    return series.length * weeks;
  };
  const some = all.slice(0, SOME);
  const long = Array.from({ length: 20 }, (_, i) =>
    Float64Array.from([...all.slice(3 * i, 3 * i + 3)].flatMap((s) => [...s]).concat([3, 4, 2, 5])),
  );
  const c2 = { ...window, minimumSd: 0.5, limit: 3, summed: false };
  const sum = { mean: MEAN, unit: 1, k: 4.25, h: 5, center: 0, from: 0, reset: true };
  const calibrated = { ...window, alpha: 0.01, size: Number.POSITIVE_INFINITY, lots: true, seed: 1 };
  const flat = Float64Array.from(all.flatMap((counts) => [...counts]));
  const silence = { cells: SERIES, periods: WEEKS, counts: flat, exposure: new Float64Array(flat.length).fill(1) };
  const rows = timings(
    [
      { name: 'ears C2', work: () => over(all, WEEKS, (counts) => earsAlarms(counts, c2)) },
      { name: 'ears calibrated', work: () => over(some, WEEKS, (counts) => calibratedAlarms(counts, calibrated)) },
      { name: 'cusum', work: () => over(all, WEEKS, (counts) => cusumAlarms(counts, sum)) },
      {
        name: 'farrington, 1 year back',
        work: () => over(some, WEEKS - 55, (counts) => farringtonAlarms(counts, farrington(1))),
      },
      {
        name: 'farrington, 4 years back',
        work: () => over(long, 316 - 211, (counts) => farringtonAlarms(counts, farrington(4))),
      },
      {
        name: 'silence',
        work: () => silenceTable({ ...silence, alpha: 0.05, minimumPeriods: 6, pooled: false }).state.length,
      },
    ],
    3,
  );
  const named = (name: string): Timing[] => rows.filter((row) => row.name === name);
  const numpy = peer('/usr/bin/python3', ['-c', PYTHON], ['numpy C2', 'numpy cusum'], SERIES * WEEKS);
  printTimings(`Alarms per week, ${SERIES} series of ${WEEKS} weeks`, rows, 'ears C2');
  printTimings('EARS C2', [...named('ears C2'), ...numpy.slice(0, 1)], 'ears C2');
  printTimings('CUSUM', [...named('cusum'), ...numpy.slice(1)], 'cusum');
  const surveillance = peer('Rscript', ['-e', R], ['R surveillance, farringtonFlexible'], 1);
  printTimings(
    'Farrington, 4 years back',
    [...named('farrington, 4 years back'), ...surveillance],
    'farrington, 4 years back',
  );
}
