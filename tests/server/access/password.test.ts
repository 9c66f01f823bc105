// Passwords: the cost of privacy.md, two at a time, a bounded queue, and no shortcut for an address that nobody has.
import { expect, it } from 'vitest';
import { createPasswords, isSame } from '../../../server/access/password.ts';

const key = new Uint8Array(32).fill(1);

it('are argon2id at 64 MiB and three passes, the same for the same address and another for another', async () => {
  const { inTurn } = createPasswords(key);
  const [a, again, other, wrong] = await inTurn((compute) =>
    Promise.all([
      compute('a@example.org', 'right words'),
      compute('a@example.org', 'right words'),
      compute('b@example.org', 'right words'),
      compute('a@example.org', 'wrong words'),
    ]),
  );
  expect(a).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect([isSame(a, again), isSame(a, other), isSame(a, wrong), isSame(a, null)]).toEqual([true, false, false, false]);
});

it('still hold under another key file, by the salt that is stored with them', async () => {
  const stored = await createPasswords(key).inTurn((compute) => compute('a@example.org', 'right words'));
  const { inTurn } = createPasswords(new Uint8Array(32).fill(2));
  expect(isSame(await inTurn((compute) => compute('a@example.org', 'right words')), stored)).toBe(false);
  expect(isSame(await inTurn((compute) => compute('a@example.org', 'right words', stored)), stored)).toBe(true);
});

it('are worked on two at a time; twenty more wait, the next is turned away, and known devices go first', async () => {
  const { inTurn, demandPlace } = createPasswords(key);
  const gates: (() => void)[] = [];
  const order: string[] = [];
  let running = 0;
  let most = 0;
  const task = (name: string, known = false) =>
    inTurn(async () => {
      order.push(name);
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => gates.push(resolve));
      running -= 1;
    }, known);
  const all = Array.from({ length: 22 }, (_, n) => task(`stranger ${n}`));
  expect(() => demandPlace(false)).toThrow(expect.objectContaining({ code: 'busy' }));
  await expect(task('too many')).rejects.toMatchObject({ code: 'busy' });
  expect(() => demandPlace(true)).not.toThrow();
  all.push(task('known', true));
  for (let n = 0; n < all.length; n += 1) {
    await new Promise(setImmediate);
    gates[n]?.();
  }
  await Promise.all(all);
  expect([most, order[2], order.length]).toEqual([2, 'known', 23]);
  expect(() => demandPlace(false)).not.toThrow();
});

it('give their place back when one fails', async () => {
  const { inTurn } = createPasswords(key);
  for (let n = 0; n < 5; n += 1) await expect(inTurn(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await inTurn(() => Promise.resolve('yes'))).toBe('yes');
});
