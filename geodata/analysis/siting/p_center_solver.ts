// The least radius at which the allowed sites can serve everybody: a search over the distinct costs, each asked as a covering
// question. It knows costs and rules; names and words are in p_center.ts.
import { type CostMatrix, type SparseCosts, withinCutoff } from '../cost_matrix.ts';
import { type CoverPatterns, coverPatterns } from './cover_patterns.ts';
import { solveMaximalCover } from './maximal_covering_solver.ts';
import { anySetCover } from './set_covering_solver.ts';
import { type Deadline, type SitingAnswer, shareOf } from './siting_clock.ts';
import { OpenSites, type SiteRules } from './siting_rules.ts';

/** Entries that a search for a cover may touch per radius. */
const WORK = 3e7;
/** Of the time left, for the solver at one radius. */
const EXACT_SHARE = 0.4;

export interface CenterTask {
  readonly matrix: CostMatrix;
  readonly weight: Float64Array;
  /** 1 = a row whose way counts. */
  readonly counts: Uint8Array;
  readonly within: (radius: number) => SparseCosts;
  readonly rules: SiteRules;
  /** How many open sites each row needs within the radius: 2 = the way to the second nearest counts. */
  readonly times: 1 | 2;
  readonly deadline: Deadline;
}

/** Distinct reachable costs of the rows that count, ascending. */
export function radiiOf(matrix: CostMatrix, counts: Uint8Array): Float64Array {
  const values = new Float64Array(matrix.cost.length);
  let count = 0;
  for (let i = 0; i < matrix.rows; i++) {
    if (counts[i] === 0) continue;
    for (let j = 0; j < matrix.columns; j++) {
      const cost = matrix.cost[i * matrix.columns + j] as number;
      if (cost < Number.POSITIVE_INFINITY) values[count++] = cost;
    }
  }
  const sorted = values.subarray(0, count).sort();
  let distinct = 0;
  for (let k = 0; k < count; k++) if (k === 0 || sorted[k] !== sorted[k - 1]) sorted[distinct++] = sorted[k] as number;
  return sorted.slice(0, distinct);
}

/** Greatest cost of the rows that count to the `times`-th nearest of the sites, rows without one left out. */
export function radiusOf(task: Pick<CenterTask, 'matrix' | 'counts' | 'times'>, sites: Int32Array): number {
  const { matrix, counts, times } = task;
  let radius = 0;
  for (let i = 0; i < matrix.rows; i++) {
    if (counts[i] === 0) continue;
    let near = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    for (const j of sites) {
      const cost = matrix.cost[i * matrix.columns + j] as number;
      if (cost < near) {
        second = near;
        near = cost;
      } else if (cost < second) second = cost;
    }
    const own = times === 2 && second < Number.POSITIVE_INFINITY ? second : near;
    if (own < Number.POSITIVE_INFINITY) radius = Math.max(radius, own);
  }
  return radius;
}

/** Sites that serve all that can be served within this radius; 'none' only where that is proved. */
export type Answer = Int32Array | 'none' | 'unknown';

/**
 * Binary search over the radii (Minieka 1970, doi:10.1137/1012016; Garfinkel, Neebe & Rao 1977): `known` sites are feasible at
 * their own radius. Invariant: radii[low] is proved too small, radii[high] is reached; between them lies what an effort could
 * not tell, from `from` to `to`, and the search goes on at both its ends. Each effort begins anew with what is left.
 */
export async function searchRadius(
  radii: Float64Array,
  known: Int32Array,
  radiusOfSites: (sites: Int32Array) => number,
  efforts: readonly ((radius: number) => Promise<Answer>)[],
  least = 0,
): Promise<SitingAnswer & { readonly radius: number }> {
  let sites = known;
  let low = indexOf(radii, least);
  if (low >= 0 && radii[low] === least) low--;
  let high = indexOf(radii, radiusOfSites(known));
  for (const ask of efforts) {
    let from = high;
    let to = high;
    while (from - low > 1 || high - to > 1) {
      const middle = from - low > 1 ? (low + from) >> 1 : (to + high) >> 1;
      const answer = await ask(radii[middle] as number);
      if (answer === 'none') low = middle;
      else if (answer === 'unknown') {
        to = from === high ? middle : Math.max(to, middle);
        from = Math.min(from, middle);
      } else {
        sites = answer;
        high = Math.min(middle, indexOf(radii, radiusOfSites(answer)));
      }
      from = Math.min(high, Math.max(from, low + 1));
      to = from === high ? high : Math.min(high - 1, Math.max(to, from));
    }
  }
  const radius = radiusOfSites(sites);
  const proved = high - low <= 1;
  const bound = proved || high < 0 ? radius : Math.min(radii[low + 1] as number, radius);
  return { sites, radius, bound, proved, stoppedBy: proved ? null : 'time' };
}

/** Index of the greatest radius that is at most this one; −1 = none. */
function indexOf(radii: Float64Array, radius: number): number {
  let low = -1;
  let high = radii.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((radii[middle] as number) <= radius) low = middle;
    else high = middle;
  }
  return low;
}

