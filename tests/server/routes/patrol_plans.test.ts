// Patrol plans: drawn only where people were asked, and seen by nobody but the own team, 24 hours ahead; figures of patrols that keep
// what survivors report apart from what patrols find.
import { latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { method } from '../../../geodata/analysis/catalog.ts';
import { resultJson } from '../../../geodata/analysis/method.ts';
import type { PatrolSlot } from '../../../geodata/schema/patrol_plan.ts';
import type { Role } from '../../../geodata/schema/roles.ts';
import { womenRouteExample } from '../../../geodata/schema/women_route.ts';
import { openPlan, sealPlan } from '../../../server/access/plan_seal.ts';
import { raw, sql } from '../../../server/db/sql.ts';
import type { AnalysisPool } from '../../../server/jobs/analysis_pool.ts';
import { TEST_KEY } from '../../support/accounts.ts';
import { type Caller, NOW, testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';
import { expectWriteLaws } from '../../support/write_laws.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** Runs each analysis where it is asked for: a thread more would only be slower. */
const inPlace = (change: (result: object) => object = (result) => result): AnalysisPool => ({
  run: async ({ id, ...task }) =>
    new TextEncoder().encode(
      resultJson(change((await method(id).run('inputs' in task ? task.inputs : null)) as object)),
    ) as Uint8Array<ArrayBuffer>,
  demandPlace: () => undefined,
  counts: () => ({ running: 0, waiting: 0, backgroundRunning: 0, backgroundWaiting: 0 }),
  close: () => Promise.resolve(),
});

interface Given {
  readonly database: TestDatabase;
  readonly app: ReturnType<typeof testApp>;
  /** In the team, in no team, and a steward in no team. */
  readonly member: Caller & { readonly accountId: string };
  readonly other: Caller & { readonly accountId: string };
  readonly steward: Caller & { readonly accountId: string };
  readonly team: { readonly id: string; readonly etag: string };
  readonly routes: readonly string[];
  readonly plan: (parts?: object) => object;
  readonly pass: (ms: number) => void;
}

const withTeam = (work: (given: Given) => Promise<unknown>, analyses = inPlace(), consulted = true) =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await loadWorld(database, 'two');
    let now = NOW.getTime();
    const app = testApp(database, { publicOrganizationId: 'one', analyses, now: () => new Date(now) });
    const member = await app.signedIn({ role: 'operations' });
    const other = await app.signedIn({ role: 'operations' });
    const steward = await app.signedIn({ role: 'steward' });
    const made = async (path: string, body: object): Promise<{ id: string; etag: string }> => {
      const answer = await steward.send('POST', path, body);
      expect([answer.status, answer.text]).toEqual([201, expect.stringContaining('"id"')]);
      return { id: answer.json.id, etag: answer.headers.get('ETag') ?? '' };
    };
    const routes: string[] = [];
    for (const at of [0, 1, 2, 3, 4]) {
      const coordinates = [
        [10.5 + 0.02 * at, 10.5],
        [10.505 + 0.02 * at, 10.505],
      ];
      const body = { name: `Round ${at}`, mode: 'foot', purpose: 'water', geom: { type: 'LineString', coordinates } };
      routes.push((await made('/api/patrols', body)).id);
    }
    const team = await made('/api/teams', { name: 'Team A', areaPcode: 'QQ001', members: [member.accountId] });
    const ask = { topic: 'patrol', areaPcode: 'QQ001', heldOn: '2026-11-15', people: 12, women: 9, outcome: 'agreed' };
    if (consulted) for (const group of ['women', 'community']) await made('/api/consultations', { ...ask, group });
    await work({
      ...{ database, app, member, other, steward, team, routes },
      plan: (parts = {}) => ({
        ...{ areaPcode: 'QQ001', startsOn: '2026-11-20', weeks: 2, timeZone: 'Africa/Lagos', routeIds: routes },
        teams: [{ teamId: team.id, shifts: [{ days: EVERY_DAY, from: '06:00', until: '14:00' }] }],
        ...parts,
      }),
      pass: (ms) => {
        now += ms;
      },
    });
    expect(app.faults).toEqual([]);
  });

