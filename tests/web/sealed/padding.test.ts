// Padding: what comes out is what went in, and only the size class shows.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pad, roomIn, unpad } from '../../../web/sealed/padding.ts';

const SIZES = [64, 256];

describe('padding', () => {
  it('gives back what was filled up, at every length', () => {
    for (let length = 0; length <= roomIn(256); length++) {
      const content = new Uint8Array(length).map((_, i) => i % 7);
      const padded = pad(content, SIZES)!;
      expect(SIZES).toContain(padded.length);
      expect(unpad(padded)).toEqual(content);
    }
  });

  it('takes the smallest size that holds it, and the next from one byte more', () => {
    expect(pad(new Uint8Array(roomIn(64)), SIZES)).toHaveLength(64);
    expect(pad(new Uint8Array(roomIn(64) + 1), SIZES)).toHaveLength(256);
    expect(pad(new Uint8Array(roomIn(256) + 1), SIZES)).toBe(null);
  });

  it('takes nothing for padding that says more than it holds, or holds something behind its end', () => {
    const padded = pad(new Uint8Array([1, 2, 3]), SIZES)!;
    const behind = padded.slice();
    behind[63] = 1;
    expect(unpad(behind)).toBe(null);
    const longer = padded.slice();
    new DataView(longer.buffer).setUint32(0, 61);
    expect(unpad(longer)).toBe(null);
    expect(unpad(new Uint8Array(3))).toBe(null);
  });

  it('reads a part of a larger buffer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(9), (content, at) => {
        const larger = new Uint8Array(at + 64);
        larger.set(pad(content, SIZES)!, at);
        expect(unpad(larger.subarray(at))).toEqual(content);
      }),
    );
  });
});