export interface CenterAnswer extends SitingAnswer {
  readonly radius: number;
}

export async function solveCenter(task: CenterTask): Promise<CenterAnswer> {
  const { counts, rules, deadline, weight } = task;
  const everywhere = coverPatterns(withinCutoff(task.matrix, Number.MAX_VALUE), weight, counts);
  const exact = { work: WORK, exact: true };
  const whole = await anySetCover(
    { patterns: everywhere, rules, need: needOf(everywhere, everywhere, counts, task), deadline },
    exact,
  );
  if (typeof whole === 'string') return partly(task, everywhere);
  const ask =
    (effort: { readonly work: number; readonly exact: boolean }) =>
    async (radius: number): Promise<Answer> => {
      if (deadline.left() <= 0) return 'unknown';
      const patterns = coverPatterns(withinCutoff(task.matrix, radius), weight, counts);
      const need = needOf(patterns, everywhere, counts, task);
      if (tooFew(patterns, everywhere, need)) return 'none';
      const part = effort.exact ? shareOf(deadline, EXACT_SHARE) : deadline;
      return anySetCover({ patterns, rules, need, deadline: part }, effort);
    };
  const own = (sites: Int32Array): number => radiusOf(task, sites);
  const radii = radiiOf(task.matrix, counts);
  // A glance first: most radii are far from the best one, either way.
  const efforts = [ask({ work: 0, exact: false }), ask({ work: WORK, exact: false }), ask(exact)];
  return searchRadius(radii, whole, own, efforts, leastRadius(task));
}

/** No plan is better than everybody having their own nearest site. */
function leastRadius({ matrix, counts }: CenterTask): number {
  let radius = 0;
  for (let i = 0; i < matrix.rows; i++) {
    let near = Number.POSITIVE_INFINITY;
    for (let j = 0; j < matrix.columns; j++) near = Math.min(near, matrix.cost[i * matrix.columns + j] as number);
    if (counts[i] === 1 && near < Number.POSITIVE_INFINITY) radius = Math.max(radius, near);
  }
  return radius;
}

/** Sites that each pattern needs: `times`, or as many as its rows can ever have under the rules. */
function needOf(patterns: CoverPatterns, everywhere: CoverPatterns, counts: Uint8Array, task: CenterTask): Int32Array {
  const need = new Int32Array(patterns.patterns).fill(1);
  if (task.times === 1) return need;
  const most = Math.min(2, Math.max(1, task.rules.most));
  for (let i = 0; i < counts.length; i++) {
    const g = patterns.patternOf[i] as number;
    const all = everywhere.patternOf[i] as number;
    if (g < 0 || all < 0) continue;
    const reachable = (everywhere.start[all + 1] as number) - (everywhere.start[all] as number);
    need[g] = Math.max(need[g] as number, Math.min(most, reachable));
  }
  return need;
}

/** Whether some row has too few sites within the radius whatever is opened. */
function tooFew(patterns: CoverPatterns, everywhere: CoverPatterns, need: Int32Array): boolean {
  for (let i = 0; i < patterns.patternOf.length; i++) {
    if ((patterns.patternOf[i] as number) < 0 && (everywhere.patternOf[i] as number) >= 0) return true;
  }
  for (let g = 0; g < patterns.patterns; g++) {
    if ((patterns.start[g + 1] as number) - (patterns.start[g] as number) < (need[g] as number)) return true;
  }
  return false;
}

/** Not everybody can be served: serve the most weight, then within the least radius. */
async function partly(task: CenterTask, everywhere: CoverPatterns): Promise<CenterAnswer> {
  const { rules, weight, counts, deadline, within } = task;
  const most = await solveMaximalCover(everywhere, rules, deadline);
  const slack = 1e-9 * most.covered;
  const ask = async (radius: number): Promise<Answer> => {
    const patterns = coverPatterns(within(radius), weight, counts);
    const answer = await solveMaximalCover(patterns, rules, deadline);
    if (answer.covered >= most.covered - slack) return new OpenSites(rules, answer.sites).list();
    return answer.bound < most.covered - slack ? 'none' : 'unknown';
  };
  const once = { ...task, times: 1 as const };
  const found = await searchRadius(
    radiiOf(task.matrix, counts),
    most.sites,
    (sites) => servedRadius(once, sites, most.covered, slack),
    [ask],
  );
  return { ...found, proved: found.proved && most.proved };
}

/** The least radius within which these sites serve as much as can be served. */
function servedRadius(task: CenterTask, sites: Int32Array, covered: number, slack: number): number {
  const { matrix, weight } = task;
  const near = new Float64Array(matrix.rows).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < matrix.rows; i++) {
    for (const j of sites) near[i] = Math.min(near[i] as number, matrix.cost[i * matrix.columns + j] as number);
  }
  const order = Array.from(near.keys()).sort((a, b) => (near[a] as number) - (near[b] as number));
  let sum = 0;
  for (const i of order) {
    sum += weight[i] as number;
    if (sum >= covered - slack) return near[i] as number;
  }
  return radiusOf(task, sites);
}
