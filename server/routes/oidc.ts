// The way to an OpenID provider and back. What went wrong there is not told in detail: the page asks to try again.
import { createRoute, z } from '@hono/zod-openapi';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { Problem } from '../../geodata/schema/problem.ts';
import { cookieRules } from '../access/cookie.ts';
import { permits } from '../access/may.ts';
import type { Oidc } from '../access/oidc.ts';
import type { SignInTools } from '../access/sign_in.ts';
import { createRouter, type Deps } from './environment.ts';
import { jsonOf } from './feature.ts';
import { remember } from './session_answer.ts';

const TEN_MINUTES = 600;

const about = createRoute({
  method: 'get',
  path: '/api/oidc',
  summary: 'Whether people may sign in at an OpenID provider, and at which',
  ...permits('read', 'session'),
  responses: { 200: jsonOf(z.object({ issuer: z.string().nullable() }), 'Host of the provider, or null') },
});
const start = createRoute({
  method: 'get',
  path: '/api/oidc/start',
  summary: 'To the provider',
  ...permits('create', 'session'),
  responses: { 302: { description: 'The browser goes to the provider' } },
});
const callback = createRoute({
  method: 'get',
  path: '/api/oidc/callback',
  summary: 'Back from the provider: signed in, or to the page of signing in with #oidc=refused',
  ...permits('create', 'session'),
  // Providers add parameters of their own; those that matter are checked by the library of the protocol.
  request: { query: z.looseObject({ state: z.string().optional(), code: z.string().optional() }) },
  responses: { 302: { description: 'The browser goes to the start page, or back to the page of signing in' } },
});

export function oidcRoutes(deps: Deps, tools: SignInTools, oidc: Oidc | null) {
  const { name: session, secure } = cookieRules(deps.origin);
  const name = `${session}-oidc`;
  const originOf = (url: string) => deps.origin ?? new URL(url).origin;
  const none = () => new Problem('not_found', 'This server has no sign-in provider.');

  return createRouter()
    .openapi(about, (c) => c.json({ issuer: oidc?.issuer ?? null }, 200))
    .openapi(start, async (c) => {
      if (oidc === null) throw none();
      const { address, browser } = await oidc.start(`${originOf(c.req.url)}/api/oidc/callback`);
      // Lax: the way back comes from the provider's site.
      setCookie(c, name, browser, { path: '/', httpOnly: true, sameSite: 'Lax', secure, maxAge: TEN_MINUTES });
      return c.redirect(address, 302);
    })
    .openapi(callback, async (c) => {
      if (oidc === null) throw none();
      const { pathname, search } = new URL(c.req.url);
      const browser = getCookie(c, name);
      deleteCookie(c, name, { path: '/', secure });
      try {
        const opened = await oidc.finish(new URL(`${pathname}${search}`, originOf(c.req.url)), browser);
        const needs = await remember(c, { deps, tools }, opened);
        return c.redirect(needs === null ? '/' : '/session', 302);
      } catch (error) {
        if (error instanceof Problem && error.code === 'unauthenticated')
          return c.redirect('/session#oidc=refused', 302);
        throw error;
      }
    });
}
