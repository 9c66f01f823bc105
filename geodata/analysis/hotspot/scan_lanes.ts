// Many replicates scanned side by side: their counts ride as lanes in whole numbers of 32 bits, eight words to a place. It knows
// zones, expectations and thresholds; where replicates come from is not its business.
import { type CriticalCounts, xLogX } from './scan_likelihood.ts';
import type { CircularZones } from './scan_zones.ts';

const WORDS = 8;
const BLOCK = 4;

/** How counts up to `total` share a word: the top bit of each lane stays free to show that a threshold is passed. */
interface LaneWidth {
  readonly lanes: number;
  readonly bits: number;
  /** The top bit of every lane. */
  readonly mask: number;
}

function laneWidth(total: number): LaneWidth {
  if (total < 128) return { lanes: 4, bits: 8, mask: 0x80808080 | 0 };
  if (total < 512) return { lanes: 3, bits: 10, mask: 0x20080200 };
  if (total < 32768) return { lanes: 2, bits: 16, mask: 0x80008000 | 0 };
  return { lanes: 1, bits: 32, mask: 0x80000000 | 0 };
}

export interface LaneScanner {
  /** Replicates that are scanned at once. */
  readonly size: number;
  /** Forgets all counts and maxima. */
  readonly clear: () => void;
  readonly clearCounts: () => void;
  /** Counts one case of replicate `lane` at each place named by places[from … to − 1]. */
  readonly add: (lane: number, places: Uint16Array, from: number, to: number) => void;
  /** Looks into every zone with these expectations per place; maxima rise. */
  readonly scan: (expected: Float64Array) => void;
  /** Largest likelihood ratio of each lane so far, exact where above the threshold, 0 where nothing passed it. */
  readonly maxima: Float64Array;
  /** From here on only ratios above this threshold are looked for. */
  readonly lookAbove: (critical: CriticalCounts) => void;
}

/**
 * The scanner of one design. Within a circle counts only grow, and the count that a zone needs grows with its expectation; so
 * a block of four positions is skipped for all lanes if the counts at its end miss what its smallest zone needs:
 * count + (2^(bits−1) − needed) leaves the top bit of every lane clear. That skips nothing above the threshold.
 */
export function laneScanner(zones: CircularZones, total: number): LaneScanner {
  const { places, start, member, ends } = zones;
  const { lanes, bits, mask } = laneWidth(total);
  const laneMask = bits === 32 ? -1 : (1 << bits) - 1;
  const packed = new Int32Array(places * WORDS);
  const sums = new Int32Array(WORDS);
  const maxima = new Float64Array(WORDS * lanes);
  const logs = xLogX(total);
  let scale = 0;
  let bias = new Int32Array(0);

  /** Goes through one block zone by zone; `sums` hold the counts at its end, `before` the expectation ahead of it. */
  const settle = (from: number, stop: number, before: number, expected: Float64Array): void => {
    for (let p = from; p < stop; p++) {
      const at = (member[p] as number) * WORDS;
      for (let w = 0; w < WORDS; w++) sums[w] = (sums[w] as number) - (packed[at + w] as number);
    }
    let e = before;
    for (let p = from; p < stop; p++) {
      const place = member[p] as number;
      e += expected[place] as number;
      const b = bias[(Math.sqrt(e) * scale) | 0] as number;
      let tops = 0;
      for (let w = 0; w < WORDS; w++) {
        const sum = ((sums[w] as number) + (packed[place * WORDS + w] as number)) | 0;
        sums[w] = sum;
        tops |= sum + b;
      }
      if ((tops & mask) !== 0 && ends[p] === 1) raise(e, b);
    }
  };

  /** One zone: the ratio of every lane whose count passes. */
  const raise = (e: number, b: number): void => {
    const logE = Math.log(e);
    const logRest = Math.log(total - e);
    for (let w = 0; w < WORDS; w++) {
      const sum = sums[w] as number;
      const tops = (sum + b) & mask;
      for (let l = 0; l < lanes; l++) {
        const shift = l * bits;
        if (((tops >>> shift) & (1 << (bits - 1))) === 0) continue;
        const cases = (sum >>> shift) & laneMask;
        const rest = total - cases;
        const ratio = (logs[cases] as number) + (logs[rest] as number) - cases * logE - (rest > 0 ? rest * logRest : 0);
        const lane = w * lanes + l;
        if (cases > e && ratio > (maxima[lane] as number)) maxima[lane] = ratio;
      }
    }
  };

  const scan = (expected: Float64Array): void => {
    for (let center = 0; center < places; center++) {
      const end = start[center + 1] as number;
      let [a0, a1, a2, a3, a4, a5, a6, a7] = [0, 0, 0, 0, 0, 0, 0, 0];
      let e = 0;
      for (let from = start[center] as number; from < end; from += BLOCK) {
        const stop = from + BLOCK < end ? from + BLOCK : end;
        const before = e;
        for (let p = from; p < stop; p++) {
          const place = member[p] as number;
          const at = place * WORDS;
          e += expected[place] as number;
          a0 = (a0 + (packed[at] as number)) | 0;
          a1 = (a1 + (packed[at + 1] as number)) | 0;
          a2 = (a2 + (packed[at + 2] as number)) | 0;
          a3 = (a3 + (packed[at + 3] as number)) | 0;
          a4 = (a4 + (packed[at + 4] as number)) | 0;
          a5 = (a5 + (packed[at + 5] as number)) | 0;
          a6 = (a6 + (packed[at + 6] as number)) | 0;
          a7 = (a7 + (packed[at + 7] as number)) | 0;
        }
        const smallest = before + (expected[member[from] as number] as number);
        const b = bias[(Math.sqrt(smallest) * scale) | 0] as number;
        const tops = (a0 + b) | (a1 + b) | (a2 + b) | (a3 + b) | (a4 + b) | (a5 + b) | (a6 + b) | (a7 + b);
        if ((tops & mask) !== 0) {
          sums[0] = a0;
          sums[1] = a1;
          sums[2] = a2;
          sums[3] = a3;
          sums[4] = a4;
          sums[5] = a5;
          sums[6] = a6;
          sums[7] = a7;
          settle(from, stop, before, expected);
        }
      }
    }
  };

  return {
    size: WORDS * lanes,
    maxima,
    scan,
    clear: () => {
      packed.fill(0);
      maxima.fill(0);
    },
    clearCounts: () => void packed.fill(0),
    add: (lane, at, from, to) => {
      const word = (lane / lanes) | 0;
      const one = 1 << ((lane % lanes) * bits);
      for (let k = from; k < to; k++) {
        const cell = (at[k] as number) * WORDS + word;
        packed[cell] = (packed[cell] as number) + one;
      }
    },
    lookAbove: (critical) => {
      scale = critical.scale;
      const top = 2 ** (bits - 1);
      bias = critical.least.map((needed) => {
        const room = needed > total ? 0 : top - needed;
        let word = 0;
        for (let lane = 0; lane < lanes; lane++) word |= room << (lane * bits);
        return word;
      });
    },
  };
}
