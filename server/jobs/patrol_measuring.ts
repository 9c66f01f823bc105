// Measures patrols: what was walked against what was asked, by hour of the week through the coverage analysis, and what was found
// and reported near it, apart. It reads what operations see: cells and days of incidents, never a point.
import { rateFigure } from '../../geodata/analysis/evaluation/figure_interval.ts';
import type { PatrolCoverageResult } from '../../geodata/analysis/siting/patrol_coverage_schema.ts';
import { cellMiddles, cellsAlong, cellsNear } from '../../geodata/analysis/siting/route_cells.ts';
import { fixesOf } from '../../geodata/analysis/siting/run_fixes.ts';
import type { PatrolFigures, RouteFigures } from '../../geodata/schema/patrol_figures.ts';
import type { GroundRoute, GroundRun, SourceCount } from '../queries/patrol_ground.ts';
import type { AnalysisPool } from './analysis_pool.ts';
import { nearEach } from './patrol_planning.ts';

export const WEEK_MS = 7 * 86_400_000;
/** Routes and runs that figures are of at most: those of a large organization in half a year. */
export const MOST_ROUTES = 1000;
export const MOST_RUNS = 5000;
const MOST_CELLS = 20_000;
/** A patrol is near the middle of a cell of resolution 8 within this distance in meters: about its radius. */
const NEAR_METERS = 600;
/** Between two fixes of a run, in minutes. */
const FIX_MINUTES = 60;

export interface Measured {
  readonly routes: readonly GroundRoute[];
  readonly runs: readonly GroundRun[];
  readonly counts: readonly SourceCount[];
  /** Of plans, by route, over the whole period; empty = no plan. */
  readonly planned: ReadonlyMap<string, number>;
  readonly from: Date;
  readonly until: Date;
  readonly timeZone: string;
  readonly weeks: number;
}

export async function measurePatrols(analyses: AnalysisPool, of: Measured, owner: string): Promise<PatrolFigures> {
  const { routes, runs, counts, from, until, timeZone, weeks } = of;
  const cells = [...new Set(routes.flatMap(({ line }) => cellsAlong(line)))].sort().slice(0, MOST_CELLS);
  const reportsIn = new Map(counts.filter(({ by }) => by === 'reported').map(({ cell, count }) => [cell, count]));
  const fixes = fixesOf(
    runs.map((run) => ({ line: run.line, startedAt: run.startedAt.getTime(), endedAt: run.endedAt.getTime() })),
    FIX_MINUTES,
  );
  const bytes = await analyses.run(
    {
      id: 'patrol-coverage',
      inputs: {
        places: {
          ...cellMiddles(cells),
          // One more than was reported: where nobody could report it still counts that nobody came.
          demand: cells.map((cell) => 1 + (reportsIn.get(cell) ?? 0)),
        },
        runs: fixes,
        ...{ reachMeters: NEAR_METERS, maxGapMinutes: 2 * FIX_MINUTES, timeZone },
        period: { from: from.getTime(), until: until.getTime() },
      },
    },
    { owner },
  );
  const coverage = JSON.parse(new TextDecoder().decode(bytes)) as PatrolCoverageResult;
  const hours = runs.reduce((sum, run) => sum + hoursOf(run), 0);
  const nearAny = new Set(routes.flatMap(({ line }) => cellsNear(line)));
  const total = (by: SourceCount['by']): number =>
    counts.reduce((sum, one) => sum + (one.by === by && nearAny.has(one.cell) ? one.count : 0), 0);
  return {
    ...{ from: from.toISOString(), until: until.toISOString(), timeZone, weeks },
    routes: eachRoute(of),
    byHour: coverage.byHour.map(({ hour, share, patrolHours }) => ({ hour, share, patrolHours })),
    share: coverage.share,
    cells: cells.length,
    cellsNotReached: coverage.neverReached.length,
    hours,
    kilometers: runs.reduce((sum, { meters }) => sum + meters / 1000, 0),
    runs: runs.length,
    reported: total('reported'),
    found: total('found'),
    foundPer100Hours: per100(total('found'), hours),
    warnings: [
      ...(runs.length === MOST_RUNS ? [`Only the newest ${MOST_RUNS.toLocaleString('en')} runs are counted.`] : []),
      ...(routes.length === MOST_ROUTES ? [`Only ${MOST_ROUTES.toLocaleString('en')} routes are counted.`] : []),
      ...(cells.length === MOST_CELLS ? [`Only ${MOST_CELLS.toLocaleString('en')} cells are counted.`] : []),
    ],
  };
}

function eachRoute({ routes, runs, counts, planned, weeks }: Measured): RouteFigures[] {
  const near = nearEach(routes, counts);
  const byRoute = new Map<string, GroundRun[]>();
  for (const run of runs) {
    const own = byRoute.get(run.routeId);
    if (own === undefined) byRoute.set(run.routeId, [run]);
    else own.push(run);
  }
  return routes.map(({ id, name, purpose, runsPerWeek }, i) => {
    const own = byRoute.get(id) ?? [];
    const hours = own.reduce((sum, run) => sum + hoursOf(run), 0);
    const { reported = 0, found = 0 } = near[i] ?? {};
    return {
      ...{ routeId: id, name, purpose, askedRuns: runsPerWeek, runs: own.length / weeks },
      minutes: (hours * 60) / weeks,
      plannedMinutes: planned.size === 0 ? null : (planned.get(id) ?? 0) / weeks,
      kilometers: own.reduce((sum, { meters }) => sum + meters / 1000, 0),
      lastRunAt: own[0]?.startedAt.toISOString() ?? null,
      ...{ reported, found, foundPer100Hours: per100(found, hours) },
    };
  });
}

const hoursOf = ({ startedAt, endedAt }: GroundRun): number => (endedAt.getTime() - startedAt.getTime()) / 3_600_000;

/** Null where nobody was there: a rate over no hours is none. */
const per100 = (found: number, hours: number) => (hours > 0 ? rateFigure(found, hours / 100, 0.95) : null);
