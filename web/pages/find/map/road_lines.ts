// Roads of a travel pack as lines to draw: edges that run on into one another become one line. Columns, no object per road: a
// pack has hundreds of thousands. Pure; knows nothing of the map.
import { mercatorX, mercatorY } from '../../../../geodata/formats/web_mercator.ts';
import type { TravelColumns } from '../../../../geodata/schema/pack.ts';

/** Where the nodes of a pack are drawn: Web Mercator from 0 to 1. */
export interface DrawnNodes {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export interface RoadLines extends DrawnNodes {
  /** Nodes of all lines, one line after the other. */
  readonly corners: Int32Array;
  /** First corner of each line in `corners`, and the end of the last one. */
  readonly start: Int32Array;
  /** West, north, east and south of each line, in Web Mercator. */
  readonly boxes: Float64Array;
}

export const drawnNodes = ({ lon, lat }: TravelColumns): DrawnNodes => ({
  x: lon.map(mercatorX),
  y: lat.map(mercatorY),
});

/** The edges of one class at each node stand at `ends[start[node]]` up to `ends[start[node + 1]]`. */
interface Ends {
  readonly start: Int32Array;
  readonly ends: Int32Array;
}

/** Lines of the major roads (1), or of the others (0). O(nodes + edges). */
export function roadLines(travel: TravelColumns, nodes: DrawnNodes, wanted: 0 | 1): RoadLines {
  const { from, to, lon } = travel;
  const { start, ends } = endsOf(travel, wanted);
  const drawn = new Uint8Array(from.length);
  const corners = new Int32Array(2 * ends.length);
  const starts: number[] = [0];
  let count = 0;
  const degree = (node: number) => (start[node + 1] as number) - (start[node] as number);

  /** The edge that carries on from a node, or -1 at a crossing, at an end, and where a ring closes. */
  const onward = (node: number): number => {
    if (degree(node) !== 2) return -1;
    const first = ends[start[node] as number] as number;
    const edge = drawn[first] === 0 ? first : (ends[(start[node] as number) + 1] as number);
    return drawn[edge] === 0 ? edge : -1;
  };
  const walk = (origin: number, first: number): void => {
    let node = origin;
    corners[count++] = node;
    for (let edge = first; edge !== -1; edge = onward(node)) {
      drawn[edge] = 1;
      node = (from[edge] === node ? to[edge] : from[edge]) as number;
      corners[count++] = node;
    }
    starts.push(count);
  };
  const walkAll = (mayStart: (node: number) => boolean): void => {
    for (let node = 0; node < lon.length; node++) {
      if (!mayStart(node)) continue;
      for (let end = start[node] as number; end < (start[node + 1] as number); end++) {
        const edge = ends[end] as number;
        if (drawn[edge] === 0) walk(node, edge);
      }
    }
  };
  walkAll((node) => degree(node) !== 2);
  // What is left are rings without a crossing.
  walkAll((node) => degree(node) === 2);
  const lines = { ...nodes, corners: corners.slice(0, count), start: Int32Array.from(starts) };
  return { ...lines, boxes: boxesOf(lines) };
}

function endsOf({ from, to, major, lon }: TravelColumns, wanted: 0 | 1): Ends {
  const start = new Int32Array(lon.length + 1);
  const each = (visit: (node: number, edge: number) => void): void => {
    for (let edge = 0; edge < from.length; edge++) {
      if (major[edge] !== wanted || from[edge] === to[edge]) continue;
      visit(from[edge] as number, edge);
      visit(to[edge] as number, edge);
    }
  };
  each((node) => {
    start[node + 1] = (start[node + 1] as number) + 1;
  });
  for (let node = 0; node < lon.length; node++) start[node + 1] = (start[node + 1] as number) + (start[node] as number);
  const ends = new Int32Array(start[lon.length] as number);
  const next = start.slice();
  each((node, edge) => {
    ends[next[node] as number] = edge;
    next[node] = (next[node] as number) + 1;
  });
  return { start, ends };
}

function boxesOf({ x, y, corners, start }: Omit<RoadLines, 'boxes'>): Float64Array {
  const boxes = new Float64Array(4 * (start.length - 1));
  for (let line = 0; line < start.length - 1; line++) {
    let [west, north, east, south] = [1, 1, 0, 0];
    for (let at = start[line] as number; at < (start[line + 1] as number); at++) {
      const node = corners[at] as number;
      west = Math.min(west, x[node] as number);
      east = Math.max(east, x[node] as number);
      north = Math.min(north, y[node] as number);
      south = Math.max(south, y[node] as number);
    }
    boxes.set([west, north, east, south], 4 * line);
  }
  return boxes;
}
