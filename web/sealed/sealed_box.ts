// libsodium's crypto_box_seal: whoever has a public key can seal, only the private one opens, and nothing tells who sealed.
// Layout: ephemeral public key (32) ‖ tag (16) ‖ text; nonce = BLAKE2b-192(ephemeral key ‖ receiver's key).
import { hsalsa, xsalsa20poly1305 } from '@noble/ciphers/salsa.js';
import { x25519 } from '@noble/curves/ed25519.js';
import { blake2b } from '@noble/hashes/blake2.js';

export const KEY_BYTES = 32;
const NONCE_BYTES = 24;
/** "expand 32-byte k" as little-endian words. */
const SIGMA = Uint32Array.from([0x61707865, 0x3320646e, 0x79622d32, 0x6b206574]);

export interface KeyPair {
  readonly publicKey: Uint8Array;
  readonly secretKey: Uint8Array;
}

export const newKeyPair = (): KeyPair => keyPairOf(crypto.getRandomValues(new Uint8Array(KEY_BYTES)));
export const keyPairOf = (secretKey: Uint8Array): KeyPair => ({
  publicKey: x25519.getPublicKey(secretKey),
  secretKey,
});

/** crypto_box_beforenm: HSalsa20 over the shared point. Words are little endian, as on every machine that runs a browser. */
function sharedKey(secretKey: Uint8Array, publicKey: Uint8Array): Uint8Array {
  const point = x25519.getSharedSecret(secretKey, publicKey);
  const words = new Uint32Array(8);
  hsalsa(SIGMA, new Uint32Array(point.slice().buffer), new Uint32Array(4), words);
  return new Uint8Array(words.buffer);
}

const nonceOf = (ephemeral: Uint8Array, receiver: Uint8Array) =>
  blake2b(joined(ephemeral, receiver), { dkLen: NONCE_BYTES });

export function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(one.length + other.length);
  bytes.set(one);
  bytes.set(other, one.length);
  return bytes;
}

/** Throws on a public key of low order: nothing sealed to it would be secret. */
export function sealTo(publicKey: Uint8Array, text: Uint8Array): Uint8Array<ArrayBuffer> {
  const own = newKeyPair();
  const cipher = xsalsa20poly1305(sharedKey(own.secretKey, publicKey), nonceOf(own.publicKey, publicKey));
  return joined(own.publicKey, cipher.encrypt(text));
}

/** null = not sealed to this key, or changed since. */
export function openSealed({ publicKey, secretKey }: KeyPair, sealed: Uint8Array): Uint8Array | null {
  const ephemeral = sealed.subarray(0, KEY_BYTES);
  try {
    const key = sharedKey(secretKey, ephemeral);
    return xsalsa20poly1305(key, nonceOf(ephemeral, publicKey)).decrypt(sealed.subarray(KEY_BYTES));
  } catch {
    return null;
  }
}
