// What a patrol plan stands on, checked before anything is drawn: its area and routes are the viewer's own, its teams exist, its
// days are to come, and the people of the area were asked.

import { cellsNear } from '../../geodata/analysis/siting/route_cells.ts';
import type { PatrolPlanRequest } from '../../geodata/schema/patrol_plan.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Queryable } from '../db/database.ts';
import { type PlanGround, REPORT_DAYS } from '../jobs/patrol_planning.ts';
import { areaExists } from '../queries/area_records.ts';
import { isConsulted } from '../queries/consultations.ts';
import { groundRoutes, sourceCounts } from '../queries/patrol_ground.ts';
import { teamMembers } from '../queries/patrol_plans.ts';
import { listWomenRoutes } from '../queries/women_routes.ts';
import { demandOwnArea } from './own_area.ts';

const DAY = 86_400_000;
/** A plan is drawn so long ahead at most: later its reports are old. */
const MOST_DAYS_AHEAD = 60;
/** Ways of women that one plan keeps. */
const MOST_WOMEN_ROUTES = 100;

export async function planGround(
  db: Queryable,
  viewer: Viewer,
  request: PatrolPlanRequest,
  now: Date,
): Promise<PlanGround> {
  const { areaPcode } = request;
  demandOwnArea(viewer, request);
  if (!(await areaExists(db, viewer, areaPcode))) throw wrong('/areaPcode', 'There is no area with this P-code.');
  const daysAhead = (Date.parse(`${request.startsOn}T00:00:00Z`) - now.getTime()) / DAY;
  if (daysAhead < -1 || daysAhead > MOST_DAYS_AHEAD)
    throw wrong('/startsOn', `A plan begins today or within ${MOST_DAYS_AHEAD} days.`);
  demandOnce(request.routeIds, '/routeIds');
  demandOnce(
    request.teams.map(({ teamId }) => teamId),
    '/teams',
  );
  const routes = await groundRoutes(db, viewer, { ids: request.routeIds, limit: request.routeIds.length });
  for (const [i, id] of request.routeIds.entries()) {
    const route = routes.find((one) => one.id === id);
    if (route === undefined) throw wrong(`/routeIds/${i}`, 'There is no patrol route with this id.');
    if (!(route.areaPcode ?? '').startsWith(areaPcode))
      throw wrong(`/routeIds/${i}`, 'This route lies outside the area whose people were asked.');
  }
  const teams = await teamMembers(
    db,
    viewer,
    request.teams.map(({ teamId }) => teamId),
  );
  for (const [i, { teamId }] of request.teams.entries()) {
    const team = teams.find(({ id }) => id === teamId);
    if (team === undefined || !(team.areaPcode ?? '').startsWith(viewer.areaPrefix))
      throw wrong(`/teams/${i}/teamId`, 'There is no team with this id.');
  }
  const women = await listWomenRoutes(db, viewer, { limit: MOST_WOMEN_ROUTES });
  const counts = await sourceCounts(db, viewer, {
    cells: [...new Set(routes.flatMap(({ line }) => cellsNear(line)))],
    since: new Date(now.getTime() - REPORT_DAYS * DAY),
    now,
  });
  return { request, routes, teams, women, counts };
}

/** Throws consultation_missing with what to record. */
export async function demandConsulted(
  db: Queryable,
  viewer: Viewer,
  { areaPcode }: PatrolPlanRequest,
  now: Date,
): Promise<void> {
  const { women, community } = await isConsulted(db, viewer, { areaPcode, topic: 'patrol', on: now });
  if (women && community) return;
  const groups = [...(women ? [] : ['women’s groups']), ...(community ? [] : ['the community'])];
  throw new Problem(
    'consultation_missing',
    `Ask ${groups.join(' and ')} of this area about patrols and record the consultation, then draw the plan.`,
  );
}

function demandOnce(ids: readonly string[], pointer: string): void {
  if (new Set(ids).size < ids.length) throw wrong(pointer, 'Name each once.');
}

const wrong = (pointer: string, detail: string): Problem =>
  new Problem('invalid_input', 'The body has parts that cannot be taken.', [{ pointer, detail }]);
