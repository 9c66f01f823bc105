// Coordinate reference systems of features (OGC 18-058): their URIs, the order of their axes, and both ways between them
// and longitude, latitude. What is stored is CRS84; nothing else is reprojected than by these formulas.
import type { Bbox, Position } from '../../geodata/schema/geometry.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Feature } from '../routes/feature.ts';

interface Crs {
  /** Names of the two axes in their order. */
  readonly axes: readonly [string, string];
  from(position: Position): Position;
  to(lonLat: Position): Position;
}

/** Half the circumference of the sphere of EPSG:3857, and the latitude at which its map ends. */
const HALF = Math.PI * 6_378_137;
const NORTHMOST = 85.06;
const MILLIMETERS = 1000;

const within = (value: number, most: number) => Math.min(Math.max(value, -most), most);
const meters = (value: number) => Math.round(value * MILLIMETERS) / MILLIMETERS;

export const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';

const SYSTEMS: Readonly<Record<string, Crs>> = {
  [CRS84]: { axes: ['lon', 'lat'], from: (position) => position, to: (position) => position },
  'http://www.opengis.net/def/crs/EPSG/0/4326': {
    axes: ['lat', 'lon'],
    from: ([lat, lon]) => [lon, lat],
    to: ([lon, lat]) => [lat, lon],
  },
  // Spherical Mercator (EPSG guidance note 7-2, method 1024). Maps wider than the world are common: they end at its edge.
  'http://www.opengis.net/def/crs/EPSG/0/3857': {
    axes: ['x', 'y'],
    from: ([x, y]) => [
      within((x / HALF) * 180, 180),
      within((Math.atan(Math.sinh((y / HALF) * Math.PI)) / Math.PI) * 180, 90),
    ],
    to: ([lon, lat]) => [
      meters((lon / 180) * HALF),
      meters(Math.asinh(Math.tan((within(lat, NORTHMOST) / 180) * Math.PI)) * (HALF / Math.PI)),
    ],
  },
};

export const CRS_URIS = Object.keys(SYSTEMS) as [string, ...string[]];

const system = (uri: string): Crs => SYSTEMS[uri] as Crs;

export const axesOf = (uri: string): Crs['axes'] => system(uri).axes;

/** The feature with its coordinates in another system. */
export function inCrs<P>(feature: Feature<P>, uri: string): Feature<P> {
  if (uri === CRS84 || feature.geometry === null) return feature;
  const { to } = system(uri);
  const moved = (coordinates: unknown): unknown =>
    Array.isArray(coordinates) && typeof coordinates[0] === 'number'
      ? to(coordinates as Position)
      : (coordinates as unknown[]).map(moved);
  return { ...feature, geometry: { ...feature.geometry, coordinates: moved(feature.geometry['coordinates']) } };
}

/**
 * A box as `bbox` writes it, in degrees: four numbers, or six with heights, which points on the ground do not have and
 * which are left out. West may be greater than east: the box then crosses the antimeridian.
 */
export function boxOf(numbers: readonly number[], uri: string): Bbox {
  const flat = numbers.length === 6 ? [0, 1, 3, 4].map((i) => numbers[i] as number) : numbers;
  const { from } = system(uri);
  const [west, south] = from([flat[0] as number, flat[1] as number]);
  const [east, north] = from([flat[2] as number, flat[3] as number]);
  const isOnEarth =
    [west, east].every((lon) => Math.abs(lon) <= 180) && [south, north].every((lat) => Math.abs(lat) <= 90);
  if (!isOnEarth)
    throw new Problem(
      'invalid_input',
      'The bbox leaves the earth: longitudes are −180 to 180, latitudes −90 to 90, in the order of its system.',
    );
  if (south > north)
    throw new Problem('invalid_input', 'The bbox names its north before its south: write the lower corner first.');
  return [west, south, east, north];
}
