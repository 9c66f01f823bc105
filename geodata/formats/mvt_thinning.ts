// Which points a crowded tile keeps. Most tiles keep all: leaving a point out is a lie of omission, so it happens only
// where a tile would be too large to draw, by a rule that is stated and the same for everybody.

/** A tile with more points than this keeps only so many. */
export const MAX_POINTS_PER_TILE = 60_000;

/**
 * Keeps the `keep` points of highest priority among `hits[0..count)`, in place and in their order; returns how many
 * are left. Equal priority (or none at all) is decided by a fixed scramble of the row number, so that the kept points
 * lie as the crowd does and not in one corner. The order is total and knows no tile: a point kept at one zoom is kept
 * at every finer one. O(count) expected.
 */
export function keepHighest(
  { hits, count }: { readonly hits: Uint32Array; readonly count: number },
  priority: Float64Array | null,
  keep: number,
): number {
  if (count <= keep) return count;
  const values = new Float64Array(count);
  if (priority !== null) for (let i = 0; i < count; i++) values[i] = -known(priority[hits[i]!]!);
  const limit = nthSmallest(values.slice(), keep - 1);
  let above = 0;
  let tied = 0;
  const scrambles = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    if (values[i]! < limit) above++;
    else if (values[i] === limit) scrambles[tied++] = scramble(hits[i]!);
  }
  const last = nthSmallest(scrambles.slice(0, tied), keep - above - 1);
  let left = 0;
  for (let i = 0; i < count; i++) {
    const value = values[i]!;
    if (value < limit || (value === limit && scramble(hits[i]!) <= last)) hits[left++] = hits[i]!;
  }
  return left;
}

/** An unknown number comes last. */
const known = (value: number): number => (Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value);

/** A bijection of 32-bit numbers (the finalizer of MurmurHash3, A. Appleby): distinct rows never tie. */
function scramble(row: number): number {
  let h = row | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Hoare's selection; reorders `values`. */
function nthSmallest(values: Float64Array, n: number): number {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = values[(left + right) >> 1]!;
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i <= j) {
        const swapped = values[i]!;
        values[i++] = values[j]!;
        values[j--] = swapped;
      }
    }
    if (n <= j) right = j;
    else if (n >= i) left = i;
    else break;
  }
  return values[n]!;
}
