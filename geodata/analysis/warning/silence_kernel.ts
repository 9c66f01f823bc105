// What a cell's silence means, from its own past (and, with population, that of all cells): typed arrays, row by row of cells.
// It knows no schema. Invariant: what is said of a period rests on that period and earlier ones only, and a period whose
// reporting was closed never enters a rate.
import { regularizedBeta } from './incomplete_beta.ts';
import { type RatePrior, ratePrior } from './rate_prior.ts';

export const SILENCE_STATES = ['reporting', 'quiet', 'silent', 'reporting-lost', 'not-enough-data'] as const;
const [REPORTING, QUIET, SILENT, LOST, UNKNOWN] = [0, 1, 2, 3, 4] as const;

export interface SilenceInput {
  readonly cells: number;
  readonly periods: number;
  /** Reports of cell i in period t at i × periods + t; NaN = not known. */
  readonly counts: Float64Array;
  /** Open share of reporting, times people where there are people; same places; NaN = not known. */
  readonly exposure: Float64Array;
  readonly alpha: number;
  readonly minimumPeriods: number;
  /** Whether cells lend each other a rate: their exposure is in people. */
  readonly pooled: boolean;
}

export interface SilenceTable {
  /** Index into SILENCE_STATES. */
  readonly state: Uint8Array;
  readonly expected: Float64Array;
  readonly probability: Float64Array;
  /** Per cell at the end: periods of open reporting without a report. */
  readonly quietPeriods: Int32Array;
}

/** P(Y ≤ y) for gamma-Poisson with this shape and rate over `exposure`: as few reports as that. */
export function soFew(y: number, shape: number, rate: number, exposure: number): number {
  return exposure > 0 ? regularizedBeta(rate / (rate + exposure), shape, y + 1) : 1;
}

export function silenceTable(input: SilenceInput): SilenceTable {
  const { cells, periods, counts, exposure } = input;
  const state = new Uint8Array(cells * periods).fill(UNKNOWN);
  const expected = new Float64Array(cells * periods).fill(Number.NaN);
  const probability = new Float64Array(cells * periods).fill(Number.NaN);
  const past = {
    reports: new Float64Array(cells),
    exposure: new Float64Array(cells),
    periods: new Int32Array(cells),
    runExposure: new Float64Array(cells),
    runPeriods: new Int32Array(cells),
    runSilent: new Uint8Array(cells),
  };
  for (let t = 0; t < periods; t++) {
    const prior = input.pooled ? ratePrior(past.reports, past.exposure) : NO_PRIOR;
    for (let i = 0; i < cells; i++) {
      const at = i * periods + t;
      const y = counts[at] as number;
      const open = exposure[at] as number;
      if (open === 0) {
        const reportedBefore = (past.periods[i] as number) + (past.runPeriods[i] as number) > 0;
        state[at] = y > 0 ? REPORTING : reportedBefore ? LOST : UNKNOWN;
        continue;
      }
      if (Number.isNaN(y) || Number.isNaN(open)) continue;
      state[at] = judge(input, past, prior, { i, at, y, open, expected, probability });
      remember(past, i, y, open, state[at] === SILENT);
    }
  }
  return { state, expected, probability, quietPeriods: past.runPeriods };
}

const NO_PRIOR: RatePrior = { shape: 0, rate: 0 };

interface Past {
  readonly reports: Float64Array;
  readonly exposure: Float64Array;
  readonly periods: Int32Array;
  /** The present run of open periods without a report: not part of the past until a report ends it. */
  readonly runExposure: Float64Array;
  readonly runPeriods: Int32Array;
  readonly runSilent: Uint8Array;
}

function judge(
  input: SilenceInput,
  past: Past,
  prior: RatePrior,
  of: {
    readonly i: number;
    readonly at: number;
    readonly y: number;
    readonly open: number;
    readonly expected: Float64Array;
    readonly probability: Float64Array;
  },
): number {
  const { i, at, y, open } = of;
  const shape = prior.shape + (past.reports[i] as number);
  const rate = prior.rate + (past.exposure[i] as number);
  const known = past.periods[i] as number;
  const enough = shape > 0 && (known >= input.minimumPeriods || prior.shape > 0);
  if (!enough) return y > 0 ? REPORTING : UNKNOWN;
  const runExposure = y === 0 ? (past.runExposure[i] as number) + open : open;
  const runPeriods = y === 0 ? (past.runPeriods[i] as number) + 1 : 1;
  const p = soFew(y, shape, rate, runExposure);
  of.expected[at] = (shape / rate) * open;
  of.probability[at] = p;
  if (y === 0 && p < input.alpha) return SILENT;
  // As few reports would be odd if reporting were as open as it used to be: then the fall of reporting hides the answer.
  const usual = known > 0 ? (past.exposure[i] as number) / known : open;
  const hidden = open < usual && p >= input.alpha && soFew(y, shape, rate, usual * runPeriods) < input.alpha;
  return hidden ? LOST : y > 0 ? REPORTING : QUIET;
}

function remember(past: Past, i: number, y: number, open: number, silent: boolean): void {
  if (y === 0) {
    past.runExposure[i] = (past.runExposure[i] as number) + open;
    past.runPeriods[i] = (past.runPeriods[i] as number) + 1;
    if (silent) past.runSilent[i] = 1;
    return;
  }
  // A run that was called silent does not teach the cell to expect silence.
  if (past.runSilent[i] === 0) {
    past.exposure[i] = (past.exposure[i] as number) + (past.runExposure[i] as number);
    past.periods[i] = (past.periods[i] as number) + (past.runPeriods[i] as number);
  }
  past.runExposure[i] = 0;
  past.runPeriods[i] = 0;
  past.runSilent[i] = 0;
  past.reports[i] = (past.reports[i] as number) + y;
  past.exposure[i] = (past.exposure[i] as number) + open;
  past.periods[i] = (past.periods[i] as number) + 1;
}
