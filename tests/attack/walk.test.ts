// The one permission table against the server: every role on every route with every verb, read from the server's own
// OpenAPI document. What the table denies is refused with the status it implies; what it grants is answered, in exactly
// the fields that the route promises.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PERMISSIONS, type Role, type Thing } from '../../geodata/schema/roles.ts';
import { keysOf, mayRead } from './fields.ts';
import { addressOf, declaredRoutes, expected, OF_COLLECTION, type Route, undeclared } from './routes.ts';
import { type Answer, ASKING, openTarget, type Target } from './target.ts';
import { CANARY, type Ids, loadAttackWorld } from './world.ts';

let target: Target;
let ids: Ids;
let routes: Route[];

beforeAll(async () => {
  target = await openTarget({
    load: async (database) => {
      ids = (await loadAttackWorld(database)).one;
    },
  });
  routes = declaredRoutes(target.app);
});
afterAll(async () => {
  process.stdout.write(`walk: ${routes.length} routes, ${target.sent()} requests\n`);
  expect(target.faults).toEqual([]);
  await target.close();
});

/** A write that is granted gets as far as its body, which is refused: nothing is changed by the walk. */
const NONSENSE = JSON.stringify({ nonsense: 1 });
const call = (role: Role, route: Route): Promise<Answer> =>
  target.ask(role, addressOf(route.path, ids), {
    method: route.method,
    anew: /session|view/.test(route.path),
    ...(route.method === 'GET' || route.method === 'DELETE' ? {} : { body: NONSENSE }),
    // A version that no record has: deletes stop there.
    headers: { 'If-Match': '"999999"' },
  });

async function differences(of: readonly Route[], table = PERMISSIONS): Promise<string[]> {
  const found: string[] = [];
  for (const route of of.filter(({ permission }) => permission !== null)) {
    for (const role of ASKING) {
      const wanted = expected(table[role], { role, ...(route.permission as NonNullable<Route['permission']>) });
      const { status } = await call(role, route);
      const agrees = wanted === 'allowed' ? ![401, 403].includes(status) && status < 500 : status === wanted;
      if (!agrees) found.push(`${role}: ${route.method} ${route.path} should be ${wanted}, was ${status}`);
    }
  }
  return found;
}

describe('the permission table', () => {
  it('knows every address that the router answers', () => {
    expect(undeclared(target.app, routes)).toEqual([]);
  });

  it('is what the server does, for every role, route and verb', async () => {
    expect(await differences(routes)).toEqual([]);
  });

  it('is seen to be wrong where the server grants what it should not', async () => {
    const grants = PERMISSIONS.public as Partial<Record<Thing, readonly string[]>>;
    const patrols = routes.filter(({ permission }) => permission?.thing === 'patrol' && permission.verb === 'read');
    const table = structuredClone(PERMISSIONS);
    grants.patrol = ['read'];
    try {
      const found = await differences(patrols, table);
      expect(found.length).toBeGreaterThanOrEqual(patrols.length);
      // And still nothing came out: the login of the public has no grant on the tables.
      for (const route of patrols) {
        const { status, text } = await call('public', route);
        expect(`${route.path} ${status === 200 && /"coordinates":\[\[?\d/.test(text)}`).toBe(`${route.path} false`);
        expect(text).not.toContain(CANARY.patrolRoute);
      }
      expect(target.faults.length).toBeGreaterThan(0);
    } finally {
      delete grants.patrol;
      target.faults.length = 0;
    }
  });

  it('holds for tiles: a denied collection is as absent as one that never was', async () => {
    for (const [collection, thing] of Object.entries(OF_COLLECTION)) {
      for (const role of ASKING) {
        const path = `/ogc/collections/${collection}/tiles/WebMercatorQuad`;
        const absent = await target.ask(role, '/ogc/collections/incidents/tiles/WebMercatorQuad/0/0/0');
        expect(absent.status).toBe(404);
        for (const end of ['/0/0/0', '/metadata?f=tilejson']) {
          const { status, text } = await target.ask(role, path + end);
          const allowed = PERMISSIONS[role][thing]?.includes('read') ?? false;
          expect(`${role} ${collection} ${status}`).toBe(`${role} ${collection} ${allowed ? 200 : 404}`);
          if (!allowed) expect(text).toBe(absent.text);
        }
      }
    }
  });
});

describe('what a route answers', () => {
  it('is what it promises, and no field more, for every role', async () => {
    const wrong: string[] = [];
    for (const route of routes.filter(({ method, answer }) => method === 'GET' && answer !== null)) {
      for (const role of ASKING) {
        const { status, text, headers } = await call(role, route);
        if (status !== 200 || !/json/.test(headers.get('Content-Type') ?? '')) continue;
        const sent = JSON.parse(text) as unknown;
        const parsed = route.answer?.safeParse(sent);
        if (parsed?.success !== true) wrong.push(`${role}: ${route.path} is not what it promises`);
        else if (JSON.stringify(sort(parsed.data)) !== JSON.stringify(sort(sent)))
          wrong.push(`${role}: ${route.path} says more`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('has only fields that the role may read of the thing', async () => {
    const wrong = new Set<string>();
    for (const route of routes.filter(({ method, permission }) => method === 'GET' && permission !== null)) {
      for (const role of ASKING) {
        const { status, text, headers } = await call(role, route);
        if (status !== 200 || !/json/.test(headers.get('Content-Type') ?? '')) continue;
        const { thing } = route.permission as NonNullable<Route['permission']>;
        for (const key of keysOf(JSON.parse(text)))
          if (!mayRead(role, thing, key)) wrong.add(`${role} ${thing}.${key}`);
      }
    }
    expect([...wrong]).toEqual([]);
  });
});

/** The same value whatever the order of its keys. */
function sort(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sort);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sort(part)]),
  );
}
