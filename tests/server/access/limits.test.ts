// Limits of how often one caller may ask: who is counted together, what is said to one too many, and when it is over.
import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Problem } from '../../../geodata/schema/problem.ts';
import type { Environment } from '../../../server/access/environment.ts';
import { createLimiter } from '../../../server/access/limiter.ts';
import { LIMIT_OF, LIMITS } from '../../../server/access/limits.ts';
import { WORKS, workOf } from '../../../server/access/work.ts';

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-20T12:00:00Z') }));
afterEach(() => void vi.useRealTimers());

interface Ask {
  readonly token?: string | null;
  readonly address?: string;
  readonly forwarded?: string;
}

function limitedApp(trustProxy = false) {
  const limited: string[] = [];
  const limiter = createLimiter({ trustProxy, limited: (name) => limited.push(name) });
  const app = new Hono<Environment>();
  app.onError((error, c) => {
    if (!(error instanceof Problem)) throw error;
    return c.json(error.toDocument(), error.status as 400);
  });
  app.use(limiter.network());
  app.use(async (c, next) => {
    c.set('token', c.req.header('X-Token') ?? null);
    await next();
  });
  app.use(limiter.caller());
  app.all('*', (c) => c.text('done'));
  const ask = async (method: string, path: string, { token = null, address = '203.0.113.7', forwarded }: Ask = {}) =>
    app.request(
      path,
      {
        method,
        headers: {
          ...(token === null ? {} : { 'X-Token': token }),
          ...(forwarded === undefined ? {} : { 'X-Forwarded-For': forwarded }),
        },
      },
      { incoming: { socket: { remoteAddress: address } } },
    );
  const many = async (times: number, method: string, path: string, as: Ask = {}) => {
    let last = 0;
    for (let n = 0; n < times; n++) last = (await ask(method, path, as)).status;
    return last;
  };
  return { ask, many, limited };
}

describe('one request too many', () => {
  it('is refused with the time to wait and the policy, and taken again after that time', async () => {
    const { ask, many, limited } = limitedApp();
    const ann = { token: 'ann' };
    expect(await many(LIMITS.write.requests, 'POST', '/api/services', ann)).toBe(200);
    vi.advanceTimersByTime(20_500);
    const refused = await ask('PATCH', '/api/zones/1', ann);
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([429, 'too_many_requests']);
    expect(refused.headers.get('Retry-After')).toBe('40');
    expect(refused.headers.get('RateLimit-Policy')).toBe('"write";q=120;w=60');
    expect(refused.headers.get('RateLimit')).toBe('"write";r=0;t=40');
    expect(limited).toEqual(['write']);
    vi.advanceTimersByTime(40_000);
    expect((await ask('POST', '/api/services', ann)).status).toBe(200);
  });

  it('leaves the caller everything else, and everybody else everything', async () => {
    const { ask, many } = limitedApp();
    expect(await many(LIMITS.write.requests + 1, 'POST', '/api/services', { token: 'ann' })).toBe(429);
    expect((await ask('GET', '/api/services', { token: 'ann' })).status).toBe(200);
    expect((await ask('POST', '/api/services', { token: 'bob' })).status).toBe(200);
  });
});

it('says nothing of a limit while more than half of it is left, and the rest from there', async () => {
  const { ask, many } = limitedApp();
  const ann = { token: 'ann' };
  await many(LIMITS.write.requests / 2 - 1, 'POST', '/api/services', ann);
  expect((await ask('POST', '/api/services', ann)).headers.get('RateLimit')).toBe(null);
  expect((await ask('POST', '/api/services', ann)).headers.get('RateLimit')).toBe('"write";r=59;t=60');
});

it('counts jobs begun and jobs cancelled together', async () => {
  const { ask, many } = limitedApp();
  const ann = { token: 'ann' };
  const half = LIMITS.analysis.requests / 2;
  expect(await many(half, 'POST', '/ogc/processes/scan/execution', ann)).toBe(200);
  expect(await many(half, 'DELETE', '/ogc/jobs/1', ann)).toBe(200);
  expect((await ask('POST', '/ogc/processes/scan/execution', ann)).status).toBe(429);
});

