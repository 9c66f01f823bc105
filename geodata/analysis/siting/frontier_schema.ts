// What goes into frontier and what comes out, and its entry for the catalog. No computation of its own.
import { z } from 'zod';
import { entry } from '../method.ts';
import { sheetOf } from '../method_sheet.ts';
import { FRONTIER_VERSION, frontier } from './frontier.ts';
import { type SitingInput, sitingInput } from './siting_inputs.ts';
import { name } from './siting_result.ts';

const MOST_POINTS = 1000;

export const frontierInput = sitingInput.omit({ capacity: true, backup: true }).extend({
  maxPoints: z.number().int().min(2).max(MOST_POINTS).default(60).describe('Most plans to list.'),
});
export type FrontierInput = Omit<SitingInput, 'backup' | 'capacity'> & { readonly maxPoints: number };

const amount = z.number().nonnegative();

export const frontierResult = z.strictObject({
  ...sheetOf('frontier'),
  points: z
    .array(
      z.strictObject({ cost: amount, covered: amount, upperBound: amount, proved: z.boolean(), sites: z.array(name) }),
    )
    .describe('Plans that no other plan matches or beats in both cost and covered weight, by cost.'),
  complete: z.boolean().describe('No such plan is missing.'),
  proved: z.boolean(),
  stoppedBy: z.literal('time').nullable(),
  nestedOrder: z.array(name).describe('Sites in order of opening, fixed ones first.'),
  nestedCost: z.array(amount).describe('Cost of the sites opened so far, after each step.'),
  nestedCovered: z.array(amount).describe('Weight covered after each step.'),
  nestedLoss: z.array(amount).describe('Weight that the best plan of the same cost covers beyond that.'),
  total: amount.describe('Weight of all demand that counts.'),
  costUnit: z.enum(['minutes', 'meters']),
  ids: z.array(name).nullable(),
});
export type FrontierResult = z.infer<typeof frontierResult>;

export const frontierMethod = entry({
  id: 'frontier',
  version: FRONTIER_VERSION,
  title: 'Cost against people covered (frontier)',
  summary:
    'The plans that no other plan beats in both cost and people covered, and an order of opening with what it loses.',
  theme: 'siting',
  source: 'siting/frontier.ts',
  inputs: frontierInput,
  result: frontierResult,
  compute: frontier,
  example: {
    costs: [
      [10, 45, 70],
      [25, 30, 65],
      [50, 20, 40],
      [80, 35, 15],
      [null, 60, 25],
    ],
    demand: [120, 80, 200, 40, 90],
    siteCost: [3, 2, 2],
    cutoff: 30,
  },
});
