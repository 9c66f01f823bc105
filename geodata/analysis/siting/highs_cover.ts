// Maximal covering as integer programs over patterns, with backup as a second aim. It knows patterns, rules and the solver;
// heuristics and names are for others.
import { type CoverPatterns, coverCounts } from './cover_patterns.ts';
import { type HighsAnswer, HighsProgram, solveProgram } from './highs_program.ts';
import { addRuleRows, addSiteColumns } from './highs_sites.ts';
import type { Deadline } from './siting_clock.ts';
import type { SiteRules } from './siting_rules.ts';

/** Weights are scaled to a total of this, so that the solver's absolute tolerances fit. */
const SCALED_TOTAL = 1e4;

export interface CoverTask {
  readonly patterns: CoverPatterns;
  readonly rules: SiteRules;
  readonly start: Int32Array;
  /** 1 = known to be in no better plan. */
  readonly closed?: Uint8Array;
  readonly deadline: Deadline;
}

function scaleOf(patterns: CoverPatterns): number {
  let sum = 0;
  for (const weight of patterns.weight) sum += weight;
  return sum > 0 ? SCALED_TOTAL / sum : 1;
}

/**
 * Greatest weight that the rules let sites cover (Church & ReVelle 1974, doi:10.1007/BF01942293): max Σ w c,
 * c ≤ Σ y over the sites of the pattern. Patterns of one site need no column of their own: their weight goes to the site.
 */
export async function highsMaximalCover(task: CoverTask): Promise<HighsAnswer> {
  const { patterns, rules } = task;
  const scale = scaleOf(patterns);
  const alone = new Float64Array(patterns.sites);
  for (let g = 0; g < patterns.patterns; g++) {
    const from = patterns.start[g] as number;
    if ((patterns.start[g + 1] as number) - from > 1) continue;
    const j = patterns.site[from] as number;
    alone[j] = (alone[j] as number) + (patterns.weight[g] as number) * scale;
  }
  const program = new HighsProgram();
  addSiteColumns(program, rules, (j) => alone[j] as number);
  task.closed?.forEach((yes, j) => {
    if (yes === 1) program.upper[j] = 0;
  });
  addRuleRows(program, rules);
  const start: number[] = Array.from({ length: patterns.sites }, () => 0);
  for (const j of task.start) start[j] = 1;
  const counts = coverCounts(patterns, task.start);
  for (let g = 0; g < patterns.patterns; g++) {
    if ((patterns.start[g + 1] as number) - (patterns.start[g] as number) < 2) continue;
    const column = program.column((patterns.weight[g] as number) * scale, 1);
    start.push(Math.min(1, counts[g] as number));
    program.entry(column, -1);
    addSitesOf(program, patterns, g);
    program.row(0, Number.POSITIVE_INFINITY);
  }
  const answer = await solveProgram(
    program,
    { maximize: true, seconds: task.deadline.left(), start: Float64Array.from(start) },
    task.deadline.surroundings,
  );
  return { ...answer, bound: answer.bound / scale };
}

function addSitesOf(program: HighsProgram, patterns: CoverPatterns, g: number): void {
  for (let e = patterns.start[g] as number; e < (patterns.start[g + 1] as number); e++) {
    program.entry(patterns.site[e] as number, 1);
  }
}

/**
 * Greatest weight covered twice among plans that cover at least `covered` once (Hogan & ReVelle 1986,
 * doi:10.1287/mnsc.32.11.1434, BACOP2 taken in order): c + b ≤ Σ y, b ≤ c, Σ w c ≥ covered.
 */
export async function highsBackupCover(task: CoverTask & { readonly covered: number }): Promise<HighsAnswer> {
  const { patterns, rules } = task;
  const scale = scaleOf(patterns);
  const program = new HighsProgram();
  addSiteColumns(program, rules, () => 0);
  addRuleRows(program, rules);
  const start: number[] = Array.from({ length: patterns.sites }, () => 0);
  for (const j of task.start) start[j] = 1;
  const counts = coverCounts(patterns, task.start);
  const once: number[] = [];
  for (let g = 0; g < patterns.patterns; g++) {
    const c = program.column(0, 1);
    const b = program.column((patterns.weight[g] as number) * scale, 1);
    once.push(c);
    start.push(Math.min(1, counts[g] as number), Math.min(1, Math.max(0, (counts[g] as number) - 1)));
    program.entry(c, -1);
    program.entry(b, -1);
    addSitesOf(program, patterns, g);
    program.row(0, Number.POSITIVE_INFINITY);
    program.entry(c, 1);
    program.entry(b, -1);
    program.row(0, Number.POSITIVE_INFINITY);
  }
  once.forEach((c, g) => {
    program.entry(c, (patterns.weight[g] as number) * scale);
  });
  program.row(task.covered * scale * (1 - 1e-9), Number.POSITIVE_INFINITY);
  const answer = await solveProgram(
    program,
    { maximize: true, seconds: task.deadline.left(), start: Float64Array.from(start) },
    task.deadline.surroundings,
  );
  return { ...answer, bound: answer.bound / scale };
}
