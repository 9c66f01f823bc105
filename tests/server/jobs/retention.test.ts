// What the clock does to the store, and that a record that was withdrawn or whose time was up is gone everywhere.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONSENT_TEXT } from '../../../geodata/schema/consent.ts';
import type { Role } from '../../../geodata/schema/roles.ts';
import { checkChain } from '../../../server/access/audit_chain.ts';
import type { Database } from '../../../server/db/database.ts';
import { raw, type Sql, sql } from '../../../server/db/sql.ts';
import { incidentInputs } from '../../../server/jobs/incident_inputs.ts';
import { runRetention, startRetentionJob } from '../../../server/jobs/retention_job.ts';
import { keepRevocations, readRevocations, revocationsFile } from '../../../server/jobs/revocation_log.ts';
import { ensureOrganization } from '../../../server/queries/load.ts';
import { refreshPlannerPicture } from '../../../server/queries/planner_picture.ts';
import { releasableRecords } from '../../../server/queries/release_drafts.ts';
import { type Caller, NOW, testApp } from '../../support/app.ts';
import { auditMatchesWrites } from '../../support/audit_laws.ts';
import { inDatabase } from '../../support/database.ts';
import { CANARY_POINT, loadWorld } from '../../support/world.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safereach-retention-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const faults: unknown[] = [];
const run = async (database: Database, now = NOW) => {
  await runRetention({ database, dataFolder: folder, now: () => now, onFault: (fault) => faults.push(fault) });
  expect(faults).toEqual([]);
};
const count = async (db: Database, what: Sql) =>
  (await db.one<{ n: number }>(sql`select count(*) as n from ${what}`)).n;
const keepFor = (db: Database, days: number | null) =>
  db.run(sql`update organization set incident_retention_days = ${days} where id = 'one'`);

/** Incidents of `one` on these days, added as a person would. */
async function addIncidents(db: Database, days: readonly string[]): Promise<string[]> {
  const steward = await testApp(db).as('steward');
  const ids: string[] = [];
  for (const day of days) {
    const made = await steward.send('POST', '/api/incidents', incidentOn(day));
    expect(made.status).toBe(201);
    ids.push(made.json.id);
  }
  return ids;
}
const incidentOn = (day: string) => ({
  type: 'rape',
  occurredFrom: `${day}T22:00:00Z`,
  occurredTo: `${day}T23:00:00Z`,
  timePrecision: 'hour',
  placePrecision: 'exact',
  verification: 'verified',
  sourceClass: 'community',
  consent: 'given',
  geom: { type: 'Point', coordinates: CANARY_POINT },
});
const inOne = (db: Database) => db.transaction((tx) => ensureOrganization(tx, { id: 'one', name: 'One' }));

