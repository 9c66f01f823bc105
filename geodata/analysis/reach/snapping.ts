// Joins places to a road network: the nearest point of the nearest edge. It knows lines, not who lives or works there.
import { geodesicMeters } from './geodesic.ts';
import { type EdgeLines, edgeFinder } from './nearest_edge.ts';

/** One row per place. */
export interface Snaps {
  /** Row of the nearest edge; −1 where none is near enough. */
  readonly edge: Int32Array;
  /** Share of the edge's length at which its nearest point lies, 0 = first vertex. */
  readonly share: Float64Array;
  /** WGS 84 geodesic meters from the place to that point; NaN where there is none. */
  readonly meters: Float64Array;
}

/**
 * Which point of the network is nearest to each place? What is reported is the geodesic to the point that edgeFinder
 * (nearest_edge.ts) found.
 */
export function snapToEdges(of: {
  readonly places: { readonly lon: ArrayLike<number>; readonly lat: ArrayLike<number> };
  readonly lines: EdgeLines;
  readonly maxMeters: number;
}): Snaps {
  const { places, lines, maxMeters } = of;
  const count = places.lon.length;
  const snaps = {
    edge: new Int32Array(count).fill(-1),
    share: new Float64Array(count),
    meters: new Float64Array(count).fill(Number.NaN),
  };
  const find = edgeFinder(lines);
  for (let i = 0; i < count; i++) {
    const lon = places.lon[i] as number;
    const lat = places.lat[i] as number;
    const point = find(lon, lat, maxMeters);
    if (point === null) continue;
    const meters = geodesicMeters({ fromLon: lon, fromLat: lat, toLon: point.lon, toLat: point.lat });
    if (meters > maxMeters) continue;
    snaps.edge[i] = point.edge;
    snaps.meters[i] = meters;
    snaps.share[i] = point.share;
  }
  return snaps;
}
