// A focal point of a community: somebody who tells what is seen around. Known by an area, a group and languages, never by name
// or number; and what such a person sends from a phone.
import { z } from 'zod';
import { pcode } from './area.ts';
import { CONSULTED_GROUPS } from './consultation_words.ts';
import { INDICATOR_KINDS, isWatchCode, MOST_OF, UNIT_OF, WATCH_CODE_DIGITS } from './indicator_words.ts';
import { solvedWork } from './report.ts';

const fields = {
  areaPcode: pcode,
  group: z.enum(CONSULTED_GROUPS),
  languages: z.array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)).max(10),
};
export const focalPointInput = z.strictObject({ ...fields, languages: fields.languages.default([]) });
export type FocalPointInput = z.infer<typeof focalPointInput>;
export const focalPoint = z.strictObject({ ...fields, id: z.uuid(), madeOn: z.iso.date() });
export type FocalPoint = z.infer<typeof focalPoint>;

export const watchCode = z
  .string()
  .length(WATCH_CODE_DIGITS, `A code is ${WATCH_CODE_DIGITS} digits.`)
  .refine(isWatchCode, 'One of the digits is another.');
/** As made: with the code, this once. */
export const focalPointMade = focalPoint.extend({ code: watchCode });

/** A body of create. */
export const focalPointExample = { areaPcode: 'QQ001', group: 'women', languages: ['ha'] } satisfies z.input<
  typeof focalPointInput
>;

const line = z
  .strictObject({ kind: z.enum(INDICATOR_KINDS), value: z.number().int().min(0) })
  .refine(({ kind, value }) => value <= MOST_OF[UNIT_OF[kind]], {
    path: ['value'],
    message: 'This is more than can be.',
  });

/** From a phone, after the work that reports take too. No place: it is that of the focal point. */
export const communityInput = z.strictObject({
  work: solvedWork,
  code: watchCode,
  /** Drawn on the phone: what is sent again because an answer was lost is taken once. */
  id: z.uuidv4(),
  observedOn: z.iso.date(),
  lines: z
    .array(line)
    .min(1)
    .max(INDICATOR_KINDS.length)
    .refine((lines) => new Set(lines.map(({ kind }) => kind)).size === lines.length, 'Say each thing once.'),
});
export type CommunityInput = z.infer<typeof communityInput>;
