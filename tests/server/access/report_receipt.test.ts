// Receipts: found again by the key file alone, hashed at full cost in a line of their own, and empty places like full ones.
import { createHmac, hkdfSync } from 'node:crypto';
import { argon2id } from '@noble/hashes/argon2.js';
import { expect, it } from 'vitest';
import { createPasswords } from '../../../server/access/password.ts';
import { createReceipts } from '../../../server/access/report_receipt.ts';

const key = new Uint8Array(32).fill(1);
const LOCATOR = Buffer.alloc(32, 5).toString('base64url');
const receipts = (of: Uint8Array = key) => createReceipts({ key: of, passwords: createPasswords(of) });

it('are the same again after a restart, and another by the organization, the locator and the key file', async () => {
  const hash = (of: Uint8Array, organization: string, locator: string) =>
    receipts(of).locatorHash(organization, locator);
  const found = [
    await hash(key, 'one', LOCATOR),
    await hash(key, 'two', LOCATOR),
    await hash(key, 'one', Buffer.alloc(32, 6).toString('base64url')),
    await hash(new Uint8Array(32).fill(2), 'one', LOCATOR),
    await hash(key, 'one', LOCATOR.slice(1)),
    await hash(key, 'one', ''),
  ].map((bytes) => bytes.toString('hex'));
  expect(new Set(found).size).toBe(found.length);
  expect(found.every((text) => text.length === 64)).toBe(true);
});

it('are Argon2id of 64 MiB and three passes under the pepper, as another implementation has it', async () => {
  const pepper = Buffer.from(hkdfSync('sha256', key, '', 'safereach report pepper', 32));
  const salt = createHmac('sha256', pepper).update('one').digest().subarray(0, 16);
  const cost = { t: 3, m: 65_536, p: 1, dkLen: 32, key: pepper };
  const expected = argon2id(Buffer.alloc(32, 5), salt, cost);
  // With any other cost or derivation, no receipt that was given out would be found again.
  expect(await receipts().locatorHash('one', LOCATOR)).toEqual(Buffer.from(expected));
});

it('wait in a line of their own, one at a time at the door of passwords; twenty wait, the next is told to come again', async () => {
  let running = 0;
  let most = 0;
  const gates: (() => void)[] = [];
  const inTurn = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise<void>((resolve) => gates.push(resolve));
    running -= 1;
    return Buffer.alloc(32);
  };
  const { locatorHash, demandPlace } = createReceipts({ key, passwords: { inTurn } as never });
  const all = Array.from({ length: 20 }, () => locatorHash('one', LOCATOR));
  expect(() => demandPlace()).toThrow(expect.objectContaining({ code: 'busy' }));
  await expect(locatorHash('one', LOCATOR)).rejects.toMatchObject({ code: 'busy' });
  for (let n = 0; n < 20; n += 1) {
    while (gates[n] === undefined) await new Promise(setImmediate);
    gates[n]?.();
  }
  await Promise.all(all);
  expect([most, gates.length]).toEqual([1, 20]);
  expect(() => demandPlace()).not.toThrow();
});

it('leave their place where one fails, and the next has its turn', async () => {
  let calls = 0;
  const inTurn = () => (++calls === 1 ? Promise.reject(new Error('lost')) : Promise.resolve(Buffer.alloc(32)));
  const { locatorHash } = createReceipts({ key, passwords: { inTurn } as never });
  const [first, second] = await Promise.allSettled([locatorHash('one', LOCATOR), locatorHash('one', LOCATOR)]);
  expect([first.status, second.status]).toEqual(['rejected', 'fulfilled']);
});

it('have empty places that are the same each time, follow from the key file, and look random', () => {
  const places = receipts().emptyPlaces(LOCATOR);
  expect(places.map(({ length }) => length)).toEqual([4144, 4144, 4144, 4144]);
  expect(receipts().emptyPlaces(LOCATOR)).toEqual(places);
  const others = [receipts(new Uint8Array(32).fill(2)).emptyPlaces(LOCATOR), receipts().emptyPlaces('x')].flat();
  expect(new Set([...places, ...others].map((place) => place.toString('hex'))).size).toBe(12);
  const counts = new Array<number>(256).fill(0);
  for (const byte of Buffer.concat([...places, ...others].map((place) => place.subarray(32)))) counts[byte]! += 1;
  const expected = (12 * 4112) / 256;
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  // 255 degrees of freedom: below 180 or above 350 once in ten thousand; the places of a fixed key never change.
  expect(chiSquare).toBeGreaterThan(180);
  expect(chiSquare).toBeLessThan(350);
});
