// Referrals: made and answered by partners, operations and stewards of one organization. Read and written in the owner's
// database, since no login may touch them. Three answers that nobody was there open a review of the entry.
import { createRoute, z } from '@hono/zod-openapi';
import { Problem } from '../../geodata/schema/problem.ts';
import {
  type ReferralChange,
  type ReferralInput,
  referral,
  referralChange,
  referralCode,
  referralExample,
  referralInput,
} from '../../geodata/schema/referral.ts';
import { REFERRAL_MOVES, REFERRAL_STATES, STATES_WITH_REASON } from '../../geodata/schema/referral_words.ts';
import { PERMISSIONS, type Viewer } from '../../geodata/schema/roles.ts';
import { permits } from '../access/may.ts';
import type { Transaction } from '../db/database.ts';
import { openReview } from '../queries/entry_reviews.ts';
import { getGateway } from '../queries/gateways.ts';
import {
  answerReferral,
  getReferral,
  holdService,
  insertReferral,
  listReferrals,
  type ReferredTo,
  type StoredReferral,
} from '../queries/referrals.ts';
import { recordWrite } from '../queries/writes.ts';
import { createRouter, type Deps } from './environment.ts';
import { datedPageQuery, idParam, jsonOf, nextAddress } from './feature.ts';
import { ifMatch, versionWanted } from './if_match.ts';
import { writeHeaders, writeOnce } from './write_once.ts';

const one = '/api/referrals/{id}';
const list = createRoute({
  method: 'get',
  path: '/api/referrals',
  summary: 'Referrals of the own organization, newest first',
  ...permits('read', 'referral'),
  request: {
    query: z.strictObject({
      ...datedPageQuery,
      state: z.enum(REFERRAL_STATES).optional(),
      serviceId: z.uuid().optional(),
      code: referralCode.optional(),
    }),
  },
  responses: {
    200: jsonOf(z.object({ items: z.array(referral), next: z.string().optional() }), 'A page of referrals'),
  },
});
const read = createRoute({
  method: 'get',
  path: one,
  summary: 'One referral',
  ...permits('read', 'referral', 'referral_not_found'),
  request: { params: idParam },
  responses: { 200: jsonOf(referral, 'The referral; its ETag is what If-Match takes') },
});
const create = createRoute({
  method: 'post',
  path: '/api/referrals',
  summary: 'Refer somebody to a service or a contact; the answer holds the code that they take along',
  ...permits('create', 'referral'),
  request: {
    headers: z.object(writeHeaders),
    body: { required: true, content: { 'application/json': { schema: referralInput, example: referralExample } } },
  },
  responses: { 201: jsonOf(referral, 'The referral as stored') },
});
const patch = createRoute({
  method: 'patch',
  path: one,
  summary: 'Answer a referral, say that somebody arrived, or withdraw it',
  description:
    'sent → accepted, declined, unavailable or withdrawn; accepted → arrived or withdrawn; the others are the end. A reason goes with declined and unavailable, and with nothing else.',
  ...permits('change', 'referral', 'referral_not_found'),
  request: {
    params: idParam,
    headers: ifMatch,
    body: { required: true, content: { 'application/json': { schema: referralChange } } },
  },
  responses: { 200: jsonOf(referral, 'The referral as stored') },
});

/** Codes drawn before giving up: with a million referrals each meets a known one once in a million. */
const DRAWS = 5;

const missing = () => new Problem('referral_not_found', 'Check the code, or look for it in the list.');
const shown = ({ hidden: _, ...rest }: StoredReferral) => rest;

