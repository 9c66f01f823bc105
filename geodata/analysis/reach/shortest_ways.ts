// Shortest ways over a road graph from the nearest of several sources, with the source that each node belongs to. It knows
// nodes and seconds; places, grids and people are its caller's.
import { BucketQueue, bucketWidth } from './bucket_queue.ts';
import type { RoadGraph } from './road_graph.ts';

/** Quantile of the arc costs that a bucket is wide: the fastest of 0.05 to 0.5 on street-like graphs (tests/bench/road_graph.ts). */
const WIDTH_QUANTILE = 0.3;

export interface ShortestWaysInput {
  readonly graph: RoadGraph;
  /** Nodes that ways begin at; a node may be named twice. */
  readonly sources: ArrayLike<number>;
  /** Seconds that each source starts with; 0 by default. */
  readonly sourceCosts?: ArrayLike<number> | undefined;
  /** Ways that cost more are not followed; a way of exactly this is. */
  readonly cutoffSeconds?: number | undefined;
}

export interface ShortestWays {
  /** Seconds to each node from its source; Infinity = no way within the cutoff. */
  readonly seconds: Float64Array;
  /** Index into `sources`, the smallest among equals; −1 = not reached. */
  readonly owner: Int32Array;
  /** The arc by which a node was reached, −1 at sources and where none came. Following it backward ends at the source. */
  readonly arc: Int32Array;
}

/** `pending` is 1 while a node has a label that its arcs do not know yet. */
interface Labels extends ShortestWays {
  readonly pending: Uint8Array;
  readonly cutoff: number;
}

/**
 * Seconds, owner and arc of every node. Dijkstra (1959, doi:10.1007/BF01386390) over labels (seconds, owner) compared in that order, on buckets
 * with re-insertion (Dial 1969, doi:10.1145/363269.363610; Meyer & Sanders 2003, doi:10.1016/S0196-6774(03)00076-2), so every
 * number is the least sum of arc costs added from source to node, the same bits that a heap gives. Zero-cost arcs are allowed.
 * Where two sums differ by less than the rounding of a later sum, the owner beyond is that of one of the two.
 */
export function shortestWays(input: ShortestWaysInput): ShortestWays {
  const { graph, sources, sourceCosts, cutoffSeconds = Number.POSITIVE_INFINITY } = input;
  const { nodeCount, cost } = graph;
  const labels: Labels = {
    seconds: new Float64Array(nodeCount).fill(Number.POSITIVE_INFINITY),
    owner: new Int32Array(nodeCount).fill(-1),
    arc: new Int32Array(nodeCount).fill(-1),
    pending: new Uint8Array(nodeCount),
    cutoff: cutoffSeconds,
  };
  let least = Number.POSITIVE_INFINITY;
  let latest = 0;
  for (let s = 0; s < sources.length; s++) {
    const node = sources[s] as number;
    const seconds = sourceCosts?.[s] ?? 0;
    if (!(seconds <= cutoffSeconds) || seconds >= (labels.seconds[node] as number)) continue;
    labels.seconds[node] = seconds;
    labels.owner[node] = s;
    if (seconds < least) least = seconds;
    if (seconds > latest) latest = seconds;
  }
  if (least === Number.POSITIVE_INFINITY) return labels;
  const farthest = Math.min(latest + sumOf(cost), cutoffSeconds);
  const width = bucketWidth({ costs: cost, quantile: WIDTH_QUANTILE, farthest });
  fillByBuckets(graph, labels, new BucketQueue({ width, least }));
  return labels;
}

function sumOf(cost: Float64Array): number {
  let sum = 0;
  for (let a = 0; a < cost.length; a++) sum += cost[a] as number;
  return sum;
}

function fillByBuckets(graph: RoadGraph, labels: Labels, queue: BucketQueue): void {
  const { start, target, cost } = graph;
  const { seconds, owner, arc, pending, cutoff } = labels;
  for (let node = 0; node < seconds.length; node++) {
    if ((owner[node] as number) < 0) continue;
    pending[node] = 1;
    queue.push(node, seconds[node] as number);
  }
  for (let count = queue.take(); count > 0; count = queue.take()) {
    const round = queue.round;
    for (let i = 0; i < count; i++) {
      const node = round[i] as number;
      if (pending[node] === 0) continue;
      pending[node] = 0;
      const here = seconds[node] as number;
      const mine = owner[node] as number;
      for (let a = start[node] as number, end = start[node + 1] as number; a < end; a++) {
        const next = target[a] as number;
        const there = here + (cost[a] as number);
        const before = seconds[next] as number;
        if (there > before || there > cutoff || (there === before && mine >= (owner[next] as number))) continue;
        seconds[next] = there;
        owner[next] = mine;
        arc[next] = a;
        // A pending node of equal seconds already stands in its bucket.
        if (there === before && pending[next] === 1) continue;
        pending[next] = 1;
        queue.push(next, there);
      }
    }
  }
}
