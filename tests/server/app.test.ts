// The door: headers, hosts, origins, sessions, bodies; what every answer carries and what is not let in.
import { expect, it } from 'vitest';
import { testApp } from '../support/app.ts';
import { inDatabase } from '../support/database.ts';
import { loadWorld } from '../support/world.ts';

it('answers /healthz and /readyz, and every unknown address with a problem document', () =>
  inDatabase(async (database) => {
    const { visitor } = testApp(database);
    expect((await visitor.get('/healthz')).json).toEqual({ status: 'ok' });
    expect((await visitor.get('/readyz')).json).toEqual({ status: 'ready' });
    const lost = await visitor.get('/api/nothing');
    expect([lost.status, lost.json.code]).toEqual([404, 'not_found']);
    expect(lost.headers.get('Content-Type')).toBe('application/problem+json');
  }));

it('sends the security headers with answers and with errors', () =>
  inDatabase(async (database) => {
    const { visitor } = testApp(database);
    for (const path of ['/healthz', '/api/session', '/api/nothing', '/api/services?limit=x']) {
      const { headers } = await visitor.get(path);
      const policy = headers.get('Content-Security-Policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toMatch(/unsafe|https?:/);
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('Referrer-Policy')).toBe('no-referrer');
      expect(headers.get('X-Frame-Options')).toBe('DENY');
      expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
    }
  }));

it('lets the analysis worker compile WebAssembly, by the name of its file, and nothing else', () =>
  inDatabase(async (database) => {
    const { visitor } = testApp(database);
    const policyOf = async (path: string) => (await visitor.get(path)).headers.get('Content-Security-Policy') ?? '';
    const worker = await policyOf('/assets/analysis.worker-DbuNmjxp.js');
    expect(worker).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(worker.replace(" 'wasm-unsafe-eval'", '')).toBe(await policyOf('/'));
    for (const path of ['/assets/index-DbuNmjxp.js', '/assets/x/analysis.worker-a.js', '/analysis.worker-a.js']) {
      expect(await policyOf(path)).not.toContain('unsafe');
    }
  }));

it('sends them with tiles too, and keeps in no browser what the public may not see', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, visitor } = testApp(database, { publicOrganizationId: 'one' });
    const tile = (collection: string) => `/ogc/collections/${collection}/tiles/WebMercatorQuad/6/30/33`;
    const open = await visitor.get(tile('services'));
    expect(open.status).toBe(200);
    expect(open.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(open.headers.get('Cache-Control')).toBe('private, no-cache');
    const operations = await as('operations');
    for (const collection of ['services', 'zones', 'patrols']) {
      expect((await operations.get(tile(collection))).headers.get('Cache-Control')).toBe('no-store');
    }
  }));

it('asks for the permission before it reads a body', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { visitor } = testApp(database, { publicOrganizationId: 'one' });
    const refused = await visitor.send('POST', '/api/zones', '{"name": ');
    expect([refused.status, refused.json.code]).toEqual([401, 'unauthenticated']);
    const execution = await visitor.send('POST', '/ogc/processes/nearest/execution', '{"inputs": ');
    expect([execution.status, execution.json.code]).toEqual([404, 'not_found']);
  }));

it('answers values that only the database finds impossible as invalid input, and echoes no key', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, faults } = testApp(database);
    const planner = await as('planner');
    const clinic = { name: 'Clinic', kind: 'medical', geom: { type: 'Point', coordinates: [10, 10] } };
    const answers = [
      await planner.get('/api/search?q=a%00b'),
      await planner.send('POST', '/api/services', { ...clinic, name: 'a\u0000b' }),
      await planner.send('POST', '/api/services', { ...clinic, verifiedOn: '0000-01-01' }),
      await planner.get('/api/services?Amina%2011.65432=1'),
      await planner.send('POST', '/api/services', { ...clinic, 'Amina 11.65432': 1 }),
    ];
    for (const { status, json, text } of answers) {
      expect([status, json.code]).toEqual([400, 'invalid_input']);
      expect(text).not.toContain('Amina');
    }
    expect(faults).toEqual([]);
  }));

it('in demo mode answers only its own address, and nothing that was forwarded', () =>
  inDatabase(async (database) => {
    const { request } = testApp(database, { demo: true });
    const status = async (headers: Record<string, string>) => (await request('/api/session', { headers })).status;
    expect(await status({ Host: '127.0.0.1:8400' })).toBe(200);
    expect(await status({ Host: 'localhost' })).toBe(200);
    for (const headers of [
      { Host: 'safereach.example' },
      { Host: '127.0.0.1.example.org' },
      { Host: '127.0.0.1', Forwarded: 'for=1.2.3.4' },
      { Host: '127.0.0.1', 'X-Forwarded-For': '1.2.3.4' },
      { Host: '127.0.0.1', 'X-Forwarded-Proto': 'https' },
      { Host: '127.0.0.1', Via: '1.1 proxy' },
      { Host: '127.0.0.1', 'X-Real-IP': '1.2.3.4' },
    ]) {
      expect(await status(headers)).toBe(403);
    }
  }));

