// Places as the outside world hands them in: columns of degrees, GeoJSON points, or planar columns in meters. One reading of
// them for every method; it knows no method.
import { z } from 'zod';
import { Problem } from '../schema/problem.ts';
import { provenance } from './method_sheet.ts';
import {
  type CodeColumn,
  codeColumn,
  latColumn,
  lonColumn,
  numberColumn,
  orderOfIds,
  reordered,
  requireSameLength,
} from './number_columns.ts';

const planarColumn = (maxLength: number) =>
  numberColumn({ min: -1e9, max: 1e9, message: 'A planar coordinate lies within a million kilometers.', maxLength });

const pointFeatures = (maxLength: number) =>
  z
    .object({
      type: z.literal('FeatureCollection'),
      features: z
        .array(
          z.object({
            type: z.literal('Feature'),
            id: z.union([z.string(), z.number().int()]).optional(),
            geometry: z.object({
              type: z.literal('Point'),
              coordinates: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number()),
            }),
          }),
        )
        .max(maxLength),
    })
    .transform(({ features }) => {
      const ids = features.map((feature) => feature.id);
      return {
        lon: Float64Array.from(features, (feature) => feature.geometry.coordinates[0]),
        lat: Float64Array.from(features, (feature) => feature.geometry.coordinates[1]),
        ...(ids.length > 0 && ids.every((id) => id !== undefined) ? { ids: ids as CodeColumn } : {}),
      };
    });

/** An unknown key does not end a reading for zod, so a union would answer for the table alone where GeoJSON is wrong. */
const endAtUnknownKeys = ({ issues }: z.core.ParsePayload): void => {
  for (const issue of issues)
    if (issue.code === 'unrecognized_keys') (issue as { continue?: boolean }).continue = false;
};

/**
 * A table of places: `{lon[], lat[]}` in degrees, or `{x[], y[]}` in meters on a plane, with more columns if the method has
 * some; or a GeoJSON FeatureCollection of Points (its ids count when every feature has one). `ids` make the order of rows irrelevant.
 */
export function placesInput<Columns extends z.ZodRawShape>(maxLength: number, columns: Columns) {
  const table = z.strictObject({
    lon: lonColumn(maxLength).optional(),
    lat: latColumn(maxLength).optional(),
    x: planarColumn(maxLength).optional(),
    y: planarColumn(maxLength).optional(),
    ids: codeColumn({ maxLength, nullable: false }).optional(),
    ...provenance,
    ...columns,
  });
  // optional() of a transform would demand the key: z.preprocess would lose the JSON Schema. A union says both forms.
  return z.union([pointFeatures(maxLength), table.check(endAtUnknownKeys)]) as unknown as z.ZodType<
    z.output<typeof table>,
    z.input<typeof table>
  >;
}

export interface PlacesTable {
  readonly lon?: Float64Array | undefined;
  readonly lat?: Float64Array | undefined;
  readonly x?: Float64Array | undefined;
  readonly y?: Float64Array | undefined;
  readonly ids?: CodeColumn | undefined;
}

/** Places in the order of their ids (of the input, without ids). */
export interface Places {
  readonly count: number;
  /** Longitudes in degrees, or x in meters when `planar`. */
  readonly across: Float64Array;
  /** Latitudes in degrees, or y in meters when `planar`. */
  readonly up: Float64Array;
  readonly planar: boolean;
  /** Row of the input that each place came from; null = as given. */
  readonly order: Int32Array | null;
  readonly ids: CodeColumn | null;
}

/** Reads one of the two forms; throws Problem invalid_input where neither or both are there, or lengths differ. */
export function readPlaces(pointer: string, table: PlacesTable): Places {
  const { lon, lat, x, y, ids } = table;
  const geographic = lon !== undefined && lat !== undefined;
  const planar = x !== undefined && y !== undefined;
  if (geographic === planar || (lon === undefined) !== (lat === undefined) || (x === undefined) !== (y === undefined)) {
    throw new Problem('invalid_input', 'Places are given as lon and lat in degrees, or as x and y in meters.', [
      { pointer, detail: 'This needs both lon and lat, or both x and y, and not all four.' },
    ]);
  }
  requireSameLength(pointer, { lon, lat, x, y, ids });
  const order = orderOfIds(pointer, ids);
  const across = (lon ?? x) as Float64Array;
  return {
    count: across.length,
    across: reordered(across, order),
    up: reordered((lat ?? y) as Float64Array, order),
    planar,
    order,
    ids: ids ?? null,
  };
}

/** The name of row `i` of an ordered table: its id where there are ids, its index in the input otherwise. */
export function nameOf(
  places: { readonly order: Int32Array | null; readonly ids: CodeColumn | null },
  i: number,
): string | number {
  if (places.order === null || places.ids === null) return i;
  return places.ids[places.order[i] as number] as string | number;
}

/** All names in order, for the field `ids` of a result; null where the input had none. */
export function namesOf(places: {
  readonly order: Int32Array | null;
  readonly ids: CodeColumn | null;
}): (string | number)[] | null {
  return places.order === null ? null : Array.from(places.order, (_, i) => nameOf(places, i));
}
