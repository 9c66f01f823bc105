// The Knox table: pairs by band of distance and band of time, counted in the data and in permutations of its times. It knows
// numbers of days and pairs, no dates and no places.
import { randomIndex } from '../random.ts';
import type { NearPairs } from './near_repeat_pairs.ts';

/** Cell of distance band d and time band t at `d · timeBands + t`. */
export interface KnoxTable {
  readonly observed: Float64Array;
  /** Mean over all permutations of the times, exactly: pairs of the distance band × pairs of the time band / all pairs. */
  readonly expected: Float64Array;
  /** Permutations whose count is at least that of the data. */
  readonly reached: Int32Array;
}

/** Days between two times at which one band ends: differences within a microsecond of a bound are at it. */
const DAY_TIE = 1e-11;

export function knoxTable(of: {
  readonly pairs: NearPairs;
  readonly distanceBands: number;
  readonly days: Float64Array;
  readonly timeBounds: Float64Array;
  readonly replications: number;
  readonly random: () => number;
  readonly progress: (share: number) => void;
}): KnoxTable {
  const { pairs, distanceBands, days, replications, random, progress } = of;
  const bounds = of.timeBounds.map((bound) => bound + DAY_TIE);
  const width = bounds.length;
  const cells = distanceBands * width;
  const count = counter(pairs, bounds, cells);
  const observed = Float64Array.from(count(days));
  const reached = new Int32Array(cells);
  const dealt = days.slice();
  const indexBelow = randomIndex;
  for (let r = 0; r < replications; r++) {
    for (let last = dealt.length - 1; last > 0; last--) {
      const other = indexBelow(random, last + 1);
      const kept = dealt[last] as number;
      dealt[last] = dealt[other] as number;
      dealt[other] = kept;
    }
    const found = count(dealt);
    for (let cell = 0; cell < cells; cell++) {
      if ((found[cell] as number) >= (observed[cell] as number)) reached[cell] = (reached[cell] as number) + 1;
    }
    if ((r & 31) === 0) progress(r / replications);
  }
  return { observed, expected: expectedTable(pairs, distanceBands, days, bounds), reached };
}

/** Counts pairs by cell; most are too far apart in time, and are passed over first. */
function counter(pairs: NearPairs, bounds: Float64Array, cells: number): (days: Float64Array) => Int32Array {
  const { a, b, count } = pairs;
  const width = bounds.length;
  const farthest = bounds[width - 1] as number;
  const table = new Int32Array(cells);
  const base = Int32Array.from(pairs.band, (band) => band * width);
  return (days) => {
    table.fill(0);
    for (let k = 0; k < count; k++) {
      const apart = Math.abs((days[a[k] as number] as number) - (days[b[k] as number] as number));
      if (apart > farthest) continue;
      let cell = base[k] as number;
      for (let t = 0; apart > (bounds[t] as number); t++) cell++;
      table[cell] = (table[cell] as number) + 1;
    }
    return table;
  };
}

function expectedTable(
  pairs: NearPairs,
  distanceBands: number,
  days: Float64Array,
  bounds: Float64Array,
): Float64Array {
  const n = days.length;
  const inDistance = new Float64Array(distanceBands);
  for (const band of pairs.band) inDistance[band] = (inDistance[band] as number) + 1;
  const inTime = new Float64Array(bounds.length);
  const sorted = days.slice().sort();
  let before = 0;
  for (let t = 0; t < bounds.length; t++) {
    let within = 0;
    for (let i = 0, j = 0; j < n; j++) {
      while ((sorted[j] as number) - (sorted[i] as number) > (bounds[t] as number)) i++;
      within += j - i;
    }
    inTime[t] = within - before;
    before = within;
  }
  const all = (n * (n - 1)) / 2;
  const expected = new Float64Array(distanceBands * bounds.length);
  for (let d = 0; d < distanceBands; d++) {
    for (let t = 0; t < bounds.length; t++) {
      expected[d * bounds.length + t] = all === 0 ? 0 : ((inDistance[d] as number) * (inTime[t] as number)) / all;
    }
  }
  return expected;
}
