// Adjusted p-values and the tail of the normal distribution: R's numbers, and the false discovery rate on made worlds.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from '../../../../geodata/analysis/hotspot/multiple_testing.ts';
import { twoSidedNormalP } from '../../../../geodata/analysis/hotspot/normal_tail.ts';
import { randomNormal, seededRandom } from '../../../../geodata/analysis/random.ts';

const golden = JSON.parse(readFileSync('tests/fixtures/hotspot_rows.json', 'utf8'));
const pColumn = fc.array(
  fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0.01, 0.05, Number.NaN)),
  { maxLength: 40 },
);

describe('Benjamini–Hochberg', () => {
  it('gives the numbers of R’s p.adjust, ties included', () => {
    const adjusted = benjaminiHochberg(Float64Array.from(golden.adjust.p));
    golden.adjust.adjusted.forEach((wanted: number, i: number) => {
      expect(Math.abs(adjusted[i]! / wanted - 1)).toBeLessThan(1e-13);
    });
  });

  it('is the definition by brute force, keeps gaps, and never goes below p or against its order', () => {
    fc.assert(
      fc.property(pColumn, (column) => {
        const p = Float64Array.from(column);
        const adjusted = benjaminiHochberg(p);
        const tested = column.filter((v) => !Number.isNaN(v)).sort((a, b) => a - b);
        column.forEach((value, i) => {
          if (Number.isNaN(value)) {
            expect(adjusted[i]).toBeNaN();
            return;
          }
          const wanted = Math.min(1, ...tested.map((q, rank) => (q >= value ? (tested.length * q) / (rank + 1) : 1)));
          expect(adjusted[i]).toBeGreaterThanOrEqual(value);
          expect(Math.abs(adjusted[i]! - Math.max(wanted, value))).toBeLessThanOrEqual(1e-15);
        });
      }),
    );
  });

  it('keeps the false discovery rate at its level over made worlds with and without true hot spots', () => {
    const random = seededRandom(8);
    const worlds = 3000;
    for (const [truths, tests] of [
      [0, 50],
      [10, 50],
    ] as const) {
      let sum = 0;
      let squares = 0;
      for (let world = 0; world < worlds; world++) {
        const p = Float64Array.from({ length: tests }, (_, i) =>
          twoSidedNormalP(randomNormal(random) + (i < truths ? 3.5 : 0)),
        );
        const found = Array.from(benjaminiHochberg(p).keys()).filter((i) => benjaminiHochbergAt(p, i) <= 0.05);
        const share = found.length === 0 ? 0 : found.filter((i) => i >= truths).length / found.length;
        sum += share;
        squares += share * share;
      }
      const rate = sum / worlds;
      expect(rate).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((squares / worlds - rate * rate) / worlds));
    }
  });
});

let lastColumn: Float64Array | null = null;
let lastAdjusted = new Float64Array();
function benjaminiHochbergAt(p: Float64Array, i: number): number {
  if (lastColumn !== p) lastAdjusted = benjaminiHochberg(p) as Float64Array<ArrayBuffer>;
  lastColumn = p;
  return lastAdjusted[i] as number;
}

describe('the two-sided tail of the normal distribution', () => {
  it('is R’s to twelve digits, out to where numbers end', () => {
    golden.normal.z.forEach((z: number, i: number) => {
      expect(Math.abs(twoSidedNormalP(z) / golden.normal.p[i] - 1), `z ${z}`).toBeLessThan(2e-13);
      expect(twoSidedNormalP(-z)).toBe(twoSidedNormalP(z));
    });
    expect(twoSidedNormalP(0)).toBe(1);
    expect(twoSidedNormalP(8)).toBeGreaterThan(0);
    expect(twoSidedNormalP(Number.NaN)).toBeNaN();
    expect(twoSidedNormalP(Number.POSITIVE_INFINITY)).toBe(0);
  });
});
