// Figures of patrols, for operations and stewards: what was walked against what was asked, and where nobody goes.
import { createRoute, z } from '@hono/zod-openapi';
import { zoneClock } from '../../geodata/analysis/reach/zoned_time.ts';
import { cellsNear } from '../../geodata/analysis/siting/route_cells.ts';
import { MOST_FIGURE_WEEKS, patrolFigures } from '../../geodata/schema/patrol_figures.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import { permits } from '../access/may.ts';
import { pastMinutes } from '../access/plan_slots.ts';
import { MOST_ROUTES, MOST_RUNS, measurePatrols, WEEK_MS } from '../jobs/patrol_measuring.ts';
import { groundRoutes, groundRuns, sourceCounts } from '../queries/patrol_ground.ts';
import { sealedPlans } from '../queries/patrol_plans.ts';
import { createRouter, type Deps } from './environment.ts';
import { jsonOf } from './feature.ts';

const figures = createRoute({
  method: 'get',
  path: '/api/patrol-figures',
  summary: 'Dosage, coverage by hour of the week, effort and encounters of patrols',
  ...permits('read', 'patrol'),
  request: {
    query: z.strictObject({
      weeks: z.coerce.number().int().min(1).max(MOST_FIGURE_WEEKS).default(8),
      timeZone: z.string().min(1).max(60).default('UTC').describe('IANA name: hours of the week are by this clock'),
    }),
  },
  responses: { 200: jsonOf(patrolFigures, 'Whole days up to midnight UTC') },
});

export function patrolFigureRoutes({ analyses, key, now }: Pick<Deps, 'analyses' | 'key' | 'now'>) {
  return createRouter().openapi(figures, async (c) => {
    const viewer = c.get('viewer');
    const database = c.get('database');
    const { weeks, timeZone } = c.req.valid('query');
    if (zoneClock(timeZone) === null) {
      throw new Problem('invalid_input', 'The query has parts that cannot be taken.', [
        { pointer: '/timeZone', detail: 'This is no IANA time zone, such as Africa/Lagos.' },
      ]);
    }
    analyses.demandPlace();
    // Days that are over: what was planned for today tells where a team has just been.
    const until = new Date(`${now().toISOString().slice(0, 10)}T00:00:00Z`);
    const from = new Date(until.getTime() - weeks * WEEK_MS);
    const routes = await groundRoutes(database, viewer, { ids: null, limit: MOST_ROUTES });
    const runs = await groundRuns(database, viewer, { from, until, limit: MOST_RUNS });
    const cells = [...new Set(routes.flatMap(({ line }) => cellsNear(line)))];
    const counts = await sourceCounts(database, viewer, { cells, since: from, now: until });
    const { organizationId } = viewer;
    const planned = pastMinutes(await sealedPlans(database, viewer, { from, until }), {
      ...{ key, organizationId, from, until },
    });
    const measured = { routes, runs, counts, planned, from, until, timeZone, weeks };
    return c.json(await measurePatrols(analyses, measured, viewer.accountId ?? c.get('token') ?? ''), 200);
  });
}
