// Indicators, observations and focal points over HTTP: who may define, enter and read; and that a code is told once and tried
// by nobody.
import { describe, expect, it } from 'vitest';
import { INDICATOR_KINDS, isWatchCode, UNIT_OF } from '../../../geodata/schema/indicator_words.ts';
import { workOf } from '../../../server/access/work.ts';
import type { Database } from '../../../server/db/database.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import { COMMUNITY_JOB, nextCommonHour } from '../../../server/jobs/community_job.ts';
import { NOW, testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { solveWork } from '../../support/report_work.ts';
import { loadWorld } from '../../support/world.ts';

type App = ReturnType<typeof testApp>;

async function play(work: (app: App, db: TestDatabase) => Promise<void>): Promise<void> {
  await inDatabase(async (db) => {
    await loadWorld(db, 'one');
    await loadWorld(db, 'two');
    const app = testApp(db, { publicOrganizationId: 'one' });
    await work(app, db);
    expect(app.faults).toEqual([]);
  });
}

const watch = async (app: App, kind = 'armed_near', parts: object = {}) =>
  (await (await app.as('steward')).send('POST', '/api/indicators', { kind, threshold: 3, ...parts })).json;
const seen = (indicatorId: string, parts: object = {}) => ({
  indicatorId,
  areaPcode: 'QQ001',
  observedOn: '2026-11-18',
  value: 2,
  source: 'staff',
  reliability: 'B',
  credibility: 2,
  ...parts,
});

describe('indicators', () => {
  it('are defined by stewards, read by the duty room and not there for anybody else', () =>
    play(async (app) => {
      const made = await watch(app);
      expect(made).toMatchObject({ kind: 'armed_near', unit: 'count', weight: 1, frequency: 'week', active: true });
      expect((await (await app.as('operations')).get('/api/indicators')).json.items).toEqual([made]);
      expect((await (await app.as('operations')).send('POST', '/api/indicators', {})).status).toBe(403);
      for (const role of ['public', 'partner', 'evaluator', 'planner', 'admin'] as const)
        expect((await (await app.as(role)).get('/api/indicators')).status).toBe(404);
      expect((await (await app.as('steward', 'two')).get(`/api/indicators/${made.id}`)).status).toBe(404);
    }));

  it('are one of each kind, and belong to the whole organization', () =>
    play(async (app) => {
      const made = await watch(app);
      const steward = await app.as('steward');
      const again = await steward.send('POST', '/api/indicators', { kind: 'armed_near', threshold: 1 });
      expect([again.status, again.json.code]).toEqual([409, 'already_exists']);
      const west = await app.as('steward', 'one', 'QQ001');
      const one = `/api/indicators/${made.id}`;
      expect((await west.send('POST', '/api/indicators', { kind: 'pillage', threshold: 1 })).status).toBe(403);
      expect((await west.send('PATCH', one, { weight: 2 }, { 'If-Match': '"1"' })).status).toBe(403);
      expect((await west.send('DELETE', one, undefined, { 'If-Match': '"1"' })).status).toBe(403);
      expect((await steward.send('PATCH', one, { weight: 2 }, { 'If-Match': '"1"' })).json.weight).toBe(2);
    }));

  it('all have a unit, and the database knows the same kinds', () =>
    play(async (app) => {
      for (const kind of INDICATOR_KINDS) expect((await watch(app, kind)).unit).toBe(UNIT_OF[kind]);
    }));
});

describe('observations', () => {
  it('are entered by the duty room and corrected by stewards', () =>
    play(async (app) => {
      const { id } = await watch(app);
      const operations = await app.as('operations');
      const made = await operations.send('POST', '/api/observations', seen(id));
      expect([made.status, made.json]).toMatchObject([201, seen(id)]);
      const one = `/api/observations/${made.json.id}`;
      expect((await operations.send('PATCH', one, { value: 3 }, { 'If-Match': '"1"' })).status).toBe(403);
      const steward = await app.as('steward');
      expect((await steward.send('PATCH', one, { value: 3 }, { 'If-Match': '"1"' })).json.value).toBe(3);
      expect((await (await app.as('planner')).get('/api/observations')).status).toBe(404);
      expect((await steward.send('DELETE', one, undefined, { 'If-Match': '"2"' })).status).toBe(204);
    }));

  it.each([
    ['a value over what the unit holds', 'hostile_rhetoric', { value: 2 }, '/value'],
    ['a day that has not come', 'armed_near', { observedOn: '2026-11-21' }, '/observedOn'],
    ['an area that is not there', 'armed_near', { areaPcode: 'QQ999' }, '/areaPcode'],
    ['what only a focal point’s own form may say', 'armed_near', { source: 'focal_point' }, '/source'],
    ['words', 'armed_near', { note: 'three men at the well' }, ''],
  ])('refuse %s', (_what, kind, parts, pointer) =>
    play(async (app) => {
      const { id } = await watch(app, kind);
      const answer = await (await app.as('operations')).send('POST', '/api/observations', seen(id, parts));
      expect([answer.status, answer.json.errors[0].pointer]).toEqual([400, pointer]);
      expect(answer.text).not.toContain('three men');
    }),
  );

  it('refuse an indicator of another organization, and stay in the own area of an account that has one', () =>
    play(async (app) => {
      const { id } = await watch(app);
      const other = await (await app.as('operations', 'two')).send('POST', '/api/observations', seen(id));
      expect([other.status, other.json.errors[0].pointer]).toEqual([400, '/indicatorId']);
      const [whole, west] = [await app.as('operations'), await app.as('operations', 'one', 'QQ001')];
      await whole.send('POST', '/api/observations', seen(id, { areaPcode: 'QQ002' }));
      expect((await west.get('/api/observations')).json.items).toEqual([]);
      expect((await west.send('POST', '/api/observations', seen(id, { areaPcode: 'QQ002' }))).status).toBe(403);
    }));
});

describe('a focal point', () => {
  const people = { areaPcode: 'QQ001', group: 'women', languages: ['ha'] };

  it('has a code that is told once and known by a hash alone', () =>
    play(async (app, db) => {
      const steward = await app.as('steward');
      const made = await steward.send('POST', '/api/focal-points', people);
      expect([made.status, isWatchCode(made.json.code), made.json.madeOn]).toEqual([201, true, '2026-11-20']);
      const list = await steward.get('/api/focal-points');
      expect(list.json.items).toMatchObject([people]);
      expect(list.text).not.toContain(made.json.code);
      expect(await allOf(db, ['focal_point', 'audit', 'outbox', 'kept_answer'])).not.toContain(made.json.code);
      expect((await (await app.as('operations')).get('/api/focal-points')).status).toBe(404);
    }));

  it('is made and ended within the own area of a steward who has one', () =>
    play(async (app) => {
      const [whole, east] = [await app.as('steward'), await app.as('steward', 'one', 'QQ002')];
      const { id } = (await whole.send('POST', '/api/focal-points', people)).json;
      expect((await east.send('POST', '/api/focal-points', people)).status).toBe(403);
      expect((await east.get('/api/focal-points')).json.items).toEqual([]);
      expect((await east.send('DELETE', `/api/focal-points/${id}`)).status).toBe(404);
      expect((await whole.send('DELETE', `/api/focal-points/${id}`)).status).toBe(204);
      expect((await whole.get('/api/focal-points')).json.items).toEqual([]);
    }));
});

describe('what a focal point sends', () => {
  const ID = '6f1d4a3e-0d7c-4a57-9d0e-1f5f9f1f7a10';
  /** Twelve digits that check each other and that nobody was given. */
  const MADE_UP = '123456789092';
  const message = (code: string, parts: object = {}) => ({
    code,
    id: ID,
    observedOn: '2026-11-19',
    lines: [
      { kind: 'armed_near', value: 2 },
      { kind: 'pillage', value: 1 },
    ],
    ...parts,
  });
  const send = async (app: App, body: object) => {
    const work = solveWork((await app.visitor.get('/api/reports/challenge')).json);
    return app.visitor.send('POST', '/api/community-observations', { work, ...body });
  };
  const newCode = async (app: App): Promise<{ id: string; code: string }> =>
    (await (await app.as('steward')).send('POST', '/api/focal-points', { areaPcode: 'QQ001', group: 'women' })).json;
  const at = async (db: Database, time: string, faults: unknown[] = []) =>
    COMMUNITY_JOB.run({
      database: db,
      outbox: { written: () => undefined },
      now: () => new Date(time),
      onFault: (fault) => faults.push(fault),
    });
  const observations = async (app: App) => (await (await app.as('operations')).get('/api/observations')).json.items;

  it('is answered alike whether its code is known, was ended or was made up', () =>
    play(async (app) => {
      await watch(app);
      const [known, ended] = [await newCode(app), await newCode(app)];
      await (await app.as('steward')).send('DELETE', `/api/focal-points/${ended.id}`);
      const answers = [];
      for (const code of [known.code, ended.code, MADE_UP]) {
        const { status, text, headers } = await send(app, message(code, { id: crypto.randomUUID() }));
        answers.push({ status, text, headers: [...headers].filter(([name]) => name !== 'date') });
      }
      expect(answers[0]).toMatchObject({ status: 202, text: '' });
      expect(answers[1]).toEqual(answers[0]);
      expect(answers[2]).toEqual(answers[0]);
    }));

  it('is seen from the next common hour on, by area and day, and only where it is watched', () =>
    play(async (app, db) => {
      const { id } = await watch(app);
      const { code } = await newCode(app);
      await send(app, message(code));
      await at(db, '2026-11-20T17:59:59Z');
      expect(await observations(app)).toEqual([]);
      await at(db, '2026-11-20T18:00:00Z');
      expect(await observations(app)).toMatchObject([
        { indicatorId: id, areaPcode: 'QQ001', observedOn: '2026-11-19', value: 2, source: 'focal_point' },
      ]);
    }));

  it('is taken once when an answer was lost, and read once by two servers', () =>
    play(async (app, db) => {
      await watch(app);
      const { code } = await newCode(app);
      await send(app, message(code));
      await send(app, message(code));
      await at(db, '2026-11-20T18:00:00Z');
      await at(db, '2026-11-20T18:00:00Z');
      expect(await observations(app)).toHaveLength(1);
    }));

  it('is read by nobody when its code was made up, or ended before the common hour', () =>
    play(async (app, db) => {
      await watch(app);
      const { id, code } = await newCode(app);
      await send(app, message(MADE_UP));
      await send(app, message(code, { id: crypto.randomUUID() }));
      await (await app.as('steward')).send('DELETE', `/api/focal-points/${id}`);
      await at(db, '2026-11-20T12:01:00Z');
      expect(await db.rows(sql`select from community_message`)).toEqual([]);
      await at(db, '2026-11-20T18:00:00Z');
      expect(await observations(app)).toEqual([]);
    }));

  it('leaves no code, no address and no time of its own in the database', () =>
    play(async (app, db) => {
      await watch(app);
      const { code } = await newCode(app);
      const before = await allOf(db, ['audit', 'outbox']);
      await send(app, message(code));
      expect(await allOf(db, ['community_message'])).not.toContain(code);
      expect(await allOf(db, ['audit', 'outbox'])).toBe(before);
      await at(db, '2026-11-20T18:00:00Z');
      expect(await allOf(db, ['community_message'])).toBe('');
      const trail = await db.rows(
        sql`select role, thing_id as thing, row_count as rows from audit where noun = 'observation'`,
      );
      expect(trail).toEqual([{ role: 'server', thing: 'one', rows: 1 }]);
      const columns = await db.rows<{ name: string }>(sql`
        select column_name as name from information_schema.columns where table_name = 'observation'`);
      expect(columns.map(({ name }) => name).filter((name) => /focal|hash|_at$|account/.test(name))).toEqual([]);
    }));

  it('is refused before anything is looked up where a digit is wrong, the day is old or not yet, or words come along', () =>
    play(async (app) => {
      const { code } = await newCode(app);
      const slip = code.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
      const refused = [
        message(slip),
        message(code, { observedOn: '2026-11-21' }),
        message(code, { observedOn: '2026-11-05' }),
        message(code, { lines: [] }),
        message(code, { lines: [{ kind: 'hostile_rhetoric', value: 2 }] }),
        message(code, { lines: [{ kind: 'pillage', value: 1, note: 'x' }] }),
        message(code, { areaPcode: 'QQ002' }),
      ];
      for (const body of refused) expect((await send(app, body)).status).toBe(400);
      expect((await send(app, message(code, { observedOn: '2026-11-06' }))).status).toBe(202);
    }));

  it('is not taken without the work', () =>
    play(async (app) => {
      const { code } = await newCode(app);
      const work = solveWork((await app.visitor.get('/api/reports/challenge')).json);
      const body = { work, ...message(code) };
      expect((await app.visitor.send('POST', '/api/community-observations', body)).status).toBe(202);
      const again = await app.visitor.send('POST', '/api/community-observations', body);
      expect([again.status, again.json.code]).toEqual([422, 'work_refused']);
    }));

  it('beyond forty of one code between two common hours is dropped', () =>
    play(async (app, db) => {
      await watch(app);
      const { code } = await newCode(app);
      await send(app, message(code));
      await db.run(sql`
        insert into community_message (organization_id, id, code_hash, due_at, observed_on, lines)
        select organization_id, gen_random_uuid(), code_hash, due_at, observed_on, lines
        from community_message cross join generate_series(1, 60)`);
      await at(db, '2026-11-20T18:00:00Z');
      expect(await observations(app)).toHaveLength(40);
    }));

  it('is counted by no address and stands in no figure that has a time, as reports', () => {
    expect(workOf('POST', '/api/community-observations')).toBe('report');
  });

  it('waits for 0, 6, 12 or 18 o’clock', () => {
    expect(nextCommonHour(NOW).toISOString()).toBe('2026-11-20T18:00:00.000Z');
    expect(nextCommonHour(new Date('2026-11-20T23:59:59Z')).toISOString()).toBe('2026-11-21T00:00:00.000Z');
  });
});

async function allOf(db: Database, tables: readonly string[]): Promise<string> {
  const texts = await Promise.all(
    tables.map(async (table) => {
      const { text } = await db.one<{ text: string | null }>(
        raw(`select string_agg(t::text, chr(10) order by t::text) as text from ${table} t`),
      );
      return text ?? '';
    }),
  );
  return texts.join('');
}
