// What goes into `care-in-time` and what comes out, as zod schemas. It knows names, units and limits, no computation.
import { z } from 'zod';
import { SERVICE_COMPONENTS, SERVICE_KINDS, SERVICE_STATUSES } from '../../schema/service_words.ts';
import { provenance, sheetOf } from '../method_sheet.ts';
import { codeColumn, columnOut, numberColumn } from '../number_columns.ts';
import { DOUBTS, SKIP_REASONS, VERDICTS } from './care_in_time_codes.ts';
import { clinicalNeed, DEFAULT_NEEDS, needInput } from './clinical_windows.ts';
import { instantInput, scheduleColumn } from './opening_hours_inputs.ts';

export const MOST_SERVICES = 100_000;
export const MOST_WAYS = 10_000_000;
export const MOST_ROWS = 2_000_000;

/** Sets of components as bits (bit i = SERVICE_COMPONENTS[i]); −1 = not known. */
const componentsColumn = z
  .unknown()
  .meta({
    type: 'array',
    items: { type: ['array', 'null'], items: { enum: [...SERVICE_COMPONENTS] } },
    maxItems: MOST_SERVICES,
  } as Record<string, unknown>)
  .transform((value, context): Int32Array => {
    const issue = (message: string, path: PropertyKey[] = []): never => {
      context.issues.push({ code: 'custom', message, path, input: undefined });
      return z.NEVER;
    };
    if (!Array.isArray(value)) return issue('This must be an array with one list of components per service, or null.');
    if (value.length > MOST_SERVICES) return issue(`This holds more than ${MOST_SERVICES} services: split the input.`);
    const bits = new Int32Array(value.length);
    for (let i = 0; i < value.length; i++) {
      const list: unknown = value[i];
      if (list === null) bits[i] = -1;
      else if (!Array.isArray(list)) return issue('This must be a list of components, or null where not known.', [i]);
      else {
        for (const name of list) {
          const bit = SERVICE_COMPONENTS.indexOf(name);
          if (bit < 0) return issue('A component here is not known.', [i]);
          bits[i] = (bits[i] as number) | (1 << bit);
        }
      }
    }
    return bits;
  });

const minutesColumn = (maxLength: number) =>
  numberColumn({ min: 0, max: 1e7, nullable: true, message: 'Minutes are 0 or more; null means no way.', maxLength });

/** Minutes on the way: the middle estimate (P50), and where there is a band its P10 and P90. */
const ways = (maxLength: number) => ({
  minutes: minutesColumn(maxLength),
  minutesP10: minutesColumn(maxLength).optional(),
  minutesP90: minutesColumn(maxLength).optional(),
});

const servicesInput = z.strictObject({
  kind: z.array(z.enum(SERVICE_KINDS)).max(MOST_SERVICES).optional(),
  /** Default: open. "unknown" is said and ranked after. */
  status: z.array(z.enum(SERVICE_STATUSES)).max(MOST_SERVICES).optional(),
  /** What the place has: a list per service, null = not known. */
  components: componentsColumn.optional(),
  /** Components that have run out for now: a list per service, null = not known. Default: none has, which a warning says. */
  outOfStock: componentsColumn.optional(),
  /** Opening hours per service as in the service directory; null = not known. Default: not known. */
  openingHours: scheduleColumn(MOST_SERVICES).optional(),
  /** Way from one starting point to each service, in minutes. Left out when `travel` is given. */
  minutes: minutesColumn(MOST_SERVICES).optional(),
  minutesP10: minutesColumn(MOST_SERVICES).optional(),
  minutesP90: minutesColumn(MOST_SERVICES).optional(),
  /** The entry was verified too long ago, or never. Such a place, and one under review, is ranked after the others of its verdict. */
  stale: z.array(z.boolean()).max(MOST_SERVICES).optional(),
  /** People who were sent there found nobody to help, and the entry is being looked at. */
  underReview: z.array(z.boolean()).max(MOST_SERVICES).optional(),
  ids: codeColumn({ maxLength: MOST_SERVICES, nullable: false }).optional(),
  ...provenance,
});

/** Ways from many starting points, one row per pair that has a way: row of demand, row of `services`, minutes. */
const travelInput = z.strictObject({
  demand: numberColumn({
    min: 0,
    max: MOST_ROWS - 1,
    message: 'A row of demand is a whole number from 0.',
    maxLength: MOST_WAYS,
  }),
  service: numberColumn({
    min: 0,
    max: MOST_SERVICES - 1,
    message: 'A service is a whole number from 0: its row in services.',
    maxLength: MOST_WAYS,
  }),
  ...ways(MOST_WAYS),
  /** Rows of demand there are; default: the highest named plus 1. */
  demandCount: z.number().int().min(0).max(MOST_ROWS).optional(),
  /** Names of the rows of demand: row i of demand is `demandIds[i]`. */
  demandIds: codeColumn({ maxLength: MOST_ROWS, nullable: false }).optional(),
  ...provenance,
});

