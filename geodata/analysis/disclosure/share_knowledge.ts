// What the withheld share gives away, also by not being told. It must say exactly what withheld_share.ts does.
import { type AttackerProgram, sumOf } from './attacker_program.ts';

export interface ShareTold {
  readonly percent: number | null;
  /** Columns of the withheld roots, by pool. */
  readonly pools: readonly (readonly number[])[];
  readonly regionColumns: readonly number[];
  readonly floor: number;
}

export function knowShare(program: AttackerProgram, told: ShareTold): void {
  if (told.percent === null) knowUntold(program, told);
  else knowTold(program, told, told.percent);
}

function knowTold(program: AttackerProgram, { pools, regionColumns, floor }: ShareTold, percent: number): void {
  const withheld = pools.flat();
  const all = [...withheld, ...regionColumns];
  program.atLeast(sumOf(withheld), floor);
  // percent − ½ ≤ 100 withheld / all < percent + ½, in whole numbers.
  program.atLeast([...sumOf(withheld, 200), ...sumOf(all, 1 - 2 * percent)], 0);
  program.atMost([...sumOf(withheld, 200), ...sumOf(all, -1 - 2 * percent)], -1);
  for (const pool of pools) {
    const bound = pool.length * floor;
    const filled = program.number(1);
    program.atMost([...sumOf(pool), [filled, -bound]], 0);
    program.atLeast([...sumOf(pool), [filled, -floor]], 0);
    program.atMost(sumOf(pool), (pool.length - 1) * (floor - 1));
  }
}

/** Under the floor in all, or a pool under the floor and not empty, or one too full for its roots. */
function knowUntold(program: AttackerProgram, { pools, floor }: ShareTold): void {
  const withheld = pools.flat();
  const bound = (withheld.length + 1) * floor;
  const little = program.number(1);
  program.atMost([...sumOf(withheld), [little, bound]], floor - 1 + bound);
  const reasons = [little];
  for (const pool of pools) {
    const [few, full] = [program.number(1), program.number(1)];
    program.atMost([...sumOf(pool), [few, bound]], floor - 1 + bound);
    program.atLeast([...sumOf(pool), [few, -1]], 0);
    program.atLeast([...sumOf(pool), [full, -(pool.length - 1) * (floor - 1) - 1]], 0);
    reasons.push(few, full);
  }
  program.atLeast(sumOf(reasons), 1);
}
