// What goes into catchments and what comes out, as zod schemas. It knows names, units and limits, no computation.
import { z } from 'zod';
import { provenance, sheetOf } from '../method_sheet.ts';
import { codeColumn, columnOut, numberColumn } from '../number_columns.ts';
import { costsInput, MOST_DEMAND, MOST_SITES } from './catchments_costs.ts';

export const catchmentsInput = z.strictObject({
  costs: costsInput,
  demand: numberColumn({
    min: 0,
    max: 1e10,
    nullable: true,
    message: 'A number of people lies between 0 and 10 billion; null means missing.',
    maxLength: MOST_DEMAND,
  }).describe('People per row of costs; parts of a person are allowed.'),
  capacity: numberColumn({
    min: 0,
    max: 1e10,
    message: 'A capacity lies between 0 and 10 billion people.',
    maxLength: MOST_SITES,
  }).describe('People that each site can serve.'),
  cutoff: z
    .number()
    .min(0)
    .max(1e9)
    .optional()
    .describe('Minutes, inclusive. By default every pair that has a cost may meet.'),
  ids: codeColumn({ maxLength: MOST_DEMAND, nullable: false }).optional().describe('Names of the rows of demand.'),
  siteIds: codeColumn({ maxLength: MOST_SITES, nullable: false }).optional().describe('Names of the sites.'),
  compareGreedy: z
    .boolean()
    .default(false)
    .describe('Also give capacity out site by site, in both orders of the sites, and say how many people that loses.'),
  ...provenance,
});
export type CatchmentsInput = z.output<typeof catchmentsInput>;

const people = z.number().nonnegative();
const name = z.union([z.string(), z.number().int()]);

const greedyResult = z.strictObject({
  /** Which site chose first: the first by id (or index), or the last. */
  firstSite: z.enum(['first', 'last']),
  served: people,
  /** People left out that the optimum serves. */
  lost: people,
  /** Sum of people × minutes. */
  minutes: z.number().nonnegative(),
});

export const catchmentsResult = z.strictObject({
  ...sheetOf('catchments'),
  /** People served per row of demand; null where the number of people is missing. */
  served: columnOut,
  /** People not served, whether beyond the cutoff or for want of capacity. */
  unserved: people,
  /** Capacity left per site, people. */
  residual: columnOut,
  /** Who goes where, by row and then by site: row of demand (or its id), site (or its id), people. */
  flows: z.strictObject({ demand: z.array(name), site: z.array(name), people: columnOut }),
  totals: z.strictObject({
    demand: people,
    served: people,
    /** People with no site within the cutoff, and people with one but no room in it. */
    beyondCutoff: people,
    beyondCapacity: people,
    capacity: people,
    /** Sum of people × minutes over those served, and its mean; null when nobody is. */
    minutes: z.number().nonnegative(),
    meanMinutes: z.number().nonnegative().nullable(),
  }),
  /** null unless asked for. */
  greedy: z.array(greedyResult).nullable(),
  /** Ids in the order of `served` and of `residual`; null where the input had none. */
  ids: z.array(name).nullable(),
  siteIds: z.array(name).nullable(),
});
export type CatchmentsResult = z.infer<typeof catchmentsResult>;
