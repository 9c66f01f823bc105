// Capacitated siting: a heuristic over sets of sites judged by the transportation optimum, then the program. First aim always: serve
// most. It knows arcs and rules; names and words are for the methods.
import type { SparseCosts } from '../cost_matrix.ts';
import { type Arcs, transport } from './capacitated_flow.ts';
import { type Aim, type CapacitatedTask, highsCapacitated, openOf } from './capacitated_program.ts';
import { openedSites } from './highs_sites.ts';
import type { SitingAnswer } from './siting_clock.ts';
import { OpenSites, planCost, type SiteRules } from './siting_rules.ts';

export interface CapacitatedAnswer extends SitingAnswer {
  readonly unserved: number;
  /** Least that any plan leaves unserved, as far as proved. */
  readonly unservedBound: number;
  readonly value: number;
}

const ROUNDING_GAP = 1e-9;
const MOST_SWAPS = 400;

/** The arcs of the rows that count. */
export function arcsOf(costs: SparseCosts, weight: Float64Array): Arcs {
  return {
    rows: costs.rows,
    sites: costs.columns,
    start: costs.start,
    site: costs.column,
    cost: costs.cost,
    amount: weight,
  };
}

interface Judged {
  readonly sites: Int32Array;
  readonly unserved: number;
  readonly value: number;
}

/** First what stays unserved, then the aim. */
const better = (a: Judged, b: Judged, slack: number): boolean =>
  a.unserved < b.unserved - slack || (a.unserved <= b.unserved + slack && a.value < b.value * (1 - 1e-12));

function judge({ arcs, capacity, rules }: CapacitatedTask, aim: Aim, sites: Int32Array): Judged {
  const flow = transport(arcs, openOf(arcs.sites, sites), capacity);
  const value = aim === 'cost' ? flow.cost : aim === 'sites' ? planCost(rules, sites) : 0;
  return { sites, unserved: flow.unserved, value };
}

/** Opens by capacity within reach, then swaps while that helps, in a fixed order. */
function heuristic(task: CapacitatedTask, aim: Aim, slack: number): Judged {
  const { rules, arcs } = task;
  let best = judge(task, aim, bySize(task));
  let swaps = 0;
  for (let improved = true; improved && swaps < MOST_SWAPS && task.deadline.left() > 0; ) {
    improved = false;
    const open = new OpenSites(rules, best.sites);
    for (const out of best.sites) {
      for (let into = 0; into < arcs.sites && swaps < MOST_SWAPS && !improved; into++) {
        if (!open.canSwap(into, out)) continue;
        swaps++;
        const sites = Int32Array.from([...best.sites].filter((j) => j !== out).concat(into)).sort();
        const next = judge(task, aim, sites);
        if (!better(next, best, slack)) continue;
        best = next;
        improved = true;
      }
      if (improved) break;
    }
  }
  return best;
}

/** Greedy: the site that can take most of what the open ones leave. */
function bySize({ arcs, rules, capacity }: CapacitatedTask): Int32Array {
  const open = new OpenSites(rules);
  const left = arcs.amount.slice();
  const take = (j: number): void => {
    let room = capacity[j] as number;
    for (let r = 0; r < arcs.rows && room > 0; r++) {
      for (let e = arcs.start[r] as number; e < (arcs.start[r + 1] as number); e++) {
        if (arcs.site[e] !== j) continue;
        const some = Math.min(room, left[r] as number);
        left[r] = (left[r] as number) - some;
        room -= some;
      }
    }
  };
  for (const j of open.list()) take(j);
  for (;;) {
    const gain = new Float64Array(arcs.sites);
    for (let r = 0; r < arcs.rows; r++) {
      for (let e = arcs.start[r] as number; e < (arcs.start[r + 1] as number); e++) {
        const j = arcs.site[e] as number;
        gain[j] = Math.min(capacity[j] as number, (gain[j] as number) + (left[r] as number));
      }
    }
    let best = -1;
    for (let j = 0; j < arcs.sites; j++) {
      if (open.canAdd(j) && (best < 0 || (gain[j] as number) > (gain[best] as number))) best = j;
    }
    if (best < 0) return open.list();
    open.add(best);
    take(best);
  }
}

/** Serves most; among those, the aim. Exact where the program fits, else with the bound that is left. */
export async function solveCapacitated(task: CapacitatedTask, aim: Aim): Promise<CapacitatedAnswer> {
  let total = 0;
  for (const amount of task.arcs.amount) total += amount;
  const slack = ROUNDING_GAP * total;
  const first = await settle(task, 'unserved', heuristic(task, 'unserved', slack), Number.POSITIVE_INFINITY, slack);
  if (aim === 'unserved') return first;
  const start = heuristic(task, aim, slack);
  const from = better(start, judge(task, aim, first.sites), slack) ? start : judge(task, aim, first.sites);
  const second = await settle(task, aim, from, Math.min(first.unserved, from.unserved), slack);
  const proved = first.proved && second.proved;
  const stoppedBy = proved ? null : (first.stoppedBy ?? second.stoppedBy);
  return { ...second, proved, stoppedBy, unservedBound: first.unservedBound };
}

async function settle(
  task: CapacitatedTask,
  aim: Aim,
  start: Judged,
  mostUnserved: number,
  slack: number,
): Promise<CapacitatedAnswer> {
  const answer = await highsCapacitated(task, aim, mostUnserved, start.sites);
  let best = start;
  if (answer?.values) {
    const found = judge(task, aim, openedSites(answer.values, task.arcs.sites));
    if (better(found, best, slack)) best = found;
  }
  const value = aim === 'unserved' ? best.unserved : best.value;
  const floor = Math.max(0, answer?.bound ?? 0);
  const optimal = answer?.status === 'optimal' || value - floor <= ROUNDING_GAP * Math.max(1, value);
  return {
    sites: best.sites,
    unserved: best.unserved,
    unservedBound: aim === 'unserved' ? (optimal ? value : Math.min(value, floor)) : 0,
    value,
    bound: optimal ? value : Math.min(value, floor),
    proved: optimal,
    stoppedBy: !optimal && answer?.status === 'time' ? 'time' : null,
  };
}

/** Which rules apply when the number of sites is what is asked for. */
export const withoutNumber = (rules: SiteRules): SiteRules => ({ ...rules, most: rules.sites });
