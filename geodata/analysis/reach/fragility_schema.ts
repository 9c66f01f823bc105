// What goes into fragility and what comes out, as zod schemas. It knows names, units and limits, no computation.
import { z } from 'zod';
import { provenance, sheetOf } from '../method_sheet.ts';
import { codeColumn, columnOut, numberColumn } from '../number_columns.ts';
import { graphInput, MOST_EDGES, MOST_NODES } from './road_graph.ts';

const MOST_SERVICES = 100_000;

const nodes = (maxLength: number) =>
  numberColumn({ min: 0, max: MOST_NODES - 1, message: 'A node is a whole number from 0.', maxLength });

export const fragilityInput = z.strictObject({
  graph: graphInput.describe('Directed edges, cost in seconds; `undirected` lets every edge be used both ways.'),
  sources: z
    .strictObject({
      node: nodes(MOST_SERVICES),
      ids: codeColumn({ maxLength: MOST_SERVICES, nullable: false }).optional(),
      ...provenance,
    })
    .describe('Services: the node each stands at.'),
  demand: z
    .strictObject({
      node: nodes(MOST_NODES),
      people: numberColumn({
        min: 0,
        max: 1e10,
        nullable: true,
        message: 'A number of people lies between 0 and 10 billion; null means missing.',
        maxLength: MOST_NODES,
      }),
      ids: codeColumn({ maxLength: MOST_NODES, nullable: false }).optional(),
      ...provenance,
    })
    .describe('People, and the node they set out from; a node may be named twice.'),
  cutoffMinutes: z.number().min(0).max(1e7).describe('Minutes within which people count as covered, inclusive.'),
  remove: z.enum(['edges', 'services']).default('edges').describe('What is taken out, one at a time.'),
  links: codeColumn({ maxLength: MOST_EDGES, nullable: true })
    .optional()
    .describe('One code per edge: edges of one code (a road, a bridge) go together; null = alone. Only with edges.'),
  direction: z
    .enum(['toward', 'from'])
    .default('toward')
    .describe('Do people travel toward care, or does care come from there?'),
  top: z.number().int().min(0).max(1000).default(20).describe('How many of the worst losses to list.'),
});
export type FragilityInput = z.output<typeof fragilityInput>;

const name = z.union([z.string(), z.number().int()]);
const people = z.number().nonnegative();

export const fragilityResult = z.strictObject({
  ...sheetOf('fragility'),
  /** People who lose care when the edge with its link, or the service, goes: one number per row of edges or of services. */
  loss: columnOut,
  totals: z.strictObject({
    people,
    /** People within the cutoff today, and people who are not. */
    covered: people,
    uncovered: people,
    /** Links (or services) that can be taken out, and how many of them take care from somebody. */
    removals: z.number().int().nonnegative(),
    harmful: z.number().int().nonnegative(),
  }),
  /** The worst, most people first, only where somebody loses care. `rows` are the edges (or the service) by id, or by row of the input. */
  top: z.array(
    z.strictObject({
      rows: z.array(name),
      /** Code of the link; null where an edge goes alone. */
      link: name.nullable(),
      people,
      /** Of those covered today, 0 to 1. */
      share: z.number().min(0),
    }),
  ),
  /** Ids in the order of `loss`; null where the input had none. */
  ids: z.array(name).nullable(),
});
export type FragilityResult = z.infer<typeof fragilityResult>;
