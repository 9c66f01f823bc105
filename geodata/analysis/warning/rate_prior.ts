// How rates differ among cells: a gamma distribution by moments (Marshall 1991, doi:10.2307/2347593, after Clayton & Kaldor
// 1987, doi:10.2307/2532003). It knows counts and exposures, no method.

/** Gamma with mean shape/rate; 0 and 0 = too little is known to lend anything. */
export interface RatePrior {
  readonly shape: number;
  readonly rate: number;
}

const LEAST_CELLS = 10;
const LEAST_REPORTS = 10;
/** Cells that hardly differ: a shape so large that the rate counts as known. */
const LARGEST_SHAPE = 1e6;

export function ratePrior(reports: Float64Array, exposure: Float64Array): RatePrior {
  let [cells, total, ground] = [0, 0, 0];
  for (let i = 0; i < reports.length; i++) {
    if (!((exposure[i] as number) > 0)) continue;
    cells++;
    total += reports[i] as number;
    ground += exposure[i] as number;
  }
  if (cells < LEAST_CELLS || total < LEAST_REPORTS) return { shape: 0, rate: 0 };
  const mean = total / ground;
  let spread = 0;
  for (let i = 0; i < reports.length; i++) {
    const own = exposure[i] as number;
    if (own > 0) spread += own * ((reports[i] as number) / own - mean) ** 2;
  }
  const variance = spread / ground - (mean * cells) / ground;
  const shape = variance > 0 ? Math.min(LARGEST_SHAPE, (mean * mean) / variance) : LARGEST_SHAPE;
  return { shape, rate: shape / mean };
}
