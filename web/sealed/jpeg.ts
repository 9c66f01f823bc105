// Reads the head of a JPEG: how large a picture it draws. For bytes that came out of a seal, which anybody may have made.

/** A steward's browser decodes up to this; our own pages make pictures of 2 million pixels at the most. */
const MOST_PIXELS = 16_000_000;

/** True for a JPEG of a size that can be decoded without harm. */
export function isDrawableJpeg(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return false;
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return false;
    const marker = bytes[at + 1] as number;
    // Start of frame, of whatever process; C4, C8 and CC in this range are tables.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      const pixels = view.getUint16(at + 5) * view.getUint16(at + 7);
      return pixels > 0 && pixels <= MOST_PIXELS;
    }
    at += 2 + view.getUint16(at + 2);
  }
  return false;
}
