// What the rule of lump.ts gives away: the conditions on counts that were told as one. It must say exactly what the rule does.
import { type AttackerProgram, type Sum, sumOf } from './attacker_program.ts';

export interface LumpedCounts {
  /** Columns of the counts in the lump. */
  readonly counts: readonly number[];
  /** Counts of the same parent or row that are published beside it. */
  readonly siblings: readonly Sum[];
  readonly floor: number;
  /** More than any of the counts or siblings can be. */
  readonly ceiling: number;
  /** The rule lumps only where a count from 1 to floor − 1 is there (rows of a table, where 0 may be told). */
  readonly someSmall?: boolean;
}

/**
 * Either all counts are under the floor (and where something was published beside them, floor ≤ sum ≤ (n − 1)(floor − 1)), or some
 * are at or over it: those all have the same value, less than every sibling's, and the others sum to less than the floor or
 * to more than (their number − 1)(floor − 1).
 */
export function knowLump(
  program: AttackerProgram,
  { counts, siblings, floor, ceiling, someSmall }: LumpedCounts,
): void {
  const joined = program.number(1);
  const dense = program.number(1);
  const joining = program.number(ceiling, floor);
  const [large, small]: [number[], number[]] = [[], []];
  for (const count of counts) {
    const isLarge = program.number(1);
    const rest = program.number(floor - 1);
    const value = program.number(ceiling);
    large.push(isLarge);
    small.push(rest);
    program.known(
      [
        [count, 1],
        [rest, -1],
        [value, -1],
      ],
      0,
      0,
    );
    program.atMost(
      [
        [rest, 1],
        [isLarge, floor - 1],
      ],
      floor - 1,
    );
    program.atMost(
      [
        [value, 1],
        [isLarge, -ceiling],
      ],
      0,
    );
    program.atMost(
      [
        [value, 1],
        [joining, -1],
      ],
      0,
    );
    program.atMost(
      [
        [joining, 1],
        [value, -1],
        [isLarge, ceiling],
      ],
      ceiling,
    );
    program.atMost(
      [
        [isLarge, 1],
        [joined, -1],
      ],
      0,
    );
  }
  const most = (counts.length - 1) * (floor - 1);
  program.atMost([[joined, 1], ...sumOf(large, -1)], 0);
  program.atMost(sumOf(large), counts.length - 1);
  program.atMost([...sumOf(small), [dense, -ceiling], [joined, ceiling]], floor - 1 + ceiling);
  program.atLeast(
    [...sumOf(small), ...sumOf(large, floor - 1), [dense, -ceiling], [joined, -ceiling]],
    most + 1 - 2 * ceiling,
  );
  if (someSmall) program.atLeast(sumOf(small), 1);
  if (siblings.length === 0) return;
  program.atLeast([...sumOf(counts), [joined, floor]], floor);
  program.atMost([...sumOf(small), [joined, -ceiling]], most);
  for (const sibling of siblings) {
    program.atLeast([...sibling, [joining, -1], [joined, -ceiling - 1]], -ceiling);
  }
}
