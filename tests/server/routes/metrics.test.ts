// What those who run the server are told: only with the token, and nothing that came with a request or tells what staff do.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LIMITS } from '../../../server/access/limits.ts';
import { WORKS } from '../../../server/access/work.ts';
import type { Database } from '../../../server/db/database.ts';
import { createGuards, type Guards } from '../../../server/guards.ts';
import { type Answer, NOW, testApp } from '../../support/app.ts';
import { inDatabase } from '../../support/database.ts';
import { reporterOf } from '../../support/reports.ts';
import { loadWorld } from '../../support/world.ts';

const TOKEN = 'a-token-of-the-collector';
let guards: Guards | null = null;
afterEach(() => guards?.close());

function watchedApp(database: Database, metricsToken: string | null = TOKEN) {
  const app = testApp(database, {
    publicOrganizationId: 'one',
    guards: (sessions) => {
      guards = createGuards({
        database,
        sessions,
        metricsToken,
        trustProxy: false,
        now: () => NOW,
        outbox: { subscribe: () => () => undefined },
        analyses: {
          run: () => Promise.reject(new Error('no analyses here')),
          demandPlace: () => undefined,
          counts: () => ({ running: 1, waiting: 2, backgroundRunning: 3, backgroundWaiting: 4 }),
          close: async () => undefined,
        },
      });
      return guards;
    },
  });
  const metrics = (token = TOKEN) => app.visitor.get('/metrics', { Authorization: `Bearer ${token}` });
  return { ...app, metrics };
}

const linesOf = ({ text }: Answer, name: string) => text.split('\n').filter((line) => line.startsWith(name));

it('is not there without the token, with a wrong one, or where none is set', () =>
  inDatabase(async (database) => {
    const { visitor, metrics } = watchedApp(database);
    const absent = await visitor.get('/no-such-page');
    const refusals = [await visitor.get('/metrics'), await metrics('another'), await metrics(`${TOKEN}x`)];
    for (const refused of refusals) expect([refused.status, refused.text]).toEqual([404, absent.text]);
    expect((await metrics()).status).toBe(200);
    guards?.close();
    const unset = watchedApp(database, null);
    expect((await unset.metrics()).status).toBe(404);
    expect((await unset.metrics('null')).status).toBe(404);
  }));

it('tells of the process, the database, the pool and the age of the kept audit heads', () =>
  inDatabase(async (database) => {
    const { metrics } = watchedApp(database);
    const answer = await metrics();
    expect(answer.headers.get('Content-Type')).toContain('text/plain');
    for (const name of ['process_cpu_seconds_total', 'nodejs_eventloop_lag_seconds', 'process_resident_memory_bytes'])
      expect(linesOf(answer, name)).not.toEqual([]);
    expect(linesOf(answer, 'safereach_database_up')).toEqual(['safereach_database_up 1']);
    expect(linesOf(answer, 'safereach_audit_head_age_days')).toEqual(['safereach_audit_head_age_days -1']);
    expect(linesOf(answer, 'safereach_event_streams')).toEqual(['safereach_event_streams 0']);
    expect(linesOf(answer, 'safereach_analyses')).toEqual([
      'safereach_analyses{state="running"} 1',
      'safereach_analyses{state="waiting"} 2',
      'safereach_analyses{state="backgroundRunning"} 3',
      'safereach_analyses{state="backgroundWaiting"} 4',
    ]);
  }));

it('says that the database is down where it does not answer, and still answers itself', () =>
  inDatabase(async (database) => {
    const never = () => new Promise<never>(() => undefined);
    const { metrics } = watchedApp({ ...database, ping: never, one: never });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const asked = metrics();
      await vi.advanceTimersByTimeAsync(2_000);
      expect(linesOf(await asked, 'safereach_database_up')).toEqual(['safereach_database_up 0']);
    } finally {
      vi.useRealTimers();
    }
  }));

