// What goes into `bundle` and what comes out, as zod schemas. It knows names, units and limits, no computation.
import { z } from 'zod';
import { SERVICE_KINDS, SERVICE_STATUSES } from '../../schema/service_words.ts';
import { costMatrixInput } from '../cost_matrix.ts';
import { provenance, sheetOf } from '../method_sheet.ts';
import { codeColumn, columnOut, numberColumn } from '../number_columns.ts';
import { LINK_REASONS } from './bundle_missing.ts';
import { instantInput, scheduleColumn } from './opening_hours_inputs.ts';

export const MOST_BUNDLE_SERVICES = 2000;
const MOST_ROWS = 1_000_000;
const MOST_KINDS = 6;
/** Starting points times sets of kinds times services squared, at about 10 ns each, twice where hours are not known. */
export const MOST_BUNDLE_STEPS = 3e9;
/** 31 days: a tour is one trip. */
const MOST_MINUTES = 44_640;

const minutes = z.number().min(0).max(MOST_MINUTES);

export const bundleInput = z.strictObject({
  /** Minutes from each starting point (rows) to each service (columns); null = no way. */
  costs: costMatrixInput,
  /** Minutes from each service (rows) to each service (columns); null = no way. */
  between: costMatrixInput,
  /** Minutes from each service (columns) back to each starting point (rows). Default: those of `costs`. */
  back: costMatrixInput.optional(),
  services: z.strictObject({
    kind: z.array(z.enum(SERVICE_KINDS)).max(MOST_BUNDLE_SERVICES),
    /** Default: open. Closed ones take no part; unknown ones count like unknown hours. */
    status: z.array(z.enum(SERVICE_STATUSES)).max(MOST_BUNDLE_SERVICES).optional(),
    /** Default: not known. */
    openingHours: scheduleColumn(MOST_BUNDLE_SERVICES).optional(),
    ids: codeColumn({ maxLength: MOST_BUNDLE_SERVICES, nullable: false }).optional(),
    ...provenance,
  }),
  /** The starting points: names and people, one per row of `costs`. */
  demand: z
    .strictObject({
      people: numberColumn({
        min: 0,
        max: 1e10,
        nullable: true,
        message: 'A number of people lies between 0 and 10 billion.',
        maxLength: MOST_ROWS,
      }).optional(),
      ids: codeColumn({ maxLength: MOST_ROWS, nullable: false }).optional(),
      ...provenance,
    })
    .optional(),
  /** Kinds of service that the tour must reach, one service each. */
  kinds: z
    .array(z.enum(SERVICE_KINDS))
    .min(1)
    .max(MOST_KINDS)
    .refine((kinds) => new Set(kinds).size === kinds.length, 'A kind is there twice.'),
  /** When the tour sets out: RFC 3339 with zone, or milliseconds since 1970 in UTC. */
  departure: instantInput,
  /** Minutes that the tour may take with ways, waits and stays, and with the way back where asked for; included. */
  cutoffMinutes: minutes,
  /** Minutes to stay, by kind. Default: 0. A stay must fit into one opening. */
  stayMinutes: z.partialRecord(z.enum(SERVICE_KINDS), minutes).default({}),
  /** Whether the way back home counts. */
  returnHome: z.boolean().default(false),
});
export type BundleInput = z.output<typeof bundleInput>;

export const BUNDLE_STATUSES = ['complete', 'complete-if-open', 'incomplete'] as const;

const name = z.union([z.string(), z.number().int()]);
const link = { kind: z.enum(SERVICE_KINDS), reason: z.enum(LINK_REASONS) };

export const bundleResult = z.strictObject({
  ...sheetOf('bundle'),
  /** One entry per starting point, in the order of `demandIds` where there are any. */
  status: z.array(z.enum(BUNDLE_STATUSES)),
  /** Minutes from the departure to the end of the tour; null = not every kind is reached. */
  minutes: columnOut,
  /** Services in the order of the visits: of the whole tour, or of the best part of it (most kinds, then earliest end). */
  tours: z.array(z.array(name)),
  /** The kinds that the tour leaves out, and why: the missing link. Empty when complete. */
  missing: z.array(z.array(z.strictObject(link))),
  demandIds: z.array(name).nullable(),
  /** Missing links by kind and reason, most people (or starting points) first. */
  links: z.array(z.strictObject({ ...link, places: z.number().int().positive(), people: z.number().nullable() })),
  /** Starting points and people by status; people null = not given, or none of them known. */
  totals: z.record(
    z.enum(BUNDLE_STATUSES),
    z.strictObject({ places: z.number().int().nonnegative(), people: z.number().nullable() }),
  ),
  nextSteps: z.record(z.enum(BUNDLE_STATUSES), z.string()),
});
export type BundleResult = z.infer<typeof bundleResult>;
