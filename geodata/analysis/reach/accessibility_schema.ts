// What goes into accessibility and what comes out, as zod schemas. It knows names, units and limits, no computation.
import { z } from 'zod';
import { provenance, sheetOf } from '../method_sheet.ts';
import { codeColumn, columnOut, numberColumn } from '../number_columns.ts';
import { ACCESSIBILITY_METHODS } from './accessibility_scores.ts';
import { costsInput, MOST_DEMAND, MOST_SITES } from './catchments_costs.ts';

const MOST_BANDS = 100;

export const accessibilityInput = z
  .strictObject({
    costs: costsInput,
    demand: numberColumn({
      min: 0,
      max: 1e10,
      nullable: true,
      message: 'A number of people lies between 0 and 10 billion; null means missing.',
      maxLength: MOST_DEMAND,
    }).describe('People per row of costs.'),
    supply: numberColumn({
      min: 0,
      max: 1e10,
      message: 'A supply is 0 or more: staff, beds or opening hours of a site.',
      maxLength: MOST_SITES,
    }).describe('What each site offers, in one unit for all: staff, beds, hours.'),
    method: z.enum(ACCESSIBILITY_METHODS).default('2sfca'),
    cutoff: z
      .number()
      .min(0)
      .max(1e9)
      .optional()
      .describe('Minutes, inclusive. By default 30 without bands, and the last band with them.'),
    bands: z
      .array(z.number().min(0).max(1e9))
      .min(1)
      .max(MOST_BANDS)
      .optional()
      .describe('Upper ends of bands in minutes, inclusive and rising. By default 10, 20, 30 for e2sfca and 3sfca.'),
    weights: z
      .array(z.number().min(0).max(1e6))
      .max(MOST_BANDS)
      .optional()
      .describe('One weight per band. By default 1, 0.68, 0.22 (Luo & Qi 2009).'),
    ids: codeColumn({ maxLength: MOST_DEMAND, nullable: false }).optional().describe('Names of the rows of demand.'),
    siteIds: codeColumn({ maxLength: MOST_SITES, nullable: false }).optional().describe('Names of the sites.'),
    ...provenance,
  })
  .check((context) => {
    const { bands, weights } = context.value;
    const issue = (path: PropertyKey[], message: string): void => {
      context.issues.push({ code: 'custom', message, path, input: undefined });
    };
    if ((bands === undefined) !== (weights === undefined)) {
      issue([bands === undefined ? 'bands' : 'weights'], 'Give bands and weights together, one weight per band.');
    } else if (bands !== undefined && weights !== undefined) {
      if (bands.length !== weights.length) issue(['weights'], 'There must be one weight per band.');
      const falling = bands.findIndex((bound, b) => b > 0 && bound <= (bands[b - 1] as number));
      if (falling > 0) issue(['bands', falling], 'A band must end later than the one before.');
    }
  });
export type AccessibilityInput = z.output<typeof accessibilityInput>;

const amount = z.number().nonnegative();
const ids = z.array(z.union([z.string(), z.number().int()])).nullable();

export const accessibilityResult = z.strictObject({
  ...sheetOf('accessibility'),
  /** Per row of demand: units of supply per person (cumulative: units of supply); 0 = nothing within reach, null = number of people missing. */
  scores: columnOut,
  /** Per site: units of supply per (weighted) person within reach; null where nobody is, or the method is cumulative. */
  ratios: columnOut,
  totals: z.strictObject({
    demand: amount,
    /** People with a score above 0. */
    demandReached: amount,
    supply: amount,
    /** Supply of sites that somebody reaches; Σ demand × score equals it, but for cumulative. */
    supplyReached: amount,
    /** Σ demand × score / Σ demand; null where there is nobody. */
    meanScore: amount.nullable(),
  }),
  /** Ids in the order of `scores` and of `ratios`; null where the input had none. */
  ids,
  siteIds: ids,
});
export type AccessibilityResult = z.infer<typeof accessibilityResult>;
