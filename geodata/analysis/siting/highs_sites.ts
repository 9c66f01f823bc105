// The columns and rows that every siting program shares: one yes-or-no column per site, and the rules as rows. It knows rules
// and programs, no objective.
import type { HighsProgram } from './highs_program.ts';
import { fitsBudget, type SiteRules } from './siting_rules.ts';

/** Adds a column per site; its number is its site. Must come first. */
export function addSiteColumns(program: HighsProgram, rules: SiteRules, costOf: (j: number) => number): void {
  for (let j = 0; j < rules.sites; j++) program.column(costOf(j), 1, true, rules.fixed[j] === 1 ? 1 : 0);
}

/** At most `most` sites, within the budget, none too close to another. */
export function addRuleRows(program: HighsProgram, rules: SiteRules): void {
  const { sites, most, cost, budget, conflicts } = rules;
  if (most < sites) {
    for (let j = 0; j < sites; j++) program.entry(j, 1);
    program.row(Number.NEGATIVE_INFINITY, most);
  }
  if (cost !== null && budget < Number.POSITIVE_INFINITY) addBudgetRow(program, cost, budget);
  if (conflicts === null) return;
  for (let a = 0; a < sites; a++) {
    for (let e = conflicts.start[a] as number; e < (conflicts.start[a + 1] as number); e++) {
      const b = conflicts.site[e] as number;
      if (b < a) continue;
      program.entry(a, 1);
      program.entry(b, 1);
      program.row(Number.NEGATIVE_INFINITY, 1);
    }
  }
}

/** In shares of the greatest cost, so that the solver's absolute tolerances mean the same whatever the currency. */
function addBudgetRow(program: HighsProgram, cost: Float64Array, budget: number): void {
  let scale = 0;
  let sum = 0;
  for (const each of cost) {
    scale = Math.max(scale, each);
    sum += each;
  }
  if (scale === 0 || fitsBudget(sum, budget)) return;
  cost.forEach((each, j) => {
    if (each > 0) program.entry(j, each / scale);
  });
  program.row(Number.NEGATIVE_INFINITY, (budget * (1 + 1e-9)) / scale);
}

/** The sites that a solution opens. */
export function openedSites(values: Float64Array, sites: number): Int32Array {
  const list: number[] = [];
  for (let j = 0; j < sites; j++) if ((values[j] as number) > 0.5) list.push(j);
  return Int32Array.from(list);
}
