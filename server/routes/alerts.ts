// Alerts: the ledger, one alert with its log and clocks, and raising one. For operations and stewards; for all others there
// are none. Nothing here is written over: what is done about an alert is added to its log (alert_actions.ts).
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { type AlertInput, alert, alertDetail, alertExample, alertInput } from '../../geodata/schema/alert.ts';
import { severity } from '../../geodata/schema/alert_rule.ts';
import { ALERT_STATES } from '../../geodata/schema/alert_words.ts';
import { pcode } from '../../geodata/schema/area.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Environment } from '../access/environment.ts';
import { permits } from '../access/may.ts';
import type { Queryable } from '../db/database.ts';
import { areaOfCell, raiseAlert } from '../queries/alert_writes.ts';
import { getAlert, listAlerts, placeOf } from '../queries/alerts.ts';
import { areaExists } from '../queries/area_records.ts';
import { mountAlertActions } from './alert_actions.ts';
import { alertDetailOf } from './alert_detail.ts';
import { mountAlertFigures } from './alert_figures.ts';
import { mountAlertTeams } from './alert_teams.ts';
import { createRouter, type Deps } from './environment.ts';
import { idParam, jsonOf, nextAddress, pageQuery } from './feature.ts';
import { demandOwnArea } from './own_area.ts';
import { writeHeaders, writeOnce } from './write_once.ts';

const list = createRoute({
  method: 'get',
  path: '/api/alerts',
  summary: 'The ledger of alerts: what is open by its next limit, then what is closed, the last first',
  ...permits('read', 'alert'),
  request: {
    query: z.strictObject({
      limit: pageQuery.limit,
      after: z
        .string()
        .regex(/^[oc]_\d{1,15}_[0-9a-f-]{36}$/, 'Take it from `next` of the page before.')
        .transform((text) => {
          const [of, at, id] = text.split('_');
          return { closed: of === 'c', at: Number(at), id: id ?? '' };
        })
        .pipe(z.object({ closed: z.boolean(), at: z.number(), id: z.uuid() }))
        .optional()
        .openapi({ type: 'string' }),
      state: z.enum(['open', ...ALERT_STATES]).optional(),
      severity: z.coerce.number().pipe(severity).optional(),
      area: pcode.optional().describe('Alerts of this area and of areas within it'),
      mine: z
        .literal('true')
        .optional()
        .describe('Those of the own account, of a team that it is in, or escalated to it or to its role'),
    }),
  },
  responses: { 200: jsonOf(z.object({ items: z.array(alert), next: z.string().optional() }), 'A page of alerts') },
});
const read = createRoute({
  method: 'get',
  path: '/api/alerts/{id}',
  summary: 'One alert with its log, its clocks and what may be done next',
  ...permits('read', 'alert', 'alert_not_found'),
  request: { params: idParam },
  responses: { 200: jsonOf(alertDetail, 'The alert; its ETag is what If-Match takes') },
});
const create = createRoute({
  method: 'post',
  path: '/api/alerts',
  summary: 'Raise an alert; the same kind, area and reference is not raised twice while it is open',
  ...permits('create', 'alert'),
  request: {
    headers: z.object(writeHeaders),
    body: { required: true, content: { 'application/json': { schema: alertInput, example: alertExample } } },
  },
  responses: { 201: jsonOf(alertDetail, 'The alert, or the open one that was raised for the same before') },
});

export function alertRoutes(deps: Pick<Deps, 'now' | 'outbox' | 'database'>) {
  const router = createRouter();
  mountAlertFigures(router, deps);
  mountAlertTeams(router, deps);
  mountAlertActions(router, deps);
  mountLedger(router, deps);
  return router;
}

function mountLedger(router: OpenAPIHono<Environment>, { now, outbox }: Pick<Deps, 'now' | 'outbox'>) {
  router.openapi(list, async (c) => {
    const { limit, mine, ...filter } = c.req.valid('query');
    const asked = { ...filter, mine: mine === 'true', limit: limit + 1, now: now() };
    const rows = await listAlerts(c.get('database'), c.get('viewer'), asked);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    if (rows.length <= limit || last === undefined) return c.json({ items }, 200);
    const { closed, at, id } = placeOf(last);
    return c.json({ items, next: nextAddress(c.req.url, `${closed ? 'c' : 'o'}_${at}_${id}`) }, 200);
  });
  router.openapi(read, async (c) => {
    const of = { id: c.req.valid('param').id, now: now() };
    const found = await c.get('database').transaction((tx) => alertDetailOf(tx, c.get('viewer'), of));
    c.header('ETag', `"${found.version}"`);
    return c.json(found, 200);
  });
  router.openapi(create, async (c) => {
    const viewer = c.get('viewer');
    const input = c.req.valid('json');
    return writeOnce(c, async (tx) => {
      await demandPlace(tx, viewer, input);
      const { organizationId, accountId, role } = viewer;
      const id = await raiseAlert(tx, { ...input, organizationId, accountId, role, now: now() });
      const made = await getAlert(tx, { ...viewer, areaPrefix: '' }, { id, now: now() });
      demandOwnArea(viewer, { areaPcode: made?.areaPcode ?? null });
      const body = await alertDetailOf(tx, viewer, { id, now: now() });
      return {
        status: 201 as const,
        body,
        headers: { ETag: `"${body.version}"`, Location: `/api/alerts/${id}` },
        announce: () => outbox.written({ organizationId, noun: 'alert', hidden: true }),
      };
    });
  });
}

/** Throws where the area is not there, or the cell lies in another. */
async function demandPlace(tx: Queryable, viewer: Viewer, { areaPcode, cell }: AlertInput): Promise<void> {
  const wrong = (pointer: string, detail: string) =>
    new Problem('invalid_input', 'The body has parts that cannot be taken.', [{ pointer, detail }]);
  if (areaPcode === null) return;
  if (!(await areaExists(tx, viewer, areaPcode))) throw wrong('/areaPcode', 'There is no area with this P-code.');
  const held = cell === null ? null : await areaOfCell(tx, viewer.organizationId, cell);
  if (held === null || held.startsWith(areaPcode) || areaPcode.startsWith(held)) return;
  throw wrong('/cell', 'This cell lies in another area. Leave the area out, or name the one that holds it.');
}
