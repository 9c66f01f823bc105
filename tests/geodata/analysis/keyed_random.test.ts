// Keyed random numbers against the words that RFC 8439 prints.
import { describe, expect, it } from 'vitest';
import { keyedRandom, keystream } from '../../../geodata/analysis/keyed_random.ts';

const hex = (words: Uint32Array): string => [...words].map((word) => word.toString(16).padStart(8, '0')).join(' ');

describe('keyed random numbers', () => {
  it('are the keystream of ChaCha20, as in section 2.3.2 of RFC 8439', () => {
    const state = Uint32Array.from([
      ...[0x61707865, 0x3320646e, 0x79622d32, 0x6b206574, 0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c],
      ...[0x13121110, 0x17161514, 0x1b1a1918, 0x1f1e1d1c, 0x00000001, 0x09000000, 0x4a000000, 0x00000000],
    ]);
    expect(hex(keystream(state))).toBe(
      'e4e7f110 15593bd1 1fdd0f50 c47120a3 c7f4d1c7 0368c033 9aaa2204 4e6cd4c3 466482d2 09aa9f07 05d7c214 a2028bd9 d19c12b5 b94e16de e883d0cb 4e3c50a2',
    );
  });

  it('begin as the first test vector of its appendix does, and go on with its second', () => {
    const random = keyedRandom('0'.repeat(64));
    // Words 0 and 1 of block 0: ade0b876, 903df1a0 (A.1, test vector 1, little-endian).
    expect(random()).toBe(((0xade0b876 >>> 5) * 67108864 + (0x903df1a0 >>> 6)) / 2 ** 53);
    for (let i = 1; i < 8; i++) random();
    // Words 0 and 1 of block 1: bee7079f, 7a385155 (test vector 2).
    expect(random()).toBe(((0xbee7079f >>> 5) * 67108864 + (0x7a385155 >>> 6)) / 2 ** 53);
  });

  it('read the bytes of the key in their order', () => {
    const state = Uint32Array.from([
      0x61707865,
      0x3320646e,
      0x79622d32,
      0x6b206574,
      0x04030201,
      ...new Array(11).fill(0),
    ]);
    const [first, second] = keystream(state) as unknown as [number, number];
    expect(keyedRandom(`01020304${'0'.repeat(56)}`)()).toBe(((first >>> 5) * 67108864 + (second >>> 6)) / 2 ** 53);
  });

  it('are asked for with a key and nothing else', () => {
    expect(() => keyedRandom('1')).toThrow(RangeError);
  });
});
