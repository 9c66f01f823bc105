// Shortest ways on road graphs against a plain search that shares no code with them, and the laws that any reach must keep.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RoadGraph, reversed } from '../../../../geodata/analysis/reach/graph_rows.ts';
import { roadGraph } from '../../../../geodata/analysis/reach/road_graph.ts';
import { shortestWays } from '../../../../geodata/analysis/reach/shortest_ways.ts';

type Edge = readonly [from: number, to: number, cost: number];

const graphOf = (nodeCount: number, edges: readonly Edge[], undirected = false): RoadGraph =>
  roadGraph({
    from: Float64Array.from(edges, ([from]) => from),
    to: Float64Array.from(edges, ([, to]) => to),
    cost: Float64Array.from(edges, ([, , cost]) => cost),
    nodeCount,
    undirected,
  });

/** Bellman and Ford: every label (seconds, owner) is corrected until none changes. */
function plainWays(of: {
  nodeCount: number;
  edges: readonly Edge[];
  sources: readonly number[];
  costs?: readonly number[];
  cutoff?: number;
}): { seconds: number[]; owner: number[] } {
  const { nodeCount, edges, sources, costs, cutoff = Number.POSITIVE_INFINITY } = of;
  const seconds = new Array<number>(nodeCount).fill(Number.POSITIVE_INFINITY);
  const owner = new Array<number>(nodeCount).fill(-1);
  const offer = (node: number, cost: number, by: number): boolean => {
    const old = seconds[node] as number;
    if (cost > cutoff || cost > old || (cost === old && by >= (owner[node] as number))) return false;
    seconds[node] = cost;
    owner[node] = by;
    return true;
  };
  sources.forEach((node, s) => void offer(node, costs?.[s] ?? 0, s));
  for (let changed = true; changed; ) {
    changed = false;
    for (const [a, b, cost] of edges) {
      if ((owner[a] as number) >= 0 && offer(b, (seconds[a] as number) + cost, owner[a] as number)) changed = true;
    }
  }
  return { seconds, owner };
}

const costs = fc.oneof(
  fc.constantFrom(0, 0, 1, 1, 2, 60),
  fc.double({ min: 0, max: 100, noNaN: true }),
  fc.constantFrom(1e-9, 5e-324, 3.6e8, 1e9),
);

/** Sums of these are exact, so that only ways of the same length tie. */
const eighths = fc.integer({ min: 0, max: 400 }).map((count) => count / 8);

const graphsOf = (costs: fc.Arbitrary<number>) =>
  fc.integer({ min: 1, max: 24 }).chain((nodeCount) => {
    const node = fc.integer({ min: 0, max: nodeCount - 1 });
    return fc.record({
      nodeCount: fc.constant(nodeCount),
      edges: fc.array(fc.tuple(node, node, costs), { maxLength: 70 }),
      sources: fc.array(node, { maxLength: 5 }),
      starts: fc.array(costs, { minLength: 5, maxLength: 5 }),
      cutoff: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.constantFrom(0, 1, 3, 60, 61, 2e9)),
    });
  });

const graphs = graphsOf(costs);

