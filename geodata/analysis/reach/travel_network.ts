// Roads and ground as one graph: cells of the grid, nodes of the roads, and the joins between them. It knows who may go where
// and in how many seconds; services, people and cutoffs are its caller's.
import { Problem } from '../../schema/problem.ts';
import { requireSameLength } from '../number_columns.ts';
import type { RoadGraph } from './graph_rows.ts';
import { metersToMiddle } from './off_road_frame.ts';
import { type OffRoadGrid, offRoadGrid, PASSABLE, threatFactor } from './off_road_grid.ts';
import { FLAT, type SlopeFactors, slopeTable, TOBLER } from './off_road_slopes.ts';
import { offRoadWays } from './off_road_ways.ts';
import { roadGraph } from './road_graph.ts';
import { shortestWays } from './shortest_ways.ts';
import { BICYCLE_SLOPES } from './speed_tables.ts';
import type { RoadsInput, TravelInput } from './travel_time_schema.ts';

/**
 * Vertices: the cells of the framed grid, then the nodes (as people on foot, or in the one mode there is), then for
 * walk-then-vehicle the nodes once more, in a vehicle.
 */
export interface TravelNetwork {
  readonly grid: OffRoadGrid | null;
  readonly toward: boolean;
  readonly nodeCount: number;
  readonly cellCount: number;
  /** First vertex of the nodes, and of the nodes in a vehicle (null = vehicles are no layer of their own). */
  readonly firstNode: number;
  readonly firstVehicle: number | null;
  readonly vertexCount: number;
  /** Arcs by seconds between all vertices, reversed already when `toward`; null where there is no graph. */
  readonly links: RoadGraph | null;
  /** Edge of `links` from which on edges are no roads: boardings, then two for each join. */
  readonly firstBoarding: number;
  /** 1 for nodes of vehicle roads, where people get on and off; seconds of getting on. */
  readonly boards: Uint8Array;
  readonly boardingSeconds: number;
  /** Rows of `joinedNode`, `joinedCell`, `joinSeconds`: each node in a passable cell. */
  readonly joinedNode: Int32Array;
  readonly joinedCell: Int32Array;
  readonly joinSeconds: Float64Array;
  /** Nodes that no cell takes: outside of the grid, and in impassable cells. */
  readonly nodesOutside: number;
  readonly nodesBlocked: number;
  readonly roads: RoadsInput | null;
}

export interface Reach {
  readonly seconds: Float64Array;
  readonly owner: Int32Array;
}

function slopeOf(input: TravelInput): SlopeFactors {
  if (input.mode === 'vehicle') return FLAT;
  if (input.mode !== 'bicycle') return TOBLER;
  const { first, step, timeFactor } = input.slopeTable ?? BICYCLE_SLOPES;
  return slopeTable({ first, step, factors: timeFactor });
}

export function travelNetwork(input: TravelInput): TravelNetwork {
  const { graph: roads = null, threats, mode, direction } = input;
  const grid = input.grid === undefined ? null : offRoadGrid(input.grid, slopeOf(input), threats);
  const graph = roads === null ? null : roadGraph(roads);
  if (roads !== null) {
    const { from, closed, threat, vehicle } = roads;
    requireSameLength('/graph', { from, closed, threat, vehicle });
  }
  const nodeCount = graph?.nodeCount ?? 0;
  const firstNode = grid?.framed.pace.length ?? 0;
  const twoLayers = mode === 'walk-then-vehicle' && graph !== null;
  const firstVehicle = twoLayers ? firstNode + nodeCount : null;
  const base = {
    ...{ grid, roads, nodeCount, firstNode, firstVehicle, toward: direction === 'toward' },
    boardingSeconds: input.boardingSeconds,
    cellCount: grid === null ? 0 : grid.blocked.length,
    vertexCount: firstNode + nodeCount * (twoLayers ? 2 : 1),
    ...joinsOf(grid, roads, nodeCount),
  };
  return {
    ...base,
    ...(roads === null ? { links: null, firstBoarding: 0, boards: new Uint8Array(0) } : linksOf(base, roads, input)),
  };
}

type Joins = Pick<TravelNetwork, 'joinedNode' | 'joinedCell' | 'joinSeconds' | 'nodesOutside' | 'nodesBlocked'>;

/** A node joins the cell it lies in: meters to the middle of the cell at the cell's pace, in both directions, without slope. */
function joinsOf(grid: OffRoadGrid | null, roads: RoadsInput | null, nodeCount: number): Joins {
  const node: number[] = [];
  const cellOf: number[] = [];
  const seconds: number[] = [];
  let nodesOutside = 0;
  let nodesBlocked = 0;
  if (grid !== null && roads !== null && nodeCount > 0) {
    const { lon, lat } = roads;
    if (lon === undefined || lat === undefined) {
      throw new Problem('invalid_input', 'The road graph and the grid do not meet.', [
        { pointer: '/graph/lon', detail: 'Give lon and lat of each node, so that roads and ground can be joined.' },
      ]);
    }
    for (let i = 0; i < nodeCount; i++) {
      const cell = grid.frame.cellAt(lon[i] as number, lat[i] as number);
      if (cell < 0) nodesOutside++;
      else if (grid.blocked[cell] !== PASSABLE) nodesBlocked++;
      else {
        node.push(i);
        cellOf.push(cell);
        seconds.push(
          metersToMiddle(grid.frame, { lon, lat }, i, cell) * (grid.framed.pace[vertexOf(grid, cell)] as number),
        );
      }
    }
  }
  return {
    ...{ nodesOutside, nodesBlocked, joinedNode: Int32Array.from(node), joinedCell: Int32Array.from(cellOf) },
    joinSeconds: Float64Array.from(seconds),
  };
}

