// Shortest ways over a road graph from the nearest of several sources, with the source that each node belongs to. It knows
// nodes and seconds; places, grids and people are its caller's.
import { BucketQueue, bucketWidth } from './bucket_queue.ts';
import type { RoadGraph } from './graph_rows.ts';
import { WayLabels } from './way_labels.ts';

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

/**
 * Seconds, owner and arc of every node. Dijkstra (1959, doi:10.1007/BF01386390) over labels (seconds, owner) compared in that order, on buckets
 * with re-insertion (Dial 1969, doi:10.1145/363269.363610; Meyer & Sanders 2003, doi:10.1016/S0196-6774(03)00076-2), so every
 * number is the least sum of arc costs added from source to node, the same bits that a heap gives. Zero-cost arcs are allowed.
 * Where two sums differ by less than the rounding of a later sum, the owner beyond is that of one of the two.
 */
export function shortestWays(input: ShortestWaysInput): ShortestWays {
  const { graph } = input;
  const { nodeCount, cost } = graph;
  const labels = new WayLabels(nodeCount, input);
  const arc = new Int32Array(nodeCount).fill(-1);
  if (labels.found > 0) {
    const farthest = Math.min(labels.latest + sumOf(cost), labels.cutoff);
    const width = bucketWidth({ costs: cost, quantile: WIDTH_QUANTILE, farthest });
    const queue = new BucketQueue({ width, least: labels.least });
    for (;;) {
      queue.putAll(labels.changed, labels.found, labels.changedTo);
      labels.found = 0;
      const count = queue.take();
      if (count === 0) break;
      followArcs(graph, labels, arc, queue.round, count);
    }
  }
  return { seconds: labels.seconds, owner: labels.owners(), arc };
}

function sumOf(cost: Float64Array): number {
  let sum = 0;
  for (let a = 0; a < cost.length; a++) sum += cost[a] as number;
  return sum;
}

/** From the nodes of one round of the queue to their neighbors: `improve` of the labels, written out with the arc. */
function followArcs(graph: RoadGraph, labels: WayLabels, arc: Int32Array, round: Int32Array, count: number): void {
  const { start, target, cost } = graph;
  const { seconds, mark, cutoff } = labels;
  let { changed, changedTo } = labels;
  let found = 0;
  for (let i = 0; i < count; i++) {
    const node = round[i] as number;
    const marked = mark[node] as number;
    if ((marked & 1) === 0) continue;
    mark[node] = marked - 1;
    const here = seconds[node] as number;
    const mine = marked | 1;
    const first = start[node] as number;
    const end = start[node + 1] as number;
    if (found + end - first > changed.length) {
      labels.found = found;
      labels.expect(end - first);
      ({ changed, changedTo } = labels);
    }
    for (let a = first; a < end; a++) {
      const next = target[a] as number;
      const there = here + (cost[a] as number);
      const before = seconds[next] as number;
      if (there > before || there > cutoff) continue;
      const held = mark[next] as number;
      if (there === before && mine >= (held | 1)) continue;
      seconds[next] = there;
      mark[next] = mine;
      arc[next] = a;
      // A waiting node of equal seconds already stands in its bucket.
      if (there === before && (held & 1) === 1) continue;
      changedTo[found] = there;
      changed[found++] = next;
    }
  }
  labels.found = found;
}
