// What goes into every siting method: demand, sites, costs and rules, as zod shapes. No computation of its own.
import { z } from 'zod';
import { costMatrixInput } from '../cost_matrix.ts';
import { codeColumn, numberColumn } from '../number_columns.ts';
import { placesInput } from '../places.ts';

export const MOST_DEMAND = 1_000_000;
export const MOST_SITES = 20_000;
export const DEFAULT_SECONDS = 10;

const amount = (maxLength: number, nullable: boolean, what: string) =>
  numberColumn({ min: 0, max: 1e12, nullable, message: `${what} is 0 or more.`, maxLength });

/** Sites by index (by id where sites have ids), or a yes or no for each. */
const siteList = z.array(z.union([z.string(), z.number().int(), z.boolean()])).max(MOST_SITES);

/** Shared by set-covering, maximal-covering, p-median, p-center and frontier. */
export const sitingShape = {
  costs: costMatrixInput
    .optional()
    .describe(
      'Rows demand, columns sites, in minutes; null = unreachable. Without it: geodesic meters between places.',
    ),
  points: placesInput(MOST_DEMAND, { weight: amount(MOST_DEMAND, true, 'A weight').optional() })
    .optional()
    .describe(
      'Places of demand (degrees, or meters on a plane), with the people at each as weight. Sites too, without candidates.',
    ),
  candidates: placesInput(MOST_SITES, {}).optional().describe('Places of candidate sites.'),
  demand: amount(MOST_DEMAND, true, 'A demand')
    .optional()
    .describe(
      'People (or any weight) per row; null = missing, left out and counted. Default: the weight of points, else 1.',
    ),
  ids: codeColumn({ maxLength: MOST_DEMAND, nullable: false })
    .optional()
    .describe('Names of demand rows; of sites too where costs are square and sites have no names of their own.'),
  siteIds: codeColumn({ maxLength: MOST_SITES, nullable: false }).optional().describe('Names of the columns of costs.'),
  fixed: siteList.optional().describe('Sites that are open in every plan; they count in p and in the budget.'),
  forced: siteList.optional().describe('The same as fixed: both lists are taken together.'),
  forbidden: siteList.optional().describe('Sites that are open in no plan.'),
  capacity: amount(MOST_SITES, true, 'A capacity')
    .optional()
    .describe('Most demand that each site serves; null = no limit. Demand may be split between sites.'),
  siteCost: amount(MOST_SITES, false, 'A cost').optional().describe('Cost of opening each site, in any one currency.'),
  spacing: z
    .number()
    .nonnegative()
    .max(1e12)
    .optional()
    .describe('Least distance between open sites, in the unit of siteSpacing; an equal distance is allowed.'),
  siteSpacing: costMatrixInput
    .optional()
    .describe('Distances between sites, rows and columns sites; null = far apart.'),
  spacingMeters: z
    .number()
    .nonnegative()
    .max(2.1e7)
    .optional()
    .describe('Least meters between open sites, by their places.'),
  timeLimitSeconds: z
    .number()
    .positive()
    .max(3600)
    .default(DEFAULT_SECONDS)
    .describe('Most seconds of search; after that the best plan so far and its bound.'),
  seed: z.number().int().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER).default(1),
};

export const cutoffShape = {
  cutoff: z
    .number()
    .nonnegative()
    .max(1e12)
    .optional()
    .describe(
      'Farthest that anybody is sent (inclusive), in the unit of costs: minutes, or meters where costs come from places.',
    ),
  cutoffMeters: z.number().nonnegative().max(2.1e7).optional().describe('The same where costs come from places.'),
};

export const limitShape = {
  p: z.number().int().positive().max(MOST_SITES).optional().describe('Number of open sites, fixed ones included.'),
  budget: z
    .number()
    .nonnegative()
    .max(1e15)
    .optional()
    .describe('Most that all open sites may cost together, by siteCost. With p too: at most p sites.'),
};

export const backupShape = { backup: z.boolean().default(false) };

const shared = z.strictObject({ ...sitingShape, ...cutoffShape, ...limitShape, ...backupShape });
/** Checked inputs of any siting method. */
export type SitingInput = z.output<typeof shared>;
export const sitingInput = shared;
