// What the list says of accounts.
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../../geodata/schema/account.ts';
import { factorText, inOrder, welcomeAddress } from '../../../../web/pages/accounts/account_facts.ts';

const account = (email: string, status: Account['status']): Account => ({
  id: email,
  organizationId: 'o',
  email,
  name: '',
  role: 'planner',
  areaPrefix: '',
  status,
  hasSecondFactor: false,
  awaitsApproval: false,
  version: 1,
});

describe('an account', () => {
  it('that needs a second factor and has none is marked', () => {
    expect(factorText({ role: 'steward', hasSecondFactor: false })).toBe('accounts.factorNeeded');
    expect(factorText({ role: 'admin', hasSecondFactor: true })).toBe('accounts.factorYes');
    expect(factorText({ role: 'planner', hasSecondFactor: false })).toBe('accounts.factorNo');
  });

  it('that can sign in comes before one that cannot yet, and before one that may not', () => {
    const list = [account('a', 'disabled'), account('b', 'invited'), account('d', 'active'), account('c', 'active')];
    expect(inOrder(list).map(({ email }) => email)).toEqual(['c', 'd', 'b', 'a']);
  });

  it('is invited by an address whose token no server sees', () => {
    const address = new URL(welcomeAddress('https://map.example.org', 'abc_-1'));
    expect(address.pathname + address.search).toBe('/welcome');
    expect(address.hash).toBe('#token=abc_-1');
  });
});
