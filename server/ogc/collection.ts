// What a collection of features is to the routes, and the parameters that it takes. Each one is read through the nouns'
// own queries as the viewer meets them; there is no filter language, only a box, a time and equal properties.
import { z } from '@hono/zod-openapi';
import type { Thing, Viewer } from '../../geodata/schema/roles.ts';
import type { Environment } from '../access/environment.ts';
import type { FeatureQuery, Value } from '../queries/features.ts';
import { type Feature, LIMIT_MOST } from '../routes/feature.ts';
import { CRS_URIS, CRS84 } from './crs.ts';
import { datetime } from './datetime.ts';
import { ENCODINGS } from './encoding.ts';

/** Who asks, of which database, and when. */
export interface Source {
  readonly database: Environment['Variables']['database'];
  readonly viewer: Viewer;
  readonly now: Date;
}

export type OgcFeature = Feature<Readonly<Record<string, unknown>>>;

export interface Collection {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** What one must be allowed to read. */
  readonly thing: Thing;
  /** In a table points are two numbers, other shapes text; null = features without a place. */
  readonly geometry: 'points' | 'shapes' | null;
  readonly properties: z.ZodObject;
  /** Properties that may be asked for, as they are written in an address. */
  readonly queryables: Readonly<Record<string, z.ZodType<Value, string>>>;
  readonly featureId: z.ZodType<string>;
  readonly hasTime: boolean;
  /** At most `limit` features in the order of their ids. */
  readonly read: (source: Source, query: FeatureQuery) => Promise<readonly OgcFeature[]>;
  /** Only where everybody may know how many there are. */
  readonly count?: (source: Source, query: FeatureQuery) => Promise<number>;
}

const LIMIT_DEFAULT = 100;
const NUMBER = '-?\\d{1,12}(\\.\\d{1,20})?([eE][-+]?\\d{1,3})?';
const BBOX = new RegExp(`^${NUMBER}(,${NUMBER}){3}((,${NUMBER}){2})?$`);

/** A larger number than the most is taken as the most, not refused (17-069r4, 7.15.2). */
const limit = z
  .string()
  .regex(/^0*[1-9]\d{0,14}$/, 'Write a whole number from 1.')
  .transform((text) => Math.min(Number(text), LIMIT_MOST))
  .default(LIMIT_DEFAULT)
  .openapi({ type: 'integer', minimum: 1, maximum: LIMIT_MOST, default: LIMIT_DEFAULT });
const bbox = z
  .string()
  .max(200)
  .regex(BBOX, 'Write four numbers, lower corner first, or six with heights.')
  .transform((text) => text.split(',').map(Number))
  .refine((numbers) => numbers.every(Number.isFinite), 'Write finite numbers.')
  .optional()
  .openapi({ type: 'string', example: '11.5,10.5,14.5,13.5' });
const crs = z.enum(CRS_URIS).default(CRS84);

/** `f` of everything that is not features. */
export const formQuery = z.strictObject({ f: z.enum(['json', 'html']).optional() });
/** A document as JSON or as a page. */
export const documentOf = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema }, 'text/html': { schema: z.string() } },
});
export const oneQuery = z.strictObject({ f: z.enum(ENCODINGS).optional(), crs });

const RESERVED = z.strictObject({
  f: z.enum(ENCODINGS).optional(),
  limit,
  after: z.string().max(200).optional().describe('Where the page begins; taken from the link to it'),
  bbox,
  'bbox-crs': crs,
  crs,
  datetime: datetime.optional(),
});
export type ItemsQuery = z.infer<typeof RESERVED> & Readonly<Record<string, unknown>>;

/** The parameters of the collection's items; any other is refused. */
export const itemsQuery = ({ queryables, featureId }: Collection) =>
  RESERVED.extend({
    after: featureId.optional().openapi({ type: 'string', description: 'Where the page begins; taken from its link' }),
    ...Object.fromEntries(Object.entries(queryables).map(([name, schema]) => [name, schema.optional()])),
  });

/** What of the parameters asks for equal properties. */
export function whereOf(collection: Collection, query: ItemsQuery): Record<string, Value> {
  return Object.fromEntries(
    Object.keys(collection.queryables)
      .filter((name) => query[name] !== undefined)
      .map((name) => [name, query[name] as Value]),
  );
}

/** Yes or no in an address; GDAL writes numbers. */
export const truth = z
  .enum(['true', 'false', '1', '0'])
  .transform((text) => text === 'true' || text === '1')
  .openapi({ type: 'boolean' });
export const words = z.string().min(1).max(300);
