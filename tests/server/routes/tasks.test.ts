// Tasks and objectives: staff write them, partners see what is shared and say how far it is, and nobody else knows of them.
import { expect, it } from 'vitest';
import { ROLES } from '../../../geodata/schema/roles.ts';
import { LOGINS } from '../../../server/db/guise.ts';
import { sql } from '../../../server/db/sql.ts';
import { type Caller, testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const body = {
  title: 'Lights on the way to water',
  agency: 'Agency A',
  kind: 'site_works',
  areaPcode: 'QQ001',
  fromDate: '2026-12-01',
};
const scene = (
  work: (of: { db: TestDatabase; app: ReturnType<typeof testApp>; planner: Caller }) => Promise<unknown>,
) =>
  inDatabase(async (db) => {
    await loadWorld(db, 'one');
    await loadWorld(db, 'two');
    const app = testApp(db, { publicOrganizationId: 'one' });
    await work({ db, app, planner: await app.as('planner') });
    expect(app.faults).toEqual([]);
  });
const make = async (by: Caller, noun: 'tasks' | 'objectives', record: object) => {
  const made = await by.send('POST', `/api/${noun}`, record);
  expect([made.status, made.json.errors]).toEqual([201, undefined]);
  return made.json;
};
const change = (by: Caller, path: string, parts: object, version = 1) =>
  by.send('PATCH', path, parts, { 'If-Match': `"${version}"` });

it('are written by planners, operations and stewards, read by partners too, and are not there for anybody else', () =>
  scene(async ({ app, planner }) => {
    const { id } = await make(planner, 'tasks', { ...body, shared: true });
    const wanted: Record<string, number[]> = {
      planner: [200, 200, 200, 201, 201],
      operations: [200, 200, 200, 201, 201],
      steward: [200, 200, 200, 201, 201],
      partner: [200, 200, 200, 403, 403],
    };
    for (const role of [...ROLES, 'visitor'] as const) {
      const caller = role === 'visitor' ? app.visitor : await app.as(role);
      const statuses = [
        (await caller.get('/api/tasks')).status,
        (await caller.get(`/api/tasks/${id}`)).status,
        (await caller.get('/api/objectives')).status,
        (await caller.send('POST', '/api/tasks', body)).status,
        (await caller.send('POST', '/api/objectives', { title: 'Light', byDate: '2027-01-31' })).status,
      ];
      expect([role, ...statuses]).toEqual([role, ...(wanted[role] ?? [404, 404, 404, 404, 404])]);
    }
    expect((await (await app.as('partner', 'two')).get(`/api/tasks/${id}`)).status).toBe(404);
  }));

it('that are not shared do not exist for partners, nor count in an objective that is', () =>
  scene(async ({ app, planner }) => {
    const partner = await app.as('partner');
    const goal = await make(planner, 'objectives', { title: 'Light', byDate: '2027-01-31', shared: true });
    const inner = await make(planner, 'objectives', { title: 'Inner', byDate: '2027-01-31' });
    const hidden = await make(planner, 'tasks', { ...body, objectiveId: goal.id, state: 'done' });
    const shared = await make(planner, 'tasks', { ...body, objectiveId: goal.id, shared: true });
    const ids = (answer: { json: { items: { id: string }[] } }) => answer.json.items.map(({ id }) => id);
    expect(ids(await partner.get('/api/tasks'))).toEqual([shared.id]);
    expect(ids(await partner.get('/api/objectives'))).toEqual([goal.id]);
    expect((await partner.get(`/api/tasks/${hidden.id}`)).status).toBe(404);
    expect((await partner.get(`/api/objectives/${inner.id}`)).status).toBe(404);
    expect((await change(partner, `/api/tasks/${hidden.id}`, { state: 'done' })).status).toBe(404);
    expect((await partner.get(`/api/objectives/${goal.id}`)).json).toMatchObject({ tasks: 1, tasksDone: 0 });
    expect((await planner.get(`/api/objectives/${goal.id}`)).json).toMatchObject({ tasks: 2, tasksDone: 1 });
    expect((await planner.get(`/api/tasks?objective=${goal.id}&state=done`)).json.items).toHaveLength(1);
  }));

it('name to partners no objective that was not shared, and keep it when a partner writes', () =>
  scene(async ({ app, planner }) => {
    const partner = await app.as('partner');
    const inner = await make(planner, 'objectives', { title: 'Inner', byDate: '2027-01-31' });
    const goal = await make(planner, 'objectives', { title: 'Light', byDate: '2027-01-31', shared: true });
    const one = await make(planner, 'tasks', { ...body, objectiveId: inner.id, shared: true });
    const two = await make(planner, 'tasks', { ...body, objectiveId: goal.id, shared: true });
    const named = async (by: Caller, id: string) => (await by.get(`/api/tasks/${id}`)).json.objectiveId;
    expect([await named(partner, one.id), await named(partner, two.id)]).toEqual([null, goal.id]);
    expect((await partner.get('/api/tasks')).text).not.toContain(inner.id);
    expect((await partner.get(`/api/tasks?objective=${inner.id}`)).json.items).toEqual([]);
    const written = await change(partner, `/api/tasks/${one.id}`, { state: 'ongoing' });
    expect([written.status, written.json.objectiveId]).toEqual([200, null]);
    expect(await named(planner, one.id)).toBe(inner.id);
  }));

it('take from partners how far they are, and not a word more', () =>
  scene(async ({ app, planner }) => {
    const partner = await app.as('partner');
    const { id } = await make(planner, 'tasks', { ...body, shared: true });
    const goal = await make(planner, 'objectives', { title: 'Light', byDate: '2027-01-31', shared: true });
    for (const parts of [
      { title: 'Other' },
      { shared: false },
      { state: 'done', areaPcode: 'QQ002' },
      { objectiveId: goal.id },
    ])
      expect([JSON.stringify(parts), (await change(partner, `/api/tasks/${id}`, parts)).status]).toEqual([
        JSON.stringify(parts),
        403,
      ]);
    for (const parts of [{}, { title: 'Other' }])
      expect((await change(partner, `/api/objectives/${goal.id}`, parts)).status).toBe(403);
    const done = await change(partner, `/api/tasks/${id}`, { state: 'done' });
    expect([done.status, done.json]).toEqual([200, { ...done.json, ...body, state: 'done', version: 2 }]);
    expect((await partner.send('DELETE', `/api/tasks/${id}`, undefined, { 'If-Match': '"2"' })).status).toBe(403);
  }));

it('keep to what they may be: days in order, a known area and objective, and an objective that nothing hangs on', () =>
  scene(async ({ planner, app }) => {
    for (const wrong of [
      { toDate: '2026-11-30' },
      { areaPcode: 'QQ999' },
      { objectiveId: '6f1d4a3e-0d7c-4a57-9d0e-1f5f9f1f7a10' },
      { title: 'x'.repeat(121) },
      { note: 'Amina' },
    ]) {
      const refused = await planner.send('POST', '/api/tasks', { ...body, ...wrong });
      expect([JSON.stringify(wrong).slice(0, 40), refused.status]).toEqual([JSON.stringify(wrong).slice(0, 40), 400]);
      expect(refused.text).not.toContain('Amina');
    }
    const goal = await make(planner, 'objectives', { title: 'Light', byDate: '2027-01-31' });
    const task = await make(planner, 'tasks', { ...body, objectiveId: goal.id });
    expect((await change(planner, `/api/tasks/${task.id}`, { toDate: '2026-11-30' })).status).toBe(400);
    const remove = () => planner.send('DELETE', `/api/objectives/${goal.id}`, undefined, { 'If-Match': '"1"' });
    expect([(await remove()).status, (await remove()).json.code]).toEqual([409, 'in_use']);
    expect((await change(planner, `/api/tasks/${task.id}`, { objectiveId: null })).status).toBe(200);
    expect((await remove()).status).toBe(204);
    const limited = await app.as('operations', 'one', 'QQ002');
    expect((await limited.get('/api/tasks')).json.items).toEqual([]);
    expect((await limited.send('POST', '/api/tasks', body)).status).toBe(403);
  }));

it('are in no table that a login of the database may touch', () =>
  scene(async ({ db }) => {
    for (const login of LOGINS) {
      for (const table of ['task', 'objective']) {
        for (const privilege of ['select', 'insert', 'update']) {
          const query = sql`select has_any_column_privilege(${login}, ${table}, ${privilege}) or has_table_privilege(${login}, ${table}, 'delete') as may`;
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
