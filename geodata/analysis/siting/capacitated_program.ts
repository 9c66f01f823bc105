// Siting with capacities as one integer program with three aims: serve most, cost least, open fewest. It knows arcs, rules and the
// solver.
import { type Arcs, type Flow, transport } from './capacitated_flow.ts';
import { type HighsAnswer, HighsProgram, solveProgram } from './highs_program.ts';
import { addRuleRows, addSiteColumns } from './highs_sites.ts';
import type { Deadline } from './siting_clock.ts';
import type { SiteRules } from './siting_rules.ts';

export interface CapacitatedTask {
  readonly arcs: Arcs;
  readonly rules: SiteRules;
  readonly capacity: Float64Array;
  readonly deadline: Deadline;
}

export type Aim = 'unserved' | 'cost' | 'sites';

/** Arcs up to which a program is written at all, and up to which each arc gets its own row x ≤ amount · y. */
const MOST_ARCS = 60_000;
const MOST_TIGHT_ARCS = 20_000;
const SCALED = 1e4;

/**
 * Columns y (site open), x (amount on an arc) and u (amount unserved of a row): Σ x + u = amount, Σ x ≤ capacity · y,
 * x ≤ min(amount, capacity) · y. Demand may be split. Null where there are too many arcs to try.
 */
export async function highsCapacitated(
  task: CapacitatedTask,
  aim: Aim,
  mostUnserved: number,
  start: Int32Array,
): Promise<HighsAnswer | null> {
  const { arcs, rules, capacity } = task;
  if (arcs.site.length > MOST_ARCS) return null;
  let total = 0;
  for (const amount of arcs.amount) total += amount;
  const flow = transport(arcs, openOf(arcs.sites, start), capacity);
  const unit = total > 0 ? SCALED / total : 1;
  const dearest = arcs.cost.reduce((most, each) => Math.max(most, each), 0);
  const price = aim === 'cost' && dearest > 0 ? 1 / dearest : 1;
  const program = new HighsProgram();
  addSiteColumns(program, rules, (j) => (aim === 'sites' ? siteCost(rules, j) : 0));
  addRuleRows(program, rules);
  const x = arcs.site.length;
  for (let e = 0; e < x; e++)
    program.column(aim === 'cost' ? (arcs.cost[e] as number) * price : 0, Number.POSITIVE_INFINITY);
  for (let r = 0; r < arcs.rows; r++) program.column(aim === 'unserved' ? 1 : 0, (arcs.amount[r] as number) * unit);
  addFlowRows(program, task, unit);
  for (let r = 0; r < arcs.rows; r++) program.entry(arcs.sites + x + r, 1);
  program.row(Number.NEGATIVE_INFINITY, aim === 'unserved' ? Number.POSITIVE_INFINITY : mostUnserved * unit + 1e-7);
  const answer = await solveProgram(
    program,
    { maximize: false, seconds: task.deadline.left(), start: startOf(arcs, flow, start, unit) },
    task.deadline.surroundings,
  );
  return { ...answer, bound: answer.bound / (aim === 'sites' ? 1 : aim === 'cost' ? unit * price : unit) };
}

function addFlowRows(program: HighsProgram, { arcs, capacity }: CapacitatedTask, unit: number): void {
  const { sites, rows, start, site, amount } = arcs;
  const ofSite: number[][] = Array.from({ length: sites }, () => []);
  const tight = site.length <= MOST_TIGHT_ARCS;
  for (let r = 0; r < rows; r++) {
    const own = (amount[r] as number) * unit;
    for (let e = start[r] as number; e < (start[r + 1] as number); e++) program.entry(sites + e, 1);
    program.entry(sites + site.length + r, 1);
    program.row(own, own);
    for (let e = start[r] as number; e < (start[r + 1] as number); e++) {
      const j = site[e] as number;
      (ofSite[j] as number[]).push(e);
      if (!tight) continue;
      program.entry(sites + e, 1);
      program.entry(j, -Math.min(own, (capacity[j] as number) * unit));
      program.row(Number.NEGATIVE_INFINITY, 0);
    }
  }
  ofSite.forEach((list, j) => {
    if (list.length === 0) return;
    let reach = 0;
    for (const e of list) {
      program.entry(sites + e, 1);
      reach += (amount[rowAt(start, e)] as number) * unit;
    }
    program.entry(j, -Math.min(reach, (capacity[j] as number) * unit));
    program.row(Number.NEGATIVE_INFINITY, 0);
  });
}

/** The row that an arc belongs to. */
function rowAt(start: Int32Array, e: number): number {
  let low = 0;
  let high = start.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((start[middle] as number) <= e) low = middle;
    else high = middle;
  }
  return low;
}

const siteCost = (rules: SiteRules, j: number): number => (rules.cost === null ? 1 : (rules.cost[j] as number));

function startOf(arcs: Arcs, flow: Flow, sites: Int32Array, unit: number): Float64Array {
  const start = new Float64Array(arcs.sites + arcs.site.length + arcs.rows);
  for (const j of sites) start[j] = 1;
  for (let r = 0; r < arcs.rows; r++) {
    let served = 0;
    for (let e = arcs.start[r] as number; e < (arcs.start[r + 1] as number); e++) {
      start[arcs.sites + e] = (flow.onArc[e] as number) * unit;
      served += flow.onArc[e] as number;
    }
    start[arcs.sites + arcs.site.length + r] = Math.max(0, ((arcs.amount[r] as number) - served) * unit);
  }
  return start;
}

export function openOf(sites: number, list: Iterable<number>): Uint8Array {
  const open = new Uint8Array(sites);
  for (const j of list) open[j] = 1;
  return open;
}
