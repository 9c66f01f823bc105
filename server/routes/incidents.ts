// Incidents: counts per cell and period as fine as the role allows; exact records for stewards, and for operations a
// case that was assigned to them. Every exact read is audited, and every question of a planner.
import { createRoute, z } from '@hono/zod-openapi';
import { exactIncident, INCIDENT_TYPES } from '../../geodata/schema/incident.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import { demand, permits } from '../access/may.ts';
import { askOnce } from '../access/questions.ts';
import { getExactIncident, listExactIncidents } from '../queries/exact_incidents.ts';
import { countsView, type IncidentCount, incidentCounts, pictureDate } from '../queries/incidents.ts';
import { recordRead } from '../queries/writes.ts';
import { createRouter, type Deps } from './environment.ts';
import { featureOf, featuresOf, idParam, jsonOf, pageQuery, toFeature, toPage } from './feature.ts';
import { mountIncidentWrites } from './incident_writes.ts';

const columns = {
  type: z.array(z.enum(INCIDENT_TYPES)),
  period: z.array(z.string()),
  count: z.array(z.number().int().positive()),
};
const counts = z.object({
  view: z.object({ resolution: z.number(), period: z.string(), floor: z.number(), delayHours: z.number() }),
  /** Thursday of the batch that planners see; null for those who see what was written up to now. */
  asOf: z.string().nullable(),
  cell: z.array(z.string()),
  ...columns,
  /** Records whose place is vaguer than a cell: an area, never a dot. */
  areas: z.object({ pcode: z.array(z.string()), ...columns }),
});
const exactProperties = exactIncident.omit({ geom: true });

const list = createRoute({
  method: 'get',
  path: '/api/incidents',
  summary: 'Reported incidents as counts per cell, type and period',
  description: 'Stewards get the counts that operations see; their exact records are at /api/incidents/exact.',
  ...permits('read', 'incident'),
  request: {
    query: z.strictObject({
      from: z.iso.date().optional(),
      to: z.iso.date().optional(),
      type: z.enum(INCIDENT_TYPES).optional(),
    }),
  },
  responses: { 200: jsonOf(counts, 'Columns of counts at or over the floor of your role; what is under it is absent') },
});
const exact = createRoute({
  method: 'get',
  path: '/api/incidents/exact',
  summary: 'Exact records, for stewards; every read is audited',
  ...permits('read', 'exact_incident'),
  request: { query: z.strictObject(pageQuery) },
  responses: { 200: jsonOf(featuresOf(exactProperties), 'A page of records') },
});
const one = createRoute({
  method: 'get',
  path: '/api/incidents/{id}',
  summary: 'One exact record: for stewards, and for whom the case was assigned to; every read is audited',
  ...permits('read', 'incident', 'incident_not_found'),
  request: { params: idParam },
  responses: { 200: jsonOf(featureOf(exactProperties), 'The record; its ETag is what If-Match takes') },
});

const DAY_MS = 86_400_000;
const dateOf = (time: number) => new Date(time).toISOString().slice(0, 10);

export function incidentRoutes(deps: Pick<Deps, 'now' | 'outbox'>) {
  const { now } = deps;
  const router = createRouter()
    .openapi(list, async (c) => {
      const viewer = c.get('viewer');
      const view = countsView(viewer.role);
      if (view === null) throw new Problem('not_found');
      const query = c.req.valid('query');
      const to = query.to ?? dateOf(now().getTime());
      const from = query.from ?? dateOf(now().getTime() - 90 * DAY_MS);
      const filter = { now: now(), from, to, type: query.type };
      const rows = await askOnce(
        c.get('database'),
        { viewer, now: now() },
        { noun: 'incident', read: async (db) => (await incidentCounts(db, viewer, filter)) ?? [] },
      );
      const asOf = viewer.role === 'planner' ? await pictureDate(c.get('database'), viewer) : null;
      const cells = rows.filter((row) => !row.imprecise);
      const areas = rows.filter((row) => row.imprecise);
      return c.json(
        {
          view,
          asOf,
          cell: cells.map((row) => row.place),
          ...columnsOf(cells),
          areas: { pcode: areas.map((row) => row.place), ...columnsOf(areas) },
        },
        200,
      );
    })
    .openapi(exact, async (c) => {
      const viewer = c.get('viewer');
      const { limit, after } = c.req.valid('query');
      const rows = await c.get('database').transaction(async (tx) => {
        const found = await listExactIncidents(tx, viewer, { now: now(), after, limit: limit + 1 });
        await recordRead(tx, { ...viewer, noun: 'incident', rowCount: Math.min(found.length, limit) });
        return found;
      });
      return c.json(toPage(rows, limit, c.req.url), 200);
    })
    .openapi(one, async (c) => {
      const viewer = c.get('viewer');
      if (viewer.role === 'steward') demand(viewer, 'read', 'exact_incident', 'incident_not_found');
      const { id } = c.req.valid('param');
      const found = await c.get('database').transaction(async (tx) => {
        const record = await getExactIncident(tx, viewer, { id, now: now() });
        if (record !== null) await recordRead(tx, { ...viewer, noun: 'incident', thingId: id, rowCount: 1 });
        return record;
      });
      // Nothing tells one that is not there from one that is not theirs.
      if (found === null) throw new Problem('incident_not_found');
      c.header('ETag', `"${found.version}"`);
      return c.json(toFeature(found), 200);
    });
  mountIncidentWrites(router, deps);
  return router;
}

const columnsOf = (rows: readonly IncidentCount[]) => ({
  type: rows.map((row) => row.type),
  period: rows.map((row) => row.period),
  count: rows.map((row) => row.count),
});
