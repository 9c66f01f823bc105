// A search from many starts that keeps the best plans and walks from one to another, looking for better ones on the way. It knows
// ranks, rules and a seed.
import { seededRandom } from '../random.ts';
import { greedyMedian } from './greedy_median.ts';
import { fitsTables, MedianInterchange } from './interchange.ts';
import { type MedianRanks, medianTotal } from './p_median_ranks.ts';
import type { Deadline } from './siting_clock.ts';
import { OpenSites, type SiteRules } from './siting_rules.ts';

const MOST_STARTS = 12;
const ELITE = 5;
/** Entries walked per start, roughly; more starts where the work is small. */
const WORK = 1e7;

export interface MedianPlan {
  readonly sites: Int32Array;
  readonly total: number;
}

/** How often adding may follow swapping where a budget or a spacing left room. */
const MOST_ADDITIONS = 8;

/** Interchange from this plan, then more sites where the rules leave room, and the total of where it ends. */
export function improved(ranks: MedianRanks, from: OpenSites): MedianPlan {
  let open = from;
  for (let round = 0; round < MOST_ADDITIONS; round++) {
    if (open.count > 0 && fitsTables(ranks.sites, open.count)) new MedianInterchange(ranks, open).descend();
    if (!hasRoom(open)) break;
    open = greedyMedian(ranks, open.rules, null, open.list());
  }
  return { sites: open.list(), total: medianTotal(ranks, open.open) };
}

function hasRoom(open: OpenSites): boolean {
  for (let j = 0; j < open.open.length; j++) if (open.canAdd(j)) return true;
  return false;
}

/**
 * GRASP with path relinking (Resende & Werneck 2004, doi:10.1023/B:HEUR.0000019986.96257.50): greedy and sampled greedy starts,
 * each improved by interchange, then the best plan relinked with every other good one, both ways. Depends on the seed, not on the clock, unless time
 * runs out.
 */
export function searchMedian(ranks: MedianRanks, rules: SiteRules, seed: number, deadline: Deadline): MedianPlan {
  let best = improved(ranks, greedyMedian(ranks, rules, null));
  const random = seededRandom(seed);
  const starts = Math.min(MOST_STARTS, Math.floor(WORK / (1 + ranks.site.length)));
  const elite: MedianPlan[] = [best];
  for (let turn = 0; turn < starts && deadline.left() > 0; turn++) {
    const plan = improved(ranks, greedyMedian(ranks, rules, random));
    if (plan.total < best.total) best = plan;
    keep(elite, plan);
  }
  for (let a = 0; a < elite.length; a++) {
    for (let b = 0; b < elite.length && deadline.left() > 0; b++) {
      if (a === b || (a > 0 && b > 0)) continue;
      const plan = relinked(ranks, rules, elite[a] as MedianPlan, elite[b] as MedianPlan);
      if (plan !== null && plan.total < best.total) best = plan;
    }
  }
  return best;
}

function keep(elite: MedianPlan[], plan: MedianPlan): void {
  if (elite.some((other) => other.sites.join() === plan.sites.join())) return;
  elite.push(plan);
  elite.sort((a, b) => a.total - b.total);
  elite.length = Math.min(elite.length, ELITE);
}

/** Walks from one plan to the other by the best swap each time and improves the best plan strictly between them. */
function relinked(ranks: MedianRanks, rules: SiteRules, from: MedianPlan, to: MedianPlan): MedianPlan | null {
  if (!fitsTables(ranks.sites, from.sites.length)) return null;
  const into = new Uint8Array(ranks.sites);
  const out = new Uint8Array(ranks.sites);
  for (const j of from.sites) out[j] = 1;
  let steps = 0;
  for (const j of to.sites) {
    if (out[j] === 1) out[j] = 0;
    else {
      into[j] = 1;
      steps++;
    }
  }
  const walk = new MedianInterchange(ranks, new OpenSites(rules, from.sites));
  let total = from.total;
  let best: { total: number; sites: Int32Array } | null = null;
  for (let step = 1; step < steps; step++) {
    const swap = walk.best({ into, out });
    if (swap === null) break;
    walk.apply(swap.into, swap.out);
    into[swap.into] = 0;
    out[swap.out] = 0;
    total -= swap.saving;
    if (best === null || total < best.total) best = { total, sites: walk.open.list() };
  }
  return best === null ? null : improved(ranks, new OpenSites(rules, best.sites));
}
