// Consultations: recorded by staff before a zone, a patrol or a service is proposed, corrected by stewards. Planners write and
// read none about patrols.
import { createRoute, z } from '@hono/zod-openapi';
import { pcode } from '../../geodata/schema/area.ts';
import {
  type ConsultationInput,
  consultation,
  consultationChange,
  consultationExample,
  consultationFaults,
  consultationInput,
} from '../../geodata/schema/consultation.ts';
import { CONSULTATION_TOPICS } from '../../geodata/schema/consultation_words.ts';
import { Problem, type ProblemPart } from '../../geodata/schema/problem.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import { permits } from '../access/may.ts';
import type { Queryable } from '../db/database.ts';
import { areaExists } from '../queries/area_records.ts';
import {
  deleteConsultation,
  getConsultation,
  insertConsultation,
  listConsultations,
  updateConsultation,
} from '../queries/consultations.ts';
import { createRouter, type Deps } from './environment.ts';
import { datedPageQuery, jsonOf, nextAddress } from './feature.ts';
import { mountWritable } from './writable.ts';

const list = createRoute({
  method: 'get',
  path: '/api/consultations',
  summary: 'Who was asked before something was proposed, newest first',
  ...permits('read', 'consultation'),
  request: {
    query: z.strictObject({
      ...datedPageQuery,
      topic: z.enum(CONSULTATION_TOPICS).optional(),
      area: pcode.optional().describe('Held in this area, in areas that hold it, and in areas within it'),
    }),
  },
  responses: {
    200: jsonOf(z.object({ items: z.array(consultation), next: z.string().optional() }), 'A page of consultations'),
  },
});

export function consultationRoutes(deps: Deps) {
  const router = createRouter();
  router.openapi(list, async (c) => {
    const { limit, ...filter } = c.req.valid('query');
    const rows = await listConsultations(c.get('database'), c.get('viewer'), { ...filter, limit: limit + 1 });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const more = rows.length > limit && last !== undefined;
    return c.json({ items, ...(more ? { next: nextAddress(c.req.url, `${last.heldOn}_${last.id}`) } : {}) }, 200);
  });
  mountWritable(router, deps, {
    noun: 'consultation',
    words: 'consultation',
    path: '/api/consultations',
    missing: 'consultation_not_found',
    input: consultationInput,
    example: consultationExample,
    change: consultationChange,
    answer: { schema: consultation, of: (row) => row },
    check: (db, viewer, record) => demandSound(db, viewer, record, deps.now()),
    isHidden: () => true,
    get: getConsultation,
    insert: insertConsultation,
    update: updateConsultation,
    remove: deleteConsultation,
  });
  return router;
}

async function demandSound(db: Queryable, viewer: Viewer, record: ConsultationInput, now: Date): Promise<void> {
  if (viewer.role === 'planner' && record.topic === 'patrol')
    throw new Problem('forbidden', 'Talks about patrols are recorded by operations and stewards.');
  const parts: ProblemPart[] = consultationFaults(record).map(({ path, message }) => ({
    pointer: `/${path}`,
    detail: message,
  }));
  if (record.heldOn > now.toISOString().slice(0, 10))
    parts.push({ pointer: '/heldOn', detail: 'Record a talk when it was held, not before.' });
  if (!(await areaExists(db, viewer, record.areaPcode)))
    parts.push({ pointer: '/areaPcode', detail: 'There is no area with this P-code.' });
  if (parts.length > 0) throw new Problem('invalid_input', 'The body has parts that cannot be taken.', parts);
}
