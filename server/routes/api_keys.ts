// API keys of one's own account, for programs that read maps and run analyses. The token is shown once.
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { areaPrefix } from '../../geodata/schema/account.ts';
import { rolesOfKeys, thingsOfKey } from '../../geodata/schema/key_scope.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import { ROLES, THINGS } from '../../geodata/schema/roles.ts';
import type { Environment } from '../access/environment.ts';
import { permits } from '../access/may.ts';
import { hashOfToken, newToken } from '../access/sessions.ts';
import { type ApiKey, deleteKey, insertKey, listKeys } from '../queries/api_keys.ts';
import { recordWrite } from '../queries/writes.ts';
import { createRouter, type Deps } from './environment.ts';
import { idParam, jsonOf } from './feature.ts';
import { bodyOf } from './session_answer.ts';

const YEAR_MS = 366 * 86_400_000;
const KEYS_MOST = 20;

const key = z.object({
  id: z.uuid(),
  accountId: z.uuid(),
  name: z.string(),
  role: z.enum(ROLES),
  areaPrefix: z.string(),
  things: z.array(z.enum(THINGS)),
  expiresAt: z.iso.datetime(),
  lastUsedOn: z.string().nullable(),
});
const keyInput = z.strictObject({
  name: z.string().trim().min(1).max(100),
  role: z.enum(ROLES),
  things: z.array(z.enum(THINGS)).min(1).max(THINGS.length),
  areaPrefix: areaPrefix.optional(),
  expiresAt: z.iso.datetime({ offset: true }),
});

const list = createRoute({
  method: 'get',
  path: '/api/api-keys',
  summary: 'Own API keys; an administrator sees those of the organization',
  ...permits('read', 'api_key'),
  responses: { 200: jsonOf(z.object({ items: z.array(key) }), 'The keys, without their tokens') },
});
const create = createRoute({
  method: 'post',
  path: '/api/api-keys',
  summary: 'A key for a program: a role at most the own one, some things, an end within a year',
  ...permits('create', 'api_key'),
  request: bodyOf(keyInput),
  responses: { 201: jsonOf(key.extend({ token: z.string() }), 'The key with its token, shown this once') },
});
const remove = createRoute({
  method: 'delete',
  path: '/api/api-keys/{id}',
  summary: 'Remove a key; it ends at once',
  ...permits('delete', 'api_key', 'api_key_not_found'),
  request: { params: idParam },
  responses: { 204: { description: 'It has ended' } },
});

const toAnswer = (stored: ApiKey) => ({ ...stored, expiresAt: stored.expiresAt.toISOString() });

/** An administrator sees and ends the keys of all accounts, and has none. */
function ownerOf(c: Context<Environment>) {
  const { role, organizationId, accountId } = c.get('viewer');
  if (role === 'admin') return { organizationId, accountId: null };
  if (accountId) return { organizationId, accountId };
  throw new Problem('forbidden', 'This session has no account: it came from the demo or the command line.');
}

export function apiKeyRoutes(deps: Deps) {
  const { database } = deps;
  return createRouter()
    .openapi(list, async (c) => c.json({ items: (await listKeys(database, ownerOf(c))).map(toAnswer) }, 200))
    .openapi(create, async (c) => {
      const input = c.req.valid('json') as z.infer<typeof keyInput>;
      const { organizationId, accountId } = ownerOf(c);
      if (accountId === null) throw new Problem('forbidden', 'An administrator has no keys.');
      const viewer = c.get('viewer');
      const wanted = {
        ...input,
        areaPrefix: input.areaPrefix ?? viewer.areaPrefix,
        expiresAt: new Date(input.expiresAt),
      };
      demandScope(c, { ...wanted, now: deps.now() });
      const token = `srk_${newToken()}`;
      const made = await database.transaction(async (tx) => {
        if ((await listKeys(tx, { organizationId, accountId })).length >= KEYS_MOST) {
          throw new Problem('in_use', `An account has at most ${KEYS_MOST} keys. Remove one first.`);
        }
        const key = { ...wanted, organizationId, accountId, tokenHash: hashOfToken(token), now: deps.now() };
        const stored = await insertKey(tx, key);
        await recordWrite(tx, { ...viewer, verb: 'create', noun: 'api_key', thingId: stored.id });
        return stored;
      });
      return c.json({ ...toAnswer(made), token }, 201);
    })
    .openapi(remove, async (c) => {
      const { id } = c.req.valid('param');
      const hash = await database.transaction(async (tx) => {
        const gone = await deleteKey(tx, ownerOf(c), id);
        if (gone === null) throw new Problem('api_key_not_found', 'Check the id; it may have been removed.');
        await recordWrite(tx, { ...c.get('viewer'), verb: 'delete', noun: 'api_key', thingId: id });
        return gone;
      });
      deps.sessions.ended([hash]);
      return c.body(null, 204);
    });
}

function demandScope(
  c: Context<Environment>,
  wanted: Pick<ApiKey, 'role' | 'areaPrefix' | 'things' | 'expiresAt'> & { now: Date },
): void {
  const own = c.get('viewer');
  const refuse = (pointer: string, detail: string) => {
    throw new Problem('invalid_input', 'The body has parts that cannot be taken.', [{ pointer, detail }]);
  };
  const roles = rolesOfKeys(own.role);
  if (!roles.includes(wanted.role)) refuse('/role', `A key of yours may be: ${roles.join(', ')}.`);
  const may = thingsOfKey(wanted.role);
  if (wanted.things.some((thing) => !may.includes(thing)))
    refuse('/things', `A key of this role may have: ${may.join(', ')}.`);
  if (!wanted.areaPrefix.startsWith(own.areaPrefix)) refuse('/areaPrefix', 'Choose an area within your own.');
  const lasts = wanted.expiresAt.getTime() - wanted.now.getTime();
  if (lasts <= 0 || lasts > YEAR_MS) refuse('/expiresAt', 'Choose a moment from now on within a year.');
}
