// Positions meet a road graph at its nearest point, not at its nearest node: the graph gets a node there, before any search. For
// roads without ground; where there is a grid, people walk over it. It knows lines and columns, no minutes.
import { type PlacesTable, readPlaces } from '../places.ts';
import { type EdgeLines, straightLines } from './nearest_edge.ts';
import { threatFactor } from './off_road_grid.ts';
import { roadGraph } from './road_graph.ts';
import { type SnappedGraph, snappedGraph, twinEdges } from './snapped_graph.ts';
import { type Snaps, snapToEdges } from './snapping.ts';
import type { RoadsInput, TravelInput } from './travel_time_schema.ts';

/** Half the way round the Earth: some edge is always found. */
const ANYWHERE_METERS = 20_004_000;

export interface OnRoads<Input> {
  readonly input: Input;
  /** Nodes of the graph that was given; those after them were made here. Null where the input was left as it is. */
  readonly givenNodes: number | null;
  readonly entries: RoadEntries | null;
}

/** Node and meters of each position, demand in the order of its ids. */
export interface RoadEntries {
  readonly sources: { readonly node: Int32Array; readonly meters: Float64Array } | null;
  readonly demand: { readonly node: Int32Array; readonly meters: Float64Array } | null;
}

/**
 * The same question on a graph that has a node at the nearest point of the nearest usable edge for each position of sources
 * and demand; edges are straight between their nodes, and a piece of an edge has its share of the cost. Left as it is: inputs
 * with a grid, graphs without positions or edges, and what does not fit together (the analysis says so itself).
 */
export function withPlacesOnRoads<Input extends TravelInput & { readonly demand?: PlacesTable | undefined }>(
  input: Input,
): OnRoads<Input> {
  const { graph, grid, sources } = input;
  const left = { input, givenNodes: null, entries: null };
  if (grid !== undefined || graph === undefined) return left;
  const demand = input.demand === undefined ? null : readPlaces('/demand', input.demand);
  const placed = sources.lon !== undefined && sources.lon.length === sources.lat?.length;
  if (demand?.planar || (!placed && demand === null)) return left;
  const { nodeCount } = roadGraph(graph);
  if (graph.lon === undefined || graph.lat === undefined || !fitsTogether(graph)) return left;
  const usable = usableEdges(graph, input.threats);
  if (usable.length === 0) return left;
  const lon = [...(placed ? (sources.lon ?? []) : []), ...(demand?.across ?? [])];
  const lat = [...(placed ? (sources.lat ?? []) : []), ...(demand?.up ?? [])];
  const lines = straightLines({ from: graph.from, to: graph.to, lon: graph.lon, lat: graph.lat });
  const found = snapToEdges({ places: { lon, lat }, lines: linesOf(lines, usable), maxMeters: ANYWHERE_METERS });
  const snaps = { ...found, edge: found.edge.map((row) => usable[row] as number) };
  const cut = snappedGraph({ edges: graph, nodeCount, snaps, twin: twinEdges(graph, lines) });
  const ofEdge = (column: Uint8Array | Float64Array | undefined) =>
    column === undefined
      ? undefined
      : column.constructor === Uint8Array
        ? Uint8Array.from(cut.edge, (row) => column[row] as number)
        : Float64Array.from(cut.edge, (row) => column[row] as number);
  const cutGraph = {
    ...graph,
    ...positionsOf(graph as Positioned, lines, cut, snaps),
    ...{ from: Float64Array.from(cut.from), to: Float64Array.from(cut.to), cost: cut.cost, nodeCount: cut.nodeCount },
    ...{ closed: ofEdge(graph.closed), threat: ofEdge(graph.threat), vehicle: ofEdge(graph.vehicle), ids: undefined },
  };
  const sourceCount = placed ? (sources.lon?.length ?? 0) : 0;
  return {
    input: { ...input, graph: cutGraph as RoadsInput },
    givenNodes: nodeCount,
    entries: {
      sources: placed
        ? { node: cut.node.subarray(0, sourceCount), meters: snaps.meters.subarray(0, sourceCount) }
        : null,
      demand:
        demand === null ? null : { node: cut.node.subarray(sourceCount), meters: snaps.meters.subarray(sourceCount) },
    },
  };
}

type Positioned = RoadsInput & { readonly lon: Float64Array; readonly lat: Float64Array };

/** Positions of all nodes: those given, then each new one along its edge. */
function positionsOf(graph: Positioned, lines: EdgeLines, cut: SnappedGraph, snaps: Snaps) {
  const positions = { lon: new Float64Array(cut.nodeCount), lat: new Float64Array(cut.nodeCount) };
  positions.lon.set(graph.lon);
  positions.lat.set(graph.lat);
  cut.node.forEach((node, i) => {
    if (node < graph.lon.length) return;
    const at = 2 * (snaps.edge[i] as number);
    const share = snaps.share[i] as number;
    const [lon, lat] = [lines.lon[at] as number, lines.lat[at] as number];
    const turn = (lines.lon[at + 1] as number) - lon;
    const east = lon + share * (turn - 360 * Math.round(turn / 360));
    positions.lon[node] = east > 180 ? east - 360 : east < -180 ? east + 360 : east;
    positions.lat[node] = lat + share * ((lines.lat[at + 1] as number) - lat);
  });
  return positions;
}

const fitsTogether = ({ from, closed, threat, vehicle }: RoadsInput): boolean =>
  [closed, threat, vehicle].every((column) => column === undefined || column.length === from.length);

/** Edges that somebody may be on: not closed, and not through a danger that is avoided. */
function usableEdges(graph: RoadsInput, threats: TravelInput['threats']): Int32Array {
  return Int32Array.from(graph.from, (_, e) => e).filter(
    (e) =>
      graph.closed?.[e] !== 1 &&
      (graph.threat === undefined || threatFactor(threats, graph.threat[e] as number) !== Number.POSITIVE_INFINITY),
  );
}

function linesOf(lines: EdgeLines, edges: Int32Array): EdgeLines {
  const taken = (column: Float64Array): Float64Array =>
    Float64Array.from(
      { length: 2 * edges.length },
      (_, i) => column[2 * (edges[i >> 1] as number) + (i & 1)] as number,
    );
  return {
    start: Int32Array.from({ length: edges.length + 1 }, (_, e) => 2 * e),
    lon: taken(lines.lon),
    lat: taken(lines.lat),
  };
}
