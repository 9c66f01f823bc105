// Bytes of a backup, sealed: AES-256-GCM over chunks of 64 KiB, each bound to its place, the last one marked as such
// (the STREAM construction: Hoang, Reyhanitabar, Rogaway, Vizár 2015, doi.org/10.1007/978-3-662-47989-6_24). What was
// changed, moved, left out or cut off does not open. Knows nothing of what is inside.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { open } from 'node:fs/promises';
import { Problem } from '../../geodata/schema/problem.ts';

const MAGIC = Buffer.from('safereach-backup-1\n');
const SALT_BYTES = 16;
const CHECK_BYTES = 16;
const HEAD_BYTES = MAGIC.length + SALT_BYTES + CHECK_BYTES;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const CHUNK_BYTES = 64 * 1024;

/** Makes a key file, readable by its owner alone. Throws Problem where there is a file already. */
export async function makeBackupKey(path: string): Promise<void> {
  const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST')
      throw new Problem('already_exists', 'There is a file of that name already; a key is never written over.');
    throw new Problem('invalid_input', `The key file cannot be made (${error.code}).`);
  });
  try {
    await file.writeFile(randomBytes(KEY_BYTES));
    await file.sync();
  } finally {
    await file.close();
  }
}

export async function readBackupKey(path: string): Promise<Buffer> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new Problem(
      'invalid_input',
      `The key file cannot be read (${error.code}). Make one with: npm run backup -- --new-key FILE`,
    );
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(KEY_BYTES + 1), 0, KEY_BYTES + 1, 0);
    if (bytesRead !== KEY_BYTES)
      throw new Problem('invalid_input', `This is no key file: it does not hold ${KEY_BYTES} bytes.`);
    return buffer.subarray(0, KEY_BYTES);
  } finally {
    await file.close();
  }
}

/** One key per file, so that a counter is nonce enough; `check` tells another key from a damaged file. */
function keysOf(key: Buffer, salt: Buffer): { seal: Buffer; check: Buffer } {
  const derive = (use: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', key, salt, `safereach backup ${use}`, bytes));
  return { seal: derive('seal', KEY_BYTES), check: derive('check', CHECK_BYTES) };
}

function nonceOf(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(index), 3);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

/** Cuts into pieces of `size`; the last, which may be shorter or empty, is marked. */
async function* pieces(
  source: AsyncIterable<Buffer>,
  size: number,
): AsyncGenerator<{ bytes: Buffer; isLast: boolean }> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const bytes of source) {
    held.push(bytes);
    length += bytes.length;
    if (length <= size) continue;
    let all = Buffer.concat(held);
    for (; all.length > size; all = all.subarray(size)) yield { bytes: all.subarray(0, size), isLast: false };
    held = [all];
    length = all.length;
  }
  yield { bytes: Buffer.concat(held), isLast: true };
}

export async function* seal(source: AsyncIterable<Buffer>, key: Buffer): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT_BYTES);
  const keys = keysOf(key, salt);
  const head = Buffer.concat([MAGIC, salt, keys.check]);
  yield head;
  let index = 0;
  for await (const { bytes, isLast } of pieces(source, CHUNK_BYTES)) {
    const cipher = createCipheriv('aes-256-gcm', keys.seal, nonceOf(index++, isLast));
    cipher.setAAD(head);
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  }
}

/** Throws Problem `file_rejected` as soon as anything is not as it was sealed. */
export async function* unseal(source: AsyncIterable<Buffer>, key: Buffer): AsyncGenerator<Buffer> {
  const { head, rest } = await headOf(source);
  if (!head.subarray(0, MAGIC.length).equals(MAGIC))
    throw refused('This is no backup of Safereach, or its beginning is damaged.');
  const keys = keysOf(key, head.subarray(MAGIC.length, MAGIC.length + SALT_BYTES));
  if (!timingSafeEqual(keys.check, head.subarray(MAGIC.length + SALT_BYTES))) {
    throw refused('This backup was made with another key. Name the key file that it was made with.');
  }
  let index = 0;
  for await (const { bytes, isLast } of pieces(rest, CHUNK_BYTES + TAG_BYTES)) {
    if (bytes.length < TAG_BYTES) throw refused('This backup is cut off: its end is missing.');
    const decipher = createDecipheriv('aes-256-gcm', keys.seal, nonceOf(index++, isLast));
    decipher.setAAD(head);
    decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
    const plain = decipher.update(bytes.subarray(0, bytes.length - TAG_BYTES));
    try {
      decipher.final();
    } catch {
      throw refused('This backup was altered or is cut off. Use another copy.');
    }
    yield plain;
  }
}

const refused = (detail: string) => new Problem('file_rejected', detail);

async function headOf(source: AsyncIterable<Buffer>): Promise<{ head: Buffer; rest: AsyncGenerator<Buffer> }> {
  const chunks = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  while (held.length < HEAD_BYTES) {
    const next = await chunks.next();
    if (next.done === true) throw refused('This is no backup of Safereach: it is too short.');
    held = Buffer.concat([held, next.value]);
  }
  async function* rest() {
    yield held.subarray(HEAD_BYTES);
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
  }
  return { head: held.subarray(0, HEAD_BYTES), rest: rest() };
}
