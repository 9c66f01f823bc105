// The list of care: what leads, what follows, what is doubted and hidden; and the same order as a server's care-in-time.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { careList } from '../../../../geodata/analysis/reach/care_list.ts';
import { isStale } from '../../../../geodata/analysis/reach/care_list_columns.ts';
import {
  CLINICAL_NEEDS,
  groupNeeds,
  NEED_GROUPS,
  type NeedGroupId,
} from '../../../../geodata/analysis/reach/clinical_needs.ts';
import { DAY, instantText } from '../../../../geodata/analysis/reach/zoned_time.ts';
import type { PackService } from '../../../../geodata/schema/pack.ts';
import { SERVICE_COMPONENTS, SERVICE_KINDS, SERVICE_STATUSES } from '../../../../geodata/schema/service_words.ts';
import { ALWAYS, OFFICE, run } from './care_in_time_case.ts';
import { directoryOf, listOf, NOON, service, waysOf } from './care_list_case.ts';

const rowsOf = ({ entries }: ReturnType<typeof listOf>) => entries.map(({ service: row }) => row);

describe('after rape', () => {
  const PLACES = [
    [service('psychosocial', { kind: 'psychosocial', components: [] }), 5],
    [service('contraception', { components: ['emergency_contraception'] }), 20],
    [service('all'), 90],
    [service('vaccine', { components: ['hepatitis_b'] }), 30],
    [service('lawyer', { kind: 'legal', components: [] }), 8],
    [service('school', { kind: 'education', components: [] }), 1],
  ] as const;
  const at = (hoursSinceIncident: number | null) => listOf(PLACES, { hoursSinceIncident });

  it('the most urgent window that can still be met leads', () => {
    expect([10, 71, 100, 119, 150, 335].map((hours) => at(hours).leading)).toEqual([
      ...['hiv-prophylaxis', 'emergency-contraception', 'emergency-contraception'],
      ...['emergency-contraception', 'hepatitis-b-vaccine', 'hepatitis-b-vaccine'],
    ]);
    expect([336, 5000, null].map((hours) => at(hours).leading)).toEqual(
      Array.from({ length: 3 }, () => 'clinical-management-of-rape'),
    );
  });

  it('places for it come first, then those that give something else of the group, nearest first, and nothing of others', () => {
    expect(at(10).entries.map(({ service: row, need }) => [row, need])).toEqual([
      [2, 'hiv-prophylaxis'],
      [1, 'emergency-contraception'],
      [3, 'hepatitis-b-vaccine'],
      [0, 'psychosocial-support'],
      [4, 'legal-help'],
    ]);
    expect(at(null).entries.map(({ service: row }) => row)).toEqual([2, 0, 4, 1, 3]);
    expect(at(10).entries[0]).toMatchObject({ verdict: 'in', lacks: [] });
    expect(at(10).entries[1]?.lacks).toEqual(['trained_staff', 'pep', 'sti_treatment', 'protocol', 'hepatitis_b']);
    expect(at(10).entries[3]?.lacks).toEqual([]);
  });

  it('so many places are listed as are asked for, and as many that follow', () => {
    const many = Array.from({ length: 15 }, (_, i) => [service(`a${i}`), i] as const);
    const others = Array.from(
      { length: 15 },
      (_, i) => [service(`b${i}`, { kind: 'legal', components: [] }), i] as const,
    );
    expect(listOf([...many, ...others]).entries.length).toBe(20);
    expect(listOf([...many, ...others], { choices: 3 }).entries.map(({ service: row }) => row)).toEqual([
      0, 1, 2, 15, 16, 17,
    ]);
    expect(listOf([...many, ...others], { choices: 0 }).entries).toEqual([]);
  });

  it('nobody is listed to whom no way is known', () => {
    const list = listOf([[service('island'), Number.NaN]]);
    expect(list.entries).toEqual([]);
    expect(list.skipped).toEqual({ unreachable: 1 });
    expect(list.clock[0]).toMatchObject({ verdict: 'none', nextStep: 'nearest-health-service' });
  });
});

