// What a receipt is to the server: a locator, which the browser derives from its digits and which is looked up by an
// Argon2id of it under a pepper from the key file. Database and backup alone cannot be searched for a receipt.
import { createCipheriv, createHash, createHmac, createPrivateKey, createPublicKey } from 'node:crypto';
import { type Algorithm, hashRaw } from '@node-rs/argon2';
import { Problem } from '../../geodata/schema/problem.ts';
import { INBOX_PLACES, REPLY_BYTES, SEAL_OVERHEAD } from '../../geodata/schema/report.ts';
import { derivedKey } from './key_file.ts';
import type { Passwords } from './password.ts';

/** Stays as it is for good: with another cost, no receipt that was given out would be found again. */
const COST = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 64 * 1024, timeCost: 3, parallelism: 1 } as const;
const LOCATOR = /^[A-Za-z0-9_-]{43}$/;
/** At about 0.1 s each, the last in line waits two seconds. */
const WAITING_MOST = 20;

const KEY_BYTES = 32;
const PLACE_BYTES = REPLY_BYTES + SEAL_OVERHEAD;
/** PKCS #8 of an X25519 key up to its 32 bytes (RFC 8410). */
const X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex');

export interface Receipts {
  /** Throws busy where nobody may wait any more; before a body is read. */
  demandPlace(): void;
  /** The bytes by which a report is stored. What is no locator is hashed like one, in the same time. */
  locatorHash(organizationId: string, locator: string): Promise<Buffer>;
  /** What stands in the places without a reply: the same for the same locator, like a sealed box, and opened by nobody. */
  emptyPlaces(locator: string): Buffer[];
}

/**
 * One locator at a time, in a line of its own before the door that passwords pass, two at once, too: neither a rush of
 * reports nor one of sign-ins then keeps the other out.
 */
export function createReceipts({ key, passwords }: { key: Uint8Array; passwords: Passwords }): Receipts {
  const pepper = derivedKey(key, 'report pepper');
  const emptyKey = derivedKey(key, 'report places');
  let line: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  const demandPlace = () => {
    if (waiting >= WAITING_MOST) throw new Problem('busy', 'Many people are sending at once. Try again in a moment.');
  };

  return {
    demandPlace,
    async locatorHash(organizationId, locator) {
      demandPlace();
      waiting += 1;
      const salt = createHmac('sha256', pepper).update(organizationId).digest().subarray(0, 16);
      const hash = () => hashRaw(bytesOf(locator), { ...COST, salt, secret: pepper });
      const turn = line.then(() => passwords.inTurn(hash, true));
      line = turn.catch(() => undefined);
      try {
        return await turn;
      } finally {
        waiting -= 1;
      }
    },
    emptyPlaces(locator) {
      const derive = (place: number, part: string) =>
        createHmac('sha256', emptyKey).update(bytesOf(locator)).update(Buffer.of(place)).update(part).digest();
      return Array.from({ length: INBOX_PLACES }, (_, place) =>
        Buffer.concat([publicKeyOf(derive(place, 'key')), noise(derive(place, 'text'))]),
      );
    },
  };
}

const bytesOf = (locator: string): Buffer =>
  LOCATOR.test(locator) ? Buffer.from(locator, 'base64url') : createHash('sha256').update(locator).digest();

/** A sealed box begins with a point of the curve, which random bytes are only every other time. */
function publicKeyOf(seed: Buffer): Buffer {
  const secret = createPrivateKey({ key: Buffer.concat([X25519, seed]), format: 'der', type: 'pkcs8' });
  return createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-KEY_BYTES);
}

const noise = (seed: Buffer): Buffer =>
  createCipheriv('aes-256-ctr', seed, Buffer.alloc(16)).update(Buffer.alloc(PLACE_BYTES - KEY_BYTES));
