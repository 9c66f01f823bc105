// The door: who asks, and which requests are not let in at all. Runs before every route of /api and /ogc.

import { getCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Database } from '../db/database.ts';
import { organizationName } from '../queries/sessions.ts';
import { cookieRules } from './cookie.ts';
import type { Environment } from './environment.ts';
import { isKey, type Sessions, type SignedIn } from './sessions.ts';
import { guiseOf } from './walls.ts';

interface Lookup {
  readonly sessions: Sessions;
  readonly database: Database;
  readonly publicOrganizationId: string | null;
  readonly origin: string | null;
}

const bearerOf = (header: string | undefined) => /^Bearer (\S+)$/.exec(header ?? '')?.[1];

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** What a proxy adds: the demo is behind none. */
const PASSED_ON = /^(forwarded|via|x-forwarded-.*|x-real-ip|true-client-ip|cf-.*)$/;
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/;

/** All that a session may do whose second factor is still missing: bring it, start anew, or leave. */
const UNFINISHED = new Set([
  'GET /api/session',
  'POST /api/session',
  'DELETE /api/session',
  'POST /api/session/second-factor',
  'POST /api/session/second-factor/confirm',
  'POST /api/invitations/accept',
  'GET /api/oidc',
  'GET /api/oidc/start',
  'GET /api/oidc/callback',
]);

function refuseUnfinished({ needs }: SignedIn, asked: string): void {
  if (needs === null || UNFINISHED.has(asked)) return;
  throw new Problem(
    'code_required',
    needs === 'code' ? 'Enter the code of your app first.' : 'Set up the second factor of your account first.',
  );
}

/** Keys are for programs that read maps and run analyses. */
function refuseKeyHere(method: string, path: string): void {
  if (path.startsWith('/ogc/') || path === '/ogc' || READS.has(method)) return;
  throw new Problem('forbidden', 'An API key reads, and runs analyses under /ogc; sign in to do more.');
}

/** Sets the viewer from a bearer token or the cookie; without either, the public of the public organization. */
export function identify({ sessions, database, publicOrganizationId, origin }: Lookup) {
  const cookie = cookieRules(origin);
  let publicName: string | null = null;
  return createMiddleware<Environment>(async (c, next) => {
    const bearer = bearerOf(c.req.header('Authorization'));
    const cookieToken = getCookie(c, cookie.name);
    const token = bearer ?? (cookieToken === undefined || isKey(cookieToken) ? null : cookieToken);
    if (bearer !== undefined && isKey(bearer)) refuseKeyHere(c.req.method, c.req.path);
    const session = token === null ? null : await sessions.find(token);
    if (bearer !== undefined && session === null)
      throw new Problem('unauthenticated', 'This token is not known or has ended.');
    c.set('session', session);
    if (session !== null) {
      refuseUnfinished(session, `${c.req.method} ${c.req.path}`);
      c.set('viewer', session.viewer);
      c.set('organizationName', session.organizationName);
      c.set('token', token);
    } else {
      if (publicName === null && publicOrganizationId !== null)
        publicName = await organizationName(database, publicOrganizationId);
      c.set('viewer', { role: 'public', organizationId: publicOrganizationId ?? '', areaPrefix: '' });
      c.set('organizationName', publicName ?? '');
      c.set('token', null);
    }
    c.set('database', database.as(guiseOf(c.get('viewer'))));
    await next();
  });
}

/** Cross-site requests cannot write with somebody's cookie: own header, own origin, same site. A bearer needs none. */
export function refuseForeignWrites(configured: string | null) {
  return createMiddleware<Environment>(async (c, next) => {
    const byCookie = bearerOf(c.req.header('Authorization')) === undefined;
    if (byCookie && !READS.has(c.req.method)) {
      const origin = c.req.header('Origin');
      const site = c.req.header('Sec-Fetch-Site');
      const own =
        origin === undefined || (configured === null ? hostOf(origin) === c.req.header('Host') : origin === configured);
      if (c.req.header('X-Safereach') !== '1' || !own || (site !== undefined && site !== 'same-origin')) {
        throw new Problem('forbidden', 'Writes come from the page itself, with the header X-Safereach: 1.');
      }
    }
    await next();
  });
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

/** Demo mode answers only this machine, by its own name, and nothing that a proxy passed on. */
export function demoGuard() {
  return createMiddleware(async (c, next) => {
    const forwarded = [...c.req.raw.headers.keys()].some((name) => PASSED_ON.test(name));
    if (forwarded || !LOOPBACK.test(c.req.header('Host') ?? '')) {
      throw new Problem('forbidden', 'The demo answers only on this machine, at its own address.');
    }
    await next();
  });
}
