// What a collection says of itself, as 17-069r4 (7.14) and 18-058 (CRS) have it.
import { z } from '@hono/zod-openapi';
import { CRS84 } from './crs.ts';
import { link } from './links.ts';

const interval = z.array(z.string().nullable()).length(2);
export const collectionDocument = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  itemType: z.literal('feature'),
  extent: z
    .object({
      spatial: z.object({ bbox: z.array(z.array(z.number()).length(4)).min(1), crs: z.literal(CRS84) }).optional(),
      temporal: z.object({ interval: z.array(interval).min(1) }).optional(),
    })
    .optional(),
  crs: z.array(z.string()),
  storageCrs: z.string(),
  links: z.array(link),
});
export type CollectionDocument = z.infer<typeof collectionDocument>;
