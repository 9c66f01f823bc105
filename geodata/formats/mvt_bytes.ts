// Varints and UTF-8 for vector tiles. The core has no TextEncoder, and a tile needs nothing more of protobuf.

/** Bytes that a whole number from 0 to 2^53 − 1 takes as a varint. */
export function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) length++;
  return length;
}

/** Writes a whole number from 0 to 2^53 − 1 at `at`; returns where the next byte goes. */
export function writeVarint(bytes: Uint8Array, at: number, value: number): number {
  let rest = value;
  let next = at;
  if (rest > 0x7fffffff) {
    // Four groups of seven bits at once: below 2^31 the bit operators take over.
    const high = Math.floor(rest / 0x10000000);
    const low = rest - high * 0x10000000;
    bytes[next++] = (low & 127) | 128;
    bytes[next++] = ((low >>> 7) & 127) | 128;
    bytes[next++] = ((low >>> 14) & 127) | 128;
    bytes[next++] = (low >>> 21) | 128;
    rest = high;
  }
  while (rest > 127) {
    bytes[next++] = (rest & 127) | 128;
    rest >>>= 7;
  }
  bytes[next++] = rest;
  return next;
}

/** UTF-8 of a string; half a surrogate pair becomes U+FFFD, as TextEncoder has it. */
export function utf8Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let at = 0;
  for (const character of text) {
    const point = character.codePointAt(0)!;
    const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
    if (code < 0x80) {
      bytes[at++] = code;
    } else if (code < 0x800) {
      bytes[at++] = 0xc0 | (code >> 6);
      bytes[at++] = 0x80 | (code & 63);
    } else if (code < 0x10000) {
      bytes[at++] = 0xe0 | (code >> 12);
      bytes[at++] = 0x80 | ((code >> 6) & 63);
      bytes[at++] = 0x80 | (code & 63);
    } else {
      bytes[at++] = 0xf0 | (code >> 18);
      bytes[at++] = 0x80 | ((code >> 12) & 63);
      bytes[at++] = 0x80 | ((code >> 6) & 63);
      bytes[at++] = 0x80 | (code & 63);
    }
  }
  return bytes.subarray(0, at);
}
