// Whether somebody wants a message when an alert is given to them: the account's own choice, off until it is made.
import { createRoute, z } from '@hono/zod-openapi';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import { permits } from '../access/may.ts';
import { chooseNotices, noticeChoice } from '../queries/notices.ts';
import { recordWrite } from '../queries/writes.ts';
import { createRouter, type Deps } from './environment.ts';
import { jsonOf } from './feature.ts';
import { ifMatch, versionWanted } from './if_match.ts';
import { writeOnce } from './write_once.ts';

const choice = z.strictObject({
  byMessage: z.boolean(),
  /** False where the operator set no way to send: then nothing is sent, whatever was chosen. */
  canSend: z.boolean(),
});

const read = createRoute({
  method: 'get',
  path: '/api/account/notices',
  summary: 'Whether you get a message when something waits for you',
  ...permits('read', 'session'),
  responses: { 200: jsonOf(choice, 'Your choice; its ETag is what If-Match takes') },
});
const change = createRoute({
  method: 'patch',
  path: '/api/account/notices',
  summary: 'Get a message when an alert is given to you, or none',
  description:
    'The message says that something waits in Safereach, and nothing of what or where. At most one in five minutes.',
  ...permits('create', 'session'),
  request: {
    headers: ifMatch,
    body: { required: true, content: { 'application/json': { schema: z.strictObject({ byMessage: z.boolean() }) } } },
  },
  responses: { 200: jsonOf(choice, 'Your choice') },
});

/** Throws where the session has no account of its own: a visitor, the demo, the command line. */
function accountOf({ accountId }: Viewer): string {
  if (typeof accountId === 'string') return accountId;
  throw new Problem('not_found', 'This session has no account to send messages to.');
}

/** Choices lie with the accounts, which no login of a privilege reads: the owner asks, for the account of the session only. */
export function noticeRoutes({ database, sendsNotices = false }: Pick<Deps, 'database' | 'sendsNotices'>) {
  return createRouter()
    .openapi(read, async (c) => {
      const { byMessage, version } = await noticeChoice(database, accountOf(c.get('viewer')));
      c.header('ETag', `"${version}"`);
      return c.json({ byMessage, canSend: sendsNotices }, 200);
    })
    .openapi(change, async (c) => {
      const viewer = c.get('viewer');
      const accountId = accountOf(viewer);
      const version = versionWanted(c.req.header('If-Match'));
      const { byMessage } = c.req.valid('json');
      return writeOnce(
        c,
        async (tx) => {
          const chosen = await chooseNotices(tx, { ...viewer, accountId, version, byMessage });
          if (chosen === null) throw new Problem('stale_version', 'Read it again and send yours again.');
          await recordWrite(tx, { ...viewer, verb: 'change', noun: 'account', thingId: accountId, hidden: true });
          const headers = { ETag: `"${chosen.version}"` };
          return { status: 200, body: { byMessage: chosen.byMessage, canSend: sendsNotices }, headers };
        },
        { database },
      );
    });
}
