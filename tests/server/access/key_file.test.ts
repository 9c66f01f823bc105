// The server's key file: made once, for its owner alone, and never guessed at when it is not the right one.
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { derivedKey, readKeyFile } from '../../../server/access/key_file.ts';

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'safereach-key-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

it('is made with 32 random bytes that only its owner reads, once, also when two servers start together', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'new', 'server.key');
    const keys = await Promise.all([readKeyFile(path), readKeyFile(path), readKeyFile(path)]);
    const stored = await readFile(path);
    for (const key of keys) expect(Buffer.from(key).equals(stored)).toBe(true);
    expect([stored.length, (await stat(path)).mode & 0o777]).toEqual([32, 0o600]);
    expect(await readdir(join(folder, 'new'))).toEqual(['server.key']);
    expect(Buffer.from(await readKeyFile(join(folder, 'other.key'))).equals(stored)).toBe(false);
  }));

it('is refused with a sentence when its length is wrong, and left as it is', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'server.key');
    await writeFile(path, 'too short');
    await expect(readKeyFile(path)).rejects.toThrow('holds 9 bytes and must hold 32');
    expect(await readFile(path, 'utf8')).toBe('too short');
  }));

it('gives each use a key of its own', () => {
  const key = new Uint8Array(32).fill(3);
  expect(derivedKey(key, 'device').equals(derivedKey(key, 'device'))).toBe(true);
  expect(derivedKey(key, 'device').equals(derivedKey(key, 'back-off'))).toBe(false);
});
