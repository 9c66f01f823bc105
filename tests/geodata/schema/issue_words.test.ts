// What a schema found wrong, as a person reads it: where, what, and never what they sent.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { numberColumn } from '../../../geodata/analysis/number_columns.ts';
import { placesInput } from '../../../geodata/analysis/places.ts';
import { partsOfIssues } from '../../../geodata/schema/problem.ts';

function partsOf(schema: z.ZodType, value: unknown) {
  const parsed = schema.safeParse(value);
  return parsed.success ? [] : partsOfIssues(parsed.error.issues);
}

const oneOf = (schema: z.ZodType, value: unknown) => partsOf(schema, value)[0];
const people = numberColumn({ min: 0, max: 10, message: 'People are 0 to 10.', maxLength: 3 });
const places = z.strictObject({ points: placesInput(10, { people: people.optional() }) });

describe('words for what a schema found wrong', () => {
  it('points into the form of a union that was meant, to the row that is wrong', () => {
    expect(partsOf(places, { points: { lon: [1, Number.NaN], lat: [1, 2] } })).toEqual([
      { pointer: '/points/lon/1', detail: 'A longitude lies between -180 and 180 degrees.' },
    ]);
    expect(oneOf(places, { points: { lon: [1], lat: [1], people: [-1] } })).toEqual({
      pointer: '/points/people/0',
      detail: 'People are 0 to 10.',
    });
    const feature = { type: 'Feature', geometry: { type: 'Point', coordinates: [190, 0] } };
    expect(oneOf(places, { points: { type: 'FeatureCollection', features: [feature] } })).toEqual({
      pointer: '/points/features/0/geometry/coordinates/0',
      detail: 'This must be at most 180.',
    });
  });

  it('says that a key of a form is not known and does not repeat it', () => {
    expect(partsOf(places, { points: { lon: [1], lat: [1], secretName: 1 } })).toEqual([
      { pointer: '/points', detail: 'A key here is not known; unknown keys are refused.' },
    ]);
  });

  it('names every kind where none of them came', () => {
    expect(oneOf(z.union([z.string(), z.number()]), true)?.detail).toBe('This must be a text, or a number.');
    expect(oneOf(places, { points: 'somewhere' })).toEqual({
      pointer: '/points',
      detail: 'This must be an object with named parts.',
    });
  });

  it.each<[string, z.ZodType, unknown, string]>([
    ['a missing number', z.object({ k: z.number() }), {}, 'This is missing: give a number.'],
    ['a missing choice', z.enum(['one', 'two']), undefined, 'Write one of: one, two.'],
    ['a word in place of a number', z.number(), 'abc', 'This must be a number.'],
    ['a number without end', z.number(), Number.POSITIVE_INFINITY, 'This must be a finite number.'],
    ['a fraction', z.int(), 1.5, 'This must be a whole number.'],
    ['too little', z.number().min(1), 0, 'This must be at least 1.'],
    ['exactly the excluded bound', z.number().gt(0), 0, 'This must be more than 0.'],
    ['too much', z.number().lt(5), 5, 'This must be less than 5.'],
    ['an empty list', z.array(z.number()).min(1), [], 'This list must have at least 1 entry.'],
    ['a long text', z.string().max(3), 'abcd', 'This text must have at most 3 characters.'],
    ['another word', z.enum(['one', 'two']), 'three', 'Write one of: one, two.'],
    [
      'another kind of thing',
      z.discriminatedUnion('is', [z.object({ is: z.literal('road') }), z.object({ is: z.literal('place') })]),
      { is: 'river' },
      'Write one of: road, place.',
    ],
    ['a date written otherwise', z.iso.date(), '22/11/2026', 'Write a date as 2026-11-22.'],
  ])('says what to do about %s', (_, schema, value, sentence) => {
    expect(oneOf(schema, value)?.detail).toBe(sentence);
  });

  it('keeps the sentence that a schema brings itself, also on a union', () => {
    const own = z.union([z.string(), z.number()], { error: 'Write an instant.' });
    expect(oneOf(own, null)?.detail).toBe('Write an instant.');
  });
});
