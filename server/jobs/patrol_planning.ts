// Draws a patrol plan in the analysis pool: gathers routes, reports near them and the ways of women, and hands the visits on to be
// sealed. The key of the draw comes from the system's random source and is kept nowhere.
import { randomBytes } from 'node:crypto';
import { type ZoneClock, zoneClock } from '../../geodata/analysis/reach/zoned_time.ts';
import type { PatrolPlanResult } from '../../geodata/analysis/siting/patrol_plan_schema.ts';
import { cellsNear } from '../../geodata/analysis/siting/route_cells.ts';
import { type PatrolPlanRequest, type PlanFigures, SLOT_KINDS } from '../../geodata/schema/patrol_plan.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { WomenRoute } from '../../geodata/schema/women_route.ts';
import type { PlanVisits } from '../access/plan_slots.ts';
import type { GroundRoute, SourceCount } from '../queries/patrol_ground.ts';
import type { AnalysisPool } from './analysis_pool.ts';

/** Days of reports that a plan looks back on. */
export const REPORT_DAYS = 182;
/** A visit of this length stands for one run where dosage is by runs: the mean of the shortest and the longest. */
const meanMinutes = ({ least, most }: PatrolPlanRequest['visitMinutes']): number => (least + most) / 2;

export interface PlanGround {
  readonly request: PatrolPlanRequest;
  /** Those of the request, in the order of ids. */
  readonly routes: readonly GroundRoute[];
  readonly teams: readonly { readonly id: string; readonly members: readonly string[] }[];
  readonly women: readonly WomenRoute[];
  readonly counts: readonly SourceCount[];
}

export interface DrawnPlan {
  readonly figures: PlanFigures;
  readonly visits: PlanVisits;
}

/** Throws Problem plan_refused where a watcher would foretell it, or invalid_input with pointers into the request. */
export async function drawPlan(analyses: AnalysisPool, ground: PlanGround, owner: string): Promise<DrawnPlan> {
  const { request, routes } = ground;
  const clock = zoneClock(request.timeZone);
  if (clock === null) throw refused('/timeZone', 'This is no IANA time zone, such as Africa/Lagos.');
  const bytes = await analyses.run({ id: 'patrol-plan', inputs: inputsOf(ground) }, { owner });
  const result = JSON.parse(new TextDecoder().decode(bytes)) as PatrolPlanResult;
  if (!result.unpredictability.kept) {
    throw new Problem(
      'plan_refused',
      'Somebody who watches would foretell it. Take more routes, longer shifts, or fewer fixed hours, and try again.',
    );
  }
  const [asked, planned] = [result.dosage.asked, result.dosage.planned] as unknown as [number[], number[]];
  return {
    figures: {
      routes: routes.map(({ id }, i) => ({
        ...{ routeId: id, askedMinutes: Math.round(asked[i] ?? 0), plannedMinutes: Math.round(planned[i] ?? 0) },
      })),
      met: result.dosage.met,
      ratio: result.unpredictability.ratio,
      women: result.routes as PlanFigures['women'],
      escortsLeft: result.escortsLeft,
      patrolFoundLeftOut: result.patrolFoundLeftOut ?? 0,
      warnings: result.warnings,
    },
    visits: visitsOf(result, ground, clock),
  };
}

/** Reports near each route, by who made them. */
export function nearEach(routes: readonly GroundRoute[], counts: readonly SourceCount[]) {
  const byCell = new Map<string, { reported: number; found: number }>();
  for (const { cell, by, count } of counts) {
    const at = byCell.get(cell) ?? { reported: 0, found: 0 };
    at[by] += count;
    byCell.set(cell, at);
  }
  return routes.map(({ line }) =>
    cellsNear(line).reduce(
      (sum, cell) => ({
        reported: sum.reported + (byCell.get(cell)?.reported ?? 0),
        found: sum.found + (byCell.get(cell)?.found ?? 0),
      }),
      { reported: 0, found: 0 },
    ),
  );
}

function inputsOf({ request, routes, women, counts }: PlanGround): object {
  const near = nearEach(routes, counts);
  const middles = routes.map(({ line }) => line[Math.floor(line.length / 2)] ?? [0, 0]);
  const indexOf = new Map(routes.map(({ id }, i) => [id, i]));
  return {
    places: {
      lon: middles.map(([lon]) => lon),
      lat: middles.map(([, lat]) => lat),
      survivorReported: near.map(({ reported }) => reported),
      patrolFound: near.map(({ found }) => found),
      ...(request.dosage === 'reports'
        ? {}
        : {
            dosageMinutesPerWeek: routes.map(({ runsPerWeek }) => runsPerWeek * meanMinutes(request.visitMinutes)),
          }),
    },
    // By number: two teams may have one name.
    teams: request.teams.map(({ shifts }, team) => ({ name: String(team), shifts })),
    startDate: request.startsOn,
    weeks: request.weeks,
    visitMinutes: request.visitMinutes,
    routes: women.flatMap(({ name, kind, days, from, until, patrolIds }) => {
      const places = patrolIds.flatMap((id) => indexOf.get(id) ?? []);
      return places.length === 0 ? [] : [{ name, kind, days, from, until, places }];
    }),
    escorts: request.escorts.map(({ routeId, ...weekly }, i) => {
      const place = indexOf.get(routeId);
      if (place === undefined) throw refused(`/escorts/${i}/routeId`, 'Choose one of the routes of this plan.');
      return { place, ...weekly };
    }),
    key: randomBytes(32).toString('hex'),
  };
}

/** By the clock of the place: a time that a change of clocks skips is the moment of the change. */
function visitsOf({ plan }: PatrolPlanResult, { request, routes, teams }: PlanGround, clock: ZoneClock): PlanVisits {
  const at = (date: string, time: string): number => {
    const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
    return clock.firstShowing(Date.parse(`${date}T00:00:00Z`) + minutes * 60_000);
  };
  return {
    teamIds: request.teams.map(({ teamId }) => teamId),
    routeIds: routes.map(({ id }) => id),
    members: request.teams.map(({ teamId }) => teams.find(({ id }) => id === teamId)?.members ?? []),
    visits: plan.map((visit) => [
      ...([Number(visit.team), visit.place as number, at(visit.date, visit.from)] as const),
      at(visit.date, visit.until),
      SLOT_KINDS.indexOf(visit.kind),
    ]),
  };
}

const refused = (pointer: string, detail: string): Problem =>
  new Problem('invalid_input', 'The body has parts that cannot be taken.', [{ pointer, detail }]);
