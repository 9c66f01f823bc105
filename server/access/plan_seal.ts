// Visits of a patrol plan, sealed under the server's key file: what is stored tells neither where nor when, nor by its length how
// many. It knows bytes and ids, no visit.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { derivedKey } from './key_file.ts';

/** AES-256-GCM: nonce and tag before the text. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Texts are filled with spaces to whole parts of this length. */
const PART_BYTES = 16_384;

interface Row {
  readonly organizationId: string;
  readonly id: string;
}

const cipherKey = (key: Uint8Array) => derivedKey(key, 'patrol plan');
/** Under another row, or in another organization, nothing opens. */
const boundTo = ({ organizationId, id }: Row) => Buffer.from(JSON.stringify([organizationId, id]));

export function sealPlan(key: Uint8Array, row: Row, plan: object): Buffer {
  const text = Buffer.from(JSON.stringify(plan));
  const padded = Buffer.alloc(Math.ceil(text.length / PART_BYTES) * PART_BYTES, ' ');
  text.copy(padded);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', cipherKey(key), nonce).setAAD(boundTo(row));
  const sealed = Buffer.concat([cipher.update(padded), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Null where it was sealed under another key file, as after a restore elsewhere, or was touched. */
export function openPlan(key: Uint8Array, row: Row, bytes: Uint8Array): unknown {
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  try {
    const cipher = createDecipheriv('aes-256-gcm', cipherKey(key), bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    cipher.setAAD(boundTo(row)).setAuthTag(tag);
    const text = Buffer.concat([cipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), cipher.final()]);
    return JSON.parse(text.toString());
  } catch {
    return null;
  }
}
