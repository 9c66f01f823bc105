// Whether a road is open today, of itself or by what hinders access, is known to those who plan and drive; a steward decides when everybody may know it.
import { createRoute, z } from '@hono/zod-openapi';
import { Problem } from '../../geodata/schema/problem.ts';
import { roadPublication, roadPublicationExample, waitingRoad } from '../../geodata/schema/road_publication.ts';
import { permits } from '../access/may.ts';
import { countWaitingRoads, listWaitingRoads, publishRoads } from '../queries/road_publication.ts';
import { recordWrite } from '../queries/writes.ts';
import { createRouter, type Deps } from './environment.ts';
import { jsonOf, nextAddress, pageQuery } from './feature.ts';
import { demandWholeOrganization } from './own_area.ts';
import { writeHeaders, writeOnce } from './write_once.ts';

const PATH = '/api/road-publication';
const waiting = z.number().int().nonnegative();

const list = createRoute({
  method: 'get',
  path: PATH,
  summary: 'Roads that are not today what was published of them',
  ...permits('read', 'road_publication'),
  request: { query: z.strictObject(pageQuery) },
  responses: {
    200: jsonOf(
      z.strictObject({ waiting, items: z.array(waitingRoad), next: z.string().optional() }),
      'How many wait, and a page of them',
    ),
  },
});
const publish = createRoute({
  method: 'post',
  path: PATH,
  summary: 'Let everybody know of these roads what they are like today',
  description:
    'All of them or none: a road that was changed since it was read stops all, for nobody publishes what they have not seen. Think of who else reads it: a road closed for a convoy tells where the convoy is.',
  ...permits('create', 'road_publication'),
  request: {
    headers: z.object(writeHeaders),
    body: {
      required: true,
      content: { 'application/json': { schema: roadPublication, example: roadPublicationExample } },
    },
  },
  responses: {
    200: jsonOf(
      z.strictObject({ published: z.number().int().positive(), waiting }),
      'How many were published, and how many still wait',
    ),
  },
});

export function roadPublicationRoutes({ outbox, now }: Pick<Deps, 'outbox' | 'now'>) {
  return createRouter()
    .openapi(list, async (c) => {
      const viewer = c.get('viewer');
      const { limit, after } = c.req.valid('query');
      const rows = await listWaitingRoads(c.get('database'), viewer, { now: now(), after, limit: limit + 1 });
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      const more = rows.length > limit && last !== undefined;
      const counted = await countWaitingRoads(c.get('database'), viewer, now());
      return c.json({ waiting: counted, items, ...(more ? { next: nextAddress(c.req.url, last.id) } : {}) }, 200);
    })
    .openapi(publish, async (c) => {
      const viewer = c.get('viewer');
      const { organizationId } = viewer;
      demandWholeOrganization(viewer);
      const wanted = c.req.valid('json');
      return writeOnce(c, async (tx) => {
        const published = await publishRoads(tx, viewer, wanted, now());
        if (published !== wanted.roads.length) {
          throw new Problem(
            'stale_version',
            'One of them was changed or published since. Read the list again, look at it, and send yours again.',
          );
        }
        await recordWrite(tx, {
          ...viewer,
          verb: 'publish',
          noun: 'road',
          thingId: organizationId,
          rowCount: published,
        });
        const body = { published, waiting: await countWaitingRoads(tx, viewer, now()) };
        return {
          status: 200 as const,
          body,
          announce: () => outbox.written({ organizationId, noun: 'road', hidden: false }),
        };
      });
    });
}
