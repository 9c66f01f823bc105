// Bytes as text and back, against Node's own.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '../../../web/sealed/base64url.ts';

describe('base64url', () => {
  it('is the one of Node, without padding, both ways', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64url');
        expect(toBase64url(bytes)).toBe(text);
        expect(fromBase64url(text)).toEqual(bytes);
      }),
    );
  });

  it('carries what is longer than the arguments of one call', () => {
    const bytes = new Uint8Array(65_576).map((_, i) => i * 7);
    expect(toBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
  });

  it.each(['a', 'ab=', 'a b', 'a+b/', 'ä'])('takes no %s', (text) => {
    expect(fromBase64url(text)).toBe(null);
  });
});
