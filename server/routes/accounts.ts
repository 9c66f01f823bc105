// Accounts of the own organization: administrators write them, stewards read them. They are asked of the owner's
// database, since no login of a privilege may read them.
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Account, AccountChange, AccountInput } from '../../geodata/schema/account.ts';
import { account, accountChange, accountInput } from '../../geodata/schema/account.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import { administer, awaitsAfterChange, awaitsAsSteward, endAll } from '../access/account_rules.ts';
import type { Environment } from '../access/environment.ts';
import { issueInvitation } from '../access/invitations.ts';
import { permits } from '../access/may.ts';
import {
  deleteAccount,
  getAccount,
  insertAccount,
  listAccounts,
  lockOrganization,
  updateAccount,
} from '../queries/accounts.ts';
import { recordWrite } from '../queries/writes.ts';
import { createRouter, type Deps } from './environment.ts';
import { idParam, jsonOf, nextAddress, pageQuery } from './feature.ts';
import { ifMatch, versionWanted } from './if_match.ts';
import { bodyOf } from './session_answer.ts';
import { writeHeaders, writeOnce } from './write_once.ts';

const one = '/api/accounts/{id}';
const missing = () => new Problem('account_not_found', 'Check the id; it may have been removed.');
const stale = () => new Problem('stale_version', 'Read it again, look at what changed, and send yours again.');
const shown = z.object({ token: z.string(), expiresAt: z.iso.datetime(), purpose: z.enum(['invite', 'reset']) });

const list = createRoute({
  method: 'get',
  path: '/api/accounts',
  summary: 'Accounts of the own organization',
  ...permits('read', 'account'),
  request: { query: z.strictObject(pageQuery) },
  responses: { 200: jsonOf(z.object({ items: z.array(account), next: z.string().optional() }), 'A page of accounts') },
});
const read = createRoute({
  method: 'get',
  path: one,
  summary: 'One account',
  ...permits('read', 'account', 'account_not_found'),
  request: { params: idParam },
  responses: { 200: jsonOf(account, 'The account; its ETag is what If-Match takes') },
});
const create = createRoute({
  method: 'post',
  path: '/api/accounts',
  summary: 'Add an account; an invitation lets its owner in',
  ...permits('create', 'account'),
  request: { headers: z.object(writeHeaders), ...bodyOf(accountInput) },
  responses: { 201: jsonOf(account, 'The account as stored') },
});
const patch = createRoute({
  method: 'patch',
  path: one,
  summary: 'Change name, role, area or status; all but the name end its sessions and keys',
  ...permits('change', 'account', 'account_not_found'),
  request: { params: idParam, headers: ifMatch.extend(writeHeaders), ...bodyOf(accountChange) },
  responses: { 200: jsonOf(account, 'The account as stored') },
});
const remove = createRoute({
  method: 'delete',
  path: one,
  summary: 'Remove an account with its sessions and keys',
  ...permits('delete', 'account', 'account_not_found'),
  request: { params: idParam, headers: ifMatch.extend(writeHeaders) },
  responses: { 204: { description: 'It is gone' } },
});
const invite = createRoute({
  method: 'post',
  path: `${one}/invitation`,
  summary: 'A single-use token, shown once: lets an account in that is new or has lost password or second factor',
  ...permits('change', 'account', 'account_not_found'),
  request: { params: idParam },
  responses: { 201: jsonOf(shown, 'The token, to be handed over in person') },
});
const revoke = createRoute({
  method: 'delete',
  path: `${one}/sessions`,
  summary: 'End all sessions and keys of an account at once',
  ...permits('change', 'account', 'account_not_found'),
  request: { params: idParam },
  responses: { 204: { description: 'They have ended' } },
});

