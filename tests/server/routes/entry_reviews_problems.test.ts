// What anybody says of an entry: counted by day and no more, answered alike for every entry there is or is not, and without a
// say in the order of any list.
import { expect, it } from 'vitest';
import { ENTRY_PROBLEMS } from '../../../geodata/schema/referral_words.ts';
import { createReportWork } from '../../../server/access/report_work.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import { closeProblemDays } from '../../../server/queries/entry_problems.ts';
import { TEST_KEY } from '../../support/accounts.ts';
import { type Answer, type Caller, NOW, testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { solveWork } from '../../support/report_work.ts';
import { loadWorld } from '../../support/world.ts';

const INVENTED = '6f1d4a3e-0d7c-4a57-9d0e-1f5f9f1f7a10';

interface Scene {
  readonly db: TestDatabase;
  readonly app: ReturnType<typeof testApp>;
  readonly open: string;
  readonly refuge: string;
  readonly on: (day: string) => void;
  readonly say: (id: string, problem?: string, by?: Caller) => Promise<Answer>;
}

const BITS = 4;
const scene = (work: (scene: Scene) => Promise<unknown>) =>
  inDatabase(async (db) => {
    await loadWorld(db, 'one');
    await loadWorld(db, 'two');
    let now = NOW;
    const app = testApp(db, { publicOrganizationId: 'one', now: () => now, reportBits: BITS });
    // Sealed with the same key: the server takes its challenges for its own.
    const { challenge } = createReportWork({ key: TEST_KEY, now: () => now, reportBits: BITS });
    const idOf = async (hidden: boolean) =>
      (
        await db.one<{ id: string }>(
          sql`select id from service where organization_id = 'one' and protected = ${hidden}`,
        )
      ).id;
    await work({
      db,
      app,
      open: await idOf(false),
      refuge: await idOf(true),
      on: (day) => {
        now = new Date(`${day}T08:00:00Z`);
      },
      say: (id, problem = 'moved', by = app.visitor) =>
        by.send('POST', `/api/services/${id}/problems`, { work: solveWork(challenge()), problem }),
    });
    expect(app.faults).toEqual([]);
  });
const rows = (db: TestDatabase) =>
  db.rows<{ id: string; problem: string; on: string; said: number }>(sql`
    select service_id as id, problem, said_on as on, said from entry_problem order by said_on, problem, service_id`);

it('is taken from anybody and answered alike, whether the entry is there, protected, foreign or invented', () =>
  scene(async ({ db, app, open, refuge, say }) => {
    const { id: foreign } = await db.one<{ id: string }>(
      sql`select id from service where organization_id = 'two' and not protected`,
    );
    const told = ({ status, text, headers }: Answer) => [status, text, [...headers].sort()];
    const answers: unknown[] = [];
    for (const id of [open, refuge, foreign, INVENTED]) answers.push(told(await say(id)));
    expect(answers.every((one) => JSON.stringify(one) === JSON.stringify(answers[0]))).toBe(true);
    expect((answers[0] as [number, string]).slice(0, 2)).toEqual([202, '']);
    // As many rows are written for each, so that none takes longer.
    expect((await rows(db)).map(({ id, said }) => [id, said]).sort()).toEqual([
      ['00000000-0000-0000-0000-000000000000', 3],
      [open, 1],
    ]);
    for (const role of ['partner', 'planner', 'operations', 'steward', 'evaluator'] as const)
      expect([role, (await say(open, 'moved', await app.as(role))).status]).toEqual([role, 202]);
    expect((await say(refuge, 'moved', await app.as('operations'))).status).toBe(202);
    expect((await rows(db)).find(({ id }) => id === refuge)?.said).toBe(1);
  }));

it('takes one of a few words after solved work, and nothing else', () =>
  scene(async ({ db, app, open, say }) => {
    for (const problem of ENTRY_PROBLEMS) expect((await say(open, problem)).status).toBe(202);
    const before = await rows(db);
    expect(before).toHaveLength(ENTRY_PROBLEMS.length);
    expect((await say(open, 'The guard is her uncle')).status).toBe(400);
    expect((await say('not-an-id')).status).toBe(400);
    const path = `/api/services/${open}/problems`;
    expect((await app.visitor.send('POST', path, { problem: 'moved' })).status).toBe(400);
    const work = { challenge: 'x'.repeat(60), answers: Array.from({ length: 8 }, () => 'AAAAAAAAAAA') };
    expect((await app.visitor.send('POST', path, { problem: 'moved', work })).json.code).toBe('work_refused');
    expect((await app.visitor.send('POST', path, { problem: 'moved', work, note: 'x' })).status).toBe(400);
    expect(await rows(db)).toEqual(before);
  }));

it('keeps a count of the day and nothing of who spoke, in no table', () =>
  scene(async ({ db, app, open, say }) => {
    const tables = ['audit', 'outbox', 'kept_answer', 'session', 'account', 'query_budget', 'sign_in_failure'];
    const sizes = async () => {
      const found: number[] = [];
      for (const table of tables)
        found.push((await db.one<{ n: number }>(raw(`select count(*) as n from ${table}`))).n);
      return found;
    };
    const partner = await app.signedIn({ role: 'partner' });
    const before = await sizes();
    await say(open);
    await say(open, 'moved', partner);
    expect(await sizes()).toEqual(before);
    expect(await db.rows(sql`select * from entry_problem`)).toEqual([
      { organization_id: 'one', service_id: open, problem: 'moved', said_on: '2026-11-20', said: 2, audited: false },
    ]);
  }));

it('is shown to the staff from the day after, for protected services to those who may see them, until the entry is verified', () =>
  scene(async ({ app, open, refuge, on, say }) => {
    await say(open);
    await say(open);
    await say(open, 'turned_away');
    await say(refuge, 'asked_for_money', await app.as('operations'));
    const problems = async (by: Caller) =>
      Object.fromEntries(
        (await by.get('/api/entry-reviews')).json.items.map((one: { serviceId: string; problems: object }) => [
          one.serviceId,
          one.problems,
        ]),
      );
    expect(await problems(await app.as('steward'))).toEqual({});
    on('2026-11-21');
    await say(open, 'wrong_phone');
    const clinic = { [open]: { moved: 2, turned_away: 1 } };
    expect(await problems(await app.as('planner'))).toEqual(clinic);
    expect(await problems(await app.as('operations'))).toEqual({ ...clinic, [refuge]: { asked_for_money: 1 } });
    const steward = await app.as('steward');
    const path = `/api/services/${open}`;
    const version = { 'If-Match': (await steward.get(path)).headers.get('ETag') ?? '' };
    expect((await steward.send('PATCH', path, { verifiedOn: '2026-11-20' }, version)).status).toBe(200);
    on('2026-11-22');
    expect(await problems(await app.as('planner'))).toEqual({ [open]: { wrong_phone: 1 } });
    // By hand: what was said today is not seen yet, and stays.
    await say(open, 'moved');
    const [entry] = (await (await app.as('planner')).get('/api/entry-reviews')).json.items;
    const ifMatch = { 'If-Match': `"${entry.version}"` };
    const planner = await app.as('planner');
    expect((await planner.send('DELETE', `/api/entry-reviews/${open}`, undefined, ifMatch)).status).toBe(204);
    expect(await problems(await app.as('planner'))).toEqual({});
    on('2026-11-23');
    expect(await problems(await app.as('planner'))).toEqual({ [open]: { moved: 1 } });
  }));

it('never opens a review nor changes the entry, however often it is said; a day counts so much and no more', () =>
  scene(async ({ db, app, open, say }) => {
    const service = (await app.visitor.get(`/api/services/${open}`)).text;
    for (let n = 0; n < 25; n++) expect((await say(open)).status).toBe(202);
    expect(await rows(db)).toEqual([{ id: open, problem: 'moved', on: '2026-11-20', said: 20 }]);
    expect(await db.one(sql`select review_since as on from service where id = ${open}::uuid`)).toEqual({ on: null });
    expect((await app.visitor.get(`/api/services/${open}`)).text).toBe(service);
    await db.run(sql`
      insert into entry_problem (organization_id, service_id, problem, said_on, said)
      values ('one', ${INVENTED}::uuid, 'moved', '2026-11-20', 2000), ('two', ${INVENTED}::uuid, 'moved', '2026-11-19', 5000)`);
    expect((await say(open, 'turned_away')).status).toBe(202);
    expect((await rows(db)).some(({ problem }) => problem === 'turned_away')).toBe(false);
  }));

it('is answered alike where nobody has a public directory', () =>
  inDatabase(async (db) => {
    await loadWorld(db, 'one');
    const { visitor, faults } = testApp(db, { reportBits: BITS });
    const { challenge } = createReportWork({ key: TEST_KEY, now: () => NOW, reportBits: BITS });
    const body = { work: solveWork(challenge()), problem: 'moved' };
    expect((await visitor.send('POST', `/api/services/${INVENTED}/problems`, body)).status).toBe(202);
    expect([await rows(db), faults]).toEqual([[], []]);
  }));

it('is told to the trail once a day is over, as one sum, and forgotten after 90 days', () =>
  scene(async ({ db, open, on, say }) => {
    await say(open);
    await say(INVENTED);
    await say(open, 'turned_away');
    const trail = () =>
      db.rows(sql`select role, verb, row_count as count, thing_id as thing from audit where noun = 'entry_problem'`);
    await closeProblemDays(db, '2026-11-20');
    expect(await trail()).toEqual([]);
    on('2026-11-21');
    await say(open);
    for (let n = 0; n < 2; n++) await closeProblemDays(db, '2026-11-21');
    expect(await trail()).toEqual([{ role: 'server', verb: 'create', count: 3, thing: null }]);
    await closeProblemDays(db, '2027-02-18');
    expect((await rows(db)).length).toBe(4);
    await closeProblemDays(db, '2027-02-19');
    expect((await rows(db)).map(({ on: day }) => day)).toEqual(['2026-11-21']);
  }));
