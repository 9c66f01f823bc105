// Care in time: at the edge of a window, at a closed door, without stock, without knowledge; and the words said in each case.
import { describe, expect, it } from 'vitest';
import { resultJson } from '../../../../geodata/analysis/method.ts';
import { CLINICAL_NEEDS, delayClass } from '../../../../geodata/analysis/reach/clinical_needs.ts';
import { HOUR } from '../../../../geodata/analysis/reach/zoned_time.ts';
import { Problem } from '../../../../geodata/schema/problem.ts';
import golden from '../../../fixtures/opening_rows.json';
import { ALL_FIVE, ALWAYS, answerOf, type Inputs, MONDAY_NOON, OFFICE, place, run } from './care_in_time_case.ts';

const pep = (inputs: Inputs) => answerOf(run(inputs), 'hiv-prophylaxis');
const pointerOf = (inputs: Inputs): string | undefined => {
  try {
    run(inputs);
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid_input') return error.errors[0]?.pointer;
    throw error;
  }
  return undefined;
};

describe('a window of 72 hours', () => {
  it('is in at 71:59:59, in at 72:00:00 and out at 72:00:01', () => {
    const verdicts = [-1, 0, 1].map((second) => {
      const incidentAt = Date.parse(MONDAY_NOON) - 71 * HOUR - 1000 * second;
      return pep({ incidentAt, services: place() })?.verdict;
    });
    expect(verdicts).toEqual(['in', 'in', 'out']);
    const byHours = [71 * 3600 - 1, 71 * 3600, 71 * 3600 + 1].map(
      (seconds) => pep({ hoursSinceIncident: seconds / 3600, services: place() })?.verdict,
    );
    expect(byHours).toEqual(['in', 'in', 'out']);
  });

  it('counts a hundredth of a millisecond, and no noise of decimal fractions', () => {
    expect(pep({ hoursSinceIncident: 70.1, services: place({ minutes: [114] }) })?.verdict).toBe('in');
    expect(pep({ hoursSinceIncident: 70.7, services: place({ minutes: [78] }) })?.verdict).toBe('in');
    expect(pep({ hoursSinceIncident: 71, services: place({ minutes: [60 + 0.01 / 60_000] }) })?.verdict).toBe('out');
  });

  it('counts the wait at the door to the same second', () => {
    // Sunday 20:00 to Monday 08:00 are 12 hours, an hour of them on the way.
    const departure = '2026-11-22T20:00:00+01:00';
    const services = place({ openingHours: [OFFICE] });
    const verdicts = [-1, 0, 1].map(
      (second) => pep({ departure, incidentAt: Date.parse(departure) - 60 * HOUR - 1000 * second, services })?.verdict,
    );
    expect(verdicts).toEqual(['in', 'in', 'out']);
    const choice = pep({ departure, hoursSinceIncident: 60, services })?.choices[0];
    expect(choice).toMatchObject({ hours: 72, travelMinutes: 60, waitMinutes: 660, startsAt: '2026-11-23T07:00:00Z' });
    expect(choice?.text).toBe('About 1 h on the way; closed on arrival: it opens 11 h later.');
  });

  it('is maybe where the band of the way lies across it', () => {
    const at = (minutesP10: number, minutes: number, minutesP90: number) =>
      pep({
        hoursSinceIncident: 70,
        services: place({ minutesP10: [minutesP10], minutes: [minutes], minutesP90: [minutesP90] }),
      })?.verdict;
    expect([at(60, 90, 120), at(60, 90, 121), at(120, 300, 900), at(121, 300, 900)]).toEqual([
      'in',
      'maybe',
      'maybe',
      'out',
    ]);
    const noWayWhenSlow = { minutesP10: [10], minutes: [20], minutesP90: [null] };
    expect(pep({ hoursSinceIncident: 1, services: place(noWayWhenSlow) })).toMatchObject({
      verdict: 'maybe',
      choices: [{ hoursP90: null }],
    });
  });

  it('of emergency contraception is 120 hours, unless the caller has another protocol', () => {
    const ec = (hoursSinceIncident: number, needs?: unknown[]) =>
      answerOf(run({ hoursSinceIncident, services: place(), ...(needs ? { needs } : {}) }), 'emergency-contraception')
        ?.verdict;
    expect([ec(119), ec(119.001)]).toEqual(['in', 'out']);
    const older = CLINICAL_NEEDS.filter((need) => need.id === 'emergency-contraception').map((need) => ({
      ...need,
      withinHours: 72,
      protocol: 'National protocol 2010',
      source: 'Ministry of Health',
    }));
    expect([ec(71, older), ec(71.001, older)]).toEqual(['in', 'out']);
  });

  it('without a source is refused, and a need without hours gets none invented', () => {
    const own = { id: 'own', need: 'Own', withinHours: 24, components: [], kinds: [], protocol: null, source: null };
    expect(pointerOf({ services: place(), needs: [own] })).toBe('/needs/0/withinHours');
    const result = run({
      hoursSinceIncident: 500,
      services: place(),
      needs: [{ ...own, withinHours: null }, 'sti-treatment'],
    });
    expect(result.needs.map((need) => [need.answer?.verdict, need.answer?.message])).toEqual([
      ['soon', 'Own: as soon as possible.'],
      ['soon', 'Treatment of sexually transmitted infections: as soon as possible.'],
    ]);
  });

  it('is judged by nobody while the time of the incident is not known', () => {
    const result = run({ services: place() });
    expect(result.needs.map((need) => need.answer?.verdict)).not.toContain('out');
    expect(answerOf(result, 'hiv-prophylaxis')).toMatchObject({ verdict: 'soon', choices: [{ hours: null }] });
    expect([result.hoursSinceIncident, result.delayClass]).toEqual([null, null]);
    expect(result.warnings[0]).toMatch(/not known/);
  });

  it('warns where nothing is known of the stock, and calls a place without a list of it doubtful', () => {
    expect(run({ services: place() }).warnings.join(' ')).toContain('No stock was given');
    const told = run({ services: place({ outOfStock: [[]] }) });
    expect(told.warnings.join(' ')).not.toContain('stock');
    const unknown = run({ services: place({ outOfStock: [null] }) });
    expect(unknown.warnings.join(' ')).toContain('1 of 1 services have stock that is not known');
    expect(answerOf(unknown, 'hiv-prophylaxis')?.choices[0]?.doubts).toEqual(['components-unknown']);
  });
});