describe('a network', () => {
  it('is not told how much of its limit the others in it have used', async () => {
    const { ask, many } = limitedApp();
    const times = LIMITS.visitor_costly_read.requests;
    await many(times - 1, 'GET', '/api/search');
    expect((await ask('GET', '/api/search')).headers.get('RateLimit')).toBe(null);
    expect((await ask('GET', '/api/search')).status).toBe(429);
    expect((await ask('GET', '/api/services')).status).toBe(200);
    expect((await ask('GET', '/api/search', { address: '198.51.100.9' })).status).toBe(200);
  });

  it('is bounded in all before anybody is looked up, but never in its questions about health', async () => {
    const { ask, many } = limitedApp();
    expect(await many(LIMITS.network.requests, 'GET', '/api/services')).toBe(200);
    expect((await ask('GET', '/api/services', { token: 'ann' })).status).toBe(429);
    expect((await ask('GET', '/healthz')).status).toBe(200);
  });

  it('is the /64 of an IPv6 address, and may not call itself another one', async () => {
    const { ask, many } = limitedApp();
    const times = LIMITS.sign_in.requests;
    expect(await many(times, 'POST', '/api/session', { address: '2001:db8::1' })).toBe(200);
    expect((await ask('POST', '/api/session', { address: '2001:db8::ffff:2' })).status).toBe(429);
    expect((await ask('POST', '/api/session', { address: '2001:db8::1', forwarded: '192.0.2.1' })).status).toBe(429);
    expect((await ask('POST', '/api/session', { address: '2001:db8:0:1::1' })).status).toBe(200);
  });

  it('is what the declared proxy says, and never the proxy itself', async () => {
    const declared = limitedApp(true);
    const by = (forwarded: string) => ({ address: '127.0.0.1', forwarded });
    expect(await declared.many(LIMITS.sign_in.requests + 1, 'POST', '/api/session', by('192.0.2.1'))).toBe(429);
    expect((await declared.ask('POST', '/api/session', by('192.0.2.200'))).status).toBe(200);
    const undeclared = limitedApp();
    expect(await undeclared.many(LIMITS.sign_in.requests + 1, 'POST', '/api/session', { address: '127.0.0.1' })).toBe(
      200,
    );
  });
});

describe('a report', () => {
  it('is counted with those of all networks together, and by no network', async () => {
    const { ask, many, limited } = limitedApp();
    const half = LIMITS.report.requests / 2;
    expect(await many(half, 'GET', '/api/reports/challenge')).toBe(200);
    expect(await many(half, 'POST', '/api/reports', { address: '198.51.100.9', token: 'ann' })).toBe(200);
    const refused = await ask('POST', '/api/reports/inbox', { address: '192.0.2.77' });
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '60']);
    // Nor is it told in a figure that it was refused, and what a network asks otherwise is not used up by it.
    expect(limited).toEqual([]);
    expect(await many(LIMITS.network.requests, 'GET', '/api/services')).toBe(200);
    expect((await ask('GET', '/api/services')).status).toBe(429);
  });
});

describe('the kind of work', () => {
  it.each([
    ['GET', '/healthz', 'health'],
    ['POST', '/api/reports', 'report'],
    ['POST', '/api/reports/inbox', 'report'],
    ['GET', '/api/reports/challenge', 'report'],
    ['GET', '/api/report-inbox', 'read'],
    ['POST', '/api/report-keys', 'write'],
    ['GET', '/api/services', 'read'],
    ['GET', '/assets/main.js', 'light_read'],
    ['GET', '/api/session', 'light_read'],
    ['GET', '/', 'light_read'],
    ['GET', '/ogc/collections', 'read'],
    ['DELETE', '/api/session', 'read'],
    ['GET', '/api/events', 'stream'],
    ['POST', '/api/services', 'write'],
    ['PURGE', '/api/services', 'write'],
    ['POST', '/api/session', 'sign_in'],
    ['POST', '/api/session/second-factor', 'sign_in'],
    ['POST', '/api/invitations/accept', 'sign_in'],
    ['GET', '/api/oidc/callback', 'sign_in'],
    ['DELETE', '/ogc/jobs/6d2f8a0e-6f0b-4a51-9d8c-0d6a1f3c2b10', 'cancel'],
    ['GET', '/ogc/jobs/6d2f8a0e-6f0b-4a51-9d8c-0d6a1f3c2b10', 'read'],
    ['GET', '/api/search', 'costly_read'],
    ['GET', '/api/audit/verify', 'costly_read'],
    ['GET', '/api/incidents/6d2f8a0e-6f0b-4a51-9d8c-0d6a1f3c2b10', 'costly_read'],
    ['GET', '/ogc/collections/services/items', 'costly_read'],
    ['GET', '/ogc/collections/services/tiles/WebMercatorQuad/5/1/1', 'large_tile'],
    ['GET', '/ogc/collections/services/tiles/WebMercatorQuad/6/1/1', 'light_read'],
    ['POST', '/ogc/processes/scan/execution', 'analysis'],
    ['POST', '/api/release-drafts', 'analysis'],
  ])('of %s %s is %s', (method, path, work) => {
    expect(workOf(method, path)).toBe(work);
  });

  it('has a limit wherever it changes something or costs much', () => {
    const unlimited = WORKS.filter((work) => LIMIT_OF[work]?.signedIn === undefined);
    // A report has its own before the door.
    expect(unlimited).toEqual(['health', 'report', 'light_read', 'read', 'large_tile']);
  });
});
