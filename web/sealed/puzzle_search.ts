// Finds the answer of one puzzle by trying. SHA-256 of its own, since only the last block changes from try to try: several
// times the tries per second of a general one, and a slow phone does as much work as we ask of a sender of spam.

const K = Int32Array.from([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
]);
const INITIAL = Int32Array.from([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
]);

const BLOCK_BYTES = 64;
const NUMBER_BYTES = 8;
const schedule = new Int32Array(BLOCK_BYTES);

/** One block into the state (FIPS 180-4, 6.2.2). */
function compress(state: Int32Array, view: DataView, at: number): void {
  const w = schedule;
  for (let i = 0; i < 16; i++) w[i] = view.getInt32(at + 4 * i);
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15] as number;
    const y = w[i - 2] as number;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = ((w[i - 16] as number) + s0 + (w[i - 7] as number) + s1) | 0;
  }
  let a = state[0] as number;
  let b = state[1] as number;
  let c = state[2] as number;
  let d = state[3] as number;
  let e = state[4] as number;
  let f = state[5] as number;
  let g = state[6] as number;
  let h = state[7] as number;
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (K[i] as number) + (w[i] as number)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] = (state[0] as number) + a;
  state[1] = (state[1] as number) + b;
  state[2] = (state[2] as number) + c;
  state[3] = (state[3] as number) + d;
  state[4] = (state[4] as number) + e;
  state[5] = (state[5] as number) + f;
  state[6] = (state[6] as number) + g;
  state[7] = (state[7] as number) + h;
}

/** The first number (8 bytes, big endian) after `prefix` whose SHA-256 begins with `bits` zero bits, 1 to 30. */
export function searchAnswer(prefix: Uint8Array, bits: number): Uint8Array<ArrayBuffer> {
  if (!(Number.isInteger(bits) && bits >= 1 && bits <= 30)) throw new RangeError('bits are from 1 to 30');
  const length = prefix.length + NUMBER_BYTES;
  // A one bit, zeros, and the length in bits as 8 bytes.
  const padded = new Uint8Array(Math.ceil((length + 9) / BLOCK_BYTES) * BLOCK_BYTES);
  padded.set(prefix);
  padded[length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, length * 8);
  const changing = prefix.length - (prefix.length % BLOCK_BYTES);
  const before = Int32Array.from(INITIAL);
  for (let at = 0; at < changing; at += BLOCK_BYTES) compress(before, view, at);

  const state = new Int32Array(8);
  const shift = 32 - bits;
  // A thousand times what an answer of 30 bits takes on average lies below 2^40.
  for (let high = 0; high < 256; high++) {
    view.setUint32(prefix.length, high);
    for (let low = 0; low < 2 ** 32; low++) {
      view.setUint32(prefix.length + 4, low);
      state.set(before);
      for (let at = changing; at < padded.length; at += BLOCK_BYTES) compress(state, view, at);
      if ((state[0] as number) >>> shift === 0) return padded.slice(prefix.length, length);
    }
  }
  throw new Error('no answer was found');
}

/** What stands before the number of the puzzle with this index. */
export function puzzlePrefix(challenge: string, index: number): Uint8Array {
  const text = new TextEncoder().encode(challenge);
  const prefix = new Uint8Array(text.length + 1);
  prefix.set(text);
  prefix[text.length] = index;
  return prefix;
}
