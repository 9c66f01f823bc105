// The equal-area grid that densities are given on: Lambert's cylindrical projection of the WGS 84 ellipsoid, true to shape at the
// middle of the box, or a plane. It knows positions and cells, no kernel.
import { Problem } from '../../schema/problem.ts';
import { ECCENTRICITY_SQUARED, EQUATORIAL_RADIUS_METERS, sineOfDegrees } from '../reach/ellipsoid.ts';

export interface DensityGrid {
  readonly width: number;
  readonly height: number;
  /** Sides of a cell in projected meters; their product is its true area. */
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** Column and row of a position, continuous: cell (r, c) spans [c, c + 1) and [r, r + 1); row 0 is the northernmost. */
  readonly column: (across: number) => number;
  readonly row: (up: number) => number;
  /** East–west length on the grid over length on the ground at this latitude; north–south it is 1 over that. */
  readonly stretch: (up: number) => number;
  /** Longitude (or x) of the middle of each column, latitude (or y) of the middle of each row. */
  readonly columnCenters: Float64Array;
  readonly rowCenters: Float64Array;
}

export interface GridInput {
  readonly bbox: readonly [number, number, number, number];
  readonly cellMeters?: number | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

export const MOST_DENSITY_CELLS = 25_000_000;
/** Beyond this latitude a cylinder stretches shapes out of use. */
const MOST_LATITUDE = 85;
const RADIANS = Math.PI / 180;
const E = Math.sqrt(ECCENTRICITY_SQUARED);

const odd = (pointer: string, detail: string): Problem =>
  new Problem('invalid_input', 'This grid cannot be made.', [{ pointer, detail }]);

/** Snyder 1987 (doi:10.3133/pp1395), eq. 3-12: proportional to the area between the equator and a latitude. */
function authalic(lat: number): number {
  const sine = sineOfDegrees(lat);
  return (
    (1 - ECCENTRICITY_SQUARED) *
    (sine / (1 - ECCENTRICITY_SQUARED * sine * sine) - Math.log((1 - E * sine) / (1 + E * sine)) / (2 * E))
  );
}

/** Its inverse by Newton's steps (eq. 3-16), to the last digits. */
function latitudeOf(q: number): number {
  let lat = Math.asin(Math.max(-1, Math.min(1, q / 2)));
  for (let round = 0; round < 8; round++) {
    const sine = Math.sin(lat);
    const rest = 1 - ECCENTRICITY_SQUARED * sine * sine;
    const slope = (2 * (1 - ECCENTRICITY_SQUARED) * Math.cos(lat)) / (rest * rest);
    lat -= (authalic(lat / RADIANS) - q) / slope;
  }
  return lat / RADIANS;
}

/** The grid over a box [west, south, east, north] in degrees (west > east crosses the antimeridian), or in meters on a plane. */
export function densityGrid(input: GridInput, planar: boolean): DensityGrid {
  const [west, south, east, north] = input.bbox;
  if (!(south < north)) throw odd('/grid/bbox', 'A box is [west, south, east, north]: south must lie below north.');
  if (planar) {
    if (!(west < east)) throw odd('/grid/bbox', 'On a plane west must lie below east.');
    const cells = cellsOf(input, east - west, north - south);
    return {
      ...cells,
      column: (x) => (x - west) / cells.cellWidth,
      row: (y) => (north - y) / cells.cellHeight,
      stretch: () => 1,
      columnCenters: Float64Array.from({ length: cells.width }, (_, c) => west + (c + 0.5) * cells.cellWidth),
      rowCenters: Float64Array.from({ length: cells.height }, (_, r) => north - (r + 0.5) * cells.cellHeight),
    };
  }
  if (Math.max(Math.abs(west), Math.abs(east)) > 180 || Math.max(Math.abs(south), Math.abs(north)) > MOST_LATITUDE) {
    throw odd(
      '/grid/bbox',
      `Longitudes lie within 180 and latitudes of a density grid within ${MOST_LATITUDE} degrees.`,
    );
  }
  const degrees = west < east ? east - west : east - west + 360;
  const scale = (lat: number): number => {
    const sine = sineOfDegrees(lat);
    return Math.cos(lat * RADIANS) / Math.sqrt(1 - ECCENTRICITY_SQUARED * sine * sine);
  };
  const trueScale = scale((south + north) / 2);
  const metersPerDegree = EQUATORIAL_RADIUS_METERS * trueScale * RADIANS;
  const metersPerAuthalic = EQUATORIAL_RADIUS_METERS / (2 * trueScale);
  const top = authalic(north) * metersPerAuthalic;
  const cells = cellsOf(input, degrees * metersPerDegree, top - authalic(south) * metersPerAuthalic);
  const middle = west + degrees / 2;
  return {
    ...cells,
    // The difference from the middle, brought to ±180, so that a point just beyond either side stands just beside the grid.
    column: (lon) => ((((lon - middle + 900) % 360) - 180 + degrees / 2) * metersPerDegree) / cells.cellWidth,
    row: (lat) => (top - authalic(lat) * metersPerAuthalic) / cells.cellHeight,
    stretch: (lat) => trueScale / scale(lat),
    columnCenters: Float64Array.from({ length: cells.width }, (_, c) => {
      const lon = west + ((c + 0.5) * cells.cellWidth) / metersPerDegree;
      return lon > 180 ? lon - 360 : lon;
    }),
    rowCenters: Float64Array.from({ length: cells.height }, (_, r) =>
      latitudeOf((top - (r + 0.5) * cells.cellHeight) / metersPerAuthalic),
    ),
  };
}

/** Rounding that a whole number of cells may be off by without one more being added. */
const NEARLY_WHOLE = 1e-9;

function cellsOf({ cellMeters, width, height }: GridInput, metersAcross: number, metersUp: number) {
  const bySize = cellMeters !== undefined;
  if (bySize === (width !== undefined && height !== undefined) || (width === undefined) !== (height === undefined)) {
    throw odd('/grid', 'A grid needs cellMeters, or width and height, and not both.');
  }
  const cells = bySize
    ? {
        width: Math.max(1, Math.ceil(metersAcross / cellMeters - NEARLY_WHOLE)),
        height: Math.max(1, Math.ceil(metersUp / cellMeters - NEARLY_WHOLE)),
        cellWidth: cellMeters,
        cellHeight: cellMeters,
      }
    : {
        width: width as number,
        height: height as number,
        cellWidth: metersAcross / (width as number),
        cellHeight: metersUp / (height as number),
      };
  if (cells.width * cells.height > MOST_DENSITY_CELLS) {
    throw odd(
      bySize ? '/grid/cellMeters' : '/grid/width',
      `A grid has at most ${MOST_DENSITY_CELLS} cells: take larger ones.`,
    );
  }
  return cells;
}
