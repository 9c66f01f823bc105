// The page says of a password what the server will say.
import { describe, expect, it } from 'vitest';
import { password } from '../../../../geodata/schema/account.ts';
import { passwordFault } from '../../../../web/pages/sign_in/password_rules.ts';
import { groupsOfFour } from '../../../../web/pages/sign_in/second_factor_setup.tsx';

describe('a password', () => {
  it.each(['', 'short', 'elevenchars', 'aaaaaaaaaaaaaaaa', 'abcdabcdabcd', 'abcdeabcdeab', 'four plain words'])(
    'is judged as by the schema: "%s"',
    (text) => {
      expect(passwordFault(text) === null).toBe(password.safeParse(text).success);
    },
  );

  it('is told what is wrong with it', () => {
    expect(passwordFault('short')).toBe('welcome.short');
    expect(passwordFault('aaaaaaaaaaaaaaaa')).toBe('welcome.few');
  });
});

describe('the key for the authenticator app', () => {
  it('is shown in groups of four, whole', () => {
    expect(groupsOfFour('ABCDEFGHIJKL')).toBe('ABCD EFGH IJKL');
    expect(groupsOfFour('ABCDEFGHIJ')).toBe('ABCD EFGH IJ');
  });
});
