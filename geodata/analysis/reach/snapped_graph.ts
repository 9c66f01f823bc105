// A road graph with places as nodes of their own: edges are cut where places were snapped to them. It knows nodes and shares.
import type { EdgeLines } from './nearest_edge.ts';
import type { Snaps } from './snapping.ts';

/** Edges of a graph as columns; `cost` in any unit. */
export interface EdgeColumns {
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
  readonly cost: ArrayLike<number>;
}

export interface SnappedGraph {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly cost: Float64Array;
  /** The row of the given edges that each row is a piece of. */
  readonly edge: Int32Array;
  readonly nodeCount: number;
  /** Node of each place; −1 where it was not snapped. */
  readonly node: Int32Array;
}

/**
 * For each edge the edge that is the same road the other way: ends swapped and, where lines are given, the same vertices in
 * reverse; −1 where there is none. Cost: O(e log e).
 */
export function twinEdges(edges: Pick<EdgeColumns, 'from' | 'to'>, lines: EdgeLines): Int32Array {
  const count = edges.from.length;
  const twin = new Int32Array(count).fill(-1);
  const low = (e: number): number => Math.min(edges.from[e] as number, edges.to[e] as number);
  const high = (e: number): number => Math.max(edges.from[e] as number, edges.to[e] as number);
  const order = Int32Array.from({ length: count }, (_, e) => e);
  order.sort((a, b) => low(a) - low(b) || high(a) - high(b) || a - b);
  for (let i = 0; i < count; i++) {
    const e = order[i] as number;
    for (let j = i + 1; twin[e] === -1 && j < count; j++) {
      const other = order[j] as number;
      if (low(other) !== low(e) || high(other) !== high(e)) break;
      if (twin[other] !== -1 || edges.from[other] !== edges.to[e] || !isReverse(lines, e, other)) continue;
      twin[e] = other;
      twin[other] = e;
    }
  }
  return twin;
}

function isReverse({ start, lon, lat }: EdgeLines, a: number, b: number): boolean {
  const count = (start[a + 1] as number) - (start[a] as number);
  if ((start[b + 1] as number) - (start[b] as number) !== count) return false;
  const last = (start[b + 1] as number) - 1;
  for (let i = 0, at = start[a] as number; i < count; i++, at++) {
    if (lon[at] !== lon[last - i] || lat[at] !== lat[last - i]) return false;
  }
  return true;
}

/**
 * Cuts edges at snapped places: an edge with places on it becomes a chain of pieces, each with its share of the cost, so that
 * every way keeps its length. A place at an end of an edge is that end; places at one point of one edge share a node; the
 * other direction of the road (`twin`) is cut at the same nodes. Cost: O(e + p log p).
 */
export function snappedGraph(of: {
  readonly edges: EdgeColumns;
  readonly nodeCount: number;
  readonly snaps: Snaps;
  readonly twin: Int32Array;
}): SnappedGraph {
  const { edges, snaps, twin } = of;
  const count = edges.from.length;
  const node = new Int32Array(snaps.edge.length).fill(-1);
  const cuts: Cut[] = [];
  for (let i = 0; i < node.length; i++) {
    const e = snaps.edge[i] as number;
    if (e < 0) continue;
    const share = snaps.share[i] as number;
    if (share === 0) node[i] = edges.from[e] as number;
    else if (share === 1) node[i] = edges.to[e] as number;
    else {
      const other = twin[e] as number;
      const swapped = other >= 0 && other < e;
      cuts.push({ edge: swapped ? other : e, share: swapped ? 1 - share : share, place: i });
    }
  }
  cuts.sort((a, b) => a.edge - b.edge || a.share - b.share || a.place - b.place);
  let nodeCount = of.nodeCount;
  cuts.forEach((cut, at) => {
    const before = cuts[at - 1];
    const same = before !== undefined && before.edge === cut.edge && before.share === cut.share;
    node[cut.place] = same ? (node[before.place] as number) : nodeCount++;
  });
  const firstCut = new Int32Array(count + 1);
  for (const cut of cuts) firstCut[cut.edge + 1] = (firstCut[cut.edge + 1] as number) + 1;
  for (let e = 0; e < count; e++) firstCut[e + 1] = (firstCut[e + 1] as number) + (firstCut[e] as number);
  const pieces = { from: [] as number[], to: [] as number[], cost: [] as number[], edge: [] as number[] };
  for (let e = 0; e < count; e++) {
    const other = twin[e] as number;
    const owner = other >= 0 && other < e ? other : e;
    const own = cuts.slice(firstCut[owner], firstCut[owner + 1]);
    const along = own.map(({ share, place }) => ({
      share: owner === e ? share : 1 - share,
      node: node[place] as number,
    }));
    chain(pieces, edges, e, owner === e ? along : along.reverse());
  }
  return {
    from: Int32Array.from(pieces.from),
    to: Int32Array.from(pieces.to),
    cost: Float64Array.from(pieces.cost),
    edge: Int32Array.from(pieces.edge),
    nodeCount,
    node,
  };
}

interface Cut {
  readonly edge: number;
  readonly share: number;
  readonly place: number;
}

function chain(
  pieces: { from: number[]; to: number[]; cost: number[]; edge: number[] },
  edges: EdgeColumns,
  e: number,
  along: readonly { readonly share: number; readonly node: number }[],
): void {
  let last = edges.from[e] as number;
  let done = 0;
  const add = (target: number, until: number): void => {
    pieces.from.push(last);
    pieces.to.push(target);
    pieces.cost.push((until - done) * (edges.cost[e] as number));
    pieces.edge.push(e);
    last = target;
    done = until;
  };
  for (const { share, node } of along) if (node !== last) add(node, share);
  add(edges.to[e] as number, 1);
}
