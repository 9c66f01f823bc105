// The server's key: 32 random bytes in a file of their own, outside the database, so that neither alone tells a secret.
// Each use has its own key derived from it.
import { hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

const BYTES = 32;

/** Reads the key file, and makes it (mode 0600) where there is none. Throws Error with a sentence for the operator. */
export async function readKeyFile(path: string): Promise<Uint8Array> {
  const found = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw new Error(`The key file ${path} cannot be read (${error.code}).`);
    return null;
  });
  const key = found ?? (await makeKeyFile(path));
  if (key.length !== BYTES) {
    throw new Error(
      `The key file ${path} holds ${key.length} bytes and must hold ${BYTES}. Bring back the right one from the backup; with another key, second factors no longer open.`,
    );
  }
  return key;
}

/** Complete or not there at all; of two servers that start at once, both use the file of the first. */
async function makeKeyFile(path: string): Promise<Uint8Array> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(randomBytes(BYTES));
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft);
  }
  return readFile(path);
}

/** The key for one use: `second factor`, `back-off` … (HKDF-SHA-256, RFC 5869). */
export const derivedKey = (key: Uint8Array, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, '', `safereach ${use}`, BYTES));
