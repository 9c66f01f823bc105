// What comes out of every siting method, as zod shapes, and the filling of what they share. It knows names and bounds, no search.
import { z } from 'zod';
import { describeInput } from '../method_sheet.ts';
import { columnOut } from '../number_columns.ts';
import { nameOf, namesOf } from '../places.ts';
import type { SitingInput } from './siting_inputs.ts';
import type { SitingTables } from './siting_tables.ts';

export const name = z.union([z.string(), z.number().int()]);

export const boundsShape = {
  objective: z.number().nullable().describe('Value of the plan; null = there is no plan that keeps the rules.'),
  lowerBound: z.number().nullable().describe('No plan has less (when maximizing: the objective, which is reached).'),
  upperBound: z.number().nullable().describe('No plan has more (when minimizing: the objective, which is reached).'),
  gap: z.number().nonnegative().nullable().describe('(upperBound − lowerBound) / objective; 0 when proved.'),
  proved: z.boolean().describe('No better plan exists.'),
  stoppedBy: z.literal('time').nullable().describe('time = the time limit ended the search; then two runs may differ.'),
};

export const planShape = {
  sites: z.array(name).describe('Open sites, fixed ones included, by index or by id, ascending.'),
  assignment: z.array(name.nullable()).describe('Site that serves each demand row, in order of ids; null = none.'),
  assignedCost: columnOut.describe('Cost from each row to that site, in costUnit; null = none.'),
  unserved: z.number().nonnegative().describe('Weight of the demand that no open site serves.'),
  costUnit: z.enum(['minutes', 'meters']),
  ids: z.array(name).nullable().describe('Names of the demand rows in the order of assignment; null = input order.'),
};

export const flowsShape = {
  flows: z
    .strictObject({ demand: z.array(name), site: z.array(name), amount: columnOut })
    .nullable()
    .describe('With capacity: how much of which row goes where. Null without capacity.'),
};

/** Bounds of a result from a value and what was proved about it. */
export function boundsOf(of: {
  readonly objective: number | null;
  readonly bound: number;
  readonly proved: boolean;
  readonly stoppedBy: 'time' | null;
  readonly maximize: boolean;
}) {
  const { objective, proved, stoppedBy, maximize } = of;
  if (objective === null) {
    return { objective: null, lowerBound: null, upperBound: null, gap: null, proved, stoppedBy };
  }
  const bound = proved || !Number.isFinite(of.bound) ? null : of.bound;
  const lowerBound = maximize ? objective : proved ? objective : (bound ?? 0);
  const upperBound = maximize ? (proved ? objective : bound) : objective;
  const gap = proved
    ? 0
    : upperBound === null
      ? null
      : (upperBound - lowerBound) / Math.max(Math.abs(objective), 1e-300);
  return { objective, lowerBound, upperBound, gap, proved, stoppedBy };
}

/** Names of kernel sites (columns without the forbidden ones), ascending in the order of the table. */
export const siteNames = (tables: SitingTables, sites: ArrayLike<number>): (string | number)[] =>
  Array.from(sites, (j) => nameOf(tables.siteNames, tables.columnOf[j] as number));

/** The plan as names: who goes where, at which cost. `site` −1 = nowhere. */
export function planOf(
  tables: SitingTables,
  sites: Int32Array,
  served: { readonly site: Int32Array; readonly cost: Float64Array },
) {
  const names = siteNames(
    tables,
    Int32Array.from({ length: tables.rules.sites }, (_, j) => j),
  );
  return {
    sites: Array.from(sites, (j) => names[j] as string | number),
    assignment: Array.from(served.site, (j) => (j < 0 ? null : (names[j] as string | number))),
    assignedCost: served.cost,
    costUnit: tables.costUnit,
    ids: namesOf(tables.demandNames),
  };
}

export function inputSheets(input: SitingInput, tables: SitingTables) {
  return {
    demand: describeInput(input.points ?? {}, tables.rows),
    sites: describeInput(input.candidates ?? input.points ?? {}, tables.columns),
  };
}

/** What of the rules the result repeats under `parameters`. */
export function parametersOf(input: SitingInput, extra: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    p: input.p ?? null,
    cutoff: input.cutoff ?? input.cutoffMeters ?? null,
    budget: input.budget ?? null,
    spacing: input.spacing ?? input.spacingMeters ?? null,
    capacitated: input.capacity !== undefined,
    backup: input.backup,
    timeLimitSeconds: input.timeLimitSeconds,
    ...extra,
  };
}

/** Sum with compensation (Neumaier 1974, doi:10.1002/zamm.19740540106). */
export function preciseSum(values: Iterable<number>): number {
  let sum = 0;
  let rest = 0;
  for (const value of values) {
    const next = sum + value;
    rest += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + rest;
}
