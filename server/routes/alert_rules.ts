// Limits of alerts by severity: read by operations and stewards, written by stewards of the whole organization.
import { createRoute, z } from '@hono/zod-openapi';
import { alertRule, alertRuleChange } from '../../geodata/schema/alert_rule.ts';
import type { Severity } from '../../geodata/schema/alert_words.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import { permits } from '../access/may.ts';
import { getRule, listRules, writeRule } from '../queries/alert_rules.ts';
import { areDutyAccounts } from '../queries/teams.ts';
import { recordWrite } from '../queries/writes.ts';
import { createRouter, type Deps } from './environment.ts';
import { jsonOf } from './feature.ts';
import { ifMatch, versionWanted } from './if_match.ts';
import { demandWholeOrganization } from './own_area.ts';
import { writeOnce } from './write_once.ts';

const list = createRoute({
  method: 'get',
  path: '/api/alert-rules',
  summary: 'How long each step of an alert may take, by severity, and who is told when it takes longer',
  ...permits('read', 'alert_rule'),
  responses: { 200: jsonOf(z.object({ items: z.array(alertRule) }), 'One for each severity') },
});
const change = createRoute({
  method: 'patch',
  path: '/api/alert-rules/{severity}',
  summary: 'Change the limits of one severity',
  description:
    'They hold for steps that begin from now on; a clock that runs keeps its limit. Version 0 is what comes with the software.',
  ...permits('change', 'alert_rule', 'not_found'),
  request: {
    params: z.strictObject({
      severity: z
        .enum(['1', '2', '3'])
        .transform((text) => Number(text) as Severity)
        .openapi({ type: 'integer' }),
    }),
    headers: ifMatch,
    body: { required: true, content: { 'application/json': { schema: alertRuleChange } } },
  },
  responses: { 200: jsonOf(alertRule, 'The limits as stored') },
});

export function alertRuleRoutes({ outbox }: Pick<Deps, 'outbox'>) {
  return createRouter()
    .openapi(list, async (c) => {
      const items = await listRules(c.get('database'), c.get('viewer').organizationId);
      return c.json({ items }, 200);
    })
    .openapi(change, async (c) => {
      const viewer = c.get('viewer');
      const { severity } = c.req.valid('param');
      const version = versionWanted(c.req.header('If-Match'));
      const parts = c.req.valid('json');
      demandWholeOrganization(viewer);
      return writeOnce(c, async (tx) => {
        const { organizationId } = viewer;
        const account = parts.escalateToAccountId ?? null;
        if (account !== null && !(await areDutyAccounts(tx, [account]))) {
          throw new Problem('invalid_input', 'The body has parts that cannot be taken.', [
            { pointer: '/escalateToAccountId', detail: 'Name an active account with the role operations or steward.' },
          ]);
        }
        const before = await getRule(tx, organizationId, severity);
        const written = { ...before, ...(parts as Partial<typeof before>), version };
        const after = before.version === version ? await writeRule(tx, organizationId, written) : null;
        if (after === null)
          throw new Problem('stale_version', 'Read it again, look at what changed, and send yours again.');
        await recordWrite(tx, { ...viewer, verb: 'change', noun: 'alert_rule', thingId: organizationId, hidden: true });
        return {
          status: 200 as const,
          body: after,
          headers: { ETag: `"${after.version}"` },
          announce: () => outbox.written({ organizationId, noun: 'alert_rule', hidden: true }),
        };
      });
    });
}
