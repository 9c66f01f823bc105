// Positions, nodes and cells of the input as vertices of a travel network, and the reach of a search read back row by row: nodes
// first, then cells. It knows places, no minutes and no people.
import { Problem } from '../../schema/problem.ts';
import { orderOfIds, requireSameLength } from '../number_columns.ts';
import type { LonLatColumns } from './ellipsoid.ts';
import { buildNearestIndex } from './nearest.ts';
import { DANGER, type OffRoadGrid, PASSABLE } from './off_road_grid.ts';
import { movesOf } from './off_road_ways.ts';
import { type Reach, reachOf, type Starts, type TravelNetwork, vertexOf } from './travel_network.ts';
import type { RoadEntries } from './travel_snapping.ts';
import { BEYOND_CUTOFF, NO_WAY, OUTSIDE, REACHED, type SourcesInput } from './travel_time_schema.ts';

/** Walking from a position to the roads where there is no grid: built-up and bare ground of the AccessMod tables. */
const SNAP_KMH = 5;
const SECONDS_PER_METER = 3.6 / SNAP_KMH;

/** Where a position enters the network: a row (node, or nodeCount + cell) and seconds to it; row −1 with the reason. */
interface Entry {
  readonly row: number;
  readonly seconds: number;
  readonly reason: number;
  readonly stepped: boolean;
}

const odd = (pointer: string, detail: string): Problem =>
  new Problem('invalid_input', 'A place does not fit the roads and ground that were given.', [{ pointer, detail }]);

const neighbors = movesOf(8);

/**
 * A place in an impassable cell steps to the nearest passable one of the 8 around it, at that cell's pace. A danger area may be
 * left so, but not entered: where the way ends at the place (`isEnd`), nobody is led across its border.
 */
export function entryOfCell(network: TravelNetwork, grid: OffRoadGrid, cell: number, isEnd: boolean): Entry {
  const at = (row: number, seconds: number, stepped: boolean): Entry => ({ row, seconds, reason: REACHED, stepped });
  if (grid.blocked[cell] === PASSABLE) return at(network.nodeCount + cell, 0, false);
  const { width, height, frame, pace, lengths } = grid.framed;
  const row = Math.floor(cell / width);
  const column = cell % width;
  const blocked = grid.blocked[cell] as number;
  let best: Entry = { row: -1, seconds: Number.POSITIVE_INFINITY, reason: blocked, stepped: false };
  if (isEnd && blocked === DANGER) return best;
  let nearest = Number.POSITIVE_INFINITY;
  // Straight neighbors come first, north to south, so equal ways go to them.
  neighbors.forEach((move, m) => {
    const [r, c] = [row + move.rows, column + move.columns];
    if (r < 0 || r >= height || c < 0 || c >= width || grid.blocked[r * width + c] !== PASSABLE) return;
    const meters = lengths[(row + frame) * grid.framed.moves.length + m] as number;
    if (meters >= nearest) return;
    nearest = meters;
    const next = r * width + c;
    best = at(network.nodeCount + next, meters * (pace[vertexOf(grid, next)] as number), true);
  });
  return best;
}

/** Entries of positions: the cell they lie in; where no road is open (travel_snapping.ts), the nearest node, walked to at 5 km/h. */
export function entriesOf(
  network: TravelNetwork,
  pointer: '/sources' | '/demand',
  places: LonLatColumns,
): readonly Entry[] {
  const { grid, roads, toward } = network;
  if (grid !== null) {
    const isEnd = (pointer === '/sources') === toward;
    return Array.from(places.lon, (lon, i) => {
      const cell = grid.frame.cellAt(lon, places.lat[i] as number);
      return cell < 0
        ? { row: -1, seconds: 0, reason: OUTSIDE, stepped: false }
        : entryOfCell(network, grid, cell, isEnd);
    });
  }
  const { lon, lat } = roads ?? {};
  if (lon === undefined || lat === undefined) {
    throw odd(pointer, 'Positions need lon and lat of the nodes of the graph, or a grid with bbox.');
  }
  const { index, meters } = buildNearestIndex({ lon, lat }).nearest(places);
  return Array.from(places.lon, (_, i) => {
    const row = index[i] as number;
    if (!(row >= 0)) return { row: -1, seconds: 0, reason: OUTSIDE, stepped: false };
    return { row, seconds: (meters[i] as number) * SECONDS_PER_METER, reason: REACHED, stepped: false };
  });
}

/** Entries of positions that were joined to the nearest point of a road, walked to at 5 km/h. */
export const entriesOnRoads = ({ node, meters }: NonNullable<RoadEntries['sources']>): readonly Entry[] =>
  Array.from(node, (row, i) => ({
    row,
    seconds: (meters[i] as number) * SECONDS_PER_METER,
    reason: REACHED,
    stepped: false,
  }));

