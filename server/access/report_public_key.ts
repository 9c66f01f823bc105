// Is this a public key that somebody can seal to? One of the few points of small order shares the same secret with everybody:
// a page refuses to seal to it, and then takes no report at all.
import { createPublicKey, diffieHellman, generateKeyPairSync } from 'node:crypto';

/** `publicKey`: 32 bytes in base64url. */
export function isSealable(publicKey: string): boolean {
  try {
    const other = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: publicKey }, format: 'jwk' });
    diffieHellman({ privateKey: generateKeyPairSync('x25519').privateKey, publicKey: other });
    return true;
  } catch {
    return false;
  }
}
