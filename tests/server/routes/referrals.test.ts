// Referrals: who may make and answer them, how they move, and that neither a person, an hour nor a protected place is in them.
import { expect, it } from 'vitest';
import {
  CODE_LENGTH,
  CODE_LETTERS,
  REFERRAL_MOVES,
  REFERRAL_STATES,
  type ReferralState,
  STATES_WITH_REASON,
} from '../../../geodata/schema/referral_words.ts';
import { ROLES } from '../../../geodata/schema/roles.ts';
import { LOGINS } from '../../../server/db/guise.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import { forgetReferrals } from '../../../server/queries/referrals.ts';
import { type Caller, testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const INVENTED = '6f1d4a3e-0d7c-4a57-9d0e-1f5f9f1f7a10';
const PATH = '/api/referrals';
const needs = ['medical'];

interface Scene {
  readonly db: TestDatabase;
  readonly app: ReturnType<typeof testApp>;
  readonly partner: Caller;
  readonly operations: Caller;
  /** The open clinic and the protected refuge of organization one. */
  readonly open: string;
  readonly refuge: string;
}

const scene = (work: (scene: Scene) => Promise<unknown>) =>
  inDatabase(async (db) => {
    await loadWorld(db, 'one');
    await loadWorld(db, 'two');
    const app = testApp(db, { publicOrganizationId: 'one' });
    const idOf = async (hidden: boolean) =>
      (
        await db.one<{ id: string }>(
          sql`select id from service where organization_id = 'one' and protected = ${hidden}`,
        )
      ).id;
    await work({
      db,
      app,
      partner: await app.as('partner'),
      operations: await app.as('operations'),
      open: await idOf(false),
      refuge: await idOf(true),
    });
    expect(app.faults).toEqual([]);
  });

const make = async (by: Caller, serviceId: string): Promise<{ id: string; code: string }> => {
  const made = await by.send('POST', PATH, { serviceId, needs });
  expect([made.status, made.headers.get('ETag')]).toEqual([201, '"1"']);
  return made.json;
};
const answer = (by: Caller, id: string, body: object, version = 1) =>
  by.send('PATCH', `${PATH}/${id}`, body, { 'If-Match': `"${version}"` });
const reasonFor = (state: ReferralState) => (STATES_WITH_REASON.has(state) ? { reason: 'full' } : {});
const told = ({ status, text }: { status: number; text: string }) => [status, text];
const count = async (db: TestDatabase, table: string) =>
  (await db.one<{ n: number }>(raw(`select count(*) as n from ${table}`))).n;

it('are made, read and answered by partners, operations and stewards; for all others there are none', () =>
  scene(async ({ app, open }) => {
    const may = new Set(['partner', 'operations', 'steward']);
    const { id } = await make(await app.as('steward'), open);
    for (const role of [...ROLES, 'visitor'] as const) {
      const caller = role === 'visitor' ? app.visitor : await app.as(role);
      const statuses = [
        (await caller.get(PATH)).status,
        (await caller.get(`${PATH}/${id}`)).status,
        (await caller.send('POST', PATH, { serviceId: open, needs })).status,
        (await answer(caller, id, { state: 'arrived' })).status,
      ];
      expect([role, ...statuses]).toEqual([role, ...(may.has(role) ? [200, 200, 201, 409] : [404, 404, 404, 404])]);
    }
  }));

it('are known by a code of eight letters that differ, drawn evenly: 2^40 of them', () =>
  scene(async ({ db, partner, open }) => {
    expect([CODE_LETTERS.length, new Set(CODE_LETTERS).size, CODE_LENGTH]).toEqual([32, 32, 8]);
    const codes: string[] = [];
    for (let n = 0; n < 120; n++) codes.push((await make(partner, open)).code);
    expect(new Set(codes).size).toBe(120);
    for (const code of codes) expect(code).toMatch(/^[2-9A-HJ-NP-Z]{8}$/);
    // 960 letters: 30 of each on average; fewer than 8 or more than 65 of one is less likely than 1 in 10^5.
    const seen = new Map<string, number>();
    for (const letter of codes.join('')) seen.set(letter, (seen.get(letter) ?? 0) + 1);
    expect(seen.size).toBe(32);
    expect(Math.min(...seen.values())).toBeGreaterThan(7);
    expect(Math.max(...seen.values())).toBeLessThan(66);
    const again = sql`insert into referral (organization_id, code, service_id, needs, urgent, made_on)
      values ('one', ${codes[0]}, ${open}::uuid, '{medical}', false, '2026-11-20')`;
    await expect(db.run(again)).rejects.toThrow();
  }));

it('go to one service or one contact, and carry no word about anybody', () =>
  scene(async ({ db, partner, open }) => {
    const { id: gatewayId } = await db.one<{ id: string }>(sql`
      insert into gateway (organization_id, area_pcode, kind, name) values ('one', 'QQ001', 'shelter', 'Line') returning id`);
    const made = await partner.send('POST', PATH, { gatewayId, needs: ['shelter', 'legal', 'shelter'], urgent: true });
    expect(made.json).toEqual({
      id: expect.any(String),
      code: expect.any(String),
      serviceId: null,
      gatewayId,
      needs: ['shelter', 'legal'],
      urgent: true,
      state: 'sent',
      reason: null,
      madeOn: '2026-11-20',
      answeredOn: null,
      version: 1,
    });
    for (const [body, status] of [
      [{ needs }, 400],
      [{ serviceId: open, gatewayId, needs }, 400],
      [{ serviceId: open, needs: [] }, 400],
      [{ serviceId: open, needs: ['rape'] }, 400],
      [{ serviceId: open, needs, name: 'Amina' }, 400],
      [{ serviceId: open, needs, note: 'Amina' }, 400],
      [{ serviceId: open, needs, code: 'ABCDEFGH' }, 400],
      [{ serviceId: INVENTED, needs }, 404],
      [{ gatewayId: INVENTED, needs }, 404],
    ] as const) {
      const refused = await partner.send('POST', PATH, body);
      expect([JSON.stringify(body), refused.status]).toEqual([JSON.stringify(body), status]);
      expect(refused.text).not.toContain('Amina');
    }
    expect(await count(db, 'referral')).toBe(1);
  }));

it('keep dates only: no column of theirs holds an hour or a text of somebody', () =>
  scene(async ({ db }) => {
    const columns = await db.rows<{ type: string }>(sql`
      select distinct data_type as type from information_schema.columns
      where table_name in ('referral', 'entry_problem') order by 1`);
    expect(columns.map(({ type }) => type)).toEqual(['ARRAY', 'boolean', 'date', 'integer', 'text', 'uuid']);
    for (const login of LOGINS) {
      for (const table of ['referral', 'entry_problem']) {
        for (const privilege of ['select', 'insert', 'update', 'delete']) {
          const query = sql`select has_any_column_privilege(${login}, ${table}, ${privilege === 'delete' ? 'select' : privilege})
            or has_table_privilege(${login}, ${table}, ${privilege}) as may`;
          expect([login, table, privilege, (await db.one<{ may: boolean }>(query)).may]).toEqual([
            login,
            table,
            privilege,
            false,
          ]);
        }
      }
    }
  }));

it('to a protected service are a 404 for partners, equal to one that is not there, and write nothing', () =>
  scene(async ({ db, partner, operations, refuge, open }) => {
    await make(partner, open);
    const before = [await count(db, 'referral'), await count(db, 'audit'), await count(db, 'outbox')];
    const hidden = await partner.send('POST', PATH, { serviceId: refuge, needs });
    expect(hidden.json.code).toBe('service_not_found');
    expect(told(hidden)).toEqual(told(await partner.send('POST', PATH, { serviceId: INVENTED, needs })));
    expect([await count(db, 'referral'), await count(db, 'audit'), await count(db, 'outbox')]).toEqual(before);

    const list = (await partner.get(PATH)).text;
    const { id, code } = await make(operations, refuge);
    expect((await partner.get(PATH)).text).toBe(list);
    expect((await partner.get(`${PATH}?code=${code}`)).text).toBe((await partner.get(`${PATH}?code=AAAAAAAA`)).text);
    expect((await partner.get(`${PATH}?serviceId=${refuge}`)).json.items).toEqual([]);
    const ask = async (at: string) =>
      [
        await partner.get(`${PATH}/${at}`),
        await answer(partner, at, { state: 'accepted' }),
        await answer(partner, at, { state: 'accepted' }, 7),
      ].map(told);
    expect(await ask(id)).toEqual(await ask(INVENTED));
    expect((await operations.get(`${PATH}?code=${code}`)).json.items).toHaveLength(1);
    const { hidden: isHidden } = await db.one<{ hidden: boolean }>(sql`
      select hidden from outbox where noun = 'referral' and thing_id = ${id}`);
    expect(isHidden).toBe(true);
  }));

it('vanish for partners when their service becomes protected, and stay away when it is gone or open again', () =>
  scene(async ({ partner, operations, open }) => {
    const { id } = await make(partner, open);
    const elsewhere = (await partner.get(PATH)).json.items;
    expect(elsewhere).toHaveLength(1);
    const change = async (parts: object) => {
      const { headers } = await operations.get(`/api/services/${open}`);
      const ifMatch = { 'If-Match': headers.get('ETag') ?? '' };
      expect((await operations.send('PATCH', `/api/services/${open}`, parts, ifMatch)).status).toBe(200);
    };
    const none = async () => {
      expect((await partner.get(PATH)).json.items).toEqual([]);
      expect(told(await partner.get(`${PATH}/${id}`))).toEqual(told(await partner.get(`${PATH}/${INVENTED}`)));
    };
    await change({ protected: true });
    await none();
    await change({ protected: false });
    await none();
    await change({ protected: true });
    const { headers } = await operations.get(`/api/services/${open}`);
    const ifMatch = { 'If-Match': headers.get('ETag') ?? '' };
    expect((await operations.send('DELETE', `/api/services/${open}`, undefined, ifMatch)).status).toBe(204);
    await none();
    expect((await operations.get(PATH)).json.items.map((one: { id: string }) => one.id)).toEqual([id]);
  }));

it('to a protected service outside its area are hidden from an account that is limited to one', () =>
  scene(async ({ app, operations, refuge, open }) => {
    const { id } = await make(operations, refuge);
    const [inWest, inEast] = [await app.as('operations', 'one', 'QQ001'), await app.as('operations', 'one', 'QQ002')];
    expect((await inEast.get(`${PATH}/${id}`)).status).toBe(200);
    expect(told(await inWest.get(`${PATH}/${id}`))).toEqual(told(await inWest.get(`${PATH}/${INVENTED}`)));
    expect((await inWest.send('POST', PATH, { serviceId: refuge, needs })).status).toBe(404);
    // The nearest open door may lie beyond it.
    expect((await inEast.send('POST', PATH, { serviceId: open, needs })).status).toBe(201);
  }));

it('of another organization are a 404, equal to one that is not there, in every verb', () =>
  scene(async ({ db, app, partner, open }) => {
    const { id, code } = await make(partner, open);
    const foreign = await app.as('steward', 'two');
    const ask = async (at: string) =>
      [await foreign.get(`${PATH}/${at}`), await answer(foreign, at, { state: 'withdrawn' })].map(told);
    const before = await count(db, 'audit');
    expect(await ask(id)).toEqual(await ask(INVENTED));
    expect((await foreign.get(`${PATH}?code=${code}`)).json.items).toEqual([]);
    expect(told(await foreign.send('POST', PATH, { serviceId: open, needs }))).toEqual(
      told(await foreign.send('POST', PATH, { serviceId: INVENTED, needs })),
    );
    expect(await count(db, 'audit')).toBe(before);
  }));

it('move by the table and no other way; an end stays one', () =>
  scene(async ({ partner, open }) => {
    const to: Readonly<Record<ReferralState, readonly ReferralState[]>> = {
      sent: [],
      accepted: ['accepted'],
      declined: ['declined'],
      unavailable: ['unavailable'],
      arrived: ['accepted', 'arrived'],
      withdrawn: ['withdrawn'],
    };
    const allowed: string[] = [];
    for (const from of REFERRAL_STATES) {
      for (const state of REFERRAL_STATES) {
        const { id } = await make(partner, open);
        let version = 1;
        for (const step of to[from]) {
          expect((await answer(partner, id, { state: step, ...reasonFor(step) }, version)).status).toBe(200);
          version += 1;
        }
        const moved = await answer(partner, id, { state, ...reasonFor(state) }, version);
        if (moved.status === 200) allowed.push(`${from} ${state}`);
        else expect([moved.status, moved.json.code]).toEqual([409, 'move_refused']);
      }
    }
    expect(allowed).toEqual([
      ...['sent accepted', 'sent declined', 'sent unavailable', 'sent withdrawn'],
      ...['accepted arrived', 'accepted withdrawn'],
    ]);
    const table = REFERRAL_STATES.flatMap((from) => REFERRAL_MOVES[from].map((state) => `${from} ${state}`));
    expect(table).toEqual(allowed);
  }));

it('say why where somebody was turned away, and nowhere else', () =>
  scene(async ({ partner, open }) => {
    const { id } = await make(partner, open);
    for (const body of [
      { state: 'declined' },
      { state: 'unavailable', reason: null },
      { state: 'accepted', reason: 'full' },
      { state: 'withdrawn', reason: 'other' },
      { state: 'declined', reason: 'Amina was here' },
      { state: 'declined', reason: 'full', note: 'x' },
      { state: 'lost' },
    ]) {
      expect([body, (await answer(partner, id, body)).status]).toEqual([body, 400]);
    }
    const refused = await answer(partner, id, { state: 'declined', reason: 'not_eligible' });
    expect(refused.json).toMatchObject({
      state: 'declined',
      reason: 'not_eligible',
      answeredOn: '2026-11-20',
      version: 2,
    });
  }));

it('are answered once: of answers at the same time one is taken, and the others are told', () =>
  scene(async ({ partner, operations, open }) => {
    const { id } = await make(partner, open);
    expect((await partner.send('PATCH', `${PATH}/${id}`, { state: 'accepted' })).status).toBe(428);
    expect((await answer(partner, id, { state: 'accepted' }, 2)).status).toBe(412);
    const together = await Promise.all([
      answer(partner, id, { state: 'accepted' }),
      answer(operations, id, { state: 'unavailable', reason: 'closed' }),
      answer(partner, id, { state: 'withdrawn' }),
    ]);
    expect(together.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    expect((await partner.get(`${PATH}/${id}`)).headers.get('ETag')).toBe('"2"');
  }));

it('are written once for one Idempotency-Key, with the same code', () =>
  scene(async ({ db, partner, open }) => {
    const key = { 'Idempotency-Key': 'bad-line-1' };
    const first = await partner.send('POST', PATH, { serviceId: open, needs }, key);
    const again = await partner.send('POST', PATH, { serviceId: open, needs }, key);
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(await count(db, 'referral')).toBe(1);
    expect((await partner.send('POST', PATH, { serviceId: open, needs: ['legal'] }, key)).status).toBe(422);
  }));

it('leave ids in the trail, and their code nowhere but in themselves', () =>
  scene(async ({ db, app, open }) => {
    const partner = await app.signedIn({ role: 'partner' });
    const { id, code } = await make(partner, open);
    expect((await answer(partner, id, { state: 'accepted' })).status).toBe(200);
    const trail = await db.rows(sql`
      select verb, thing_id as "thingId", account_id as "accountId", role from audit where noun = 'referral' order by number`);
    const by = { thingId: id, accountId: partner.accountId, role: 'partner' };
    expect(trail).toEqual([
      { verb: 'create', ...by },
      { verb: 'change', ...by },
    ]);
    const tables = await db.rows<{ name: string }>(sql`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`);
    for (const { name } of tables) {
      const found = await db.rows(raw(`select 1 from "${name}" t where t::text like '%${code}%'`));
      expect([name, found.length]).toEqual([name, name === 'referral' ? 1 : 0]);
    }
  }));

it('are listed newest first in pages that meet, by state, service and code', () =>
  scene(async ({ db, partner, operations, open, refuge }) => {
    const made: { id: string; code: string }[] = [];
    for (let n = 0; n < 7; n++) made.push(await make(n === 6 ? operations : partner, n === 6 ? refuge : open));
    for (const [index, { id }] of made.entries()) {
      await db.run(sql`update referral set made_on = ${`2026-11-1${3 + (index % 3)}`}::date where id = ${id}::uuid`);
    }
    const whole: { id: string; madeOn: string }[] = (await operations.get(PATH)).json.items;
    expect(whole.map(({ madeOn }) => madeOn)).toEqual(
      whole
        .map(({ madeOn }) => madeOn)
        .sort()
        .reverse(),
    );
    const paged: { id: string }[] = [];
    for (let next: string | undefined = `${PATH}?limit=2`; next !== undefined; ) {
      const { json } = await operations.get(next);
      expect(json.items.length).toBeLessThanOrEqual(2);
      paged.push(...json.items);
      next = json.next;
    }
    expect(paged).toEqual(whole);
    await answer(partner, made[0]?.id ?? '', { state: 'accepted' });
    const ids = async (query: string) =>
      (await operations.get(`${PATH}?${query}`)).json.items.map((one: { id: string }) => one.id);
    expect(await ids('state=accepted')).toEqual([made[0]?.id]);
    expect(await ids(`serviceId=${refuge}`)).toEqual([made[6]?.id]);
    expect(await ids(`code=${made[3]?.code}`)).toEqual([made[3]?.id]);
    for (const query of [
      'code=abcdefgh',
      'after=x',
      'state=lost',
      'after=2026-13-01_x',
      'q=1',
      `after=2026-02-30_${INVENTED}`,
    ])
      expect([query, (await operations.get(`${PATH}?${query}`)).status]).toEqual([query, 400]);
  }));

it('are removed 90 days after the last that was heard of them, with one entry in the trail', () =>
  scene(async ({ db, partner, open }) => {
    const days = [
      { state: 'arrived', made: '2026-08-01', answered: '2026-08-22', stays: true },
      { state: 'withdrawn', made: '2026-08-01', answered: '2026-08-21', stays: false },
      { state: 'sent', made: '2026-08-22', answered: null, stays: true },
      { state: 'sent', made: '2026-08-21', answered: null, stays: false },
    ];
    const kept: string[] = [];
    for (const { state, made, answered, stays } of days) {
      const { id } = await make(partner, open);
      await db.run(sql`update referral set state = ${state}, made_on = ${made}::date, answered_on = ${answered}::date
        where id = ${id}::uuid`);
      if (stays) kept.push(id);
    }
    expect(await forgetReferrals(db, '2026-11-20')).toBe(2);
    const left = await db.rows<{ id: string }>(sql`select id from referral`);
    expect(left.map(({ id }) => id).sort()).toEqual(kept.sort());
    expect(
      await db.rows(
        sql`select organization_id as of, row_count as count from audit where role = 'server' and noun = 'referral'`,
      ),
    ).toEqual([{ of: 'one', count: 2 }]);
  }));