describe('every group', () => {
  it('names built-in needs and kinds that some need of it is for', () => {
    for (const { needs, kinds, whole } of Object.values(NEED_GROUPS)) {
      for (const id of [...needs, ...(whole === null ? [] : [whole])]) {
        expect(CLINICAL_NEEDS.map((need) => need.id)).toContain(id);
      }
      expect(new Set(kinds).size).toBe(kinds.length);
    }
  });

  it('cites a protocol and a source for every hour', () => {
    for (const { withinHours, protocol, source } of CLINICAL_NEEDS) {
      if (withinHours !== null) expect([protocol, source]).not.toContain(null);
    }
  });

  it('leads with its first need that a place gives', () => {
    const places = SERVICE_KINDS.map((kind) => [service(kind, { kind, components: [] }), 10] as const);
    const groups = Object.keys(NEED_GROUPS) as NeedGroupId[];
    const firsts = groups.map((group) => {
      const { leading, entries } = listOf(places, { group });
      return [group, leading, SERVICE_KINDS[entries[0]?.service ?? -1]];
    });
    expect(firsts).toEqual([
      ['rape', 'wound-care', 'medical'],
      ['injury', 'wound-care', 'medical'],
      ['psychosocial', 'psychosocial-support', 'psychosocial'],
      ['legal', 'legal-help', 'legal'],
      ['safe_space', 'safe-space', 'safe_space'],
      ['shelter', 'shelter', 'shelter'],
      ['police', 'police', 'police'],
      ['food', 'food', 'food'],
      ['livelihood', 'livelihood', 'livelihood'],
      ['education', 'education', 'education'],
    ]);
  });

  it('takes in needs of the operator that are for one of its kinds', () => {
    const rabies = {
      id: 'rabies',
      need: 'Rabies vaccine',
      components: [],
      withinHours: 24,
      protocol: 'P',
      source: 'S',
    };
    const statement = { ...rabies, id: 'statement', kinds: ['legal' as const], withinHours: null };
    const rules = { needs: [{ ...rabies, kinds: [] }, statement] };
    const ids = (group: NeedGroupId) => groupNeeds(group, rules).map(({ id }) => id);
    expect(ids('injury').slice(-1)).toEqual(['rabies']);
    expect(ids('rape').slice(-2)).toEqual(['rabies', 'statement']);
    expect(ids('legal')).toEqual(['legal-help', 'statement']);
    expect(ids('food')).toEqual(['food']);
  });
});

describe('an entry that is stale or under review', () => {
  const day = (ago: number): string => new Date(NOON - ago * DAY).toISOString().slice(0, 10);

  it('comes after the others of its verdict and is never plainly in time', () => {
    const list = listOf([
      [service('never', { verifiedOn: null }), 10],
      [service('review', { underReview: true }), 20],
      [service('old', { verifiedOn: day(181) }), 30],
      [service('fresh', { verifiedOn: day(180) }), 300],
    ]);
    expect(list.entries.map(({ service: row, verdict, doubts }) => [row, verdict, doubts])).toEqual([
      [3, 'in', []],
      [0, 'maybe', ['stale']],
      [1, 'maybe', ['under-review']],
      [2, 'maybe', ['stale']],
    ]);
    expect(list.entries[1]?.nextStep).toBe('call-first');
    const later = listOf(
      [
        [service('never', { verifiedOn: null }), 10],
        [service('fresh'), 300],
      ],
      { hoursSinceIncident: null },
    );
    expect(rowsOf(later)).toEqual([1, 0]);
  });

  it('is so by the term that the operator sets, from one day to the next', () => {
    const stale = (staleAfterDays: number, ago: number) =>
      listOf([[service('a', { verifiedOn: day(ago) }), 10]], { rules: { staleAfterDays } }).entries[0]?.doubts;
    expect([stale(30, 30), stale(30, 31), stale(7, 8), stale(3650, 3000)]).toEqual([[], ['stale'], ['stale'], []]);
  });
  it('is marked as such on the page on the days on which it is ranked so, at any hour', () => {
    for (const hour of [0, 11, 23.99]) {
      const departure = Date.parse('2026-11-16T00:00:00Z') + hour * 3_600_000;
      for (const verifiedOn of ['2026-10-16', '2026-10-17', '2026-10-18', null]) {
        const { doubts } = listOf([[service('a', { verifiedOn }), 10]], { departure, rules: { staleAfterDays: 30 } })
          .entries[0] as { doubts: readonly string[] };
        expect(isStale(verifiedOn, departure, 30)).toBe(doubts.includes('stale'));
      }
    }
  });
});

describe('wishes', () => {
  const PLACES = [
    [service('men', { femaleStaff: false, cost: 'paid', accessible: null, languages: ['en'] }), 10],
    [service('unknown', { femaleStaff: null, cost: 'unknown', openingHours: null, languages: ['ha'] }), 20],
    [service('closed', { openingHours: { ...OFFICE, rules: [{ days: [2], opens: '08:00', closes: '16:00' }] } }), 30],
    [service('suits'), 40],
  ] as const;

  it.each([
    [{ femaleStaff: true }, [3, 2]],
    [{ free: true }, [3, 2]],
    [{ accessible: true }, [3, 2, 1]],
    [{ languages: ['ha'] }, [3, 2, 1]],
    [{ languages: ['fr', 'en'] }, [0, 3, 2]],
    [{ openOnArrival: true }, [0, 3]],
    [{ languages: [] }, [0, 3, 2, 1]],
    [{}, [0, 3, 2, 1]],
  ] as const)('%j leave %j', (filters, rows) => {
    const list = listOf(PLACES, { filters });
    expect(rowsOf(list)).toEqual(rows);
    expect(list.hidden).toBe(4 - rows.length);
  });

  it('change neither the clock nor what leads', () => {
    const plain = listOf(PLACES);
    const wished = listOf(PLACES, { filters: { languages: ['xx'] } });
    expect(wished.entries).toEqual([]);
    expect(wished.clock).toEqual(plain.clock);
    expect([wished.leading, wished.passedBy, wished.skipped]).toEqual([plain.leading, plain.passedBy, plain.skipped]);
  });
});