/** In a session that begins now, since the clock of a test goes on for weeks. */
async function slotsOf(app: Given['app'], role: Role, accountId: string): Promise<PatrolSlot[]> {
  const token = await app.sessions.open({
    role,
    organizationId: 'one',
    areaPrefix: '',
    accountId,
    usedSecondFactor: true,
  });
  const answer = await app.request('/api/patrol-slots', { headers: { Authorization: `Bearer ${token}` } });
  expect([answer.status, answer.headers.get('Cache-Control')]).toEqual([200, 'no-store']);
  return ((await answer.json()) as { items: PatrolSlot[] }).items;
}

describe('a patrol plan', () => {
  it('is not drawn before women’s groups and the community were asked, and the answer says whom to ask', () =>
    withTeam(
      async ({ member, steward, plan }) => {
        const refused = await member.send('POST', '/api/patrol-plans', plan());
        expect([refused.status, refused.json.code]).toEqual([409, 'consultation_missing']);
        expect(refused.json.detail).toContain('women’s groups and the community');
        const ask = { topic: 'patrol', areaPcode: 'QQ001', heldOn: '2026-11-15', people: 12, women: 9 };
        await steward.send('POST', '/api/consultations', { ...ask, group: 'women', outcome: 'agreed' });
        await steward.send('POST', '/api/consultations', { ...ask, group: 'community', outcome: 'refused' });
        expect((await member.send('POST', '/api/patrol-plans', plan())).json.detail).toContain('the community');
        expect((await member.get('/api/patrol-plans')).json.items).toEqual([]);
      },
      inPlace(),
      false,
    ));

  it('tells of itself as a whole, meets the dosage, and holds no visit', () =>
    withTeam(async ({ member, plan, routes }) => {
      await member.send('POST', '/api/women-routes', { ...womenRouteExample, days: [2, 5], patrolIds: [routes[0]] });
      const made = await member.send('POST', '/api/patrol-plans', plan());
      expect(made.status).toBe(201);
      const { figures } = made.json;
      expect(figures.met).toBeGreaterThanOrEqual(0.95);
      expect(figures.ratio).toBeLessThanOrEqual(1.5);
      expect(figures.women).toEqual([{ name: womenRouteExample.name, kind: 'firewood', occurrences: 4, covered: 4 }]);
      expect(made.text).not.toMatch(/"(from|until|seed|key|sealed)"/);
    }));

  it('shows each visit to its own team at most 24 hours before, and to nobody else', () =>
    withTeam(async ({ app, member, other, steward, plan, pass }) => {
      const made = await member.send('POST', '/api/patrol-plans', plan({ startsOn: '2026-11-21' }));
      const seen = new Map<string, PatrolSlot>();
      for (let now = NOW.getTime(); now < NOW.getTime() + 16 * DAY; now += 20 * HOUR) {
        for (const slot of await slotsOf(app, 'operations', member.accountId)) {
          expect(Date.parse(slot.from) - now).toBeLessThanOrEqual(24 * HOUR);
          expect(Date.parse(slot.until)).toBeGreaterThan(now);
          seen.set(slot.from, slot);
        }
        expect(await slotsOf(app, 'operations', other.accountId)).toEqual([]);
        expect(await slotsOf(app, 'steward', steward.accountId)).toEqual([]);
        pass(20 * HOUR);
      }
      const minutes = [...seen.values()].map(({ from, until }) => (Date.parse(until) - Date.parse(from)) / 60_000);
      const planned = made.json.figures.routes.map((route: { plannedMinutes: number }) => 2 * route.plannedMinutes);
      const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);
      expect(Math.abs(sum(minutes) - sum(planned))).toBeLessThanOrEqual(10);
      // 06:00 to 14:00 in Lagos.
      for (const { from, until } of seen.values()) {
        expect(from.slice(11) >= '05:00' && until.slice(11) <= '13:00:00.000Z').toBe(true);
      }
    }));

  it('shows nothing to who joined the team after it was drawn, until a steward says so; nor to who left it', () =>
    withTeam(async ({ app, member, other, steward, team, plan }) => {
      const made = await member.send('POST', '/api/patrol-plans', plan());
      const path = `/api/patrol-plans/${made.json.id}`;
      const ETag = { 'If-Match': made.headers.get('ETag') ?? '' };
      const joined = await other.send(
        'PATCH',
        `/api/teams/${team.id}`,
        { members: [other.accountId] },
        { 'If-Match': team.etag },
      );
      expect(joined.status).toBe(200);
      expect(await slotsOf(app, 'operations', other.accountId)).toEqual([]);
      expect(await slotsOf(app, 'operations', member.accountId)).toEqual([]);
      expect((await other.send('PATCH', path, { membersAsToday: true }, ETag)).status).toBe(403);
      expect((await steward.send('PATCH', path, { membersAsToday: true }, ETag)).status).toBe(200);
      expect((await slotsOf(app, 'operations', other.accountId)).length).toBeGreaterThan(0);
      expect(await slotsOf(app, 'operations', member.accountId)).toEqual([]);
    }));

  it('leaves a trace of each reading of visits, with their number and nothing more', () =>
    withTeam(async ({ app, database, member, plan }) => {
      await member.send('POST', '/api/patrol-plans', plan());
      const slots = await slotsOf(app, 'operations', member.accountId);
      const reads = await database.rows(sql`
        select account_id, row_count, thing_id from audit where verb = 'read' and noun = 'patrol_plan'`);
      expect(reads).toEqual([{ account_id: member.accountId, row_count: slots.length, thing_id: null }]);
    }));

  it('lies in the database as bytes that tell nothing without the key file, not even how many visits', () =>
    withTeam(async ({ database, member, team, routes, plan }) => {
      const small = await member.send('POST', '/api/patrol-plans', plan({ weeks: 1 }));
      const large = await member.send('POST', '/api/patrol-plans', plan({ startsOn: '2026-11-28', weeks: 3 }));
      expect([small.status, large.status]).toEqual([201, 201]);
      const rows = await database.rows<{ id: string; sealed: Uint8Array }>(
        raw('select id, sealed from patrol_plan order by starts_on'),
      );
      expect(new Set(rows.map(({ sealed }) => sealed.length)).size).toBe(1);
      const [{ id, sealed }, { id: otherId }] = rows as [(typeof rows)[0], (typeof rows)[0]];
      expect(JSON.stringify(openPlan(TEST_KEY, { organizationId: 'one', id }, sealed))).toContain(team.id);
      expect(openPlan(TEST_KEY, { organizationId: 'one', id: otherId }, sealed)).toBeNull();
      expect(openPlan(TEST_KEY, { organizationId: 'two', id }, sealed)).toBeNull();
      expect(openPlan(new Uint8Array(32), { organizationId: 'one', id }, sealed)).toBeNull();
      for (const told of [team.id, ...routes]) expect(Buffer.from(sealed).includes(told)).toBe(false);
      expect(sealPlan(TEST_KEY, { organizationId: 'one', id }, {})).toHaveLength(sealed.length);
    }));

  it('is one for a team and a week', () =>
    withTeam(async ({ member, plan }) => {
      expect((await member.send('POST', '/api/patrol-plans', plan())).status).toBe(201);
      const again = await member.send('POST', '/api/patrol-plans', plan({ startsOn: '2026-12-03' }));
      expect([again.status, again.json.code]).toEqual([409, 'already_exists']);
      expect((await member.send('POST', '/api/patrol-plans', plan({ startsOn: '2026-12-04' }))).status).toBe(201);
    }));

  it('is not kept where a watcher would foretell it', () =>
    withTeam(
      async ({ member, plan }) => {
        const refused = await member.send('POST', '/api/patrol-plans', plan());
        expect([refused.status, refused.json.code]).toEqual([422, 'plan_refused']);
        expect((await member.get('/api/patrol-plans')).json.items).toEqual([]);
      },
      inPlace((result) => ({ ...result, unpredictability: { kept: false, ratio: 3 } })),
    ));

  it('takes no seed, no area of others, and no route or team that is not there', () =>
    withTeam(async ({ app, member, plan, routes, team }) => {
      const limited = await app.as('operations', 'one', 'QQ002');
      const nobody = '00000000-0000-4000-8000-000000000000';
      const shifts = [{ days: [1], from: '06:00', until: '08:00' }];
      const cases: [Caller, object, number][] = [
        [member, { seed: 1 }, 400],
        [member, { routeIds: [routes[0], nobody] }, 400],
        [member, { routeIds: [routes[0], routes[0]] }, 400],
        [member, { teams: [{ teamId: nobody, shifts }] }, 400],
        [member, { teams: [{ teamId: team.id, shifts: [{ ...shifts[0], until: '06:10' }] }] }, 400],
        [member, { timeZone: 'Nowhere' }, 400],
        [member, { startsOn: '2027-11-20' }, 400],
        [limited, {}, 403],
        [limited, { areaPcode: 'QQ002' }, 400],
      ];
      for (const [caller, parts, status] of cases) {
        expect((await caller.send('POST', '/api/patrol-plans', plan(parts))).status).toBe(status);
      }
    }));
});

