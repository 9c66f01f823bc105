// Fragility: hand-counted networks, removal of everything one by one with a search from scratch, real roads.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALONE, resultJson } from '../../../../geodata/analysis/method.ts';
import { seededRandom, shuffleInPlace } from '../../../../geodata/analysis/random.ts';
import { secondsWithin } from '../../../../geodata/analysis/reach/fragility.ts';
import { wayForest } from '../../../../geodata/analysis/reach/fragility_forest.ts';
import { LossSearch } from '../../../../geodata/analysis/reach/fragility_loss.ts';
import { fragilityMethod } from '../../../../geodata/analysis/reach/fragility_method.ts';
import type { FragilityResult } from '../../../../geodata/analysis/reach/fragility_schema.ts';
import { reversed } from '../../../../geodata/analysis/reach/graph_rows.ts';
import { buildNearestIndex } from '../../../../geodata/analysis/reach/nearest.ts';
import { roadGraph } from '../../../../geodata/analysis/reach/road_graph.ts';
import { Problem } from '../../../../geodata/schema/problem.ts';
import { itOnRealData } from '../../../support/real_data.ts';

interface World {
  readonly graph: { from: number[]; to: number[]; cost: number[]; undirected: boolean; nodeCount: number };
  readonly sources: { node: number[] };
  readonly demand: { node: number[]; people: number[] };
  readonly cutoffMinutes: number;
  readonly direction?: 'toward' | 'from';
  readonly links?: (string | number | null)[];
  readonly remove?: 'edges' | 'services';
}

const run = (inputs: unknown): FragilityResult => fragilityMethod.run(inputs, ALONE) as FragilityResult;
const lossOf = (inputs: unknown): number[] => Array.from(run(inputs).loss as Float64Array);

/** Seconds of every node by sweeping over all arcs until nothing changes (Bellman and Ford): no queue, no tree. */
function secondsFrom(arcs: readonly (readonly [number, number, number])[], count: number, sources: readonly number[]) {
  const seconds = new Array<number>(count).fill(Number.POSITIVE_INFINITY);
  for (const source of sources) seconds[source] = 0;
  for (let changed = true; changed; ) {
    changed = false;
    for (const [from, to, cost] of arcs) {
      const reach = (seconds[from] as number) + cost;
      if (reach >= (seconds[to] as number)) continue;
      seconds[to] = reach;
      changed = true;
    }
  }
  return seconds;
}

/** Removes every edge (with its link) or every service and counts who was within the cutoff and is not any more. */
function bruteForce(world: World): number[] {
  const { graph, sources, demand, cutoffMinutes, direction = 'toward', links, remove = 'edges' } = world;
  const within = (isGone: (edge: number) => boolean, open: readonly number[]): boolean[] => {
    const arcs: [number, number, number][] = [];
    graph.cost.forEach((cost, e) => {
      if (isGone(e)) return;
      const [from, to] = [graph.from[e] as number, graph.to[e] as number];
      if (direction === 'from' || graph.undirected) arcs.push([from, to, cost]);
      if (direction === 'toward' || graph.undirected) arcs.push([to, from, cost]);
    });
    return secondsFrom(arcs, graph.nodeCount, open).map((seconds) => seconds / 60 <= cutoffMinutes);
  };
  const today = within(() => false, sources.node);
  const lost = (later: readonly boolean[]): number =>
    demand.node.reduce((sum, node, k) => sum + (today[node] && !later[node] ? (demand.people[k] as number) : 0), 0);
  if (remove === 'services') {
    return sources.node.map((_, s) =>
      lost(
        within(
          () => false,
          sources.node.filter((__, other) => other !== s),
        ),
      ),
    );
  }
  const code = (e: number): string | number => links?.[e] ?? `alone ${e}`;
  return graph.cost.map((_, e) => lost(within((other) => code(other) === code(e), sources.node)));
}

