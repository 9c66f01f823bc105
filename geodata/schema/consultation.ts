// A consultation: a group was asked before a zone, a patrol or a service is proposed. Numbers and closed words; nobody by name.
import { z } from 'zod';
import { pcode } from './area.ts';
import { CONCERNS, CONSULTATION_OUTCOMES, CONSULTATION_TOPICS, CONSULTED_GROUPS } from './consultation_words.ts';

const people = z.number().int().min(1, 'At least one person was there.').max(100_000);

const fields = {
  topic: z.enum(CONSULTATION_TOPICS),
  areaPcode: pcode,
  group: z.enum(CONSULTED_GROUPS),
  /** Full date, UTC; not after today. */
  heldOn: z.iso.date(),
  people,
  /** How many of them were women or girls. */
  women: z.number().int().min(0).max(100_000),
  outcome: z.enum(CONSULTATION_OUTCOMES),
  concerns: z.array(z.enum(CONCERNS)).max(CONCERNS.length),
  /** Proposal that was talked about, where there was one already; opaque. */
  zoneId: z.uuid().nullable(),
  routeId: z.uuid().nullable(),
};

export const consultation = z.strictObject({ ...fields, id: z.uuid(), version: z.number().int().positive() });
export type Consultation = z.infer<typeof consultation>;

export const consultationChange = z.strictObject(fields).partial();
export const consultationInput = z.strictObject({
  ...fields,
  concerns: fields.concerns.default([]),
  zoneId: fields.zoneId.default(null),
  routeId: fields.routeId.default(null),
});
export type ConsultationInput = z.infer<typeof consultationInput>;

/** What no single field tells. */
export function consultationFaults(record: ConsultationInput): { path: keyof ConsultationInput; message: string }[] {
  const { topic, group, people, women, outcome, concerns, zoneId, routeId } = record;
  const faults: { path: keyof ConsultationInput; message: string }[] = [];
  if (women > people) faults.push({ path: 'women', message: 'No more women than people.' });
  if (group === 'women' && women === 0) faults.push({ path: 'women', message: 'A women’s group has women in it.' });
  if (outcome === 'concerns' && concerns.length === 0)
    faults.push({ path: 'concerns', message: 'Say which concerns there were.' });
  if (zoneId !== null && topic !== 'zone')
    faults.push({ path: 'zoneId', message: 'Only a talk about a zone names one.' });
  if (routeId !== null && topic !== 'patrol')
    faults.push({ path: 'routeId', message: 'Only a talk about a patrol names a route.' });
  return faults;
}

/** A body of create. */
export const consultationExample = {
  topic: 'zone',
  areaPcode: 'QQ001',
  group: 'women',
  heldOn: '2026-11-02',
  people: 24,
  women: 24,
  outcome: 'concerns',
  concerns: ['no_light', 'unsafe_way'],
} satisfies z.input<typeof consultationInput>;
