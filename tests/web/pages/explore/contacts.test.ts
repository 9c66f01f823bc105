// Whom to call: contacts of a district and of the areas that hold it.
import { describe, expect, it } from 'vitest';
import type { Gateway } from '../../../../geodata/schema/gateway.ts';
import { contactsOf } from '../../../../web/pages/explore/contacts.tsx';

const gateway = (areaPcode: string, kind: Gateway['kind'] = 'medical'): Gateway => ({
  id: `${areaPcode}${kind}`,
  areaPcode,
  kind,
  name: areaPcode,
  phone: '',
  languages: [],
  hours: '',
  version: 1,
});

describe('contacts of a district', () => {
  it('are its own first, then those of its state, and none of its neighbors', () => {
    const all = [gateway('NG008'), gateway('NG008001', 'shelter'), gateway('NG008002'), gateway('NG008001')];
    expect(contactsOf(all, 'NG008001').map(({ id }) => id)).toEqual([
      'NG008001medical',
      'NG008001shelter',
      'NG008medical',
    ]);
  });
});