it('lets anybody play a role of the demo and of nothing else, and has no such door without demo mode', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'demo');
    await loadWorld(database, 'one');
    const { request } = testApp(database, { demo: true, publicOrganizationId: 'demo' });
    const headers = { Host: '127.0.0.1', 'X-Safereach': '1', 'Content-Type': 'application/json' };
    const post = (body: unknown) =>
      request('/api/session/demo', { method: 'POST', headers, body: JSON.stringify(body) });
    const opened = await post({ role: 'planner' });
    expect(opened.status).toBe(201);
    const cookie = opened.headers.get('Set-Cookie') ?? '';
    expect(cookie).toMatch(/^safereach=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
    const me = await (
      await request('/api/session', { headers: { Host: '127.0.0.1', Cookie: cookie.split(';')[0] ?? '' } })
    ).json();
    expect(me).toMatchObject({ role: 'planner', organizationId: 'demo', demo: true });
    expect((await post({ role: 'planner', organizationId: 'one' })).status).toBe(400);
    expect((await post({ role: 'reporter' })).status).toBe(400);
    const real = testApp(database, { demo: false });
    expect(
      (await real.request('/api/session/demo', { method: 'POST', headers, body: '{"role":"planner"}' })).status,
    ).toBe(404);
  }));

it('refuses writes that come with a cookie from elsewhere', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, request } = testApp(database);
    const { token } = await as('planner');
    const write = (headers: Record<string, string>) =>
      request('/api/services', {
        method: 'POST',
        headers: { Cookie: `safereach=${token}`, Host: '127.0.0.1', 'Content-Type': 'application/json', ...headers },
        body: '{}',
      });
    const own = { 'X-Safereach': '1', Origin: 'http://127.0.0.1', 'Sec-Fetch-Site': 'same-origin' };
    expect((await write(own)).status).toBe(400);
    expect((await write({})).status).toBe(403);
    expect((await write({ Authorization: 'Basic eDp5' })).status).toBe(403);
    expect((await write({ ...own, Origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await write({ ...own, Origin: 'null' })).status).toBe(403);
    expect((await write({ ...own, 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
  }));

it('behind https keeps the session in a __Host- cookie, whatever Host the proxy passes on', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, request } = testApp(database, { origin: 'https://map.example.org' });
    const { token } = await as('planner');
    const signIn = (origin: string) =>
      request('/api/session', {
        method: 'POST',
        headers: { 'X-Safereach': '1', 'Content-Type': 'application/json', Origin: origin },
        body: JSON.stringify({ token }),
      });
    const signed = await signIn('https://map.example.org');
    const opened = (await signed.json()) as { token: string };
    // The token that was offered is not adopted: the browser gets one of its own.
    expect(opened.token).not.toBe(token);
    expect(signed.headers.get('Set-Cookie')).toBe(
      `__Host-safereach=${opened.token}; Max-Age=43200; Path=/; HttpOnly; Secure; SameSite=Strict`,
    );
    expect((await signIn('http://127.0.0.1')).status).toBe(403);
  }));

it('ends a session at sign-out, and takes no token that it did not give', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const { as, request } = testApp(database);
    const planner = await as('planner');
    expect((await planner.get('/api/session')).json).toMatchObject({
      role: 'planner',
      organizationId: 'one',
      roles: [],
    });
    expect((await planner.send('DELETE', '/api/session')).status).toBe(204);
    expect((await planner.get('/api/session')).status).toBe(401);
    for (const token of ['x', 'A'.repeat(43), `${planner.token}'`]) {
      expect((await request('/api/session', { headers: { Authorization: `Bearer ${token}` } })).status).toBe(401);
    }
  }));

it('refuses a body over the limit before reading it all', () =>
  inDatabase(async (database) => {
    await loadWorld(database, 'one');
    const planner = await testApp(database).as('planner');
    const large = await planner.send('POST', '/api/services', { name: 'x'.repeat(1024 * 1024) });
    expect([large.status, large.json.code]).toEqual([413, 'too_large']);
  }));

it('describes every route in OpenAPI 3.1', () =>
  inDatabase(async (database) => {
    const { json } = await testApp(database).visitor.get('/api/openapi.json');
    expect(json.openapi).toBe('3.1.0');
    expect(Object.keys(json.paths)).toEqual(
      expect.arrayContaining([
        '/api/services',
        '/api/services/{id}',
        '/api/zones',
        '/api/incidents',
        '/ogc/processes/{id}/execution',
      ]),
    );
    expect(json.paths['/api/services'].post.requestBody.content['application/json'].schema.additionalProperties).toBe(
      false,
    );
  }));
