// What the duty room's board is made of: every record that it may see as binary columns, and single records with their ids. Both
// are as coarse as the counts of operations; planners keep to their weekly picture at /api/incidents.
import { createRoute, z } from '@hono/zod-openapi';
import { pcode } from '../../geodata/schema/area.ts';
import { INCIDENT_TYPES } from '../../geodata/schema/incident.ts';
import { h3Cell, incidentRecord } from '../../geodata/schema/incident_record.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import { permits } from '../access/may.ts';
import { createIncidentBoard } from '../live/incident_board.ts';
import { listRecords } from '../queries/incident_records.ts';
import { seesRecords } from '../queries/incidents.ts';
import { matches, takesGzip } from './conditional.ts';
import { createRouter, type Deps } from './environment.ts';
import { jsonOf, nextAddress, pageQuery } from './feature.ts';

const columns = createRoute({
  method: 'get',
  path: '/api/incidents/columns',
  summary: 'Every reported incident of the board as binary columns',
  description:
    'For operations and stewards: one row a record with its r8 cell or area, day, type, verification, source class and precision, sorted by day (geodata/formats/incident_columns.ts). No id, no point, no hour.',
  ...permits('read', 'incident'),
  responses: {
    200: {
      description: 'The columns; their ETag is the SHA-256 of the content',
      content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
    },
  },
});
const records = createRoute({
  method: 'get',
  path: '/api/incidents/records',
  summary: 'Reported incidents of one cell or area, one by one',
  description:
    'As coarse as the board shows them. `cell`: an H3 cell of resolution 8; `pcode`: records that are known no more exactly than this area. Days are those that records stand at: the first of the month or year where no more is known.',
  ...permits('read', 'incident'),
  request: {
    query: z.strictObject({
      limit: pageQuery.limit.default(200),
      after: pageQuery.after,
      cell: h3Cell.optional(),
      pcode: pcode.optional(),
      day: z.iso.date().optional().describe('The same as `from` and `to`'),
      from: z.iso.date().optional(),
      to: z.iso.date().optional(),
      type: z.enum(INCIDENT_TYPES).optional(),
    }),
  },
  responses: {
    200: jsonOf(z.object({ items: z.array(incidentRecord), next: z.string().optional() }), 'A page of records'),
  },
});

/** Throws where there is nothing of single records for the role. */
export function demandRecords({ role }: Viewer): void {
  if (!seesRecords(role)) throw new Problem('not_found', 'Check the address.');
}

export function incidentBoardRoutes(deps: Pick<Deps, 'database' | 'outbox' | 'now'>) {
  const board = createIncidentBoard(deps);
  return createRouter()
    .openapi(columns, async (c) => {
      demandRecords(c.get('viewer'));
      const { plain, zipped, sha256 } = await board.of(c.get('viewer'));
      c.header('ETag', `"${sha256}"`);
      c.header('Vary', 'Accept-Encoding, Authorization, Cookie');
      if (matches(c.req.header('If-None-Match'), `"${sha256}"`)) return c.body(null, 304) as never;
      c.header('Content-Type', 'application/octet-stream');
      if (!takesGzip(c.req.header('Accept-Encoding'))) return c.body(plain, 200);
      c.header('Content-Encoding', 'gzip');
      return c.body(zipped, 200);
    })
    .openapi(records, async (c) => {
      demandRecords(c.get('viewer'));
      const { limit, cell, pcode, day, ...rest } = c.req.valid('query');
      if ((cell === undefined) === (pcode === undefined)) {
        throw new Problem('invalid_input', 'The query has parts that cannot be taken.', [
          { pointer: '/cell', detail: 'Name a cell, or the area of records without one.' },
        ]);
      }
      const days = day === undefined ? {} : { from: day, to: day };
      const filter = { ...rest, ...days, cell, pcode, now: deps.now(), limit: limit + 1 };
      const rows = await listRecords(c.get('database'), c.get('viewer'), filter);
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      const more = rows.length > limit && last !== undefined;
      return c.json({ items, ...(more ? { next: nextAddress(c.req.url, last.id) } : {}) }, 200);
    });
}
