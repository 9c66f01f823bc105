// What shows that safe zones are safe, and who was trained: for planners, operations and stewards.
import { createRoute, z } from '@hono/zod-openapi';
import { Problem } from '../../geodata/schema/problem.ts';
import { openClaims } from '../../geodata/schema/zone_checklist.ts';
import { type ZoneUseParts, zoneUse, zoneUseChange, zoneUseExample } from '../../geodata/schema/zone_use.ts';
import { permits } from '../access/may.ts';
import { recordWrite } from '../queries/writes.ts';
import { getZoneUse, holdZoneUse, listZoneUse, updateZoneUse, type ZoneUseRow } from '../queries/zone_use.ts';
import { createRouter, type Deps } from './environment.ts';
import { idParam, jsonOf, nextAddress, pageQuery } from './feature.ts';
import { ifMatch, versionWanted } from './if_match.ts';
import { writeOnce } from './write_once.ts';

const list = createRoute({
  method: 'get',
  path: '/api/zone-use',
  summary: 'What shows that safe zones are safe',
  ...permits('read', 'zone_use'),
  request: { query: z.strictObject(pageQuery) },
  responses: { 200: jsonOf(z.object({ items: z.array(zoneUse), next: z.string().optional() }), 'A page, by zone') },
});
const read = createRoute({
  method: 'get',
  path: '/api/zone-use/{id}',
  summary: 'What shows that one safe zone is safe',
  ...permits('read', 'zone_use', 'zone_not_found'),
  request: { params: idParam },
  responses: { 200: jsonOf(zoneUse, 'The record of this zone; its ETag is what If-Match takes') },
});
const change = createRoute({
  method: 'patch',
  path: '/api/zone-use/{id}',
  summary: 'Record evidence or training of a safe zone',
  description: `Each list is replaced as a whole. An open zone is suspended when required evidence lapses, and opens again
only with all of it fresh; what an open zone must have cannot be taken back while it is open.`,
  ...permits('change', 'zone_use', 'zone_not_found'),
  request: {
    params: idParam,
    headers: ifMatch,
    body: { required: true, content: { 'application/json': { schema: zoneUseChange, example: zoneUseExample } } },
  },
  responses: { 200: jsonOf(zoneUse, 'The record as stored') },
});

const DAY_MS = 86_400_000;
const answerOf = ({ zoneKind: _kind, zoneStatus: _status, ...use }: ZoneUseRow) => use;
const missing = () => new Problem('zone_not_found', 'Check the id, or look for it by name.');

export function zoneUseRoutes({ outbox, now }: Pick<Deps, 'outbox' | 'now'>) {
  return createRouter()
    .openapi(list, async (c) => {
      const { limit, after } = c.req.valid('query');
      const rows = await listZoneUse(c.get('database'), c.get('viewer'), { after, limit: limit + 1 });
      const items = rows.slice(0, limit).map(answerOf);
      const last = items.at(-1);
      const more = rows.length > limit && last !== undefined;
      return c.json({ items, ...(more ? { next: nextAddress(c.req.url, last.id) } : {}) }, 200);
    })
    .openapi(read, async (c) => {
      const found = await getZoneUse(c.get('database'), c.get('viewer'), c.req.valid('param').id);
      if (found === null) throw missing();
      c.header('ETag', `"${found.version}"`);
      return c.json(answerOf(found), 200);
    })
    .openapi(change, async (c) => {
      const viewer = c.get('viewer');
      const { id } = c.req.valid('param');
      const version = versionWanted(c.req.header('If-Match'));
      const parts = c.req.valid('json') as Partial<ZoneUseParts>;
      return writeOnce(c, async (tx) => {
        const before = await holdZoneUse(tx, viewer, id);
        if (before === null) throw missing();
        const record = { ...before, ...parts };
        demandSeen(parts, now());
        demandNothingTakenBack(before, record, now());
        const after = await updateZoneUse(tx, viewer, { id, version, record });
        if (after === null)
          throw new Problem('stale_version', 'Read it again, look at what changed, and send yours again.');
        await recordWrite(tx, { ...viewer, verb: 'change', noun: 'zone_use', thingId: id, hidden: true });
        const announce = () =>
          outbox.written({ organizationId: viewer.organizationId, noun: 'zone_use', hidden: true });
        return { status: 200, body: answerOf(after), headers: { ETag: `"${after.version}"` }, announce };
      });
    });
}

/** Nothing was seen on a day to come; tomorrow's date is today's in the east. */
function demandSeen(
  { measureChecks = [], protocolChecks = [], training = [] }: Partial<ZoneUseParts>,
  now: Date,
): void {
  const tomorrow = new Date(now.getTime() + DAY_MS).toISOString().slice(0, 10);
  const days = [...measureChecks, ...protocolChecks].map(({ observedOn }) => observedOn);
  if ([...days, ...training.map(({ trainedOn }) => trainedOn)].every((day) => day <= tomorrow)) return;
  throw new Problem('invalid_input', 'A date lies in the future: write the day on which it was seen.');
}

/** Or an open zone would escape its suspension by dropping what is about to lapse. */
function demandNothingTakenBack(before: ZoneUseRow, record: ZoneUseRow, now: Date): void {
  if (before.zoneStatus !== 'open') return;
  const day = now.toISOString().slice(0, 10);
  const known = openClaims(before.zoneKind, before, day);
  const taken = openClaims(before.zoneKind, record, day).filter((claim) => !known.includes(claim));
  if (taken.length === 0) return;
  throw new Problem(
    'evidence_missing',
    'The zone is open and must have this. Suspend it first, or record newer evidence instead.',
    taken.map((claim) => ({ pointer: `/${claim.replace(':', '/')}`, detail: `${claim.replace(/[:_]/g, ' ')}.` })),
  );
}
