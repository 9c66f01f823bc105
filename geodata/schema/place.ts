// A place: a named settlement, used for search and for labels.
import { z } from 'zod';
import { point } from './geometry.ts';

export const PLACE_KINDS = ['capital', 'city', 'town', 'village', 'ward', 'camp'] as const;

const fields = {
  name: z.string().trim().min(1).max(200),
  kind: z.enum(PLACE_KINDS),
  population: z.number().int().nonnegative().max(1e9).nullable(),
  geom: point,
};

export const place = z.strictObject({ id: z.uuid(), ...fields });
export type Place = z.infer<typeof place>;

/** The body of create; a population that is not said is not known. */
export const placeInput = z.strictObject({ ...fields, population: fields.population.default(null) });
export type PlaceInput = z.infer<typeof placeInput>;

/** The body of change. */
export const placeChange = z.strictObject(fields).partial();

/** A body of create. */
export const placeExample = {
  name: 'Three Wells',
  kind: 'village',
  population: 1200,
  geom: { type: 'Point', coordinates: [13.2, 11.9] },
} satisfies z.input<typeof placeInput>;
