// What stands between the many and the server, made once a process: limits, shedding, metrics and live events.
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Thing } from '../geodata/schema/roles.ts';
import type { Environment } from './access/environment.ts';
import { createLimiter, type Limiter } from './access/limiter.ts';
import { may } from './access/may.ts';
import type { Sessions } from './access/sessions.ts';
import { createShedding, type Shedding, watchLoop } from './access/shedding.ts';
import type { Database } from './db/database.ts';
import type { AnalysisPool } from './jobs/analysis_pool.ts';
import { createEvents, type Events } from './live/events.ts';
import type { Outbox } from './live/outbox.ts';
import { createMetrics, type Metrics } from './routes/metrics.ts';

export interface Guards {
  readonly events: Events;
  /** null, each: none, as where a test asks more than a caller may. */
  readonly limiter: Limiter | null;
  readonly watched: { readonly metrics: Metrics; readonly token: string } | null;
  /** Ends the streams, and takes no more. */
  close(): void;
}

interface GuardsOf {
  readonly database: Database;
  readonly sessions: Sessions;
  readonly analyses: AnalysisPool;
  readonly outbox: Pick<Outbox, 'subscribe'>;
  readonly trustProxy: boolean;
  readonly metricsToken: string | null;
  readonly now: () => Date;
}

/** `shedding` stands before the app, at the server's listener. */
export function createGuards({ metricsToken, trustProxy, ...of }: GuardsOf): Guards & { readonly shedding: Shedding } {
  const events = createEvents(of);
  const loop = watchLoop();
  const metrics = metricsToken === null ? null : createMetrics({ ...of, listeners: events.count });
  return {
    events,
    limiter: createLimiter({ trustProxy, ...(metrics === null ? {} : { limited: metrics.limited }) }),
    shedding: createShedding({ loopDelay: loop.delay, ...(metrics === null ? {} : { shed: metrics.shed }) }),
    watched: metrics === null || metricsToken === null ? null : { metrics, token: metricsToken },
    close() {
      events.close();
      loop.stop();
    },
  };
}

/** No limits, no metrics, and nothing is heard. */
export function withoutGuards({ sessions, now }: Pick<GuardsOf, 'sessions' | 'now'>): Guards {
  const events = createEvents({ sessions, now, outbox: { subscribe: () => () => undefined } });
  return { events, limiter: null, watched: null, close: events.close };
}

/** Patterns of routes that everybody may use: how often they are says nothing of what staff do. */
export function openPatterns(app: OpenAPIHono<Environment>): ReadonlySet<string> {
  const patterns = app.openAPIRegistry.definitions.flatMap((definition) => {
    if (definition.type !== 'route') return [];
    const route = definition.route as typeof definition.route & { 'x-thing'?: Thing; 'x-open'?: true };
    const thing = route['x-thing'];
    const isOpen = route['x-open'] === true || (thing !== undefined && may('public', 'read', thing));
    return isOpen ? [route.path.replaceAll(/\{(\w+)\}/g, ':$1')] : [];
  });
  return new Set([...patterns, '/healthz', '/readyz']);
}
