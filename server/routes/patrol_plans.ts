// Patrol plans: what each as a whole keeps, for operations and stewards; its visits for the own team only, 24 hours ahead.
import { randomUUID } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import {
  type PatrolPlanRequest,
  patrolPlan,
  patrolPlanChange,
  patrolPlanExample,
  patrolPlanRequest,
  patrolSlot,
} from '../../geodata/schema/patrol_plan.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import { permits } from '../access/may.ts';
import { sealPlan } from '../access/plan_seal.ts';
import { ownSlots, withMembersOf } from '../access/plan_slots.ts';
import { drawPlan } from '../jobs/patrol_planning.ts';
import {
  deletePatrolPlan,
  getPatrolPlan,
  haveAPlan,
  insertPatrolPlan,
  listPatrolPlans,
  resealPatrolPlan,
  sealedPlans,
  teamMembers,
} from '../queries/patrol_plans.ts';
import { recordRead, recordWrite } from '../queries/writes.ts';
import { createRouter, type Deps } from './environment.ts';
import { idParam, jsonOf, nextAddress, pageQuery } from './feature.ts';
import { ifMatch, versionWanted } from './if_match.ts';
import { demandConsulted, planGround } from './plan_ground.ts';
import { writeHeaders, writeOnce } from './write_once.ts';

const missing = 'patrol_plan_not_found';
const list = createRoute({
  method: 'get',
  path: '/api/patrol-plans',
  summary: 'Patrol plans as wholes; no visit',
  ...permits('read', 'patrol_plan'),
  request: { query: z.strictObject(pageQuery) },
  responses: {
    200: jsonOf(z.object({ items: z.array(patrolPlan), next: z.string().optional() }), 'A page of plans'),
  },
});
const one = createRoute({
  method: 'get',
  path: '/api/patrol-plans/{id}',
  summary: 'One patrol plan as a whole',
  ...permits('read', 'patrol_plan', missing),
  request: { params: idParam },
  responses: { 200: jsonOf(patrolPlan, 'The plan; its ETag is what If-Match takes') },
});
const slots = createRoute({
  method: 'get',
  path: '/api/patrol-slots',
  summary: 'Visits of your own teams in the next 24 hours',
  ...permits('read', 'patrol_plan'),
  responses: {
    200: jsonOf(
      z.object({ items: z.array(patrolSlot), asOf: z.iso.datetime() }),
      'By time; each reading is written down',
    ),
  },
});
const create = createRoute({
  method: 'post',
  path: '/api/patrol-plans',
  summary: 'Draw a patrol plan that nobody can foretell',
  description:
    'Women’s groups and the community of the area must have been asked about patrols first. The visits are drawn from the system’s random source, sealed, and shown to nobody but the own team, 24 hours ahead. Refused where somebody who watches would foretell it.',
  ...permits('create', 'patrol_plan'),
  request: {
    headers: z.object(writeHeaders),
    body: {
      required: true,
      content: { 'application/json': { schema: patrolPlanRequest, example: patrolPlanExample } },
    },
  },
  responses: { 201: jsonOf(patrolPlan, 'The plan as a whole') },
});
const change = createRoute({
  method: 'patch',
  path: '/api/patrol-plans/{id}',
  summary: 'Let those who are in the teams today see the visits of their team',
  description: 'Stewards only: who joins a team sees nothing of plans that were drawn before.',
  ...permits('change', 'patrol_plan', missing),
  request: {
    params: idParam,
    headers: ifMatch,
    body: { required: true, content: { 'application/json': { schema: patrolPlanChange } } },
  },
  responses: { 200: jsonOf(patrolPlan, 'The plan as a whole') },
});
const remove = createRoute({
  method: 'delete',
  path: '/api/patrol-plans/{id}',
  summary: 'Remove a patrol plan with all its visits',
  ...permits('delete', 'patrol_plan', missing),
  request: { params: idParam, headers: ifMatch },
  responses: { 204: { description: 'It is gone' } },
});

const unknown = () => new Problem(missing, 'Check the id, or look at the list of plans.');
const stale = () => new Problem('stale_version', 'Read it again, and send yours again.');

