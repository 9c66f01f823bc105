// Packs: what a phone keeps to rank care without a network. The same bytes for everybody, compressed once; of a region that holds
// so many people that asking for it tells no place.
import { createHash } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { bbox } from '../../geodata/schema/geometry.ts';
import { LEAST_PEOPLE, MARGIN_METERS, type PackEntry } from '../../geodata/schema/pack.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Environment } from '../access/environment.ts';
import { permits } from '../access/may.ts';
import { createPacks } from '../live/packs.ts';
import type { RegionPacks } from '../live/packs_build.ts';
import { matches, takesGzip } from './conditional.ts';
import { createRouter, type Deps } from './environment.ts';
import { jsonOf } from './feature.ts';

const bytes = z.strictObject({ bytes: z.number().int().positive(), sha256: z.string() });
const entry = z.strictObject({
  region: z.string(),
  name: z.string(),
  people: z.number().nullable(),
  bbox,
  services: z.number().int().nonnegative(),
  directory: bytes,
  travel: bytes.nullable(),
});

const tellsNoPlace = `A region is the whole organization, or admin 1 areas that together hold ${LEAST_PEOPLE.toLocaleString('en')} people or more, with services and roads up to ${MARGIN_METERS / 1000} km beyond. It is asked for by its name as a whole: no coordinate, no need, no time and no word of a search is ever part of the request, so that it tells no place.`;
const regionParam = z.strictObject({
  region: z
    .string()
    .max(2000)
    .regex(/^(all|[A-Z]{2,3}\d{1,12}(-[A-Z]{2,3}\d{1,12})*)$/, 'Name a region of /api/packs.'),
});

const list = createRoute({
  method: 'get',
  path: '/api/packs',
  summary: 'Regions of which a phone can keep everything',
  description: `Each with the size, compressed, and the SHA-256 of its two packs. ${tellsNoPlace}`,
  ...permits('read', 'pack'),
  responses: { 200: jsonOf(z.strictObject({ items: z.array(entry) }), 'The regions') },
});
const directory = createRoute({
  method: 'get',
  path: '/api/packs/{region}/directory',
  summary: 'The public directory of a region in one piece',
  description: `Services, contacts, areas, places and the rules of care, in columns (geodata/formats/directory_pack.ts); never a protected service. The same for every role. ${tellsNoPlace}`,
  ...permits('read', 'pack'),
  request: { params: regionParam },
  responses: { 200: jsonOf(z.looseObject({}), 'The pack; its ETag is the SHA-256 of the content') },
});
const travel = createRoute({
  method: 'get',
  path: '/api/packs/{region}/travel',
  summary: 'The open roads of a region in one piece',
  description: `A road graph in binary columns (geodata/formats/travel_pack.ts), with what a steward published of closed and slow roads. The same for every role. ${tellsNoPlace}`,
  ...permits('read', 'pack'),
  request: { params: regionParam },
  responses: {
    200: {
      description: 'The pack; its ETag is the SHA-256 of the content',
      content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
    },
  },
});

/** Asked for again each time, and answered in a few bytes while nothing has changed. */
function conditional(c: Context<Environment>, sha256: string): Response | null {
  const etag = `"${sha256}"`;
  c.header('ETag', etag);
  c.header('Cache-Control', 'no-cache');
  c.header('Vary', 'Accept-Encoding, Authorization, Cookie');
  return matches(c.req.header('If-None-Match'), etag) ? c.body(null, 304) : null;
}

const entryOf = ({ region, services, directory, travel }: RegionPacks): PackEntry => ({
  region: region.region,
  name: region.name,
  people: region.people,
  bbox: region.bbox,
  services,
  directory: { bytes: directory.zipped.length, sha256: directory.sha256 },
  travel: travel === null ? null : { bytes: travel.zipped.length, sha256: travel.sha256 },
});

export function packRoutes(deps: Pick<Deps, 'database' | 'outbox'>) {
  const packs = createPacks(deps);
  const send = async (
    c: Context<Environment>,
    { region, part, type }: { region: string; part: 'directory' | 'travel'; type: string },
  ) => {
    const all = await packs.of(c.get('viewer').organizationId);
    const found = all.find((one) => one.region.region === region)?.[part] ?? null;
    if (found === null) throw new Problem('not_found', 'Read /api/packs again: the regions there may have changed.');
    const unchanged = conditional(c, found.sha256);
    if (unchanged !== null) return unchanged;
    c.header('Content-Type', type);
    if (!takesGzip(c.req.header('Accept-Encoding'))) return c.body(found.plain, 200);
    c.header('Content-Encoding', 'gzip');
    return c.body(found.zipped, 200);
  };
  return createRouter()
    .openapi(list, async (c) => {
      const items = (await packs.of(c.get('viewer').organizationId)).map(entryOf);
      const unchanged = conditional(c, createHash('sha256').update(JSON.stringify(items)).digest('hex'));
      return (unchanged ?? c.json({ items }, 200)) as never;
    })
    .openapi(
      directory,
      (c) => send(c, { ...c.req.valid('param'), part: 'directory', type: 'application/json' }) as never,
    )
    .openapi(
      travel,
      (c) => send(c, { ...c.req.valid('param'), part: 'travel', type: 'application/octet-stream' }) as never,
    );
}
