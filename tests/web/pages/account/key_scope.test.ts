// What the page offers for a key is exactly what the server takes.
import { describe, expect, it } from 'vitest';
import { ROLES } from '../../../../geodata/schema/roles.ts';
import * as server from '../../../../server/access/key_scope.ts';
import { rolesOfKeys, thingsOfKey } from '../../../../web/pages/account/key_scope.ts';

describe('the scope of a key', () => {
  it('is the server’s, for every role', () => {
    for (const role of ROLES) {
      expect(rolesOfKeys(role).sort(), role).toEqual(server.rolesOfKeys(role).sort());
      expect(thingsOfKey(role).sort(), role).toEqual(server.thingsOfKey(role).sort());
    }
  });

  it('never reaches what a second factor guards', () => {
    expect(rolesOfKeys('steward')).not.toContain('steward');
    expect(rolesOfKeys('steward').flatMap(thingsOfKey)).not.toContain('exact_incident');
  });
});
