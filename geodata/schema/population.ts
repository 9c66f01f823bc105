// A population cell: a demand point. Demand is people, never cells; missing women or children are null, never 0.
import { z } from 'zod';
import { lat, lon } from './geometry.ts';

const people = z.number().nonnegative().lt(1e10);

export const populationCell = z.strictObject({
  lon,
  lat,
  people,
  women: people.nullable(),
  children: people.nullable(),
  /** P-code of the area that the cell belongs to; null = outside every area. */
  areaPcode: z.string().nullable(),
});
export type PopulationCell = z.infer<typeof populationCell>;

const counted = { people, women: people.nullable(), children: people.nullable() };

/** The body of change: who lives there. Where it is says which cell it is. */
export const populationChange = z.strictObject(counted).partial();
export type PopulationChange = z.infer<typeof populationChange>;

/** Most cells that one request adds or removes. */
export const MAX_CELLS_AT_ONCE = 1000;

/** The body of create; the area is looked up. */
export const populationInput = z.strictObject({
  cells: z
    .array(
      z.strictObject({
        lon,
        lat,
        ...counted,
        women: counted.women.default(null),
        children: counted.children.default(null),
      }),
    )
    .min(1)
    .max(MAX_CELLS_AT_ONCE),
});
export type PopulationInput = z.infer<typeof populationInput>;

/** A body of create. */
export const populationExample = {
  cells: [{ lon: 13.15, lat: 11.85, people: 420, women: 214, children: 190 }],
} satisfies z.input<typeof populationInput>;

/** Cells as columns, ready for typed arrays; NaN stands for a missing number in women and children. */
export interface PopulationColumns {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly people: Float64Array;
  readonly women: Float64Array;
  readonly children: Float64Array;
  /** Index into `areas`, −1 = outside every area. */
  readonly area: Int32Array;
  readonly areas: readonly { readonly pcode: string; readonly name: string }[];
}
