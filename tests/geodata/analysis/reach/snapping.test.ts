// Places meet the network at its nearest point, and a graph cut there has the same ways as before.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { geodesicMeters } from '../../../../geodata/analysis/reach/geodesic.ts';
import { straightLines } from '../../../../geodata/analysis/reach/nearest_edge.ts';
import { roadGraph } from '../../../../geodata/analysis/reach/road_graph.ts';
import { shortestWays } from '../../../../geodata/analysis/reach/shortest_ways.ts';
import { snappedGraph, twinEdges } from '../../../../geodata/analysis/reach/snapped_graph.ts';
import { snapToEdges } from '../../../../geodata/analysis/reach/snapping.ts';

const columns = (...positions: [number, number][]) => ({
  lon: Float64Array.from(positions, ([lon]) => lon),
  lat: Float64Array.from(positions, ([, lat]) => lat),
});
const snap = (nodes: [number, number][], edges: [number, number][], places: [number, number][], maxMeters = 50_000) => {
  const ends = { from: edges.map(([from]) => from), to: edges.map(([, to]) => to) };
  const lines = straightLines({ ...ends, ...columns(...nodes) });
  return { ...snapToEdges({ places: columns(...places), lines, maxMeters }), lines, ends };
};

describe('snapping', () => {
  it('finds the foot of the perpendicular, and the end where there is none', () => {
    const found = snap(
      [
        [12, 11],
        [12.1, 11],
      ],
      [[0, 1]],
      [
        [12.025, 11.01],
        [12.2, 11],
        [12.05, 11],
      ],
    );
    expect([...found.edge]).toEqual([0, 0, 0]);
    expect(found.share[0]).toBeCloseTo(0.25, 4);
    expect(found.meters[0]).toBeCloseTo(
      geodesicMeters({ fromLon: 12.025, fromLat: 11.01, toLon: 12.025, toLat: 11 }),
      2,
    );
    expect(found.share[1]).toBe(1);
    expect(found.meters[2]).toBe(0);
  });

  it('takes nothing farther than asked for, and nothing where there are no edges', () => {
    const road: [[number, number], [number, number]] = [
      [12, 11],
      [12.1, 11],
    ];
    expect(snap(road, [[0, 1]], [[12.05, 11.1]], 11_000).edge[0]).toBe(-1);
    expect(snap(road, [[0, 1]], [[12.05, 11.1]], 11_100).edge[0]).toBe(0);
    expect(Number.isNaN(snap(road, [], [[12.05, 11]]).meters[0])).toBe(true);
  });

  it('reaches over the antimeridian, from both sides and onto an edge that crosses it', () => {
    const nodes: [number, number][] = [
      [179.9, -17],
      [-179.9, -17],
      [179.5, -17],
    ];
    const found = snap(
      nodes,
      [
        [0, 1],
        [2, 0],
      ],
      [
        [-179.95, -17.01],
        [179.95, -17.01],
        [179.98, -16.99],
      ],
    );
    expect([...found.edge]).toEqual([0, 0, 0]);
    expect([...found.share].map((share) => Math.round(share * 100))).toEqual([75, 25, 40]);
    expect(snap(nodes, [[2, 0]], [[-179.95, -17]]).share[0]).toBe(1);
  });

  it('is as near as the nearest of a thousand points on every edge, anywhere', () => {
    const around = (center: number, by: number) => fc.double({ min: center - by, max: center + by, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom(0, 11, -45, 70),
        fc.infiniteStream(fc.tuple(around(0, 0.2), around(0, 0.2))),
        (lat, stream) => {
          const next = (): [number, number] => {
            const [x, y] = stream.next().value as [number, number];
            return [30 + x, lat + y];
          };
          const nodes = Array.from({ length: 8 }, next);
          const edges = nodes.map((_, i): [number, number] => [i, (i * 3 + 1) % 8]);
          const places = Array.from({ length: 4 }, next);
          const found = snap(nodes, edges, places);
          places.forEach(([fromLon, fromLat], i) => {
            let least = Number.POSITIVE_INFINITY;
            for (const [a, b] of edges) {
              const [p, q] = [nodes[a], nodes[b]] as [[number, number], [number, number]];
              for (let k = 0; k <= 1000; k++) {
                const [toLon, toLat] = [p[0] + (k / 1000) * (q[0] - p[0]), p[1] + (k / 1000) * (q[1] - p[1])];
                least = Math.min(least, geodesicMeters({ fromLon, fromLat, toLon, toLat }));
              }
            }
            // What the plane may be off by (snapping.ts), and the step between the thousand points.
            const off = (least * least * Math.abs(Math.tan(((lat + 0.3) * Math.PI) / 180))) / 6.3e6;
            expect(found.meters[i]).toBeLessThanOrEqual(least + off + 0.1);
            expect(found.meters[i]).toBeGreaterThan(least - off - 60);
          });
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('a graph with places in it', () => {
  it('keeps every way as long as it was, and lets places be left and reached in both directions of a road', () => {
    const nodes: [number, number][] = [
      [12, 11],
      [12.1, 11],
      [12.1, 11.1],
    ];
    const edges: [number, number][] = [
      [0, 1],
      [1, 0],
      [1, 2],
    ];
    const found = snap(nodes, edges, [
      [12.025, 11.001],
      [12.025, 11.002],
      [12.08, 11.001],
      [12.1, 11.05],
    ]);
    const cost = [100, 100, 60];
    const twin = twinEdges(found.ends, found.lines);
    expect([...twin]).toEqual([1, 0, -1]);
    const graph = snappedGraph({ edges: { ...found.ends, cost }, nodeCount: 3, snaps: found, twin });
    const [first, same, second, third] = graph.node as unknown as [number, number, number, number];
    expect(same).toBe(first);
    const ways = (source: number) =>
      shortestWays({
        graph: roadGraph({ from: Float64Array.from(graph.from), to: Float64Array.from(graph.to), cost: graph.cost }),
        sources: Int32Array.of(source),
      }).seconds;
    expect(ways(0)[1]).toBeCloseTo(100, 9);
    expect(ways(0)[2]).toBeCloseTo(160, 9);
    expect(ways(0)[first]).toBeCloseTo(25, 3);
    expect(ways(1)[first]).toBeCloseTo(75, 3);
    expect(ways(first)[second]).toBeCloseTo(55, 3);
    expect(ways(second)[first]).toBeCloseTo(55, 3);
    expect(ways(third)[0]).toBe(Number.POSITIVE_INFINITY);
    expect([...graph.edge].sort()).toEqual([0, 0, 0, 1, 1, 1, 2, 2]);
  });

  it('leaves a graph alone when nothing was near enough', () => {
    const found = snap(
      [
        [12, 11],
        [12.1, 11],
      ],
      [[0, 1]],
      [[14, 11]],
      100,
    );
    const edges = { ...found.ends, cost: [7] };
    const graph = snappedGraph({ edges, nodeCount: 2, snaps: found, twin: twinEdges(edges, found.lines) });
    expect([[...graph.from], [...graph.to], [...graph.cost], graph.nodeCount, [...graph.node]]).toEqual([
      [0],
      [1],
      [7],
      2,
      [-1],
    ]);
  });
});
