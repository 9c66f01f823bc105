// Whether a road network hangs together, and who lives on its loose pieces: the report to read before any travel time.
import { Problem } from '../../schema/problem.ts';
import { entry } from '../method.ts';
import { describeInput, sheet } from '../method_sheet.ts';
import { orderOfIds, reordered, requireSameLength } from '../number_columns.ts';
import {
  type ConnectivityInput,
  type ConnectivityResult,
  connectivityInput,
  connectivityResult,
  type PlacedInput,
} from './connectivity_schema.ts';
import { compensatedSum } from './gap_figures.ts';
import { circuitsOf, islandsOf } from './graph_islands.ts';
import type { RoadGraph } from './graph_rows.ts';
import { straightLines } from './nearest_edge.ts';
import { roadGraph } from './road_graph.ts';
import { snapToEdges } from './snapping.ts';

const MOST_ISLANDS = 1000;

/**
 * Does the road network hang together, and who is on a piece that reaches no service?
 *
 * Method: islands are the components of the graph with directions left aside (union–find); nodes from which there is no way
 * there and back are found by strongly connected components (Tarjan 1972, doi:10.1137/0201010). Places are joined to the
 * nearest point of the nearest edge within `snapMeters`; edges are taken as straight between their nodes.
 * Inputs: `graph` with `lon`, `lat` in degrees (needed for places), `demand` and `services` as nodes or places, people per place.
 * Output: totals, islands by people, island of each node, meters to the network of each place (null = farther than `snapMeters`).
 * With ids, rows of `demandMeters` and `serviceMeters` follow the order of the ids.
 * Throws Problem invalid_input when an edge names a node that is not there, columns differ in length, or places come without
 * positions of nodes.
 * Cost: O(nodes + edges) for the network, O(log edges) a place; a million nodes in about half a second.
 * Checked against breadth-first search on random graphs and hand-made cases.
 *
 * Assumption that can harm: a digitising gap of a meter looks like a broken road, and a bridge that fell still joins. A loose
 * piece on the map is a reason to look, not a fact about the ground.
 */
export function connectivity(input: ConnectivityInput): ConnectivityResult {
  const { graph: edges, snapMeters } = input;
  const graph = roadGraph(edges);
  const { island, count } = islandsOf(graph);
  const demand = input.demand === undefined ? null : joined('/demand', input.demand, input);
  const services = input.services === undefined ? null : joined('/services', input.services, input);
  const people =
    input.demand === undefined ? null : reordered(input.demand.people, orderOfIds('/demand', input.demand.ids));
  const table = islandTable(graph, island, count);
  const servicesOn = services === null ? null : countOn(services.node, island, count);
  const peopleOn = demand === null || people === null ? null : peopleOnIslands(demand.node, people, island, count);
  const order = Int32Array.from({ length: count }, (_, i) => i);
  const weight = (i: number): number => peopleOn?.[i] ?? 0;
  order.sort((a, b) => weight(b) - weight(a) || (table.nodes[b] as number) - (table.nodes[a] as number) || a - b);
  const off = (of: { readonly node: Int32Array } | null): number | null =>
    of === null ? null : of.node.reduce((sum, node) => sum + (node < 0 ? 1 : 0), 0);
  const loose = peopleOn === null || servicesOn === null ? null : peopleOn.filter((_, i) => servicesOn[i] === 0);
  const missing = people === null ? 0 : people.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0);
  const known = (value: number): number => (Number.isNaN(value) ? 0 : value);
  return {
    ...sheet({
      method: 'connectivity',
      version: '1',
      parameters: { snapMeters, undirected: edges.undirected },
      inputs: {
        graph: describeInput(edges, edges.cost.length),
        ...(input.demand === undefined ? {} : { demand: describeInput(input.demand, input.demand.people.length) }),
        ...(input.services === undefined
          ? {}
          : { services: describeInput(input.services, services?.node.length ?? 0) }),
      },
      warnings:
        missing === 0 ? [] : [`${missing} places have no number of people: they count as places and add nobody.`],
    }),
    totals: {
      nodes: graph.nodeCount,
      edges: edges.cost.length,
      islands: count,
      oneWayNodes: oneWayNodes(graph, island, count),
      people: people === null ? null : compensatedSum(people.map(known)),
      peopleWithoutService: loose === null ? null : compensatedSum(loose),
      peopleOffNetwork:
        people === null || demand === null
          ? null
          : compensatedSum(people.map((n, i) => ((demand.node[i] as number) < 0 ? known(n) : 0))),
      services: services?.node.length ?? null,
      servicesOffNetwork: off(services),
    },
    islands: Array.from(order.subarray(0, MOST_ISLANDS), (i) => ({
      node: table.first[i] as number,
      nodes: table.nodes[i] as number,
      edges: table.edges[i] as number,
      people: peopleOn?.[i] ?? null,
      services: servicesOn?.[i] ?? null,
    })),
    island,
    demandMeters: demand?.meters ?? null,
    serviceMeters: services?.meters ?? null,
  };
}

