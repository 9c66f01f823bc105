// One trip for several kinds of care: by hand along one road, against the catalog's bundle, and what is said when it cannot be done.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundleMethod } from '../../../../geodata/analysis/reach/bundle_method.ts';
import type { BundleResult } from '../../../../geodata/analysis/reach/bundle_schema.ts';
import {
  careTrip,
  TRIP_STATUSES,
  TRIP_STEPS,
  type TripQuestion,
} from '../../../../geodata/analysis/reach/care_trip.ts';
import { packWays } from '../../../../geodata/analysis/reach/pack_ways.ts';
import { HOUR } from '../../../../geodata/analysis/reach/zoned_time.ts';
import type { PackService } from '../../../../geodata/schema/pack.ts';
import { Problem } from '../../../../geodata/schema/problem.ts';
import { ALWAYS, OFFICE } from './care_in_time_case.ts';
import { directoryOf, NOON, service } from './care_list_case.ts';

/** A kilometer along the equator in degrees; on foot it takes 12 minutes. */
const KM = 1 / 111.3194907932264;

/** Services so many kilometers east of the start, on one straight road. */
function onOneRoad(places: readonly (readonly [PackService, number])[]) {
  const services = places.map(([one, km]) => ({ ...one, lon: 10 + km * KM, lat: 0 }));
  const lon = Float64Array.of(9, 11);
  const column = Float64Array.of(222_638.98);
  const ways = packWays({
    travel: {
      ...{ lon, lat: new Float64Array(2), from: Int32Array.of(0), to: Int32Array.of(1), meters: column },
      ...{ seconds: column.map((meters) => meters / 10), oneWay: new Uint8Array(1), major: new Uint8Array(1) },
    },
    services: { lon: Float64Array.from(services, (one) => one.lon), lat: new Float64Array(services.length) },
  });
  return { services, ways };
}

function tripOf(places: readonly (readonly [PackService, number])[], asked: Partial<TripQuestion> = {}) {
  const { services, ways } = onOneRoad(places);
  return careTrip({
    ...{ directory: directoryOf(services), ways, origin: { lon: 10, lat: 0, mode: 'walk' }, departure: NOON },
    ...{ hoursSinceIncident: 10, group: 'rape', kinds: ['medical', 'psychosocial', 'legal'] },
    ...asked,
  });
}

const COUNSEL = service('counsel', { kind: 'psychosocial', components: [] });
const LAWYER = service('lawyer', { kind: 'legal', components: [] });
const CLINIC = service('clinic');

