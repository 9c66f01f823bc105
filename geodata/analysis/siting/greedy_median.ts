// Greedy p-median: open the site that lowers the total most, again and again; with some chance added where many different starts
// are wanted. It knows ranks and rules.
import { randomIndex } from '../random.ts';
import type { MedianRanks } from './p_median_ranks.ts';
import { OpenSites, type SiteRules } from './siting_rules.ts';

/**
 * Greedy adding (Kuehn & Hamburger 1963, doi:10.1287/mnsc.9.4.643) over the fixed sites. With `random`, each step takes one of
 * a few sites at random and then the best of those ("sample greedy", Resende & Werneck 2004, doi:10.1023/B:HEUR.0000019986.96257.50).
 */
export function greedyMedian(
  ranks: MedianRanks,
  rules: SiteRules,
  random: (() => number) | null,
  from: Iterable<number> = [],
): OpenSites {
  const open = new OpenSites(rules, from);
  const nearest = ranks.unserved.slice();
  const gain = new Float64Array(ranks.sites);
  for (let r = 0; r < ranks.rows; r++) tally(ranks, gain, r, nearest[r] as number, 1);
  for (const j of open.list()) serve(ranks, gain, nearest, j);
  for (;;) {
    const j = random === null ? bestOf(open, gain, rules) : bestOf(open, gain, rules, sample(open, rules, random));
    if (j < 0) return open;
    open.add(j);
    serve(ranks, gain, nearest, j);
  }
}

/** Adds or takes away what row r says about gains while its nearest open site costs `from`. */
function tally(ranks: MedianRanks, gain: Float64Array, r: number, from: number, sign: number): void {
  for (let e = ranks.start[r] as number; e < (ranks.start[r + 1] as number); e++) {
    const saved = from - (ranks.cost[e] as number);
    if (saved <= 0) return;
    const j = ranks.site[e] as number;
    gain[j] = (gain[j] as number) + sign * saved;
  }
}

function serve(ranks: MedianRanks, gain: Float64Array, nearest: Float64Array, j: number): void {
  const { dense, sites } = ranks;
  for (let r = 0; r < ranks.rows; r++) {
    const cost = dense[r * sites + j] as number;
    if (!(cost < (nearest[r] as number))) continue;
    tally(ranks, gain, r, nearest[r] as number, -1);
    tally(ranks, gain, r, cost, 1);
    nearest[r] = cost;
  }
}

function bestOf(open: OpenSites, gain: Float64Array, rules: SiteRules, among: readonly number[] | null = null): number {
  const perCost = rules.budget < Number.POSITIVE_INFINITY;
  let best = -1;
  let bestValue = Number.NEGATIVE_INFINITY;
  const count = among === null ? gain.length : among.length;
  for (let k = 0; k < count; k++) {
    const j = among === null ? k : (among[k] as number);
    if (!open.canAdd(j)) continue;
    const cost = perCost ? open.costOf(j) : 1;
    const value = cost > 0 ? (gain[j] as number) / cost : Number.MAX_VALUE;
    if (value > bestValue) {
      best = j;
      bestValue = value;
    }
  }
  return best;
}

/** About log2(sites / most) sites, as Resende and Werneck draw them. */
function sample(open: OpenSites, rules: SiteRules, random: () => number): number[] {
  const size = Math.max(2, Math.ceil(Math.log2(rules.sites / Math.max(1, Math.min(rules.most, rules.sites)))) + 1);
  const free: number[] = [];
  for (let j = 0; j < rules.sites; j++) if (open.canAdd(j)) free.push(j);
  return Array.from(
    { length: Math.min(size, free.length) },
    () => free[randomIndex(random, free.length)] as number,
  ).sort((a, b) => a - b);
}
