// Outlines of H3 cells as GeoJSON. Several cells are drawn as their union at one resolution, never as a parent hexagon,
// which does not hold the same ground (privacy.md).
import { cellsToMultiPolygon, uncompactCells } from 'h3-js';
import type { Position } from '../../geodata/schema/geometry.ts';

type Ring = Position[];

/** Releases are made of cells of this resolution. */
const RELEASE_RESOLUTION = 7;

export interface Outline {
  readonly type: 'MultiPolygon';
  readonly coordinates: readonly (readonly Ring[])[];
  /** A GeoJSON geometry like others. */
  readonly [key: string]: unknown;
}

/** The union of cells of one resolution. */
export function outlineOfCells(cells: readonly string[]): Outline {
  const polygons = cellsToMultiPolygon([...cells], true) as Ring[][];
  return { type: 'MultiPolygon', coordinates: polygons.flatMap(cutAtAntimeridian) };
}

/** The union of a region whose cells were compacted: a parent stands for all its children. */
export const outlineOfRegion = (compacted: readonly string[]): Outline =>
  outlineOfCells(uncompactCells([...compacted], RELEASE_RESOLUTION));

/** RFC 7946, 3.1.9: what crosses the antimeridian is cut there. A ring with an edge over more than 180° crosses it. */
function cutAtAntimeridian(polygon: Ring[]): Ring[][] {
  const crosses = polygon.some((ring) => ring.some(([lon], i) => Math.abs(lon - (ring[i + 1]?.[0] ?? lon)) > 180));
  if (!crosses) return [polygon];
  const unrolled = polygon.map((ring) => ring.map(([lon, lat]): Position => [lon < 0 ? lon + 360 : lon, lat]));
  const west = unrolled.map((ring) => keep(ring, (lon) => lon - 180)).filter(isRing);
  const east = unrolled
    .map((ring) => keep(ring, (lon) => 180 - lon).map(([lon, lat]): Position => [lon - 360, lat]))
    .filter(isRing);
  return [east, west].filter((part) => part.length > 0);
}

const isRing = (ring: Ring) => ring.length >= 4;

/** The part of a ring on one side of the antimeridian, where `side` ≤ 0 (Sutherland and Hodgman 1974). */
function keep(ring: Ring, side: (lon: number) => number): Ring {
  const kept: Ring = [];
  for (let i = 0; i + 1 < ring.length; i++) {
    const [a, b] = [ring[i] as Position, ring[i + 1] as Position];
    const [atA, atB] = [side(a[0]), side(b[0])];
    if (atA <= 0) kept.push(a);
    if (atA * atB < 0) kept.push([180, a[1] + ((b[1] - a[1]) * atA) / (atA - atB)]);
  }
  return kept.length === 0 ? [] : [...kept, kept[0] as Position];
}
