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
  THINGS.flatMap((thing) => VERBS.filter((verb) => may(role, verb, thing)).map((verb) => `${role} ${verb} ${thing}`)),
);

it('gives incidents to planner, operations and steward alone, and to each a view of its own', () => {
  expect(grants.filter((grant) => grant.endsWith(' incident'))).toEqual([
    'planner read incident',
    'operations read incident',
    'steward read incident',
  ]);
  expect(Object.keys(INCIDENT_VIEW)).toEqual(['planner', 'operations', 'steward']);
  expect(INCIDENT_VIEW.planner).toEqual({ resolution: 7, period: 'week', floor: 3, delayHours: 72 });
});

it('gives patrols to operations and steward, protected services to the same two, and nothing to reporter and admin', () => {
  expect(grants.filter((grant) => grant.endsWith(' patrol'))).toEqual([
    'operations read patrol',
    'steward read patrol',
  ]);
  expect([...SEES_PROTECTED_SERVICES]).toEqual(['operations', 'steward']);
  expect(PERMISSIONS.reporter).toEqual({});
  expect(PERMISSIONS.admin).toEqual({});
});

it('lets the public read the directory and write nothing', () => {
  expect(grants.filter((grant) => grant.startsWith('public ')).every((grant) => grant.startsWith('public read '))).toBe(
    true,
  );
});