describe('an incident', () => {
  it('ends so many days after it happened as the organization keeps records, and not an hour before', () =>
    inDatabase(async (db) => {
      await inOne(db);
      const [old, edge, young] = await addIncidents(db, ['2026-08-01', '2026-08-22', '2026-11-01']);
      await run(db);
      expect(await count(db, raw('incident'))).toBe(3); // nobody set a retention: kept
      await keepFor(db, 90); // the 22nd of August is 90 days before the 20th of November
      await run(db);
      const left = await db.rows<{ id: string }>(sql`select id from incident order by occurred_from`);
      expect(left.map(({ id }) => id)).toEqual([edge, young]);
      expect(await db.rows(sql`select incident_id as id, reason from revocation`)).toEqual([
        { id: old, reason: 'expired' },
      ]);
      await run(db, new Date('2026-11-21T00:00:00Z'));
      expect(await count(db, raw('incident'))).toBe(1);
    }));

  it('ends after the last day that was set on it, whatever the organization keeps', () =>
    inDatabase(async (db) => {
      await inOne(db);
      const [today, yesterday] = await addIncidents(db, ['2026-11-01', '2026-11-01']);
      await db.run(sql`update incident set expires_on = '2026-11-20' where id = ${today}`);
      await db.run(sql`update incident set expires_on = '2026-11-19' where id = ${yesterday}`);
      await run(db);
      expect(await db.rows(sql`select id from incident`)).toEqual([{ id: today }]);
    }));

  it('ends a week after a shorter time was set, and not at all where that was taken back', () =>
    inDatabase(async (db) => {
      await inOne(db);
      const [old] = await addIncidents(db, ['2026-09-01', '2026-11-19']);
      let now = NOW;
      const app = testApp(db, { now: () => now });
      let version = 0;
      const set = async (days: number | null) => {
        const ifMatch = { 'If-Match': `"${++version}"` };
        const { json } = await (await app.as('steward')).send(
          'PATCH',
          '/api/settings',
          { incidentRetentionDays: days },
          ifMatch,
        );
        return [json.incidentRetentionDays, json.incidentRetentionDaysNext, json.retentionFrom];
      };
      expect(await set(30)).toEqual([null, 30, '2026-11-27']);
      await run(db, new Date('2026-11-26T23:59:59Z'));
      expect(await count(db, raw('incident'))).toBe(2);
      expect(await set(null)).toEqual([null, null, null]);
      await run(db, new Date('2026-11-27T00:00:00Z'));
      expect(await count(db, raw('incident'))).toBe(2);

      expect(await set(60)).toEqual([null, 60, '2026-11-27']);
      now = new Date('2026-11-22T12:00:00Z');
      expect(await set(60)).toEqual([null, 60, '2026-11-27']); // the same again is not a new week
      expect(await set(365)).toEqual([null, 365, '2026-11-29']);
      now = new Date('2026-11-29T00:00:00Z');
      expect((await (await app.as('steward')).get('/api/settings')).json).toMatchObject({
        ...{ incidentRetentionDays: 365, incidentRetentionDaysNext: null, retentionFrom: null },
      });
      expect(await set(30)).toEqual([365, 30, '2026-12-06']);
      expect(await set(365)).toEqual([365, null, null]); // as now: nothing waits
      expect(await set(30)).toEqual([365, 30, '2026-12-06']);
      expect(await set(400)).toEqual([400, null, null]);
      expect(await set(30)).toEqual([400, 30, '2026-12-06']);
      await run(db, new Date('2026-12-06T00:00:00Z'));
      expect(await db.rows(sql`select incident_id as id from revocation`)).toEqual([{ id: old }]);
    }));

  it('ends with one entry in the trail for all of a run, which says how many and not which', () =>
    inDatabase(async (db) => {
      await inOne(db);
      await addIncidents(db, ['2026-08-01', '2026-08-02', '2026-08-03']);
      await keepFor(db, 30);
      await run(db);
      await run(db);
      const entries = await db.rows(sql`
        select role, verb, noun, thing_id as id, row_count as rows from audit where organization_id = 'one' and verb = 'expire'`);
      expect(entries).toEqual([{ role: 'server', verb: 'expire', noun: 'incident', id: null, rows: 3 }]);
      expect(await count(db, raw(`outbox where verb = 'expire' and hidden`))).toBe(1);
      expect(await checkChain(db, { organizationId: 'one' })).toMatchObject({ holds: true });
    }));

  it('of another organization stays', () =>
    inDatabase(async (db) => {
      await loadWorld(db, 'one');
      await loadWorld(db, 'two');
      await keepFor(db, 30);
      await run(db, new Date('2027-11-20T12:00:00Z'));
      expect(await count(db, raw(`incident where organization_id = 'one'`))).toBe(0);
      expect(await count(db, raw(`incident where organization_id = 'two'`))).toBeGreaterThan(0);
    }));

  it('leaves the planners’ picture as it ends, and a signed release as it was signed', () =>
    inDatabase(async (db) => {
      await inOne(db);
      await addIncidents(db, ['2026-10-20', '2026-10-20', '2026-10-20', '2026-10-20']);
      await refreshPlannerPicture(db, { organizationId: 'one', now: new Date('2026-11-27T12:00:00Z') });
      expect(await db.rows(sql`select count from planner_cell`)).toEqual([{ count: 4 }]);
      const document = `{"period":"2026-Q3","n":"${'x'.repeat(100)}"}`;
      await db.run(sql`
        insert into pub_release (organization_id, period, id, document, sha256, published_at)
        values ('one', '2026-Q3', gen_random_uuid(), ${document}, sha256(convert_to(${document}, 'UTF8')), ${NOW})`);
      const release = sql`select id, document, encode(sha256, 'hex') as sha256 from pub_release`;
      const before = await db.one(release);
      await db.run(sql`
        update incident set expires_on = '2026-11-01' where id in (select id from incident order by id limit 1)`);
      await run(db);
      expect(await db.rows(sql`select count from planner_cell`)).toEqual([{ count: 3 }]);
      await keepFor(db, 30);
      await run(db);
      expect(await db.rows(sql`select count from planner_cell`)).toEqual([]);
      expect(await db.one(release)).toEqual(before);
    }));
});

