// A place: a named settlement, used for search and for labels.
import { z } from 'zod';
import { point } from './geometry.ts';

export const PLACE_KINDS = ['capital', 'city', 'town', 'village', 'ward', 'camp'] as const;

export const place = z.strictObject({
  id: z.uuid(),
  name: z.string().min(1).max(200),
  kind: z.enum(PLACE_KINDS),
  population: z.number().int().nonnegative().nullable(),
  geom: point,
});
export type Place = z.infer<typeof place>;
