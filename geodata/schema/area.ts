// An area: an administrative unit with a P-code. Codes nest by prefix (NG → NG008 → NG008001).
import { z } from 'zod';
import { multiPolygon, polygon } from './geometry.ts';

/** COD-AB practice: two or three letters, then digits. */
export const pcode = z.string().regex(/^[A-Z]{2,3}\d{1,12}$/, 'A P-code is two or three letters followed by digits.');

const fields = {
  adminLevel: z.number().int().min(0).max(5),
  name: z.string().trim().min(1).max(200),
  parentPcode: pcode.nullable(),
};

export const area = z.strictObject({ id: z.uuid(), pcode, ...fields, geom: multiPolygon });
export type Area = z.infer<typeof area>;

const written = { ...fields, geom: z.union([polygon, multiPolygon]) };

/** The body of create. */
export const areaInput = z.strictObject({ pcode, ...written, parentPcode: fields.parentPcode.default(null) });
export type AreaInput = z.infer<typeof areaInput>;

/** The body of change. The P-code is the area itself: with another it would be another area. */
export const areaChange = z.strictObject(written).partial();

/** A body of create. */
export const areaExample = {
  pcode: 'QQ001001',
  adminLevel: 3,
  name: 'River ward',
  parentPcode: 'QQ001',
  geom: {
    type: 'Polygon',
    coordinates: [
      [
        [10, 10],
        [10.5, 10],
        [10.5, 10.5],
        [10, 10],
      ],
    ],
  },
} satisfies z.input<typeof areaInput>;
