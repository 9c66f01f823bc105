// Response teams, read and written by operations of their own area and by stewards; for all others there are none.
import { createRoute, z } from '@hono/zod-openapi';
import { Problem } from '../../geodata/schema/problem.ts';
import { team, teamChange, teamExample, teamInput } from '../../geodata/schema/team.ts';
import { permits } from '../access/may.ts';
import { areaExists } from '../queries/area_records.ts';
import {
  areDutyAccounts,
  busyTeams,
  deleteTeam,
  getTeam,
  insertTeam,
  listTeams,
  updateTeam,
} from '../queries/teams.ts';
import { createRouter, type Deps } from './environment.ts';
import { jsonOf, nextAddress, pageQuery } from './feature.ts';
import { mountWritable } from './writable.ts';

const list = createRoute({
  method: 'get',
  path: '/api/teams',
  summary: 'Response teams: who can go, from where, and whether they are free',
  ...permits('read', 'team'),
  request: {
    query: z.strictObject({
      ...pageQuery,
      mine: z.literal('true').optional().describe('Those that the own account is in'),
    }),
  },
  responses: { 200: jsonOf(z.object({ items: z.array(team), next: z.string().optional() }), 'A page of teams') },
});

export function teamRoutes(deps: Pick<Deps, 'now' | 'outbox'>) {
  const router = createRouter();
  router.openapi(list, async (c) => {
    const { limit, mine, after } = c.req.valid('query');
    const filter = { after, mine: mine === 'true', limit: limit + 1 };
    const rows = await listTeams(c.get('database'), c.get('viewer'), filter);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const more = rows.length > limit && last !== undefined;
    return c.json({ items, ...(more ? { next: nextAddress(c.req.url, last.id) } : {}) }, 200);
  });
  mountWritable(router, deps, {
    noun: 'team',
    words: 'response team',
    path: '/api/teams',
    missing: 'team_not_found',
    input: teamInput,
    example: teamExample,
    change: teamChange,
    note: 'Its position is dated anew whenever one is sent. A team that an open alert was given to cannot be removed.',
    answer: { schema: team, of: (row) => row },
    check: async (db, viewer, { areaPcode, members }) => {
      if (areaPcode !== null && !(await areaExists(db, viewer, areaPcode)))
        throw wrong('/areaPcode', 'There is no area with this P-code.');
      if (!(await areDutyAccounts(db, members)))
        throw wrong('/members', 'Name active accounts with the role operations or steward.');
    },
    isHidden: () => true,
    get: getTeam,
    insert: (db, viewer, record) => insertTeam(db, viewer, record, deps.now()),
    update: (db, viewer, { parts, ...change }) =>
      updateTeam(db, viewer, { ...change, isMoved: 'position' in parts, now: deps.now() }),
    remove: async (db, viewer, target) => {
      if ((await busyTeams(db, viewer)).has(target.id))
        throw new Problem('in_use', 'An open alert was given to this team. Give it to another, or close it, first.');
      return deleteTeam(db, viewer, target);
    },
  });
  return router;
}

const wrong = (pointer: string, detail: string) =>
  new Problem('invalid_input', 'The body has parts that cannot be taken.', [{ pointer, detail }]);