describe('the labels', () => {
  it('are never taken from a request: patterns of open routes, or other; classes of the status; closed lists', () =>
    inDatabase(async (database) => {
      await loadWorld(database, 'one');
      const { visitor, as, request, metrics } = watchedApp(database);
      const steward = await as('steward');
      const [service] = (await visitor.get('/api/services')).json.features;
      await visitor.get(`/api/services/${service.id}`);
      await visitor.get(`/api/services/${service.id}?canary=canary-query`);
      for (const path of ['/api/canary', '/canary', '/api/services/canary-id', '/api/search?q=canary'])
        await visitor.get(path);
      for (const path of ['/api/incidents', '/api/audit', '/api/patrols', '/api/release-drafts'])
        await steward.get(path);
      await steward.send('POST', '/api/incidents', { canary: 'canary' });
      await request('/api/services', { method: 'CANARY' });
      await visitor.get('/api/services', { Host: 'canary.example', 'User-Agent': 'canary', 'X-Canary': 'canary' });
      const answer = await metrics();
      expect(answer.text).not.toMatch(/canary/i);
      expect(answer.text).not.toMatch(/incident|patrol|audit"|draft|steward|planner|operations|organization="/);
      const durations = linesOf(answer, 'safereach_request_seconds_count');
      expect(durations).toContain('safereach_request_seconds_count{route="/api/services/:id",status="2xx"} 1');
      const routes = new Set(durations.map((line) => /route="([^"]*)"/.exec(line)?.[1]));
      expect([...routes].sort()).toEqual(['/api/search', '/api/services', '/api/services/:id', 'other']);
      expect(new Set(durations.map((line) => /status="([^"]*)"/.exec(line)?.[1]))).toEqual(new Set(['2xx', '4xx']));
      const labels = [...answer.text.matchAll(/^safereach_\w+\{([^}]*)\}/gm)].flatMap(([, of = '']) =>
        of.split(',').map((label) => label.split('=')[0]),
      );
      expect(new Set(labels)).toEqual(new Set(['route', 'status', 'le', 'state']));
    }));

  it('of what was refused are kinds of work and limits', () =>
    inDatabase(async (database) => {
      await loadWorld(database, 'one');
      const { as, metrics } = watchedApp(database);
      const partner = await as('partner');
      for (let n = 0; n < LIMITS.write.requests; n++) await partner.send('PATCH', '/api/nothing', {});
      const refused = await partner.send('PATCH', '/api/nothing', {});
      expect([refused.status, refused.json.code]).toEqual([429, 'too_many_requests']);
      expect(refused.headers.get('Content-Type')).toContain('application/problem+json');
      expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
      guards?.watched?.metrics.shed('analysis');
      const answer = await metrics();
      expect(linesOf(answer, 'safereach_limited_total')).toEqual(['safereach_limited_total{limit="write"} 1']);
      expect(linesOf(answer, 'safereach_shed_total')).toEqual(['safereach_shed_total{work="analysis"} 1']);
      expect(WORKS).toContain('analysis');
    }));

  it('tell nothing of reports: no figure is another after they came, were refused or shed', () =>
    inDatabase(async (database) => {
      await loadWorld(database, 'one');
      const { visitor, metrics } = watchedApp(database);
      const figures = async () => linesOf(await metrics(), 'safereach_').filter((line) => !/route="other"/.test(line));
      const others = async () => linesOf(await metrics(), 'safereach_request_seconds_count{route="other"');
      await metrics();
      const [before, asked] = [await figures(), (await others()).length];
      const reporter = reporterOf((method, path, body) =>
        method === 'GET' ? visitor.get(path) : visitor.send(method, path, body),
      );
      expect((await reporter.lookFor('A'.repeat(43))).status).toBe(200);
      expect((await visitor.send('POST', '/api/reports', {})).status).toBe(400);
      guards?.watched?.metrics.shed('report');
      expect(await figures()).toEqual(before);
      // Reading the figures is a request itself, and the only one that was counted: four times before this.
      expect(asked).toBe(1);
      expect(await others()).toEqual(['safereach_request_seconds_count{route="other",status="2xx"} 4']);
    }));
});
