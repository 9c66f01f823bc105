// A steward's private key as a file: under a passphrase, kept by the steward alone. The server never sees either.
import { fromBase64url, toBase64url } from './base64url.ts';
import { KEY_BYTES, type KeyPair, keyPairOf } from './sealed_box.ts';
import { lock, unlock } from './secret_box.ts';
import { PBKDF2_ITERATIONS } from './sizes.ts';

const FORMAT = 'safereach-report-key-1';
const SALT_BYTES = 16;
/** A file that asks for more would hold the browser for minutes. */
const MOST_ITERATIONS = 10 * PBKDF2_ITERATIONS;
/** Longest text that is looked at; a key file has under 400 characters. */
const MOST_CHARACTERS = 4_000;

export type KeyFileFailure = 'not_a_key_file' | 'wrong_passphrase';
export type OpenedKeyFile = { readonly pair: KeyPair } | { readonly failure: KeyFileFailure };

/** Composed letters, so that the same passphrase typed on another keyboard is the same. */
async function keyFrom(passphrase: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<Uint8Array> {
  const typed = new TextEncoder().encode(passphrase.normalize('NFKC'));
  const key = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveBits']);
  const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, KEY_BYTES * 8));
}

export async function writeKeyFile({ publicKey, secretKey }: KeyPair, passphrase: string): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const box = lock(await keyFrom(passphrase, salt, PBKDF2_ITERATIONS), secretKey);
  const file = {
    format: FORMAT,
    publicKey: toBase64url(publicKey),
    kdf: 'PBKDF2-HMAC-SHA-256',
    iterations: PBKDF2_ITERATIONS,
    salt: toBase64url(salt),
    box: toBase64url(box),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

export async function openKeyFile(text: string, passphrase: string): Promise<OpenedKeyFile> {
  const file = fieldsOf(text);
  if (file === null) return { failure: 'not_a_key_file' };
  const secretKey = unlock(await keyFrom(passphrase, file.salt, file.iterations), file.box);
  if (secretKey?.length !== KEY_BYTES) return { failure: 'wrong_passphrase' };
  return { pair: keyPairOf(secretKey) };
}

function fieldsOf(text: string): { salt: Uint8Array<ArrayBuffer>; box: Uint8Array; iterations: number } | null {
  if (text.length > MOST_CHARACTERS) return null;
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return null;
  }
  const { format, iterations, salt, box } = (file ?? {}) as Record<string, unknown>;
  if (format !== FORMAT || typeof salt !== 'string' || typeof box !== 'string') return null;
  if (!Number.isInteger(iterations) || Number(iterations) < 1 || Number(iterations) > MOST_ITERATIONS) return null;
  const [saltBytes, boxBytes] = [fromBase64url(salt), fromBase64url(box)];
  return saltBytes === null || boxBytes === null
    ? null
    : { salt: saltBytes, box: boxBytes, iterations: Number(iterations) };
}

/** What two people compare over the phone: 96 bits of the SHA-256 of a public key (base64url), as 6 groups of 4. */
export async function fingerprintOf(publicKey: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', fromBase64url(publicKey) ?? new Uint8Array()));
  const hex = [...hash.subarray(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.match(/.{4}/g)?.join(' ') ?? '';
}
