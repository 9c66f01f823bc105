// A steward confirms an account that an administrator made a steward, or reset: an administrator alone makes none.
import { createRoute } from '@hono/zod-openapi';
import { account } from '../../geodata/schema/account.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import { permits } from '../access/may.ts';
import { getAccount, lockOrganization } from '../queries/accounts.ts';
import { approveAccount } from '../queries/approvals.ts';
import { recordWrite } from '../queries/writes.ts';
import { createRouter, type Deps } from './environment.ts';
import { idParam, jsonOf } from './feature.ts';
import { ifMatch, versionWanted } from './if_match.ts';
import { writeHeaders, writeOnce } from './write_once.ts';

const approve = createRoute({
  method: 'post',
  path: '/api/accounts/{id}/approval',
  summary: 'Confirm an account that waits for it; from then on its owner can sign in',
  description:
    'Only once its invitation was accepted: ask whoever it belongs to whether they did, not who invited them.',
  ...permits('create', 'approval'),
  request: { params: idParam, headers: ifMatch.extend(writeHeaders) },
  responses: { 200: jsonOf(account, 'The account as stored') },
});
const refuse = (detail: string) => new Problem('forbidden', detail);

export function approvalRoutes({ database }: Pick<Deps, 'database'>) {
  return createRouter().openapi(approve, async (c) => {
    const viewer = c.get('viewer');
    const { organizationId } = viewer;
    const { id } = c.req.valid('param');
    const version = versionWanted(c.req.header('If-Match'));
    return writeOnce(
      c,
      async (tx) => {
        await lockOrganization(tx, organizationId);
        const found = await getAccount(tx, organizationId, id);
        if (found === null) throw new Problem('account_not_found', 'Check the id; it may have been removed.');
        if (viewer.accountId === id) throw refuse('Another steward confirms your account.');
        if (!found.areaPrefix.startsWith(viewer.areaPrefix)) {
          throw refuse('This account is for a wider area than yours. A steward of that area confirms it.');
        }
        if (!found.awaitsApproval) throw new Problem('in_use', 'This account does not wait to be confirmed.');
        if (found.status !== 'active') {
          throw new Problem('in_use', 'Confirm it after its owner has accepted the invitation, and ask them first.');
        }
        const after = await approveAccount(tx, { id, organizationId, version });
        if (after === null)
          throw new Problem('stale_version', 'It was changed since. Ask its owner, and read it again.');
        await recordWrite(tx, { ...viewer, verb: 'approve', noun: 'approval', thingId: id });
        return { status: 200 as const, body: after, headers: { ETag: `"${after.version}"` } };
      },
      { database },
    );
  });
}