/** Networks with ties, free arcs, edges from a node to itself, several edges between two nodes, islands, services at one node. */
const worlds = (cost: fc.Arbitrary<number>): fc.Arbitrary<World> =>
  fc.integer({ min: 1, max: 12 }).chain((nodeCount) => {
    const node = fc.nat({ max: nodeCount - 1 });
    const edge = fc.tuple(node, node, cost, fc.oneof(fc.constant(null), fc.constantFrom('a', 'b', 7)));
    return fc
      .record({
        edges: fc.array(edge, { minLength: 1, maxLength: 26 }),
        undirected: fc.boolean(),
        sources: fc.array(node, { maxLength: 3 }),
        demand: fc.array(fc.tuple(node, fc.nat({ max: 50 })), { minLength: 1, maxLength: 12 }),
        cutoffMinutes: fc.constantFrom(0, 0.5, 1, 1.5, 3),
        direction: fc.constantFrom('toward' as const, 'from' as const),
        linked: fc.boolean(),
      })
      .map(({ edges, undirected, sources, demand, linked, ...rest }) => ({
        graph: {
          from: edges.map(([from]) => from),
          to: edges.map(([, to]) => to),
          cost: edges.map(([, , seconds]) => seconds),
          undirected,
          nodeCount,
        },
        sources: { node: sources },
        demand: { node: demand.map(([at]) => at), people: demand.map(([, people]) => people) },
        ...(linked ? { links: edges.map(([, , , link]) => link) } : {}),
        ...rest,
      }));
  });

const wholeSeconds = worlds(fc.integer({ min: 0, max: 4 }).map((tens) => 10 * tens));
/** Parts of seconds whose sums round, so that the order of adding shows. */
const oddSeconds = worlds(fc.constantFrom(0, 0.1, 0.2, 0.3, 7.7, 10 / 3, 29.9, 30.1));

function pointerOf(inputs: unknown): string | undefined {
  try {
    run(inputs);
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid_input') return error.errors[0]?.pointer;
    throw error;
  }
  return undefined;
}

/** 0 –10 min– 1 –10 min– 2, people at 1 and 2, care at 0. */
const road = {
  graph: { from: [0, 1], to: [1, 2], cost: [600, 600], undirected: true },
  sources: { node: [0] },
  demand: { node: [1, 2], people: [100, 50] },
  cutoffMinutes: 20,
};

describe('fragility', () => {
  it('counts everybody behind the only road', () => {
    const result = run(road);
    expect(Array.from(result.loss as Float64Array)).toEqual([150, 50]);
    expect(result.totals).toEqual({ people: 150, covered: 150, uncovered: 0, removals: 2, harmful: 2 });
    expect(result.top).toEqual([
      { rows: [0], link: null, people: 150, share: 1 },
      { rows: [1], link: null, people: 50, share: 1 / 3 },
    ]);
  });

  it('scores 0 for an edge with an equal alternative', () => {
    const { graph } = road;
    const twice = { ...graph, from: [...graph.from, 0], to: [...graph.to, 1], cost: [...graph.cost, 600] };
    expect(lossOf({ ...road, graph: twice })).toEqual([0, 50, 0]);
  });

  it('counts a detour of exactly the cutoff as care', () => {
    const detour = (seconds: number): number[] =>
      lossOf({ ...road, graph: { ...road.graph, from: [0, 1, 0], to: [1, 2, 1], cost: [600, 600, seconds] } });
    expect([detour(599), detour(600), detour(601)]).toEqual([
      [0, 50, 0],
      [0, 50, 0],
      [50, 50, 0],
    ]);
    expect(secondsWithin(59.4)).toBe(3564);
    expect(secondsWithin(60)).toBe(3600);
  });

  it('takes both directions of an undirected edge, and only one of a directed pair unless they are linked', () => {
    const graph = { from: [0, 1], to: [1, 0], cost: [60, 60] };
    const rest = { sources: { node: [0] }, demand: { node: [1], people: [9] }, cutoffMinutes: 5 };
    expect(lossOf({ graph, ...rest })).toEqual([0, 9]);
    expect(lossOf({ graph, ...rest, direction: 'from' })).toEqual([9, 0]);
    expect(lossOf({ graph, ...rest, links: ['bridge', 'bridge'] })).toEqual([9, 9]);
  });

  it('lets the edges of one road go together', () => {
    // Two ways round, each harmless alone, over one bridge with two decks.
    const graph = { from: [0, 0, 1], to: [1, 1, 2], cost: [60, 90, 60], undirected: true };
    const inputs = { graph, sources: { node: [0] }, demand: { node: [2], people: [9] }, cutoffMinutes: 5 };
    expect(lossOf(inputs)).toEqual([0, 0, 9]);
    const result = run({ ...inputs, links: ['bridge', 'bridge', null] });
    expect(Array.from(result.loss as Float64Array)).toEqual([9, 9, 9]);
    expect(result.top.map(({ rows, link }) => [rows, link])).toEqual([
      [[0, 1], 'bridge'],
      [[2], null],
    ]);
    expect(result.totals.removals).toBe(2);
  });

  it('takes out services, and misses none that shares its node with another', () => {
    const inputs = { ...road, remove: 'services', cutoffMinutes: 10 };
    expect(lossOf({ ...inputs, sources: { node: [0, 2] } })).toEqual([0, 50]);
    expect(lossOf({ ...inputs, sources: { node: [1, 1] } })).toEqual([0, 0]);
    expect(lossOf({ ...inputs, sources: { node: [0] } })).toEqual([100]);
  });

  it('is honest where there is nobody to lose care', () => {
    expect(run({ ...road, sources: { node: [] } })).toMatchObject({ totals: { covered: 0, uncovered: 150 }, top: [] });
    expect(run({ ...road, cutoffMinutes: 5 }).warnings).toHaveLength(1);
    const missing = run({ ...road, demand: { node: [1, 2], people: [null, 50] } });
    expect(missing.warnings.join()).toMatch(/^1 of 2 rows/);
  });

  it('points at what does not fit', () => {
    expect(pointerOf({ ...road, sources: { node: [3] } })).toBe('/sources/node/0');
    expect(pointerOf({ ...road, demand: { node: [1, 0.5], people: [1, 1] } })).toBe('/demand/node/1');
    expect(pointerOf({ ...road, demand: { node: [1], people: [1, 1] } })).toBe('/demand/people');
    expect(pointerOf({ ...road, links: [1] })).toBe('/links');
    expect(pointerOf({ ...road, links: [1, 2], remove: 'services' })).toBe('/links');
    expect(pointerOf({ ...road, cutoffMinutes: -1 })).toBe('/cutoffMinutes');
    expect(pointerOf({ ...road, graph: { ...road.graph, cost: [1] } })).toBe('/graph/cost');
    expect(pointerOf({ ...road, graph: { ...road.graph, ids: ['a', 'a'] } })).toBe('/graph/ids/1');
  });
});

