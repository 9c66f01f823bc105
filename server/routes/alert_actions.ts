// What people do about an alert: each action is one event of its log, guarded by the version that was read. Whoever it is given
// to is told that something waits, and nothing more.
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { moved } from '../../geodata/analysis/evaluation/alert_moves.ts';
import { type AlertActionInput, alertAction, alertDetail } from '../../geodata/schema/alert.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';
import type { Environment } from '../access/environment.ts';
import { permits } from '../access/may.ts';
import type { Queryable } from '../db/database.ts';
import { getRule } from '../queries/alert_rules.ts';
import { addEvent, isOpenTwice } from '../queries/alert_writes.ts';
import { alertLog, getAlert } from '../queries/alerts.ts';
import { noteFor } from '../queries/notices.ts';
import { areDutyAccounts, getTeam } from '../queries/teams.ts';
import { alertDetailOf } from './alert_detail.ts';
import type { Deps } from './environment.ts';
import { idParam, jsonOf } from './feature.ts';
import { ifMatch, versionWanted } from './if_match.ts';
import { writeOnce } from './write_once.ts';

const act = createRoute({
  method: 'post',
  path: '/api/alerts/{id}/actions',
  summary: 'Take one step with an alert: verify, assign, accept, respond, arrive, close, reopen, or note one word',
  description:
    'raised → verified → assigned → responding → closed. An alert is closed as responded after an arrival only; without a response it ends with one of a few reasons. Each step has a limit (see /api/alert-rules); the log is only ever added to.',
  ...permits('change', 'alert', 'alert_not_found'),
  request: {
    params: idParam,
    headers: ifMatch,
    body: {
      required: true,
      content: { 'application/json': { schema: alertAction, example: { action: 'accept', etaMinutes: 40 } } },
    },
  },
  responses: { 200: jsonOf(alertDetail, 'The alert after the step') },
});

const stale = () =>
  new Problem('stale_version', 'Somebody did something about it meanwhile. Read it again before you go on.');

export function mountAlertActions(router: OpenAPIHono<Environment>, { now, outbox }: Pick<Deps, 'now' | 'outbox'>) {
  router.openapi(act, async (c) => {
    const viewer = c.get('viewer');
    const { organizationId, role, accountId = null } = viewer;
    const { id } = c.req.valid('param');
    const version = versionWanted(c.req.header('If-Match'));
    const action = c.req.valid('json') as AlertActionInput;
    return writeOnce(c, async (tx) => {
      const before = await getAlert(tx, viewer, { id, now: now(), held: true });
      if (before === null) throw new Problem('alert_not_found', 'Check the id, or look for it in the ledger.');
      if (before.version !== version) throw stale();
      const log = await alertLog(tx, organizationId, id);
      const rule = await getRule(tx, organizationId, before.severity);
      const lastAt = log.at(-1)?.at ?? before.raisedAt;
      const event = moved(before, action, { role, accountId, now: now(), rule, lastAt });
      if (action.action === 'reopen' && (await isOpenTwice(tx, { organizationId, id })))
        throw new Problem('alert_move_refused', 'The same is open in another alert. Go on with that one.');
      const told = action.action === 'assign' ? await ownersOf(tx, viewer, action) : [];
      if (!(await addEvent(tx, { organizationId, id, before, event }))) throw stale();
      await noteFor(tx, { organizationId, accountIds: told.filter((account) => account !== accountId) });
      const body = await alertDetailOf(tx, viewer, { id, now: now() });
      return {
        status: 200 as const,
        body,
        headers: { ETag: `"${body.version}"` },
        announce: () => outbox.written({ organizationId, noun: 'alert', hidden: true }),
      };
    });
  });
}

/** Accounts that an alert is given to. Throws invalid_input where they, or the team, are not there. */
async function ownersOf(
  tx: Queryable,
  viewer: Viewer,
  { accountId, teamId }: Extract<AlertActionInput, { action: 'assign' }>,
): Promise<string[]> {
  const wrong = (pointer: string, detail: string) =>
    new Problem('invalid_input', 'The body has parts that cannot be taken.', [{ pointer, detail }]);
  const team = teamId === null ? null : await getTeam(tx, viewer, teamId);
  if (teamId !== null && team === null) throw wrong('/teamId', 'Choose a team from the list.');
  if (team?.status === 'off-duty')
    throw wrong('/teamId', 'This team is off duty. Choose another, or change its status.');
  if (accountId !== null && !(await areDutyAccounts(tx, [accountId])))
    throw wrong('/accountId', 'Name an active account with the role operations or steward.');
  return [...(accountId === null ? [] : [accountId]), ...(team?.members ?? [])];
}
