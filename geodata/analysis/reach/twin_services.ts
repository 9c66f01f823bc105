// Services that stand beside another one: often one place that two sources tell of. It knows distances, no names.
import { buildNearestIndex } from './nearest.ts';

/** Two sources place the same building within about this far of each other (GPS on a phone, and a digitized roof). */
export const TWIN_METERS = 50;

/** How many services have another within TWIN_METERS (WGS 84 geodesic, inclusive). O(m log m) for m services. */
export function twinServices(services: { readonly lon: ArrayLike<number>; readonly lat: ArrayLike<number> }): number {
  const count = services.lon.length;
  if (count < 2) return 0;
  const places = { lon: Float64Array.from(services.lon), lat: Float64Array.from(services.lat) };
  // Each service finds itself, or another on the very same point, and then the nearest other.
  const { meters } = buildNearestIndex(places).nearest(places, { k: 2 });
  let twins = 0;
  for (let i = 0; i < count; i++) if ((meters[2 * i + 1] as number) <= TWIN_METERS) twins++;
  return twins;
}
