// Hostile requests: keys that nobody asked for, tricks with paths and methods, injections, other people's pages, bombs.
// None is a fault, none is echoed, none writes, and none keeps the server from answering others.
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raw } from '../../server/db/sql.ts';
import { addressOf, declaredRoutes, type Route } from './routes.ts';
import { type Answer, ASKING, openTarget, type Target } from './target.ts';
import { type Ids, loadAttackWorld } from './world.ts';

let target: Target;
let ids: Ids;
let foreign: Ids;
let routes: Route[];

beforeAll(async () => {
  target = await openTarget({
    load: async (database) => {
      const world = await loadAttackWorld(database);
      ids = world.one;
      foreign = world.two;
    },
  });
  routes = declaredRoutes(target.app);
  for (const role of ASKING) await target.tokenOf(role); // accounts are among what is counted
});
afterAll(async () => {
  process.stdout.write(`refusals: ${target.sent()} requests\n`);
  expect(target.faults).toEqual([]);
  await target.close();
});

/** Everything that a write could change, as one number per table. */
const contents = async (): Promise<string> =>
  JSON.stringify(
    await target.database.rows(
      raw(`select (select count(*) from service) as s, (select sum(version) from service) as sv, (select count(*) from zone) as z,
        (select count(*) from incident) as i, (select count(*) from patrol_route) as p, (select count(*) from account) as a,
        (select count(*) from gateway) as g, (select count(*) from area) as r, (select count(*) from organization) as o`),
    ),
  );

const SERVICE = { name: 'New', kind: 'medical', geom: { type: 'Point', coordinates: [10.4, 10.4] } };

describe('a key that nobody asked for', () => {
  it.each(['role', 'org_id', 'organizationId', 'organization_id', '__proto__', 'constructor', 'id', 'version'])(
    'is refused in every body: %s',
    async (key) => {
      const before = await contents();
      const body = `{${JSON.stringify(key)}:"steward",${JSON.stringify(SERVICE).slice(1)}`;
      for (const route of routes.filter(({ method, permission }) => /POST|PATCH/.test(method) && permission !== null)) {
        // Without a body, or with one that is no record.
        if (/execution|session|invitations|signature|second-factor|approval/.test(route.path)) continue;
        const { status } = await target.ask('steward', addressOf(route.path, ids), {
          method: route.method,
          body,
          headers: { 'If-Match': '"1"' },
        });
        expect(`${route.method} ${route.path} ${status}`).toMatch(/ (400|403|404)$/);
      }
      expect(await contents()).toBe(before);
    },
  );

  it('is refused in every query', async () => {
    for (const { path, method } of routes.filter(({ method }) => method === 'GET')) {
      if (/openapi|metrics|events|oidc/.test(path)) continue;
      const { status } = await target.ask('steward', `${addressOf(path, ids)}?role=steward&org_id=two`, { method });
      expect(`${path} ${status}`).toMatch(/ (400|404)$/);
    }
  });
});

describe('an id of another organization', () => {
  it('is answered in the same bytes as one that nobody has, by every route and role', async () => {
    const nobody = Object.fromEntries(
      Object.keys(ids).map((name) => [name, '00000000-0000-4000-8000-000000000000']),
    ) as unknown as Ids;
    const different: string[] = [];
    for (const route of routes.filter(({ path }) => /\{(id|run|runId)\}/.test(path) && !path.startsWith('/ogc'))) {
      for (const role of ASKING) {
        const send = (of: Ids): Promise<Answer> =>
          target.ask(role, addressOf(route.path, of), {
            method: route.method,
            headers: { 'If-Match': '"1"' },
            ...(/GET|DELETE/.test(route.method) ? {} : { body: '{}' }),
          });
        const [theirs, none] = [await send(foreign), await send(nobody)];
        if (
          theirs.status === 200 ||
          theirs.status === 204 ||
          theirs.text !== none.text ||
          theirs.status !== none.status
        ) {
          different.push(`${role}: ${route.method} ${route.path} ${theirs.status} ${none.status}`);
        }
      }
    }
    expect(different).toEqual([]);
    expect((await target.ask('steward', `/api/services/${foreign.service}`, { organizationId: 'two' })).status).toBe(
      200,
    );
  });
});

