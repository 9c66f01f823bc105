// A population cell: a demand point. Demand is people, never cells; missing women or children are null, never 0.
import { z } from 'zod';
import { lat, lon } from './geometry.ts';

const people = z.number().nonnegative().max(1e10);

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