export function referralRoutes({ database, outbox, now }: Pick<Deps, 'database' | 'outbox' | 'now'>) {
  const today = () => now().toISOString().slice(0, 10);
  const announce = ({ organizationId }: Viewer, noun: 'referral' | 'service', hidden: boolean) =>
    outbox.written({ organizationId, noun, hidden });

  return createRouter()
    .openapi(list, async (c) => {
      const { limit, ...filter } = c.req.valid('query');
      const rows = await listReferrals(database, c.get('viewer'), { ...filter, limit: limit + 1 });
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      if (rows.length <= limit || last === undefined) return c.json({ items }, 200);
      return c.json({ items, next: nextAddress(c.req.url, `${last.madeOn}_${last.id}`) }, 200);
    })
    .openapi(read, async (c) => {
      const found = await getReferral(database, c.get('viewer'), c.req.valid('param').id);
      if (found === null) throw missing();
      c.header('ETag', `"${found.version}"`);
      return c.json(shown(found), 200);
    })
    .openapi(create, async (c) => {
      const viewer = c.get('viewer');
      const input = c.req.valid('json') as ReferralInput;
      return writeOnce(
        c,
        async (tx) => {
          const { hidden } = await goal(tx, viewer, input);
          const made = await insert(tx, viewer, { input, hidden, today: today() });
          await recordWrite(tx, { ...viewer, verb: 'create', noun: 'referral', thingId: made.id, hidden });
          return {
            status: 201 as const,
            body: shown(made),
            headers: { ETag: `"${made.version}"`, Location: `/api/referrals/${made.id}` },
            announce: () => announce(viewer, 'referral', hidden),
          };
        },
        { database },
      );
    })
    .openapi(patch, async (c) => {
      const viewer = c.get('viewer');
      const { id } = c.req.valid('param');
      const version = versionWanted(c.req.header('If-Match'));
      const change = c.req.valid('json') as ReferralChange;
      return writeOnce(
        c,
        async (tx) => {
          const before = await getReferral(tx, viewer, id);
          if (before === null) throw missing();
          if (before.version !== version) throw stale();
          demandMove(before, change);
          const { serviceId, hidden } = before;
          const opens = change.state === 'unavailable' && serviceId !== null;
          const service = opens ? await holdService(tx, viewer, serviceId) : null;
          const answer = { id, version, change, byStaff: mightChange(viewer, service), today: today() };
          const after = await answerReferral(tx, viewer, answer);
          if (after === null) throw stale();
          await recordWrite(tx, { ...viewer, verb: 'change', noun: 'referral', thingId: id, hidden });
          const opened =
            service !== null && serviceId !== null
              ? await reviewAgain(tx, viewer, { serviceId, hidden: service.protected, today: today() })
              : false;
          return {
            status: 200 as const,
            body: after,
            headers: { ETag: `"${after.version}"` },
            announce: () => {
              announce(viewer, 'referral', hidden);
              if (opened) announce(viewer, 'service', service?.protected ?? true);
            },
          };
        },
        { database },
      );
    });
}

const stale = () => new Problem('stale_version', 'Somebody answered it meanwhile. Read it again before you go on.');

/** Where the referral goes; what the viewer may not know of is not there. */
async function goal(
  tx: Transaction,
  viewer: Viewer,
  { serviceId, gatewayId }: ReferralInput,
): Promise<{ hidden: boolean }> {
  if (serviceId === null) {
    const contact = gatewayId === null ? null : await getGateway(tx, viewer, gatewayId);
    if (contact === null) throw new Problem('gateway_not_found', 'Choose a contact from the list.');
    return { hidden: false };
  }
  const service = await holdService(tx, viewer, serviceId);
  if (service === null) throw new Problem('service_not_found', 'Choose a service from the list.');
  return { hidden: service.protected };
}

async function insert(tx: Transaction, viewer: Viewer, referral: Parameters<typeof insertReferral>[2]) {
  for (let draw = 0; draw < DRAWS; draw++) {
    const made = await insertReferral(tx, viewer, referral);
    if (made !== null) return made;
  }
  throw new Problem('busy', 'Send it again.');
}

function demandMove(before: StoredReferral, { state, reason }: ReferralChange): void {
  const refuse = (detail: string) =>
    new Problem('invalid_input', 'The body has parts that cannot be taken.', [{ pointer: '/reason', detail }]);
  if (STATES_WITH_REASON.has(state) && reason === null) throw refuse('Say why, so that the next one knows it.');
  if (!STATES_WITH_REASON.has(state) && reason !== null) throw refuse('Only a refusal has a reason.');
  if (REFERRAL_MOVES[before.state].includes(state)) return;
  const ended = REFERRAL_MOVES[before.state].length === 0;
  throw new Problem(
    'move_refused',
    ended ? 'This referral has ended. Make a new one.' : 'This is not an answer that it can have now.',
  );
}

/** Whether the answer needs no second voice: who gives it may change the entry anyway. */
const mightChange = ({ role, areaPrefix }: Viewer, service: ReferredTo | null): boolean =>
  service !== null &&
  (PERMISSIONS[role].service?.includes('change') ?? false) &&
  (service.areaPcode ?? '').startsWith(areaPrefix);

/** With its own entry in the trail and the outbox: packs are made anew. */
async function reviewAgain(
  tx: Transaction,
  viewer: Viewer,
  { serviceId, hidden, today }: { serviceId: string; hidden: boolean; today: string },
): Promise<boolean> {
  const { organizationId } = viewer;
  if (!(await openReview(tx, { organizationId, serviceId, today }))) return false;
  await recordWrite(tx, { ...viewer, verb: 'change', noun: 'service', thingId: serviceId, hidden });
  return true;
}
