// What the card of a place says at first sight: the way, the door, the window, and how far the entry can be trusted.
import { beforeAll, describe, expect, it } from 'vitest';
import type { PackService } from '../../../../../geodata/schema/pack.ts';
import type { OpeningHours } from '../../../../../geodata/schema/service.ts';
import { setLanguage } from '../../../../../web/i18n/care/care_messages.ts';
import { answerOf } from '../../../../../web/pages/find/results/answer.ts';
import { openLine, verifiedLines, wayLine } from '../../../../../web/pages/find/results/entry_lines.ts';
import { fitLine } from '../../../../../web/pages/find/results/fit_line.ts';
import { clinic, directoryOf, HOUR, NOW, questionOf, ZONE } from './list_case.ts';

const context = { language: 'en', now: NOW, timeZone: ZONE, staleAfterDays: 180 } as const;
const day = { timeZone: ZONE, rules: [{ days: [1, 2, 3, 4, 5], opens: '08:00', closes: '17:00' }], holidays: [] };
const hours = (some: Partial<OpeningHours>): OpeningHours => ({ ...day, ...some });
beforeAll(() => setLanguage('en'));

function opens(openingHours: PackService['openingHours'], at = NOW) {
  const service = clinic({ openingHours });
  const directory = directoryOf([service]);
  const [entry] = answerOf(questionOf(directory, { group: 'injury', departure: at }), null).entries;
  if (entry === undefined) throw new Error('The place is not listed.');
  return openLine(entry, service, { ...context, now: at });
}

describe('the door', () => {
  it('is open until its hour, by the clock of the place', () => {
    expect(opens(day)).toEqual({ sign: 'open', text: 'Open when you arrive, until today 17:00', isWarning: false });
    const tokyo = hours({ timeZone: 'Asia/Tokyo' });
    // 11:00 in Lagos on Friday is 19:00 in Tokyo: the next opening there is on Monday.
    expect(opens(tokyo).text).toBe('Closed when you arrive. Opens Mon 08:00 (clock of the place), after 61 hr');
  });

  it('is closed, with the wait until it opens', () => {
    expect(opens(day, NOW + 6.5 * HOUR)).toEqual({
      sign: 'closed',
      text: 'Closed when you arrive. Opens Mon 08:00, after 63 hr',
      isWarning: false,
    });
  });

  it('is not open on the holiday after a Friday', () => {
    const line = opens(hours({ holidays: ['2026-11-23'] }), NOW + 6.5 * HOUR);
    expect(line.text).toBe('Closed when you arrive. Opens Tue 08:00, after 4 days');
  });

  it('that never closes has no hour, and one that is not known asks to call', () => {
    expect(opens(clinic().openingHours)?.text).toBe('Open when you arrive');
    expect(opens(null)).toEqual({
      sign: 'unknown',
      text: 'Opening hours are not known. Call first',
      isWarning: true,
    });
  });
});

describe('the way', () => {
  const way = { minutes: 25, minutesP10: 17, minutesP90: 37, meters: 1840, mode: 'walk', rough: false } as const;
  it('is said with its band and as an estimate', () => {
    expect(wayLine(way, 'en').text).toBe(
      'about 25 min on foot · 17 min to 37 min (estimate) · 1.8 km in a straight line',
    );
    expect(wayLine({ ...way, mode: 'vehicle', rough: true }, 'en').text).toBe(
      'about 25 min by vehicle · 17 min to 37 min (rough guess) · 1.8 km in a straight line',
    );
  });
});

describe('the window', () => {
  const directory = directoryOf([clinic()]);
  const lineAt = (hoursAgo: number | null) => {
    const moment = NOW - (hoursAgo ?? 0) * HOUR;
    const { clock, entries } = answerOf(
      questionOf(directory),
      hoursAgo === null ? null : { earliest: moment, latest: moment },
    );
    const [entry] = entries;
    if (entry === undefined) throw new Error('The place is not listed.');
    const row = clock.find(({ need }) => need.id === entry.need);
    return fitLine(entry, row, context);
  };

  it('is said for the care that the place is listed for', () => {
    expect(lineAt(10)).toEqual({
      sign: 'in-time',
      text: 'Medicine against HIV (PEP): in time, until Mon 01:00',
      isWarning: false,
    });
    expect(lineAt(100)?.text).toBe('Emergency contraception: in time, until tomorrow 07:00');
  });

  it('is not made up where the hour or the hours are not known', () => {
    expect(lineAt(null)).toBe(null);
    expect(lineAt(5000)).toBe(null);
  });
});

describe('an entry', () => {
  const lines = (some: Parameters<typeof clinic>[0]) => verifiedLines(clinic(some), context).map(({ text }) => text);
  it('says when it was verified, and that it was not', () => {
    expect(lines({ verifiedOn: '2026-05-24' })).toEqual(['Verified 24 May 2026']);
    expect(lines({ verifiedOn: '2026-05-23' })).toEqual(['Not verified since 23 May 2026. Call first']);
    expect(lines({ verifiedOn: null })).toEqual(['Never verified. Call first']);
  });

  it('says that it is being checked, and that nobody knows whether it runs', () => {
    expect(lines({ underReview: true, status: 'unknown' })).toEqual([
      'Being checked: people found no help there. Call first, or choose another place',
      'It is not known if it is open at all. Call first',
      'Verified 1 Nov 2026',
    ]);
  });
});
