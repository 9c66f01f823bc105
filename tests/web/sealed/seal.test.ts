// Reports and replies from one end to the other: sealed as the schema takes them, opened by those they are for, and a named
// failure for everything else.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { envelope, replyInput } from '../../../geodata/schema/report.ts';
import { fromBase64url, toBase64url } from '../../../web/sealed/base64url.ts';
import { frame } from '../../../web/sealed/framing.ts';
import type { Report, ReportMessage } from '../../../web/sealed/message.ts';
import { openReplies, openReport } from '../../../web/sealed/open.ts';
import { pad } from '../../../web/sealed/padding.ts';
import { roomForPhoto, sealReply, sealReport } from '../../../web/sealed/seal.ts';
import { type KeyPair, newKeyPair, sealTo } from '../../../web/sealed/sealed_box.ts';
import { lock } from '../../../web/sealed/secret_box.ts';
import { MOST_PHOTO_BYTES, MOST_TEXT, PADDED_BYTES, REPLY_BYTES } from '../../../web/sealed/sizes.ts';

const pairs = [newKeyPair(), newKeyPair()] as const;
const published = pairs.map(({ publicKey }, i) => ({
  id: `00000000-0000-4000-8000-00000000000${i}`,
  publicKey: toBase64url(publicKey),
}));
const reporter = newKeyPair();
const replyKey = toBase64url(reporter.publicKey);

const message = (more: Partial<ReportMessage> = {}): ReportMessage => ({
  version: 1,
  text: 'They took the water point at the market.',
  occurredOn: '2026-07-20',
  areaPcode: 'XA0102',
  wishesContact: true,
  replyKey,
  ...more,
});
const seal = (report: Report) => sealReport(report, published)!;
const boxBytes = (box: string) => fromBase64url(box)!.length - 40;

/** Anything, sealed as a report is. */
function sealAnything(content: Uint8Array, pair: KeyPair) {
  const key = new Uint8Array(32).fill(7);
  return {
    keys: [{ id: published[0]!.id, sealed: toBase64url(sealTo(pair.publicKey, key)) }],
    box: toBase64url(lock(key, content)),
  };
}

