// A reporter and a steward as browsers make them, by libsodium and Node alone: derives the receipt, pads, seals, opens. Shares
// no code with web/sealed, so that the two are held against each other by the interface.
import { pbkdf2Sync, randomBytes } from 'node:crypto';
import sodium from 'libsodium-wrappers';
import {
  type Envelope,
  PADDED_BYTES,
  REPLY_BYTES,
  type ReportChallenge,
  type ReportKey,
} from '../../geodata/schema/report.ts';
import { solveWork } from './report_work.ts';

await sodium.ready;

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

/** Sends a JSON body; gives status and text. */
export type Send = (
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
) => Promise<{ readonly status: number; readonly text: string; readonly headers: Headers }>;

export interface StewardKeys {
  readonly publicKey: string;
  /** The text of an envelope, opened; null where it is not sealed to this steward. */
  open(envelope: Envelope, id: string): string | null;
}

export function stewardKeys(): StewardKeys {
  const pair = sodium.crypto_box_keypair();
  return {
    publicKey: text(pair.publicKey),
    open({ keys, box }, id) {
      const own = keys.find((key) => key.id === id);
      if (own === undefined) return null;
      const secret = sodium.crypto_box_seal_open(Buffer.from(own.sealed, 'base64url'), pair.publicKey, pair.privateKey);
      const bytes = Buffer.from(box, 'base64url');
      const [nonce, sealed] = [bytes.subarray(0, 24), bytes.subarray(24)];
      return unpad(sodium.crypto_secretbox_open_easy(sealed, nonce, secret));
    },
  };
}

/** ISO/IEC 7816-4: one 0x80, then zeros. */
const pad = (bytes: Uint8Array, size: number): Uint8Array => Buffer.concat([bytes, Buffer.of(0x80)], size);
const unpad = (bytes: Uint8Array): string => {
  const end = Buffer.from(bytes).lastIndexOf(0x80);
  return Buffer.from(bytes).toString('utf8', 0, end);
};

export function sealReport(message: string, keys: readonly ReportKey[]): Envelope {
  const plain = Buffer.from(message);
  const size = PADDED_BYTES.find((bytes) => bytes > plain.length) ?? PADDED_BYTES[2];
  const [secret, nonce] = [randomBytes(32), randomBytes(24)];
  const box = Buffer.concat([nonce, sodium.crypto_secretbox_easy(pad(plain, size), nonce, secret)]);
  return {
    keys: keys.map(({ id, publicKey }) => ({
      id,
      sealed: text(sodium.crypto_box_seal(secret, Buffer.from(publicKey, 'base64url'))),
    })),
    box: text(box),
  };
}

export interface Receipt {
  readonly locator: string;
  readonly replyKey: string;
  /** The text of a reply; null where the place holds none of ours. */
  open(place: string): string | null;
}

export const newDigits = (): string => String(randomBytes(8).readBigUInt64BE() % 10n ** 16n).padStart(16, '0');

/** `rounds`: fewer than a browser's 600,000, where a test makes many. */
export function receiptOf(digits: string, organizationId: string, rounds = 1_000): Receipt {
  const derived = pbkdf2Sync(digits, `safereach receipt 1 ${organizationId}`, rounds, 64, 'sha256');
  const secret = derived.subarray(32);
  const publicKey = sodium.crypto_scalarmult_base(secret);
  return {
    locator: text(derived.subarray(0, 32)),
    replyKey: text(publicKey),
    open(place) {
      try {
        return unpad(sodium.crypto_box_seal_open(Buffer.from(place, 'base64url'), publicKey, secret));
      } catch {
        return null;
      }
    },
  };
}

export const sealReply = (message: string, replyKey: string): string =>
  text(sodium.crypto_box_seal(pad(Buffer.from(message), REPLY_BYTES), Buffer.from(replyKey, 'base64url')));

/** Somebody who is not signed in. `solve`: another way to do the work. */
export function reporterOf(send: Send, solve: typeof solveWork = solveWork) {
  const challenge = async (): Promise<ReportChallenge> =>
    JSON.parse((await send('GET', '/api/reports/challenge')).text) as ReportChallenge;
  const work = async () => solve(await challenge());
  return {
    challenge,
    work,
    async report(message: string, locator: string) {
      const asked = await challenge();
      const envelope = sealReport(message, asked.keys);
      return send('POST', '/api/reports', { work: solve(asked), locator, envelope });
    },
    sendEnvelope: async (envelope: Envelope, locator: string) =>
      send('POST', '/api/reports', { work: await work(), locator, envelope }),
    lookFor: async (locator: string) => send('POST', '/api/reports/inbox', { work: await work(), locator }),
    async places(locator: string): Promise<string[]> {
      const { text: found } = await send('POST', '/api/reports/inbox', { work: await work(), locator });
      return (JSON.parse(found) as { places: string[] }).places;
    },
  };
}
