// The one number that tells how much a release withholds.
import type { Partition } from './regions.ts';

/**
 * Records in no region as whole per cent of all, or null.
 *
 * Withheld roots are pooled: those of each counted unit apart (its total is told), those of all other units together. The share is
 * told only where every pool holds nothing, or floor ≤ sum ≤ (n − 1)(floor − 1) records on n roots, and all pools together
 * floor or more. Then each root may be empty, another of its pool having its records, and nothing that is told changes. And where it
 * is null every withheld root may be empty. The plain rule "tell it from the floor on" would pin two withheld roots between 1 and
 * floor − 1 by being told at all.
 */
export function withheldPercent(
  { regions, withheld }: Partition,
  counted: readonly string[],
  floor: number,
): number | null {
  const pools = new Map<string, number[]>();
  for (const { admin1Pcode, count } of withheld) {
    const pool = counted.includes(admin1Pcode) ? admin1Pcode : '';
    pools.set(pool, [...(pools.get(pool) ?? []), count]);
  }
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  const safe = [...pools.values()].every((pool) => {
    const records = sum(pool);
    return records === 0 || (records >= floor && records <= (pool.length - 1) * (floor - 1));
  });
  const outside = sum(withheld.map(({ count }) => count));
  if (!safe || outside < floor) return null;
  return Math.round((100 * outside) / (outside + sum(regions.map(({ count }) => count))));
}
