// The seal of a backup: every length comes back as it was, and no piece of it can be changed, moved, repeated or left out.
import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { seal, unseal } from '../../../server/jobs/backup_cipher.ts';

const key = randomBytes(32);
const HEAD = 19 + 16 + 16;
const CHUNK = 64 * 1024;
const SEALED = CHUNK + 16;

/** In uneven parts, as a file or a socket gives them. */
async function* parts(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0, size = 1; at < bytes.length; at += size, size = (size * 7) % 50_021)
    yield bytes.subarray(at, at + size);
}
async function all(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const found: Buffer[] = [];
  for await (const chunk of source) found.push(chunk);
  return Buffer.concat(found);
}
const sealed = (plain: Buffer, by = key) => all(seal(parts(plain), by));
const opened = (bytes: Buffer, by = key) => all(unseal(parts(bytes), by));
const rejected = expect.objectContaining({ code: 'file_rejected' });

it.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 200_000])('opens %i bytes as they were', async (length) => {
  const plain = randomBytes(length);
  expect((await opened(await sealed(plain))).equals(plain)).toBe(true);
});

it('opens with its own key alone, and is never twice the same', async () => {
  const plain = randomBytes(1000);
  const bytes = await sealed(plain);
  expect((await sealed(plain)).equals(bytes)).toBe(false);
  await expect(opened(bytes, randomBytes(32))).rejects.toThrow('another key');
});

it('does not open where a chunk is missing, moved, repeated, or from another file', async () => {
  const bytes = await sealed(randomBytes(3 * CHUNK + 500));
  const other = await sealed(randomBytes(3 * CHUNK + 500));
  const piece = (index: number, of = bytes) => of.subarray(HEAD + index * SEALED, HEAD + (index + 1) * SEALED);
  const head = bytes.subarray(0, HEAD);
  expect((await opened(Buffer.concat([head, piece(0), piece(1), piece(2), piece(3)]))).length).toBe(3 * CHUNK + 500);
  const orders: Buffer[][] = [
    [piece(1), piece(0), piece(2), piece(3)],
    [piece(0), piece(2), piece(3)],
    [piece(0), piece(1), piece(1), piece(2), piece(3)],
    [piece(0), piece(1), piece(2)],
    [piece(0)],
    [],
    [piece(0), piece(1), piece(2, other), piece(3)],
    [piece(0), piece(1), piece(2), piece(3), piece(3)],
  ];
  for (const order of orders) await expect(opened(Buffer.concat([head, ...order]))).rejects.toEqual(rejected);
  await expect(opened(Buffer.concat([other.subarray(0, HEAD), bytes.subarray(HEAD)]))).rejects.toEqual(rejected);
});

it('does not open with any one bit changed', async () => {
  const bytes = await sealed(randomBytes(200));
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
    await expect(opened(changed)).rejects.toEqual(rejected);
  }
});
