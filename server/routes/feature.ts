// GeoJSON features and keyset pages: the one shape in which nouns with a place leave the server.
import { z } from '@hono/zod-openapi';
import { bbox } from '../../geodata/schema/geometry.ts';

export const LIMIT_MOST = 1000;

export const idParam = z.strictObject({ id: z.uuid() });

export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(LIMIT_MOST).default(LIMIT_MOST),
  after: z.uuid().optional(),
};

/** Records of days, newest first: where the next page goes on, as the day and the id of the last one. */
export const datedPageQuery = {
  limit: pageQuery.limit,
  after: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}_[0-9a-f-]{36}$/, 'Take it from `next` of the page before.')
    .transform((text) => ({ day: text.slice(0, 10), id: text.slice(11) }))
    .pipe(z.object({ day: z.iso.date(), id: z.uuid() }))
    .optional()
    .openapi({ type: 'string' }),
};

/** `west,south,east,north` in degrees. */
export const bboxQuery = z
  .string()
  .max(200)
  .regex(/^-?[\d.]+(,-?[\d.]+){3}$/, 'Write four numbers: west,south,east,north.')
  .transform((text) => text.split(',').map(Number))
  .pipe(bbox)
  .optional();

const geometry = z.union([z.looseObject({ type: z.string() }), z.null()]);

export interface Feature<P> {
  type: 'Feature';
  id: string;
  geometry: { type: string; [key: string]: unknown } | null;
  properties: P;
}

export function featureOf<T extends z.ZodRawShape>(properties: z.ZodObject<T>) {
  return z.object({ type: z.literal('Feature'), id: z.string(), geometry, properties });
}

export function featuresOf<T extends z.ZodRawShape>(properties: z.ZodObject<T>) {
  return z.object({
    type: z.literal('FeatureCollection'),
    features: z.array(featureOf(properties)),
    /** Address of the next page; absent on the last. */
    next: z.string().optional(),
  });
}

/** Turns a row with `id` and `geom` into a feature. */
export function toFeature<R extends { id: string; geom: unknown }>({
  geom,
  ...properties
}: R): Feature<Omit<R, 'geom'>> {
  return { type: 'Feature', id: properties.id, geometry: geom as Feature<unknown>['geometry'], properties };
}

/** As toFeature, but the row itself becomes the properties: to copy twenty fields of each row is a sixth of an answer's work. */
function intoFeature<R extends { id: string; geom: unknown }>(row: R): Feature<Omit<R, 'geom'>> {
  const geometry = row.geom as Feature<unknown>['geometry'];
  (row as { geom: unknown }).geom = undefined; // which JSON leaves out
  return { type: 'Feature', id: row.id, geometry, properties: row };
}

/** One page from `limit + 1` rows, which it takes over: the extra row only says that there is more. */
export function toPage<R extends { id: string; geom: unknown }>(rows: readonly R[], limit: number, url: string) {
  const shown = rows.slice(0, limit);
  const last = shown[shown.length - 1];
  const page = { type: 'FeatureCollection' as const, features: shown.map(intoFeature) };
  return rows.length > limit && last !== undefined ? { ...page, next: nextAddress(url, last.id) } : page;
}

export function nextAddress(url: string, after: string): string {
  const next = new URL(url);
  next.searchParams.set('after', after);
  return `${next.pathname}${next.search}`;
}

export const jsonOf = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});
