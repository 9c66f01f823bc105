// A long search for the p-median from one plan: swaps that may lose, and shakes where they lead nowhere. It knows ranks, rules and a seed.
import { randomIndex } from '../random.ts';
import { fitsTables, MedianInterchange } from './interchange.ts';
import { type MedianRanks, medianTotal } from './p_median_ranks.ts';
import type { MedianPlan } from './path_relinking.ts';
import type { Deadline } from './siting_clock.ts';
import { OpenSites, type SiteRules, shaken } from './siting_rules.ts';

const SHORT = 4;
const LONG = 12;
const PATIENCE = 60;
const CLOCK_EVERY = 4;
const LEAST_SHARE = 1e-11;

/**
 * Tabu search over swaps (Rolland, Schilling & Current 1997): always the best swap, even to a
 * worse plan, but no site comes back or leaves again for some steps, unless that beats the best plan. After some steps in vain it
 * begins again from the best with some sites taken for others (iterated local search).
 */
export function tabuMedian(
  ranks: MedianRanks,
  rules: SiteRules,
  from: MedianPlan,
  of: { readonly steps: number; readonly random: () => number; readonly deadline: Deadline },
): MedianPlan {
  if (from.sites.length === 0 || !fitsTables(ranks.sites, from.sites.length)) return from;
  let best = from;
  let since = 0;
  let tables = new MedianInterchange(ranks, new OpenSites(rules, from.sites));
  let total = best.total;
  const until = new Int32Array(ranks.sites);
  for (let step = 1; step <= of.steps; step++) {
    if (step % CLOCK_EVERY === 0 && of.deadline.left() <= 0) break;
    const swap = tables.best(null, { until, step, enough: total - best.total * (1 - LEAST_SHARE) });
    if (swap === null) break;
    tables.apply(swap.into, swap.out);
    total -= swap.saving;
    until[swap.out] = step + SHORT + randomIndex(of.random, LONG);
    until[swap.into] = step + SHORT / 2 + randomIndex(of.random, SHORT);
    since++;
    if (total < best.total * (1 - LEAST_SHARE)) {
      total = medianTotal(ranks, tables.open.open);
      if (total < best.total) {
        best = { sites: tables.open.list(), total };
        since = 0;
      }
    } else if (since > PATIENCE) {
      since = 0;
      tables = new MedianInterchange(ranks, shaken(new OpenSites(rules, best.sites), of.random));
      total = tables.total();
    }
  }
  return best;
}