describe('fragility against removal one by one', () => {
  it.each([
    ['whole seconds with ties', wholeSeconds],
    ['seconds whose sums round', oddSeconds],
  ])('is the same for every edge: %s', (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (world) => {
        expect(lossOf(world)).toEqual(bruteForce(world));
      }),
      { numRuns: 1500, seed: 1 },
    );
  });

  it('is the same for every service', () => {
    fc.assert(
      fc.property(wholeSeconds, ({ links: _, ...world }) => {
        const inputs: World = { ...world, remove: 'services' };
        expect(lossOf(inputs)).toEqual(bruteForce(inputs));
      }),
      { numRuns: 1000, seed: 2 },
    );
  });

  it('is the same on street grids with long detours and odd seconds', () => {
    const random = seededRandom(11);
    for (let turn = 0; turn < 12; turn++) {
      const inputs = streetGrid(random, 9 + turn);
      expect(lossOf(inputs)).toEqual(bruteForce(inputs));
    }
  });

  it('changes no byte with the order of edges, services and people that have ids', () => {
    fc.assert(
      fc.property(oddSeconds, fc.integer({ min: 1, max: 1e6 }), fc.boolean(), (world, seed, byService) => {
        const random = seededRandom(seed);
        const rows = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
        const named = (order: (count: number) => number[]): string => {
          const { graph, sources, demand, links, ...rest } = world;
          const edges = order(graph.cost.length);
          const services = order(sources.node.length);
          const places = order(demand.node.length);
          const pick = <T>(values: readonly T[], by: readonly number[]): T[] => by.map((at) => values[at] as T);
          return resultJson(
            run({
              ...rest,
              remove: byService ? 'services' : 'edges',
              graph: {
                ...graph,
                from: pick(graph.from, edges),
                to: pick(graph.to, edges),
                cost: pick(graph.cost, edges),
                ids: edges.map((e) => `e${e}`),
              },
              sources: { node: pick(sources.node, services), ids: services },
              demand: {
                node: pick(demand.node, places),
                people: pick(demand.people, places).map((people) => people / 7),
                ids: places,
              },
              ...(links === undefined || byService ? {} : { links: pick(links, edges) }),
            }),
          );
        };
        expect(named((count) => shuffleInPlace(random, rows(count)))).toBe(named(rows));
      }),
      { numRuns: 300, seed: 3 },
    );
  });
});