export const careInTimeInput = z
  .strictObject({
    /** When the person sets out: RFC 3339 with zone, or milliseconds since 1970 in UTC. */
    departure: instantInput,
    /** Hours between the incident and the departure, with fractions; null = not known. */
    hoursSinceIncident: z.number().min(0).max(100_000).nullable().optional(),
    /** Or the instant of the incident. With neither, the time since the incident is not known. */
    incidentAt: instantInput.optional(),
    services: servicesInput,
    travel: travelInput.optional(),
    /** Needs to ask for: ids of the built-in ones, or needs with their hours, protocol and source. */
    needs: z
      .array(needInput)
      .min(1)
      .max(20)
      .default([...DEFAULT_NEEDS]),
    /** Minutes that a place must stay open after the arrival to count. */
    visitMinutes: z.number().min(0).max(1440).default(0),
    /** Places listed per need (with one starting point). */
    choices: z.number().int().min(1).max(50).default(3),
  })
  .check((context) => {
    const { services, travel, hoursSinceIncident, incidentAt, departure, needs } = context.value;
    const issue = (message: string, path: PropertyKey[]): void => {
      context.issues.push({ code: 'custom', message, path, input: undefined });
    };
    if ((services.minutes === undefined) === (travel === undefined))
      issue('Give the minutes of each service, or travel from many starting points: one of the two.', [
        'services',
        'minutes',
      ]);
    if (hoursSinceIncident !== undefined && hoursSinceIncident !== null && incidentAt !== undefined)
      issue('Give hoursSinceIncident or incidentAt, not both.', ['incidentAt']);
    if (incidentAt !== undefined && incidentAt > departure)
      issue('The incident is after the departure: look at both dates and zones.', ['incidentAt']);
    if (new Set(needs.map((need) => need.id)).size < needs.length) issue('A need is there twice.', ['needs']);
  });
export type CareInTimeInput = z.output<typeof careInTimeInput>;

const name = z.union([z.string(), z.number().int()]);
const hours = z.number().nonnegative().nullable();

const choice = z.strictObject({
  /** Id of the service, or its row in the input where there are no ids. */
  service: name,
  verdict: z.enum(VERDICTS),
  doubts: z.array(z.enum(DOUBTS)),
  /** Hours from the incident until the place receives the person; null = time of the incident not known. P10 and P90 with a band. */
  hours,
  hoursP10: hours,
  hoursP90: hours,
  travelMinutes: z.number().nonnegative(),
  /** Minutes until it opens after arrival; null = hours not known. */
  waitMinutes: z.number().nonnegative().nullable(),
  /** Instant in UTC at which the place receives the person at the middle estimate, RFC 3339. */
  startsAt: z.string(),
  text: z.string(),
});
export type Choice = z.infer<typeof choice>;

const needResult = z.strictObject({
  ...clinicalNeed.shape,
  /** Number of services left out, by reason (with many starting points: for whatever reason does not depend on the way). */
  skipped: z.partialRecord(z.enum(SKIP_REASONS), z.number().int().positive()),
  /** With one starting point: the verdict of the best place, what to do, and the places in order. */
  answer: z
    .strictObject({
      verdict: z.enum(VERDICTS),
      message: z.string(),
      nextStep: z.string(),
      choices: z.array(choice),
      /** Places that would be reached but do not count, nearest first, with the reason. */
      passedBy: z.array(z.strictObject({ service: name, reason: z.enum(SKIP_REASONS), text: z.string() })),
    })
    .nullable(),
  /** With many: one entry per row of demand (in the order of demandIds where there are any). */
  rows: z
    .strictObject({
      verdict: z.array(z.enum(VERDICTS)),
      /** The best place; null = none. */
      service: z.array(name.nullable()),
      /** Hours from the incident (from the departure where the incident's time is not known) to being received; null = none. */
      hours: columnOut,
      /** Rows by verdict, and what to say to people of each verdict. */
      counts: z.record(z.enum(VERDICTS), z.number().int().nonnegative()),
      nextSteps: z.record(z.enum(VERDICTS), z.string()),
    })
    .nullable(),
});

export const careInTimeResult = z.strictObject({
  ...sheetOf('care-in-time'),
  departure: z.string(),
  /** Hours from the incident to the departure; null = not known. */
  hoursSinceIncident: hours,
  /** Class of that delay as GBVIMS files it: the fourth day is no "0–3 days". */
  delayClass: z.string().nullable(),
  needs: z.array(needResult),
  /** Whether a service counts as clinical management of rape, and what it lacks: only where `components` are given. */
  clinicalManagementOfRape: z
    .strictObject({
      complete: z.array(name),
      partial: z.number().int().nonnegative(),
      unknown: z.number().int().nonnegative(),
    })
    .nullable(),
  demandIds: z.array(name).nullable(),
  /** True of every answer, whatever its verdict. */
  advice: z.array(z.string()),
});
export type CareInTimeResult = z.infer<typeof careInTimeResult>;
