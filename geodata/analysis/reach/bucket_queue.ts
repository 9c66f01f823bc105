// A queue of vertices by cost for shortest ways: buckets of equal width in a ring. It knows numbers, no graph and no grid.
import FlatQueue from 'flatqueue';

/** Buckets in the ring: 64 KB of heads, which stay in the cache. What lies beyond one turn of the ring waits in a heap. */
const BUCKETS = 1 << 14;
/** Entries are pooled in chunks of one link and 63 vertices: few jumps in memory, and none is freed by the collector. */
const CHUNK = 64;
/** Bucket numbers must stay whole numbers of 32 bits: all costs beyond this one share the last bucket. */
const LAST_BUCKET = 2 ** 30;
const NEVER = 2 ** 31 - 1;
const SAMPLE = 4096;
/** A microsecond; below it costs may be too small to divide by. */
const LEAST_WIDTH = 1e-6;

/**
 * Vertices come out bucket by bucket, in no order within one. A vertex that is put into the bucket being emptied comes out
 * of it again (re-insertion): labels are corrected until nothing changes, so the width of a bucket costs time, never exactness.
 *
 * Invariants: nothing is put below the bucket being emptied; an entry stands in the ring only within one turn of it. A bucket is
 * emptied in rounds, as Bellman and Ford do, so that arcs much shorter than a bucket cannot make the work grow exponentially.
 */
export class BucketQueue {
  /** The vertices of the round that `take` began, in no order; some may have been settled since they were put. */
  round = new Int32Array(1024);
  /** A chunk begins at a multiple of CHUNK with where the chunk below it ends (−1 = none), then come its vertices. */
  private pool = new Int32Array(1 << 16);
  private free = -1;
  private used = 0;
  private size = 0;
  private bucket = 0;
  /** Place in the pool of the last vertex of each bucket, −1 = empty. */
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

  /** Puts the first `count` vertices of a list into the buckets of their costs, which stand beside them. */
  putAll(list: Int32Array, count: number, costs: Float64Array): void {
    const { head, perUnit, bucket } = this;
    let pool = this.pool;
    let far = 0;
    for (let i = 0; i < count; i++) {
      const vertex = list[i] as number;
      const turns = (costs[i] as number) * perUnit;
      const to = turns < LAST_BUCKET ? turns | 0 : LAST_BUCKET;
      if (to - bucket >= BUCKETS) {
        this.putFar(vertex, costs[i] as number);
        far++;
        continue;
      }
      let place = (head[to & (BUCKETS - 1)] as number) + 1;
      if ((place & (CHUNK - 1)) === 0) {
        place = this.newChunk(place - 1);
        pool = this.pool;
      }
      pool[place] = vertex;
      head[to & (BUCKETS - 1)] = place;
    }
    this.size += count - far;
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
    let count = 0;
    for (let place = head[bucket & (BUCKETS - 1)] as number; place >= 0; ) {
      if (count + CHUNK > round.length) round = this.longerRound();
      const start = place & -CHUNK;
      for (; place > start; place--) round[count++] = pool[place] as number;
      place = pool[start] as number;
      pool[start] = this.free;
      this.free = start;
    }
    head[bucket & (BUCKETS - 1)] = -1;
    this.size -= count;
    return count;
  }

  private bucketOf(cost: number): number {
    const turns = cost * this.perUnit;
    return turns < LAST_BUCKET ? turns | 0 : LAST_BUCKET;
  }

  private putFar(vertex: number, cost: number): void {
    this.far.push(vertex, cost);
    this.farBucket = this.bucketOf(this.far.peekValue() as number);
  }

  /** Moves what waits in the heap for the bucket being emptied into the ring. */
  private pullNear(): void {
    const at = this.bucket & (BUCKETS - 1);
    while (this.farBucket === this.bucket) {
      let place = (this.head[at] as number) + 1;
      if ((place & (CHUNK - 1)) === 0) place = this.newChunk(place - 1);
      this.pool[place] = this.far.pop() as number;
      this.head[at] = place;
      this.size++;
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

  /** A chunk on top of the one that ends at `below`; returns the place of its first vertex. */
  private newChunk(below: number): number {
    let start = this.free;
    if (start >= 0) {
      this.free = this.pool[start] as number;
    } else {
      if (this.used === this.pool.length) {
        const larger = new Int32Array(2 * this.pool.length);
        larger.set(this.pool);
        this.pool = larger;
      }
      start = this.used;
      this.used += CHUNK;
    }
    this.pool[start] = below;
    return start + 1;
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
