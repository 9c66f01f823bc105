// The square of Web Mercator (OGC WebMercatorQuad): longitude and latitude to x and y from 0 to 1, y growing south.
// Display only: no distance or area may be taken from these numbers.

/** Latitude at which the square ends: atan(sinh π). Points beyond it are not on any tile. */
export const MAX_LATITUDE = 85.0511287798066;

/** Finest zoom that is served. */
export const MAX_ZOOM = 22;

export interface TileAddress {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

export const mercatorX = (lon: number): number => lon / 360 + 0.5;

/** NaN beyond ±85.0511°, so that a pole is left out and never drawn on the edge of the world. */
export function mercatorY(lat: number): number {
  if (!(Math.abs(lat) <= MAX_LATITUDE)) return Number.NaN;
  const sine = Math.sin((lat * Math.PI) / 180);
  const y = 0.5 - (0.25 * Math.log((1 + sine) / (1 - sine))) / Math.PI;
  return Math.min(1, Math.max(0, y));
}

/** Whether the matrix of this zoom has this tile. */
export function tileExists({ z, x, y }: TileAddress): boolean {
  if (!Number.isInteger(z) || z < 0 || z > MAX_ZOOM) return false;
  const size = 2 ** z;
  return Number.isInteger(x) && x >= 0 && x < size && Number.isInteger(y) && y >= 0 && y < size;
}
