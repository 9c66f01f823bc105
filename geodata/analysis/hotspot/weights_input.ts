// How a caller says who is whose neighbor, one way of seven, and the sparse weights that follow. Shared by the methods that
// compare places with their neighbors; it knows no statistic.
import { z } from 'zod';
import { Problem } from '../../schema/problem.ts';
import { codeColumn, latColumn, lonColumn, numberColumn, orderOfIds } from '../number_columns.ts';
import { type Places, placesInput, readPlaces } from '../places.ts';
import { reorderedWeights, type SpatialWeights, weightsAmong } from './spatial_weights.ts';
import { areaContiguity, areasInput } from './weights_areas.ts';
import { type Contiguity, gridContiguity } from './weights_contiguity.ts';
import { geodesicBand, planarBand } from './weights_distance_band.ts';
import { h3Rings } from './weights_h3.ts';
import { listsInput, MOST_ARCS, weightsFromLists } from './weights_lists.ts';
import { geodesicNearest, planarNearest } from './weights_nearest.ts';

export const MOST_PLACES = 1_000_000;
const planar = numberColumn({
  min: -1e9,
  max: 1e9,
  message: 'A planar coordinate lies within a million kilometers.',
  maxLength: MOST_PLACES,
});

/** Keys of an input that say who is whose neighbor. */
export const weightsShape = {
  /** Per place the indices of its neighbors. */
  neighbors: listsInput({ whole: true }).optional(),
  /** Beside `neighbors`: how much each counts, 0 or more; 1 by default. */
  weights: listsInput({ whole: false }).optional(),
  /** Places in degrees or on a plane; their columns may also stand at the top level. */
  points: placesInput(MOST_PLACES, {}).optional(),
  lon: lonColumn(MOST_PLACES).optional(),
  lat: latColumn(MOST_PLACES).optional(),
  x: planar.optional(),
  y: planar.optional(),
  /** Neighbors are the places within so many meters, inclusive: geodesic for lon and lat, planar for x and y. */
  distanceBandMeters: z.number().min(0).max(20_004_000).optional(),
  /** The same on a plane, in the unit of x and y. */
  distanceBand: z.number().min(0).max(1e9).optional(),
  /** Neighbors are the k nearest places; equal distances go to the smaller id (or index). */
  k: z.number().int().min(1).max(1000).optional(),
  /** H3 cells of one resolution: neighbors are the cells of the list within `rings`. */
  h3: z.array(z.string().max(16)).max(MOST_PLACES).optional(),
  rings: z.number().int().min(1).max(20).default(1),
  /** Cells of a regular grid, row by row: neighbors share a side (rook), or a side or a corner (queen). */
  grid: z
    .strictObject({
      width: z.number().int().min(1).max(MOST_PLACES),
      height: z.number().int().min(1).max(MOST_PLACES),
      contiguity: z.enum(['queen', 'rook']).default('queen'),
    })
    .optional(),
  /** Areas as GeoJSON polygons in degrees: neighbors share a vertex (queen) or a side (rook) to seven decimals. */
  areas: areasInput.optional(),
  /** For areas; queen by default. */
  contiguity: z.enum(['queen', 'rook']).optional(),
  ids: codeColumn({ maxLength: MOST_PLACES, nullable: false }).optional(),
};
const shape = z.object(weightsShape);
export type WeightsInput = z.output<typeof shape>;

/** Places in id order, and a way to their weights once it is known which of them have a value. */
export interface Neighborhoods {
  readonly count: number;
  /** Row of the input behind each place; null = as given. */
  readonly order: Int32Array | null;
  readonly ids: (string | number)[] | null;
  /** What the method sheet says of it. */
  readonly parameters: Record<string, unknown>;
  /** Weights among the places for which `present` is 1, numbered anew in their order, and what lists state of own weights. */
  readonly among: (present: Uint8Array) => { readonly weights: SpatialWeights; readonly own: Float64Array | null };
}

const fail = (pointer: string, detail: string): Problem =>
  new Problem('invalid_input', 'Say in one way who is whose neighbor.', [{ pointer, detail }]);

