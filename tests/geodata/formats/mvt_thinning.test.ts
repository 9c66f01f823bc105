// What a crowded tile keeps.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepHighest } from '../../../geodata/formats/mvt_thinning.ts';

function kept(rows: readonly number[], priority: Float64Array | null, keep: number): number[] {
  const hits = Uint32Array.from(rows);
  return [...hits.subarray(0, keepHighest({ hits, count: hits.length }, priority, keep))];
}

const crowd = fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ noDefaultInfinity: true })), {
  minLength: 1,
  maxLength: 200,
});

describe('keepHighest', () => {
  it('leaves a tile alone that is not crowded', () => {
    expect(kept([4, 2, 9], Float64Array.of(), 3)).toEqual([4, 2, 9]);
  });

  it('keeps exactly as many as asked, in order, and no point below one that it dropped', () => {
    fc.assert(
      fc.property(crowd, fc.integer({ min: 1, max: 250 }), (values, keep) => {
        const priority = Float64Array.from(values);
        const rows = values.map((_, i) => i);
        const left = kept(rows, priority, keep);
        expect(left).toHaveLength(Math.min(keep, rows.length));
        expect(left).toEqual(rows.filter((row) => left.includes(row)));
        const known = (row: number) => (Number.isNaN(priority[row]) ? -Infinity : (priority[row] ?? 0));
        const lowestKept = Math.min(...left.map(known));
        for (const row of rows) if (!left.includes(row)) expect(known(row)).toBeLessThanOrEqual(lowestKept);
      }),
    );
  });

  it('keeps at a finer zoom whatever it kept at a coarser one', () => {
    fc.assert(
      fc.property(crowd, fc.integer({ min: 1, max: 100 }), fc.boolean(), (values, keep, plain) => {
        const priority = plain ? null : Float64Array.from(values);
        const rows = values.map((_, i) => i);
        const quarter = rows.filter((row) => row % 4 === 1);
        const coarse = kept(rows, priority, keep);
        const fine = kept(quarter, priority, keep);
        expect(coarse.filter((row) => row % 4 === 1).every((row) => fine.includes(row))).toBe(true);
      }),
    );
  });

  it('takes from everywhere when nothing tells points apart', () => {
    const left = kept(
      Array.from({ length: 10_000 }, (_, i) => i),
      null,
      1_000,
    );
    const perTenth = Array.from(
      { length: 10 },
      (_, tenth) => left.filter((row) => Math.floor(row / 1000) === tenth).length,
    );
    expect(Math.min(...perTenth)).toBeGreaterThan(60);
    expect(Math.max(...perTenth)).toBeLessThan(140);
  });
});
