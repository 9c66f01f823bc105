// The second factor: TOTP (RFC 6238; SHA-1, 30 s, six digits, one step of drift), its secret sealed under the server's
// key file and bound to its account. Each code is good once.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { encode } from 'uqr';
import { derivedKey } from './key_file.ts';

const PERIOD = 30;
const NONCE = 12;
const TAG = 16;

const totpOf = (secret: Secret, label = '') =>
  new TOTP({ issuer: 'Safereach', label, algorithm: 'SHA1', digits: 6, period: PERIOD, secret });

export interface SecondFactor {
  /** A new secret, sealed for the account, and as it is shown once. */
  make(account: { id: string; email: string }): { sealed: Uint8Array; secret: string; uri: string };
  /** The time step of a code that is right now, or null. Whoever accepts it must store it as the last one. */
  stepOf(sealed: Uint8Array, accountId: string, code: string): number | null;
}

export function createSecondFactor(key: Uint8Array, now: () => Date): SecondFactor {
  const sealKey = derivedKey(key, 'second factor');

  function open(sealed: Uint8Array, accountId: string): Secret {
    const decipher = createDecipheriv('aes-256-gcm', sealKey, sealed.subarray(0, NONCE), { authTagLength: TAG });
    decipher.setAAD(Buffer.from(accountId));
    decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
    const bytes = Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]);
    return new Secret({ buffer: new Uint8Array(bytes).buffer });
  }
  return {
    make({ id, email }) {
      const secret = new Secret({ size: 20 });
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce, { authTagLength: TAG });
      cipher.setAAD(Buffer.from(id));
      const text = Buffer.concat([cipher.update(secret.bytes), cipher.final()]);
      const sealed = Buffer.concat([nonce, cipher.getAuthTag(), text]);
      return { sealed, secret: secret.base32, uri: totpOf(secret, email).toString() };
    },
    stepOf(sealed, accountId, code) {
      const timestamp = now().getTime();
      const delta = totpOf(open(sealed, accountId)).validate({ token: code, timestamp, window: 1 });
      return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD) + delta;
    },
  };
}

/** A QR code as the path of an SVG drawing, one unit to a module, with its quiet zone. */
export function qrOf(text: string): { size: number; path: string } {
  const { size, data } = encode(text, { ecc: 'M', border: 4 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return { size, path };
}
