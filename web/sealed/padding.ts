// Fills bytes up to one of few sizes, so that the length of what was sealed tells next to nothing: its length in 4 bytes (big
// endian), the bytes, zeros.

const LENGTH_BYTES = 4;

/** Most bytes of content that fit into a size. */
export const roomIn = (size: number): number => size - LENGTH_BYTES;

/** To the smallest of the sizes (ascending) that holds it; null = too long for all. */
export function pad(content: Uint8Array, sizes: readonly number[]): Uint8Array<ArrayBuffer> | null {
  const size = sizes.find((one) => content.length <= roomIn(one));
  if (size === undefined) return null;
  const padded = new Uint8Array(size);
  new DataView(padded.buffer).setUint32(0, content.length);
  padded.set(content, LENGTH_BYTES);
  return padded;
}

/** null = this was not padded here. */
export function unpad(padded: Uint8Array): Uint8Array | null {
  if (padded.length < LENGTH_BYTES) return null;
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  if (length > roomIn(padded.length)) return null;
  const end = LENGTH_BYTES + length;
  return padded.subarray(end).every((byte) => byte === 0) ? padded.subarray(LENGTH_BYTES, end) : null;
}
