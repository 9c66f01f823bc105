// Pairs of records that lie together: against a plain look at every pair, and bounded where records pile up.
import fc from 'fast-check';
import { latLngToCell } from 'h3-js';
import { expect, it } from 'vitest';
import { recordPairs } from '../../../../geodata/analysis/hotspot/record_pairs.ts';
import { mayBeOneEvent } from '../../../../geodata/analysis/hotspot/same_event.ts';

const record = fc.record({
  type: fc.constantFrom('a', 'b'),
  place: fc.integer({ min: 0, max: 5 }).map(String),
  day: fc.integer({ min: 0, max: 6 }),
  source: fc.constantFrom('x', 'y'),
});
/** Places on a line. */
const around = (place: string) => [Number(place) - 1, Number(place), Number(place) + 1].map(String);

it('are those that a look at every pair finds, the likeliest first', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 25 }), (records) => {
      const plain = records.flatMap((a, i) =>
        records.slice(i + 1).flatMap((b, j) => {
          const [steps, daysApart] = [Math.abs(Number(a.place) - Number(b.place)), Math.abs(a.day - b.day)];
          const rank = (steps === 0 ? 0 : 4) + (daysApart === 0 ? 0 : 2) + (a.source === b.source ? 1 : 0);
          return a.type === b.type && steps <= 1 && daysApart <= 1 ? [{ key: `${i} ${i + 1 + j}`, rank }] : [];
        }),
      );
      const found = recordPairs(records, { around, limit: 1000 });
      const keys = found.map(({ a, b }) => `${records.indexOf(a)} ${records.indexOf(b)}`);
      const rank = new Map(plain.map((pair) => [pair.key, pair.rank]));
      expect([...keys].sort()).toEqual(plain.map(({ key }) => key).sort());
      const ranks = keys.map((key) => rank.get(key) as number);
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    }),
  );
});

it('are no more than asked for, however many records lie on one place and day', () => {
  const pile = Array.from({ length: 20_000 }, (_, i) => ({
    type: 'a',
    place: '1',
    day: 1,
    source: i % 2 === 0 ? 'x' : 'y',
  }));
  expect(recordPairs(pile, { around, limit: 30 })).toHaveLength(30);
});

it('may be one event only with the same type, near places and known days', () => {
  const cell = latLngToCell(11.83, 13.15, 8);
  const seen = { type: 'rape' as const, cell, areaPcode: 'NG008', period: '2026-11-03' };
  const vague = { ...seen, cell: null };
  expect(mayBeOneEvent(seen, { ...seen, period: '2026-11-04' })).toBe(true);
  expect(mayBeOneEvent(vague, vague)).toBe(true);
  expect(mayBeOneEvent(seen, { ...seen, period: '2026-11-05' })).toBe(false);
  expect(mayBeOneEvent(seen, { ...seen, period: '2026-11' })).toBe(false);
  expect(mayBeOneEvent(seen, { ...seen, type: 'sexual_assault' })).toBe(false);
  expect(mayBeOneEvent(seen, { ...seen, cell: latLngToCell(11.9, 13.15, 8) })).toBe(false);
  expect(mayBeOneEvent(seen, vague)).toBe(false);
  expect(mayBeOneEvent(vague, { ...vague, areaPcode: 'NG009' })).toBe(false);
});
