// What an account signs in with, in its own hands: accept an invitation, set up or bring the second factor, change the
// password. Each of them gives the session another token.
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { accountInput, code, email, password } from '../../geodata/schema/account.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Environment } from '../access/environment.ts';
import { acceptInvitation } from '../access/invitations.ts';
import { permits } from '../access/may.ts';
import { changePassword, confirmFactor } from '../access/own_credentials.ts';
import { qrOf } from '../access/second_factor.ts';
import type { SignInTools } from '../access/sign_in.ts';
import { networkOf } from '../access/sign_in_network.ts';
import { type Credentials, credentialsOf, setPendingFactor } from '../queries/credentials.ts';
import { createRouter, type Deps } from './environment.ts';
import { jsonOf } from './feature.ts';
import { answerOpened, bodyOf, opened } from './session_answer.ts';

const acceptBody = z.strictObject({
  token: z.string().max(100),
  password,
  email: email.optional(),
  name: accountInput.shape.name.optional(),
});
const codeBody = z.strictObject({ code });
const changeBody = z.strictObject({ current: z.string().min(1).max(256), next: password });
const factor = z.object({
  secret: z.string(),
  uri: z.string(),
  qr: z.object({ size: z.number().int(), path: z.string() }),
});

const accept = createRoute({
  method: 'post',
  path: '/api/invitations/accept',
  summary: 'Accept an invitation: set a password; the first administrator also says the address',
  ...permits('create', 'session'),
  request: bodyOf(acceptBody),
  responses: { 201: jsonOf(opened, 'Signed in') },
});
const begin = createRoute({
  method: 'post',
  path: '/api/session/second-factor',
  summary: 'A new secret for an authenticator app, shown once; in use after its first code',
  ...permits('create', 'session'),
  request: bodyOf(z.strictObject({})),
  responses: { 201: jsonOf(factor, 'The secret, as text, as otpauth address and as a drawing of `size` modules') },
});
const confirm = createRoute({
  method: 'post',
  path: '/api/session/second-factor/confirm',
  summary: 'The code of the app: puts a new second factor in use, or brings the one that is missing',
  ...permits('create', 'session'),
  request: bodyOf(codeBody),
  responses: { 201: jsonOf(opened, 'The session, complete') },
});
const change = createRoute({
  method: 'post',
  path: '/api/session/password',
  summary: 'Change the own password; all other sessions of the account end',
  ...permits('create', 'session'),
  request: bodyOf(changeBody),
  responses: { 201: jsonOf(opened, 'The session under a new token') },
});

export function credentialRoutes(deps: Deps, tools: SignInTools) {
  const router = createRouter();
  for (const path of ['/api/invitations/accept', '/api/session/password']) {
    router.use(path, async (_c, next) => {
      tools.passwords.demandPlace(true);
      await next();
    });
  }
  return router
    .openapi(accept, async (c) => {
      const given = c.req.valid('json') as z.infer<typeof acceptBody>;
      return answerOpened(c, { deps, tools }, await acceptInvitation(tools, given));
    })
    .openapi(begin, async (c) => {
      const account = await accountOf(c, deps);
      const { sealed, secret, uri } = tools.secondFactor.make(account);
      if (!(await setPendingFactor(deps.database, account.id, sealed))) {
        throw new Problem('already_exists', 'This account has a second factor. An administrator can reset it.');
      }
      return c.json({ secret, uri, qr: qrOf(uri) }, 201);
    })
    .openapi(confirm, async (c) => {
      const { code: digits } = c.req.valid('json') as z.infer<typeof codeBody>;
      const token = await confirmFactor(tools, { account: await accountOf(c, deps), code: digits, token: tokenOf(c) });
      return answerOpened(c, { deps, tools }, { token, account: await accountOf(c, deps) });
    })
    .openapi(change, async (c) => {
      const { current, next } = c.req.valid('json') as z.infer<typeof changeBody>;
      const account = await accountOf(c, deps);
      const network = networkOf(c, deps.trustProxy);
      const token = await changePassword(tools, { account, current, next, token: tokenOf(c), network });
      return answerOpened(c, { deps, tools }, { token, account });
    });
}

function tokenOf(c: Context<Environment>): string {
  const token = c.get('token');
  if (token === null) throw new Problem('unauthenticated');
  return token;
}

async function accountOf(c: Context<Environment>, { database }: Deps): Promise<Credentials> {
  const { accountId } = c.get('viewer');
  const account = accountId ? await credentialsOf(database, accountId) : null;
  if (account !== null) return account;
  if (c.get('token') === null) throw new Problem('unauthenticated');
  throw new Problem('forbidden', 'This session has no account: it came from the demo or the command line.');
}