describe('a report', () => {
  it('opens for every steward whose key was published, with text and photo as they were', () => {
    const photo = new Uint8Array(30_000).map((_, i) => i * 13);
    const sealed = seal({ message: message(), photo });
    expect(envelope.safeParse(sealed).success).toBe(true);
    for (const pair of pairs) {
      expect(openReport(sealed, pair)).toEqual({ report: { message: message(), photo } });
    }
  });

  it('holds any text and letters of any script', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'grapheme' }), fc.boolean(), (text, wishesContact) => {
        const sent = message({ text, wishesContact, occurredOn: null, areaPcode: null });
        // Half of a pair of surrogates is no text, and becomes the replacement character.
        expect(openReport(seal({ message: sent, photo: null }), pairs[0])).toEqual({
          report: { message: { ...sent, text: text.toWellFormed() }, photo: null },
        });
      }),
      { numRuns: 40 },
    );
  });

  it('is of one of three sizes, whatever it says', () => {
    const size = (text: string, photo: number) =>
      boxBytes(seal({ message: message({ text }), photo: photo === 0 ? null : new Uint8Array(photo) }).box);
    expect(size('', 0)).toBe(PADDED_BYTES[0]);
    expect(size('short', 0)).toBe(size('x'.repeat(3_000), 0));
    expect(size('x'.repeat(5_000), 0)).toBe(PADDED_BYTES[1]);
    expect(size('س'.repeat(MOST_TEXT), 0)).toBe(PADDED_BYTES[1]);
    expect(size('x', MOST_PHOTO_BYTES)).toBe(PADDED_BYTES[2]);
  });

  it('says how many bytes a photo may have beside the longest text, and is refused with one more', () => {
    const longest = message({ text: '字'.repeat(MOST_TEXT) });
    const room = roomForPhoto(longest);
    expect(room).toBeLessThan(MOST_PHOTO_BYTES);
    expect(boxBytes(seal({ message: longest, photo: new Uint8Array(room) }).box)).toBe(PADDED_BYTES[2]);
    expect(sealReport({ message: longest, photo: new Uint8Array(room + 1) }, published)).toBe(null);
    expect(roomForPhoto(message({ text: 'س'.repeat(MOST_TEXT) }))).toBeGreaterThan(MOST_PHOTO_BYTES);
  });

  it('opens for no other key', () => {
    const sealed = seal({ message: message(), photo: null });
    expect(openReport(sealed, newKeyPair())).toEqual({ failure: 'other_key' });
    const changed = fromBase64url(sealed.keys[0]!.sealed)!;
    changed[40]! ^= 1;
    const [, second] = sealed.keys;
    const keys = [{ ...sealed.keys[0]!, sealed: toBase64url(changed) }, second!];
    expect(openReport({ ...sealed, keys }, pairs[0])).toEqual({ failure: 'other_key' });
    expect(openReport({ ...sealed, keys }, pairs[1])).toHaveProperty('report');
  });

  it('is known to be changed by any bit', () => {
    const sealed = seal({ message: message(), photo: null });
    fc.assert(
      fc.property(fc.nat((PADDED_BYTES[0] + 40) * 8 - 1), (bit) => {
        const box = fromBase64url(sealed.box)!;
        box[bit >> 3]! ^= 1 << (bit & 7);
        expect(openReport({ ...sealed, box: toBase64url(box) }, pairs[0])).toEqual({ failure: 'changed' });
      }),
      { numRuns: 60 },
    );
    expect(openReport({ ...sealed, box: sealed.box.slice(0, -4) }, pairs[0])).toEqual({ failure: 'changed' });
    expect(openReport({ ...sealed, box: '' }, pairs[0])).toEqual({ failure: 'changed' });
  });

  it.each([
    ['no padding', new Uint8Array(4_096).fill(255)],
    ['no JSON', pad(Uint8Array.from([1, 0, 0, 0, 2, 65, 66]), PADDED_BYTES)!],
    ['another version', pad(Uint8Array.from([2, 0, 0, 0, 2, 123, 125]), PADDED_BYTES)!],
    ['a JSON text of more bytes than there are', pad(Uint8Array.from([1, 0, 0, 9, 9, 123]), PADDED_BYTES)!],
    ['bytes that are no UTF-8', pad(Uint8Array.from([1, 0, 0, 0, 3, 34, 255, 34]), PADDED_BYTES)!],
    ['nothing', pad(frame(null, null), PADDED_BYTES)!],
    ['a text that is a number', pad(frame({ ...message(), text: 5 }, null), PADDED_BYTES)!],
    ['an hour', pad(frame(message({ occurredOn: '2026-07-20T10:00Z' }), null), PADDED_BYTES)!],
    ['a key that is none', pad(frame(message({ replyKey: 'x' }), null), PADDED_BYTES)!],
    ['a photo of more bytes than we make', pad(frame(message(), new Uint8Array(MOST_PHOTO_BYTES + 1)), PADDED_BYTES)!],
  ])('with %s inside is said to be unreadable', (_, content) => {
    expect(openReport(sealAnything(content, pairs[0]), pairs[0])).toEqual({ failure: 'unreadable' });
  });

  it('is sealed to nothing that is no key', () => {
    const sealTo = (publicKey: string) => () =>
      sealReport({ message: message(), photo: null }, [{ id: published[0]!.id, publicKey }]);
    expect(sealTo('AAAA')).toThrow();
    expect(sealTo(toBase64url(new Uint8Array(32)))).toThrow();
  });
});

describe('a reply', () => {
  const reply = { version: 1, text: 'We read this. Call the line on Monday.', writtenOn: '2026-07-21' } as const;

  it('opens with the key of the receipt alone, among places that open for nobody', () => {
    const filler = toBase64url(crypto.getRandomValues(new Uint8Array(REPLY_BYTES + 48)));
    const sealed = sealReply(reply, replyKey)!;
    expect(replyInput.safeParse({ sealed }).success).toBe(true);
    expect(openReplies([sealed, filler, filler, filler], reporter)).toEqual([reply]);
    expect(openReplies([sealed, filler], newKeyPair())).toEqual([]);
  });

  it('is of one size, and refused when it is longer', () => {
    expect(sealReply({ ...reply, text: '' }, replyKey)).toHaveLength(sealReply(reply, replyKey)!.length);
    expect(sealReply({ ...reply, text: 'x'.repeat(REPLY_BYTES) }, replyKey)).toBe(null);
  });

  it('that is none is left out', () => {
    const sealed = toBase64url(sealTo(reporter.publicKey, pad(frame({ version: 1 }, null), [REPLY_BYTES])!));
    expect(openReplies([sealed, '', '?'], reporter)).toEqual([]);
  });
});
