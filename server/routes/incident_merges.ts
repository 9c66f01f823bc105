// Duplicates: which records may tell of one event, and the decision of a person that two of them do. Nothing is lost by it: the
// dropped record is counted nowhere, and can be taken apart again.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  duplicatePair,
  incidentDraft,
  incidentMerge,
  incidentRecord,
  type MergeInput,
  mergeInput,
} from '../../geodata/schema/incident_record.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Environment } from '../access/environment.ts';
import { permits } from '../access/may.ts';
import type { Queryable } from '../db/database.ts';
import { listDuplicates, listLike } from '../queries/incident_duplicates.ts';
import * as merges from '../queries/incident_merges.ts';
import { recordWrite } from '../queries/writes.ts';
import { createRouter, type Deps } from './environment.ts';
import { idParam, jsonOf, nextAddress, pageQuery } from './feature.ts';
import { ifMatch, versionWanted } from './if_match.ts';
import { demandRecords } from './incident_board.ts';
import { demandSameEvent } from './same_event.ts';
import { writeHeaders, writeOnce } from './write_once.ts';

const bodyOf = <S extends z.ZodType>(schema: S) => ({
  required: true as const,
  content: { 'application/json': { schema } },
});

const duplicates = createRoute({
  method: 'get',
  path: '/api/incidents/duplicates',
  summary: 'Pairs of records that may tell of one event',
  description:
    'Of one type, in one cell or its neighbor, on one day or the next, the likeliest first (same cell, same day, different sources). The last 14 days unless said. `isWhole` is false where these days have more records than one search compares: ask for fewer days.',
  ...permits('read', 'incident'),
  request: {
    query: z.strictObject({
      from: z.iso.date().optional(),
      to: z.iso.date().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: { 200: jsonOf(z.object({ items: z.array(duplicatePair), isWhole: z.boolean() }), 'Pairs') },
});
const like = createRoute({
  method: 'post',
  path: '/api/incidents/duplicates',
  summary: 'Records that an entry which is being typed may repeat; writes nothing',
  ...permits('read', 'incident'),
  request: { body: bodyOf(incidentDraft) },
  responses: { 200: jsonOf(z.object({ items: z.array(incidentRecord) }), 'At most 20 records, the nearest first') },
});
const list = createRoute({
  method: 'get',
  path: '/api/incident-merges',
  summary: 'Records that count under another one',
  ...permits('read', 'incident_merge'),
  request: { query: z.strictObject({ ...pageQuery, limit: pageQuery.limit.default(100) }) },
  responses: { 200: jsonOf(z.object({ items: z.array(incidentMerge), next: z.string().optional() }), 'A page') },
});
const create = createRoute({
  method: 'post',
  path: '/api/incident-merges',
  summary: 'Count two records of one event as one',
  description:
    'The dropped record leaves every count, also of releases to come, until it is taken apart. Operations merge what may be one event (as /api/incidents/duplicates has it); a verified record is not dropped for one that nobody verified.',
  ...permits('create', 'incident_merge'),
  request: { headers: z.object(writeHeaders), body: bodyOf(mergeInput) },
  responses: { 201: jsonOf(incidentMerge, 'The merge') },
});
const remove = createRoute({
  method: 'delete',
  path: '/api/incident-merges/{id}',
  summary: 'Take two records apart: each counts for itself again',
  ...permits('delete', 'incident_merge', 'incident_not_found'),
  request: { params: idParam, headers: ifMatch },
  responses: { 204: { description: 'They are apart' } },
});

const DAY_MS = 86_400_000;
const USUAL_DAYS = 14;

export function incidentMergeRoutes(deps: Pick<Deps, 'now' | 'outbox'>) {
  const { now } = deps;
  const router = createRouter();
  router.openapi(duplicates, async (c) => {
    demandRecords(c.get('viewer'));
    const { limit, ...days } = c.req.valid('query');
    const at = now();
    const dateOf = (time: number) => new Date(time).toISOString().slice(0, 10);
    const to = days.to ?? dateOf(at.getTime());
    const from = days.from ?? dateOf(Date.parse(to) - USUAL_DAYS * DAY_MS);
    return c.json(await listDuplicates(c.get('database'), c.get('viewer'), { now: at, from, to, limit }), 200);
  });
  router.openapi(like, async (c) => {
    demandRecords(c.get('viewer'));
    const draft = c.req.valid('json');
    return c.json({ items: await listLike(c.get('database'), c.get('viewer'), { draft, now: now() }) }, 200);
  });
  router.openapi(list, async (c) => {
    const { limit, after } = c.req.valid('query');
    const rows = await merges.listMerges(c.get('database'), c.get('viewer'), { now: now(), after, limit: limit + 1 });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const more = rows.length > limit && last !== undefined;
    return c.json({ items, ...(more ? { next: nextAddress(c.req.url, last.id) } : {}) }, 200);
  });
  mountMergeWrites(router, deps);
  return router;
}

function mountMergeWrites(router: OpenAPIHono<Environment>, { now, outbox }: Pick<Deps, 'now' | 'outbox'>): void {
  // Told as a write to incidents: their counts are what changes.
  const trace = (tx: Queryable, viewer: Viewer, of: { verb: 'merge' | 'unmerge'; id: string }) =>
    recordWrite(tx, { ...viewer, verb: of.verb, noun: 'incident', thingId: of.id, hidden: true });
  const announce =
    ({ organizationId }: Viewer) =>
    () =>
      outbox.written({ organizationId, noun: 'incident', hidden: true });

  router.openapi(create, async (c) => {
    const viewer = c.get('viewer');
    const { keep, drop } = c.req.valid('json') as MergeInput;
    return writeOnce(c, async (tx) => {
      const held = await merges.holdBoth(tx, viewer, { keep, drop, now: now() });
      demandSameEvent(viewer, held);
      await merges.mergeInto(tx, viewer, { keep, drop, now: now() });
      const merge = await merges.getMerge(tx, viewer, { id: drop, now: now() });
      if (merge === null) throw new Problem('incident_not_found');
      await trace(tx, viewer, { verb: 'merge', id: drop });
      const headers = { ETag: `"${merge.version}"`, Location: `/api/incident-merges/${drop}` };
      return { status: 201, body: merge, headers, announce: announce(viewer) };
    });
  });
  router.openapi(remove, async (c) => {
    const viewer = c.get('viewer');
    const { id } = c.req.valid('param');
    const version = versionWanted(c.req.header('If-Match'));
    return writeOnce(c, async (tx) => {
      const merge = await merges.getMerge(tx, viewer, { id, now: now() });
      if (merge === null) throw new Problem('incident_not_found');
      if (!(await merges.takeApart(tx, viewer, { id, version, now: now() })))
        throw new Problem('stale_version', 'Read it again, look at what changed, and send yours again.');
      await trace(tx, viewer, { verb: 'unmerge', id });
      return { status: 204, body: null, announce: announce(viewer) };
    });
  });
}