const HOURS = [
  null,
  ALWAYS,
  OFFICE,
  { ...OFFICE, holidays: ['2026-11-24', '2026-11-25'] },
  { ...ALWAYS, rules: [{ days: [1, 2, 3, 4, 5, 6, 7], opens: '17:00', closes: '08:00' }] },
  { ...OFFICE, timeZone: 'Europe/Kyiv' },
  { ...OFFICE, timeZone: 'No/Where' },
  { ...OFFICE, rules: [{ days: [1], opens: '08:00', closes: '09:00', until: '2020-01-01' }] },
];

describe('a server asked the same', () => {
  const someService = fc.record({
    kind: fc.constantFrom('medical' as const, 'medical' as const, ...SERVICE_KINDS),
    status: fc.constantFrom('open' as const, 'open' as const, ...SERVICE_STATUSES),
    components: fc.subarray([...SERVICE_COMPONENTS], { minLength: 3 }),
    outOfStock: fc.uniqueArray(fc.constantFrom(...SERVICE_COMPONENTS), { maxLength: 1 }),
    openingHours: fc.constantFrom(...HOURS),
    verifiedOn: fc.constantFrom('2026-11-01', '2026-11-01', '2025-01-01', null),
    underReview: fc.constantFrom(false, false, true),
    // Few values, so that many are equal.
    minutes: fc.oneof(
      fc.constantFrom(0, 30, 60),
      fc.double({ min: 0, max: 2000, noNaN: true }),
      fc.constant(Number.NaN),
    ),
    slower: fc.double({ min: 1, max: 2, noNaN: true }),
  });

  it('names the same places with the same verdicts, doubts and hours, in the same order', () => {
    let compared = 0;
    const asked = fc.record({
      services: fc.array(someService, { maxLength: 40, size: 'max' }),
      departure: fc.integer({ min: NOON - 60 * DAY, max: NOON + 60 * DAY }),
      hoursSinceIncident: fc.option(fc.double({ min: 0, max: 400, noNaN: true })),
      group: fc.constantFrom('rape' as const, 'rape' as const, ...(Object.keys(NEED_GROUPS) as NeedGroupId[])),
      shuffle: fc.integer({ min: 1, max: 1_000_000 }),
    });
    fc.assert(
      fc.property(asked, ({ services, departure, hoursSinceIncident, group, shuffle }) => {
        const listed = services.map(({ minutes: _, slower: __, ...more }, i): PackService => {
          return service(`s${(i * shuffle) % 7919}-${i}`, more);
        });
        const directory = directoryOf(listed);
        const ways = waysOf(services.map(({ minutes, slower }) => [minutes / slower, minutes, minutes * slower]));
        const list = careList({ directory, ways, departure, hoursSinceIncident, group });
        const need = CLINICAL_NEEDS.find(({ id }) => id === list.leading);
        const oldest = Math.floor(departure / DAY) - directory.rules.staleAfterDays;
        const answer = run({
          ...{ departure, hoursSinceIncident, needs: [need], choices: 10 },
          services: {
            ...{ ids: listed.map(({ id }) => id), kind: listed.map(({ kind }) => kind), ...ways },
            ...{ status: listed.map(({ status }) => status), components: listed.map(({ components }) => components) },
            outOfStock: listed.map(({ outOfStock }) => outOfStock),
            openingHours: listed.map(({ openingHours }) => openingHours),
            stale: listed.map(({ verifiedOn }) => verifiedOn === null || Date.parse(verifiedOn) / DAY < oldest),
            underReview: listed.map(({ underReview }) => underReview),
          },
        }).needs[0]?.answer;
        const own = list.entries.filter((entry) => entry.need === list.leading);
        expect(
          own.map((entry) => ({
            ...{ service: listed[entry.service]?.id, verdict: entry.verdict, doubts: entry.doubts },
            ...{ hours: entry.hours, hoursP10: entry.hoursP10, hoursP90: entry.hoursP90 },
            ...{ travelMinutes: entry.travelMinutes, waitMinutes: entry.waitMinutes },
            startsAt: instantText(entry.startsAt),
          })),
        ).toEqual(
          answer?.choices.map(({ text: _, travelMinutes, ...choice }) => ({
            ...choice,
            travelMinutes: expect.closeTo(travelMinutes, 9),
          })),
        );
        expect(list.clock.find((entry) => entry.need.id === list.leading)?.verdict).toBe(answer?.verdict);
        compared += own.length;
      }),
      { numRuns: 400, seed: 7 },
    );
    // Most places of a random directory are no match: this many were.
    expect(compared).toBeGreaterThan(500);
  });
});