describe('a trick with the address or the method', () => {
  const EXACT = '/api/incidents/exact';
  it('finds no way to what the plain address refuses', async () => {
    const tricks = [
      ...[
        '//api/incidents/exact',
        '/api//incidents/exact',
        '/api/incidents//exact',
        '/API/INCIDENTS/EXACT',
        '/api/incidents/exact/',
      ],
      ...[
        '/api/services/../incidents/exact',
        '/api/%69ncidents/exact',
        '/api/incidents%2fexact',
        '/%2e/api/incidents/exact',
      ],
      ...[
        '/api/services/%2e%2e/incidents/exact',
        '/api/incidents/exact%00',
        '/api/incidents/exact;x=1',
        '/api/incidents/exact.json',
      ],
      ...['/api/incidents/exact?', '/api/./incidents/exact', '/ogc/../api/incidents/exact', '/api/incidents/exact%20'],
    ];
    for (const role of ASKING.filter((role) => role !== 'steward')) {
      for (const path of tricks) {
        const { status, text } = await target.ask(role, path);
        // The page itself is what an unknown address without /api gives.
        expect(`${role} ${path} ${status} ${/FeatureCollection|12\.123456/.test(text)}`).toMatch(
          / (404|400|200) false$/,
        );
      }
    }
    expect((await target.ask('steward', EXACT)).text).toContain('12.123456');
  });

  it('is not another method in disguise, and HEAD says no more than GET', async () => {
    const before = await contents();
    for (const header of ['X-HTTP-Method-Override', 'X-Method-Override', 'X-HTTP-Method']) {
      const asked = { method: 'POST', body: '{}', headers: { [header]: 'DELETE', 'If-Match': '"1"' } };
      expect((await target.ask('steward', `/api/services/${ids.service}`, asked)).status).toBe(404);
      const get = await target.ask('public', `/api/services/${ids.service}?_method=DELETE`, {
        headers: { [header]: 'DELETE' },
      });
      expect([200, 400]).toContain(get.status);
    }
    expect(await contents()).toBe(before);
    for (const role of ASKING) {
      const head = await target.ask(role, EXACT, { method: 'HEAD' });
      const get = await target.ask(role, EXACT);
      expect(head.bytes).toHaveLength(0);
      expect(head.status).toBe(get.status);
    }
  });
});

/** Each is text that means something to some interpreter. */
const INJECTIONS = [
  ...[
    `'`,
    `' or '1'='1`,
    `'; drop table incident; --`,
    `$1`,
    `\\`,
    `%27%20or%201=1`,
    `1) or (1=1`,
    `null`,
    `NaN`,
    `-0`,
    `1e999`,
  ],
  ...[
    '../../etc/passwd',
    '%00',
    '\u0000',
    '\ud800',
    '<script>alert(1)</script>',
    '{{7*7}}',
    '#{7*7}',
    '=cmd|1',
    '\r\nSet-Cookie: a=b',
  ],
  ...['9'.repeat(400), '[]', '{}', 'true', '0x10', '１２', 'a'.repeat(5000), '%', '%zz'],
];

