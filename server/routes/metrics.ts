// GET /metrics for those who run the server, with a token of its own. No label is taken from a request, and nothing is
// counted by which hidden activity could be told: routes that the public may not use are one, methods none, and reports are
// in no figure at all, since a figure that is read every few seconds tells the minute of what it counts.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { matchedRoutes } from 'hono/route';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Environment } from '../access/environment.ts';
import type { LimitName } from '../access/limits.ts';
import { type Work, workOf } from '../access/work.ts';
import type { Database } from '../db/database.ts';
import type { AnalysisPool } from '../jobs/analysis_pool.ts';
import { lastAuditHead } from '../queries/metrics.ts';

export interface Metrics {
  /** Counts every request that comes after it. `named`: patterns of routes that may be counted by themselves. */
  count(named: () => ReadonlySet<string>): MiddlewareHandler<Environment>;
  shed(work: Work): void;
  limited(name: LimitName): void;
  answer(): Promise<{ type: string; text: string }>;
}

interface MetricsOf {
  readonly database: Database;
  readonly analyses: AnalysisPool;
  readonly listeners: () => number;
  readonly now: () => Date;
}

/** Of a database that does not answer the page of metrics waits no longer. */
const PATIENCE_MS = 2_000;
const DAY_MS = 86_400_000;

const within = <T>(work: Promise<T>, otherwise: T): Promise<T> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(otherwise), PATIENCE_MS);
    work.then(resolve, () => resolve(otherwise)).finally(() => clearTimeout(timer));
  });

export function createMetrics({ database, analyses, listeners, now }: MetricsOf): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'safereach_request_seconds',
    help: 'Time to answer, by pattern of the route and class of the status.',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.25, 0.5, 1, 2, 5, 20],
    registers,
  });
  const shed = new Counter({
    name: 'safereach_shed_total',
    help: 'Requests refused because there was too much to do, by kind of work.',
    labelNames: ['work'],
    registers,
  });
  const limited = new Counter({
    name: 'safereach_limited_total',
    help: 'Requests refused because their caller asked too often, by limit.',
    labelNames: ['limit'],
    registers,
  });
  new Gauge({
    name: 'safereach_database_up',
    help: '1 while the database answers.',
    registers,
    async collect() {
      this.set(
        await within(
          database.ping().then(() => 1),
          0,
        ),
      );
    },
  });
  new Gauge({
    name: 'safereach_audit_head_age_days',
    help: 'Days since the heads of the audit chains were last kept; -1 = never, or not known now.',
    registers,
    async collect() {
      const day = await within(lastAuditHead(database), null);
      this.set(day === null ? -1 : Math.floor((now().getTime() - Date.parse(day)) / DAY_MS));
    },
  });
  new Gauge({
    name: 'safereach_analyses',
    help: 'Analyses under way and waiting, at a screen and as jobs.',
    labelNames: ['state'],
    registers,
    collect() {
      for (const [state, count] of Object.entries(analyses.counts())) this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'safereach_event_streams',
    help: 'Streams of live events that are open.',
    registers,
    collect() {
      this.set(listeners());
    },
  });

  return {
    count: (named) =>
      createMiddleware<Environment>(async (c, next) => {
        if (workOf(c.req.method, c.req.path) === 'report') return next();
        const seconds = durations.startTimer();
        await next();
        const pattern = matchedRoutes(c).findLast(({ path }) => named().has(path))?.path;
        seconds({ route: pattern ?? 'other', status: `${Math.floor(c.res.status / 100)}xx` });
      }),
    shed: (work) => {
      if (work !== 'report') shed.inc({ work });
    },
    limited: (limit) => limited.inc({ limit }),
    answer: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Without a token there is no such page; with a wrong one neither. */
export function metricsRoutes(watched: { readonly metrics: Metrics; readonly token: string } | null) {
  return new Hono().get('/metrics', async (c) => {
    const given = digest(c.req.header('Authorization') ?? '');
    if (watched === null || !timingSafeEqual(given, digest(`Bearer ${watched.token}`)))
      throw new Problem('not_found', 'Check the address.');
    const { type, text } = await watched.metrics.answer();
    return c.text(text, 200, { 'Content-Type': type });
  });
}
