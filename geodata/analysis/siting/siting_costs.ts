// Costs between demand and sites in the order of ids, without the forbidden sites: from a matrix, or measured between places. It
// knows matrices and meters, no plans.
import type { CostMatrix, SparseCosts } from '../cost_matrix.ts';
import { MOST_ENTRIES } from '../cost_matrix.ts';
import type { Places } from '../places.ts';
import { geocentricPositions } from '../reach/ellipsoid.ts';
import { geodesicMetersBetween } from '../reach/geodesic.ts';
import type { SitingInput } from './siting_inputs.ts';
import { invalid, type Names } from './siting_names.ts';

export interface SiteCosts {
  readonly costUnit: 'minutes' | 'meters';
  readonly matrix: () => CostMatrix;
  readonly within: (cutoff: number) => SparseCosts;
}

interface Around {
  readonly points: Places | null;
  readonly sites: Places | null;
  readonly demandNames: Names;
  readonly siteNames: Names;
  readonly columnOf: Int32Array;
}

export function readCosts(input: SitingInput, around: Around): SiteCosts {
  if (input.costs !== undefined) return fromMatrix(input.costs, around);
  const { points, sites } = around as { points: Places; sites: Places };
  if (points.planar !== sites.planar)
    invalid('/candidates', 'Points and candidates must both be in degrees or both in meters.');
  return fromPlaces(points, sites, around.columnOf);
}

function fromMatrix(given: CostMatrix, { demandNames, siteNames, columnOf }: Around): SiteCosts {
  const { rows, columns } = given;
  const rowOf = (i: number): number => (demandNames.order === null ? i : (demandNames.order[i] as number));
  const source = Int32Array.from(columnOf, (j) => (siteNames.order === null ? j : (siteNames.order[j] as number)));
  const straight = demandNames.order === null && columnOf.length === columns && source.every((from, j) => from === j);
  const costAt = (i: number, j: number): number => given.cost[rowOf(i) * columns + (source[j] as number)] as number;
  return {
    costUnit: 'minutes',
    matrix: () => (straight ? given : filled(rows, source.length, costAt)),
    within: (cutoff) =>
      sparse(rows, source.length, (i, visit) => {
        const at = rowOf(i) * columns;
        for (let j = 0; j < source.length; j++) {
          const cost = given.cost[at + (source[j] as number)] as number;
          if (cost <= cutoff && cost !== Number.POSITIVE_INFINITY) visit(j, cost);
        }
      }),
  };
}

/** Meters between places of two tables: the WGS 84 geodesic in degrees, the straight line on a plane. */
export function metersBetween(from: Places, to: Places): (i: number, j: number) => number {
  if (from.planar) {
    return (i, j) =>
      Math.hypot((from.across[i] as number) - (to.across[j] as number), (from.up[i] as number) - (to.up[j] as number));
  }
  const a = geocentricPositions({ lon: from.across, lat: from.up });
  const b = to === from ? a : geocentricPositions({ lon: to.across, lat: to.up });
  return (i, j) => geodesicMetersBetween(a, 3 * i, b, 3 * j);
}

function fromPlaces(points: Places, sites: Places, columnOf: Int32Array): SiteCosts {
  const meters = metersBetween(points, sites);
  const near = withinChord(points, sites);
  return {
    costUnit: 'meters',
    matrix: () => {
      if (points.count * columnOf.length > MOST_ENTRIES) {
        invalid('/points', 'Points times sites are too many to measure all distances: give fewer candidates.');
      }
      return filled(points.count, columnOf.length, (i, j) => meters(i, columnOf[j] as number));
    },
    within: (cutoff) =>
      sparse(points.count, columnOf.length, (i, visit) => {
        for (let j = 0; j < columnOf.length; j++) {
          const column = columnOf[j] as number;
          if (!near(i, column, cutoff)) continue;
          const cost = meters(i, column);
          if (cost <= cutoff) visit(j, cost);
        }
      }),
  };
}

/** A test that is never wrong about what lies within: no way over the ground is shorter than the straight chord. */
function withinChord(points: Places, sites: Places): (i: number, j: number, cutoff: number) => boolean {
  if (points.planar) return () => true;
  const a = geocentricPositions({ lon: points.across, lat: points.up });
  const b = geocentricPositions({ lon: sites.across, lat: sites.up });
  return (i, j, cutoff) => {
    const dx = (a[3 * i] as number) - (b[3 * j] as number);
    const dy = (a[3 * i + 1] as number) - (b[3 * j + 1] as number);
    const dz = (a[3 * i + 2] as number) - (b[3 * j + 2] as number);
    const reach = cutoff + 1e-6;
    return dx * dx + dy * dy + dz * dz <= reach * reach;
  };
}

function filled(rows: number, columns: number, costAt: (i: number, j: number) => number): CostMatrix {
  const cost = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) cost[i * columns + j] = costAt(i, j);
  return { rows, columns, cost };
}

/** Sparse rows from a walk over the entries of each row, columns ascending. Grows by doubling. */
function sparse(
  rows: number,
  columns: number,
  walk: (i: number, visit: (j: number, cost: number) => void) => void,
): SparseCosts {
  const start = new Int32Array(rows + 1);
  let column = new Int32Array(Math.max(16, 8 * rows));
  let cost = new Float64Array(column.length);
  let count = 0;
  const visit = (j: number, each: number): void => {
    if (count === column.length) {
      const [wider, longer] = [new Int32Array(2 * count), new Float64Array(2 * count)];
      wider.set(column);
      longer.set(cost);
      column = wider;
      cost = longer;
    }
    column[count] = j;
    cost[count++] = each;
  };
  for (let i = 0; i < rows; i++) {
    walk(i, visit);
    start[i + 1] = count;
  }
  return { rows, columns, start, column: column.subarray(0, count), cost: cost.subarray(0, count) };
}