describe('rows that only served a while', () => {
  const uuid = '6d2f8a0e-6f0b-4a51-9d8c-0d6a1f3c2b10';
  const hash = (text: string) => sql`sha256(convert_to(${text}, 'UTF8'))`;
  it('are forgotten when nobody needs them, and not before', () =>
    inDatabase(async (db) => {
      await inOne(db);
      await db.run(sql`insert into session (token_hash, organization_id, role, created_at, seen_at) values
        (${hash('a')}, 'one', 'planner', ${NOW}, ${NOW}),
        (${hash('b')}, 'one', 'planner', '2026-11-19T11:00Z', '2026-11-19T11:30Z')`);
      await db.run(sql`insert into sign_in_failure (subject, failures, last_at, free_at) values
        (${hash('a')}, 3, '2026-10-01T00:00Z', '2026-10-01T01:00Z'), (${hash('b')}, 3, '2026-11-20T00:00Z', '2026-11-20T01:00Z')`);
      await db.run(sql`insert into invitation (token_hash, purpose, organization_id, expires_at, used_at) values
        (${hash('a')}, 'invite', 'one', '2026-11-25T00:00Z', null), (${hash('b')}, 'invite', 'one', '2026-10-01T00:00Z', null),
        (${hash('c')}, 'invite', 'one', '2026-11-25T00:00Z', '2026-10-01T00:00Z')`);
      await db.run(sql`insert into oidc_attempt (state_hash, browser_hash, nonce, code_verifier, created_at) values
        (${hash('a')}, ${hash('x')}, 'n', 'c', ${NOW}), (${hash('b')}, ${hash('x')}, 'n', 'c', '2026-11-18T00:00Z')`);
      await db.run(
        sql`insert into query_budget (subject, day, used) values ('s', '2026-08-21', 1), ('s', '2026-11-20', 1)`,
      );
      await db.run(sql`insert into kept_answer (organization_id, role, owner, key, request_sha256, status, headers, body, created_at)
        values ('one', 'steward', ${hash('a')}, 'k', ${hash('r')}, 201, '{}', '', ${NOW}),
               ('one', 'steward', ${hash('a')}, 'l', ${hash('r')}, 201, '{}', '', '2026-11-19T11:00Z')`);
      await db.run(sql`insert into outbox (organization_id, verb, noun, thing_id, at) values
        ('one', 'change', 'service', ${uuid}, '2026-11-01T00:00Z'), ('one', 'change', 'service', ${uuid}, '2026-11-19T00:00Z'),
        ('one', 'change', 'service', ${uuid}, '2026-11-02T00:00Z')`);
      await run(db);
      const left = async (table: string) => count(db, raw(table));
      expect(await left('session')).toBe(1);
      expect(await left('sign_in_failure')).toBe(1);
      expect(await left('invitation')).toBe(1);
      expect(await left('oidc_attempt')).toBe(1);
      expect(await left('query_budget')).toBe(1);
      expect(await left('kept_answer')).toBe(1);
      expect(await left('outbox')).toBe(1);
    }));

  it('are never the audit trail', () =>
    inDatabase(async (db) => {
      await inOne(db);
      await addIncidents(db, ['2026-11-01']);
      await run(db, new Date('2046-11-20T12:00:00Z'));
      expect(await checkChain(db, { organizationId: 'one' })).toMatchObject({ holds: true, entries: 1 });
    }));
});

