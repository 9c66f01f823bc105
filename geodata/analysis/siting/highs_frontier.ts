// The cheapest plan that covers a given weight, as an integer program. It knows patterns, rules and the solver.
import { type CoverPatterns, coverCounts, patternWeight } from './cover_patterns.ts';
import { type HighsAnswer, HighsProgram, solveProgram } from './highs_program.ts';
import { addRuleRows, addSiteColumns } from './highs_sites.ts';
import type { Deadline } from './siting_clock.ts';
import type { SiteRules } from './siting_rules.ts';

const SCALED_TOTAL = 1e4;

/** min Σ cost y, c ≤ Σ y over the sites of the pattern, Σ w c ≥ covered. */
export function highsCheapestCover(task: {
  readonly patterns: CoverPatterns;
  readonly rules: SiteRules;
  readonly start: Int32Array;
  readonly deadline: Deadline;
  readonly covered: number;
}): Promise<HighsAnswer> {
  const { patterns, rules, deadline } = task;
  const scale = SCALED_TOTAL / Math.max(patternWeight(patterns), 1e-300);
  const dearest = rules.cost === null ? 1 : rules.cost.reduce((most, each) => Math.max(most, each), 0);
  const program = new HighsProgram();
  addSiteColumns(program, rules, (j) =>
    rules.cost === null ? 1 : (rules.cost[j] as number) / Math.max(dearest, 1e-300),
  );
  addRuleRows(program, rules);
  const start: number[] = Array.from({ length: patterns.sites }, () => 0);
  for (const j of task.start) start[j] = 1;
  const counts = coverCounts(patterns, task.start);
  for (let g = 0; g < patterns.patterns; g++) {
    const column = program.column(0, 1);
    start.push(Math.min(1, counts[g] as number));
    program.entry(column, -1);
    for (let e = patterns.start[g] as number; e < (patterns.start[g + 1] as number); e++) {
      program.entry(patterns.site[e] as number, 1);
    }
    program.row(0, Number.POSITIVE_INFINITY);
  }
  for (let g = 0; g < patterns.patterns; g++) program.entry(patterns.sites + g, (patterns.weight[g] as number) * scale);
  program.row(task.covered * scale * (1 - 1e-9), Number.POSITIVE_INFINITY);
  return solveProgram(
    program,
    { maximize: false, seconds: deadline.left(), start: Float64Array.from(start) },
    deadline.surroundings,
  );
}
