// Where a link to /session leads when it is not a token.
import { describe, expect, it } from 'vitest';
import { onwardOf } from '../../../../web/pages/sign_in/fragment_token.ts';

describe('a link to /session', () => {
  it('hands an invitation and a refused sign-in on, and nothing else', () => {
    expect(onwardOf('#invitation=ab-_1')).toBe('/welcome#token=ab-_1');
    expect(onwardOf('#invitation=//evil.example')).toBe('/welcome#token=%2F%2Fevil.example');
    expect(onwardOf('#oidc=refused')).toBe('/sign-in#oidc=refused');
    expect(onwardOf('#token=x')).toBeNull();
    expect(onwardOf('')).toBeNull();
  });
});
