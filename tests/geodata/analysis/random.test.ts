// Seeded randomness: the same on every machine, and even enough to trust.
import { describe, expect, it } from 'vitest';
import { randomIndex, randomNormal, seededRandom, shuffleInPlace } from '../../../geodata/analysis/random.ts';

const FIRST_OF_SEED_1 = [0.4661937734204312, 0.5421076800764958, 0.804691188917237];

describe('seededRandom', () => {
  it('gives the same stream for the same seed and another for another', () => {
    const take = (seed: number): number[] => Array.from({ length: 50 }, seededRandom(seed));
    expect(take(42)).toEqual(take(42));
    expect(take(42)).not.toEqual(take(43));
    expect(take(2 ** 33 + 1)).not.toEqual(take(1));
    expect(take(-1)).not.toEqual(take(1));
  });

  it('starts as it did when this test was written, so stored results can be made again', () => {
    const random = seededRandom(1);
    expect([random(), random(), random()]).toEqual(FIRST_OF_SEED_1);
  });

  it('refuses a seed that is no whole number', () => {
    expect(() => seededRandom(0.5)).toThrow(RangeError);
    expect(() => seededRandom(Number.NaN)).toThrow(RangeError);
  });

  it('fills a hundred bins evenly (chi-square within five standard deviations)', () => {
    const random = seededRandom(9);
    const bins = new Int32Array(100);
    const draws = 1_000_000;
    for (let i = 0; i < draws; i++) {
      const value = random();
      const bin = Math.floor(value * 100);
      bins[bin] = (bins[bin] as number) + 1;
    }
    const expected = draws / 100;
    const chiSquare = bins.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(Math.abs(chiSquare - 99)).toBeLessThan(5 * Math.sqrt(2 * 99));
  });

  it('draws normals of mean 0 and variance 1', () => {
    const random = seededRandom(3);
    const values = Array.from({ length: 200_000 }, () => randomNormal(random));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.01);
    expect(Math.abs(variance - 1)).toBeLessThan(0.02);
  });

  it('shuffles without losing anything, every order of three about equally often', () => {
    const random = seededRandom(8);
    const seen = new Map<string, number>();
    for (let i = 0; i < 60_000; i++) {
      const order = shuffleInPlace(random, ['a', 'b', 'c']).join('');
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    expect(seen.size).toBe(6);
    for (const count of seen.values()) expect(Math.abs(count - 10_000)).toBeLessThan(500);
    expect(new Set(Array.from({ length: 200 }, () => randomIndex(random, 4)))).toEqual(new Set([0, 1, 2, 3]));
  });
});
