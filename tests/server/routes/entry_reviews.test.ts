// Entries that are looked at again: what opens a review and what does not, who sees it, and what ends it.
import { expect, it } from 'vitest';
import { ROLES } from '../../../geodata/schema/roles.ts';
import type { Database } from '../../../server/db/database.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import { type Caller, testApp } from '../../support/app.ts';
import { auditMatchesWrites } from '../../support/audit_laws.ts';
import { inCommittedDatabase, inDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const INVENTED = '6f1d4a3e-0d7c-4a57-9d0e-1f5f9f1f7a10';
const REVIEWS = '/api/entry-reviews';

interface Scene {
  readonly db: Database;
  readonly app: ReturnType<typeof testApp>;
  /** Three accounts of partners. */
  readonly partners: readonly [Caller, Caller, Caller];
  readonly steward: Caller;
  readonly open: string;
  readonly refuge: string;
  /** Sets the day. */
  readonly on: (day: string) => void;
}

async function play(db: Database, work: (scene: Scene) => Promise<unknown>): Promise<void> {
  await db.transaction(async (tx) => {
    await loadWorld(tx, 'one');
    await loadWorld(tx, 'two');
  });
  let now = new Date('2026-11-20T12:00:00Z');
  const app = testApp(db, { publicOrganizationId: 'one', now: () => now });
  // A session of its own for each request: the days that pass here are longer than any session.
  const lasting = async (role: 'partner' | 'steward'): Promise<Caller> => {
    const account = { role, organizationId: 'one', areaPrefix: '' };
    const { accountId } = await app.signedIn(account);
    const signed = async () => {
      const token = await app.sessions.open({ ...account, accountId, usedSecondFactor: true });
      return { Authorization: `Bearer ${token}` };
    };
    return {
      token: null,
      get: async (path, headers) => app.visitor.get(path, { ...(await signed()), ...headers }),
      send: async (method, path, body, headers) =>
        app.visitor.send(method, path, body, { ...(await signed()), ...headers }),
    };
  };
  const idOf = async (hidden: boolean) =>
    (await db.one<{ id: string }>(sql`select id from service where organization_id = 'one' and protected = ${hidden}`))
      .id;
  await work({
    db,
    app,
    partners: [await lasting('partner'), await lasting('partner'), await lasting('partner')],
    steward: await lasting('steward'),
    open: await idOf(false),
    refuge: await idOf(true),
    on: (day) => {
      now = new Date(`${day}T23:59:59Z`);
    },
  });
  expect(app.faults).toEqual([]);
}
const scene = (work: (scene: Scene) => Promise<unknown>) => inDatabase((db) => play(db, work));

/** What the trail tells otherwise than the services themselves. */
const unlawful = async (db: Database) =>
  (await auditMatchesWrites(db, 'one')).filter((sentence) => sentence.startsWith('service'));

/** Somebody is referred, and it is answered that nobody was there. */
async function unavailable(by: Caller, serviceId: string, reason = 'closed'): Promise<void> {
  const made = await by.send('POST', '/api/referrals', { serviceId, needs: ['medical'] });
  expect(made.status).toBe(201);
  const path = `/api/referrals/${made.json.id}`;
  expect((await by.send('PATCH', path, { state: 'unavailable', reason }, { 'If-Match': '"1"' })).status).toBe(200);
}
const since = async (db: Database, id: string, table = 'service') =>
  (await db.maybeOne<{ on: string | null }>(sql`select review_since as on from ${raw(table)} where id = ${id}::uuid`))
    ?.on;
const patch = async (by: Caller, id: string, parts: object) => {
  const path = `/api/services/${id}`;
  const { headers } = await by.get(path);
  const answer = await by.send('PATCH', path, parts, { 'If-Match': headers.get('ETag') ?? '' });
  expect(answer.status).toBe(200);
};

it('opens on the third of three within 14 days, the first and the last included', () =>
  scene(async ({ db, partners: [a, b], open, on }) => {
    on('2026-11-01');
    await unavailable(a, open);
    on('2026-11-08');
    await unavailable(b, open);
    expect(await since(db, open)).toBeNull();
    on('2026-11-14');
    await unavailable(a, open);
    expect([await since(db, open), await since(db, open, 'pub_service')]).toEqual(['2026-11-14', '2026-11-14']);
  }));

it('stays closed where the third comes on the 15th day, and opens with the next within the days', () =>
  scene(async ({ db, partners: [a, b], open, on }) => {
    on('2026-11-01');
    await unavailable(a, open);
    on('2026-11-08');
    await unavailable(b, open);
    on('2026-11-15');
    await unavailable(a, open);
    expect(await since(db, open)).toBeNull();
    on('2026-11-21');
    await unavailable(a, open);
    expect(await since(db, open)).toBe('2026-11-21');
    on('2026-11-22');
    await unavailable(b, open);
    expect(await since(db, open)).toBe('2026-11-21');
  }));

it('counts nothing but "unavailable", and nothing about another service or a contact', () =>
  scene(async ({ db, partners: [a, b], steward, open }) => {
    const contact = await steward.send('POST', '/api/gateways', { areaPcode: 'QQ001', kind: 'medical', name: 'Line' });
    for (const [by, state, reason] of [
      [a, 'declined', 'full'],
      [b, 'declined', 'closed'],
      [a, 'accepted', null],
      [b, 'withdrawn', null],
    ] as const) {
      const { json } = await by.send('POST', '/api/referrals', { serviceId: open, needs: ['legal'] });
      await by.send('PATCH', `/api/referrals/${json.id}`, { state, reason }, { 'If-Match': '"1"' });
    }
    for (const by of [a, b, a, b]) {
      const { json } = await by.send('POST', '/api/referrals', { gatewayId: contact.json.id, needs: ['legal'] });
      const path = `/api/referrals/${json.id}`;
      const answer = await by.send('PATCH', path, { state: 'unavailable', reason: 'closed' }, { 'If-Match': '"1"' });
      expect(answer.status).toBe(200);
    }
    await unavailable(a, open);
    await unavailable(b, open);
    expect(await since(db, open)).toBeNull();
    expect((await steward.get(REVIEWS)).json).toEqual({ items: [] });
  }));

it('is not opened by one partner alone, however often; the staff see that there is something', () =>
  scene(async ({ db, partners: [a, b], steward, open }) => {
    for (let n = 0; n < 9; n++) await unavailable(a, open);
    expect([await since(db, open), await since(db, open, 'pub_service')]).toEqual([null, null]);
    const { items } = (await steward.get(REVIEWS)).json;
    expect(items).toMatchObject([{ serviceId: open, name: 'Open clinic', reviewSince: null, unavailable: 9 }]);
    await unavailable(b, open);
    expect(await since(db, open)).toBe('2026-11-20');
  }));

it('is opened by sessions without an account as by one account, which they may all be', () =>
  scene(async ({ db, app, open }) => {
    const [first, second] = [await app.as('partner'), await app.as('partner')];
    for (const by of [first, second, first, second]) await unavailable(by, open);
    expect(await since(db, open)).toBeNull();
  }));

it('needs no second voice from those who may change the entry themselves, within their own area', () =>
  scene(async ({ db, app, open, refuge }) => {
    const inEast = await app.signedIn({ role: 'operations', areaPrefix: 'QQ002' });
    for (let n = 0; n < 3; n++) await unavailable(inEast, open);
    expect(await since(db, open)).toBeNull();
    for (let n = 0; n < 3; n++) await unavailable(inEast, refuge);
    expect([await since(db, refuge), await since(db, refuge, 'pub_service')]).toEqual(['2026-11-20', undefined]);
  }));

it('is opened in the transaction of the answer, with an entry in the trail and one in the outbox that say the service changed', () =>
  scene(async ({ db, partners: [a, b], steward, open }) => {
    const before = await steward.get(`/api/services/${open}`);
    const trace = async () => [
      await db.rows(
        sql`select verb, noun, role, thing_id as id from audit where noun = 'service' and thing_id = ${open}`,
      ),
      await db.rows(sql`select verb, noun, hidden from outbox where noun = 'service' and thing_id = ${open}`),
    ];
    await unavailable(a, open);
    await unavailable(b, open);
    expect(await trace()).toEqual([[], []]);
    await unavailable(a, open);
    expect(await trace()).toEqual([
      [{ verb: 'change', noun: 'service', role: 'partner', id: open }],
      [{ verb: 'change', noun: 'service', hidden: false }],
    ]);
    const after = await steward.get(`/api/services/${open}`);
    expect([before.headers.get('ETag'), after.headers.get('ETag')]).toEqual(['"1"', '"2"']);
    expect(await unlawful(db)).toEqual([]);
  }));

it('is opened by answers that come at the same time', () =>
  inCommittedDatabase((db) =>
    play(db, async ({ partners, open }) => {
      const paths: string[] = [];
      for (const by of partners) {
        const { json } = await by.send('POST', '/api/referrals', { serviceId: open, needs: ['medical'] });
        paths.push(`/api/referrals/${json.id}`);
      }
      const answers = await Promise.all(
        partners.map((by, index) =>
          by.send('PATCH', paths[index] ?? '', { state: 'unavailable', reason: 'closed' }, { 'If-Match': '"1"' }),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect(await since(db, open)).toBe('2026-11-20');
      expect(await unlawful(db)).toEqual([]);
    }),
  ));

it('ends when the entry is verified anew, and what was answered before does not count again', () =>
  scene(async ({ db, partners: [a, b], steward, open, on }) => {
    await patch(steward, open, { verifiedOn: '2026-10-01' });
    for (const by of [a, b, a]) await unavailable(by, open);
    await patch(steward, open, { phone: '199' });
    expect(await since(db, open)).toBe('2026-11-20');
    // Checked before the review opened: no answer to it.
    await patch(steward, open, { verifiedOn: '2026-11-19' });
    expect(await since(db, open)).toBe('2026-11-20');
    on('2026-11-21');
    await patch(steward, open, { verifiedOn: '2026-11-21' });
    expect([await since(db, open), await since(db, open, 'pub_service')]).toEqual([null, null]);
    expect((await steward.get(REVIEWS)).json.items).toEqual([]);
    await unavailable(b, open);
    expect(await since(db, open)).toBeNull();
    expect(await unlawful(db)).toEqual([]);
  }));

it('ends by hand, over the version that was looked at, and once', () =>
  scene(async ({ db, partners: [a, b], steward, open }) => {
    for (const by of [a, b, a]) await unavailable(by, open);
    const clear = (version: string | null) =>
      steward.send('DELETE', `${REVIEWS}/${open}`, undefined, version === null ? {} : { 'If-Match': version });
    const [entry] = (await steward.get(REVIEWS)).json.items;
    expect(entry).toEqual({
      serviceId: open,
      name: 'Open clinic',
      reviewSince: '2026-11-20',
      unavailable: 3,
      problems: {},
      verifiedOn: null,
      version: 2,
    });
    expect((await clear(null)).status).toBe(428);
    expect((await clear('"1"')).status).toBe(412);
    expect(await since(db, open)).toBe('2026-11-20');
    expect((await clear('"2"')).status).toBe(204);
    expect([await since(db, open), await since(db, open, 'pub_service')]).toEqual([null, null]);
    expect((await clear('"3"')).status).toBe(404);
    await unavailable(b, open);
    expect(await since(db, open)).toBeNull();
    expect(await db.rows(sql`select verb, thing_id as id from audit where noun = 'entry_review'`)).toEqual([
      { verb: 'delete', id: open },
    ]);
    expect(await unlawful(db)).toEqual([]);
  }));

it('is seen by planners, operations and stewards; of a protected service by those who may see that', () =>
  scene(async ({ app, steward, open, refuge }) => {
    for (const id of [open, refuge]) for (let n = 0; n < 3; n++) await unavailable(steward, id);
    const seen: Record<string, readonly string[] | undefined> = {
      planner: [open],
      operations: [open, refuge].sort(),
      steward: [open, refuge].sort(),
    };
    for (const role of [...ROLES, 'visitor'] as const) {
      const caller = role === 'visitor' ? app.visitor : await app.as(role);
      const { status, json } = await caller.get(REVIEWS);
      const ids = json.items?.map((one: { serviceId: string }) => one.serviceId);
      expect([role, status, ids]).toEqual([role, seen[role] ? 200 : 404, seen[role]]);
    }
    expect((await (await app.as('operations', 'one', 'QQ001')).get(REVIEWS)).json.items).toMatchObject([
      { serviceId: open },
    ]);
    expect((await (await app.as('steward', 'two')).get(REVIEWS)).json.items).toEqual([]);
    const told = async (by: Caller, id: string) => {
      const { status, text } = await by.send('DELETE', `${REVIEWS}/${id}`, undefined, { 'If-Match': '"2"' });
      return [status, text];
    };
    const planner = await app.as('planner');
    expect(await told(planner, refuge)).toEqual(await told(planner, INVENTED));
    const foreign = await app.as('steward', 'two');
    expect(await told(foreign, open)).toEqual(await told(foreign, INVENTED));
    // An account of one area looks at the entries of that area only.
    expect((await told(await app.as('planner', 'one', 'QQ002'), open))[0]).toBe(403);
    expect(await told(planner, open)).toEqual([204, '']);
    expect((await steward.get(`${REVIEWS}?limit=1`)).json).toMatchObject({ items: [{ serviceId: refuge }] });
  }));

it('are listed in pages that meet', () =>
  scene(async ({ steward, open, refuge }) => {
    for (const id of [open, refuge]) for (let n = 0; n < 3; n++) await unavailable(steward, id);
    const first = (await steward.get(`${REVIEWS}?limit=1`)).json;
    const second = (await steward.get(first.next)).json;
    expect([...first.items, ...second.items]).toEqual((await steward.get(REVIEWS)).json.items);
    expect(second.next).toBeUndefined();
  }));
