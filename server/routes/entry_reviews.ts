// Entries that are to be looked at again: what answers to referrals and people's words said of them, for those who may change
// the entry. Looked at = cleared; so does a newer date of verification.
import { createRoute, z } from '@hono/zod-openapi';
import { Problem } from '../../geodata/schema/problem.ts';
import { entryReview } from '../../geodata/schema/referral.ts';
import { permits } from '../access/may.ts';
import { clearReview, listReviews, type StoredReview } from '../queries/entry_reviews.ts';
import { recordWrite } from '../queries/writes.ts';
import { createRouter, type Deps } from './environment.ts';
import { jsonOf, nextAddress, pageQuery } from './feature.ts';
import { ifMatch, versionWanted } from './if_match.ts';
import { demandOwnArea } from './own_area.ts';
import { writeOnce } from './write_once.ts';

const list = createRoute({
  method: 'get',
  path: '/api/entry-reviews',
  summary: 'Entries of the directory to look at again',
  description: 'What people said of an entry counts from the day after.',
  ...permits('read', 'entry_review'),
  request: { query: z.strictObject(pageQuery) },
  responses: {
    200: jsonOf(z.object({ items: z.array(entryReview), next: z.string().optional() }), 'A page of entries'),
  },
});
const clear = createRoute({
  method: 'delete',
  path: '/api/entry-reviews/{serviceId}',
  summary: 'The entry was looked at and stays as it is',
  ...permits('delete', 'entry_review', 'entry_review_not_found'),
  request: { params: z.strictObject({ serviceId: z.uuid() }), headers: ifMatch },
  responses: { 204: { description: 'What was said of it is cleared' } },
});

const shown = ({ protected: _, areaPcode: __, ...rest }: StoredReview) => rest;

export function entryReviewRoutes({ database, outbox, now }: Pick<Deps, 'database' | 'outbox' | 'now'>) {
  const today = () => now().toISOString().slice(0, 10);
  return createRouter()
    .openapi(list, async (c) => {
      const { limit, after } = c.req.valid('query');
      const rows = await listReviews(database, c.get('viewer'), { today: today(), after, limit: limit + 1 });
      const items = rows.slice(0, limit).map(shown);
      const last = items.at(-1);
      if (rows.length <= limit || last === undefined) return c.json({ items }, 200);
      return c.json({ items, next: nextAddress(c.req.url, last.serviceId) }, 200);
    })
    .openapi(clear, async (c) => {
      const viewer = c.get('viewer');
      const { organizationId } = viewer;
      const { serviceId: id } = c.req.valid('param');
      const version = versionWanted(c.req.header('If-Match'));
      return writeOnce(
        c,
        async (tx) => {
          const [entry] = await listReviews(tx, viewer, { today: today(), id, limit: 1 });
          if (entry === undefined) {
            throw new Problem('entry_review_not_found', 'Somebody may have looked at it already. Read the list again.');
          }
          demandOwnArea(viewer, entry);
          if (!(await clearReview(tx, { organizationId, id, version, today: today() }))) {
            throw new Problem('stale_version', 'Read it again, look at what changed, and send yours again.');
          }
          const hidden = entry.protected;
          await recordWrite(tx, { ...viewer, verb: 'delete', noun: 'entry_review', thingId: id, hidden });
          const wasOpen = entry.reviewSince !== null;
          if (wasOpen) await recordWrite(tx, { ...viewer, verb: 'change', noun: 'service', thingId: id, hidden });
          return {
            status: 204 as const,
            body: null,
            announce: () => {
              outbox.written({ organizationId, noun: 'entry_review', hidden });
              if (wasOpen) outbox.written({ organizationId, noun: 'service', hidden });
            },
          };
        },
        { database },
      );
    });
}
