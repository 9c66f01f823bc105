// The receipt: 16 digits that are made here, shown once, and never sent. What they derive finds a report (locator) and opens
// its replies (secret key); nothing else does.
import { toBase64url } from './base64url.ts';
import { latinDigits } from './latin_digits.ts';
import { PBKDF2_ITERATIONS } from './sizes.ts';

export const RECEIPT_DIGITS = 16;
const DERIVED_BYTES = 64;
const LOCATOR_BYTES = 32;

/** Each digit alike likely: bytes from 250 on are thrown away, or the low digits would come more often. */
export function makeReceipt(fill: (bytes: Uint8Array<ArrayBuffer>) => void = (bytes) => crypto.getRandomValues(bytes)) {
  let digits = '';
  const bytes = new Uint8Array(RECEIPT_DIGITS);
  while (digits.length < RECEIPT_DIGITS) {
    fill(bytes);
    for (const byte of bytes) if (byte < 250 && digits.length < RECEIPT_DIGITS) digits += byte % 10;
  }
  return digits;
}

/** Four groups of four, as it is shown and read out. */
export const groupsOf = (receipt: string): string[] => receipt.match(/.{1,4}/g) ?? [];

/** What was typed as digits alone: spaces, dashes and letters go. */
export const typedReceipt = (text: string): string => latinDigits(text).replace(/[^0-9]/g, '');

export interface ReceiptSecrets {
  /** base64url, sent. */
  readonly locator: string;
  /** X25519, never sent. */
  readonly secretKey: Uint8Array<ArrayBuffer>;
}

/** Takes the same time whatever was typed, so that a wrong receipt and one of too few digits look alike. */
export async function deriveFromReceipt(receipt: string, organizationId: string): Promise<ReceiptSecrets> {
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey('raw', encoder.encode(receipt), 'PBKDF2', false, ['deriveBits']);
  const salt = encoder.encode(`safereach receipt 1 ${organizationId}`);
  const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: PBKDF2_ITERATIONS };
  const derived = new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, DERIVED_BYTES * 8));
  return { locator: toBase64url(derived.subarray(0, LOCATOR_BYTES)), secretKey: derived.slice(LOCATOR_BYTES) };
}
