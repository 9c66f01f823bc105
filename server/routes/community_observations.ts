// What a focal point of a community sends from a phone: a code, a day and a few words of a closed list. Whoever is found to be
// one may be hurt, so that nothing here tells who is: the answer is the same for a code that is known, one that was ended and
// one that was made up, and takes as long; nobody learns by trying whether digits on a piece of paper are a code. A slip of the
// finger is found on the phone, by two digits that check the others. What nobody can try needs no lock against guessing either.
// No address, no hour and no code is written down; it is read at the next common hour, with whatever else came.
import { createRoute } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { type CommunityInput, communityInput } from '../../geodata/schema/focal_point.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import { permits } from '../access/may.ts';
import type { Receipts } from '../access/report_receipt.ts';
import type { ReportWork } from '../access/report_work.ts';
import { watchLocator } from '../access/watch_code.ts';
import { nextCommonHour } from '../jobs/community_job.ts';
import { keepMessage } from '../queries/community_messages.ts';
import { createRouter, type Deps } from './environment.ts';

/** Older than this it warns of nothing. */
const OLDEST_DAYS = 14;
const DAY_MS = 86_400_000;
const BODY_MOST_KB = 8;

const say = createRoute({
  method: 'post',
  path: '/api/community-observations',
  summary: 'Tell what is seen around, with the code of a focal point',
  description:
    'Answered alike whatever the code is. Staff see it from the next common hour on (0, 6, 12, 18 UTC), as a focal point’s, by area and day. `work`: a solved challenge of /api/reports/challenge.',
  ...permits('create', 'community_observation'),
  request: { body: { required: true, content: { 'application/json': { schema: communityInput } } } },
  responses: { 202: { description: 'It was taken' } },
});

export function communityObservationRoutes(
  { database, publicOrganizationId, now }: Pick<Deps, 'database' | 'publicOrganizationId' | 'now'>,
  { work, receipts }: { readonly work: Pick<ReportWork, 'checkWork'>; readonly receipts: Receipts },
) {
  const router = createRouter();
  const limit = bodyLimit({
    maxSize: BODY_MOST_KB * 1024,
    onError: () => {
      throw new Problem('too_large', `Send at most ${BODY_MOST_KB} kB.`);
    },
  });
  router.use('/api/community-observations', limit, async (_c, next) => {
    receipts.demandPlace();
    await next();
  });
  return router.openapi(say, async (c) => {
    const { work: solved, code, id, observedOn, lines } = c.req.valid('json') as CommunityInput;
    if (publicOrganizationId === null)
      throw new Problem(
        'not_found',
        'This server takes nothing from visitors. Ask who gave you the code for the address.',
      );
    const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
    const time = now().getTime();
    if (observedOn > dayOf(time) || observedOn < dayOf(time - OLDEST_DAYS * DAY_MS)) {
      throw new Problem('invalid_input', 'The body has parts that cannot be taken.', [
        { pointer: '/observedOn', detail: `Tell of today or of the ${OLDEST_DAYS} days before.` },
      ]);
    }
    await work.checkWork(solved, async () => {
      const codeHash = await receipts.locatorHash(publicOrganizationId, watchLocator(code));
      const dueAt = nextCommonHour(now());
      await keepMessage(database, { organizationId: publicOrganizationId, id, codeHash, dueAt, observedOn, lines });
    });
    c.header('Cache-Control', 'no-store');
    return c.body(null, 202);
  });
}
