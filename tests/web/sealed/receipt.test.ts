// The receipt: every digit alike likely, derived as the contract of both sides says, and read however it is typed.
import { pbkdf2Sync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { deriveFromReceipt, groupsOf, makeReceipt, typedReceipt } from '../../../web/sealed/receipt.ts';

describe('a new receipt', () => {
  it('has sixteen digits, in four groups of four', () => {
    const receipt = makeReceipt();
    expect(receipt).toMatch(/^\d{16}$/);
    expect(groupsOf(receipt).map((group) => group.length)).toEqual([4, 4, 4, 4]);
    expect(groupsOf(receipt).join('')).toBe(receipt);
  });

  it('throws the bytes away that would make low digits more likely', () => {
    const tries = [Array(16).fill(255), [...Array(8).fill(250), ...Array(8).fill(249)], Array(16).fill(7)];
    const given = tries.values();
    expect(makeReceipt((bytes) => bytes.set(given.next().value as number[]))).toBe('9999999977777777');
  });

  it('shows no digit more often than another, over 160,000 of them', () => {
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 10_000; i++) for (const digit of makeReceipt()) counts[Number(digit)]!++;
    const expected = 16_000;
    const chiSquared = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 9 degrees of freedom: beyond 45 once in a million runs.
    expect(chiSquared).toBeLessThan(45);
  });
});

describe('what is derived', () => {
  it('is 64 bytes of PBKDF2 with 600,000 rounds: the locator first, then the key', async () => {
    const { locator, secretKey } = await deriveFromReceipt('0123456789012345', 'org-1');
    const bytes = pbkdf2Sync('0123456789012345', 'safereach receipt 1 org-1', 600_000, 64, 'sha256');
    expect(locator).toBe(bytes.subarray(0, 32).toString('base64url'));
    expect(Buffer.from(secretKey).equals(bytes.subarray(32))).toBe(true);
  });

  it('differs between organizations and receipts, and is made of anything that is typed', async () => {
    const [one, other, short] = await Promise.all([
      deriveFromReceipt('0123456789012345', 'a'),
      deriveFromReceipt('0123456789012345', 'b'),
      deriveFromReceipt('12', 'a'),
    ]);
    expect(new Set([one.locator, other.locator, short.locator]).size).toBe(3);
    expect(short.locator).toHaveLength(one.locator.length);
  });
});

describe('a receipt that is typed', () => {
  it.each([
    ['1234 5678 9012 3456', '1234567890123456'],
    [' 1234-5678-9012-3456\n', '1234567890123456'],
    ['١٢٣٤ ٥٦٧٨ ٩٠١٢ ٣٤٥٦', '1234567890123456'],
    ['۱۲۳۴ ۵۶۷۸ ۹۰۱۲ ۳۴۵۶', '1234567890123456'],
    ['12', '12'],
    ['what', ''],
  ])('%j is %j', (typed, digits) => {
    expect(typedReceipt(typed)).toBe(digits);
  });
});
