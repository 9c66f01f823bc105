// A queue of vertices by cost for shortest ways: buckets of equal width in a ring. It knows numbers, no graph and no grid.

/** Buckets the ring may have: 4 MB of heads, which are passed over in a millisecond. */
const MOST_BUCKETS = 1 << 20;
/** Bucket numbers must stay whole numbers of 32 bits. */
const MOST_TURNS = 2 ** 30;
const SAMPLE = 4096;
/** A microsecond; below it costs may be too small to divide by. */
const LEAST_WIDTH = 1e-6;

/**
 * Vertices come out bucket by bucket, in no order within one. A vertex that is pushed into the bucket being emptied comes out
 * of it again (re-insertion): labels are corrected until nothing changes, so the width of a bucket costs time, never exactness.
 *
 * Invariants: a push is never below the bucket being emptied, and never more than `longest` above the cost it came from; so one
 * turn of the ring holds all entries. A bucket is emptied in rounds, as Bellman and Ford do, so that arcs much shorter than a
 * bucket cannot make the work grow exponentially.
 */
export class BucketQueue {
  /** The vertices of the round that `take` began, in no order; some may have been settled since they were pushed. */
  round = new Int32Array(1024);
  /** Entry e: vertex at 2e, next entry at 2e + 1. Freed entries are used again first, so the pool stays small and cached. */
  private pool = new Int32Array(1 << 16);
  private free = -1;
  private used = 0;
  private size = 0;
  private bucket = 0;
  private readonly head: Int32Array;
  private readonly mask: number;
  private readonly perUnit: number;

  /** The first bucket is that of the cost `least`. */
  constructor(of: { readonly width: number; readonly longest: number; readonly least: number }) {
    this.perUnit = 1 / of.width;
    let buckets = 16;
    while (buckets < of.longest * this.perUnit + 3) buckets *= 2;
    this.head = new Int32Array(buckets).fill(-1);
    this.mask = buckets - 1;
    this.bucket = (of.least * this.perUnit) | 0;
  }

  push(vertex: number, cost: number): void {
    let entry = this.free;
    if (entry >= 0) this.free = this.pool[2 * entry + 1] as number;
    else entry = this.newEntry();
    const at = ((cost * this.perUnit) | 0) & this.mask;
    const pool = this.pool;
    pool[2 * entry] = vertex;
    pool[2 * entry + 1] = this.head[at] as number;
    this.head[at] = entry;
    this.size++;
  }

  /** Moves all of the lowest bucket into `round` and returns how many they are; 0 when nothing is left. */
  take(): number {
    if (this.size === 0) return 0;
    const head = this.head;
    let at = this.bucket & this.mask;
    while ((head[at] as number) < 0) at = ++this.bucket & this.mask;
    const pool = this.pool;
    let round = this.round;
    let free = this.free;
    let count = 0;
    for (let entry = head[at] as number; entry >= 0; ) {
      if (count === round.length) round = this.longerRound();
      round[count++] = pool[2 * entry] as number;
      const next = pool[2 * entry + 1] as number;
      pool[2 * entry + 1] = free;
      free = entry;
      entry = next;
    }
    head[at] = -1;
    this.free = free;
    this.size -= count;
    return count;
  }

  private longerRound(): Int32Array<ArrayBuffer> {
    const longer = new Int32Array(2 * this.round.length);
    longer.set(this.round);
    this.round = longer;
    return longer;
  }

  private newEntry(): number {
    if (2 * this.used === this.pool.length) {
      const larger = new Int32Array(2 * this.pool.length);
      larger.set(this.pool);
      this.pool = larger;
    }
    return this.used++;
  }
}

/**
 * A width for buckets under which few arcs end in the bucket they began in: the given quantile of the positive costs of a sample, no smaller
 * than the ring and 32 bits allow. Null where costs are so uneven that a ring would not do: then a heap is in place.
 */
export function bucketWidth(of: {
  readonly costs: Float64Array;
  readonly quantile: number;
  /** Most that one arc may cost, and most that a whole way may cost. */
  readonly longest: number;
  readonly farthest: number;
}): number | null {
  const { costs, quantile, longest, farthest } = of;
  const step = Math.max(1, Math.floor(costs.length / SAMPLE));
  const sample: number[] = [];
  for (let i = 0; i < costs.length; i += step) if ((costs[i] as number) > 0) sample.push(costs[i] as number);
  if (sample.length === 0) return Math.max(longest, farthest / MOST_TURNS, 1);
  const sorted = Float64Array.from(sample).sort();
  const typical = Math.max(LEAST_WIDTH, sorted[Math.floor(quantile * (sorted.length - 1))] as number);
  const least = Math.max(longest / (MOST_BUCKETS - 4), farthest / MOST_TURNS);
  return least > 16 * typical ? null : Math.max(typical, least);
}
