// createApp(deps): mounts the routes, decides who asks, and turns everything thrown into a problem document.
import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { routePath } from 'hono/route';
import { Problem } from '../geodata/schema/problem.ts';
import { demoGuard, identify, refuseForeignWrites } from './access/door.ts';
import type { Environment } from './access/environment.ts';
import { SECURITY_HEADERS, securityHeaders } from './access/headers.ts';
import { createOidc } from './access/oidc.ts';
import { QuestionsUsedUp } from './access/questions.ts';
import { createReceipts } from './access/report_receipt.ts';
import { createReportWork } from './access/report_work.ts';
import { MustWait } from './access/sign_in_back_off.ts';
import { createSignInTools } from './access/sign_in_tools.ts';
import { DatabaseFailure } from './db/failures.ts';
import { type Guards, openPatterns, withoutGuards } from './guards.ts';
import { createJobs } from './jobs/jobs.ts';
import type { Tiles } from './live/tiles.ts';
import type { FaultPlace } from './log.ts';
import { collectionRoutes } from './ogc/collection_routes.ts';
import { createCollections } from './ogc/collections.ts';
import { jobRoutes } from './ogc/jobs.ts';
import { landingRoutes } from './ogc/landing.ts';
import { openApiDocument } from './ogc/openapi.ts';
import { apiRoutes } from './ogc/openapi30.ts';
import { admitAnalysts, processRoutes } from './ogc/processes.ts';
import { tileRoutes } from './ogc/tiles.ts';
import { accountRoutes } from './routes/accounts.ts';
import { alertRuleRoutes } from './routes/alert_rules.ts';
import { alertRoutes } from './routes/alerts.ts';
import { apiKeyRoutes } from './routes/api_keys.ts';
import { approvalRoutes } from './routes/approvals.ts';
import { areaRoutes } from './routes/areas.ts';
import { auditRoutes } from './routes/audit.ts';
import { boardViewRoutes } from './routes/board_views.ts';
import { communityObservationRoutes } from './routes/community_observations.ts';
import { constraintRoutes } from './routes/constraints.ts';
import { consultationRoutes } from './routes/consultations.ts';
import { credentialRoutes } from './routes/credentials.ts';
import { datasetRoutes } from './routes/datasets.ts';
import { entryProblemRoutes } from './routes/entry_problems.ts';
import { entryReviewRoutes } from './routes/entry_reviews.ts';
import type { Deps } from './routes/environment.ts';
import { eventRoutes } from './routes/events.ts';
import { focalPointRoutes } from './routes/focal_points.ts';
import { gatewayRoutes } from './routes/gateways.ts';
import { healthRoutes } from './routes/health.ts';
import { incidentBoardRoutes } from './routes/incident_board.ts';
import { incidentMergeRoutes } from './routes/incident_merges.ts';
import { incidentRoutes } from './routes/incidents.ts';
import { indicatorRoutes } from './routes/indicators.ts';
import { methodRoutes } from './routes/methods.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { noticeRoutes } from './routes/notices.ts';
import { observationRoutes } from './routes/observations.ts';
import { oidcRoutes } from './routes/oidc.ts';
import { packRoutes } from './routes/packs.ts';
import { patrolFigureRoutes } from './routes/patrol_figures.ts';
import { patrolPlanRoutes } from './routes/patrol_plans.ts';
import { patrolWriteRoutes } from './routes/patrol_writes.ts';
import { patrolRoutes } from './routes/patrols.ts';
import { placeRoutes } from './routes/places.ts';
import { populationRoutes } from './routes/population.ts';
import { populationCellRoutes } from './routes/population_cells.ts';
import { referralRoutes } from './routes/referrals.ts';
import { releaseDraftRoutes } from './routes/release_drafts.ts';
import { releaseRoutes } from './routes/releases.ts';
import { reportRoutes } from './routes/report.ts';
import { reportInboxRoutes } from './routes/report_inbox.ts';
import { reportKeyRoutes } from './routes/report_keys.ts';
import { reportingPointRoutes } from './routes/reporting_points.ts';
import { roadPublicationRoutes } from './routes/road_publication.ts';
import { roadRoutes } from './routes/roads.ts';
import { searchRoutes } from './routes/search.ts';
import { serviceRoutes } from './routes/services.ts';
import { sessionRoutes } from './routes/session.ts';
import { settingRoutes } from './routes/settings.ts';
import { taskRoutes } from './routes/tasks.ts';
import { teamRoutes } from './routes/teams.ts';
import { warningBoardRoutes } from './routes/warning_board.ts';
import { webRoutes } from './routes/web.ts';
import { womenRouteRoutes } from './routes/women_routes.ts';
import { zoneUseRoutes } from './routes/zone_use.ts';
import { zoneRoutes } from './routes/zones.ts';

