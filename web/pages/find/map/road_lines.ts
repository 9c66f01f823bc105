// Roads of a travel pack as lines to draw: edges that run on into one another become one line, major roads apart from the
// rest. Pure; knows nothing of the map.
import type { Feature, LineString, Position } from 'geojson';
import type { TravelColumns } from '../../../../geodata/schema/pack.ts';

export interface RoadLines {
  readonly major: readonly Feature<LineString>[];
  readonly minor: readonly Feature<LineString>[];
}

export function roadLines(travel: TravelColumns): RoadLines {
  return { major: linesOf(travel, 1), minor: linesOf(travel, 0) };
}

/** Edges of one class at each node: `ends[start[node]]` up to `ends[start[node + 1]]`. */
interface Ends {
  readonly start: Int32Array;
  readonly ends: Int32Array;
}

function endsOf({ from, to, major, lon }: TravelColumns, wanted: number): Ends {
  const start = new Int32Array(lon.length + 1);
  const each = (visit: (node: number, edge: number) => void) => {
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

function linesOf(travel: TravelColumns, wanted: number): Feature<LineString>[] {
  const { from, to, lon, lat } = travel;
  const { start, ends } = endsOf(travel, wanted);
  const drawn = new Uint8Array(from.length);
  const at = (node: number): Position => [lon[node] as number, lat[node] as number];
  const degree = (node: number) => (start[node + 1] as number) - (start[node] as number);

  /** The edge that carries on from a node, or -1 at a crossing, at an end, and where a ring closes. */
  const onward = (node: number) => {
    if (degree(node) !== 2) return -1;
    const first = ends[start[node] as number] as number;
    const edge = drawn[first] === 0 ? first : (ends[(start[node] as number) + 1] as number);
    return drawn[edge] === 0 ? edge : -1;
  };
  const lines: Feature<LineString>[] = [];
  const walk = (origin: number, first: number) => {
    const coordinates = [at(origin)];
    let node = origin;
    for (let edge = first; edge !== -1; edge = onward(node)) {
      drawn[edge] = 1;
      node = (from[edge] === node ? to[edge] : from[edge]) as number;
      coordinates.push(at(node));
    }
    lines.push({ type: 'Feature', properties: null, geometry: { type: 'LineString', coordinates } });
  };
  const walkAll = (mayStart: (node: number) => boolean) => {
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
  return lines;
}
