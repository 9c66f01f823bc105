// Incidents: counts per cell and period as fine as the role allows; exact records for the steward alone.
import { createRoute, z } from '@hono/zod-openapi';
import { INCIDENT_TYPES, incident } from '../../geodata/schema/incident.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import { INCIDENT_VIEW } from '../../geodata/schema/roles.ts';
import { permits } from '../access/may.ts';
import { incidentCounts, listExactIncidents } from '../queries/incidents.ts';
import { recordRead } from '../queries/writes.ts';
import { createRouter, type Deps } from './environment.ts';
import { featuresOf, jsonOf, pageQuery, toPage } from './feature.ts';

const columns = {
  type: z.array(z.enum(INCIDENT_TYPES)),
  period: z.array(z.string()),
  count: z.array(z.number().int().positive()),
};
const counts = z.object({
  view: z.object({ resolution: z.number(), period: z.string(), floor: z.number(), delayHours: z.number() }),
  cell: z.array(z.string()),
  ...columns,
  /** Records whose place is vaguer than a cell: an area, never a dot. */
  areas: z.object({ pcode: z.array(z.string()), ...columns }),
});

const list = createRoute({
  method: 'get',
  path: '/api/incidents',
  summary: 'Reported incidents as counts per cell, type and period',
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
  responses: { 200: jsonOf(featuresOf(incident.omit({ geom: true })), 'A page of records') },
});

const DAY_MS = 86_400_000;
const dateOf = (time: number) => new Date(time).toISOString().slice(0, 10);

export function incidentRoutes({ now }: Pick<Deps, 'now'>) {
  return createRouter()
    .openapi(list, async (c) => {
      const viewer = c.get('viewer');
      const view = INCIDENT_VIEW[viewer.role];
      if (view === undefined || view.resolution === null) {
        throw new Problem('not_found', 'Stewards read exact records at /api/incidents/exact.');
      }
      const query = c.req.valid('query');
      const to = query.to ?? dateOf(now().getTime());
      const from = query.from ?? dateOf(now().getTime() - 90 * DAY_MS);
      const rows = (await incidentCounts(c.get('database'), viewer, { now: now(), from, to, type: query.type })) ?? [];
      const cells = rows.filter((row) => !row.imprecise);
      const areas = rows.filter((row) => row.imprecise);
      const toColumns = (part: typeof rows) => ({
        type: part.map((row) => row.type),
        period: part.map((row) => row.period),
        count: part.map((row) => row.count),
      });
      return c.json(
        {
          view: { ...view, resolution: view.resolution },
          cell: cells.map((row) => row.place),
          ...toColumns(cells),
          areas: { pcode: areas.map((row) => row.place), ...toColumns(areas) },
        },
        200,
      );
    })
    .openapi(exact, async (c) => {
      const viewer = c.get('viewer');
      const { limit, after } = c.req.valid('query');
      const rows = await c.get('database').transaction(async (tx) => {
        const found = await listExactIncidents(tx, viewer, { after, limit: limit + 1 });
        await recordRead(tx, { ...viewer, noun: 'incident', rowCount: Math.min(found.length, limit) });
        return found;
      });
      return c.json(toPage(rows, limit, c.req.url), 200);
    });
}
