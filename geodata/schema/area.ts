// An area: an administrative unit with a P-code. Codes nest by prefix (NG → NG008 → NG008001).
import { z } from 'zod';
import { multiPolygon } from './geometry.ts';

/** COD-AB practice: two or three letters, then digits. */
export const pcode = z.string().regex(/^[A-Z]{2,3}\d{1,12}$/, 'A P-code is two or three letters followed by digits.');

export const area = z.strictObject({
  id: z.uuid(),
  pcode,
  adminLevel: z.number().int().min(0).max(5),
  name: z.string().min(1).max(200),
  parentPcode: pcode.nullable(),
  geom: multiPolygon,
});
export type Area = z.infer<typeof area>;
