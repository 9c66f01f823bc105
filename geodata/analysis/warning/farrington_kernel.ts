// Farrington's alarm on one series of counts, typed arrays in and out: a baseline per tested period, a weighted fit, a
// threshold. It knows no schema. Invariant: what is said of a period rests on that period and earlier ones only.
import { negativeBinomialQuantile, negativeBinomialUpper, smallestWhole, studentTwoSided } from './count_tails.ts';
import { conditionalUpper } from './ears_calibrated.ts';
import { type AlarmTable, alarmTable } from './ears_kernel.ts';
import { type BaselineShape, baselineRows, reachBack } from './farrington_baseline.ts';
import { type Fit, type FitRows, fitBaseline, fitSpace, reweight } from './farrington_fit.ts';
import { normalQuantile, normalUpper } from './normal.ts';

export interface FarringtonRule extends BaselineShape {
  /** One-sided. */
  readonly alpha: number;
  readonly trend: boolean;
  /** The trend stays only where its two-sided p-value is below this; 1 = always. */
  readonly trendMaximumP: number;
  /** Standardized residual above which a past period counts less; null = all count alike. */
  readonly reweightAbove: number | null;
  readonly threshold: 'quantile' | 'two-thirds';
  /** No alarm with fewer reports than this in so many periods up to the tested one. */
  readonly minimumReports: number;
  readonly minimumReportsPeriods: number;
}

export interface FarringtonTable extends AlarmTable {
  readonly p: Float64Array;
  readonly dispersion: Float64Array;
  /** Growth of the logarithm per period where a trend was kept. */
  readonly trend: Float64Array;
}

/** Baselines with fewer degrees of freedom cannot tell dispersion from chance. */
const LEAST_FREEDOM = 3;

export function farringtonAlarms(counts: Float64Array, rule: FarringtonRule): FarringtonTable {
  const empty = (): Float64Array => new Float64Array(counts.length).fill(Number.NaN);
  const table = { ...alarmTable(counts.length), p: empty(), dispersion: empty(), trend: empty() };
  const plan = baselineRows(rule);
  const most = plan.offset.length;
  const rows = {
    count: 0,
    y: new Float64Array(most),
    time: new Float64Array(most),
    season: new Int32Array(most),
    seasons: rule.seasons,
    weight: new Float64Array(most),
  };
  const space = fitSpace(most, rule.seasons);
  const z = normalQuantile(1 - rule.alpha);
  for (let t = reachBack(rule); t < counts.length; t++) {
    let [sum, highest, atWindow] = [0, 0, 0];
    rows.count = 0;
    for (let i = 0; i < most; i++) {
      const count = counts[t + (plan.offset[i] as number)] as number;
      if (Number.isNaN(count)) continue;
      const row = rows.count++;
      rows.y[row] = count;
      rows.time[row] = plan.offset[i] as number;
      rows.season[row] = plan.season[i] as number;
      sum += count;
      if (count > highest) highest = count;
      if (plan.season[i] === 0) atWindow++;
    }
    const withTrend = rule.trend && rule.yearsBack >= 3;
    if (atWindow < 3 || rows.count - rule.seasons - (withTrend ? 1 : 0) < LEAST_FREEDOM) continue;
    const fit = weightedFit(rows, space, rule, { withTrend, highest });
    const y = counts[t] as number;
    table.expected[t] = fit.mean;
    table.dispersion[t] = fit.dispersion;
    if (fit.beta !== 0) table.trend[t] = fit.beta;
    const upper = fit.mean > 0 ? upperLimit(fit, rule, z) : emptyLimit(atWindow, rule.alpha);
    const enough = recentReports(counts, t, rule.minimumReportsPeriods) >= rule.minimumReports;
    if (enough) table.threshold[t] = upper;
    if (Number.isNaN(y)) continue;
    table.p[t] = fit.mean > 0 ? upperTail(y, fit, rule) : conditionalUpper(y, 0, atWindow, Number.POSITIVE_INFINITY);
    table.statistic[t] = (y - fit.mean) / (upper - fit.mean);
    table.verify[t] = sum === 0 && y > 0 ? 1 : 0;
    // One report after known silence is a task, never an alarm.
    table.alarm[t] = enough && y > upper && !(sum === 0 && y === 1) ? 1 : 0;
  }
  return table;
}

type Space = ReturnType<typeof fitSpace>;

function weightedFit(
  rows: FitRows,
  space: Space,
  rule: FarringtonRule,
  of: { readonly withTrend: boolean; readonly highest: number },
): Fit {
  rows.weight.fill(1);
  let fit = fitBaseline(rows, space, of.withTrend);
  if (rule.reweightAbove !== null) {
    reweight(rows, space, fit, rule.reweightAbove);
    fit = fitBaseline(rows, space, of.withTrend);
  }
  if (!of.withTrend) return fit;
  const t = fit.beta / Math.sqrt(fit.dispersion * fit.betaVariance);
  const kept =
    fit.converged &&
    fit.mean <= of.highest &&
    (rule.trendMaximumP >= 1 || studentTwoSided(t, fit.degreesOfFreedom) < rule.trendMaximumP);
  return kept ? fit : weightedFit(rows, space, rule, { ...of, withTrend: false });
}

function upperLimit(fit: Fit, rule: FarringtonRule, z: number): number {
  if (rule.threshold === 'quantile') return negativeBinomialQuantile(1 - rule.alpha, fit.mean, sizeOf(fit));
  return (fit.mean ** (2 / 3) + z * twoThirdsSd(fit)) ** 1.5;
}

/** Size of the negative binomial whose variance is dispersion × mean. */
const sizeOf = ({ mean, dispersion }: Fit): number =>
  dispersion > 1 ? mean / (dispersion - 1) : Number.POSITIVE_INFINITY;

/** Standard deviation of y^(2/3) − mean^(2/3), of which the estimate of the mean has its part (Farrington et al. 1996). */
const twoThirdsSd = ({ mean, dispersion, logVariance }: Fit): number =>
  Math.sqrt((4 / 9) * mean ** (1 / 3) * dispersion * (1 + mean * logVariance));

function upperTail(y: number, fit: Fit, rule: FarringtonRule): number {
  if (rule.threshold === 'quantile') return negativeBinomialUpper(y, fit.mean, sizeOf(fit));
  return normalUpper((y ** (2 / 3) - fit.mean ** (2 / 3)) / twoThirdsSd(fit));
}

/** Where the window has no reports there is nothing to fit: as many reports as would all fall into this period by chance. */
const emptyLimit = (known: number, alpha: number): number =>
  smallestWhole((y) => y >= 1 && conditionalUpper(y, 0, known, Number.POSITIVE_INFINITY) <= alpha, 1) - 1;

function recentReports(counts: Float64Array, t: number, periods: number): number {
  let sum = 0;
  for (let i = Math.max(0, t - periods + 1); i <= t; i++) {
    const count = counts[i] as number;
    if (!Number.isNaN(count)) sum += count;
  }
  return sum;
}
