// Who am I and what may I do; sign in, with a password or with a token of the command line; sign out; look through
// another role; or play any role of the demo.
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { deleteCookie, getCookie } from 'hono/cookie';
import { areaPrefix, code, email } from '../../geodata/schema/account.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import { PERMISSIONS, ROLES, type Role } from '../../geodata/schema/roles.ts';
import { cookieRules } from '../access/cookie.ts';
import type { Environment } from '../access/environment.ts';
import { permits } from '../access/may.ts';
import { hashOfToken } from '../access/sessions.ts';
import { type SignInTools, signInWithPassword } from '../access/sign_in.ts';
import { looksLikeDevice } from '../access/sign_in_device.ts';
import { networkOf } from '../access/sign_in_network.ts';
import { DEMO_ORGANIZATION } from '../config.ts';
import { deleteSessionsOf } from '../queries/sessions.ts';
import { recordAct } from '../queries/writes.ts';
import { createRouter, type Deps } from './environment.ts';
import { jsonOf } from './feature.ts';
import { answerOpened, bodyOf, deviceCookie, opened, rememberInCookie } from './session_answer.ts';

/** Roles that can sign in; a reporter has no account. */
const DEMO_ROLES: readonly Role[] = ROLES.filter((role) => role !== 'reporter');
/** Roles that a steward may look through. */
const VIEW_ROLES = ['public', 'partner', 'evaluator', 'planner', 'operations'] as const satisfies Role[];

const me = z.object({
  role: z.enum(ROLES),
  organizationId: z.string(),
  organizationName: z.string(),
  areaPrefix: z.string(),
  accountId: z.string().nullable(),
  email: z.string().nullable(),
  demo: z.boolean(),
  permissions: z.record(z.string(), z.array(z.string())),
  roles: z.array(z.enum(ROLES)),
  viewingAs: z.enum(ROLES).nullable(),
  ownRole: z.enum(ROLES),
  needs: z.enum(['code', 'second_factor_setup']).nullable(),
});
const demoBody = z.strictObject({ role: z.enum(ROLES) });
const tokenBody = z.strictObject({ token: z.string().max(100) });
const passwordBody = z.strictObject({ email, password: z.string().min(1).max(256), code: code.optional() });
const viewBody = z.strictObject({ role: z.enum(VIEW_ROLES).nullable(), areaPrefix: areaPrefix.optional() });

const read = createRoute({
  method: 'get',
  path: '/api/session',
  summary: 'Who am I and what may I do',
  ...permits('read', 'session'),
  responses: { 200: jsonOf(me, 'The session') },
});
const signIn = createRoute({
  method: 'post',
  path: '/api/session',
  summary: 'Sign in: address, password and code, or a token printed by `npm run accounts`',
  ...permits('create', 'session'),
  request: bodyOf(z.union([tokenBody, passwordBody])),
  responses: { 201: jsonOf(opened, 'Signed in') },
});
const signOut = createRoute({
  method: 'delete',
  path: '/api/session',
  summary: 'Sign out',
  ...permits('delete', 'session'),
  responses: { 204: { description: 'Signed out' } },
});
const signOutAll = createRoute({
  method: 'delete',
  path: '/api/session/all',
  summary: 'Sign out everywhere: all sessions of this account',
  ...permits('delete', 'session'),
  responses: { 204: { description: 'Signed out everywhere' } },
});
const view = createRoute({
  method: 'post',
  path: '/api/session/view',
  summary: 'Look through another role, without writing; null returns to the own one',
  ...permits('create', 'view'),
  request: bodyOf(viewBody),
  responses: { 201: jsonOf(opened, 'The session with the role it now looks through') },
});
const demo = createRoute({
  method: 'post',
  path: '/api/session/demo',
  summary: 'Play a role of the demo (demo mode only)',
  ...permits('create', 'session'),
  request: bodyOf(demoBody),
  responses: { 201: jsonOf(opened, 'Signed in') },
});

