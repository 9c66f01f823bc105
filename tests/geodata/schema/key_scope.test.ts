// A key tells no more than its account may read, and nothing that is for people at a screen.
import { describe, expect, it } from 'vitest';
import { rolesOfKeys, thingsOfKey } from '../../../geodata/schema/key_scope.ts';
import { PERMISSIONS, ROLES } from '../../../geodata/schema/roles.ts';

describe('the scope of a key', () => {
  it('is within what the account may look at, for every role', () => {
    for (const own of ROLES) {
      for (const role of rolesOfKeys(own)) {
        for (const thing of thingsOfKey(role)) {
          const mayLook = PERMISSIONS[own][thing]?.some((verb) => verb === 'read' || verb === 'run');
          expect(`${own} ${role} ${thing} ${mayLook}`).toBe(`${own} ${role} ${thing} true`);
        }
      }
    }
  });

  it('never reaches what a second factor guards, nor what is between people', () => {
    expect(rolesOfKeys('steward')).toEqual(['partner', 'evaluator', 'planner', 'operations']);
    const things = rolesOfKeys('steward').flatMap(thingsOfKey);
    for (const thing of ['exact_incident', 'report', 'referral', 'account', 'session'])
      expect(things).not.toContain(thing);
    expect(things).toContain('pack');
  });
});
