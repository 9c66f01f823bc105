// A report in confidence as it travels: sealed in the browser to the stewards' keys, known by what a receipt derives. The
// server holds nothing here that it could read. What is inside is web/sealed's alone.
import { z } from 'zod';

/** Plaintext is padded to one of these, so that its length tells next to nothing. */
export const PADDED_BYTES = [4_096, 16_384, 65_536] as const;
/** Most bytes of a photo, re-encoded in the browser. */
export const MOST_PHOTO_BYTES = 49_152;
/** A reply is padded to this; an inbox always holds this many places for one, filled or not. */
export const REPLY_BYTES = 4_096;
export const INBOX_PLACES = 4;
export const MOST_KEYS = 8;
/** XSalsa20-Poly1305: 24 bytes of nonce and 16 of tag beside the text. */
export const SECRETBOX_OVERHEAD = 40;
/** crypto_box_seal: an ephemeral public key and a tag. */
export const SEAL_OVERHEAD = 48;

/** Bytes as base64url without padding. */
const bytes = (length: number) =>
  z
    .string()
    .length(Math.ceil((length * 4) / 3), `This is ${length} bytes in base64url.`)
    .regex(/^[A-Za-z0-9_-]*$/, 'Write bytes in base64url.');

/** A key of a steward (X25519). The private half never leaves the steward's own file. */
export const reportKey = z.strictObject({
  id: z.uuid(),
  publicKey: bytes(32),
  createdOn: z.iso.date(),
});
export type ReportKey = z.infer<typeof reportKey>;
export const reportKeyInput = z.strictObject({ publicKey: bytes(32) });

/**
 * Work before anything is taken: for each of `puzzles` numbers i the first 8-byte number n (big endian) with SHA-256(challenge
 * text ‖ byte i ‖ n) beginning with `bits` zero bits. Several small puzzles vary less than one large one.
 */
export const reportChallenge = z.strictObject({
  challenge: z.string().max(200),
  puzzles: z.number().int().min(1).max(64),
  bits: z.number().int().min(1).max(30),
  organizationId: z.string(),
  keys: z.array(reportKey).max(MOST_KEYS),
});
export type ReportChallenge = z.infer<typeof reportChallenge>;

export const solvedWork = z.strictObject({
  challenge: z.string().max(200),
  /** One answer per puzzle: 8 bytes each. */
  answers: z.array(bytes(8)).max(64),
});

/** The text, padded, under a key of its own (nonce ‖ secretbox), and that key sealed to each steward. */
export const envelope = z.strictObject({
  keys: z
    .array(z.strictObject({ id: z.uuid(), sealed: bytes(32 + SEAL_OVERHEAD) }))
    .min(1)
    .max(MOST_KEYS),
  box: z.union(
    PADDED_BYTES.map((size) => bytes(size + SECRETBOX_OVERHEAD)) as unknown as [z.ZodString, z.ZodString, z.ZodString],
  ),
});
export type Envelope = z.infer<typeof envelope>;

/** What both sides derive from the receipt in the browser; the server keeps an Argon2id of it under a pepper. */
const locator = bytes(32);

/** The same body makes a report, and adds to it where the locator is known already: nobody can tell which. */
export const reportInput = z.strictObject({ work: solvedWork, locator, envelope });
export const reportTaken = z.strictObject({ takenOn: z.iso.date() });

export const inboxInput = z.strictObject({ work: solvedWork, locator });
/** Always INBOX_PLACES places of one size, newest first; those without a reply hold bytes that open for nobody. */
export const inboxAnswer = z.strictObject({ places: z.array(bytes(REPLY_BYTES + SEAL_OVERHEAD)).length(INBOX_PLACES) });

export const REPORT_STATES = ['new', 'open', 'closed'] as const;
/** A report in the stewards' inbox: no text, no hour. */
export const reportItem = z.strictObject({
  id: z.uuid(),
  takenOn: z.iso.date(),
  state: z.enum(REPORT_STATES),
  /** Envelopes of the reporter in it, and replies sent. */
  messages: z.number().int().positive(),
  replies: z.number().int().nonnegative(),
  version: z.number().int().positive(),
});
export type ReportItem = z.infer<typeof reportItem>;
export const reportThread = z.strictObject({
  ...reportItem.shape,
  /** In the order in which they came. */
  envelopes: z.array(z.strictObject({ takenOn: z.iso.date(), envelope })),
});
export const reportChange = z.strictObject({ state: z.enum(REPORT_STATES) }).partial();
/** Sealed in the steward's browser to the key that came inside the report. */
export const replyInput = z.strictObject({ sealed: bytes(REPLY_BYTES + SEAL_OVERHEAD) });