export function sessionRoutes(deps: Deps, tools: SignInTools) {
  const cookie = cookieRules(deps.origin);
  const device = deviceCookie(deps.origin);
  const deviceOf = (c: Context) => getCookie(c, device.name);
  const forget = (c: Context) => {
    deleteCookie(c, cookie.name, { path: '/', secure: cookie.secure });
    c.header('Clear-Site-Data', '"cache"');
  };
  const router = createRouter();
  /** A full queue is said before the body is read. */
  router.use('/api/session', async (c, next) => {
    if (c.req.method === 'POST') tools.passwords.demandPlace(looksLikeDevice(deviceOf(c)));
    await next();
  });
  const routed = router
    .openapi(read, (c) => c.json(whoAmI(c, deps.demo), 200))
    .openapi(signIn, async (c) => {
      const body = c.req.valid('json') as z.infer<typeof tokenBody> | z.infer<typeof passwordBody>;
      if ('token' in body) return signInWithToken(c, deps, body.token);
      const network = networkOf(c, deps.trustProxy);
      const signedIn = await signInWithPassword(tools, { ...body, network, device: deviceOf(c) });
      return answerOpened(c, { deps, tools }, signedIn);
    })
    .openapi(signOut, async (c) => {
      const token = c.get('token');
      if (token !== null) await deps.sessions.end(token);
      forget(c);
      return c.body(null, 204);
    })
    .openapi(signOutAll, async (c) => {
      const { accountId } = c.get('viewer');
      const token = c.get('token');
      if (accountId) deps.sessions.ended(await deleteSessionsOf(deps.database, accountId));
      else if (token !== null) await deps.sessions.end(token);
      forget(c);
      return c.body(null, 204);
    })
    .openapi(view, async (c) => {
      const { role, areaPrefix: wanted } = c.req.valid('json') as z.infer<typeof viewBody>;
      const [session, token] = [c.get('session'), c.get('token')];
      if (session === null || token === null) throw new Problem('unauthenticated');
      const { organizationId, accountId } = session.viewer;
      const area = wanted ?? session.ownAreaPrefix;
      if (!area.startsWith(session.ownAreaPrefix)) throw new Problem('forbidden', 'Choose an area within your own.');
      const next = await deps.database.transaction(async (tx) => {
        const change = role === null ? null : { role, areaPrefix: area };
        const replaced = await deps.sessions.replace(token, { view: change }, tx);
        if (replaced === null) throw new Problem('unauthenticated', 'The session has ended. Sign in again.');
        await recordAct(tx, {
          organizationId,
          accountId: accountId ?? null,
          role: session.ownRole,
          verb: role === null ? 'view_as_self' : `view_as_${role}`,
          noun: 'view',
          rowCount: 1,
        });
        return replaced;
      });
      deps.sessions.ended([hashOfToken(token)]);
      rememberInCookie(c, cookie, next);
      return c.json({ role: role ?? session.ownRole, organizationId, token: next, needs: null }, 201);
    });
  return deps.demo ? mountDemo(routed, deps) : routed;
}

function whoAmI(c: Context<Environment>, isDemo: boolean) {
  const { role, organizationId, areaPrefix: area, accountId, viewing } = c.get('viewer');
  const session = c.get('session');
  const needs = session?.needs ?? null;
  return {
    role,
    organizationId,
    organizationName: c.get('organizationName'),
    areaPrefix: area,
    accountId: accountId ?? null,
    email: session?.email ?? null,
    demo: isDemo,
    permissions: (needs === null ? PERMISSIONS[role] : {}) as Record<string, string[]>,
    roles: isDemo && organizationId === DEMO_ORGANIZATION ? [...DEMO_ROLES] : [],
    viewingAs: viewing ? role : null,
    ownRole: session?.ownRole ?? role,
    needs,
  };
}

/** The token that somebody offers stays theirs: the browser gets one of its own. */
async function signInWithToken(c: Context<Environment>, deps: Deps, offered: string) {
  const token = await deps.sessions.copy(offered);
  const session = token === null ? null : await deps.sessions.find(token);
  if (token === null || session === null)
    throw new Problem('unauthenticated', 'This token is not known or has ended. Ask for a new one.');
  await endOffered(c, deps);
  rememberInCookie(c, cookieRules(deps.origin), token);
  const { role, organizationId } = session.viewer;
  return c.json({ role, organizationId, token, needs: session.needs }, 201);
}

/** What the browser was signed in as before is over. A bearer token is a program's, and stays. */
async function endOffered(c: Context<Environment>, deps: Deps): Promise<void> {
  const before = c.get('token');
  if (before !== null && c.req.header('Authorization') === undefined) await deps.sessions.end(before);
}

function mountDemo(router: ReturnType<typeof createRouter>, deps: Deps) {
  const cookie = cookieRules(deps.origin);
  return router.openapi(demo, async (c) => {
    const { role } = c.req.valid('json') as z.infer<typeof demoBody>;
    if (!DEMO_ROLES.includes(role)) throw new Problem('invalid_input', 'This role has no account.');
    const before = (c as Context<Environment>).get('token');
    if (before !== null) await deps.sessions.end(before);
    const token = await deps.sessions.open({ organizationId: DEMO_ORGANIZATION, role, areaPrefix: '' });
    rememberInCookie(c, cookie, token);
    return c.json({ role, organizationId: DEMO_ORGANIZATION, token, needs: null }, 201);
  });
}
