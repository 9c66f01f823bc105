// Many replicates scanned side by side: their counts ride as lanes in whole numbers of 32 bits, eight words to a place. It knows
// expectations, thresholds and ratios; where replicates come from is not its business.
import { kernelWalk } from './scan_kernel.ts';
import { bucketCount, type CriticalCounts, xLogX } from './scan_likelihood.ts';
import { scanMemory, scanMemoryBytes, type Told, WORDS_PER_PLACE } from './scan_memory.ts';
import { plainWalk } from './scan_walk.ts';
import type { CircularZones } from './scan_zones.ts';

/** An own name: an imported one may be looked up at every use. */
const WORDS = WORDS_PER_PLACE;

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
  /** Whether the compiled loop does the work. */
  readonly compiled: boolean;
  /** Expected cases of each place in the window: to be filled before a scan. */
  readonly expected: Float64Array;
  /** Largest likelihood ratio of each lane so far, exact where above the threshold, 0 where nothing passed it. */
  readonly maxima: Float64Array;
  /** Forgets all counts; `clear` all maxima too. */
  readonly clearCounts: () => void;
  readonly clear: () => void;
  /** Counts one case of replicate `lane` at each place named by places[from … to − 1]. */
  readonly add: (lane: number, places: Uint16Array, from: number, to: number) => void;
  /** Looks into every zone; maxima rise. */
  readonly scan: () => void;
  /** From here on only ratios above this threshold are looked for. */
  readonly lookAbove: (critical: CriticalCounts) => void;
}

/**
 * The scanner of one design. A lane shows that its count reaches what a zone needs by its top bit: count + (2^(bits−1) − needed).
 * The walk finds such zones; here their ratios are computed, in double and in one way whichever loop walked.
 */
export function laneScanner(zones: CircularZones, total: number, loop: 'compiled' | 'plain'): LaneScanner {
  const { lanes, bits, mask } = laneWidth(total);
  const laneMask = bits === 32 ? -1 : (1 << bits) - 1;
  const topBit = 1 << (bits - 1);
  const maxima = new Float64Array(WORDS * lanes);
  const logs = xLogX(total);
  const buckets = bucketCount(total);
  let scale = 0;

  const raise: Told = (e, b) => {
    const logE = Math.log(e);
    const logRest = Math.log(total - e);
    for (let w = 0; w < WORDS; w++) {
      const sum = sums[w] as number;
      const tops = (sum + b) & mask;
      if (tops === 0) continue;
      for (let l = 0; l < lanes; l++) {
        const shift = l * bits;
        if (((tops >>> shift) & topBit) === 0) continue;
        const cases = (sum >>> shift) & laneMask;
        const rest = total - cases;
        const ratio = (logs[cases] as number) + (logs[rest] as number) - cases * logE - (rest > 0 ? rest * logRest : 0);
        const lane = w * lanes + l;
        if (cases > e && ratio > (maxima[lane] as number)) maxima[lane] = ratio;
      }
    }
  };

  const kernel = loop === 'compiled' ? kernelWalk(zones, buckets, raise) : null;
  const memory = kernel?.memory ?? scanMemory(zones, buckets, new ArrayBuffer(scanMemoryBytes(zones, buckets)));
  const walk = kernel?.walk ?? plainWalk(memory, raise);
  const { packed, sums, bias, expected } = memory;

  return {
    size: WORDS * lanes,
    compiled: kernel !== null,
    maxima,
    expected,
    scan: () => walk(scale, mask),
    clear: () => {
      packed.fill(0);
      maxima.fill(0);
    },
    clearCounts: () => {
      packed.fill(0);
    },
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
      for (let bucket = 0; bucket < buckets; bucket++) {
        const needed = critical.least[bucket] as number;
        const room = needed > total ? 0 : top - needed;
        let word = 0;
        for (let lane = 0; lane < lanes; lane++) word |= room << (lane * bits);
        bias[bucket] = word;
      }
    },
  };
}