describe('a trip', () => {
  it('visits one place of each kind in the order that ends first, with its moments', () => {
    const trip = tripOf([
      [CLINIC, 2],
      [COUNSEL, -1],
      [LAWYER, 3],
    ]);
    expect(trip).toMatchObject({ status: 'complete', nextStep: 'set-out', missing: [] });
    expect(trip.visits.map(({ service: row, kind, need }) => [row, kind, need])).toEqual([
      [1, 'psychosocial', 'psychosocial-support'],
      [0, 'medical', 'hiv-prophylaxis'],
      [2, 'legal', 'legal-help'],
    ]);
    const [first, second] = trip.visits;
    expect(first).toMatchObject({ waitMinutes: 0, doubts: [] });
    expect(first?.travelMinutes).toBeCloseTo(12, 4);
    expect(second?.arrivesAt).toBeCloseTo(NOON + (12 + 60 + 36) * 60_000, -1);
    expect(trip.endsAt).toBeCloseTo(NOON + (12 + 36 + 12 + 180) * 60_000, -1);
    expect(trip.visits.at(-1)?.leavesAt).toBe(trip.endsAt);
  });

  it('waits where a door is shut, or goes elsewhere first', () => {
    // The counselor opens at 14:00, an hour's walk away; the clinic lies on the way.
    const counsel = {
      ...COUNSEL,
      openingHours: { ...OFFICE, rules: [{ days: [1], opens: '14:00', closes: '20:00' }] },
    };
    const places = [
      [counsel, 1],
      [CLINIC, 2],
      [LAWYER, 0],
    ] as const;
    const late = tripOf(places, { stayMinutes: 5 });
    expect(late.visits.at(-1)).toMatchObject({ service: 0, startsAt: Date.parse('2026-11-23T14:00:00+01:00') });
    expect(late.visits.at(-1)?.waitMinutes).toBeGreaterThan(0);
  });

  it('takes a medical place that gives what is most urgent, even if another is nearer; any where none gives it', () => {
    const post = service('post', { components: [] });
    const near = [
      [post, 1],
      [CLINIC, 8],
      [COUNSEL, 1],
      [LAWYER, 1],
    ] as const;
    expect(tripOf(near).visits.find(({ kind }) => kind === 'medical')?.service).toBe(1);
    const without = tripOf([near[0], near[2], near[3]]);
    expect(without.status).toBe('complete');
    expect(without.visits.find(({ kind }) => kind === 'medical')).toMatchObject({ service: 0, need: 'wound-care' });
  });

  it('goes to a doubtful place only where there is no other, and says so', () => {
    const doubtful = [
      service('stale', { kind: 'legal', components: [], verifiedOn: null }),
      service('dark', { kind: 'legal', components: [], openingHours: null }),
      service('unsure', { kind: 'legal', components: [], status: 'unknown' }),
      service('review', { kind: 'legal', components: [], underReview: true }),
    ];
    for (const other of doubtful) {
      const places = [
        [CLINIC, 1],
        [COUNSEL, 1],
        [other, 1],
      ] as const;
      expect(tripOf([...places, [LAWYER, 9]]).visits.some(({ service: row }) => row === 3)).toBe(true);
      const trip = tripOf(places);
      expect(trip).toMatchObject({ status: 'complete-with-doubt', nextStep: 'call-first', missing: [] });
      expect(trip.visits.find(({ kind }) => kind === 'legal')?.doubts.length).toBe(1);
    }
  });

  it('that cannot reach all goes to the most, and says why the rest is missing', () => {
    const shut = service('shut', {
      ...{ kind: 'psychosocial', components: [] },
      openingHours: { ...ALWAYS, rules: [{ days: [5], opens: '08:00', closes: '16:00' }] },
    });
    const trip = tripOf([
      [CLINIC, 1],
      [shut, 1],
      [LAWYER, 150],
    ]);
    expect(trip).toMatchObject({
      ...{ status: 'incomplete', nextStep: 'go-in-parts' },
      missing: [
        { kind: 'psychosocial', reason: 'hours' },
        { kind: 'legal', reason: 'time' },
      ],
    });
    expect(trip.visits.map(({ service: row }) => row)).toEqual([0]);
    expect(tripOf([[CLINIC, 1]]).missing.map(({ reason }) => reason)).toEqual(['unreachable', 'unreachable']);
  });

  it('to nobody leads to the contact of the district', () => {
    expect(tripOf([])).toMatchObject({ status: 'incomplete', nextStep: 'district-contact', visits: [], endsAt: null });
  });

  it('counts the way home where that is asked for', () => {
    const places = [
      [CLINIC, 5],
      [COUNSEL, 5],
      [LAWYER, 5],
    ] as const;
    const [there, home] = [tripOf(places), tripOf(places, { returnHome: true })];
    expect((home.endsAt as number) - (there.endsAt as number)).toBeCloseTo(HOUR, -1);
    expect(tripOf(places, { returnHome: true, cutoffMinutes: 290 }).status).toBe('incomplete');
  });

  it('refuses more kinds than it can try, and takes each once', () => {
    const kinds = ['medical', 'psychosocial', 'legal', 'safe_space', 'shelter', 'police', 'food'] as const;
    expect(() => tripOf([[CLINIC, 1]], { kinds })).toThrow(Problem);
    expect(tripOf([[CLINIC, 1]], { kinds: ['medical', 'medical'] })).toMatchObject({ status: 'complete' });
  });

  it('has a next step for every status', () => {
    expect(TRIP_STATUSES.length).toBe(3);
    expect(TRIP_STEPS.length).toBe(4);
  });
});

describe('the catalog asked for the same places', () => {
  const HOURS = [
    ALWAYS,
    OFFICE,
    { ...OFFICE, rules: [{ days: [1, 2], opens: '14:00', closes: '18:00' }] },
    { ...OFFICE, holidays: ['2026-11-24'] },
  ];
  const kinds = ['medical', 'psychosocial', 'legal'] as const;
  const place = fc.tuple(fc.constantFrom(...kinds), fc.constantFrom(...HOURS), fc.integer({ min: -30, max: 30 }));

  it('names the same tour, the same end and the same missing links', () => {
    fc.assert(
      // Three of a kind at most: no place is left out as too far down the list.
      fc.property(fc.array(place, { minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 30 }), (some, hour) => {
        const places = some.map(([kind, openingHours, km], i) => {
          return [
            service(`s${i}`, { kind, openingHours, ...(kind === 'medical' ? {} : { components: [] }) }),
            km,
          ] as const;
        });
        const departure = NOON + hour * HOUR;
        const trip = tripOf(places, { departure, stayMinutes: 45, cutoffMinutes: 900 });
        const { services, ways } = onOneRoad(places);
        const minutesFrom = (lon: number) => Array.from(ways.from({ lon, lat: 0, mode: 'walk' }).minutes);
        const catalog = bundleMethod.run({
          ...{ kinds, departure, cutoffMinutes: 900, stayMinutes: { medical: 45, psychosocial: 45, legal: 45 } },
          costs: [minutesFrom(10)],
          between: services.map(({ lon }) => minutesFrom(lon)),
          services: {
            kind: places.map(([one]) => one.kind),
            openingHours: places.map(([one]) => one.openingHours),
            ids: places.map(([one]) => one.id),
          },
        }) as BundleResult;
        expect(trip.status).toBe(catalog.status[0]);
        expect(trip.missing).toEqual(catalog.missing[0]);
        const tour = catalog.tours[0] ?? [];
        expect(trip.visits.length).toBe(tour.length);
        if (trip.status === 'complete') {
          expect(((trip.endsAt as number) - departure) / 60_000).toBeCloseTo(
            (catalog.minutes as Float64Array)[0] as number,
            2,
          );
        }
      }),
      { numRuns: 150 },
    );
  });
});
