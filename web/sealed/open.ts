// Opens what was sealed: a report with a steward's key, a reply with what the receipt derives. Says why something does not
// open; whatever comes out is checked before it is handed on.
import type { Envelope } from '../../geodata/schema/report.ts';
import { fromBase64url } from './base64url.ts';
import { type ReplyMessage, type Report, replyOf, reportOf } from './message.ts';
import { unpad } from './padding.ts';
import { KEY_BYTES, type KeyPair, openSealed } from './sealed_box.ts';
import { unlock } from './secret_box.ts';

/**
 * `other_key`: not sealed to this key (a changed seal looks the same). `changed`: a bit of the text is not what was sealed.
 * `unreadable`: sealed by something that writes another format.
 */
export type OpenFailure = 'other_key' | 'changed' | 'unreadable';
export type Opened = { readonly report: Report } | { readonly failure: OpenFailure };

/** Tries every seal of the envelope: ids of keys are the server's word, and only the seal itself proves anything. */
export function openReport({ keys, box }: Envelope, pair: KeyPair): Opened {
  for (const { sealed } of keys) {
    const seal = fromBase64url(sealed);
    const key = seal === null ? null : openSealed(pair, seal);
    if (key === null || key.length !== KEY_BYTES) continue;
    const bytes = fromBase64url(box);
    const padded = bytes === null ? null : unlock(key, bytes);
    if (padded === null) return { failure: 'changed' };
    const content = unpad(padded);
    const report = content === null ? null : reportOf(content);
    return report === null ? { failure: 'unreadable' } : { report };
  }
  return { failure: 'other_key' };
}

/** The replies among the places of an inbox, in their order; places that open for nobody are left out. */
export function openReplies(places: readonly string[], pair: KeyPair): ReplyMessage[] {
  return places.flatMap((place) => {
    const bytes = fromBase64url(place);
    const padded = bytes === null ? null : openSealed(pair, bytes);
    const content = padded === null ? null : unpad(padded);
    const reply = content === null ? null : replyOf(content);
    return reply === null ? [] : [reply];
  });
}
