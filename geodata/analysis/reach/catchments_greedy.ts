// Capacity given out site by site, as AccessMod's geographic coverage does: the wrong way, kept to show what it costs. It knows
// rows, columns and costs; no names.
import type { SparseCosts } from '../cost_matrix.ts';
import { compensatedSum } from './gap_figures.ts';

export interface GreedyAllocation {
  /** People that sites served before they were full. */
  readonly served: number;
  /** Sum of people × cost. */
  readonly cost: number;
}

/**
 * Each site in turn takes the people that are still free, nearest first, until it is full; of the last row only what fits (Ray & Ebener
 * 2008, doi:10.1186/1476-072X-7-63). Whoever comes first takes people that others could not do without, so both figures hang
 * on `sites`, the order of the sites. Equal costs go by row. Cost: O(entries · log).
 */
export function greedyAllocation(of: {
  readonly costs: SparseCosts;
  readonly demand: Float64Array;
  readonly capacity: Float64Array;
  readonly sites: Int32Array;
}): GreedyAllocation {
  const { costs, capacity, sites } = of;
  const free = of.demand.slice();
  const taken: number[] = [];
  const spent: number[] = [];
  const bySite = nearestRows(costs);
  for (const j of sites) {
    let room = capacity[j] as number;
    for (const { row, cost } of bySite[j] ?? []) {
      const people = Math.min(room, free[row] as number);
      if (people <= 0) continue;
      free[row] = (free[row] as number) - people;
      room -= people;
      taken.push(people);
      spent.push(people * cost);
    }
  }
  return { served: compensatedSum(taken), cost: compensatedSum(spent) };
}

/** Rows within reach of each column, cheapest first. */
function nearestRows({ rows, columns, start, column, cost }: SparseCosts): { row: number; cost: number }[][] {
  const lists = Array.from({ length: columns }, (): { row: number; cost: number }[] => []);
  for (let row = 0; row < rows; row++) {
    for (let e = start[row] as number; e < (start[row + 1] as number); e++) {
      lists[column[e] as number]?.push({ row, cost: cost[e] as number });
    }
  }
  for (const list of lists) list.sort((a, b) => a.cost - b.cost || a.row - b.row);
  return lists;
}