describe('shortest ways', () => {
  it('gives the same bits as a plain search, whatever the costs', () => {
    fc.assert(
      fc.property(graphs, ({ nodeCount, edges, sources, starts, cutoff }) => {
        const graph = graphOf(nodeCount, edges);
        const ways = shortestWays({ graph, sources, sourceCosts: starts, cutoffSeconds: cutoff });
        const plain = plainWays({ nodeCount, edges, sources, costs: starts, cutoff });
        expect(Array.from(ways.seconds)).toEqual(plain.seconds);
      }),
      { numRuns: 1500 },
    );
  });

  it('gives each node to the first of its nearest sources, as a plain search does', () => {
    fc.assert(
      fc.property(graphsOf(eighths), ({ nodeCount, edges, sources, starts, cutoff }) => {
        const graph = graphOf(nodeCount, edges);
        const ways = shortestWays({ graph, sources, sourceCosts: starts, cutoffSeconds: cutoff });
        const plain = plainWays({ nodeCount, edges, sources, costs: starts, cutoff });
        expect(Array.from(ways.owner)).toEqual(plain.owner);
      }),
      { numRuns: 1500 },
    );
  });

  it('names the arc that each node was reached by: going back along them ends at the source and adds up', () => {
    fc.assert(
      fc.property(graphsOf(fc.oneof(eighths, fc.constant(0))), ({ nodeCount, edges, sources }) => {
        const graph = graphOf(nodeCount, edges);
        const { seconds, owner, arc } = shortestWays({ graph, sources });
        for (let node = 0; node < nodeCount; node++) {
          let at = node;
          for (let steps = 0; (arc[at] as number) >= 0; steps++) {
            const row = edges[graph.edge[arc[at] as number] as number] as Edge;
            expect(row[1]).toBe(at);
            expect(seconds[at]).toBe((seconds[row[0]] as number) + row[2]);
            expect(owner[row[0]]).toBe(owner[node]);
            expect(steps).toBeLessThan(nodeCount);
            at = row[0];
          }
          if ((owner[node] as number) >= 0) expect(sources[owner[node] as number]).toBe(at);
          else expect(seconds[node]).toBe(Number.POSITIVE_INFINITY);
        }
      }),
    );
  });

  it('counts a way of exactly the cutoff and not one just above it', () => {
    const graph = graphOf(4, [
      [0, 1, 3564],
      [0, 2, 3600],
      [0, 3, 3606],
    ]);
    const { seconds } = shortestWays({ graph, sources: [0], cutoffSeconds: 3600 });
    expect(Array.from(seconds)).toEqual([0, 3564, 3600, Number.POSITIVE_INFINITY]);
  });

  it('gives a node between two sources to the first of them, over zero-cost arcs too', () => {
    const edges: Edge[] = [
      [0, 1, 5],
      [2, 1, 5],
      [1, 3, 0],
      [3, 4, 0],
    ];
    const graph = graphOf(5, edges);
    expect(Array.from(shortestWays({ graph, sources: [2, 0] }).owner)).toEqual([1, 0, 0, 0, 0]);
    expect(Array.from(shortestWays({ graph, sources: [0, 2, 0] }).owner)).toEqual([0, 0, 1, 0, 0]);
  });

  it('reaches nothing without sources, and each source at its own start', () => {
    const graph = graphOf(3, [[0, 1, 2]]);
    expect(Array.from(shortestWays({ graph, sources: [] }).owner)).toEqual([-1, -1, -1]);
    const started = shortestWays({ graph, sources: [0, 1], sourceCosts: [10, 11] });
    expect([Array.from(started.seconds), Array.from(started.owner)]).toEqual([
      [10, 11, Number.POSITIVE_INFINITY],
      [0, 1, -1],
    ]);
  });

  it('never lengthens a way by one more source, nor shortens one by an edge less', () => {
    fc.assert(
      fc.property(graphs, fc.nat(), ({ nodeCount, edges, sources }, pick) => {
        const before = shortestWays({ graph: graphOf(nodeCount, edges), sources });
        const more = shortestWays({ graph: graphOf(nodeCount, edges), sources: [...sources, pick % nodeCount] });
        const fewer = edges.filter((_, e) => e !== pick % Math.max(1, edges.length));
        const less = shortestWays({ graph: graphOf(nodeCount, fewer), sources });
        for (let node = 0; node < nodeCount; node++) {
          expect(more.seconds[node]).toBeLessThanOrEqual(before.seconds[node] as number);
          expect(less.seconds[node]).toBeGreaterThanOrEqual(before.seconds[node] as number);
        }
      }),
    );
  });

  it('finds ways toward a source as ways from it on the graph turned round', () => {
    const edges: Edge[] = [
      [0, 1, 10],
      [1, 2, 1],
      [2, 0, 5],
    ];
    const toward = shortestWays({ graph: reversed(graphOf(3, edges)), sources: [0] });
    expect(Array.from(toward.seconds)).toEqual([0, 6, 5]);
  });
});
