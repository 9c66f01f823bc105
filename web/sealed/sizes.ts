// The sizes of the schema of reports, without its validator, which a page on a slow line must not carry. The compiler holds
// the two equal.
import type * as schema from '../../geodata/schema/report.ts';

export const PADDED_BYTES: typeof schema.PADDED_BYTES = [4_096, 16_384, 65_536];
export const MOST_PHOTO_BYTES: typeof schema.MOST_PHOTO_BYTES = 49_152;
export const REPLY_BYTES: typeof schema.REPLY_BYTES = 4_096;
export const SECRETBOX_OVERHEAD: typeof schema.SECRETBOX_OVERHEAD = 40;
export const SEAL_OVERHEAD: typeof schema.SEAL_OVERHEAD = 48;

/** Characters of a report. */
export const MOST_TEXT = 8_000;
/** PBKDF2-HMAC-SHA-256 over a receipt or a passphrase (OWASP Password Storage Cheat Sheet, 2023). */
export const PBKDF2_ITERATIONS = 600_000;
