// The clusters of the data itself: the likeliest circle and window first, then those that share no place with the ones before.
// It knows the design of the scan, no replicates and no p-values.
import { logLikelihoodRatio } from './scan_likelihood.ts';
import type { CaseList, ScanDesign } from './scan_replicates.ts';
import { sweepWindows } from './scan_windows.ts';

/** Likelihood ratios that differ by less are one: two orders of summing the same zone. */
export const RATIO_TIE = 1e-9;

export interface Cylinder {
  readonly center: number;
  /** Position in the zones' `member` where the circle closes. */
  readonly close: number;
  /** First and last period, inclusive. */
  readonly first: number;
  readonly last: number;
  readonly ratio: number;
}

/**
 * At most `most` clusters, likeliest first. The second is the likeliest of all circles that hold no place of the first, and so
 * on (no geographic overlap, whatever the windows); the search ends where no circle has more cases than expected. Equal ratios
 * go to the circle with fewer places, then the lower center, then the window met first.
 */
export function likeliestClusters(design: ScanDesign, most: number): Cylinder[] {
  const { zones } = design;
  const { places, start, member } = zones;
  const claimed = new Uint8Array(places);
  /** Circles around a center may go up to here: the first claimed place. */
  const limit = start.slice(1);
  const best: (Cylinder | null)[] = new Array(places).fill(null);
  let stale = Array.from({ length: places }, (_, center) => center);
  const found: Cylinder[] = [];
  while (found.length < most) {
    for (const center of stale) best[center] = null;
    if (stale.length > 0) bestByCenter(design, stale, limit, best);
    let top: Cylinder | null = null;
    for (const candidate of best)
      if (candidate !== null && (top === null || isBefore(design, candidate, top))) top = candidate;
    if (top === null) break;
    found.push(top);
    for (let p = start[top.center] as number; p <= top.close; p++) claimed[member[p] as number] = 1;
    stale = [];
    for (let center = 0; center < places; center++) {
      const end = limit[center] as number;
      let p = start[center] as number;
      while (p < end && claimed[member[p] as number] === 0) p++;
      limit[center] = p;
      // A circle that lost nothing is still the best of those that are left; only the others are looked for again.
      const own = best[center] ?? null;
      if (own !== null && own.close >= p) stale.push(center);
    }
  }
  return found;
}

function isBefore(design: ScanDesign, a: Cylinder, b: Cylinder): boolean {
  if (Math.abs(a.ratio - b.ratio) > RATIO_TIE * Math.max(a.ratio, b.ratio)) return a.ratio > b.ratio;
  const { start } = design.zones;
  return a.close - (start[a.center] as number) < b.close - (start[b.center] as number);
}

/** Writes the best cylinder of each of these centers, below its limit, where one has more cases than expected. */
function bestByCenter(
  design: ScanDesign,
  centers: readonly number[],
  limit: Int32Array,
  best: (Cylinder | null)[],
): void {
  const { zones, windows, total, expected, observed } = design;
  const { places, start, member, ends } = zones;
  const cases = new Int32Array(places);
  const inWindow = new Float64Array(places);
  sweepWindows(windows, {
    begin: () => {
      cases.fill(0);
      inWindow.fill(0);
    },
    add: (period) => addPeriod({ observed, expected, period, cases, inWindow }),
    visit: (first, last) => {
      for (const center of centers) {
        const own = best[center] ?? null;
        let ratio = own === null ? 0 : own.ratio;
        let close = -1;
        let c = 0;
        let e = 0;
        for (let p = start[center] as number; p < (limit[center] as number); p++) {
          const place = member[p] as number;
          c += cases[place] as number;
          e += inWindow[place] as number;
          if (ends[p] === 0 || c <= e) continue;
          const here = logLikelihoodRatio(c, e, total);
          if (here > ratio * (1 + RATIO_TIE)) {
            ratio = here;
            close = p;
          }
        }
        if (close >= 0) best[center] = { center, close, first, last, ratio };
      }
    },
  });
}

function addPeriod(of: {
  readonly observed: CaseList;
  readonly expected: Float64Array;
  readonly period: number;
  readonly cases: Int32Array;
  readonly inWindow: Float64Array;
}): void {
  const { observed, expected, period, cases, inWindow } = of;
  const plane = period * cases.length;
  for (let i = 0; i < cases.length; i++) inWindow[i] = (inWindow[i] as number) + (expected[plane + i] as number);
  for (let k = observed.slotStart[period] as number; k < (observed.slotStart[period + 1] as number); k++) {
    const place = observed.places[k] as number;
    cases[place] = (cases[place] as number) + 1;
  }
}