describe('after a withdrawal', () => {
  it('the record is gone from every live answer, and no repeated request tells or brings it back', () =>
    inDatabase(async (db) => {
      await loadWorld(db, 'one');
      await db.run(sql`delete from incident`);
      const app = testApp(db);
      const steward = await app.as('steward');
      const key = { 'Idempotency-Key': 'first' };
      const made = await steward.send('POST', '/api/incidents', incidentOn('2026-10-20'), key);
      const { id } = made.json;
      await addIncidents(db, ['2026-10-20', '2026-10-20']);
      await refreshPlannerPicture(db, { organizationId: 'one', now: new Date('2026-11-27T12:00:00Z') });
      const planner = await app.as('planner');
      const operations = await app.as('operations');
      const seen = async (who: Caller) =>
        (await who.get('/api/incidents?from=2026-10-01&to=2026-11-20')).json.count as number[];
      expect(await seen(planner)).toEqual([3]);
      expect(await seen(operations)).toEqual([3]);

      const asked = (role: Role) => ({
        viewer: { role, organizationId: 'one', areaPrefix: '' },
        now: NOW,
      });
      const reference = { collection: 'incidents' as const, from: '2026-10-01', to: '2026-11-20' };
      const analyzed = async (role: Role, methodId: string, name: string) =>
        JSON.stringify(await incidentInputs(db, asked(role), { methodId, name, reference }));
      const points = JSON.parse(await analyzed('steward', 'near-repeat', 'points')).points.lon;
      expect(points).toHaveLength(3);
      const cells = await analyzed('operations', 'ears', 'counts');
      const releasable = async () =>
        (await releasableRecords(db, asked('steward').viewer, { period: '2026-Q4', end: '2027-01-01', now: NOW }))
          .length;
      expect(await releasable()).toBe(3);

      const withdraw = () =>
        steward.send(
          'PATCH',
          `/api/incidents/${id}`,
          { consent: 'withdrawn' },
          { 'If-Match': '"1"', 'Idempotency-Key': 'second' },
        );
      expect((await withdraw()).status).toBe(200);

      expect(await seen(planner)).toEqual([]);
      expect(await seen(operations)).toEqual([2]);
      expect(JSON.parse(await analyzed('steward', 'near-repeat', 'points')).points.lon).toHaveLength(2);
      expect(await analyzed('operations', 'ears', 'counts')).not.toBe(cells);
      expect(await releasable()).toBe(2);
      const live = [
        `/api/incidents/${id}`,
        '/api/incidents/exact',
        '/api/search?q=rape',
        '/ogc/collections',
        '/api/openapi.json',
      ];
      for (const who of [steward, operations, planner, await app.as('partner'), app.visitor]) {
        for (const address of live) expect((await who.get(address)).text).not.toContain(id);
      }
      expect((await steward.get(`/api/incidents/${id}`)).status).toBe(404);
      expect((await steward.get('/api/incidents/exact')).json.features).toHaveLength(2);
      for (const again of [() => steward.send('POST', '/api/incidents', incidentOn('2026-10-20'), key), withdraw]) {
        const answer = await again();
        expect(answer.status).toBe(404);
        expect(answer.json.code).toBe('incident_not_found');
        expect(answer.text).not.toContain(id);
      }
      expect(await seen(operations)).toEqual([2]);
      // The world was loaded without a trace; all else has its entry.
      const broken = await auditMatchesWrites(db, 'one');
      expect(broken.filter((law) => !law.startsWith('dataset '))).toEqual([]);
      expect(app.faults).toEqual([]);
    }));

  it('the answer kept for another record is given as before', () =>
    inDatabase(async (db) => {
      await inOne(db);
      const steward = await testApp(db).as('steward');
      const send = (key: string) =>
        steward.send('POST', '/api/incidents', incidentOn('2026-10-20'), { 'Idempotency-Key': key });
      const [first, second] = [await send('a'), await send('b')];
      const gone = await steward.send('DELETE', `/api/incidents/${first.json.id}`, undefined, {
        'If-Match': '"1"',
        'Idempotency-Key': 'c',
      });
      expect(gone.status).toBe(204);
      expect((await send('a')).status).toBe(404);
      expect((await send('b')).text).toBe(second.text);
      const again = await steward.send('DELETE', `/api/incidents/${first.json.id}`, undefined, {
        'If-Match': '"1"',
        'Idempotency-Key': 'c',
      });
      expect(again.status).toBe(204);
    }));
});

