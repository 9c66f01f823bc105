// Seals a report to the stewards' keys and a reply to the key inside a report. What leaves is bytes of a few fixed sizes.
import type { Envelope, ReportKey } from '../../geodata/schema/report.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { type ReplyMessage, type Report, replyBytes, reportBytes } from './message.ts';
import { pad, roomIn } from './padding.ts';
import { KEY_BYTES, sealTo } from './sealed_box.ts';
import { lock } from './secret_box.ts';
import { PADDED_BYTES, REPLY_BYTES } from './sizes.ts';

/** Bytes that a photo may have beside this message; negative = the message alone does not fit. */
export const roomForPhoto = (message: Report['message']): number =>
  roomIn(PADDED_BYTES[PADDED_BYTES.length - 1] as number) - reportBytes({ message, photo: null }).length;

/** null = it does not fit into the largest size. Throws where a published key is not one. */
export function sealReport(report: Report, keys: readonly Pick<ReportKey, 'id' | 'publicKey'>[]): Envelope | null {
  const padded = pad(reportBytes(report), PADDED_BYTES);
  if (padded === null) return null;
  const key = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return {
    keys: keys.map(({ id, publicKey }) => ({ id, sealed: toBase64url(sealTo(keyOf(publicKey), key)) })),
    box: toBase64url(lock(key, padded)),
  };
}

/** null = the text is too long for one reply. */
export function sealReply(reply: ReplyMessage, replyKey: string): string | null {
  const padded = pad(replyBytes(reply), [REPLY_BYTES]);
  return padded === null ? null : toBase64url(sealTo(keyOf(replyKey), padded));
}

function keyOf(publicKey: string): Uint8Array {
  const bytes = fromBase64url(publicKey);
  if (bytes?.length !== KEY_BYTES) throw new Error('A published key is not a key.');
  return bytes;
}
