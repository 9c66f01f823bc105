// Who am I and what may I do; sign in with a token of the command line, or as any role of the demo.
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import { Problem } from '../../geodata/schema/problem.ts';
import { PERMISSIONS, ROLES, type Role } from '../../geodata/schema/roles.ts';
import { type CookieRules, cookieRules } from '../access/cookie.ts';
import type { Environment } from '../access/environment.ts';
import { permits } from '../access/may.ts';
import { DEMO_ORGANIZATION } from '../config.ts';
import { createRouter, type Deps } from './environment.ts';
import { jsonOf } from './feature.ts';

/** Roles that can sign in; a reporter has no account. */
const DEMO_ROLES: readonly Role[] = ROLES.filter((role) => role !== 'reporter');

const me = z.object({
  role: z.enum(ROLES),
  organizationId: z.string(),
  organizationName: z.string(),
  areaPrefix: z.string(),
  demo: z.boolean(),
  permissions: z.record(z.string(), z.array(z.string())),
  roles: z.array(z.enum(ROLES)),
});
const opened = z.object({ role: z.enum(ROLES), organizationId: z.string(), token: z.string() });
const bodyOf = (schema: z.ZodType) => ({ body: { required: true, content: { 'application/json': { schema } } } });
const demoBody = z.strictObject({ role: z.enum(ROLES) });
const tokenBody = z.strictObject({ token: z.string().max(100) });

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
  summary: 'Sign in with a token printed by `npm run accounts`',
  ...permits('create', 'session'),
  request: bodyOf(tokenBody),
  responses: { 201: jsonOf(opened, 'Signed in') },
});
const signOut = createRoute({
  method: 'delete',
  path: '/api/session',
  summary: 'Sign out',
  ...permits('delete', 'session'),
  responses: { 204: { description: 'Signed out' } },
});
const demo = createRoute({
  method: 'post',
  path: '/api/session/demo',
  summary: 'Play a role of the demo (demo mode only)',
  ...permits('create', 'session'),
  request: bodyOf(demoBody),
  responses: { 201: jsonOf(opened, 'Signed in') },
});

function rememberInCookie(c: Context, { name, secure }: CookieRules, token: string) {
  setCookie(c, name, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    secure,
    maxAge: 12 * 3600,
  });
}

export function sessionRoutes(deps: Deps) {
  const cookie = cookieRules(deps.origin);
  const router = createRouter()
    .openapi(read, (c) => {
      const viewer = c.get('viewer');
      return c.json(
        {
          ...viewer,
          organizationName: c.get('organizationName'),
          demo: deps.demo,
          permissions: PERMISSIONS[viewer.role] as Record<string, string[]>,
          roles: deps.demo && viewer.organizationId === DEMO_ORGANIZATION ? [...DEMO_ROLES] : [],
        },
        200,
      );
    })
    .openapi(signIn, async (c) => {
      const { token } = c.req.valid('json') as z.infer<typeof tokenBody>;
      const session = await deps.sessions.find(token);
      if (session === null)
        throw new Problem('unauthenticated', 'This token is not known or has ended. Ask for a new one.');
      rememberInCookie(c, cookie, token);
      return c.json({ role: session.role, organizationId: session.organizationId, token }, 201);
    })
    .openapi(signOut, async (c) => {
      const token = c.get('token');
      if (token !== null) await deps.sessions.end(token);
      deleteCookie(c, cookie.name, { path: '/', secure: cookie.secure });
      c.header('Clear-Site-Data', '"cache"');
      return c.body(null, 204);
    });
  return deps.demo ? mountDemo(router, deps) : router;
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
    return c.json({ role, organizationId: DEMO_ORGANIZATION, token }, 201);
  });
}