interface Joined {
  /** A node of the edge that each place is joined to (both ends are on one island); −1 = off the network. */
  readonly node: Int32Array;
  readonly meters: Float64Array;
}

function joined(pointer: string, placed: PlacedInput, { graph, snapMeters }: ConnectivityInput): Joined {
  const { node, lon, lat, ids } = placed;
  const people = 'people' in placed ? placed.people : undefined;
  requireSameLength(pointer, { node, lon, lat, ids, people });
  const order = orderOfIds(pointer, ids);
  if ((node === undefined) === (lon === undefined || lat === undefined)) {
    throw wrong(pointer, 'Give node, or lon and lat.');
  }
  if (node !== undefined) {
    const nodeCount = roadNodeCount(graph);
    const odd = node.findIndex((value) => !Number.isInteger(value) || value >= nodeCount);
    if (odd >= 0) throw wrong(`${pointer}/node/${odd}`, 'The graph has no such node.');
    return { node: Int32Array.from(reordered(node, order)), meters: new Float64Array(node.length) };
  }
  if (graph.lon === undefined || graph.lat === undefined) {
    throw wrong('/graph/lon', 'Places can only be joined to a network whose nodes have lon and lat.');
  }
  const places = { lon: reordered(lon as Float64Array, order), lat: reordered(lat as Float64Array, order) };
  const lines = straightLines({ from: graph.from, to: graph.to, lon: graph.lon, lat: graph.lat });
  const { edge, meters } = snapToEdges({ places, lines, maxMeters: snapMeters });
  return { node: edge.map((e) => (e < 0 ? -1 : (graph.from[e] as number))), meters };
}

const roadNodeCount = (graph: ConnectivityInput['graph']): number =>
  graph.nodeCount ?? graph.lon?.length ?? Math.max(-1, largest(graph.from), largest(graph.to)) + 1;

const largest = (column: Float64Array): number => column.reduce((most, value) => Math.max(most, value), -1);

function islandTable(graph: RoadGraph, island: Int32Array, count: number) {
  const table = { first: new Int32Array(count).fill(-1), nodes: new Int32Array(count), edges: new Int32Array(count) };
  const counted = new Uint8Array(graph.edge.reduce((most, e) => Math.max(most, e), -1) + 1);
  for (let node = 0; node < graph.nodeCount; node++) {
    const i = island[node] as number;
    if (table.first[i] === -1) table.first[i] = node;
    table.nodes[i] = (table.nodes[i] as number) + 1;
    for (let arc = graph.start[node] as number; arc < (graph.start[node + 1] as number); arc++) {
      const e = graph.edge[arc] as number;
      if (counted[e] === 1) continue;
      counted[e] = 1;
      table.edges[i] = (table.edges[i] as number) + 1;
    }
  }
  return table;
}

function countOn(nodes: Int32Array, island: Int32Array, count: number): Int32Array {
  const on = new Int32Array(count);
  for (const node of nodes) {
    if (node >= 0) on[island[node] as number] = (on[island[node] as number] as number) + 1;
  }
  return on;
}

function peopleOnIslands(nodes: Int32Array, people: Float64Array, island: Int32Array, count: number): Float64Array {
  const on = new Float64Array(count);
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i] as number;
    const value = people[i] as number;
    if (node >= 0 && !Number.isNaN(value)) on[island[node] as number] = (on[island[node] as number] as number) + value;
  }
  return on;
}

/** Nodes outside the largest circuit of their island. */
function oneWayNodes(graph: RoadGraph, island: Int32Array, count: number): number {
  const { circuit, count: circuits } = circuitsOf(graph);
  const size = new Int32Array(circuits);
  for (const c of circuit) size[c] = (size[c] as number) + 1;
  const largestOn = new Int32Array(count);
  for (let node = 0; node < graph.nodeCount; node++) {
    const i = island[node] as number;
    largestOn[i] = Math.max(largestOn[i] as number, size[circuit[node] as number] as number);
  }
  return graph.nodeCount - largestOn.reduce((sum, nodes) => sum + nodes, 0);
}

const wrong = (pointer: string, detail: string): Problem =>
  new Problem('invalid_input', 'Demand and services have to fit the network.', [{ pointer, detail }]);

export const connectivityMethod = entry({
  id: 'connectivity',
  version: '1',
  title: 'Connectivity of the road network',
  summary:
    'Pieces of the road network that nothing joins, one-way traps, and the people and services on them or off the network.',
  theme: 'reach',
  source: 'reach/connectivity.ts',
  inputs: connectivityInput,
  result: connectivityResult,
  compute: connectivity,
  example: {
    graph: {
      from: [0, 1, 3],
      to: [1, 2, 4],
      cost: [60, 90, 30],
      lon: [12, 12.1, 12.2, 12.5, 12.6],
      lat: [11, 11, 11, 11, 11],
      undirected: true,
    },
    demand: { lon: [12.05, 12.55, 13.5], lat: [11.01, 11, 11], people: [100, 40, 7] },
    services: { lon: [12.2], lat: [11.001] },
  },
});
