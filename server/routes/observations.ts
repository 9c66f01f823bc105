// Observations of indicators: entered by the duty room with source and reliability, corrected by stewards. What focal points
// send comes in by community_observations.ts.
import { createRoute, z } from '@hono/zod-openapi';
import { pcode } from '../../geodata/schema/area.ts';
import {
  type Observation,
  type ObservationInput,
  observation,
  observationChange,
  observationExample,
  observationInput,
} from '../../geodata/schema/indicator.ts';
import { MOST_OF } from '../../geodata/schema/indicator_words.ts';
import { Problem, type ProblemPart } from '../../geodata/schema/problem.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import { permits } from '../access/may.ts';
import type { Queryable } from '../db/database.ts';
import { areaExists } from '../queries/area_records.ts';
import { getIndicator } from '../queries/indicators.ts';
import {
  deleteObservation,
  getObservation,
  insertObservation,
  listObservations,
  updateObservation,
} from '../queries/observations.ts';
import { createRouter, type Deps } from './environment.ts';
import { datedPageQuery, jsonOf, nextAddress } from './feature.ts';
import { mountWritable } from './writable.ts';

const list = createRoute({
  method: 'get',
  path: '/api/observations',
  summary: 'What was observed, newest first',
  ...permits('read', 'observation'),
  request: {
    query: z.strictObject({
      ...datedPageQuery,
      indicatorId: z.uuid().optional(),
      area: pcode.optional().describe('In this area, and in areas within it'),
    }),
  },
  responses: {
    200: jsonOf(z.object({ items: z.array(observation), next: z.string().optional() }), 'A page of observations'),
  },
});

export function observationRoutes(deps: Deps) {
  const router = createRouter();
  router.openapi(list, async (c) => {
    const { limit, ...filter } = c.req.valid('query');
    const rows = await listObservations(c.get('database'), c.get('viewer'), { ...filter, limit: limit + 1 });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const more = rows.length > limit && last !== undefined;
    return c.json({ items, ...(more ? { next: nextAddress(c.req.url, `${last.observedOn}_${last.id}`) } : {}) }, 200);
  });
  mountWritable<ObservationInput, Observation>(router, deps, {
    noun: 'observation',
    words: 'observation',
    path: '/api/observations',
    missing: 'observation_not_found',
    input: observationInput,
    example: observationExample,
    change: observationChange,
    answer: { schema: observation, of: (row) => row },
    check: (db, viewer, record) => demandSound(db, viewer, record, deps.now()),
    isHidden: () => true,
    get: getObservation,
    insert: insertObservation,
    update: updateObservation,
    remove: deleteObservation,
  });
  return router;
}

async function demandSound(db: Queryable, viewer: Viewer, record: ObservationInput, now: Date): Promise<void> {
  const parts: ProblemPart[] = [];
  const indicator = await getIndicator(db, viewer, record.indicatorId);
  if (indicator === null) parts.push({ pointer: '/indicatorId', detail: 'There is no such indicator.' });
  else if (record.value > MOST_OF[indicator.unit])
    parts.push({ pointer: '/value', detail: `Of this indicator the highest value is ${MOST_OF[indicator.unit]}.` });
  if (record.observedOn > now.toISOString().slice(0, 10))
    parts.push({ pointer: '/observedOn', detail: 'Record a day that has come.' });
  if (!(await areaExists(db, viewer, record.areaPcode)))
    parts.push({ pointer: '/areaPcode', detail: 'There is no area with this P-code.' });
  if (parts.length > 0) throw new Problem('invalid_input', 'The body has parts that cannot be taken.', parts);
}
