// Who is served by which open site: the cheapest one within reach, or the flow where sites can be full. It knows tables and plans.
import type { CostMatrix, SparseCosts } from '../cost_matrix.ts';
import { nameOf } from '../places.ts';
import type { Arcs } from './capacitated_flow.ts';
import { siteNames } from './siting_result.ts';
import type { SitingTables } from './siting_tables.ts';

export interface Served {
  /** Kernel site per row, −1 = none. */
  readonly site: Int32Array;
  /** Its cost, NaN = none. */
  readonly cost: Float64Array;
}

const nobody = (rows: number): Served => ({
  site: new Int32Array(rows).fill(-1),
  cost: new Float64Array(rows).fill(Number.NaN),
});

/** The cheapest open site of each row, equal costs to the smaller site; `times` 2 = the second cheapest. */
export function servedByMatrix(matrix: CostMatrix, sites: Int32Array, times: 1 | 2 = 1): Served {
  const served = nobody(matrix.rows);
  for (let i = 0; i < matrix.rows; i++) {
    let [best, second] = [-1, -1];
    const cost = (j: number): number =>
      j < 0 ? Number.POSITIVE_INFINITY : (matrix.cost[i * matrix.columns + j] as number);
    for (const j of sites) {
      if (cost(j) < cost(best)) [best, second] = [j, best];
      else if (cost(j) < cost(second)) second = j;
    }
    const j = times === 1 ? best : second;
    if (j < 0) continue;
    served.site[i] = j;
    served.cost[i] = cost(j);
  }
  return served;
}

export function servedBySparse(costs: SparseCosts, sites: Int32Array): Served {
  const served = nobody(costs.rows);
  const open = new Uint8Array(costs.columns);
  for (const j of sites) open[j] = 1;
  for (let i = 0; i < costs.rows; i++) {
    for (let e = costs.start[i] as number; e < (costs.start[i + 1] as number); e++) {
      if (open[costs.column[e] as number] === 0) continue;
      if (served.site[i] !== -1 && (costs.cost[e] as number) >= (served.cost[i] as number)) continue;
      served.site[i] = costs.column[e] as number;
      served.cost[i] = costs.cost[e] as number;
    }
  }
  return served;
}

/** The site that takes most of a row, and all flows by name. */
export function servedByFlow(tables: SitingTables, arcs: Arcs, onArc: Float64Array) {
  const served = nobody(arcs.rows);
  const names = siteNames(
    tables,
    Int32Array.from({ length: arcs.sites }, (_, j) => j),
  );
  const demand: (string | number)[] = [];
  const site: (string | number)[] = [];
  const amount: number[] = [];
  for (let i = 0; i < arcs.rows; i++) {
    let most = 0;
    for (let e = arcs.start[i] as number; e < (arcs.start[i + 1] as number); e++) {
      const part = onArc[e] as number;
      if (part <= 0) continue;
      const j = arcs.site[e] as number;
      demand.push(nameOf(tables.demandNames, i));
      site.push(names[j] as string | number);
      amount.push(part);
      if (part <= most) continue;
      most = part;
      served.site[i] = j;
      served.cost[i] = arcs.cost[e] as number;
    }
  }
  return { served, flows: { demand, site, amount: Float64Array.from(amount) } };
}

/** Weight of the rows that are served by nobody. */
export function unservedWeight(tables: SitingTables, served: Served): number {
  let sum = 0;
  served.site.forEach((j, i) => {
    if (j < 0) sum += tables.weight[i] as number;
  });
  return sum;
}