describe('the file of revocations', () => {
  const lines = async (path: string) => (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
  it('has each revocation once: ids and dates, nothing else', () =>
    inDatabase(async (db) => {
      await inOne(db);
      const path = join(folder, 'kept.log');
      const [first, second] = await addIncidents(db, ['2026-10-20', '2026-10-21']);
      const steward = await testApp(db).as('steward');
      await steward.send('DELETE', `/api/incidents/${first}`, undefined, { 'If-Match': '"1"' });
      expect(await keepRevocations(db, path)).toBe(1);
      expect(await keepRevocations(db, path)).toBe(0);
      await steward.send('PATCH', `/api/incidents/${second}`, { consent: 'withdrawn' }, { 'If-Match': '"1"' });
      expect(await keepRevocations(db, path, new Date('2026-11-20T11:00:00Z'))).toBe(1);
      expect(await lines(path)).toEqual([
        `2026-11-20T12:00:00.000Z one ${first} erased`,
        `2026-11-20T12:00:00.000Z one ${second} withdrawn`,
      ]);
      const read = [];
      for await (const one of readRevocations(path)) read.push(one.incidentId);
      expect(read).toEqual([first, second]);
    }));

  it('is written by the job after a write of an incident, and at its start', () =>
    inDatabase(async (db) => {
      await inOne(db);
      const own = await mkdtemp(join(folder, 'job-'));
      let hear: (change: { noun: string } | null) => void = () => undefined;
      const end = startRetentionJob(
        { database: db, dataFolder: own, now: () => NOW, onFault: (fault) => faults.push(fault) },
        {
          subscribe(listener) {
            hear = listener;
            return () => undefined;
          },
        },
      );
      const [id] = await addIncidents(db, ['2026-10-20']);
      await (await testApp(db).as('steward')).send('DELETE', `/api/incidents/${id}`, undefined, { 'If-Match': '"1"' });
      hear({ noun: 'incident' });
      await end();
      expect(faults).toEqual([]);
      expect(await lines(revocationsFile(own))).toEqual([`2026-11-20T12:00:00.000Z one ${id} erased`]);
    }));

  it('says which line is not one', async () => {
    const { writeFile } = await import('node:fs/promises');
    const path = join(folder, 'bad-revocations.log');
    await writeFile(path, '2026-11-20T12:00:00.000Z one 6d2f8a0e-6f0b-4a51-9d8c-0d6a1f3c2b10 erased\nnonsense\n');
    await expect(async () => {
      for await (const _ of readRevocations(path));
    }).rejects.toThrow('Line 2');
  });
});

it('the consent text says before consent that signed releases stay', () => {
  expect(CONSENT_TEXT).toContain('Releases that are already signed');
  expect(CONSENT_TEXT).toContain('cannot be changed');
});
