// Quasi-Poisson regression with log link on a baseline: one level per part of the year and one linear trend. The levels are
// profiled out, so that the fit is a search for one number, the trend, on a concave curve. It knows rows, no series.

export interface FitRows {
  readonly count: number;
  readonly y: Float64Array;
  /** Time of the row, in periods from the tested one (negative). */
  readonly time: Float64Array;
  readonly season: Int32Array;
  readonly seasons: number;
  readonly weight: Float64Array;
}

/** Space for one fit, made once: nothing is allocated per period. */
export interface FitSpace {
  readonly mu: Float64Array;
  readonly residual: Float64Array;
  /** Per part of the year: Σ weight·y, Σ weight·e^(βt), Σ weight·t·e^(βt), Σ weight·t²·e^(βt). */
  readonly total: Float64Array;
  readonly s0: Float64Array;
  readonly s1: Float64Array;
  readonly s2: Float64Array;
}

export const fitSpace = (rows: number, seasons: number): FitSpace => ({
  mu: new Float64Array(rows),
  residual: new Float64Array(rows),
  total: new Float64Array(seasons),
  s0: new Float64Array(seasons),
  s1: new Float64Array(seasons),
  s2: new Float64Array(seasons),
});

export interface Fit {
  readonly beta: number;
  /** Mean of the tested period (time 0, part 0), and the variance of its logarithm without the dispersion. */
  readonly mean: number;
  readonly logVariance: number;
  /** Variance of beta without the dispersion. */
  readonly betaVariance: number;
  /** max(1, Σ weight (y − mu)²/mu over the degrees of freedom). */
  readonly dispersion: number;
  readonly degreesOfFreedom: number;
  readonly converged: boolean;
}

/** Fills the sums, and `mu` with e^(βt), which the fit then scales. */
function sums(rows: FitRows, space: FitSpace, beta: number): void {
  const { s0, s1, s2 } = space;
  s0.fill(0);
  s1.fill(0);
  s2.fill(0);
  const step = Math.exp(beta);
  // Rows follow one another, so e^(βt) is the one before times e^β, but for a gap.
  let growth = 1;
  let before = Number.NaN;
  for (let i = 0; i < rows.count; i++) {
    const part = rows.season[i] as number;
    const t = rows.time[i] as number;
    growth = t === before + 1 ? growth * step : Math.exp(beta * t);
    before = t;
    const w = (rows.weight[i] as number) * growth;
    space.mu[i] = growth;
    s0[part] = (s0[part] as number) + w;
    s1[part] = (s1[part] as number) + w * t;
    s2[part] = (s2[part] as number) + w * t * t;
  }
}

/** Newton's method for beta: the profile likelihood is concave, its slope Σ w y t − Σ_g Y_g s1/s0. */
function trendOf(rows: FitRows, space: FitSpace): { beta: number; information: number; converged: boolean } {
  const { total, s0, s1, s2 } = space;
  let target = 0;
  for (let i = 0; i < rows.count; i++) {
    target += (rows.weight[i] as number) * (rows.y[i] as number) * (rows.time[i] as number);
  }
  let beta = 0;
  for (let step = 0; step < 50; step++) {
    sums(rows, space, beta);
    let slope = target;
    let information = 0;
    for (let g = 0; g < rows.seasons; g++) {
      if (!((total[g] as number) > 0)) continue;
      const mean = (s1[g] as number) / (s0[g] as number);
      slope -= (total[g] as number) * mean;
      information += (total[g] as number) * ((s2[g] as number) / (s0[g] as number) - mean * mean);
    }
    if (!(information > 1e-12)) return { beta: 0, information: 0, converged: false };
    const change = slope / information;
    // A step that turns more than e² over the reach of the rows is cut: far out the curve is flat.
    const most = 2 / Math.max(1, -(rows.time[0] as number));
    beta += Math.max(-most, Math.min(most, change));
    if (Math.abs(change) * -(rows.time[0] as number) < 1e-11) {
      sums(rows, space, beta);
      return { beta, information, converged: true };
    }
  }
  return { beta, information: 0, converged: false };
}

/** Fits the rows; fills `mu`. Parts without reports have mean 0 and say nothing about the trend. */
export function fitBaseline(rows: FitRows, space: FitSpace, withTrend: boolean): Fit {
  const { total, s0, s1, mu } = space;
  total.fill(0);
  for (let i = 0; i < rows.count; i++) {
    const part = rows.season[i] as number;
    total[part] = (total[part] as number) + (rows.weight[i] as number) * (rows.y[i] as number);
  }
  const trend = withTrend ? trendOf(rows, space) : { beta: 0, information: 0, converged: true };
  const beta = trend.converged ? trend.beta : 0;
  if (!withTrend || !trend.converged) sums(rows, space, 0);
  let pearson = 0;
  for (let i = 0; i < rows.count; i++) {
    const part = rows.season[i] as number;
    const level = (total[part] as number) / (s0[part] as number);
    const fitted = level * (mu[i] as number);
    mu[i] = fitted;
    const gap = (rows.y[i] as number) - fitted;
    if (fitted > 0) pearson += ((rows.weight[i] as number) * gap * gap) / fitted;
  }
  let levels = 0;
  for (let g = 0; g < rows.seasons; g++) if ((s0[g] as number) > 0) levels++;
  const degreesOfFreedom = rows.count - levels - (withTrend ? 1 : 0);
  const betaVariance = withTrend && trend.converged ? 1 / trend.information : 0;
  const now = (s1[0] as number) / (s0[0] as number);
  return {
    beta,
    mean: (total[0] as number) / (s0[0] as number),
    logVariance: 1 / (total[0] as number) + now * now * betaVariance,
    betaVariance,
    dispersion: degreesOfFreedom > 0 ? Math.max(1, pearson / degreesOfFreedom) : 1,
    degreesOfFreedom,
    converged: trend.converged,
  };
}

/**
 * New weights from Anscombe residuals standardized by dispersion and leverage: 1/s² above the limit, 1 below, scaled to sum to
 * the number of rows (Farrington et al. 1996; limit 1 there, 2.58 in Noufaily et al. 2013).
 */
export function reweight(rows: FitRows, space: FitSpace, fit: Fit, limit: number): void {
  const { mu, residual, total, s0, s1 } = space;
  let sum = 0;
  for (let i = 0; i < rows.count; i++) {
    const m = mu[i] as number;
    const part = rows.season[i] as number;
    let s = 0;
    if (m > 0) {
      const away = (rows.time[i] as number) - (s1[part] as number) / (s0[part] as number);
      const leverage = m * (rows.weight[i] as number) * (1 / (total[part] as number) + away * away * fit.betaVariance);
      const root = Math.cbrt(rows.y[i] as number);
      // 3/2 (y^(2/3) m^(−1/6) − m^(1/2)), by roots, which cost less than powers.
      const anscombe = 1.5 * ((root * root) / Math.sqrt(Math.cbrt(m)) - Math.sqrt(m));
      s = leverage < 1 - 1e-9 ? anscombe / Math.sqrt(fit.dispersion * (1 - leverage)) : 0;
    }
    residual[i] = s;
    sum += s > limit ? 1 / (s * s) : 1;
  }
  const scale = rows.count / sum;
  for (let i = 0; i < rows.count; i++) {
    const s = residual[i] as number;
    rows.weight[i] = s > limit ? scale / (s * s) : scale;
  }
}
