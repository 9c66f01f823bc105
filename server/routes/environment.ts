// What every route is given, and the router they are written on.
import { OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi';
import { Problem, partsOfIssues } from '../../geodata/schema/problem.ts';
import type { Environment } from '../access/environment.ts';
import type { OidcSettings } from '../access/oidc.ts';
import type { Sessions } from '../access/sessions.ts';
import type { Database } from '../db/database.ts';
import type { AnalysisPool } from '../jobs/analysis_pool.ts';
import type { Outbox } from '../live/outbox.ts';

export interface Deps {
  readonly database: Database;
  readonly sessions: Sessions;
  readonly analyses: AnalysisPool;
  /** Told after each commit, so that the writer's next read is fresh without waiting for the notification. */
  readonly outbox: Pick<Outbox, 'written' | 'version'>;
  readonly demo: boolean;
  readonly publicOrganizationId: string | null;
  /** Address that people type; null = plain http on loopback. */
  readonly origin: string | null;
  /** Of the server's key file; each use derives its own. */
  readonly key: Uint8Array;
  readonly trustProxy: boolean;
  readonly oidc: OidcSettings | null;
  /** Zero bits of each puzzle before a report; without, as access/report_work.ts has it. */
  readonly reportBits?: number;
  /** Whether the operator set a way to send messages; without, nobody can ask for them. */
  readonly sendsNotices?: boolean;
  readonly now: () => Date;
}

/**
 * A router whose validation failures are problem documents with JSON pointers. A route that declares no query takes none:
 * what somebody believes to have asked for is never passed over in silence.
 */
export function createRouter(): OpenAPIHono<Environment> {
  const router = new OpenAPIHono<Environment>({
    defaultHook: (result) => {
      if (result.success) return;
      const part = result.target === 'json' ? 'body' : result.target;
      throw new Problem(
        'invalid_input',
        `The ${part} has parts that cannot be taken.`,
        partsOfIssues(result.error.issues),
      );
    },
  });
  const mount = router.openapi as (route: RouteConfig, ...rest: unknown[]) => unknown;
  router.openapi = ((route: RouteConfig, ...rest: unknown[]) =>
    mount(
      { ...route, request: { query: z.strictObject({}), ...route.request } },
      ...rest,
    )) as unknown as typeof router.openapi;
  return router;
}
