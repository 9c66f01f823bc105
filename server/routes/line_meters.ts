// The length of a line that somebody drew, on the WGS 84 ellipsoid; nobody states it.
import { legMeters } from '../../geodata/analysis/spatial/ellipsoidal_measure.ts';
import type { LineString } from '../../geodata/schema/geometry.ts';
import { Problem } from '../../geodata/schema/problem.ts';

/** Meters. Throws Problem `invalid_geometry` where the line is longer than it may be. */
export function lineMeters(geom: LineString, most: number): number {
  const meters = legMeters(geom).reduce((sum, leg) => sum + leg, 0);
  if (meters < most) return meters;
  throw new Problem('invalid_geometry', 'Draw a shorter line; nothing was stored.', [
    { pointer: '/geom', detail: `A line is shorter than ${(most / 1000).toLocaleString('en')} km.` },
  ]);
}