describe('an injection', () => {
  it('into any parameter is a wrong input or finds nothing; it is no fault and comes back in no answer', async () => {
    const before = await contents();
    const wrong: string[] = [];
    for (const route of routes.filter(({ method, path }) => method === 'GET' && !/oidc|events|metrics/.test(path))) {
      const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const text of INJECTIONS) {
        const inPath = names.length === 0 ? [] : [route.path.replace(/\{\w+\}/g, encodeURIComponent(safe(text)))];
        const inQuery = ['q', 'limit', 'after', 'bbox', 'from', 'type', 'f'].map(
          (name) => `${addressOf(route.path, ids)}?${name}=${encodeURIComponent(safe(text))}`,
        );
        for (const path of [...inPath, inQuery[text.length % inQuery.length] as string]) {
          const { status, text: said, headers } = await target.ask('steward', path);
          const echoed =
            text.length > 8 && (said.includes(text) || [...headers].some(([, value]) => value.includes(text)));
          if (status >= 500 || echoed || headers.has('set-cookie'))
            wrong.push(`${path.slice(0, 90)} ${status} ${echoed}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(await contents()).toBe(before);
  });

  it('into the address of a tile is refused', async () => {
    for (const text of INJECTIONS) {
      for (const at of ['z/0/0', '0/z/0', '0/0/z']) {
        const path = `/ogc/collections/services/tiles/WebMercatorQuad/${at.replace('z', encodeURIComponent(safe(text)))}`;
        expect([400, 404]).toContain((await target.ask('public', path)).status);
      }
    }
  });
});

/** Lone surrogates cannot be written in an address. */
const safe = (text: string): string => text.replace(/[\ud800-\udfff]/g, '\ufffd');

describe('another site', () => {
  it('cannot write with the cookie of a steward', async () => {
    const cookie = `safereach=${await target.tokenOf('steward')}`;
    const before = await contents();
    const post = (headers: Record<string, string>) =>
      target.send('/api/services', {
        method: 'POST',
        body: JSON.stringify(SERVICE),
        headers: { Cookie: cookie, ...headers },
      });
    const json = { 'Content-Type': 'application/json' };
    for (const headers of [
      json,
      { ...json, 'X-Safereach': '0' },
      { ...json, 'X-Safereach': '1', Origin: 'https://evil.example' },
      { ...json, 'X-Safereach': '1', Origin: 'null' },
      { ...json, 'X-Safereach': '1', 'Sec-Fetch-Site': 'cross-site' },
      { ...json, 'X-Safereach': '1', 'Sec-Fetch-Site': 'same-site' },
      { 'Content-Type': 'text/plain', 'X-Safereach': '1', Origin: 'https://evil.example' },
      { 'Content-Type': 'application/x-www-form-urlencoded' },
      { ...json, Authorization: 'Basic c3Rld2FyZDp4' },
    ]) {
      expect((await post(headers)).status).toBe(403);
    }
    expect(await contents()).toBe(before);
    // And the page itself can.
    expect(
      (await post({ ...json, 'X-Safereach': '1', Origin: target.address, 'Sec-Fetch-Site': 'same-origin' })).status,
    ).toBe(201);
  });

  it('is given no leave to read', async () => {
    const { headers } = await target.ask('public', '/api/services', { headers: { Origin: 'https://evil.example' } });
    expect([...headers].filter(([name]) => name.startsWith('access-control'))).toEqual([]);
    expect(headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin');
  });

  it('meets the same headers on pages, answers and errors', async () => {
    for (const path of [
      '/',
      '/api/services',
      '/api/nothing',
      '/ogc',
      '/api/services?limit=x',
      '/healthz',
      '/methods',
    ]) {
      const { headers } = await target.ask('public', path);
      expect(headers.get('Content-Security-Policy')).toContain("connect-src 'self'");
      expect(headers.get('Content-Security-Policy')).not.toMatch(/unsafe-inline|unsafe-eval'|https?:/);
      for (const [name, value] of [
        ['X-Content-Type-Options', 'nosniff'],
        ['Referrer-Policy', 'no-referrer'],
        ['X-Frame-Options', 'DENY'],
        ['Cross-Origin-Opener-Policy', 'same-origin'],
      ] as const) {
        expect(headers.get(name)).toBe(value);
      }
    }
  });
});

describe('a bomb', () => {
  const ring = Array.from({ length: 60_000 }, (_, i) => [10 + Math.cos(i) * (1 + (i % 7)), 10 + Math.sin(i)]);
  const BOMBS: Readonly<
    Record<string, () => { body: string | Uint8Array<ArrayBuffer>; headers?: Record<string, string> }>
  > = {
    'nested a hundred thousand deep': () => ({ body: '['.repeat(100_000) + ']'.repeat(100_000) }),
    'nested as an object': () => ({ body: `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}` }),
    'of sixty thousand vertices': () => ({
      body: JSON.stringify({ ...SERVICE, geom: { type: 'Polygon', coordinates: [ring] } }),
    }),
    'of two megabytes': () => ({ body: JSON.stringify({ ...SERVICE, name: 'x'.repeat(2_000_000) }) }),
    'of many keys': () => ({
      body: JSON.stringify(Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`k${i}`, 1]))),
    }),
    'of digits': () => ({ body: `{"capacity":${'9'.repeat(500_000)}}` }),
    zipped: () => ({
      body: new Uint8Array(gzipSync(Buffer.alloc(20_000_000))),
      headers: { 'Content-Encoding': 'gzip' },
    }),
    'of XML entities': () => ({
      body: '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>',
      headers: { 'Content-Type': 'application/xml' },
    }),
  };

  it.each(Object.keys(BOMBS))('%s is refused within a second while others are answered', async (name) => {
    const before = await contents();
    const { body, headers = {} } = (BOMBS[name] as () => { body: string; headers?: Record<string, string> })();
    for (const path of ['/api/services', '/api/zones', '/api/areas', '/ogc/processes/nearest/execution']) {
      // What a bomb costs the server it costs each time; what else the machine does comes and goes.
      const tries = [await bombed(path), await bombed(path), await bombed(path)];
      for (const { status } of tries) expect(`${path} ${status}`).toMatch(/ 4\d\d$/);
      expect(Math.min(...tries.map(({ took }) => took))).toBeLessThan(1000);
      expect(Math.min(...tries.map(({ p99 }) => p99))).toBeLessThan(200);
    }

    async function bombed(path: string) {
      const started = performance.now();
      const bomb = target.ask('steward', path, { method: 'POST', body, headers });
      const times: number[] = [];
      let over = false;
      const asking = (async () => {
        while (!over) {
          const at = performance.now();
          await target.send('/healthz');
          times.push(performance.now() - at);
        }
      })();
      // A server that has answered may close before the rest is sent; the client then sees the closed socket only.
      const { status } = await bomb.catch(() => ({ status: 413 }));
      const took = performance.now() - started;
      over = true;
      await asking;
      times.sort((a, b) => a - b);
      return { status, took, p99: times[Math.floor(times.length * 0.99)] ?? 0 };
    }
    expect(await contents()).toBe(before);
  });
});