export function accountRoutes(deps: Deps) {
  const { database, sessions } = deps;
  const trace = (tx: Parameters<typeof recordWrite>[0], c: Context<Environment>, verb: string, thingId: string) =>
    recordWrite(tx, { ...c.get('viewer'), verb, noun: 'account', thingId });
  const mine = (c: Context<Environment>) => c.get('viewer').organizationId;

  return createRouter()
    .openapi(list, async (c) => {
      const { limit, after } = c.req.valid('query');
      const rows = await listAccounts(database, mine(c), { after, limit: limit + 1 });
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      return c.json(rows.length > limit && last ? { items, next: nextAddress(c.req.url, last.id) } : { items }, 200);
    })
    .openapi(read, async (c) => {
      const found = await getAccount(database, mine(c), c.req.valid('param').id);
      if (found === null) throw missing();
      c.header('ETag', `"${found.version}"`);
      return c.json(found, 200);
    })
    .openapi(create, async (c) => {
      const input = c.req.valid('json') as AccountInput;
      return writeOnce(
        c,
        async (tx) => {
          const organizationId = mine(c);
          await lockOrganization(tx, organizationId);
          const awaitsApproval = await awaitsAsSteward(tx, { ...input, organizationId });
          const made = await insertAccount(tx, { ...input, organizationId, awaitsApproval, now: deps.now() });
          if (made === null) {
            throw new Problem('already_exists', 'Your organization has an account with this address. Change that one.');
          }
          await trace(tx, c, 'create', made.id);
          const headers = { ETag: `"${made.version}"`, Location: `/api/accounts/${made.id}` };
          return { status: 201 as const, body: made, headers };
        },
        { database },
      );
    })
    .openapi(patch, async (c) => {
      const { id } = c.req.valid('param');
      const version = versionWanted(c.req.header('If-Match'));
      const parts = c.req.valid('json') as AccountChange;
      return writeOnce(
        c,
        async (tx) => {
          const before = await administer(tx, { organizationId: mine(c), id });
          if (before === null) throw missing();
          const wanted: Account = { ...before.account, ...defined(parts), version };
          before.demandAdminLeft(wanted);
          const awaitsApproval = await awaitsAfterChange(tx, before.account, wanted);
          const after = await updateAccount(tx, { ...wanted, awaitsApproval });
          if (after === null) throw stale();
          const ended = before.mayDifferently(after) ? await endAll(tx, id) : [];
          await trace(tx, c, 'change', id);
          const headers = { ETag: `"${after.version}"` };
          return { status: 200 as const, body: after, headers, announce: () => sessions.ended(ended) };
        },
        { database },
      );
    })
    .openapi(remove, async (c) => {
      const { id } = c.req.valid('param');
      const version = versionWanted(c.req.header('If-Match'));
      return writeOnce(
        c,
        async (tx) => {
          const before = await administer(tx, { organizationId: mine(c), id });
          if (before === null) throw missing();
          before.demandAdminLeft(null);
          const ended = await endAll(tx, id);
          if (!(await deleteAccount(tx, { id, organizationId: mine(c), version }))) throw stale();
          await trace(tx, c, 'delete', id);
          return { status: 204 as const, body: null, announce: () => sessions.ended(ended) };
        },
        { database },
      );
    })
    .openapi(invite, async (c) => {
      const { id } = c.req.valid('param');
      const issued = await database.transaction(async (tx) => {
        const found = await getAccount(tx, mine(c), id);
        if (found === null) throw missing();
        if (found.status === 'disabled') throw new Problem('in_use', 'This account is disabled. Enable it first.');
        const purpose = found.status === 'invited' ? ('invite' as const) : ('reset' as const);
        const made = await issueInvitation(tx, { purpose, organizationId: mine(c), accountId: id }, deps.now());
        await trace(tx, c, purpose, id);
        return { purpose, token: made.token, expiresAt: made.expiresAt.toISOString() };
      });
      return c.json(issued, 201);
    })
    .openapi(revoke, async (c) => {
      const { id } = c.req.valid('param');
      const ended = await database.transaction(async (tx) => {
        if ((await getAccount(tx, mine(c), id)) === null) throw missing();
        await trace(tx, c, 'revoke', id);
        return endAll(tx, id);
      });
      sessions.ended(ended);
      return c.body(null, 204);
    });
}

/** Absent and undefined are the same in a change. */
const defined = (parts: AccountChange) =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as Partial<Account>;
