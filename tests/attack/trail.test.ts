// Attacks on the trail by somebody who owns the database, and on the tables by somebody who got hold of a login: what was
// done stays told, and a login reads what its role may and nothing else.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guiseOf } from '../../server/access/walls.ts';
import { LOGINS, type Login } from '../../server/db/guise.ts';
import { raw, sql } from '../../server/db/sql.ts';
import { openTarget, type Target } from './target.ts';
import { type Ids, loadAttackWorld } from './world.ts';

let target: Target;
let ids: Ids;

beforeAll(async () => {
  target = await openTarget({
    load: async (database) => {
      ids = (await loadAttackWorld(database)).one;
    },
  });
  await target.tokenOf('steward');
});
afterAll(async () => {
  process.stdout.write(`trail: ${target.sent()} requests\n`);
  expect(target.faults).toEqual([]);
  await target.close();
});

const verdict = async () => JSON.parse((await target.ask('steward', '/api/audit/verify')).text);
const asOwner = (statement: string) =>
  target.database.transaction(async (tx) => {
    await tx.run(raw('alter table audit disable trigger user'));
    await tx.run(raw(statement));
    await tx.run(raw('alter table audit enable trigger user'));
  });

describe('the trail', () => {
  it('has a row for every exact read and every write, and holds', async () => {
    const before = (await verdict()).entries;
    await target.ask('steward', '/api/incidents/exact');
    const { status } = await target.ask('steward', '/api/services', {
      method: 'POST',
      body: JSON.stringify({ name: 'New', kind: 'medical', geom: { type: 'Point', coordinates: [10.4, 10.4] } }),
    });
    expect(status).toBe(201);
    const after = await verdict();
    expect(after).toMatchObject({ holds: true, brokenAt: null });
    expect(after.entries).toBe(before + 2);
  });

  it('names the entry that somebody who owns the database changed, moved or deleted', async () => {
    for (let index = 0; index < 6; index++) await target.ask('steward', '/api/incidents/exact');
    const { entries } = await verdict();
    const number = entries - 2;
    const where = `where organization_id = 'one' and number = ${number}`;
    await asOwner(`update audit set role = 'planner' ${where}`);
    expect(await verdict()).toMatchObject({ holds: false, brokenAt: number });
    await asOwner(`update audit set role = 'steward' ${where}`);
    expect((await verdict()).holds).toBe(true);
    await asOwner(`delete from audit ${where}`);
    expect(await verdict()).toMatchObject({ holds: false, brokenAt: number });
  });
});

/** What each login may select; every other table of the schema is refused it. */
const OPEN = [
  ...['area', 'dataset', 'gateway', 'organization', 'place', 'population_cell', 'pub_release', 'pub_release_evaluator'],
  ...['pub_service', 'pub_zone'],
];
const STAFF = ['access_constraint', 'consultation', 'kept_answer', 'road_edge', 'service', 'zone', 'zone_use'];
const PLANNER = [...OPEN, ...STAFF, 'planner_batch', 'planner_cell', 'planner_effort', 'query_budget'];
const OPERATIONS = [
  ...OPEN,
  ...STAFF,
  ...['alert', 'alert_event', 'alert_rule', 'board_view', 'indicator', 'observation', 'reporting_point', 'team'],
  ...['patrol_effort', 'patrol_plan', 'patrol_route', 'patrol_run', 'women_route'],
];
const STEWARD = [
  ...OPERATIONS,
  ...[
    'audit',
    'audit_head',
    'incident',
    'planner_batch',
    'planner_cell',
    'planner_effort',
    'release',
    'release_signature',
  ],
  'revocation',
  ...['report', 'report_key', 'report_message', 'report_reply'],
];
const SELECTS: Readonly<Record<Login, readonly string[]>> = {
  app_public: OPEN,
  app_planner: PLANNER,
  app_operations: OPERATIONS,
  app_steward: STEWARD,
};

describe('a login in the wrong hands', () => {
  it.each(LOGINS)('selects no table beyond its list: %s', async (login) => {
    const tables = await target.database.rows<{ name: string; readable: boolean }>(sql`
      select relname as name, has_table_privilege(${login}, oid, 'select') as readable from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'm', 'p')
        and relname not in ('spatial_ref_sys', 'geometry_columns', 'geography_columns') order by relname`);
    const readable = tables.filter((table) => table.readable).map(({ name }) => name);
    expect(readable.sort()).toEqual([...SELECTS[login]].sort());
  });

  it('reads no incident as the public, no point as operations, no protected service as a planner', async () => {
    const as = (role: 'public' | 'planner' | 'operations' | 'steward') =>
      target.database.as(guiseOf({ role, organizationId: 'one', areaPrefix: '' }));
    for (const role of ['public', 'planner'] as const) {
      await expect(as(role).rows(raw('select id from incident'))).rejects.toThrow('42501');
    }
    // Roads as a steward published them; the table as a whole is refused.
    expect((await as('public').rows(raw('select published_closed from road_edge'))).length).toBeGreaterThan(0);
    for (const column of ['closed', 'seconds', 'version']) {
      await expect(as('public').rows(raw(`select ${column} from road_edge`))).rejects.toThrow('42501');
    }
    for (const column of ['geom', 'occurred_from', 'cell_r7', 'area_r7', 'assigned_to', 'recorded_at']) {
      await expect(as('operations').rows(raw(`select ${column} from incident`))).rejects.toThrow('42501');
    }
    expect((await as('operations').rows(raw('select id, cell_r8, day from incident'))).length).toBeGreaterThan(0);
    // Where a patrol is talked about tells where one will go; where a report can be made, who may have made it.
    await target.database.run(
      raw(`insert into consultation (organization_id, topic, area_pcode, people_group, held_on, people, women, outcome)
        values ('one', 'patrol', 'QQ001', 'women', '2026-01-12', 9, 9, 'agreed')`),
    );
    const talks = raw(`select id from consultation where topic = 'patrol'`);
    expect([(await as('planner').rows(talks)).length, (await as('operations').rows(talks)).length]).toEqual([0, 1]);
    await expect(as('planner').rows(raw('select cell_r7 from reporting_point'))).rejects.toThrow('42501');
    expect(await as('planner').rows(sql`select id from service where id = ${ids.protected}::uuid`)).toEqual([]);
    expect(await as('operations').rows(sql`select id from service where id = ${ids.protected}::uuid`)).toHaveLength(1);
    for (const table of ['account', 'session', 'api_key', 'invitation', 'sign_in_failure']) {
      await expect(as('steward').rows(raw(`select * from ${table}`))).rejects.toThrow('42501');
    }
  });

  it('meets the rows of its own organization only, in every table that it may select', async () => {
    for (const role of ['public', 'planner', 'operations', 'steward'] as const) {
      const { login } = guiseOf({ role, organizationId: 'one', areaPrefix: '' });
      const database = target.database.as({ login, organizationId: 'one', accountId: '' });
      for (const table of SELECTS[login].filter(
        (name) => !['organization', 'incident', 'query_budget'].includes(name),
      )) {
        const rows = await database.rows(raw(`select 1 from ${table} where organization_id <> 'one' limit 1`));
        expect(`${login} ${table} ${rows.length}`).toBe(`${login} ${table} 0`);
      }
    }
    const nobody = target.database.as({ login: 'app_public', organizationId: '', accountId: '' });
    expect(await nobody.rows(raw('select id from pub_service'))).toEqual([]);
  });
});
