// Costs between demand and sites as catchments and accessibility take them, a matrix or triples, read into rows and columns in
// the order of ids. It knows no method and no people.
import { z } from 'zod';
import { saidIssues } from '../../schema/issue_words.ts';
import { Problem } from '../../schema/problem.ts';
import { type CostMatrix, costMatrixInput, MOST_ENTRIES, type SparseCosts, sparseFromTriples } from '../cost_matrix.ts';
import { type CodeColumn, numberColumn, orderOfIds } from '../number_columns.ts';

export const MOST_DEMAND = 2_000_000;
export const MOST_SITES = 100_000;

const rowNumbers = (maxLength: number, message: string) =>
  numberColumn({ min: 0, max: maxLength - 1, message, maxLength: MOST_ENTRIES });

const triplesInput = z.strictObject({
  demand: rowNumbers(MOST_DEMAND, 'A row of demand is a whole number from 0.'),
  site: rowNumbers(MOST_SITES, 'A site is a whole number from 0.'),
  cost: numberColumn({
    min: 0,
    max: 1e9,
    nullable: true,
    message: 'A cost is minutes, 0 or more; null means unreachable.',
    maxLength: MOST_ENTRIES,
  }),
});
type CostTriples = z.output<typeof triplesInput>;
export type Costs = CostMatrix | CostTriples;

const published = {
  description:
    'Minutes: rows are demand, columns are sites, null is unreachable; or triples of row, column and minutes.',
  anyOf: [
    { type: 'array', items: { type: 'array', items: { type: ['number', 'null'], minimum: 0 } } },
    z.toJSONSchema(triplesInput, { io: 'input', unrepresentable: 'any' }),
  ],
};

/** Takes `(number | null)[][]` in minutes, or `{demand[], site[], cost[]}` of row numbers and minutes; a pair left out is unreachable. */
export const costsInput = z
  .unknown()
  .meta(published as Record<string, unknown>)
  .transform((value, context): Costs => {
    const parsed = Array.isArray(value) ? costMatrixInput.safeParse(value) : triplesInput.safeParse(value);
    if (parsed.success) return parsed.data;
    for (const { message, path } of saidIssues(parsed.error.issues)) {
      context.issues.push({ code: 'custom', message, path: [...path], input: undefined });
    }
    return z.NEVER;
  });

interface Side {
  /** Name of the input column that says how many there are. */
  readonly name: string;
  readonly count: number;
  readonly idsName: string;
  readonly ids: CodeColumn | undefined;
}

export interface OrderedCosts {
  /** Only entries of at most the cutoff, rows and columns in the order of their ids. */
  readonly within: SparseCosts;
  readonly rowOrder: Int32Array | null;
  readonly columnOrder: Int32Array | null;
}

/** Reads costs against the lengths of both sides; throws Problem invalid_input where they do not fit. */
export function orderedCosts(of: {
  readonly costs: Costs;
  readonly rows: Side;
  readonly columns: Side;
  /** Minutes, inclusive. */
  readonly cutoff: number;
}): OrderedCosts {
  const { costs, rows, columns, cutoff } = of;
  for (const side of [rows, columns]) {
    if (side.ids !== undefined && side.ids.length !== side.count) {
      throw unfit(`/${side.idsName}`, `This has ${side.ids.length} rows, but ${side.name} has ${side.count}.`);
    }
  }
  if (rows.count === 0) throw unfit(`/${rows.name}`, 'There must be at least one row of demand.');
  const rowOrder = orderOfIds('', rows.ids);
  const columnOrder = columns.ids === undefined ? null : orderOfSites(columns.ids, columns.idsName);
  if (!('site' in costs)) {
    requireShape(costs, rows, columns);
    return { within: matrixWithin(costs, { rowOrder, columnOrder, cutoff }), rowOrder, columnOrder };
  }
  const all = sparseFromTriples({
    pointer: '/costs',
    rows: rows.count,
    columns: columns.count,
    demand: renumbered(costs.demand, rowOrder),
    site: renumbered(costs.site, columnOrder),
    cost: costs.cost,
  });
  return { within: sparseWithin(all, cutoff), rowOrder, columnOrder };
}

function orderOfSites(ids: CodeColumn, idsName: string): Int32Array | null {
  try {
    return orderOfIds('', ids);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const errors = error.errors.map((part) => ({ ...part, pointer: part.pointer.replace('/ids', `/${idsName}`) }));
    throw new Problem(error.code, error.message, errors);
  }
}

function requireShape(matrix: CostMatrix, rows: Side, columns: Side): void {
  if (matrix.rows !== rows.count) {
    throw unfit('/costs', `This has ${matrix.rows} rows, but ${rows.name} has ${rows.count}.`);
  }
  if (matrix.columns !== columns.count) {
    throw unfit('/costs/0', `This has ${matrix.columns} columns, but ${columns.name} has ${columns.count}.`);
  }
}

const unfit = (pointer: string, detail: string): Problem =>
  new Problem('invalid_input', 'Costs, demand and sites must fit together.', [{ pointer, detail }]);

/** Row numbers of the input as positions in the order of ids; a number that is no row stays, so that it is refused as such. */
function renumbered(column: Float64Array, order: Int32Array | null): Float64Array {
  if (order === null) return column;
  const position = new Int32Array(order.length);
  for (let at = 0; at < order.length; at++) position[order[at] as number] = at;
  return column.map((row) => position[row] ?? row);
}

function matrixWithin(
  { rows, columns, cost }: CostMatrix,
  of: { readonly rowOrder: Int32Array | null; readonly columnOrder: Int32Array | null; readonly cutoff: number },
): SparseCosts {
  const { rowOrder, columnOrder, cutoff } = of;
  const start = new Int32Array(rows + 1);
  let count = 0;
  for (let i = 0; i < rows; i++) {
    const base = (rowOrder === null ? i : (rowOrder[i] as number)) * columns;
    for (let j = 0; j < columns; j++) if (isWithin(cost[base + j] as number, cutoff)) count++;
    start[i + 1] = count;
  }
  const within = { rows, columns, start, column: new Int32Array(count), cost: new Float64Array(count) };
  for (let i = 0, at = 0; i < rows; i++) {
    const base = (rowOrder === null ? i : (rowOrder[i] as number)) * columns;
    for (let j = 0; j < columns; j++) {
      const entry = cost[base + (columnOrder === null ? j : (columnOrder[j] as number))] as number;
      if (!isWithin(entry, cutoff)) continue;
      within.column[at] = j;
      within.cost[at++] = entry;
    }
  }
  return within;
}

function sparseWithin(all: SparseCosts, cutoff: number): SparseCosts {
  const { rows, columns, cost } = all;
  const start = new Int32Array(rows + 1);
  const column = new Int32Array(cost.length);
  const kept = new Float64Array(cost.length);
  let count = 0;
  for (let i = 0; i < rows; i++) {
    for (let e = all.start[i] as number; e < (all.start[i + 1] as number); e++) {
      if (!isWithin(cost[e] as number, cutoff)) continue;
      column[count] = all.column[e] as number;
      kept[count++] = cost[e] as number;
    }
    start[i + 1] = count;
  }
  return { rows, columns, start, column: column.subarray(0, count), cost: kept.subarray(0, count) };
}

/** NaN (a triple without a way) is never within. */
const isWithin = (cost: number, cutoff: number): boolean => cost <= cutoff && cost !== Number.POSITIVE_INFINITY;