export interface PlacedSources {
  readonly starts: Starts;
  /** Input row of each source in the order of ids; null = as given. */
  readonly order: Int32Array | null;
  readonly count: number;
  readonly stepped: number;
  /** Sources that can be entered from nowhere. */
  readonly lost: number;
}

/** Vertices that a search begins at. Throws Problem invalid_input where a source names what is not there. */
export function placedSources(
  network: TravelNetwork,
  sources: SourcesInput,
  roads: RoadEntries | null = null,
): PlacedSources {
  const { node, cell, lon, lat, ids } = sources;
  const given = [node, cell, lon ?? lat].filter((column) => column !== undefined);
  if (given.length !== 1 || (lon === undefined) !== (lat === undefined)) {
    throw odd('/sources', 'Give sources as node, as cell, or as lon and lat: one of the three.');
  }
  requireSameLength('/sources', { node, cell, lon, lat, ids });
  const order = orderOfIds('/sources', ids);
  const entries = roads?.sources ? entriesOnRoads(roads.sources) : sourceEntries(network, sources);
  const starts: { vertex: number; seconds: number; source: number }[] = [];
  let stepped = 0;
  let lost = 0;
  for (let source = 0; source < entries.length; source++) {
    const { row, seconds, stepped: moved } = entries[order?.[source] ?? source] as Entry;
    if (moved) stepped++;
    if (row < 0) lost++;
    else starts.push({ vertex: vertexOfRow(network, row), seconds, source });
  }
  return {
    starts: {
      vertex: Int32Array.from(starts, (start) => start.vertex),
      seconds: Float64Array.from(starts, (start) => start.seconds),
      source: Int32Array.from(starts, (start) => start.source),
    },
    ...{ order, count: entries.length, stepped, lost },
  };
}

function sourceEntries(network: TravelNetwork, { node, cell, lon, lat }: SourcesInput): readonly Entry[] {
  const within = (name: string, column: Float64Array, count: number): void => {
    for (let i = 0; i < column.length; i++) {
      const index = column[i] as number;
      if (!Number.isInteger(index) || index >= count) throw odd(`/sources/${name}/${i}`, `There is no such ${name}.`);
    }
  };
  if (node !== undefined) {
    within('node', node, network.nodeCount);
    return Array.from(node, (row) => ({ row, seconds: 0, reason: REACHED, stepped: false }));
  }
  if (cell === undefined) return entriesOf(network, '/sources', { lon: lon as Float64Array, lat: lat as Float64Array });
  within('cell', cell, network.cellCount);
  return Array.from(cell, (index) => entryOfCell(network, network.grid as OffRoadGrid, index, network.toward));
}

function vertexOfRow({ nodeCount, firstNode, grid }: TravelNetwork, row: number): number {
  return row < nodeCount ? firstNode + row : vertexOf(grid as OffRoadGrid, row - nodeCount);
}

/** Seconds and owner of each node and cell, from the vertices of a search. */
export function reachOfRows(network: TravelNetwork, starts: Starts, cutoffSeconds?: number): Reach {
  const { nodeCount, cellCount, firstNode, grid } = network;
  const { seconds: byVertex, owner: ownerOf } = reachOf(network, starts, cutoffSeconds);
  const seconds = new Float64Array(nodeCount + cellCount);
  const owner = new Int32Array(nodeCount + cellCount);
  const put = (row: number, vertex: number): void => {
    seconds[row] = byVertex[vertex] as number;
    owner[row] = ownerOf[vertex] as number;
  };
  for (let node = 0; node < nodeCount; node++) put(node, firstNode + node);
  for (let cell = 0; cell < cellCount; cell++) put(nodeCount + cell, vertexOf(grid as OffRoadGrid, cell));
  return { seconds, owner };
}

/** Seconds, owner and reason of a position that enters the network at a row. */
export function reachOfEntry(entry: Entry, rows: Reach): { seconds: number; owner: number; reason: number } {
  if (entry.row < 0) return { seconds: Number.POSITIVE_INFINITY, owner: -1, reason: entry.reason };
  const seconds = (rows.seconds[entry.row] as number) + entry.seconds;
  const owner = rows.owner[entry.row] as number;
  return { seconds, owner, reason: owner < 0 ? NO_WAY : REACHED };
}

/** REACHED, BEYOND_CUTOFF or NO_WAY by minutes; Infinity = no way. The cutoff itself is within. */
export function reasonOf(minutes: number, cutoffMinutes: number): number {
  if (minutes === Number.POSITIVE_INFINITY) return NO_WAY;
  return minutes <= cutoffMinutes ? REACHED : BEYOND_CUTOFF;
}
