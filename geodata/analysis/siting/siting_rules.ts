// Which sets of sites may be opened at all: fixed sites, a number, a budget, a spacing. Forbidden sites are not in here: they
// are taken out before any search begins, so no plan can hold one. It knows no demand and no objective.

import { randomIndex } from '../random.ts';

/** Pairs of sites that may not both be opened, in compressed sparse rows, both directions, ascending. */
export interface Conflicts {
  readonly start: Int32Array;
  readonly site: Int32Array;
}

export interface SiteRules {
  readonly sites: number;
  /** 1 = open in every plan. */
  readonly fixed: Uint8Array;
  /** Most sites that may be open, fixed ones included. */
  readonly most: number;
  /** Cost of opening each site, null = not asked for. */
  readonly cost: Float64Array | null;
  /** Most that all open sites may cost together, fixed ones included; Infinity = no limit. */
  readonly budget: number;
  readonly conflicts: Conflicts | null;
}

/** Sums of costs are compared with this relative slack, so that 0.1 + 0.2 fits a budget of 0.3. */
const BUDGET_SLACK = 1e-9;

export const fitsBudget = (spent: number, budget: number): boolean =>
  spent <= budget + BUDGET_SLACK * Math.max(1, Math.abs(budget));

/** A set of open sites that keeps to the rules while it changes. */
export class OpenSites {
  readonly rules: SiteRules;
  readonly open: Uint8Array;
  /** How many open sites are too close to each site. */
  readonly blocked: Int32Array;
  count = 0;
  spent = 0;

  constructor(rules: SiteRules, sites: Iterable<number> = []) {
    this.rules = rules;
    this.open = new Uint8Array(rules.sites);
    this.blocked = new Int32Array(rules.sites);
    for (let j = 0; j < rules.sites; j++) if (rules.fixed[j] === 1) this.add(j);
    for (const j of sites) if (this.open[j] === 0) this.add(j);
  }

  costOf(j: number): number {
    return this.rules.cost === null ? 0 : (this.rules.cost[j] as number);
  }

  add(j: number): void {
    this.open[j] = 1;
    this.count++;
    this.spent += this.costOf(j);
    this.#block(j, 1);
  }

  remove(j: number): void {
    this.open[j] = 0;
    this.count--;
    this.spent -= this.costOf(j);
    this.#block(j, -1);
  }

  #block(j: number, change: number): void {
    const { conflicts } = this.rules;
    if (conflicts === null) return;
    for (let e = conflicts.start[j] as number; e < (conflicts.start[j + 1] as number); e++) {
      const other = conflicts.site[e] as number;
      this.blocked[other] = (this.blocked[other] as number) + change;
    }
  }

  canAdd(j: number): boolean {
    const { most, budget } = this.rules;
    return (
      this.open[j] === 0 &&
      this.count < most &&
      this.blocked[j] === 0 &&
      fitsBudget(this.spent + this.costOf(j), budget)
    );
  }

  /** Whether `into` may be opened once `out` is closed. */
  canSwap(into: number, out: number): boolean {
    if (this.open[into] === 1 || this.open[out] === 0 || this.rules.fixed[out] === 1) return false;
    if (!fitsBudget(this.spent - this.costOf(out) + this.costOf(into), this.rules.budget)) return false;
    const blocked = this.blocked[into] as number;
    return blocked === 0 || (blocked === 1 && conflict(this.rules.conflicts, into, out));
  }

  /** The open sites, ascending. */
  list(): Int32Array {
    const list = new Int32Array(this.count);
    for (let j = 0, at = 0; j < this.open.length; j++) if (this.open[j] === 1) list[at++] = j;
    return list;
  }
}

/** Some sites of a plan taken for others at random, as far as the rules allow. */
export function shaken(open: OpenSites, random: () => number): OpenSites {
  const list = open.list();
  const swaps = 2 + randomIndex(random, Math.ceil(list.length / 2));
  for (let swap = 0; swap < swaps; swap++) {
    const out = list[randomIndex(random, list.length)] as number;
    const into = randomIndex(random, open.open.length);
    if (!open.canSwap(into, out)) continue;
    open.remove(out);
    open.add(into);
  }
  return open;
}

export function conflict(conflicts: Conflicts | null, a: number, b: number): boolean {
  if (conflicts === null) return false;
  for (let e = conflicts.start[a] as number; e < (conflicts.start[a + 1] as number); e++) {
    if (conflicts.site[e] === b) return true;
  }
  return false;
}

/** Conflicts from a test of each pair. */
export function conflictsOf(sites: number, tooClose: (a: number, b: number) => boolean): Conflicts | null {
  const lists: number[][] = Array.from({ length: sites }, () => []);
  for (let a = 0; a < sites; a++) {
    for (let b = a + 1; b < sites; b++) {
      if (!tooClose(a, b)) continue;
      (lists[a] as number[]).push(b);
      (lists[b] as number[]).push(a);
    }
  }
  const start = new Int32Array(sites + 1);
  lists.forEach((list, j) => {
    start[j + 1] = (start[j] as number) + list.length;
  });
  const site = Int32Array.from(lists.flatMap((list) => list.sort((a, b) => a - b)));
  return site.length === 0 ? null : { start, site };
}

/** Cost of a list of sites; their number where no costs are asked for. */
export function planCost(rules: SiteRules, sites: Iterable<number>): number {
  let sum = 0;
  for (const j of sites) sum += rules.cost === null ? 1 : (rules.cost[j] as number);
  return sum;
}
