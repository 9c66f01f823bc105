// Who can go to an alert: teams by their arrival over the roads as they are today. Positions are asked of and not told.
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { minutesToPlace } from '../../geodata/analysis/reach/ways_to_place.ts';
import { alertTeams } from '../../geodata/analysis/siting/alert_teams.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import { nearestTeams } from '../../geodata/schema/team.ts';
import type { Environment } from '../access/environment.ts';
import { permits } from '../access/may.ts';
import { createDutyRoads } from '../live/duty_roads.ts';
import { alertPlace, getAlert } from '../queries/alerts.ts';
import { busyTeams, listTeams } from '../queries/teams.ts';
import type { Deps } from './environment.ts';
import { idParam, jsonOf } from './feature.ts';

/** Teams that are weighed at once: those of one duty room. */
const MOST_TEAMS = 1000;

const teams = createRoute({
  method: 'get',
  path: '/api/alerts/{id}/teams',
  summary: 'Teams that can go to an alert, first arrival first, and why the others cannot',
  description:
    'Over open roads with the constraints that hold now, from where each team is, once it is free. A team that an open alert was given to is on task.',
  ...permits('read', 'team', 'alert_not_found'),
  request: { params: idParam },
  responses: { 200: jsonOf(nearestTeams, 'Teams by arrival; none of their positions') },
});

export function mountAlertTeams(router: OpenAPIHono<Environment>, deps: Pick<Deps, 'now' | 'outbox' | 'database'>) {
  const roads = createDutyRoads(deps);
  router.openapi(teams, async (c) => {
    const viewer = c.get('viewer');
    const [db, now] = [c.get('database'), deps.now()];
    const found = await getAlert(db, viewer, { id: c.req.valid('param').id, now });
    if (found === null) throw new Problem('alert_not_found', 'Check the id, or look for it in the ledger.');
    const place = await alertPlace(db, viewer, found);
    if (place === null)
      throw new Problem('area_not_found', 'The area of this alert is gone. Raise it again where it is.');
    const network = await roads.of(viewer);
    const asked = { teams: await listTeams(db, viewer, { limit: MOST_TEAMS }), busy: await busyTeams(db, viewer) };
    const minutes = (positions: readonly { lon: number; lat: number }[]) => minutesToPlace(network, place, positions);
    return c.json(alertTeams({ ...asked, place, isArea: found.cell === null, minutes, now }), 200);
  });
}
