// What is left of a set covering problem as an integer program: is there a cover better than the best one known? It knows reduced
// rows and columns, rules and the solver.
import { type HighsAnswer, HighsProgram, solveProgram } from './highs_program.ts';
import { roundedUp, type SetCoverBound } from './lagrangean_set_cover.ts';
import type { ReducedCover } from './reduced_cover.ts';
import type { Deadline } from './siting_clock.ts';
import type { SiteRules } from './siting_rules.ts';

export interface LeftToProve {
  readonly core: ReducedCover;
  readonly known: SetCoverBound;
  readonly rules: SiteRules;
  readonly whole: boolean;
  /** Covers that cost more are of no use. */
  readonly beyond: number;
  readonly firstFeasible: boolean;
  readonly deadline: Deadline;
}

/**
 * Σ y ≥ need per row (Toregas et al. 1971, doi:10.1287/opre.19.6.1363), closed columns out, the value between the bound and what
 * would be better. 'infeasible' = there is no better cover.
 */
export function highsSetCover(of: LeftToProve): Promise<HighsAnswer> {
  const { core, known, rules, whole, beyond } = of;
  const program = new HighsProgram();
  for (let c = 0; c < core.columns; c++) program.column(core.cost[c] as number, known.closed[c] === 1 ? 0 : 1, true);
  for (let r = 0; r < core.rows; r++) {
    for (let e = core.start[r] as number; e < (core.start[r + 1] as number); e++)
      program.entry(core.column[e] as number, 1);
    program.row(core.need[r] as number, Number.POSITIVE_INFINITY);
  }
  const upper = Math.min(beyond, whole ? known.cost - 1 : known.cost);
  const lower = Math.max(0, roundedUp(known.bound, whole));
  for (let c = 0; c < core.columns; c++) program.entry(c, core.cost[c] as number);
  program.row(whole ? lower : lower * (1 - 1e-9), whole ? upper : upper * (1 + 1e-9));
  addRules(program, core, rules);
  const seconds = of.deadline.left();
  return solveProgram(program, { maximize: false, seconds, firstFeasible: of.firstFeasible }, of.deadline.surroundings);
}

function addRules(program: HighsProgram, core: ReducedCover, { most, sites, conflicts }: SiteRules): void {
  if (most < sites) {
    for (let c = 0; c < core.columns; c++) program.entry(c, 1);
    program.row(Number.NEGATIVE_INFINITY, most - core.forced.length);
  }
  if (conflicts === null) return;
  const columnOf = new Map(Array.from(core.site, (j, c) => [j, c]));
  for (const [j, c] of columnOf) {
    for (let e = conflicts.start[j] as number; e < (conflicts.start[j + 1] as number); e++) {
      const other = columnOf.get(conflicts.site[e] as number);
      if (other === undefined || other < c) continue;
      program.entry(c, 1);
      program.entry(other, 1);
      program.row(Number.NEGATIVE_INFINITY, 1);
    }
  }
}
