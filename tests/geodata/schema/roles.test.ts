// The permission table against the do-no-harm rules: who must not, whatever else changes.
import { expect, it } from 'vitest';
import {
  INCIDENT_VIEW,
  PERMISSIONS,
  ROLES,
  SEES_PROTECTED_SERVICES,
  THINGS,
  VERBS,
} from '../../../geodata/schema/roles.ts';
import { may } from '../../../server/access/may.ts';

const grants = ROLES.flatMap((role) =>
  THINGS.flatMap((thing) =>
    VERBS.filter((verb) => may({ role, organizationId: 'one', areaPrefix: '' }, verb, thing)).map(
      (verb) => `${role} ${verb} ${thing}`,
    ),
  ),
);

it('gives incidents to planner, operations and steward alone, and to each a view of its own', () => {
  expect(grants.filter((grant) => grant.endsWith(' incident'))).toEqual([
    'planner read incident',
    'operations read incident',
    'operations create incident',
    'steward read incident',
    'steward create incident',
  ]);
  expect([
    ...new Set(grants.filter((grant) => grant.endsWith(' exact_incident')).map((grant) => grant.split(' ')[0])),
  ]).toEqual(['steward']);
  expect(Object.keys(INCIDENT_VIEW)).toEqual(['planner', 'operations', 'steward']);
  expect(INCIDENT_VIEW.planner).toEqual({ resolution: 7, period: 'week', floor: 3, delayHours: 72 });
});

it('gives patrols to operations and steward, protected services to the same two, and nothing to reporter and admin', () => {
  expect(grants.filter((grant) => grant.endsWith(' patrol'))).toEqual([
    ...['read', 'create', 'change', 'delete'].map((verb) => `operations ${verb} patrol`),
    ...['read', 'create', 'change', 'delete'].map((verb) => `steward ${verb} patrol`),
  ]);
  expect([...SEES_PROTECTED_SERVICES]).toEqual(['operations', 'steward']);
  expect(PERMISSIONS.reporter).toEqual({});
  // Who may sign in and with which role; of what is on the map, nothing.
  expect(Object.keys(PERMISSIONS.admin).sort()).toEqual(['account', 'api_key', 'session', 'setting']);
});

it('lets the public read the directory, say that an entry is wrong, watch with a code, and write nothing else', () => {
  const writes = grants.filter((grant) => grant.startsWith('public ') && !grant.startsWith('public read '));
  // Signing in and out.
  expect(writes).toEqual([
    'public create community_observation',
    'public create entry_problem',
    'public create session',
    'public delete session',
  ]);
});
