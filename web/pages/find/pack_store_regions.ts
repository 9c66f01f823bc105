// Which region a position belongs to, found on the device: the server is asked for nothing finer than a whole region.
import { MARGIN_METERS, type PackEntry } from '../../../geodata/schema/pack.ts';
import type { StartPlace } from './find_state.ts';

type Position = Pick<StartPlace, 'lon' | 'lat'>;
type Box = PackEntry['bbox'];

const METERS_PER_DEGREE = 111_320;

/** Meters from a position to a box, nothing within it; good enough to tell near from far. */
export function metersFrom([west, south, east, north]: Box, { lon, lat }: Position): number {
  const perDegree = METERS_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
  // A box over the antimeridian begins east of where it ends.
  const degrees = west <= east ? Math.max(west - lon, lon - east) : Math.min(west - lon, lon - east);
  const aside = Math.max(degrees, 0) * perDegree;
  const above = Math.max(south - lat, 0, lat - north) * METERS_PER_DEGREE;
  return Math.hypot(aside, above);
}

/**
 * The regions whose box holds the position, or else the nearest one if what comes with it reaches that far. The boxes of
 * neighbors overlap, so there may be several.
 */
export function regionsAt(packs: readonly PackEntry[], position: Position): readonly PackEntry[] {
  const far = packs.map((pack) => ({ pack, meters: metersFrom(pack.bbox, position) }));
  const least = Math.min(...far.map(({ meters }) => meters));
  return least > MARGIN_METERS ? [] : far.filter(({ meters }) => meters === least).map(({ pack }) => pack);
}

/** Farther from the region than what comes with it from beyond its border. */
export const isOutside = ({ bbox }: PackEntry, position: Position): boolean =>
  metersFrom(bbox, position) > MARGIN_METERS;
