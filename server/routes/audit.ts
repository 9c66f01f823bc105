// The audit trail of the own organization, for stewards: ids and closed words, and whether the chain stands.
import { createRoute, z } from '@hono/zod-openapi';
import { auditEntry, auditVerdict } from '../../geodata/schema/audit.ts';
import { checkChain } from '../access/audit_chain.ts';
import { permits } from '../access/may.ts';
import { auditPage } from '../queries/audit.ts';
import { recordRead } from '../queries/writes.ts';
import { createRouter } from './environment.ts';
import { jsonOf } from './feature.ts';

const page = z.object({
  items: z.array(auditEntry),
  /** Address of the older entries; absent where there are none. */
  next: z.string().optional(),
});

const list = createRoute({
  method: 'get',
  path: '/api/audit',
  summary: 'Who did what to which record, newest first',
  ...permits('read', 'audit'),
  request: {
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(1000).default(100),
      before: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
    }),
  },
  responses: { 200: jsonOf(page, 'Entries of your organization; reading them is itself an entry') },
});
const verify = createRoute({
  method: 'get',
  path: '/api/audit/verify',
  summary: 'Does the audit trail stand as it was written?',
  ...permits('read', 'audit'),
  responses: { 200: jsonOf(auditVerdict, 'How far the chain holds, and the first entry at which it does not') },
});

export function auditRoutes() {
  return createRouter()
    .openapi(list, async (c) => {
      const viewer = c.get('viewer');
      const { limit, before } = c.req.valid('query');
      // Who looked at the trail is part of it: a look may be somebody finding out what was noticed.
      const rows = await c.get('database').transaction(async (tx) => {
        const found = await auditPage(tx, viewer.organizationId, { before: before ?? null, limit: limit + 1 });
        await recordRead(tx, { ...viewer, noun: 'audit', rowCount: Math.min(found.length, limit) });
        return found;
      });
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      const next = rows.length > limit && last !== undefined ? `/api/audit?limit=${limit}&before=${last.number}` : null;
      return c.json({ items, ...(next === null ? {} : { next }) }, 200);
    })
    .openapi(verify, async (c) => {
      const { organizationId } = c.get('viewer');
      const { found: _, ...verdict } = await checkChain(c.get('database'), { organizationId });
      return c.json(verdict, 200);
    });
}