describe('the figures of patrols', () => {
  it('keep what survivors report apart from what patrols find, and count only what was planned and is over', () =>
    withTeam(async ({ app, database, member, plan, routes, pass }) => {
      const made = await member.send('POST', '/api/patrol-plans', plan({ startsOn: '2026-11-21' }));
      for (const day of ['2026-11-17', '2026-11-18']) {
        const run = { startedAt: `${day}T08:00:00Z`, endedAt: `${day}T10:00:00Z` };
        const geom = {
          type: 'LineString',
          coordinates: [
            [10.5, 10.5],
            [10.505, 10.505],
          ],
        };
        expect((await member.send('POST', `/api/patrols/${routes[0]}/runs`, { ...run, geom })).status).toBe(201);
      }
      await database.run(sql`
        insert into incident (organization_id, type, occurred_from, occurred_to, time_precision, place_precision, cell_r7,
          cell_r8, area_r7, area_r8, area_pcode, verification, source_class, consent, geom)
        select 'one', 'physical_assault', '2026-11-10T10:00:00Z', '2026-11-10T10:00:00Z', 'day', 'exact', ${latLngToCell(10.502, 10.502, 7)},
          ${latLngToCell(10.502, 10.502, 8)}, 'QQ001', 'QQ001', 'QQ001', 'verified', source, 'given',
          st_setsrid(st_makepoint(10.502, 10.502), 4326)
        from unnest('{survivor,community,survivor,patrol,media}'::text[]) source`);
      const ask = async () => {
        const caller = await app.as('operations');
        const answer = await caller.get('/api/patrol-figures?weeks=2&timeZone=Africa/Lagos');
        expect(answer.status).toBe(200);
        return {
          ...answer.json,
          first: answer.json.routes.find((one: { routeId: string }) => one.routeId === routes[0]),
        };
      };
      const { first, ...all } = await ask();
      expect(first).toMatchObject({ runs: 1, minutes: 120, reported: 3, found: 1, plannedMinutes: null });
      expect(first.foundPer100Hours).toMatchObject({ value: 25 });
      expect(all).toMatchObject({ reported: 3, found: 1, hours: 4, runs: 2 });
      // Tuesday and Wednesday, 08:00 to 10:00 UTC, are hours 9 and 10 in Lagos.
      const walked = all.byHour.filter((hour: { patrolHours: number }) => hour.patrolHours > 0);
      expect(walked.map(({ hour }: { hour: number }) => hour)).toEqual([33, 34, 57, 58]);
      pass(15 * DAY);
      const later = await ask();
      const planned = later.routes.reduce(
        (sum: number, one: { plannedMinutes: number }) => sum + 2 * one.plannedMinutes,
        0,
      );
      const whole = made.json.figures.routes.reduce(
        (sum: number, one: { plannedMinutes: number }) => sum + 2 * one.plannedMinutes,
        0,
      );
      expect(Math.abs(planned - whole)).toBeLessThanOrEqual(10);
    }));
});

describe('the calendar of women’s routes', () => {
  it('keeps the laws of writing, for operations and stewards alone', () =>
    inDatabase(async (database) => {
      await loadWorld(database, 'one');
      await loadWorld(database, 'two');
      await expectWriteLaws(database, {
        ...{ noun: 'patrol', table: 'women_route', path: '/api/women-routes' },
        body: () => womenRouteExample,
        change: { until: '10:00' },
        ...{ create: ['operations', 'steward'], read: ['operations', 'steward'] },
      });
    }));

  it('takes no time that ends before it begins, and no area that is not there', () =>
    withTeam(async ({ member }) => {
      for (const wrong of [{ until: '06:00' }, { areaPcode: 'QQ999' }, { days: [] }, { from: '06:05' }]) {
        expect((await member.send('POST', '/api/women-routes', { ...womenRouteExample, ...wrong })).status).toBe(400);
      }
    }));
});
