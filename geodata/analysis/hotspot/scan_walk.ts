// The inner loop of a scan in plain TypeScript: the reference of geodata/kernels/scan.as, and what runs where that cannot. It knows
// words and biases, no likelihood.
import { type ScanMemory, type Told, type Walk, WORDS_PER_PLACE } from './scan_memory.ts';

const BLOCK = 4;
/** Own names of what comes from elsewhere: where modules run unbundled, an imported name is looked up at every use. */
const WORDS = WORDS_PER_PLACE;

/**
 * Within a circle counts only grow, and the count that a zone needs grows with its expectation; so a block of four positions
 * is skipped for all lanes if the counts at its end miss what its smallest zone needs. That skips no zone that passes.
 */
export function plainWalk(memory: ScanMemory, told: Told): Walk {
  const { places, start, member, expected, packed, bias, sums } = memory;
  const settle = settler(memory, told);
  return (scale, mask) => {
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
        if ((tops & mask) === 0) continue;
        sums[0] = a0;
        sums[1] = a1;
        sums[2] = a2;
        sums[3] = a3;
        sums[4] = a4;
        sums[5] = a5;
        sums[6] = a6;
        sums[7] = a7;
        settle(from, stop, before, scale, mask);
      }
    }
  };
}

/** Goes through one block zone by zone; `sums` hold the counts at its end, `before` the expectation ahead of it. */
function settler(memory: ScanMemory, told: Told) {
  const { member, ends, expected, packed, bias, sums } = memory;
  // Plain arguments, not an object: this is called millions of times.
  return (from: number, stop: number, before: number, scale: number, mask: number): void => {
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
      if ((tops & mask) !== 0 && ends[p] === 1) told(e, b);
    }
  };
}
