// The one rule that decides which siblings are told together: the regions of a release and the rows of its table follow it.

/**
 * Indexes, ascending, of the counts that are told as one: those under the floor, and where their sum would tell them apart, also
 * all counts that share the smallest value at or over the floor. Empty where no count is under the floor.
 *
 * The lump stands alone where floor ≤ sum ≤ (n − 1)(floor − 1), n = counts under the floor: then each of them may be 0, the
 * others taking its share. With a larger sum (always so for n = 2) each would be pinned between 1 and floor − 1, with a smaller one
 * the sum itself would be. Once a count at or over the floor is in the lump, nobody can say which one it is. All that are equally
 * small join, so that no order among equals tells which one did.
 */
export function lump(counts: readonly number[], floor: number): number[] {
  const small = counts.filter((count) => count < floor);
  if (small.length === 0) return [];
  const sum = small.reduce((total, count) => total + count, 0);
  const alone = sum >= floor && sum <= (small.length - 1) * (floor - 1);
  const joining = alone ? null : Math.min(...counts.filter((count) => count >= floor));
  return [...counts.keys()].filter((at) => {
    const count = counts[at] as number;
    return count < floor || count === joining;
  });
}
