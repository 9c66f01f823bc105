// Which inputs are given by naming a collection instead of by value: found and checked where the body is read, be it in a
// worker. It knows no database and no viewer.
import { z } from 'zod';
import { INCIDENT_TYPES } from '../../geodata/schema/incident.ts';
import { Problem, partsOfIssues } from '../../geodata/schema/problem.ts';
import { ROAD_CLASSES } from '../../geodata/schema/road.ts';
import { SERVICE_KINDS } from '../../geodata/schema/service_words.ts';

/** Each one is read from the database: no analysis takes more data inputs than these. */
const MOST_REFERENCES = 8;

const dataset = z.string().min(1).max(100);
const kmh = z.number().positive().max(300);

/** Periods are at least days: ten years of them. */
const MOST_DAYS = 3660;
const incidents = z
  .strictObject({
    collection: z.literal('incidents'),
    /** First and last day: every period that shares a day with them counts as a whole. */
    from: z.iso.date(),
    to: z.iso.date(),
    /** All types where none is named. */
    type: z.enum(INCIDENT_TYPES).optional(),
    /** H3; by default the finest that the role sees. */
    resolution: z.number().int().min(3).max(8).optional(),
    /** Days of one period, counted back from the last day; by default as fine as the role sees. */
    periodDays: z.number().int().min(1).max(366).optional(),
    /** A low number from where reporting is known to have fallen is no number. */
    heard: z.boolean().optional(),
  })
  .refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) <= MOST_DAYS * 86_400_000, {
    path: ['to'],
    message: `The last day is the first or later, and at most ${MOST_DAYS} days on.`,
  });

const reference = z.discriminatedUnion('collection', [
  z.strictObject({ collection: z.literal('population'), dataset }),
  z.strictObject({
    collection: z.literal('services'),
    dataset: dataset.optional(),
    where: z.strictObject({ kind: z.enum(SERVICE_KINDS).optional() }).default({}),
  }),
  z.strictObject({
    collection: z.literal('roads'),
    dataset,
    where: z.strictObject({ includeClosed: z.boolean().default(false) }).default({ includeClosed: false }),
    /** For roads that state no driving time: one speed, or one by road class. */
    speedKmh: z.union([kmh, z.partialRecord(z.enum(ROAD_CLASSES), kmh)]).optional(),
  }),
  incidents,
]);
export type Reference = z.infer<typeof reference>;
/** References by the name of the input, and what is put in their place. */
export type References = Readonly<Record<string, Reference>>;
export type Columns = Readonly<Record<string, unknown>>;

const isReference = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && 'collection' in value;

/** All references among some inputs, checked; null where there is none. Throws invalid_input with a pointer. */
export function referencesOf(inputs: unknown): References | null {
  if (typeof inputs !== 'object' || inputs === null) return null;
  const found: [name: string, reference: Reference][] = [];
  for (const [name, value] of Object.entries(inputs)) {
    if (!isReference(value)) continue;
    if (found.length === MOST_REFERENCES) {
      throw new Problem('invalid_input', `At most ${MOST_REFERENCES} inputs may name a collection.`);
    }
    found.push([name, checked(name, value)]);
  }
  return found.length === 0 ? null : Object.fromEntries(found);
}

function checked(name: string, value: object): Reference {
  const parsed = reference.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Problem(
    'invalid_input',
    'A collection is named by collection, dataset and where; incidents by collection, from, to and type.',
    partsOfIssues(parsed.error.issues).map(({ pointer, detail }) => ({ pointer: `/inputs/${name}${pointer}`, detail })),
  );
}