/** A grid of streets, some missing, of uneven seconds; people at two of three crossings. */
function streetGrid(random: () => number, side: number): World {
  const edges: [number, number, number][] = [];
  for (let i = 0; i < side * side; i++) {
    if (i % side < side - 1 && random() < 0.75) edges.push([i, i + 1, 20 + 40 * random()]);
    if (i + side < side * side && random() < 0.75) edges.push([i, i + side, 20 + 40 * random()]);
  }
  const node = Array.from({ length: side * side }, (_, i) => i).filter(() => random() < 0.67);
  return {
    graph: {
      from: edges.map(([from]) => from),
      to: edges.map(([, to]) => to),
      cost: edges.map(([, , cost]) => cost),
      undirected: random() < 0.7,
      nodeCount: side * side,
    },
    sources: { node: [Math.floor(random() * side * side), Math.floor(random() * side * side)] },
    demand: { node, people: node.map(() => Math.floor(random() * 100)) },
    cutoffMinutes: 5 + 5 * random(),
  };
}

describe('fragility on real roads', () => {
  itOnRealData('ne-nigeria', 'is that of removal one by one for all 61 regional links', async (folder) => {
    const [, ...lines] = readFileSync(join(folder, 'roads_regional_graph_nodes.csv'), 'utf8').trim().split('\n');
    const places = lines.map((line) => line.split(','));
    const number = new Map(places.map(([code], i) => [Number(code), i]));
    const roads = (
      JSON.parse(readFileSync(join(folder, 'roads_regional_graph_edges.geojson'), 'utf8')) as {
        features: { properties: { from: number; to: number; drive_min: number } }[];
      }
    ).features.map(({ properties }) => properties);
    const [, ...districts] = readFileSync(join(folder, 'population_lga_worldpop2020.csv'), 'utf8').trim().split('\n');
    const rows = districts.map((line) => line.split(','));
    const index = buildNearestIndex({
      lon: Float64Array.from(places, (place) => Number(place[1])),
      lat: Float64Array.from(places, (place) => Number(place[2])),
    });
    const nearest = index.nearest(
      { lon: Float64Array.from(rows, (row) => Number(row[4])), lat: Float64Array.from(rows, (row) => Number(row[5])) },
      { meters: false },
    );
    const named = (name: string): number => places.findIndex((place) => place[4]?.startsWith(name));
    const world: World = {
      graph: {
        from: roads.map(({ from }) => number.get(from) as number),
        to: roads.map(({ to }) => number.get(to) as number),
        cost: roads.map(({ drive_min }) => 60 * drive_min),
        undirected: true,
        nodeCount: places.length,
      },
      // The three state capitals; Damaturu has no name in this data.
      sources: { node: [named('Maiduguri'), named('Yola'), number.get(526) as number] },
      demand: { node: Array.from(nearest.index), people: rows.map((row) => Number(row[3])) },
      cutoffMinutes: 120,
    };
    expect([roads.length, places.length]).toEqual([61, 37]);
    const result = run(world);
    expect(Array.from(result.loss as Float64Array)).toEqual(bruteForce(world));
    expect(result.totals.people).toBe(14_741_805);
    expect(result.totals.harmful).toBeGreaterThan(0);
  });
});

describe('a network too long to search', () => {
  it('is refused after so many steps instead of searching for hours', () => {
    const nodes = 400;
    const chain = {
      from: Array.from({ length: nodes - 1 }, (_, i) => i),
      to: Array.from({ length: nodes - 1 }, (_, i) => i + 1),
    };
    // A ring: whatever goes, everybody below must be searched for the way round.
    const forward = roadGraph({
      ...{ from: Float64Array.from([...chain.from, nodes - 1]), to: Float64Array.from([...chain.to, 0]) },
      ...{ cost: new Float64Array(nodes).fill(1), undirected: true },
    });
    const forest = wayForest({ graph: forward, back: reversed(forward), sources: [0], limitSeconds: 300 });
    const people = new Float64Array(forest.count).fill(1);
    const linkOf = Int32Array.from({ length: nodes }, (_, e) => e);
    const lossOfAll = (mostSearched: number): void => {
      const search = new LossSearch({ forest, people, limitSeconds: 300, linkOf, mostSearched });
      for (let p = 1; p < forest.count; p++) search.lost([p], forest.edge[p] as number);
    };
    expect(() => lossOfAll(1000)).toThrow(Problem);
    expect(() => lossOfAll(1_000_000)).not.toThrow();
  });
});