/** Largest body of a write; an analysis by value may bring its own columns. */
const BODY_MOST = 1024 * 1024;
const EXECUTION_MOST = 16 * 1024 * 1024;

/** Behind them somebody is known, and counted. */
const DOORS = ['/api/*', '/ogc/*'];

export interface AppDeps extends Deps {
  readonly tiles: Tiles;
  readonly webFolder: string;
  /** Without: no limits, no metrics, no events. */
  readonly guards?: Guards;
  /** False while draining: /readyz says so first, requests in flight still finish. */
  readonly ready: () => boolean;
  /** Called with every fault that is not a Problem; must not log what the request held. */
  readonly onFault: (fault: unknown, place?: FaultPlace) => void;
}

const limit = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw new Problem('too_large', `Send at most ${maxSize / 1024 / 1024} MB.`);
    },
  });

export function createApp(deps: AppDeps) {
  const app = new OpenAPIHono<Environment>();
  app.onError((error, c) => {
    const problem = toProblem(error);
    if (problem.code === 'fault') deps.onFault(error, { method: c.req.method, route: routePath(c) });
    // The rest of the body is not waited for: who sends on over this connection would be cut off in between.
    if (problem.code === 'too_large') c.header('Connection', 'close');
    if (problem.code === 'database_unavailable' || problem.code === 'busy') c.header('Retry-After', '1');
    if (problem instanceof QuestionsUsedUp || problem instanceof MustWait)
      c.header('Retry-After', String(problem.retryAfterSeconds));
    return c.json(problem.toDocument(), problem.status as 400, { 'Content-Type': 'application/problem+json' });
  });
  app.notFound(() => {
    throw new Problem('not_found', 'Check the address.');
  });

  const { events, limiter, watched } = deps.guards ?? withoutGuards(deps);
  let named: ReadonlySet<string> = new Set();
  app.use(securityHeaders());
  if (watched !== null) app.use(watched.metrics.count(() => named));
  if (deps.demo) app.use(demoGuard());
  app.route('/', healthRoutes(deps));
  app.route('/', metricsRoutes(watched));
  app.route('/', methodRoutes(deps));
  if (limiter !== null) for (const door of DOORS) app.use(door, limiter.network());
  app.use('/api/*', identify(deps), refuseForeignWrites(deps.origin));
  app.use('/ogc/*', identify(deps), refuseForeignWrites(deps.origin));
  if (limiter !== null) for (const door of DOORS) app.use(door, limiter.caller());
  app.use('/api/*', limit(BODY_MOST));
  app.use('/ogc/processes/:id/execution', admitAnalysts(), limit(EXECUTION_MOST));

  const jobs = createJobs(deps);
  deps.sessions.onEnded((tokenHash) => jobs.endSession(tokenHash));
  const tools = createSignInTools(deps);
  const work = createReportWork(deps);
  const receipts = createReceipts({ ...deps, ...tools });
  const oidc = deps.oidc === null ? null : createOidc(deps.oidc, tools);
  const routed = app
    .route('/', sessionRoutes(deps, tools))
    .route('/', credentialRoutes(deps, tools))
    .route('/', oidcRoutes(deps, tools, oidc))
    .route('/', accountRoutes(deps))
    .route('/', noticeRoutes(deps))
    .route('/', approvalRoutes(deps))
    .route('/', apiKeyRoutes(deps))
    .route('/', datasetRoutes(deps))
    .route('/', areaRoutes(deps))
    .route('/', placeRoutes(deps))
    .route('/', roadRoutes(deps))
    .route('/', roadPublicationRoutes(deps))
    .route('/', constraintRoutes(deps))
    .route('/', populationRoutes())
    .route('/', populationCellRoutes(deps))
    .route('/', serviceRoutes(deps))
    .route('/', zoneRoutes(deps))
    .route('/', zoneUseRoutes(deps))
    .route('/', patrolRoutes(deps))
    .route('/', patrolWriteRoutes(deps))
    .route('/', patrolPlanRoutes(deps))
    .route('/', patrolFigureRoutes(deps))
    .route('/', womenRouteRoutes(deps))
    .route('/', gatewayRoutes(deps))
    .route('/', consultationRoutes(deps))
    .route('/', indicatorRoutes(deps))
    .route('/', observationRoutes(deps))
    .route('/', warningBoardRoutes(deps))
    .route('/', focalPointRoutes(deps, receipts))
    .route('/', communityObservationRoutes(deps, { work, receipts }))
    .route('/', reportingPointRoutes(deps))
    .route('/', packRoutes(deps))
    .route('/', referralRoutes(deps))
    .route('/', entryProblemRoutes(deps, work))
    .route('/', entryReviewRoutes(deps))
    .route('/', settingRoutes(deps))
    .route('/', boardViewRoutes(deps))
    .route('/', incidentBoardRoutes(deps))
    .route('/', alertRoutes(deps))
    .route('/', alertRuleRoutes(deps))
    .route('/', teamRoutes(deps))
    .route('/', taskRoutes(deps))
    .route('/', incidentMergeRoutes(deps))
    .route('/', incidentRoutes(deps))
    .route('/', releaseRoutes())
    .route('/', releaseDraftRoutes(deps))
    .route('/', reportRoutes(deps, { work, receipts }))
    .route('/', reportKeyRoutes(deps))
    .route('/', reportInboxRoutes(deps))
    .route('/', searchRoutes())
    .route('/', auditRoutes())
    .route('/', eventRoutes({ ...deps, events }))
    .route('/', landingRoutes(deps))
    .route('/', processRoutes({ ...deps, jobs }))
    .route('/', jobRoutes({ ...deps, jobs }));
  app.route('/', collectionRoutes(deps, createCollections()));
  app.route('/', apiRoutes(app, deps));
  app.route('/', tileRoutes({ tiles: deps.tiles, viewerOf: (c) => c.get('viewer'), headers: SECURITY_HEADERS }));
  app.get('/api/openapi.json', (c) => c.json(openApiDocument(app)));
  named = openPatterns(app);
  app.route('/', webRoutes(deps.webFolder));
  return routed;
}

export type App = ReturnType<typeof createApp>;

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HTTPException && error.status < 500) {
    return new Problem('invalid_input', 'The body is not JSON, or not of the announced kind.');
  }
  // A value that only the database knows to be impossible: a NUL in a text, a date before the calendar.
  if (error instanceof DatabaseFailure && error.sqlstate.startsWith('22')) {
    return new Problem('invalid_input', 'A value cannot be stored or looked for.');
  }
  // Too deep or too many faults for the validator's stack: an input like that is wrong, whatever else it is.
  if (error instanceof RangeError) return new Problem('invalid_input', 'The input is nested too deeply or too large.');
  return new Problem('fault', 'It was noted. Try again; if it stays, tell the person who runs this server.');
}
