// Writing incidents: operations and stewards add one, stewards correct, assign, withdraw and erase. Answers hold what
// operations may see and never the point, so that a write is no exact read and a kept answer keeps none.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  INCIDENT_TYPES,
  type IncidentChange,
  type IncidentInput,
  incidentChange,
  incidentFaults,
  incidentInput,
} from '../../geodata/schema/incident.ts';
import { Problem, type ProblemPart } from '../../geodata/schema/problem.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Environment } from '../access/environment.ts';
import { permits } from '../access/may.ts';
import type { Queryable } from '../db/database.ts';
import { getExactIncident } from '../queries/exact_incidents.ts';
import * as writes from '../queries/incident_writes.ts';
import { recordWrite } from '../queries/writes.ts';
import type { Deps } from './environment.ts';
import { idParam, jsonOf } from './feature.ts';
import { ifMatch, versionWanted } from './if_match.ts';
import { demandOwnArea } from './own_area.ts';
import { writeHeaders, writeOnce } from './write_once.ts';

const written = z.object({
  id: z.uuid(),
  type: z.enum(INCIDENT_TYPES),
  /** H3 r8; null where the place is vaguer than a cell. */
  cell: z.string().nullable(),
  areaPcode: z.string().nullable(),
  /** Day, or the month or year where no more is known. */
  period: z.string(),
  version: z.number().int().positive(),
});
const bodyOf = <S extends z.ZodType>(schema: S) => ({
  required: true as const,
  content: { 'application/json': { schema } },
});

const create = createRoute({
  method: 'post',
  path: '/api/incidents',
  summary: 'Add one incident: what, when, where, and how surely; nothing that tells who',
  ...permits('create', 'incident'),
  request: { headers: z.object(writeHeaders), body: bodyOf(incidentInput) },
  responses: { 201: jsonOf(written, 'What operations see of it: cell and period') },
});
const change = createRoute({
  method: 'patch',
  path: '/api/incidents/{id}',
  summary: 'Correct, verify or assign one incident, or withdraw it for good (consent: withdrawn)',
  ...permits('change', 'exact_incident', 'incident_not_found'),
  request: { params: idParam, headers: ifMatch, body: bodyOf(incidentChange) },
  responses: { 200: jsonOf(written, 'What operations see of it: cell and period') },
});
const remove = createRoute({
  method: 'delete',
  path: '/api/incidents/{id}',
  summary: 'Erase one incident, also from backups that are restored later',
  ...permits('delete', 'exact_incident', 'incident_not_found'),
  request: { params: idParam, headers: ifMatch },
  responses: { 204: { description: 'It is gone' } },
});

export function mountIncidentWrites(router: OpenAPIHono<Environment>, { now, outbox }: Pick<Deps, 'now' | 'outbox'>) {
  const trace = (tx: Queryable, viewer: Viewer, of: { verb: string; id: string }) =>
    recordWrite(tx, { ...viewer, verb: of.verb, noun: 'incident', thingId: of.id, hidden: true });
  const announce =
    ({ organizationId }: Viewer) =>
    () =>
      outbox.written({ organizationId, noun: 'incident', hidden: true });
  const stale = () => new Problem('stale_version', 'Read it again, look at what changed, and send yours again.');

  router.openapi(create, async (c) => {
    const viewer = c.get('viewer');
    const record = c.req.valid('json');
    return writeOnce(c, async (tx) => {
      await check(tx, viewer, { record, now: now() });
      const stored = await writes.insertIncident(tx, viewer, record);
      demandOwnArea(viewer, stored);
      await trace(tx, viewer, { verb: 'create', id: stored.id });
      const headers = { ETag: `"${stored.version}"`, Location: `/api/incidents/${stored.id}` };
      return { status: 201, body: stored, headers, announce: announce(viewer) };
    });
  });
  router.openapi(change, async (c) => {
    const viewer = c.get('viewer');
    const { id } = c.req.valid('param');
    const version = versionWanted(c.req.header('If-Match'));
    const { placePrecision, areaPcode, geom, ...parts } = c.req.valid('json');
    return writeOnce(c, async (tx) => {
      const before = await getExactIncident(tx, viewer, { id, now: now() });
      if (before === null) throw new Problem('incident_not_found');
      const named = areaPcode === undefined ? await writes.namedArea(tx, viewer, id) : areaPcode;
      const place = {
        placePrecision: placePrecision ?? before.placePrecision,
        areaPcode: named,
        geom: geom ?? before.geom,
      };
      const isMoved = placePrecision !== undefined || areaPcode !== undefined || geom !== undefined;
      const { occurredFrom = before.occurredFrom, occurredTo = before.occurredTo, assignedTo } = parts;
      const record = { occurredFrom, occurredTo, verification: before.verification, ...place };
      await check(tx, viewer, { record, now: now(), assignedTo });
      const after = await writes.updateIncident(tx, viewer, { id, version, parts, place: isMoved ? place : null });
      if (after === null) throw stale();
      demandOwnArea(viewer, after);
      const isWithdrawn = parts.consent === 'withdrawn';
      if (isWithdrawn) await writes.revokeIncident(tx, viewer, { id, reason: 'withdrawn', now: now() });
      await trace(tx, viewer, { verb: isWithdrawn ? 'withdraw' : 'change', id });
      return { status: 200, body: after, headers: { ETag: `"${after.version}"` }, announce: announce(viewer) };
    });
  });
  router.openapi(remove, async (c) => {
    const viewer = c.get('viewer');
    const { id } = c.req.valid('param');
    const version = versionWanted(c.req.header('If-Match'));
    return writeOnce(c, async (tx) => {
      const outcome = await writes.deleteIncident(tx, viewer, { id, version });
      if (outcome === null) throw new Problem('incident_not_found');
      if (outcome === 'stale') throw stale();
      await writes.revokeIncident(tx, viewer, { id, reason: 'erased', now: now() });
      await trace(tx, viewer, { verb: 'delete', id });
      return { status: 204, body: null, announce: announce(viewer) };
    });
  });
}

/** Throws invalid_input for what the schema of one body cannot know: time, areas, accounts, and what the role may say. */
async function check(
  tx: Queryable,
  viewer: Viewer,
  of: {
    readonly record: Pick<
      IncidentInput,
      'occurredFrom' | 'occurredTo' | 'placePrecision' | 'areaPcode' | 'verification'
    >;
    readonly now: Date;
    readonly assignedTo?: IncidentChange['assignedTo'];
  },
): Promise<void> {
  const { record, now, assignedTo } = of;
  const faults: ProblemPart[] = incidentFaults(record).map(({ path, message }) => ({
    pointer: `/${path}`,
    detail: message,
  }));
  const refuse = (pointer: string, detail: string) => void faults.push({ pointer, detail });
  if (Date.parse(record.occurredFrom) > now.getTime()) refuse('/occurredFrom', 'An incident has happened already.');
  if (viewer.role === 'operations' && record.verification !== 'unverified')
    refuse('/verification', 'Stewards verify; leave this out.');
  if (record.areaPcode !== null && (await writes.isUnknownArea(tx, viewer, record.areaPcode)))
    refuse('/areaPcode', 'No area of your organization has this P-code.');
  if (typeof assignedTo === 'string' && !(await writes.isOperationsAccount(tx, assignedTo)))
    refuse('/assignedTo', 'Name an active account with the role operations.');
  if (faults.length > 0) throw new Problem('invalid_input', 'This incident cannot be written like that.', faults);
}
