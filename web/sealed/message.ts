// What a report and a reply say, and the check of what comes out of a seal: whoever can seal can put anything inside.
import { frame, unframe } from './framing.ts';
import { MOST_PHOTO_BYTES, MOST_TEXT } from './sizes.ts';

export interface ReportMessage {
  readonly version: 1;
  readonly text: string;
  /** Full date; null = not sure. */
  readonly occurredOn: string | null;
  readonly areaPcode: string | null;
  readonly wishesContact: boolean;
  /** Public key (X25519, base64url) that only the receipt opens for. */
  readonly replyKey: string;
}
export interface Report {
  readonly message: ReportMessage;
  /** JPEG without metadata. */
  readonly photo: Uint8Array<ArrayBuffer> | null;
}

export interface ReplyMessage {
  readonly version: 1;
  readonly text: string;
  readonly writtenOn: string;
}

const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);

function isReportMessage(value: unknown): value is ReportMessage {
  if (typeof value !== 'object' || value === null) return false;
  const { version, text, occurredOn, areaPcode, wishesContact, replyKey } = value as Record<string, unknown>;
  return (
    version === 1 &&
    typeof text === 'string' &&
    text.length <= MOST_TEXT &&
    (occurredOn === null || isDay(occurredOn)) &&
    (areaPcode === null || (typeof areaPcode === 'string' && areaPcode.length <= 40)) &&
    typeof wishesContact === 'boolean' &&
    typeof replyKey === 'string' &&
    /^[\w-]{43}$/.test(replyKey)
  );
}

export const reportBytes = ({ message, photo }: Report): Uint8Array<ArrayBuffer> => frame(message, photo);

export function reportOf(bytes: Uint8Array): Report | null {
  const found = unframe(bytes);
  if (found === null || !isReportMessage(found.json)) return null;
  if (found.rest !== null && found.rest.length > MOST_PHOTO_BYTES) return null;
  return { message: found.json, photo: found.rest };
}

export const replyBytes = (reply: ReplyMessage): Uint8Array<ArrayBuffer> => frame(reply, null);

export function replyOf(bytes: Uint8Array): ReplyMessage | null {
  const found = unframe(bytes);
  if (found === null || typeof found.json !== 'object' || found.json === null) return null;
  const { version, text, writtenOn } = found.json as Record<string, unknown>;
  return version === 1 && typeof text === 'string' && isDay(writtenOn) ? { version, text, writtenOn } : null;
}
