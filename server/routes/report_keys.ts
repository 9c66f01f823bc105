// The keys to which reports are sealed: read by anybody, published and retired by stewards. The private half never comes here.
import { createRoute, z } from '@hono/zod-openapi';
import { Problem } from '../../geodata/schema/problem.ts';
import { MOST_KEYS, reportKey, reportKeyInput } from '../../geodata/schema/report.ts';
import { permits } from '../access/may.ts';
import { isSealable } from '../access/report_public_key.ts';
import { insertKey, lockKeys, publishedKeys, retireKey } from '../queries/report_keys.ts';
import { recordWrite } from '../queries/writes.ts';
import { createRouter, type Deps } from './environment.ts';
import { idParam, jsonOf } from './feature.ts';
import { demandWholeOrganization } from './own_area.ts';
import { writeHeaders, writeOnce } from './write_once.ts';

const list = createRoute({
  method: 'get',
  path: '/api/report-keys',
  summary: 'Keys to which reports are sealed',
  ...permits('read', 'report_key'),
  responses: { 200: jsonOf(z.object({ items: z.array(reportKey) }), 'Public keys, without those that were retired') },
});
const create = createRoute({
  method: 'post',
  path: '/api/report-keys',
  summary: 'Publish a key; reports that are sealed from now on can be read with it',
  ...permits('create', 'report_key'),
  request: {
    headers: z.object(writeHeaders),
    body: { required: true, content: { 'application/json': { schema: reportKeyInput } } },
  },
  responses: { 201: jsonOf(reportKey, 'The key as published') },
});
const remove = createRoute({
  method: 'delete',
  path: '/api/report-keys/{id}',
  summary: 'Retire a key for good; it still opens what was sealed to it',
  ...permits('delete', 'report_key', 'report_key_not_found'),
  request: {
    params: idParam,
    headers: z.object({
      ...writeHeaders,
      'if-match': z.string().optional().describe('A key never changes: "1", or left out'),
    }),
  },
  responses: { 204: { description: 'Reports are no longer sealed to it' } },
});

export function reportKeyRoutes({ database, outbox, now }: Pick<Deps, 'database' | 'outbox' | 'now'>) {
  const today = () => now().toISOString().slice(0, 10);
  const announce = (organizationId: string) => () =>
    outbox.written({ organizationId, noun: 'report_key', hidden: false });
  return createRouter()
    .openapi(list, async (c) => {
      // The public's login has no grant on anything of reports.
      return c.json({ items: await publishedKeys(database, c.get('viewer').organizationId) }, 200);
    })
    .openapi(create, async (c) => {
      const viewer = c.get('viewer');
      const { organizationId } = viewer;
      const { publicKey } = c.req.valid('json');
      demandWholeOrganization(viewer);
      if (!isSealable(publicKey)) {
        throw new Problem('invalid_input', 'The body has parts that cannot be taken.', [
          { pointer: '/publicKey', detail: 'Nobody could seal to this key. Make a new one.' },
        ]);
      }
      return writeOnce(c, async (tx) => {
        await lockKeys(tx, organizationId);
        if ((await publishedKeys(tx, organizationId)).length >= MOST_KEYS)
          throw new Problem('in_use', `Reports are sealed to at most ${MOST_KEYS} keys. Retire one first.`);
        const bytes = Buffer.from(publicKey, 'base64url');
        const made = await insertKey(tx, { organizationId, publicKey: bytes, today: today() });
        if (made === null)
          throw new Problem('already_exists', 'This key is published, or was retired for good. Make a new one.');
        await recordWrite(tx, { ...viewer, verb: 'create', noun: 'report_key', thingId: made.id });
        return { status: 201 as const, body: made, announce: announce(organizationId) };
      });
    })
    .openapi(remove, async (c) => {
      const viewer = c.get('viewer');
      const { organizationId } = viewer;
      const { id } = c.req.valid('param');
      const version = c.req.header('If-Match');
      demandWholeOrganization(viewer);
      return writeOnce(c, async (tx) => {
        if (version !== undefined && version !== '"1"')
          throw new Problem('stale_version', 'A key never changes: send If-Match "1", or none.');
        if (!(await retireKey(tx, { organizationId, id, today: today() })))
          throw new Problem('report_key_not_found', 'Check the id; it may have been retired.');
        await recordWrite(tx, { ...viewer, verb: 'delete', noun: 'report_key', thingId: id });
        return { status: 204 as const, body: null, announce: announce(organizationId) };
      });
    });
}
