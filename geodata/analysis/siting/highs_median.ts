// The p-median as an integer program by radii, cut down by a Lagrangean bound to what could still be better than the best plan.
// It knows ranks, rules and the solver.
import { type HighsAnswer, HighsProgram, solveProgram } from './highs_program.ts';
import { addRuleRows, addSiteColumns } from './highs_sites.ts';
import type { MedianBound } from './lagrangean_median.ts';
import type { MedianRanks } from './p_median_ranks.ts';
import type { Deadline } from './siting_clock.ts';
import type { SiteRules } from './siting_rules.ts';

/** Entries of a program that HiGHS in 32-bit memory can be expected to finish. */
const MOST_ENTRIES = 1_500_000;
const SCALED_TOTAL = 1e4;

/**
 * Radius formulation (Elloumi 2010, Journal of Combinatorial Optimization 19:69–83; García, Labbé & Marín 2011, INFORMS
 * Journal on Computing 23:546–556):
 * for row r with distinct costs D1 < … < DG, z_k = 1 when no open site is within Dk; cost = D1 + Σ (D(k+1) − Dk) z_k and
 * z_k + Σ (sites at exactly Dk) y ≥ z_(k−1), z_0 = 1.
 *
 * Cut down without losing any plan better than the best known: sites that the bound closed are left out; so are sites of a row
 * that would serve it for more than price + (best − bound), since forcing that raises the bound past the best; and levels behind
 * a fixed site. Returns null where the program would still be too large.
 */
export async function highsMedian(
  ranks: MedianRanks,
  rules: SiteRules,
  known: MedianBound,
  deadline: Deadline,
): Promise<HighsAnswer | null> {
  const scale = SCALED_TOTAL / Math.max(known.best.total, 1e-300);
  const program = new HighsProgram();
  addSiteColumns(program, { ...rules, sites: ranks.sites }, () => 0);
  for (let j = 0; j < ranks.sites; j++) if (known.closed[j] === 1) program.upper[j] = 0;
  addRuleRows(program, rules);
  const start = new Uint8Array(ranks.sites);
  for (const j of known.best.sites) start[j] = 1;
  const values: number[] = Array.from(start);
  let constant = 0;
  for (let r = 0; r < ranks.rows; r++) {
    constant += addRow({ program, ranks, rules, known, start, values, scale }, r);
    if (program.indices.length > MOST_ENTRIES) return null;
  }
  const answer = await solveProgram(
    program,
    { maximize: false, seconds: deadline.left(), start: Float64Array.from(values) },
    deadline.surroundings,
  );
  return { ...answer, bound: answer.bound / scale + constant };
}

interface Writing {
  readonly program: HighsProgram;
  readonly ranks: MedianRanks;
  readonly rules: SiteRules;
  readonly known: MedianBound;
  readonly start: Uint8Array;
  readonly values: number[];
  readonly scale: number;
}

/** Writes the levels of one row and returns its part of the constant. */
function addRow(to: Writing, r: number): number {
  const { program, start, values, scale } = to;
  const levels = levelsOf(to, r);
  let above = -1;
  let served = false;
  const constant = (levels[0] as Level).cost;
  levels.forEach((level, k) => {
    const last = k === levels.length - 1;
    served ||= level.sites.some((j) => start[j] === 1);
    const next = levels[k + 1];
    let z = -1;
    if (next !== undefined) {
      z = program.column((next.cost - level.cost) * scale, 1);
      values.push(served ? 0 : 1);
      program.entry(z, 1);
    }
    if (last && level.unserved) return;
    for (const j of level.sites) program.entry(j, 1);
    if (above >= 0) program.entry(above, -1);
    program.row(above >= 0 ? 0 : 1, Number.POSITIVE_INFINITY);
    above = z;
  });
  return constant;
}

interface Level {
  readonly cost: number;
  readonly sites: number[];
  readonly unserved: boolean;
}

function levelsOf({ ranks, rules, known }: Writing, r: number): Level[] {
  const slack = Math.max(0, known.best.total - known.bound);
  const reach = (known.price[r] as number) + slack * (1 + 1e-9) + 1e-9 * Math.abs(known.best.total);
  const levels: Level[] = [];
  const limit = Math.min(reach, ranks.unserved[r] as number);
  for (let e = ranks.start[r] as number; e < (ranks.start[r + 1] as number); e++) {
    const j = ranks.site[e] as number;
    const cost = ranks.cost[e] as number;
    if (cost > limit && levels.length > 0) return levels;
    if (known.closed[j] === 1) continue;
    const level = levels.at(-1);
    if (level !== undefined && level.cost === cost) level.sites.push(j);
    else if (level?.sites.some((site) => rules.fixed[site] === 1)) return levels;
    else levels.push({ cost, sites: [j], unserved: false });
  }
  if (levels.at(-1)?.sites.some((site) => rules.fixed[site] === 1)) return levels;
  if (reach >= (ranks.unserved[r] as number) || levels.length === 0) {
    levels.push({ cost: ranks.unserved[r] as number, sites: [], unserved: true });
  }
  return levels;
}
