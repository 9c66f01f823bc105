// Decisions beyond the table of roles: a steward who looks through another role, and an API key.
import { expect, it } from 'vitest';
import { rolesOfKeys, thingsOfKey } from '../../../geodata/schema/key_scope.ts';
import { PERMISSIONS, ROLES, THINGS, VERBS, type Viewer } from '../../../geodata/schema/roles.ts';
import { may } from '../../../server/access/may.ts';

const viewer = (more: Partial<Viewer>): Viewer => ({ role: 'planner', organizationId: 'one', areaPrefix: '', ...more });

it('lets who looks through a role read what it reads and write nothing', () => {
  for (const role of ['public', 'partner', 'evaluator', 'planner', 'operations'] as const) {
    for (const thing of THINGS.filter((one) => one !== 'session' && one !== 'view')) {
      for (const verb of VERBS) {
        const looks = verb === 'read' || verb === 'run';
        expect([role, verb, thing, may(viewer({ role, viewing: true }), verb, thing)]).toEqual([
          role,
          verb,
          thing,
          looks && (PERMISSIONS[role][thing]?.includes(verb) ?? false),
        ]);
      }
    }
    expect(may(viewer({ role, viewing: true }), 'create', 'view')).toBe(true);
    expect(may(viewer({ role }), 'create', 'view')).toBe(false);
  }
});

it('lets a key look at its own things as far as its role may, and write nothing', () => {
  const key = viewer({ things: ['service', 'audit'] });
  expect(may(key, 'read', 'service')).toBe(true);
  for (const verb of ['create', 'change', 'delete'] as const) expect(may(key, verb, 'service')).toBe(false);
  expect([may(key, 'read', 'zone'), may(key, 'read', 'audit'), may(key, 'read', 'session')]).toEqual([
    false,
    false,
    false,
  ]);
  expect(may(viewer({ role: 'steward', things: ['view'] }), 'create', 'view')).toBe(false);
});

it('gives keys no role that needs a second factor, and nothing about people, secrets or settings', () => {
  expect(Object.fromEntries(ROLES.map((role) => [role, rolesOfKeys(role)]))).toEqual({
    reporter: [],
    public: [],
    partner: ['partner'],
    evaluator: ['partner', 'evaluator'],
    planner: ['partner', 'planner'],
    operations: ['partner', 'planner', 'operations'],
    steward: ['partner', 'evaluator', 'planner', 'operations'],
    admin: [],
  });
  for (const role of ROLES) {
    if (role === 'steward') continue;
    const things = thingsOfKey(role).join(' ');
    expect(things).not.toMatch(/account|api_key|audit|event|exact_incident|release_draft|session|setting|view/);
  }
});
