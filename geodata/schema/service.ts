// A service: a place that gives care. A protected service is one whose place must not be derivable.
import { z } from 'zod';
import { point } from './geometry.ts';
import { SERVICE_COMPONENTS, SERVICE_KINDS, SERVICE_STATUSES } from './service_words.ts';

/** Weekly opening; `closes` ≤ `opens` runs past midnight; '24:00' is the end of the day. */
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'Write times as HH:MM, 00:00 to 24:00.');
const dayOfYear = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'Write a day of the year as MM-DD.');
/** A rule holds on a date when all that it says holds. A stretch past midnight belongs to the date on which it opens. */
export const openingRule = z
  .strictObject({
    /** ISO weekdays, Monday = 1. */
    days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
    opens: clock,
    closes: clock,
    /** First and last date of the rule, both included. */
    from: z.iso.date().optional(),
    until: z.iso.date().optional(),
    /** 2 = every second week, counted from the week (Monday to Sunday) of `from`. */
    everyWeeks: z.number().int().min(1).max(52).optional(),
    /** Which of that weekday in its month: 1 = first, −1 = last. */
    weeksOfMonth: z
      .array(
        z
          .number()
          .int()
          .min(-5)
          .max(5)
          .refine((week) => week !== 0, 'Count from 1, or from the end with −1.'),
      )
      .min(1)
      .max(10)
      .optional(),
    /** The same days of every year, both included; past New Year when `until` is before `from`. */
    season: z.strictObject({ from: dayOfYear, until: dayOfYear }).optional(),
  })
  .refine((rule) => rule.everyWeeks === undefined || rule.from !== undefined, {
    message: 'Say with `from` in which week the counting starts.',
    path: ['from'],
  });
export type OpeningRule = z.infer<typeof openingRule>;
export const openingHours = z.strictObject({
  timeZone: z.string().regex(/^[A-Za-z]+(\/[A-Za-z0-9_+-]+){0,2}$/, 'Use an IANA name such as Africa/Lagos.'),
  rules: z.array(openingRule).max(50),
  /** Dates on which the rules do not hold. */
  holidays: z.array(z.iso.date()).max(400),
  /** Openings on one date, holiday or not, beside the rules. */
  extraOpenings: z
    .array(z.strictObject({ date: z.iso.date(), opens: clock, closes: clock }))
    .max(400)
    .optional(),
});
export type OpeningHours = z.infer<typeof openingHours>;

const words = z.string().trim().min(1).max(200);
const eligibility = z.string().trim().max(500);
const documents = z.string().trim().max(300);
/** BCP 47. */
const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
/** Languages into which one record is translated. */
export const MOST_TRANSLATIONS = 10;

/** What is not said in a language is read as it was written. */
export const translations = z
  .record(
    language.max(35),
    z.strictObject({
      name: words.optional(),
      eligibility: eligibility.min(1).optional(),
      documents: documents.min(1).optional(),
    }),
  )
  .refine((texts) => Object.keys(texts).length <= MOST_TRANSLATIONS, `Give ${MOST_TRANSLATIONS} languages at most.`);

const fields = {
  name: words,
  kind: z.enum(SERVICE_KINDS),
  status: z.enum(SERVICE_STATUSES),
  components: z.array(z.enum(SERVICE_COMPONENTS)).max(SERVICE_COMPONENTS.length),
  /** Of the components, what has run out for now. */
  outOfStock: z.array(z.enum(SERVICE_COMPONENTS)).max(SERVICE_COMPONENTS.length),
  /** null = hours not known, which is not the same as closed. */
  openingHours: openingHours.nullable(),
  /** BCP 47 language tags spoken there. */
  languages: z.array(language).max(30),
  cost: z.enum(['free', 'paid', 'unknown']),
  eligibility,
  /** What to bring; '' = not known. */
  documents,
  femaleStaff: z.boolean().nullable(),
  accessible: z.boolean().nullable(),
  /** People a month; null = not known. */
  capacity: z.number().int().nonnegative().max(1e7).nullable(),
  phone: z.string().trim().max(60),
  verifiedOn: z.iso.date().nullable(),
  protected: z.boolean(),
  translations,
  geom: point,
};

/** The body of change: any part of what a person writes. */
export const serviceChange = z.strictObject(fields).partial();

/** What a person writes: the body of create. What is not said is not known. */
export const serviceInput = z.strictObject({
  ...fields,
  status: fields.status.default('open'),
  components: fields.components.default([]),
  outOfStock: fields.outOfStock.default([]),
  openingHours: fields.openingHours.default(null),
  languages: fields.languages.default([]),
  cost: fields.cost.default('unknown'),
  eligibility: fields.eligibility.default(''),
  documents: fields.documents.default(''),
  femaleStaff: fields.femaleStaff.default(null),
  accessible: fields.accessible.default(null),
  capacity: fields.capacity.default(null),
  phone: fields.phone.default(''),
  verifiedOn: fields.verifiedOn.default(null),
  protected: fields.protected.default(false),
  translations: fields.translations.default({}),
});
/** A body of create. */
export const serviceExample = {
  name: 'Clinic at the river market',
  kind: 'medical',
  components: ['trained_staff', 'pep', 'emergency_contraception', 'sti_treatment', 'protocol'],
  outOfStock: ['pep'],
  translations: { fr: { name: 'Dispensaire du marché au bord du fleuve' } },
  languages: ['ha', 'kr'],
  cost: 'free',
  femaleStaff: true,
  geom: { type: 'Point', coordinates: [13.15, 11.85] },
} satisfies z.input<typeof serviceInput>;

export const service = z.strictObject({
  ...fields,
  id: z.uuid(),
  datasetId: z.uuid().nullable(),
  areaPcode: z.string().nullable(),
  version: z.number().int().positive(),
  invented: z.boolean(),
});
/** Of what has run out, what the record does not list among its components. */
export const notAmongComponents = ({ components, outOfStock }: Pick<ServiceInput, 'components' | 'outOfStock'>) =>
  outOfStock.filter((component) => !components.includes(component));
export type ServiceInput = z.infer<typeof serviceInput>;
export type Service = z.infer<typeof service>;
