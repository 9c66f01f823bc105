// Jobs over HTTP: what the standard promises, and that nobody meets anybody else's.
import { afterAll, expect, it } from 'vitest';
import { createAnalysisPool } from '../../../server/jobs/analysis_pool.ts';
import { type Caller, testApp } from '../../support/app.ts';
import { inDatabase } from '../../support/database.ts';
import { loadWorld } from '../../support/world.ts';

const analyses = createAnalysisPool();
afterAll(() => analyses.close());

const near = '/ogc/processes/nearest/execution';
const inputs = { from: { lon: [1], lat: [1] }, to: { lon: [1, 2], lat: [1, 2] } };
/** Half a million places against a hundred thousand, a thousand nearest each: it will not be done before it is dismissed. */
const long = {
  from: { lon: Array.from({ length: 20_000 }, (_, i) => (i % 360) - 179.5), lat: Array(20_000).fill(1) },
  to: { lon: Array.from({ length: 100_000 }, (_, i) => (i % 3599) / 10 - 179.5), lat: Array(100_000).fill(2) },
  k: 1000,
};
const background = { Prefer: 'wait=1, respond-async' };

async function submit(caller: Caller, of: unknown = inputs) {
  return caller.send('POST', near, { inputs: of }, background);
}

/** Asks until the job is over. */
async function over(caller: Caller, path: string) {
  for (;;) {
    const { json, status } = await caller.get(path);
    if (status !== 200 || !['accepted', 'running'].includes(json.status)) return json;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

it('accepts a job, says where it is, and hands out the same bytes as an execution at once', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, faults } = testApp(database, { analyses });
    const planner = await as('planner');
    const accepted = await submit(planner);
    expect(accepted.status).toBe(201);
    expect(accepted.headers.get('Preference-Applied')).toBe('respond-async');
    const path = accepted.headers.get('Location') ?? '';
    expect(path).toBe(`/ogc/jobs/${accepted.json.jobID}`);
    expect(accepted.json).toMatchObject({ type: 'process', processID: 'nearest', progress: 0 });
    const done = await over(planner, path);
    expect(done).toMatchObject({ jobID: accepted.json.jobID, status: 'successful', progress: 100 });
    for (const moment of ['created', 'started', 'finished', 'updated']) expect(Date.parse(done[moment])).not.toBeNaN();
    const link = done.links.find(
      ({ rel }: { rel: string }) => rel === 'http://www.opengis.net/def/rel/ogc/1.0/results',
    );
    const result = await planner.get(new URL(link.href).pathname);
    expect(result.text).toBe((await planner.send('POST', near, { inputs })).text);
    expect(result.headers.get('Cache-Control')).toBe('no-store');
    expect(faults).toEqual([]);
  }));

it('fails with the problem of the analysis, under its status', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const planner = await testApp(database, { analyses }).as('planner');
    const path = (await submit(planner, { ...inputs, k: 0 })).headers.get('Location') ?? '';
    expect(await over(planner, path)).toMatchObject({ status: 'failed' });
    const result = await planner.get(`${path}/results`);
    expect([result.status, result.json.code, result.json.errors[0].pointer]).toEqual([400, 'invalid_input', '/k']);
    expect(result.headers.get('Content-Type')).toContain('application/problem+json');
  }));

it('dismisses a job in the middle of its run, and one that is done', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const planner = await testApp(database, { analyses }).as('planner');
    const running = (await submit(planner, long)).headers.get('Location') ?? '';
    const waiting = await planner.get(`${running}/results`);
    expect([waiting.status, waiting.json.type]).toEqual([
      404,
      'http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/result-not-ready',
    ]);
    const done = (await submit(planner)).headers.get('Location') ?? '';
    const dismissed = await planner.send('DELETE', running);
    expect([dismissed.status, dismissed.json.status]).toEqual([200, 'dismissed']);
    await over(planner, done);
    expect((await planner.send('DELETE', done)).status).toBe(200);
    for (const path of [running, done]) {
      expect((await planner.get(path)).json.status).toBe('dismissed');
      expect((await planner.get(`${path}/results`)).status).toBe(410);
      expect((await planner.send('DELETE', path)).status).toBe(410);
    }
  }));

