// Where the cells of a grid lie: their middles, the cell of a position, and the meters of each move, geodesic by row or on a
// plane. It knows no speeds.
import { Problem } from '../../schema/problem.ts';
import type { LonLatColumns } from './ellipsoid.ts';
import { geodesicMeters } from './geodesic.ts';
import type { GridInput } from './off_road_grid_schema.ts';
import type { Move } from './off_road_ways.ts';

export interface CellFrame {
  readonly width: number;
  readonly height: number;
  /** Degrees of the grid; null for a grid on a plane. */
  readonly degrees: {
    readonly west: number;
    readonly north: number;
    readonly wide: number;
    readonly high: number;
  } | null;
  readonly cellMeters: number | null;
  /** Cell of a position, −1 outside. A position on a line between cells lies in the eastern and southern one, on the outer line within. */
  readonly cellAt: (lon: number, lat: number) => number;
  /** Longitude and latitude of the middle of a cell. */
  readonly middleOf: (cell: number) => readonly [number, number];
  /** Meters of each move from each row, with `margin` rows more at both ends: `[row * moves.length + move]`. */
  readonly moveLengths: (moves: readonly Move[], margin: number) => Float64Array;
}

const odd = (pointer: string, detail: string): Problem =>
  new Problem('invalid_input', 'The grid does not fit together.', [{ pointer, detail }]);

export function cellFrame(input: Pick<GridInput, 'width' | 'height' | 'bbox' | 'cellMeters'>): CellFrame {
  const { width, height, bbox, cellMeters } = input;
  if ((bbox === undefined) === (cellMeters === undefined)) {
    throw odd('/grid/bbox', 'Give bbox in degrees, or cellMeters for a grid on a plane: one of the two.');
  }
  if (bbox === undefined) return planarFrame(width, height, cellMeters as number);
  const [west, south, east, north] = bbox;
  const span = east > west ? east - west : east - west + 360;
  if (!(north > south) || east === west) throw odd('/grid/bbox', 'This box is empty: write west, south, east, north.');
  return geographicFrame({ width, height, west, north, wide: span / width, high: (north - south) / height });
}

function planarFrame(width: number, height: number, cellMeters: number): CellFrame {
  const noPlace = (): never => {
    throw odd('/grid/bbox', 'A grid without bbox has no place on Earth: give bbox, or name nodes and cells by number.');
  };
  return {
    ...{ width, height, cellMeters, degrees: null, cellAt: noPlace, middleOf: noPlace },
    moveLengths: (moves, margin) => {
      const lengths = new Float64Array((height + 2 * margin) * moves.length);
      return lengths.map((_, i) => {
        const move = moves[i % moves.length] as Move;
        return cellMeters * Math.hypot(move.rows, move.columns);
      });
    },
  };
}

function geographicFrame(of: {
  width: number;
  height: number;
  west: number;
  north: number;
  wide: number;
  high: number;
}): CellFrame {
  const { width, height, west, north, wide, high } = of;
  const latOf = (row: number): number => Math.max(-90, Math.min(90, north - (row + 0.5) * high));
  const cellAt = (lon: number, lat: number): number => {
    const turned = lon < west ? lon + 360 : lon;
    const column = turned - west === width * wide ? width - 1 : Math.floor((turned - west) / wide);
    const row = Math.min(Math.floor((north - lat) / high), north - lat <= height * high ? height - 1 : height);
    return column < 0 || column >= width || row < 0 || row >= height ? -1 : row * width + column;
  };
  const middleOf = (cell: number): readonly [number, number] => {
    const lon = west + ((cell % width) + 0.5) * wide;
    return [lon > 180 ? lon - 360 : lon, latOf(Math.floor(cell / width))];
  };
  const moveLengths = (moves: readonly Move[], margin: number): Float64Array => {
    const rows = height + 2 * margin;
    const lengths = new Float64Array(rows * moves.length);
    // A length and that of the way back must be the same number: both are computed from the northern row.
    const known = new Map<string, number>();
    for (let row = 0; row < rows; row++) {
      for (const [m, move] of moves.entries()) {
        const top = Math.min(row, row + move.rows) - margin;
        const key = `${top} ${Math.abs(move.rows)} ${Math.abs(move.columns)}`;
        const meters =
          known.get(key) ??
          geodesicMeters({
            fromLon: 0,
            fromLat: latOf(top),
            toLon: Math.abs(move.columns) * wide,
            toLat: latOf(top + Math.abs(move.rows)),
          });
        known.set(key, meters);
        lengths[row * moves.length + m] = meters;
      }
    }
    return lengths;
  };
  return { width, height, degrees: { west, north, wide, high }, cellMeters: null, cellAt, middleOf, moveLengths };
}

/** Meters from a position to the middle of a cell. */
export function metersToMiddle(frame: CellFrame, places: LonLatColumns, i: number, cell: number): number {
  const [toLon, toLat] = frame.middleOf(cell);
  return geodesicMeters({ fromLon: places.lon[i] as number, fromLat: places.lat[i] as number, toLon, toLat });
}
