// Random numbers that tell nothing of those that come after them: for draws that somebody watches and must not foretell.
// It must not know what its numbers are used for; the key comes from the caller, and is the caller's to keep.

const CONSTANTS = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574] as const;
/** Word numbers of the four columns, then of the four diagonals. */
const QUARTERS = [
  ...[0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
  ...[0, 5, 10, 15, 1, 6, 11, 12, 2, 7, 8, 13, 3, 4, 9, 14],
] as const;

/**
 * A stream of uniform numbers in [0, 1) from a key of 256 bits.
 *
 * Method: keystream of ChaCha20 (RFC 8439) with a nonce of zeros, which is sound for a key that is used once; each number carries
 * 53 bits of it. Unlike those of `seededRandom`, any number of outputs gives no other away to who has not the key.
 * Throws RangeError for what are not 64 hexadecimal digits.
 */
export function keyedRandom(key: string): () => number {
  if (!/^[0-9a-f]{64}$/.test(key)) throw new RangeError('A key is 64 hexadecimal digits.');
  const state = new Uint32Array(16);
  state.set(CONSTANTS);
  for (let word = 0; word < 8; word++) {
    const bytes = key.slice(8 * word, 8 * word + 8).match(/../g) ?? [];
    state[4 + word] = Number.parseInt(bytes.reverse().join(''), 16);
  }
  let block = new Uint32Array(0);
  let at = 0;
  const next = (): number => {
    if (at === block.length) {
      block = keystream(state);
      state[12] = (state[12] as number) + 1;
      at = 0;
    }
    return block[at++] as number;
  };
  return () => ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992;
}

/** One block of sixteen words. */
export function keystream(state: Uint32Array): Uint32Array<ArrayBuffer> {
  const words = Uint32Array.from(state);
  for (let round = 0; round < 10; round++) {
    for (let quarter = 0; quarter < QUARTERS.length; quarter += 4) turn(words, quarter);
  }
  return words.map((word, i) => word + (state[i] as number));
}

function turn(words: Uint32Array, quarter: number): void {
  const [a, b, c, d] = QUARTERS.slice(quarter, quarter + 4) as unknown as [number, number, number, number];
  const mix = (to: number, by: number, into: number, bits: number): void => {
    words[to] = (words[to] as number) + (words[by] as number);
    const mixed = (words[into] as number) ^ (words[to] as number);
    words[into] = (mixed << bits) | (mixed >>> (32 - bits));
  };
  mix(a, b, d, 16);
  mix(c, d, b, 12);
  mix(a, b, d, 8);
  mix(c, d, b, 7);
}
