// Focal points of communities, made and ended by stewards. The code is in the answer that made it and nowhere else: it is told
// by mouth, and the person keeps it in the head if they can.
import { createRoute, z } from '@hono/zod-openapi';
import { focalPoint, focalPointExample, focalPointInput, focalPointMade } from '../../geodata/schema/focal_point.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import { permits } from '../access/may.ts';
import type { Receipts } from '../access/report_receipt.ts';
import { newWatchCode, watchLocator } from '../access/watch_code.ts';
import { areaExists } from '../queries/area_records.ts';
import { deleteFocalPoint, insertFocalPoint, listFocalPoints } from '../queries/focal_points.ts';
import { recordWrite } from '../queries/writes.ts';
import { createRouter, type Deps } from './environment.ts';
import { idParam, jsonOf } from './feature.ts';
import { demandOwnArea } from './own_area.ts';

/** With a thousand focal points a code that was drawn is one of theirs once in ten million. */
const DRAWS = 3;

const list = createRoute({
  method: 'get',
  path: '/api/focal-points',
  summary: 'Who watches: areas, groups and languages',
  ...permits('read', 'focal_point'),
  responses: { 200: jsonOf(z.object({ items: z.array(focalPoint) }), 'Focal points, without their codes') },
});
const create = createRoute({
  method: 'post',
  path: '/api/focal-points',
  summary: 'Make a focal point; the answer holds the code, this once',
  description: 'An Idempotency-Key is not looked at: an answer kept under it would keep the code.',
  ...permits('create', 'focal_point'),
  request: {
    body: { required: true, content: { 'application/json': { schema: focalPointInput, example: focalPointExample } } },
  },
  responses: { 201: jsonOf(focalPointMade, 'The focal point with its code') },
});
const remove = createRoute({
  method: 'delete',
  path: '/api/focal-points/{id}',
  summary: 'End a focal point; what its code still sends is read by nobody, and whoever sends it is not told',
  ...permits('delete', 'focal_point', 'focal_point_not_found'),
  request: { params: idParam },
  responses: { 204: { description: 'It has ended' } },
});

export function focalPointRoutes({ outbox, now }: Pick<Deps, 'outbox' | 'now'>, receipts: Receipts) {
  const written = (organizationId: string) => outbox.written({ organizationId, noun: 'focal_point', hidden: true });
  return createRouter()
    .openapi(list, async (c) => c.json({ items: await listFocalPoints(c.get('database'), c.get('viewer')) }, 200))
    .openapi(create, async (c) => {
      const viewer = c.get('viewer');
      const { organizationId } = viewer;
      const input = c.req.valid('json') as z.infer<typeof focalPointInput>;
      demandOwnArea(viewer, input);
      if (!(await areaExists(c.get('database'), viewer, input.areaPcode))) {
        throw new Problem('invalid_input', 'The body has parts that cannot be taken.', [
          { pointer: '/areaPcode', detail: 'There is no area with this P-code.' },
        ]);
      }
      for (let draw = 0; draw < DRAWS; draw++) {
        const code = newWatchCode();
        const codeHash = await receipts.locatorHash(organizationId, watchLocator(code));
        const today = now().toISOString().slice(0, 10);
        const made = await c.get('database').transaction(async (tx) => {
          const stored = await insertFocalPoint(tx, viewer, { input, codeHash, today });
          if (stored !== null)
            await recordWrite(tx, { ...viewer, verb: 'create', noun: 'focal_point', thingId: stored.id, hidden: true });
          return stored;
        });
        if (made === null) continue;
        written(organizationId);
        return c.json({ ...made, code }, 201);
      }
      throw new Problem('busy', 'Send it again.');
    })
    .openapi(remove, async (c) => {
      const viewer = c.get('viewer');
      const { id } = c.req.valid('param');
      await c.get('database').transaction(async (tx) => {
        if (!(await deleteFocalPoint(tx, viewer, id)))
          throw new Problem('focal_point_not_found', 'Check the id; it may have been ended.');
        await recordWrite(tx, { ...viewer, verb: 'delete', noun: 'focal_point', thingId: id, hidden: true });
      });
      written(viewer.organizationId);
      return c.body(null, 204);
    });
}