export function vertexOf(grid: OffRoadGrid, cell: number): number {
  const { width, frame, stride } = grid.framed;
  return (Math.floor(cell / width) + frame) * stride + (cell % width) + frame;
}

type Links = Pick<TravelNetwork, 'links' | 'firstBoarding' | 'boards'>;

function linksOf(network: Omit<TravelNetwork, keyof Links>, roads: RoadsInput, input: TravelInput): Links {
  const { grid, nodeCount, firstNode, firstVehicle, toward, joinedNode, joinedCell, joinSeconds } = network;
  const from: number[] = [];
  const to: number[] = [];
  const cost: number[] = [];
  const add = (a: number, b: number, seconds: number): void => {
    from.push(toward ? b : a);
    to.push(toward ? a : b);
    cost.push(seconds);
  };
  const boards = new Uint8Array(nodeCount);
  for (let e = 0; e < roads.cost.length; e++) {
    const danger = roads.threat === undefined ? 1 : threatFactor(input.threats, roads.threat[e] as number);
    if (roads.closed?.[e] === 1 || danger === Number.POSITIVE_INFINITY) continue;
    const a = roads.from[e] as number;
    const b = roads.to[e] as number;
    const seconds = (roads.cost[e] as number) * danger;
    const drives = firstVehicle !== null && roads.vehicle?.[e] !== 0;
    const first = drives ? firstVehicle : firstNode;
    add(first + a, first + b, seconds);
    if (roads.undirected) add(first + b, first + a, seconds);
    if (drives) boards[a] = boards[b] = 1;
  }
  const firstBoarding = cost.length;
  // The search enters a vehicle at its starts only (see `reachOf`) and leaves it here: getting off, or toward care getting on.
  for (let i = 0; firstVehicle !== null && i < nodeCount; i++) {
    if (boards[i] !== 1) continue;
    from.push(firstVehicle + i);
    to.push(firstNode + i);
    cost.push(toward ? input.boardingSeconds : 0);
  }
  for (let j = 0; j < joinedNode.length; j++) {
    const cell = vertexOf(grid as OffRoadGrid, joinedCell[j] as number);
    add(firstNode + (joinedNode[j] as number), cell, joinSeconds[j] as number);
    add(cell, firstNode + (joinedNode[j] as number), joinSeconds[j] as number);
  }
  const links = roadGraph({
    ...{ from: Float64Array.from(from), to: Float64Array.from(to), cost: Float64Array.from(cost) },
    nodeCount: network.vertexCount,
  });
  return { links, firstBoarding, boards };
}

/** A source as the vertices that a search begins at, with seconds. Several rows may belong to one source. */
export interface Starts {
  readonly vertex: Int32Array;
  readonly seconds: Float64Array;
  readonly source: Int32Array;
}

/** Seconds and source of each vertex. */
export function reachOf(network: TravelNetwork, starts: Starts, cutoffSeconds?: number): Reach {
  const walked = searchFrom(network, starts, cutoffSeconds);
  return network.firstVehicle === null
    ? walked
    : searchFrom(network, withRides(network, starts, walked), cutoffSeconds);
}

/**
 * Walk, one ride, walk: people enter the vehicle wherever the walk between its node and a source is known from a first search. What is
 * walked at the other end of the ride is found by the second one.
 */
function withRides(network: TravelNetwork, starts: Starts, walked: Reach): Starts {
  const { firstNode, firstVehicle, boards, toward, boardingSeconds } = network;
  const rows = Array.from(starts.vertex, (vertex, i) => {
    return { vertex, seconds: starts.seconds[i] as number, source: starts.source[i] as number };
  });
  for (let i = 0; i < boards.length; i++) {
    const source = walked.owner[firstNode + i] as number;
    if (boards[i] !== 1 || source < 0) continue;
    const seconds = (walked.seconds[firstNode + i] as number) + (toward ? 0 : boardingSeconds);
    rows.push({ vertex: (firstVehicle as number) + i, seconds, source });
  }
  // Among equals the first start wins, which must be that of the first source.
  rows.sort((a, b) => a.source - b.source || a.vertex - b.vertex);
  return {
    vertex: Int32Array.from(rows, (row) => row.vertex),
    seconds: Float64Array.from(rows, (row) => row.seconds),
    source: Int32Array.from(rows, (row) => row.source),
  };
}

function searchFrom(network: TravelNetwork, starts: Starts, cutoffSeconds: number | undefined): Reach {
  const { grid, links, vertexCount, toward } = network;
  const shared = { sources: starts.vertex, sourceCosts: starts.seconds, cutoffSeconds };
  const ways =
    grid === null
      ? shortestWays({ ...shared, graph: links as RoadGraph })
      : offRoadWays({ ...shared, grid: grid.framed, links, vertexCount, toward });
  return {
    seconds: ways.seconds,
    owner: ways.owner.map((start) => (start < 0 ? -1 : (starts.source[start] as number))),
  };
}
