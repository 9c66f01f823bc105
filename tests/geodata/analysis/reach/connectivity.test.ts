// A network's loose pieces, and who is on them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resultJson } from '../../../../geodata/analysis/method.ts';
import { connectivityMethod } from '../../../../geodata/analysis/reach/connectivity.ts';
import type { ConnectivityResult } from '../../../../geodata/analysis/reach/connectivity_schema.ts';
import { circuitsOf, islandsOf } from '../../../../geodata/analysis/reach/graph_islands.ts';
import { roadGraph } from '../../../../geodata/analysis/reach/road_graph.ts';
import { itOnRealData } from '../../../support/real_data.ts';

const run = (inputs: unknown): ConnectivityResult => connectivityMethod.run(inputs) as ConnectivityResult;
const LINE = { lon: [12, 12.1, 12.2, 12.5, 12.6], lat: [11, 11, 11, 11, 11] };

describe('connectivity', () => {
  it('counts islands, the people on those without a service, and who is off the network', () => {
    const result = run({
      graph: { from: [0, 1, 3], to: [1, 2, 4], cost: [60, 90, 30], ...LINE, undirected: true },
      demand: { lon: [12.05, 12.55, 13.5, 12.11], lat: [11.01, 11, 11, 11], people: [100, 40, 7, null] },
      services: { lon: [12.2, 14], lat: [11.001, 11] },
    });
    expect(result.totals).toEqual({
      ...{ nodes: 5, edges: 3, islands: 2, oneWayNodes: 0, people: 147, peopleWithoutService: 40, peopleOffNetwork: 7 },
      ...{ services: 2, servicesOffNetwork: 1 },
    });
    expect(result.islands).toEqual([
      { node: 0, nodes: 3, edges: 2, people: 100, services: 1 },
      { node: 3, nodes: 2, edges: 1, people: 40, services: 0 },
    ]);
    expect([...result.island]).toEqual([0, 0, 0, 1, 1]);
    const meters = [...(result.demandMeters as Float64Array)];
    expect(meters[0]).toBeCloseTo(1106.1, 0);
    expect(meters[1]).toBeLessThan(1);
    expect(JSON.parse(resultJson(result)).demandMeters[2]).toBeNull();
    expect(result.warnings).toHaveLength(1);
  });

  it('finds nodes that one-way pieces lead to and never back', () => {
    const graph = { from: [0, 1, 2, 2], to: [1, 2, 0, 3], cost: [1, 1, 1, 1] };
    expect(run({ graph }).totals).toMatchObject({ islands: 1, oneWayNodes: 1, people: null, services: null });
  });

  it('takes nodes too, and gives the same bytes for demand in any order', () => {
    const graph = { from: [0], to: [1], cost: [60], nodeCount: 3 };
    const forward = run({ graph, demand: { node: [2, 0], people: [5, 9], ids: ['b', 'a'] }, services: { node: [1] } });
    const backward = run({ graph, demand: { node: [0, 2], people: [9, 5], ids: ['a', 'b'] }, services: { node: [1] } });
    expect(resultJson(backward)).toBe(resultJson(forward));
    expect(forward.totals.peopleWithoutService).toBe(5);
  });

  it.each([
    [
      'a node beyond the graph',
      { graph: { from: [0], to: [1], cost: [1] }, services: { node: [2] } },
      '/services/node/0',
    ],
    [
      'places but no positions of nodes',
      { graph: { from: [0], to: [1], cost: [1] }, services: { lon: [1], lat: [1] } },
      '/graph/lon',
    ],
    [
      'both nodes and places',
      { graph: { from: [0], to: [1], cost: [1] }, services: { node: [0], lon: [1], lat: [1] } },
      '/services',
    ],
    ['half a node', { graph: { from: [0.5], to: [1], cost: [1] } }, '/graph/from/0'],
  ])('says what is wrong with %s', (_, inputs, pointer) => {
    expect(() => run(inputs)).toThrow(
      expect.objectContaining({ code: 'invalid_input', errors: [expect.objectContaining({ pointer })] }),
    );
  });
});

describe('islands and circuits', () => {
  it('are those of a search from every node', () => {
    const edges = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 20 });
    fc.assert(
      fc.property(edges, (pairs) => {
        const graph = roadGraph({
          from: Float64Array.from(pairs, ([a]) => a),
          to: Float64Array.from(pairs, ([, b]) => b),
          cost: new Float64Array(pairs.length),
          nodeCount: 10,
        });
        const reaches = Array.from({ length: 10 }, (_, i) => search(pairs, i));
        const linked = Array.from({ length: 10 }, (_, i) =>
          search([...pairs, ...pairs.map(([a, b]): [number, number] => [b, a])], i),
        );
        const { island } = islandsOf(graph);
        const { circuit } = circuitsOf(graph);
        for (let a = 0; a < 10; a++) {
          for (let b = 0; b < 10; b++) {
            expect(island[a] === island[b]).toBe(linked[a]?.has(b));
            expect(circuit[a] === circuit[b]).toBe(reaches[a]?.has(b) === true && reaches[b]?.has(a) === true);
          }
        }
      }),
    );
  });

  it('stand a chain of half a million nodes', () => {
    const count = 500_000;
    const from = Float64Array.from({ length: count - 1 }, (_, i) => i);
    const graph = roadGraph({ from, to: from.map((i) => i + 1), cost: new Float64Array(count - 1) });
    expect(islandsOf(graph).count).toBe(1);
    expect(circuitsOf(graph).count).toBe(count);
  });
});

function search(pairs: readonly (readonly [number, number])[], from: number): Set<number> {
  const seen = new Set([from]);
  for (const node of seen) for (const [a, b] of pairs) if (a === node) seen.add(b);
  return seen;
}

describe('the streets of Damaturu', () => {
  itOnRealData('ne-nigeria', 'hang together, and both hospitals are on them', async (folder) => {
    const read = (name: string) => JSON.parse(readFileSync(join(folder, 'damaturu', name), 'utf8'));
    const { features } = read('roads_osm_graph.geojson');
    const nodes = new Map<string, number>();
    const nodeOf = (position: number[]): number => {
      const key = position.join();
      const known = nodes.get(key) ?? nodes.size;
      nodes.set(key, known);
      return known;
    };
    const graph = { from: [] as number[], to: [] as number[], cost: [] as number[] };
    for (const { properties, geometry } of features) {
      graph.from.push(nodeOf(geometry.coordinates[0]));
      graph.to.push(nodeOf(geometry.coordinates.at(-1)));
      graph.cost.push(properties.time);
    }
    const positions = [...nodes.keys()].map((key) => key.split(',').map(Number));
    const hospitals = read('health_osm.geojson').features.map(
      (feature: { geometry: { coordinates: number[] } }) => feature.geometry.coordinates,
    );
    const result = run({
      graph: { ...graph, lon: positions.map(([lon]) => lon), lat: positions.map(([, lat]) => lat) },
      services: { lon: hospitals.map(([lon]: number[]) => lon), lat: hospitals.map(([, lat]: number[]) => lat) },
    });
    expect(result.totals).toMatchObject({ nodes: 4598, edges: 13343, services: 2, servicesOffNetwork: 0 });
    expect(result.islands[0]?.services).toBe(2);
  });
});
