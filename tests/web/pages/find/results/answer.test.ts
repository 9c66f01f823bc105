// The answer where the hour of the incident is exact, and where it may be any of a day: only what holds for both ends is certain.
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../../web/pages/find/results/answer.ts';
import { spanOfDay } from '../../../../../web/pages/find/results/incident_time.ts';
import { clinic, directoryOf, HOUR, NOW, questionOf, ZONE } from './list_case.ts';

const here = directoryOf([clinic()]);
const SECOND = 1000;
const at = (hoursAgo: number, seconds = 0) => {
  const moment = NOW - hoursAgo * HOUR - seconds * SECOND;
  return { earliest: moment, latest: moment };
};
const rowOf = (incident: Parameters<typeof answerOf>[1], need = 'hiv-prophylaxis', directory = here) => {
  const row = answerOf(questionOf(directory), incident).clock.find((one) => one.need.id === need);
  if (row === undefined) throw new Error(`No row of ${need}`);
  return row;
};

describe('a known hour', () => {
  it.each([
    [72, -1, 'in'],
    [72, 0, 'in'],
    [72, 1, 'out'],
    [73, 0, 'out'],
  ] as const)('of %i hours and %i seconds ago is %s for the 72 hours of PEP', (hours, seconds, verdict) => {
    expect(rowOf(at(hours, seconds)).verdict).toBe(verdict);
  });

  it('says one end of the window', () => {
    const row = rowOf(at(10));
    expect([row.untilFirst, row.until]).toEqual([NOW + 62 * HOUR, NOW + 62 * HOUR]);
  });

  it('not told makes everything due as soon as possible, and invents no end', () => {
    const { clock } = answerOf(questionOf(here), null);
    expect(new Set(clock.map(({ verdict }) => verdict))).toEqual(new Set(['soon', 'none']));
    expect(clock.filter(({ until, untilFirst }) => until !== null || untilFirst !== null)).toEqual([]);
  });
});

describe('a day', () => {
  const yesterday = spanOfDay('yesterday', NOW, ZONE);
  const threeDaysAgo = spanOfDay('days3', NOW, ZONE);

  it('of which every hour lies in the window is in, and the window ends between two moments', () => {
    const row = rowOf(yesterday);
    expect(row.verdict).toBe('in');
    expect([row.untilFirst, row.until]).toEqual([yesterday.earliest + 72 * HOUR, yesterday.latest + 72 * HOUR]);
  });

  it('of which some hours lie in the window is perhaps in time, with leaving now as the next step', () => {
    const row = rowOf(threeDaysAgo);
    expect([row.verdict, row.perhaps, row.nextStep]).toEqual(['maybe', 'when', 'leave-now']);
  });

  it('lets the care lead that may still be in time', () => {
    expect(answerOf(questionOf(here), threeDaysAgo).leading).toBe('hiv-prophylaxis');
    expect(answerOf(questionOf(here), spanOfDay('days4', NOW, ZONE)).leading).toBe('emergency-contraception');
  });

  it('makes no place certain that is in time for the fewest hours alone', () => {
    const [entry] = answerOf(questionOf(here), threeDaysAgo).entries;
    expect([entry?.need, entry?.verdict, entry?.nextStep]).toEqual(['hiv-prophylaxis', 'maybe', 'leave-now']);
    expect(answerOf(questionOf(here), yesterday).entries[0]?.verdict).toBe('in');
  });

  it('is never more certain than any hour of it', () => {
    const order = ['out', 'maybe', 'in'];
    for (let hour = 0; hour < 24; hour++) {
      const moment = threeDaysAgo.earliest + hour * HOUR;
      const exact = rowOf({ earliest: moment, latest: moment }).verdict;
      if (exact === 'in' || exact === 'out') expect(order).toContain(rowOf(threeDaysAgo).verdict);
      expect(rowOf({ earliest: moment, latest: threeDaysAgo.latest }).verdict).toBe(exact === 'in' ? 'in' : 'maybe');
    }
  });
});