export function patrolPlanRoutes(deps: Pick<Deps, 'analyses' | 'outbox' | 'key' | 'demo' | 'now'>) {
  const { analyses, outbox, key, demo, now } = deps;
  const today = () => now().toISOString().slice(0, 10);
  const announce = (organizationId: string) => () =>
    outbox.written({ organizationId, noun: 'patrol_plan', hidden: true });

  return createRouter()
    .openapi(list, async (c) => {
      const { limit, after } = c.req.valid('query');
      const rows = await listPatrolPlans(c.get('database'), c.get('viewer'), { after, limit: limit + 1 });
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      const more = rows.length > limit && last !== undefined;
      return c.json({ items, ...(more ? { next: nextAddress(c.req.url, last.id) } : {}) }, 200);
    })
    .openapi(one, async (c) => {
      const found = await getPatrolPlan(c.get('database'), c.get('viewer'), c.req.valid('param').id);
      if (found === null) throw unknown();
      c.header('ETag', `"${found.version}"`);
      return c.json(found, 200);
    })
    .openapi(slots, async (c) => {
      const viewer = c.get('viewer');
      const at = now();
      const until = new Date(at.getTime() + 24 * 3_600_000);
      // In one transaction with its trace, and the same work for who is in no team.
      const items = await c.get('database').transaction(async (tx) => {
        const plans = await sealedPlans(tx, viewer, { from: at, until });
        const teams = await teamMembers(tx, viewer, null);
        const own = ownSlots(plans, { viewer, now: at, key, demo, teams });
        await recordRead(tx, { ...viewer, noun: 'patrol_plan', rowCount: own.length });
        return own;
      });
      c.header('Cache-Control', 'no-store');
      return c.json({ items, asOf: at.toISOString() }, 200);
    })
    .openapi(create, async (c) => {
      const viewer = c.get('viewer');
      const { organizationId } = viewer;
      const request = c.req.valid('json') as PatrolPlanRequest;
      const database = c.get('database');
      const ground = await planGround(database, viewer, request, now());
      await demandConsulted(database, viewer, request, now());
      const { figures, visits } = await drawPlan(analyses, ground, viewer.accountId ?? c.get('token') ?? '');
      return writeOnce(c, async (tx) => {
        const id = randomUUID();
        const teamIds = request.teams.map(({ teamId }) => teamId);
        const { areaPcode, startsOn, weeks, timeZone } = request;
        await demandConsulted(tx, viewer, request, now());
        if (await haveAPlan(tx, viewer, { teamIds, startsOn, weeks })) {
          throw new Problem('already_exists', 'One of the teams has a plan for these weeks. Remove that one first.');
        }
        const sealed = sealPlan(key, { organizationId, id }, visits);
        const plan = await insertPatrolPlan(tx, viewer, {
          ...{ id, areaPcode, startsOn, weeks, timeZone, teamIds, figures, sealed, madeOn: today() },
        });
        await recordWrite(tx, { ...viewer, verb: 'create', noun: 'patrol_plan', thingId: id, hidden: true });
        const headers = { ETag: `"${plan.version}"`, Location: `/api/patrol-plans/${id}` };
        return { status: 201 as const, body: plan, headers, announce: announce(organizationId) };
      });
    })
    .openapi(change, async (c) => {
      const viewer = c.get('viewer');
      const { organizationId } = viewer;
      const { id } = c.req.valid('param');
      const version = versionWanted(c.req.header('If-Match'));
      if (viewer.role !== 'steward') {
        throw new Problem('forbidden', 'A steward says who of the new members may see plans that were drawn before.');
      }
      return writeOnce(c, async (tx) => {
        const found = await getPatrolPlan(tx, viewer, id);
        if (found === null) throw unknown();
        const [from, until] = [new Date(0), new Date('9999-01-01T00:00:00Z')];
        const [plan] = await sealedPlans(tx, viewer, { from, until, id });
        const teams = await teamMembers(tx, viewer, found.teamIds);
        const sealed = plan === undefined ? null : withMembersOf(plan, { key, organizationId, teams });
        if (sealed === null) throw new Problem('plan_refused', 'This plan was sealed elsewhere. Draw it anew.');
        const after = await resealPatrolPlan(tx, viewer, { id, version, sealed });
        if (after === null) throw stale();
        await recordWrite(tx, { ...viewer, verb: 'change', noun: 'patrol_plan', thingId: id, hidden: true });
        const headers = { ETag: `"${after.version}"` };
        return { status: 200 as const, body: after, headers, announce: announce(organizationId) };
      });
    })
    .openapi(remove, async (c) => {
      const viewer = c.get('viewer');
      const { id } = c.req.valid('param');
      const version = versionWanted(c.req.header('If-Match'));
      return writeOnce(c, async (tx) => {
        if ((await getPatrolPlan(tx, viewer, id)) === null) throw unknown();
        if (!(await deletePatrolPlan(tx, viewer, { id, version }))) throw stale();
        await recordWrite(tx, { ...viewer, verb: 'delete', noun: 'patrol_plan', thingId: id, hidden: true });
        return { status: 204 as const, body: null, announce: announce(viewer.organizationId) };
      });
    });
}
