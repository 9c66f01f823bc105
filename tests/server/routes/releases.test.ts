// Releases over the API: built from what may be counted, signed by two stewards, then the same bytes for good.
import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sql } from '../../../server/db/sql.ts';
import { createDataset, loadRows } from '../../../server/queries/load.ts';
import { type Answer, NOW, type TestApp, testApp } from '../../support/app.ts';
import { inDatabase, type TestDatabase } from '../../support/database.ts';
import { incidentRow, loadWorld } from '../../support/world.ts';

type Method = 'GET' | 'POST' | 'DELETE';
type Ask = (method: Method, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

/** A steward with an account: signatures name persons. */
async function steward(database: TestDatabase, app: TestApp, name: string): Promise<Ask> {
  const token = randomBytes(32).toString('base64url');
  await database.run(sql`
    with made as (
      insert into account (organization_id, email, role, status) values ('one', ${`${name}@example.org`}, 'steward', 'active')
      returning id)
    insert into session (token_hash, organization_id, role, account_id, created_at, seen_at, used_second_factor)
    select ${createHash('sha256').update(token).digest()}, 'one', 'steward', id, ${NOW}, ${NOW}, true from made`);
  return async (method, path, body, headers = {}) => {
    const response = await app.request(path, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: text === '' ? null : JSON.parse(text) };
  };
}

const august = {
  ...incidentRow,
  type: 'rape' as const,
  occurredFrom: '2026-08-10T10:00:00Z',
  occurredTo: '2026-08-10T10:00:00Z',
};

async function addIncidents(
  database: TestDatabase,
  rows: readonly (typeof incidentRow | typeof august)[],
): Promise<void> {
  await database.transaction(async (tx) => {
    const name = `more-${randomBytes(4).toString('hex')}`;
    const datasetId = await createDataset(tx, { organizationId: 'one', noun: 'incident', name });
    await loadRows(tx, { noun: 'incident', organizationId: 'one', datasetId }, rows);
  });
}

/** Thirty records of August 2026 in one cell of QQ002, and two stewards. */
function withWorld(
  work: (of: { database: TestDatabase; app: TestApp; first: Ask; second: Ask }) => Promise<unknown>,
): Promise<void> {
  return inDatabase(async (database) => {
    await database.transaction((tx) => loadWorld(tx, 'one'));
    await database.transaction((tx) => loadWorld(tx, 'two'));
    await addIncidents(
      database,
      Array.from({ length: 30 }, () => august),
    );
    const app = testApp(database, { publicOrganizationId: 'one' });
    await work({
      database,
      app,
      first: await steward(database, app, 'first'),
      second: await steward(database, app, 'second'),
    });
    expect(app.faults).toEqual([]);
  });
}

const build = (ask: Ask, period = '2026-Q3') => ask('POST', '/api/release-drafts', { period });
const sign = (ask: Ask, draft: { id: string; version: number }) =>
  ask('POST', `/api/release-drafts/${draft.id}/signature`, undefined, { 'If-Match': `"${draft.version}"` });

async function publish(first: Ask, second: Ask, period?: string): Promise<{ id: string }> {
  const draft = (await build(first, period)).json;
  const signed = (await sign(first, draft)).json;
  return (await sign(second, signed)).json;
}

describe('a release', () => {
  it('is a draft, signed by one steward, and published by the signature of another', () =>
    withWorld(async ({ app, first, second }) => {
      const built = await build(first);
      expect(built.status).toBe(201);
      expect(built.json).toMatchObject({ status: 'draft', floor: 11, scheme: 'h3', findings: [], signatures: [] });
      expect(built.json.records).toEqual({ told: 30, withheld: 0, outside: 0 });
      expect((await app.visitor.get('/api/releases')).json).toEqual({ items: [] });

      const signed = await sign(first, built.json);
      expect(signed.json.status).toBe('signed');
      expect((await sign(first, signed.json)).json.code).toBe('already_exists');
      expect((await app.visitor.get('/api/releases/2026-Q3')).status).toBe(404);

      expect((await sign(second, signed.json)).json.status).toBe('published');
      const seen = await app.visitor.get('/api/releases/2026-Q3');
      expect(seen.headers.get('ETag')).toBe(`"${built.json.id}"`);
      expect(seen.text).toBe((await first('GET', `/api/release-drafts/${built.json.id}/preview`)).text);
      expect(seen.json.regions.length).toBeGreaterThan(0);
      for (const region of seen.json.regions) expect(region.band.least).toBeGreaterThanOrEqual(11);
    }));

  it('is signed once where the answer is lost and asked for again with the same key', () =>
    withWorld(async ({ first }) => {
      const draft = (await build(first)).json;
      const headers = { 'If-Match': `"${draft.version}"`, 'Idempotency-Key': 'sign-1' };
      const once = await first('POST', `/api/release-drafts/${draft.id}/signature`, undefined, headers);
      const again = await first('POST', `/api/release-drafts/${draft.id}/signature`, undefined, headers);
      expect([again.status, again.text, again.headers.get('ETag')]).toEqual([200, once.text, once.headers.get('ETag')]);
      expect(again.json.signatures).toHaveLength(1);
    }));

  it('is signed by nobody without an account, in the demo but for the organization of the demo', () =>
    withWorld(async ({ database, first }) => {
      const draft = (await build(first)).json;
      const app = testApp(database, { demo: true });
      const signed = await (await app.as('steward')).send(
        'POST',
        `/api/release-drafts/${draft.id}/signature`,
        undefined,
        {
          'If-Match': `"${draft.version}"`,
          Host: 'localhost',
        },
      );
      expect([signed.status, signed.json.code]).toEqual([403, 'forbidden']);
    }));

  it('leaves what evaluators alone read in no browser', () =>
    withWorld(async ({ app, first, second }) => {
      await publish(first, second);
      const evaluator = await app.as('evaluator');
      const kept = async (path: string) => (await evaluator.get(path)).headers.get('Cache-Control');
      expect(await kept('/api/releases/2026-Q3')).toBe('private, no-cache');
      expect(await kept('/api/releases/2026-Q3/evaluator')).toBe('no-store');
    }));

  it('says to stewards how much of its quarter planners and operations are shown', () =>
    withWorld(async ({ database, app, first }) => {
      await addIncidents(database, [{ ...august, consent: 'withdrawn' as never }]);
      const { id } = (await build(first)).json;
      expect((await first('GET', `/api/release-drafts/${id}/disclosure`)).json).toEqual({
        records: 30,
        // What was loaded after this week's batch waits for the next.
        planner: { numbers: 0, records: 0 },
        operations: { places: 1, records: 30 },
      });
      expect((await (await app.as('planner')).get(`/api/release-drafts/${id}/disclosure`)).status).toBe(404);
    }));

  it('has a digest that anybody can compute from the two documents', () =>
    withWorld(async ({ app, first, second }) => {
      const { id } = await publish(first, second);
      const open = (await app.visitor.get('/api/releases/2026-Q3')).text;
      const beside = (await (await app.as('evaluator')).get('/api/releases/2026-Q3/evaluator')).text;
      const item = (await app.visitor.get('/api/releases')).json.items[0];
      expect(item).toMatchObject({ id, period: '2026-Q3' });
      expect(createHash('sha256').update(`${open}\n${beside}`).digest('hex')).toBe(item.sha256);
    }));

  it('counts verified and consented records of the quarter only, and those that came too late for theirs in the next', () =>
    withWorld(async ({ database, first, second }) => {
      await addIncidents(database, [
        { ...august, verification: 'unverified' as never },
        { ...august, consent: 'withdrawn' as never },
        { ...august, occurredFrom: '2026-05-01T10:00:00Z', occurredTo: '2026-05-01T10:00:00Z' },
        { ...august, occurredFrom: '2026-11-01T10:00:00Z', occurredTo: '2026-11-01T10:00:00Z' },
      ]);
      await publish(first, second);
      // Fifteen come late, and one of the second quarter, which has no release of its own.
      await addIncidents(
        database,
        Array.from({ length: 15 }, () => august),
      );
      expect((await build(first)).json.code).toBe('already_exists');
      const { records } = await database.transaction(async (tx) => {
        const { releasableRecords } = await import('../../../server/queries/release_drafts.ts');
        const viewer = { role: 'steward', organizationId: 'one', areaPrefix: '' } as const;
        return { records: await releasableRecords(tx, viewer, { period: '2026-Q4', end: '2027-01-01', now: NOW }) };
      });
      const months = records.map(({ month }) => month).sort();
      expect(months.filter((month) => month === '2026-08')).toHaveLength(15);
      expect(months).not.toContain('2026-05');
    }));

  it('stays byte for byte what it was when a record in it is withdrawn', () =>
    withWorld(async ({ database, app, first, second }) => {
      await publish(first, second);
      const before = (await app.visitor.get('/api/releases/2026-Q3')).text;
      await database.run(sql`update incident set consent = 'withdrawn' where organization_id = 'one'`);
      expect((await app.visitor.get('/api/releases/2026-Q3')).text).toBe(before);
      await expect(database.run(sql`update pub_release set document = '{}'`)).rejects.toThrow('42501');
      await expect(database.run(sql`delete from pub_release`)).rejects.toThrow('42501');
    }));

  it('is not signed once a record in it was withdrawn', () =>
    withWorld(async ({ database, first }) => {
      const draft = (await build(first)).json;
      await database.run(sql`
        update incident set consent = 'withdrawn' where organization_id = 'one' and id in (
          select id from incident where organization_id = 'one' and release_id = ${draft.id}::uuid limit 1)`);
      expect((await sign(first, draft)).json.code).toBe('release_blocked');
    }));

  it('may be built from 30 days after its quarter, and not before', () =>
    withWorld(async ({ first }) => {
      const early = await build(first, '2026-Q4');
      expect(early.json).toMatchObject({ code: 'invalid_input', detail: expect.stringContaining('2027-01-31') });
      expect((await build(first, '2026-Q5')).json.code).toBe('invalid_input');
    }));

  it('needs the version that was read, and a steward with an account', () =>
    withWorld(async ({ app, first }) => {
      const draft = (await build(first)).json;
      expect((await first('POST', `/api/release-drafts/${draft.id}/signature`)).json.code).toBe('version_required');
      expect((await sign(first, { ...draft, version: 7 })).json.code).toBe('stale_version');
      const nameless = await app.as('steward');
      const refused = await nameless.send('POST', `/api/release-drafts/${draft.id}/signature`, undefined, {
        'If-Match': '"1"',
      });
      expect(refused.json.code).toBe('forbidden');
    }));

  it('is replaced by the next draft, discarded, and never discarded once published', () =>
    withWorld(async ({ first, second }) => {
      const old = (await build(first)).json;
      const draft = (await build(first)).json;
      expect((await first('GET', '/api/release-drafts')).json.items.map((one: { id: string }) => one.id)).toEqual([
        draft.id,
      ]);
      expect((await sign(first, old)).json.code).toBe('release_not_found');
      expect((await first('DELETE', `/api/release-drafts/${draft.id}`, undefined, { 'If-Match': '"1"' })).status).toBe(
        204,
      );
      const { id } = await publish(first, second);
      const refused = await first('DELETE', `/api/release-drafts/${id}`, undefined, { 'If-Match': '"3"' });
      expect(refused.json.code).toBe('forbidden');
    }));

  it('is of one organization: another has none, whoever asks', () =>
    withWorld(async ({ app, first, second }) => {
      const { id } = await publish(first, second);
      const foreign = await app.as('steward', 'two');
      expect((await foreign.get('/api/releases')).json).toEqual({ items: [] });
      expect((await foreign.get('/api/releases/2026-Q3')).json.code).toBe('release_not_found');
      expect((await foreign.get(`/api/release-drafts/${id}/preview`)).json.code).toBe('release_not_found');
      expect((await app.visitor.get('/api/releases/2026-Q3/evaluator')).json.code).toBe('release_not_found');
    }));
});
