// Patrol routes and their runs, written by operations of their own area and by stewards.
import { z } from '@hono/zod-openapi';
import {
  MAX_RUN_HOURS,
  MAX_RUN_METERS,
  type PatrolRunInput,
  patrolChange,
  patrolExample,
  patrolInput,
  patrolRoute,
  patrolRun,
  patrolRunChange,
  patrolRunExample,
  patrolRunInput,
} from '../../geodata/schema/patrol.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import { deletePatrol, getPatrol, insertPatrol, updatePatrol } from '../queries/patrol_records.ts';
import { deleteRun, getRun, insertRun, updateRun } from '../queries/patrol_runs.ts';
import { createRouter, type Deps } from './environment.ts';
import { featureOf, toFeature } from './feature.ts';
import { lineMeters } from './line_meters.ts';
import { mountWritable, type Within } from './writable.ts';

const version = z.number().int().positive();
const route = patrolRoute.omit({ geom: true }).extend({ areaPcode: z.string().nullable(), version });
const run = patrolRun.omit({ geom: true }).extend({ version });
const missing = 'patrol_not_found';

export function patrolWriteRoutes(deps: Deps) {
  const router = createRouter();
  mountWritable(router, deps, {
    noun: 'patrol',
    words: 'patrol route',
    path: '/api/patrols',
    missing,
    input: patrolInput,
    example: patrolExample,
    change: patrolChange,
    answer: { schema: featureOf(route), of: toFeature },
    isHidden: () => true,
    get: getPatrol,
    insert: insertPatrol,
    update: updatePatrol,
    remove: deletePatrol,
  });
  mountWritable(router, deps, {
    noun: 'patrol',
    words: 'run of a patrol route',
    path: '/api/patrols/{route}/runs',
    params: z.strictObject({ id: z.uuid(), route: z.uuid() }),
    missing,
    input: patrolRunInput,
    example: patrolRunExample,
    change: patrolRunChange,
    note: 'Its length and its hours per cell and month are computed anew from the track.',
    answer: { schema: featureOf(run), of: toFeature },
    check: async (_db, _viewer, record) => demandPastRun(record, deps.now()),
    isHidden: () => true,
    get: (db, viewer, id, within) => getRun(db, viewer, { id, routeId: routeOf(within) }),
    insert: async (db, viewer, record, within) => {
      const stored = await insertRun(db, viewer, { routeId: routeOf(within), run: measured(record) });
      if (stored === null) throw new Problem(missing, 'Check the id, or look at the list of routes.');
      return stored;
    },
    update: (db, viewer, { record, ...change }) => updateRun(db, viewer, { ...change, run: measured(record) }),
    remove: deleteRun,
  });
  return router;
}

const routeOf = (within: Within): string => within['route'] ?? '';

const measured = (record: PatrolRunInput) => ({ ...record, lengthMeters: lineMeters(record.geom, MAX_RUN_METERS) });

/** Clocks of devices differ by so much. */
const CLOCK_MILLISECONDS = 5 * 60_000;
const HOUR_MILLISECONDS = 3_600_000;

/** A run has been walked: it ends after it begins, not in the future, and not weeks later. */
function demandPastRun({ startedAt, endedAt }: PatrolRunInput, now: Date): void {
  const [start, end] = [Date.parse(startedAt), Date.parse(endedAt)];
  const detail =
    end < start
      ? 'A run ends after it begins.'
      : end > now.getTime() + CLOCK_MILLISECONDS
        ? 'A run is what was walked or driven: it cannot end in the future.'
        : end - start > MAX_RUN_HOURS * HOUR_MILLISECONDS
          ? `A run takes ${MAX_RUN_HOURS} hours at the most.`
          : null;
  if (detail === null) return;
  throw new Problem('invalid_input', 'The body has parts that cannot be taken.', [{ pointer: '/endedAt', detail }]);
}