/** Reads the one way that is there, for `count` rows of the input `column`; throws Problem invalid_input where there is none or more than one. */
export function readNeighborhoods(input: WeightsInput, count: number, column = 'values'): Neighborhoods {
  const { neighbors, weights, h3, grid, areas, contiguity, rings } = input;
  const places = readWeightPlaces(input);
  const ways = [neighbors, places, h3, grid, areas].filter((way) => way !== undefined && way !== null);
  if (ways.length !== 1) {
    throw fail(
      '',
      'Give exactly one of: neighbors; points with distanceBandMeters, distanceBand or k; h3; grid; areas.',
    );
  }
  if (weights !== undefined && neighbors === undefined) throw fail('/weights', 'Weights stand beside neighbors only.');
  if (places === null && (input.k ?? input.distanceBandMeters ?? input.distanceBand) !== undefined) {
    throw fail('/points', 'A distance or a number of nearest places needs points.');
  }
  if (contiguity !== undefined && areas === undefined)
    throw fail('/contiguity', 'This is for areas; a grid has its own.');
  const ids = places?.ids ?? input.ids ?? null;
  const order = places?.order ?? orderOfIds('', input.ids);
  const names = ids === null || order === null ? null : Array.from(order, (row) => ids[row] as string | number);
  const sized =
    places?.count ??
    neighbors?.length ??
    h3?.length ??
    areas?.features.length ??
    (grid === undefined ? 0 : grid.width * grid.height);
  if (sized !== count || (ids !== null && ids.length !== count)) {
    const held = count === 1 ? 'This has 1 row' : `This has ${count} rows`;
    throw new Problem('invalid_input', 'There must be one row per place.', [
      {
        pointer: `/${column}`,
        detail: `${held}, but there are ${sized === count && ids !== null ? ids.length : sized} places.`,
      },
    ]);
  }
  const among = waysOf(input, places, order, count);
  const { k, distanceBandMeters, distanceBand } = input;
  const parameters = {
    neighbors:
      neighbors !== undefined
        ? 'listed'
        : h3 !== undefined
          ? 'h3'
          : grid !== undefined
            ? grid
            : areas !== undefined
              ? 'areas'
              : 'distance',
    ...(areas === undefined ? {} : { contiguity: contiguity ?? 'queen' }),
    ...(h3 === undefined ? {} : { rings }),
    ...Object.fromEntries(Object.entries({ k, distanceBandMeters, distanceBand }).filter(([, v]) => v !== undefined)),
  };
  return { count, order, ids: names, parameters, among };
}

function readWeightPlaces(input: WeightsInput): Places | null {
  const { points, lon, lat, x, y, ids } = input;
  const columns = { lon, lat, x, y };
  const atTop = Object.values(columns).some((column) => column !== undefined);
  if (points === undefined && !atTop) return null;
  if (points !== undefined && atTop) throw fail('/points', 'Points stand under points or at the top level, not both.');
  const merged = points === undefined ? { ...columns, ids } : { ...points, ids: points.ids ?? ids };
  return readPlaces(points === undefined ? '' : '/points', merged);
}

function waysOf(
  input: WeightsInput,
  places: Places | null,
  order: Int32Array | null,
  count: number,
): Neighborhoods['among'] {
  const { neighbors, weights, h3, grid, areas, contiguity, rings } = input;
  const bare = (weights: SpatialWeights) => ({ weights, own: null });
  if (places !== null) {
    const build = wayOfPoints(input, places);
    return (present) => {
      const keep = (column: Float64Array): Float64Array => column.filter((_, i) => present[i] === 1);
      return bare(build({ across: keep(places.across), up: keep(places.up) }));
    };
  }
  if (h3 !== undefined) {
    const cells = order === null ? h3 : Array.from(order, (row) => h3[row] as string);
    if (cells.length * 3 * rings * (rings + 1) > MOST_ARCS)
      throw fail('/rings', 'These are too many rings for so many cells.');
    return (present) => bare(weightsAmong(h3Rings(cells, rings), present));
  }
  const listed =
    areas !== undefined
      ? bare(areaContiguity(areas, contiguity ?? 'queen'))
      : neighbors === undefined
        ? bare(gridContiguity(grid as { width: number; height: number; contiguity: Contiguity }))
        : weightsFromLists(count, neighbors, weights);
  const sorted = order === null ? listed.weights : reorderedWeights(listed.weights, order);
  const own =
    listed.own === null || order === null ? listed.own : Float64Array.from(order, (row) => listed.own?.[row] ?? NaN);
  return (present) => ({
    weights: weightsAmong(sorted, present),
    own: own === null ? null : own.filter((_, i) => present[i] === 1),
  });
}

function wayOfPoints(
  { k, distanceBandMeters, distanceBand }: WeightsInput,
  { planar }: Places,
): (columns: { across: Float64Array; up: Float64Array }) => SpatialWeights {
  if ([k, distanceBandMeters, distanceBand].filter((way) => way !== undefined).length !== 1) {
    throw fail('/distanceBandMeters', 'Points need one of distanceBandMeters, distanceBand (x and y only) and k.');
  }
  if (k !== undefined) return (columns) => (planar ? planarNearest(columns, k) : geodesicNearest(columns, k));
  if (distanceBand !== undefined && !planar) {
    throw fail('/distanceBand', 'This is for x and y; for lon and lat give distanceBandMeters.');
  }
  const band = (distanceBandMeters ?? distanceBand) as number;
  return (columns) => (planar ? planarBand(columns, band) : geodesicBand(columns, band));
}
