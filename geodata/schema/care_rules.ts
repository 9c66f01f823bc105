// What the operator's country and protocols say about care: windows, police reports, duties to report, and when an entry of
// the directory counts as stale. Data of an organization, set by a steward, carried by every pack.
import { z } from 'zod';
import { SERVICE_COMPONENTS, SERVICE_KINDS } from './service_words.ts';

const words = z.string().trim().max(600);
/** The same text by language (en, fr, es, ar); a language that is missing falls back to en, then to our own words. */
const inLanguages = z.partialRecord(z.enum(['en', 'fr', 'es', 'ar']), words);

/** A window of a protocol in place of the built-in one of the same id (analysis/reach/clinical_needs.ts), or a need of its own. */
const needRule = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(60),
  need: z.string().trim().min(1).max(300),
  withinHours: z.number().positive().max(100_000).nullable(),
  components: z.array(z.enum(SERVICE_COMPONENTS)).max(SERVICE_COMPONENTS.length),
  kinds: z.array(z.enum(SERVICE_KINDS)).max(SERVICE_KINDS.length),
  protocol: z.string().trim().min(1).max(300).nullable(),
  source: z.string().trim().min(1).max(300).nullable(),
});

export const careRules = z.strictObject({
  /** An entry verified longer ago than this, or never, is stale: marked, and ranked after the others. */
  staleAfterDays: z.number().int().min(7).max(3650),
  /** Whether a place may ask for a police report before it treats. `unknown` is said as such. */
  policeReport: z.enum(['not_required', 'required', 'unknown']),
  policeReportNote: inLanguages,
  /** Who must tell whom what they hear, shown before anything is told; empty = not recorded, which is said. */
  mandatoryReporting: inLanguages,
  /** Where the button that leaves a page at once leads: a site that says nothing about anybody. */
  exitUrl: z.url({ protocol: /^https$/ }).max(300),
  needs: z.array(needRule).max(20),
});
export type CareRules = z.infer<typeof careRules>;

export const DEFAULT_CARE_RULES: CareRules = {
  staleAfterDays: 180,
  policeReport: 'unknown',
  policeReportNote: {},
  mandatoryReporting: {},
  exitUrl: 'https://www.wikipedia.org/',
  needs: [],
};