describe('an entry that was checked long ago or is being looked at', () => {
  const services = {
    ...{ components: [ALL_FIVE, ALL_FIVE, ALL_FIVE], openingHours: [ALWAYS, ALWAYS, ALWAYS], minutes: [10, 20, 300] },
    ...{ stale: [true, false, false], underReview: [true, true, false] },
  };

  it('ranks after the others, is never plainly in time, and its doubts are said', () => {
    const result = run({ hoursSinceIncident: 5, services });
    expect(answerOf(result, 'hiv-prophylaxis')?.choices).toMatchObject([
      { service: 2, verdict: 'in', doubts: [] },
      { service: 0, verdict: 'maybe', doubts: ['stale', 'under-review'] },
      { service: 1, verdict: 'maybe', doubts: ['under-review'] },
    ]);
    expect(answerOf(result, 'hiv-prophylaxis')?.choices[1]?.text).toContain(
      'checked long ago or never; people who were',
    );
    const warnings = result.warnings.join(' ');
    expect(warnings).toContain('1 of 3 services were checked too long ago or never');
    expect(warnings).toContain('2 of 3 services are being checked');
  });

  it('needs one mark per service', () => {
    expect(pointerOf({ services: { ...services, stale: [true] } })).toBe('/services/stale');
    expect(pointerOf({ services: { ...services, underReview: [null, null, null] } })).toBe('/services/underReview/0');
  });
});

describe('places whose doors open at one moment', () => {
  it('come by the way there, however their figures round, then by id', () => {
    const departure = '2026-11-22T20:00:00+01:00';
    const minutes = Array.from({ length: 50 }, (_, i) => 60 + Math.sqrt((i * 7) % 25));
    const each = <T>(value: T): T[] => minutes.map(() => value);
    const services = { minutes, components: each(ALL_FIVE), openingHours: each(OFFICE) };
    const answer = answerOf(run({ departure, hoursSinceIncident: 5, services, choices: 50 }), 'hiv-prophylaxis');
    const nearest = [...minutes.keys()].sort((a, b) => (minutes[a] as number) - (minutes[b] as number) || a - b);
    expect(answer?.choices.map(({ service }) => service)).toEqual(nearest);
    expect(new Set(answer?.choices.map(({ hours }) => hours))).toEqual(new Set([17]));
  });
});

