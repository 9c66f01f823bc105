// What goes into travel times and isochrones and what comes out, as zod schemas. It knows names, units and limits, no computation.
import { z } from 'zod';
import { sheetOf } from '../method_sheet.ts';
import { codeColumn, columnOut, latColumn, lonColumn, numberColumn } from '../number_columns.ts';
import { placesInput } from '../places.ts';
import { flagColumn, gridInput, threatColumn, threatRules } from './off_road_grid_schema.ts';
import { graphInput, MOST_EDGES } from './road_graph.ts';

export const MOST_SOURCES = 100_000;
export const MOST_DEMAND = 2_000_000;

const people = numberColumn({
  min: 0,
  max: 1e10,
  nullable: true,
  message: 'A number of people lies between 0 and 10 billion.',
  maxLength: MOST_DEMAND,
});

/** A road graph by seconds for the mode asked for, with what only travel needs. */
const roadsInput = graphInput.extend({
  /** 1 = closed: nobody uses this edge. Any other edge crosses barriers of the grid, as a bridge does. */
  closed: flagColumn(MOST_EDGES).optional(),
  threat: threatColumn(MOST_EDGES).optional(),
  /** For walk-then-vehicle: 1 = vehicles use this edge in `cost` seconds; 0 = a track that people walk in `cost` seconds. 1 by default. */
  vehicle: flagColumn(MOST_EDGES).optional(),
});
export type RoadsInput = z.output<typeof roadsInput>;

const indexColumn = (what: string) =>
  numberColumn({ min: 0, max: 2 ** 31 - 1, message: `A ${what} is a whole number from 0.`, maxLength: MOST_SOURCES });

/** Where care is: nodes of the graph, cells of the grid (row by row from the north-west), or positions. */
export const sourcesInput = z.strictObject({
  node: indexColumn('node').optional(),
  cell: indexColumn('cell').optional(),
  lon: lonColumn(MOST_SOURCES).optional(),
  lat: latColumn(MOST_SOURCES).optional(),
  ids: codeColumn({ maxLength: MOST_SOURCES, nullable: false }).optional(),
});
export type SourcesInput = z.output<typeof sourcesInput>;

export const MODES = ['walk', 'bicycle', 'vehicle', 'walk-then-vehicle'] as const;
export type Mode = (typeof MODES)[number];

export const travelInputs = {
  graph: roadsInput.optional(),
  grid: gridInput.optional(),
  sources: sourcesInput,
  /** toward: from each place to a source (people to care). from: from a source to each place (a team to people). */
  direction: z.enum(['toward', 'from']).default('toward'),
  mode: z.enum(MODES).default('walk'),
  threats: threatRules.optional(),
  /** Seconds to get into a vehicle, for walk-then-vehicle. */
  boardingSeconds: z.number().min(0).max(86_400).default(0),
  /** Factor of time by slope for bicycles, in place of the built-in table. */
  slopeTable: z
    .strictObject({
      first: z.number().min(-10).max(10),
      step: z.number().positive().max(10),
      timeFactor: z.array(z.number().min(0.01).max(1000)).min(2).max(1000),
    })
    .optional(),
  /** Set when speeds were measured in this area; without it the result says that it is uncalibrated. */
  calibration: z.strictObject({ source: z.string().max(300), asOf: z.iso.date().nullable().optional() }).optional(),
};

const bandInput = z.strictObject({
  /** Standard deviation of the natural logarithm of each speed; 0.3 means that two thirds lie within -26 % and +35 %. */
  speedUncertainty: z.number().min(0).max(2),
  draws: z.number().int().min(10).max(1000).default(100),
});

/** Draws times nodes and cells: about half a minute, and half a gigabyte, since every drawn number is kept until it is sorted. */
export const MOST_DRAWN = 60_000_000;

export const travelTimeInput = z
  .strictObject({
    ...travelInputs,
    /** Minutes; a way of exactly this counts. */
    cutoffMinutes: z.number().min(0).max(1e7).optional(),
    /** People at positions, who start (or end) in the cell or at the node nearest to them. */
    demand: placesInput(MOST_DEMAND, { people: people.optional() }).optional(),
    band: bandInput.optional(),
    seed: z.number().int().default(1),
  })
  .check((context) => {
    const { graph, grid } = context.value;
    if (graph !== undefined || grid !== undefined) return;
    context.issues.push({ code: 'custom', message: 'Give a graph, a grid or both.', path: [], input: undefined });
  });
export type TravelTimeInput = z.output<typeof travelTimeInput>;
export type TravelInput = Pick<TravelTimeInput, keyof typeof travelInputs>;

const idOrIndex = z.union([z.string(), z.number().int(), z.null()]);
const count = z.number().int().nonnegative();

/** What the numbers in `reason` mean. */
export const REASONS = ['reached', 'barrier', 'danger', 'no-way', 'beyond-cutoff', 'outside'] as const;
export const REACHED = 0;
export const NO_WAY = 3;
export const BEYOND_CUTOFF = 4;
export const OUTSIDE = 5;

export const travelTimeResult = z.strictObject({
  ...sheetOf('travel-time'),
  /** Minutes of each node, then of each cell; null = not reached, see `reason`. */
  minutes: columnOut,
  /** Index into sources (its id where sources have ids), the first among equals; null = not reached. */
  owner: z.union([columnOut, z.array(idOrIndex)]),
  /** Index into `reasons`, for each node and cell. */
  reason: columnOut,
  reasons: z.array(z.string()),
  /** How many rows of `minutes` are nodes, and how many are cells. */
  nodeCount: count,
  cellCount: count,
  /** Rows of `minutes` by reason. */
  counts: z.record(z.string(), count),
  /** People of the grid by reason; null when the grid has no people. */
  people: z.record(z.string(), z.number().nonnegative()).nullable(),
  demandMinutes: columnOut.nullable(),
  demandOwner: z.union([columnOut, z.array(idOrIndex)]).nullable(),
  demandReason: columnOut.nullable(),
  demandIds: z.array(idOrIndex).nullable(),
  /** People of the demand by reason; null without them. */
  demandPeople: z.record(z.string(), z.number().nonnegative()).nullable(),
  /** Minutes that 10, 50 and 90 of 100 draws of the speeds do not exceed; null where so many draws reach nothing within the cutoff. */
  band: z.strictObject({ p10: columnOut, p50: columnOut, p90: columnOut, draws: count }).nullable(),
  /** true: no speed was measured in the field here. */
  uncalibrated: z.boolean(),
});
export type TravelTimeResult = z.infer<typeof travelTimeResult>;
