// libsodium's crypto_secretbox_easy under a random nonce that stands before it: nonce (24) ‖ tag (16) ‖ text.
import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js';
import { joined } from './sealed_box.ts';

const NONCE_BYTES = 24;

export function lock(key: Uint8Array, text: Uint8Array): Uint8Array<ArrayBuffer> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  return joined(nonce, xsalsa20poly1305(key, nonce).encrypt(text));
}

/** null = another key, or changed since. */
export function unlock(key: Uint8Array, box: Uint8Array): Uint8Array | null {
  try {
    return xsalsa20poly1305(key, box.subarray(0, NONCE_BYTES)).decrypt(box.subarray(NONCE_BYTES));
  } catch {
    return null;
  }
}