describe('the class of a delay', () => {
  it('files 3 days and 23 hours, and 4 days, after "0–3 days"', () => {
    expect([71.999, 72, 72.001, 95, 96, 120, 120.001].map(delayClass)).toEqual([
      ...['0–3 days', '0–3 days', '4–5 days', '4–5 days', '4–5 days', '4–5 days', '6–14 days'],
    ]);
  });

  it.each(golden.elapsed)('counts real hours from $from to $to', ({ from, to, hours }) => {
    const result = run({ incidentAt: from, departure: to, services: place() });
    expect([result.hoursSinceIncident, result.delayClass]).toEqual([hours, '4–5 days']);
  });

  it('of three days on the calendar over a change of the clock is an hour off them', () => {
    const over = (departure: string) =>
      run({ incidentAt: '2026-10-24T10:00:00+02:00', departure, services: place() }).delayClass;
    expect([over('2026-10-27T09:00:00+01:00'), over('2026-10-27T10:00:00+01:00')]).toEqual(['0–3 days', '4–5 days']);
  });
});

describe('a place', () => {
  it('that lacks stock or a component, or is closed, is passed by with the reason', () => {
    const answer = pep({
      hoursSinceIncident: 10,
      services: {
        ids: ['gone', 'lacks', 'shut', 'has', 'nowhere', 'school'],
        kind: ['medical', 'medical', 'medical', 'medical', 'medical', 'education'],
        status: ['open', 'open', 'closed', 'open', 'open', 'open'],
        components: [ALL_FIVE, ['trained_staff'], ALL_FIVE, ALL_FIVE, ALL_FIVE, []],
        outOfStock: [['pep'], [], [], [], [], []],
        openingHours: [ALWAYS, ALWAYS, ALWAYS, ALWAYS, ALWAYS, ALWAYS],
        minutes: [5, 6, 4, 50, null, 1],
      },
    });
    expect(answer?.choices.map((choice) => choice.service)).toEqual(['has']);
    expect(answer?.passedBy.map(({ service, reason }) => [service, reason])).toEqual([
      ['school', 'component-missing'],
      ['shut', 'status-closed'],
      ['gone', 'out-of-stock'],
      ['lacks', 'component-missing'],
    ]);
  });

  it('counts what it skips, and says when nothing is left', () => {
    const result = run({
      hoursSinceIncident: 10,
      services: {
        components: [['pep'], ['pep'], []],
        openingHours: [ALWAYS, ALWAYS, ALWAYS],
        minutes: [null, null, 3],
      },
      needs: ['hiv-prophylaxis'],
    });
    expect(result.needs[0]).toMatchObject({
      skipped: { unreachable: 2, 'component-missing': 1 },
      answer: { verdict: 'none', choices: [] },
    });
    expect(result.needs[0]?.answer?.nextStep).toMatch(/nearest health service/);
  });

  it('whose hours are not known comes after one that is open, and is said to be in doubt', () => {
    const services = {
      ids: ['near, unknown', 'far, known', 'farther, known'],
      components: [ALL_FIVE, ALL_FIVE, ALL_FIVE],
      openingHours: [null, ALWAYS, OFFICE],
      minutes: [5, 90, 100],
    };
    const answer = pep({ hoursSinceIncident: 10, services });
    expect(
      answer?.choices.map((choice) => [choice.service, choice.verdict, choice.doubts, choice.waitMinutes]),
    ).toEqual([
      ['far, known', 'in', [], 0],
      ['farther, known', 'in', [], 0],
      ['near, unknown', 'maybe', ['hours-unknown'], null],
    ]);
    const alone = pep({ hoursSinceIncident: 10, services: place({ openingHours: [null] }) });
    expect(alone).toMatchObject({ verdict: 'maybe', nextStep: expect.stringMatching(/Call before leaving/) });
    const soon = answerOf(run({ hoursSinceIncident: 10, services }), 'sti-treatment');
    expect(soon?.choices.map((choice) => choice.service)).toEqual(['far, known', 'farther, known', 'near, unknown']);
  });

  it('that may help inside the window comes before one that surely does not', () => {
    const services = { components: [ALL_FIVE, ALL_FIVE], openingHours: [null, ALWAYS], minutes: [30, 200] };
    const answer = pep({ hoursSinceIncident: 70, services });
    expect(answer?.choices.map((choice) => [choice.service, choice.verdict])).toEqual([
      [0, 'maybe'],
      [1, 'out'],
    ]);
  });

  it('of unknown status, stock or components is in doubt too', () => {
    const doubts = (more: Record<string, unknown>) =>
      pep({ hoursSinceIncident: 1, services: place(more) })?.choices[0]?.doubts;
    expect(doubts({ status: ['unknown'] })).toEqual(['status-unknown']);
    expect(doubts({ components: [null] })).toEqual(['components-unknown']);
    expect(doubts({ outOfStock: [null] })).toEqual(['components-unknown']);
    expect(doubts({ openingHours: [{ ...ALWAYS, timeZone: 'No/Where' }] })).toEqual(['hours-unknown']);
  });

  it('counts as clinical management of rape only with all five, in stock and not closed', () => {
    const result = run({
      services: {
        components: [ALL_FIVE, ALL_FIVE.slice(1), ALL_FIVE, ALL_FIVE, null, [...ALL_FIVE, 'obstetric']],
        outOfStock: [[], [], ['pep'], [], [], ['obstetric']],
        status: ['open', 'open', 'open', 'closed', 'open', 'open'],
        minutes: [1, 1, 1, 1, 1, 1],
      },
    });
    expect(result.clinicalManagementOfRape).toEqual({ complete: [0, 5], partial: 3, unknown: 1 });
  });

  it('that would close before the visit ends is opened again next morning', () => {
    const at = (visitMinutes: number) =>
      pep({
        departure: '2026-11-23T15:00:00+01:00',
        hoursSinceIncident: 1,
        visitMinutes,
        services: place({ openingHours: [OFFICE], minutes: [30] }),
      })?.choices[0]?.startsAt;
    expect([at(0), at(30), at(30.5)]).toEqual(['2026-11-23T14:30:00Z', '2026-11-23T14:30:00Z', '2026-11-24T07:00:00Z']);
  });

  it('that lists no opening is passed by, not waited for', () => {
    const over = { ...OFFICE, rules: [{ ...OFFICE.rules[0], until: '2020-01-01' }] };
    expect(pep({ hoursSinceIncident: 1, services: place({ openingHours: [over] }) })).toMatchObject({
      verdict: 'none',
      passedBy: [{ reason: 'no-opening-listed' }],
    });
  });
});

describe('words', () => {
  it('name a next step in every case and never say that it is over', () => {
    const said: string[] = [];
    for (const hoursSinceIncident of [null, 0, 71.5, 100, 5000]) {
      for (const openingHours of [[ALWAYS], [OFFICE], [null]]) {
        for (const components of [[ALL_FIVE], [[]], [null]]) {
          const result = run({
            hoursSinceIncident,
            services: place({ openingHours, components, minutesP10: [10], minutesP90: [200] }),
          });
          for (const { answer } of result.needs) {
            expect(answer?.nextStep).toMatch(/\b(Go|Leave|Call)\b/);
            said.push(answer?.message ?? '', answer?.nextStep ?? '');
          }
          said.push(resultJson(result));
        }
      }
    }
    const rows = run({ services: { components: [ALL_FIVE] }, travel: { demand: [0], service: [0], minutes: [1] } });
    for (const need of rows.needs) {
      for (const step of Object.values(need.rows?.nextSteps ?? {})) expect(step).toMatch(/\b(Go|Leave|Call)\b/);
    }
    said.push(resultJson(rows));
    expect(said.join(' ')).not.toMatch(
      /too late|late\b|expired|missed|hopeless|useless|no longer|failed|impossible|victim/i,
    );
  });
});