it('shows nobody the job of another session, of another role or of no session', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    await loadWorld(database, 'two');
    const { as, visitor } = testApp(database, { analyses, publicOrganizationId: 'one' });
    const planner = await as('planner');
    const path = (await submit(planner)).headers.get('Location') ?? '';
    const never = '/ogc/jobs/3f0e9b0e-2a52-4bb1-9d0e-5b7e0b4f2a11';
    for (const other of [await as('planner'), await as('steward'), await as('planner', 'two')]) {
      expect((await other.get(path)).text).toBe((await other.get(never)).text);
      expect((await other.get(path)).json.type).toMatch(/no-such-job$/);
      expect([(await other.get(`${path}/results`)).status, (await other.send('DELETE', path)).status]).toEqual([
        404, 404,
      ]);
      expect((await other.get('/ogc/jobs')).json.jobs).toEqual([]);
    }
    for (const refused of [visitor, await as('admin')]) {
      expect((await refused.get(path)).json.code).toBe('not_found');
      expect((await refused.get('/ogc/jobs')).status).toBe(404);
      expect((await submit(refused)).status).toBe(404);
    }
    expect((await over(planner, path)).status).toBe('successful');
  }));

it('drops the jobs of a session that signs out', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as } = testApp(database, { analyses });
    const planner = await as('planner');
    const path = (await submit(planner, long)).headers.get('Location') ?? '';
    expect((await planner.send('DELETE', '/api/session')).status).toBe(204);
    expect((await planner.get(path)).status).toBe(401);
    // Its worker is free again: the next job of anybody else is done.
    const other = await as('planner');
    expect((await over(other, (await submit(other)).headers.get('Location') ?? '')).status).toBe('successful');
  }));

it('lists jobs by what they are, newest first', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const planner = await testApp(database, { analyses }).as('planner');
    const [first, second] = [await submit(planner), await submit(planner, { ...inputs, k: 0 })];
    await over(planner, first.headers.get('Location') ?? '');
    await over(planner, second.headers.get('Location') ?? '');
    const listed = async (query = '') =>
      (await planner.get(`/ogc/jobs${query}`)).json.jobs.map(({ jobID }: { jobID: string }) => jobID);
    const [a, b] = [first.json.jobID, second.json.jobID];
    expect(await listed()).toEqual([b, a]);
    expect(await listed('?status=successful')).toEqual([a]);
    expect(await listed('?status=failed,dismissed&type=process&processID=nearest')).toEqual([b]);
    expect(await listed('?processID=coverage-gap')).toEqual([]);
    expect(await listed('?limit=1')).toEqual([b]);
    expect(await listed('?datetime=2026-11-20T12:00:00Z/..')).toEqual([b, a]);
    expect(await listed('?datetime=../2026-11-20T11:59:59Z')).toEqual([]);
    expect(await listed('?minDuration=1')).toEqual([]);
    expect(await listed('?maxDuration=1')).toEqual([b, a]);
    expect((await planner.get('/ogc/jobs?status=asleep')).status).toBe(400);
    expect((await planner.get('/ogc/jobs?surprise=1')).status).toBe(400);
    expect((await planner.get('/ogc/jobs/1')).status).toBe(400);
  }));

it('takes no more jobs of a session than its share', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const planner = await testApp(database, { analyses }).as('planner');
    const paths: string[] = [];
    for (let i = 0; i < 4; i++) paths.push((await submit(planner, long)).headers.get('Location') ?? '');
    const refused = await submit(planner);
    expect([refused.status, refused.json.code]).toEqual([429, 'too_many_requests']);
    // Somebody who waits at a screen is served all the same.
    expect((await planner.send('POST', near, { inputs })).status).toBe(200);
    for (const path of paths) await planner.send('DELETE', path);
  }));
