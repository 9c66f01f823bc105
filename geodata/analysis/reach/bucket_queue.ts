// A queue of vertices by cost for shortest ways: buckets of equal width in a ring. It knows numbers, no graph and no grid.
import FlatQueue from 'flatqueue';

/** Buckets in the ring: 64 KB of heads, which stay in the cache. What lies beyond one turn of the ring waits in a heap. */
const BUCKETS = 1 << 14;
/** Bucket numbers must stay whole numbers of 32 bits: all costs beyond this one share the last bucket. */
const LAST_BUCKET = 2 ** 30;
const NEVER = 2 ** 31 - 1;
const SAMPLE = 4096;
/** A microsecond; below it costs may be too small to divide by. */
const LEAST_WIDTH = 1e-6;

/**
 * Vertices come out bucket by bucket, in no order within one. A vertex that is pushed into the bucket being emptied comes out
 * of it again (re-insertion): labels are corrected until nothing changes, so the width of a bucket costs time, never exactness.
 *
 * Invariants: no push is below the bucket being emptied; an entry stands in the ring only within one turn of it. A bucket is
 * emptied in rounds, as Bellman and Ford do, so that arcs much shorter than a bucket cannot make the work grow exponentially.
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
  private readonly head = new Int32Array(BUCKETS).fill(-1);
  private readonly perUnit: number;
  private readonly far = new FlatQueue<number>();
  /** Bucket of the first vertex of the heap. */
  private farBucket = NEVER;

  /** The first bucket is that of the cost `least`. */
  constructor(of: { readonly width: number; readonly least: number }) {
    this.perUnit = 1 / of.width;
    this.bucket = this.bucketOf(of.least);
  }

  push(vertex: number, cost: number): void {
    const bucket = this.bucketOf(cost);
    if (bucket - this.bucket >= BUCKETS) {
      this.pushFar(vertex, cost);
      return;
    }
    let entry = this.free;
    if (entry >= 0) this.free = this.pool[2 * entry + 1] as number;
    else entry = this.newEntry();
    const pool = this.pool;
    const at = bucket & (BUCKETS - 1);
    pool[2 * entry] = vertex;
    pool[2 * entry + 1] = this.head[at] as number;
    this.head[at] = entry;
    this.size++;
  }

  /** Moves all of the lowest bucket into `round` and returns how many they are; 0 when nothing is left. */
  take(): number {
    if (this.size === 0) {
      if (this.farBucket === NEVER) return 0;
      this.bucket = this.farBucket;
    }
    const head = this.head;
    let bucket = this.bucket;
    while ((head[bucket & (BUCKETS - 1)] as number) < 0 && bucket < this.farBucket) bucket++;
    this.bucket = bucket;
    if (bucket === this.farBucket) this.pullNear();
    const pool = this.pool;
    let round = this.round;
    let free = this.free;
    let count = 0;
    for (let entry = head[bucket & (BUCKETS - 1)] as number; entry >= 0; ) {
      if (count === round.length) round = this.longerRound();
      round[count++] = pool[2 * entry] as number;
      const next = pool[2 * entry + 1] as number;
      pool[2 * entry + 1] = free;
      free = entry;
      entry = next;
    }
    head[bucket & (BUCKETS - 1)] = -1;
    this.free = free;
    this.size -= count;
    return count;
  }

  private bucketOf(cost: number): number {
    const place = cost * this.perUnit;
    return place < LAST_BUCKET ? place | 0 : LAST_BUCKET;
  }

  private pushFar(vertex: number, cost: number): void {
    this.far.push(vertex, cost);
    this.farBucket = this.bucketOf(this.far.peekValue() as number);
  }

  /** Moves what waits in the heap for the bucket being emptied into the ring. */
  private pullNear(): void {
    while (this.farBucket === this.bucket) {
      const cost = this.far.peekValue() as number;
      this.push(this.far.pop() as number, cost);
      const next = this.far.peekValue();
      this.farBucket = next === undefined ? NEVER : this.bucketOf(next);
    }
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
 * A width of buckets under which few steps end in the bucket they began in: the given quantile of the positive costs of a
 * sample, and wide enough that the costliest way (`farthest`) has a bucket number of 32 bits.
 */
export function bucketWidth(of: {
  readonly costs: Float64Array;
  readonly quantile: number;
  readonly farthest: number;
}): number {
  const { costs, quantile, farthest } = of;
  const step = Math.max(1, Math.floor(costs.length / SAMPLE));
  const sample: number[] = [];
  for (let i = 0; i < costs.length; i += step) {
    const cost = costs[i] as number;
    if (cost > 0 && cost < Number.POSITIVE_INFINITY) sample.push(cost);
  }
  const sorted = Float64Array.from(sample).sort();
  const typical = sorted[Math.floor(quantile * (sorted.length - 1))] ?? 1;
  return Math.max(LEAST_WIDTH, typical, farthest / LAST_BUCKET);
}
