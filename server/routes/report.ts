// Reports in confidence, by anybody: work, an envelope that only the stewards' keys open, and a place to look for replies.
// Nothing here asks who it is, keeps an answer for a key of repetition, or writes a time.
import { createRoute, z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { Problem } from '../../geodata/schema/problem.ts';
import {
  type Envelope,
  INBOX_PLACES,
  inboxAnswer,
  inboxInput,
  reportChallenge,
  reportInput,
  reportTaken,
} from '../../geodata/schema/report.ts';
import { openToAll } from '../access/may.ts';
import type { Receipts } from '../access/report_receipt.ts';
import type { ReportWork } from '../access/report_work.ts';
import { sealedReplies, takeEnvelope } from '../queries/report_intake.ts';
import { publishedKeys } from '../queries/report_keys.ts';
import { createRouter, type Deps } from './environment.ts';
import { jsonOf } from './feature.ts';

/** Of one organization on one day: at most 440 MB. Beyond it a flood would fill the disk, however much work it did. */
const ENVELOPES_A_DAY = 5_000;

/** The largest envelope with eight keys and the work is 90 kB of text. What is longer is not read, since reading costs us most. */
const BODY_MOST_KB = 128;

/** What is no locator is answered as one that nobody has. */
const anyLocator = inboxInput.extend({ locator: z.string().max(1_000) });

const bodyOf = <S extends z.ZodType>(schema: S) => ({
  body: { required: true as const, content: { 'application/json': { schema } } },
});

const challenge = createRoute({
  method: 'get',
  path: '/api/reports/challenge',
  summary: 'The work before a report, and the keys to which it is sealed',
  ...openToAll,
  responses: { 200: jsonOf(reportChallenge, 'A challenge for one request within ten minutes; no keys: no reports') },
});
const send = createRoute({
  method: 'post',
  path: '/api/reports',
  summary: 'Send a sealed report, or add to one',
  description:
    'The same envelope sent again is stored once, so a lost answer costs nothing. An Idempotency-Key is not looked at: an answer kept under it would tie requests together.',
  ...openToAll,
  request: bodyOf(reportInput),
  responses: { 201: jsonOf(reportTaken, 'Taken; the day in UTC, and nothing finer') },
});
const inbox = createRoute({
  method: 'post',
  path: '/api/reports/inbox',
  summary: 'Look for replies',
  description: 'Every receipt has an inbox of one size, also one that nobody was given.',
  ...openToAll,
  request: bodyOf(anyLocator),
  responses: { 200: jsonOf(inboxAnswer, 'Sealed replies, newest first, and places that hold none') },
});

export function reportRoutes(
  { database, publicOrganizationId, now }: Deps,
  { work, receipts }: { readonly work: ReportWork; readonly receipts: Receipts },
) {
  const organizationId = publicOrganizationId ?? '';
  const router = createRouter();
  const limit = bodyLimit({
    maxSize: BODY_MOST_KB * 1024,
    onError: () => {
      throw new Problem('too_large', `Send at most ${BODY_MOST_KB} kB.`);
    },
  });
  for (const path of ['/api/reports', '/api/reports/inbox']) {
    router.use(path, limit, async (_c, next) => {
      receipts.demandPlace();
      await next();
    });
  }
  return router
    .openapi(challenge, async (c) => {
      const keys = await publishedKeys(database, organizationId);
      return c.json({ ...work.challenge(), organizationId, keys }, 200);
    })
    .openapi(send, async (c) => {
      const { work: solved, locator, envelope } = c.req.valid('json');
      return work.checkWork(solved, async () => {
        await demandPublished(envelope);
        const locatorHash = await receipts.locatorHash(organizationId, locator);
        const takenOn = now().toISOString().slice(0, 10);
        const bytes = Buffer.from(JSON.stringify(envelope));
        await database.transaction(async (tx) => {
          const taken = await takeEnvelope(tx, { organizationId, locatorHash, envelope: bytes, today: takenOn });
          if (taken <= ENVELOPES_A_DAY) return;
          throw new Problem(
            'reports_full',
            'Nothing was stored. Send it again after midnight UTC, or call one of the contacts of your area.',
          );
        });
        return c.json({ takenOn }, 201);
      });
    })
    .openapi(inbox, async (c) => {
      const { work: solved, locator } = c.req.valid('json');
      return work.checkWork(solved, async () => {
        const locatorHash = await receipts.locatorHash(organizationId, locator);
        const empty = receipts.emptyPlaces(locator);
        const replies = await sealedReplies(database, { organizationId, locatorHash, most: INBOX_PLACES });
        const places = empty.map((noise, place) => Buffer.from(replies[place] ?? noise).toString('base64url'));
        return c.json({ places }, 200);
      });
    });

  /** Each key that is published now, once, and no other: or somebody who should read it could not, or somebody could who should not. */
  async function demandPublished({ keys }: Envelope): Promise<void> {
    const published = await publishedKeys(database, organizationId);
    const addressed = new Set(keys.map(({ id }) => id));
    if (published.length > 0 && keys.length === published.length && published.every(({ id }) => addressed.has(id)))
      return;
    throw new Problem(
      'report_keys_changed',
      'Nothing was stored. Ask for a new challenge, which has the keys of now, and seal your report to them.',
    );
  }
}
