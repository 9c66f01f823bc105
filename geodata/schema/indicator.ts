// An indicator of early warning and what was observed of it: closed words and whole numbers, by area and day. An observation
// holds nobody's words, and nothing of who observed it beyond the kind of source and how far it can be relied on.
import { z } from 'zod';
import { pcode } from './area.ts';
import {
  FREQUENCIES,
  INDICATOR_KINDS,
  INDICATOR_UNITS,
  MOST_CREDIBILITY,
  OBSERVATION_SOURCES,
  RELIABILITIES,
} from './indicator_words.ts';

const fields = {
  /** Its share in the composite of an area; 0 = shown, and not in it. */
  weight: z.number().min(0).max(10),
  /** Value of a period, in the indicator's unit, from which on it asks for attention whatever was usual. */
  threshold: z.number().positive().max(1000),
  /** Length of a period. */
  frequency: z.enum(FREQUENCIES),
  active: z.boolean(),
};
export const indicatorChange = z.strictObject(fields).partial();
export const indicatorInput = z.strictObject({
  ...fields,
  kind: z.enum(INDICATOR_KINDS),
  weight: fields.weight.default(1),
  frequency: fields.frequency.default('week'),
  active: fields.active.default(true),
});
export type IndicatorInput = z.infer<typeof indicatorInput>;
export const indicator = z.strictObject({
  ...fields,
  id: z.uuid(),
  kind: z.enum(INDICATOR_KINDS),
  /** It goes with the kind. */
  unit: z.enum(INDICATOR_UNITS),
  version: z.number().int().positive(),
});
export type Indicator = z.infer<typeof indicator>;
/** A body of create. */
export const indicatorExample = { kind: 'armed_near', threshold: 5, weight: 2 } satisfies z.input<
  typeof indicatorInput
>;

const observed = {
  indicatorId: z.uuid(),
  areaPcode: pcode,
  /** Full date, UTC; not after today. */
  observedOn: z.iso.date(),
  value: z.number().int().min(0).max(1000),
  source: z.enum(OBSERVATION_SOURCES),
  reliability: z.enum(RELIABILITIES),
  credibility: z.number().int().min(1).max(MOST_CREDIBILITY),
};
export const observation = z.strictObject({ ...observed, id: z.uuid(), version: z.number().int().positive() });
export type Observation = z.infer<typeof observation>;
/** What comes from a focal point comes by the focal point's own form. */
const bySomebody = z.enum(OBSERVATION_SOURCES).exclude(['focal_point']);
export const observationInput = z.strictObject({ ...observed, source: bySomebody });
export type ObservationInput = Omit<Observation, 'id' | 'version'>;
export const observationChange = z
  .strictObject({
    observedOn: observed.observedOn,
    value: observed.value,
    reliability: observed.reliability,
    credibility: observed.credibility,
  })
  .partial();
/** A body of create. */
export const observationExample = {
  indicatorId: '6f1d4a3e-0d7c-4a57-9d0e-1f5f9f1f7a10',
  areaPcode: 'QQ001',
  observedOn: '2026-11-18',
  value: 2,
  source: 'staff',
  reliability: 'B',
  credibility: 2,
} satisfies z.input<typeof observationInput>;
