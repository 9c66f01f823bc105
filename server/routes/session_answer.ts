// What every way of signing in answers: the session and its cookie, and the cookie that makes a device known.
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';
import { Problem } from '../../geodata/schema/problem.ts';
import { ROLES } from '../../geodata/schema/roles.ts';
import { type CookieRules, cookieRules } from '../access/cookie.ts';
import type { Environment } from '../access/environment.ts';
import type { Opened, SignInTools } from '../access/sign_in.ts';
import { DEVICE_DAYS } from '../access/sign_in_device.ts';
import { credentialsOf } from '../queries/credentials.ts';
import type { Deps } from './environment.ts';

export const opened = z.object({
  role: z.enum(ROLES),
  organizationId: z.string(),
  token: z.string(),
  needs: z.enum(['code', 'second_factor_setup']).nullable(),
});

export const bodyOf = (schema: z.ZodType) => ({
  body: { required: true, content: { 'application/json': { schema } } },
});

export function rememberInCookie(c: Context, { name, secure }: CookieRules, token: string): void {
  setCookie(c, name, token, { path: '/', httpOnly: true, sameSite: 'Strict', secure, maxAge: 12 * 3600 });
}

export const deviceCookie = (origin: string | null): CookieRules => {
  const { name, secure } = cookieRules(origin);
  return { name: `${name}-device`, secure };
};

/**
 * The new session in body and cookie; whatever session the browser had is over. Once nothing is missing, the device is
 * known from here on.
 */
export async function answerOpened(
  c: Context<Environment>,
  { deps, tools }: { deps: Deps; tools: SignInTools },
  { token, account }: Opened,
) {
  const needs = await remember(c, { deps, tools }, { token, account });
  const { role, organizationId } = account;
  return c.json({ role, organizationId, token, needs }, 201);
}

/** The cookies of `answerOpened` alone; returns what the session still needs. */
export async function remember(
  c: Context<Environment>,
  { deps, tools }: { deps: Deps; tools: SignInTools },
  { token, account: { id } }: Opened,
) {
  const before = c.get('token');
  if (before !== null && c.req.header('Authorization') === undefined) await deps.sessions.end(before);
  const session = await deps.sessions.find(token);
  const account = await credentialsOf(deps.database, id);
  if (session === null || account === null)
    throw new Problem('unauthenticated', 'The account was changed. Sign in again.');
  rememberInCookie(c, cookieRules(deps.origin), token);
  if (session.needs === null) {
    const { name, secure } = deviceCookie(deps.origin);
    const value = tools.devices.issue(account);
    setCookie(c, name, value, { path: '/', httpOnly: true, sameSite: 'Strict', secure, maxAge: DEVICE_DAYS * 86_400 });
  }
  return session.needs;
}
