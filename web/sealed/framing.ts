// What is sealed, as bytes: a version, the length of a JSON text, that text, and bytes that follow it (a photo). Knows neither
// padding nor keys, and not what the JSON says.

const VERSION = 1;
/** One byte of version, four of length (big endian). */
const HEAD_BYTES = 5;

export function frame(json: unknown, rest: Uint8Array | null): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(JSON.stringify(json));
  const bytes = new Uint8Array(HEAD_BYTES + text.length + (rest?.length ?? 0));
  bytes[0] = VERSION;
  new DataView(bytes.buffer).setUint32(1, text.length);
  bytes.set(text, HEAD_BYTES);
  if (rest !== null) bytes.set(rest, HEAD_BYTES + text.length);
  return bytes;
}

/** null = not of this version, or not whole. `rest` is a copy, null where nothing follows. */
export function unframe(bytes: Uint8Array): { json: unknown; rest: Uint8Array<ArrayBuffer> | null } | null {
  if (bytes.length < HEAD_BYTES || bytes[0] !== VERSION) return null;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1);
  const end = HEAD_BYTES + length;
  if (end > bytes.length) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(HEAD_BYTES, end));
    return { json: JSON.parse(text), rest: end === bytes.length ? null : bytes.slice(end) };
  } catch {
    return null;
  }
}
