// Reached pieces of road as lines, cut where the cutoff falls within an edge. It knows nodes and seconds, no ground.

import type { Position } from '../../schema/geometry.ts';
import { Problem } from '../../schema/problem.ts';
import { compensatedSum } from './gap_figures.ts';
import { geodesicMeters } from './geodesic.ts';
import type { RoadGraph } from './graph_rows.ts';
import type { Reach, TravelNetwork } from './travel_network.ts';

/** A straight piece of road between two nodes, `low` < `high`, and which shares of it are reached from either end. */
interface Piece {
  readonly low: number;
  readonly high: number;
  fromLow: number;
  fromHigh: number;
}

export interface RoadShape {
  readonly coordinates: Position[][];
  readonly roadKm: number;
}

/** Reached road of a network without a grid, by seconds of its vertices. Edges are straight; the two directions of one share a line. */
export function shapeOfRoads(network: TravelNetwork, vertices: Reach, cutoffSeconds: number): RoadShape {
  const { lon, lat } = network.roads ?? {};
  if (lon === undefined || lat === undefined) {
    throw new Problem('invalid_input', 'Reached roads have no place on the map.', [
      { pointer: '/graph/lon', detail: 'Give lon and lat of each node, or a grid.' },
    ]);
  }
  const coordinates: Position[][] = [];
  const lengths: number[] = [];
  for (const { low, high, fromLow, fromHigh } of reachedPieces(network, vertices, cutoffSeconds)) {
    const ends = {
      fromLon: lon[low] as number,
      fromLat: lat[low] as number,
      toLon: lon[high] as number,
      toLat: lat[high] as number,
    };
    const meters = geodesicMeters(ends);
    const whole = fromLow + fromHigh >= 1;
    for (const [from, to] of whole
      ? [[0, 1]]
      : [
          [0, fromLow],
          [1 - fromHigh, 1],
        ]) {
      if (!((to as number) > (from as number)) && !whole) continue;
      coordinates.push(...linesOf(ends, from as number, to as number));
      lengths.push(meters * ((to as number) - (from as number)));
    }
  }
  return { coordinates, roadKm: compensatedSum(lengths) / 1000 };
}

function reachedPieces(network: TravelNetwork, vertices: Reach, cutoff: number): Piece[] {
  const { nodeCount, firstVehicle } = network;
  const links = network.links as RoadGraph;
  const pieces = new Map<number, Piece>();
  const nodeOf = (vertex: number): number =>
    firstVehicle !== null && vertex >= firstVehicle ? vertex - firstVehicle : vertex;
  for (let vertex = 0; vertex < links.nodeCount; vertex++) {
    const left = cutoff - (vertices.seconds[vertex] as number);
    if (!(left >= 0)) continue;
    const a = nodeOf(vertex);
    for (let arc = links.start[vertex] as number; arc < (links.start[vertex + 1] as number); arc++) {
      const b = nodeOf(links.target[arc] as number);
      if (a === b) continue;
      const cost = links.cost[arc] as number;
      const share = cost <= left ? 1 : left / cost;
      const low = Math.min(a, b);
      const high = Math.max(a, b);
      const piece = pieces.get(low * nodeCount + high) ?? { low, high, fromLow: 0, fromHigh: 0 };
      if (a === low) piece.fromLow = Math.max(piece.fromLow, share);
      else piece.fromHigh = Math.max(piece.fromHigh, share);
      pieces.set(low * nodeCount + high, piece);
    }
  }
  return [...pieces.values()].sort((p, q) => p.low - q.low || p.high - q.high);
}

/** The part of a straight line between two shares of it, in two where the antimeridian cuts it (RFC 7946, 3.1.9). */
function linesOf(
  ends: { fromLon: number; fromLat: number; toLon: number; toLat: number },
  from: number,
  to: number,
): Position[][] {
  const turn = ends.toLon - ends.fromLon > 180 ? -360 : ends.toLon - ends.fromLon < -180 ? 360 : 0;
  const at = (share: number): Position => [
    share === 1 ? ends.toLon + turn : ends.fromLon + share * (ends.toLon + turn - ends.fromLon),
    share === 1 ? ends.toLat : ends.fromLat + share * (ends.toLat - ends.fromLat),
  ];
  const line: Position[] = [at(from), at(to)];
  const side = Math.sign(turn) * 180;
  const [first, last] = line as [Position, Position];
  const isBeyond = ([lon]: Position): boolean => Math.abs(lon) > 180;
  const moved = ([lon, lat]: Position): Position => [lon - 2 * side, lat];
  if (!isBeyond(first) && !isBeyond(last)) return [line];
  if (isBeyond(first) && isBeyond(last)) return [line.map(moved)];
  const share = (side - first[0]) / (last[0] - first[0]);
  const cut: Position = [side, first[1] + share * (last[1] - first[1])];
  return [
    [first, cut],
    [moved(cut), moved(last)],
  ];
}
