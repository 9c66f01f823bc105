// The likelihood ratio of a scan, and its turned-round form: how many cases a zone needs before its ratio passes a threshold.
// It knows counts and expectations, no places.

/**
 * Logarithm of the Poisson likelihood ratio of a zone with `cases` of `total` where `expected` were expected (Kulldorff 1997,
 * doi:10.1080/03610929708831995): c·ln(c/e) + (C − c)·ln((C − c)/(C − e)) where c > e, else 0: only more cases than
 * expected count. Rises with c and falls with e as long as c > e.
 */
export function logLikelihoodRatio(cases: number, expected: number, total: number): number {
  if (!(cases > expected)) return 0;
  const outside = total - cases;
  return cases * Math.log(cases / expected) + (outside > 0 ? outside * Math.log(outside / (total - expected)) : 0);
}

/** k·ln k for k = 0 … total. */
export function xLogX(total: number): Float64Array {
  const table = new Float64Array(total + 1);
  for (let k = 1; k <= total; k++) table[k] = k * Math.log(k);
  return table;
}

/** Buckets of √e: about as wide as the square root of an expectation can be known to matter. */
const BUCKETS_PER_ROOT = 48;
const MOST_BUCKETS = 8192;

/** Smallest counts by bucket of √expected: `least[floor(√e · scale)]`. */
export interface CriticalCounts {
  readonly scale: number;
  readonly least: Int32Array;
}

const bucketScale = (total: number): number => Math.min(BUCKETS_PER_ROOT, MOST_BUCKETS / Math.max(Math.sqrt(total), 1));

export const bucketCount = (total: number): number => Math.ceil(Math.sqrt(total) * bucketScale(total)) + 3;

/**
 * For every expectation the smallest count whose likelihood ratio may exceed the threshold: never more than the true one, as
 * each bucket is answered for its lower end (the ratio falls with e). `total + 1` where no count is enough.
 */
export function criticalCounts(total: number, threshold: number): CriticalCounts {
  const scale = bucketScale(total);
  const least = new Int32Array(bucketCount(total));
  const passed = threshold * (1 - 1e-9);
  let count = 1;
  for (let bucket = 0; bucket < least.length; bucket++) {
    const low = bucket / scale;
    // A hair lower, for the rounding of √e · scale.
    const expected = low * low * (1 - 1e-12);
    while (count <= total && !(count > expected && logLikelihoodRatio(count, expected, total) > passed)) count++;
    least[bucket] = count;
  }
  return { scale, least };
}
