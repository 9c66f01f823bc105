// Settings of the organization, which stewards change and administrators read: how releases are built, how long incidents are
// kept, and the rules of care, which are public by way of the packs.
import { createRoute } from '@hono/zod-openapi';
import { Problem } from '../../geodata/schema/problem.ts';
import { setting, settingChange, settingExample } from '../../geodata/schema/setting.ts';
import { permits } from '../access/may.ts';
import { changedSettings } from '../access/retention_rule.ts';
import { getSettings, updateSettings } from '../queries/settings.ts';
import { recordWrite } from '../queries/writes.ts';
import { createRouter, type Deps } from './environment.ts';
import { jsonOf } from './feature.ts';
import { ifMatch, versionWanted } from './if_match.ts';
import { demandWholeOrganization } from './own_area.ts';
import { writeOnce } from './write_once.ts';

const read = createRoute({
  method: 'get',
  path: '/api/settings',
  summary: 'Settings of your organization',
  ...permits('read', 'setting'),
  responses: { 200: jsonOf(setting, 'The settings; their ETag is what If-Match takes') },
});
const change = createRoute({
  method: 'patch',
  path: '/api/settings',
  summary: 'Change settings of your organization',
  description:
    'Floor and scheme hold for releases built from now on; what is published never changes. A shorter time to keep incidents holds a week later, a longer one at once. The rules of care are replaced as a whole, and are public.',
  ...permits('change', 'setting'),
  request: {
    headers: ifMatch,
    body: { required: true, content: { 'application/json': { schema: settingChange, example: settingExample } } },
  },
  responses: { 200: jsonOf(setting, 'The settings as stored') },
});

/** No login may write the organization's row, so that changes go through the owner's. */
export function settingRoutes({ database, outbox, now }: Pick<Deps, 'database' | 'outbox' | 'now'>) {
  return createRouter()
    .openapi(read, async (c) => {
      const found = await getSettings(c.get('database'), c.get('viewer').organizationId, now());
      if (found === null) throw new Problem('not_found');
      c.header('ETag', `"${found.version}"`);
      return c.json(found, 200);
    })
    .openapi(change, async (c) => {
      const viewer = c.get('viewer');
      const { organizationId } = viewer;
      demandWholeOrganization(viewer);
      const version = versionWanted(c.req.header('If-Match'));
      const parts = c.req.valid('json');
      return writeOnce(
        c,
        async (tx) => {
          const before = await getSettings(tx, organizationId, now());
          if (before === null) throw new Problem('not_found');
          const record = changedSettings(before, parts, now());
          const after = await updateSettings(tx, organizationId, { version, record, now: now() });
          if (after === null) {
            throw new Problem('stale_version', 'Read them again, look at what changed, and send yours again.');
          }
          // Of the settings only the rules of care are told to everybody.
          const hidden = parts.careRules === undefined;
          await recordWrite(tx, { ...viewer, verb: 'change', noun: 'setting', thingId: organizationId, hidden });
          const announce = () => outbox.written({ organizationId, noun: 'setting', hidden });
          return { status: 200, body: after, headers: { ETag: `"${after.version}"` }, announce };
        },
        { database },
      );
    });
}
