// Shapes on the WGS 84 ellipsoid as RFC 7946 writes them: [lon, lat] in degrees. Knows ranges, not topology:
// whether a polygon is valid is asked of PostGIS at the write.
import { z } from 'zod';

/** Most vertices one feature may have (privacy.md, imports). */
export const MAX_VERTICES = 10_000;

export const lon = z.number().min(-180).max(180);
export const lat = z.number().min(-90).max(90);
export const position = z.tuple([lon, lat]);
export type Position = z.infer<typeof position>;

/** [west, south, east, north] in degrees; west > east means that the box crosses the antimeridian. */
export const bbox = z.tuple([lon, lat, lon, lat]);
export type Bbox = z.infer<typeof bbox>;

const ring = z
  .array(position)
  .min(4)
  .max(MAX_VERTICES)
  .refine(
    (points) => {
      const first = points[0];
      const last = points[points.length - 1];
      return first !== undefined && last !== undefined && first[0] === last[0] && first[1] === last[1];
    },
    { message: 'A ring must end where it begins.' },
  );

export const point = z.strictObject({ type: z.literal('Point'), coordinates: position });
export const lineString = z.strictObject({
  type: z.literal('LineString'),
  coordinates: z.array(position).min(2).max(MAX_VERTICES),
});
const TOO_MANY = { message: `A feature has at most ${MAX_VERTICES.toLocaleString('en')} vertices.` };
const vertices = (rings: readonly (readonly unknown[])[]) => rings.reduce((sum, points) => sum + points.length, 0);

export const polygon = z.strictObject({
  type: z.literal('Polygon'),
  coordinates: z
    .array(ring)
    .min(1)
    .max(1000)
    .refine((rings) => vertices(rings) <= MAX_VERTICES, TOO_MANY),
});
export const multiPolygon = z.strictObject({
  type: z.literal('MultiPolygon'),
  coordinates: z
    .array(z.array(ring).min(1).max(1000))
    .min(1)
    .max(1000)
    .refine((polygons) => vertices(polygons.flat()) <= MAX_VERTICES, TOO_MANY),
});
export type Point = z.infer<typeof point>;
export type LineString = z.infer<typeof lineString>;
export type Polygon = z.infer<typeof polygon>;
export type MultiPolygon = z.infer<typeof multiPolygon>;
