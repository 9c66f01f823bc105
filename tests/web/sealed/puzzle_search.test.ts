// The answers of puzzles against the SHA-256 of Node, at every length at which a block begins or ends.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { puzzlePrefix, searchAnswer } from '../../../web/sealed/puzzle_search.ts';

const hashOf = (prefix: Uint8Array, answer: Uint8Array) => createHash('sha256').update(prefix).update(answer).digest();

/** Tries one number after the other with the hash of Node. */
function firstByNode(prefix: Uint8Array, bits: number): bigint {
  const answer = Buffer.alloc(8);
  for (let n = 0n; ; n++) {
    answer.writeBigUInt64BE(n);
    if (hashOf(prefix, answer).readUInt32BE() >>> (32 - bits) === 0) return n;
  }
}

describe('an answer', () => {
  it('is the first number whose hash begins with that many zero bits, whatever the length of the challenge', () => {
    for (let length = 0; length <= 200; length++) {
      const prefix = puzzlePrefix('c'.repeat(length), length % 64);
      const answer = searchAnswer(prefix, 6);
      expect([length, new DataView(answer.buffer).getBigUint64(0)]).toEqual([length, firstByNode(prefix, 6)]);
    }
  });

  it.each([1, 9, 14, 17])('has at least %d zero bits', (bits) => {
    const prefix = puzzlePrefix('MjAyNi0wNy0zMA.challenge', 7);
    const answer = searchAnswer(prefix, bits);
    expect(hashOf(prefix, answer).readUInt32BE() >>> (32 - bits)).toBe(0);
  });

  it('differs from puzzle to puzzle of one challenge', () => {
    const answers = [0, 1, 2, 3].map((index) => searchAnswer(puzzlePrefix('the same', index), 12).join());
    expect(new Set(answers).size).toBe(4);
  });

  it.each([0, 31, 1.5, Number.NaN])('is not looked for at %d bits', (bits) => {
    expect(() => searchAnswer(puzzlePrefix('x', 0), bits)).toThrow(RangeError);
  });
});

describe('the text before a number', () => {
  it('is the challenge in UTF-8 and one byte for the puzzle', () => {
    expect([...puzzlePrefix('aé', 5)]).toEqual([0x61, 0xc3, 0xa9, 5]);
  });
});
