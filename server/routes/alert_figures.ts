// How many alerts ended in a response and how long each step took: recomputed from the log at every question.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { responseFigures } from '../../geodata/analysis/evaluation/response_figures.ts';
import { alertFigures } from '../../geodata/schema/alert_figures.ts';
import { severity } from '../../geodata/schema/alert_rule.ts';
import { pcode } from '../../geodata/schema/area.ts';
import type { Environment } from '../access/environment.ts';
import { permits } from '../access/may.ts';
import { logsOfAlerts } from '../queries/alerts.ts';
import type { Deps } from './environment.ts';
import { jsonOf } from './feature.ts';

/** A year and a day. */
const MOST_DAYS = 366;
const DAY_MS = 86_400_000;

const figures = createRoute({
  method: 'get',
  path: '/api/alerts/figures',
  summary: 'Response rate with its interval, median and P90 of each step, of alerts raised on these days',
  description:
    'Rate = responded / (responded + no response + open past a limit). Steps are counted where they were done; `waiting` says how many are not.',
  ...permits('read', 'alert'),
  request: {
    query: z
      .strictObject({
        from: z.iso.date().describe('First day (UTC)'),
        to: z.iso.date().describe('Last day (UTC)'),
        area: pcode.optional(),
        severity: z.coerce.number().pipe(severity).optional(),
      })
      .refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) < MOST_DAYS * DAY_MS, {
        path: ['to'],
        message: `The last day is the first or later, and at most ${MOST_DAYS} days are asked of at once.`,
      }),
  },
  responses: { 200: jsonOf(alertFigures, 'The figures, and when they were made') },
});

export function mountAlertFigures(router: OpenAPIHono<Environment>, { now }: Pick<Deps, 'now'>) {
  router.openapi(figures, async (c) => {
    const { from, to, ...filter } = c.req.valid('query');
    const logs = await logsOfAlerts(c.get('database'), c.get('viewer'), { from, to, ...filter });
    const asOf = now();
    return c.json({ from, to, asOf: asOf.toISOString(), ...responseFigures(logs, asOf) }, 200);
  });
}
