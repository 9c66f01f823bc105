// Patrol presence against a walk in steps of one second, and tracks made by hand.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resultJson } from '../../../../geodata/analysis/method.ts';
import { seededRandom } from '../../../../geodata/analysis/random.ts';
import { geodesicMeters } from '../../../../geodata/analysis/reach/geodesic.ts';
import { patrolCoverageMethod } from '../../../../geodata/analysis/siting/patrol_coverage.ts';
import type { PatrolCoverageResult } from '../../../../geodata/analysis/siting/patrol_coverage_schema.ts';

const run = (inputs: unknown): PatrolCoverageResult => patrolCoverageMethod.run(inputs) as PatrolCoverageResult;
const MONDAY = Date.parse('2026-03-02T00:00:00Z');
const MINUTE = 60_000;
const WEEK = 7 * 24 * 60 * MINUTE;

describe('patrol coverage', () => {
  it('counts the minutes that a straight walk past a place takes, and the hour they fall in', () => {
    // 1,000 m of meridian at constant speed in 10 minutes, past a place in its middle, reach 250 m: half of the way.
    const lat = 1000 / 110_574;
    const result = run({
      places: { lon: [0, 1], lat: [lat / 2, 0], demand: [30, 10] },
      runs: { run: ['a', 'a'], lon: [0, 0], lat: [0, lat], at: [MONDAY + 55 * MINUTE, MONDAY + 65 * MINUTE] },
      reachMeters: 250,
      minMinutes: 2,
      period: { from: MONDAY, until: MONDAY + WEEK },
    });
    expect(result.dosage[0]).toBeCloseTo(5, 3);
    expect(result.dosage[1]).toBe(0);
    // 57.5 to 62.5: two and a half minutes in each of two hours.
    expect(result.byHour[0]).toEqual({ hour: 0, occurrences: 1, share: 0.75, patrolHours: 5 / 60 });
    expect(result.byHour[1]?.share).toBe(0.75);
    expect(result.share).toBeCloseTo((2 * 0.75) / 168, 12);
    expect(result.neverReached).toEqual([1]);
    expect(result.effort).toMatchObject({ runs: 1, hours: 1 / 6 });
    expect(result.effort.km).toBeCloseTo(1, 4);
  });

  it('is what a walk in steps of one second counts', () => {
    const random = seededRandom(3);
    const places = {
      lon: Array.from({ length: 6 }, () => 179.99 + 0.02 * random()).map((lon) => (lon > 180 ? lon - 360 : lon)),
      lat: Array.from({ length: 6 }, () => -17 + 0.02 * random()),
    };
    const fixes = Array.from({ length: 12 }, (_, i) => ({
      lon: 179.985 + 0.03 * random(),
      lat: -17.005 + 0.03 * random(),
      at: MONDAY + i * 7 * MINUTE,
    }));
    const result = run({
      places,
      runs: {
        run: fixes.map(() => 7),
        lon: fixes.map(({ lon }) => (lon > 180 ? lon - 360 : lon)),
        lat: fixes.map(({ lat }) => lat),
        at: fixes.map(({ at }) => at),
      },
      reachMeters: 700,
      period: { from: MONDAY, until: MONDAY + WEEK },
    });
    places.lon.forEach((toLon, p) => {
      let seconds = 0;
      for (let i = 1; i < fixes.length; i++) {
        const [a, b] = [fixes[i - 1], fixes[i]] as [(typeof fixes)[0], (typeof fixes)[0]];
        for (let s = 0.5; s < 420; s++) {
          const fromLon = a.lon + (s / 420) * (b.lon - a.lon);
          const fromLat = a.lat + (s / 420) * (b.lat - a.lat);
          if (geodesicMeters({ fromLon, fromLat, toLon, toLat: places.lat[p] as number }) <= 700) seconds++;
        }
      }
      expect(Math.abs((result.dosage[p] as number) * 60 - seconds)).toBeLessThan(12);
    });
    expect(Math.max(...(result.dosage as Float64Array))).toBeGreaterThan(5);
  });

  it('takes nothing from the time when a receiver was silent, and says so', () => {
    const runs = { run: [1, 1], lon: [0, 0], lat: [0, 0], at: [MONDAY, MONDAY + 16 * MINUTE] };
    const period = { from: MONDAY, until: MONDAY + WEEK };
    const silent = run({ places: { lon: [0], lat: [0] }, runs, period });
    expect([silent.dosage[0], silent.effort.hours, silent.warnings.length]).toEqual([0, 0, 1]);
    expect(run({ places: { lon: [0], lat: [0] }, runs, period, maxGapMinutes: 16 }).dosage[0]).toBe(16);
  });

  it('keeps local hours over a change of clocks: an hour that is skipped is not there, one that comes twice is one', () => {
    const places = { lon: [2], lat: [48] };
    const fixes = (from: string, minutes: number) => {
      const at = Array.from({ length: minutes / 10 + 1 }, (_, i) => Date.parse(from) + i * 10 * MINUTE);
      return { run: at.map(() => 1), lon: at.map(() => 2), lat: at.map(() => 48), at };
    };
    const day = (date: string, next: string, hours: number) =>
      run({
        places,
        runs: fixes(`${date}T00:30:00Z`, 120),
        timeZone: 'Europe/Paris',
        period: { from: `${date}T00:00:00Z`, until: Date.parse(next) },
      }).byHour.filter(({ occurrences }) => occurrences > 0).length - hours;
    // 2026-03-29, Sunday: 2:00 to 3:00 does not exist. From 1:00 local to Monday 2:00 local.
    expect(day('2026-03-29', '2026-03-30T00:00:00Z', 24)).toBe(0);
    const spring = run({
      places,
      runs: fixes('2026-03-29T00:30:00Z', 120),
      timeZone: 'Europe/Paris',
      period: { from: '2026-03-29T00:00:00Z', until: '2026-03-29T04:00:00Z' },
    });
    const sunday = 6 * 24;
    expect(spring.byHour.filter(({ occurrences }) => occurrences > 0).map(({ hour }) => hour)).toEqual(
      [1, 3, 4, 5].map((h) => sunday + h),
    );
    expect(spring.byHour.filter(({ share }) => share === 1).map(({ hour }) => hour)).toEqual(
      [1, 3, 4].map((h) => sunday + h),
    );
    const autumn = run({
      places,
      runs: fixes('2026-10-25T00:00:00Z', 60),
      timeZone: 'Europe/Paris',
      period: { from: '2026-10-25T00:00:00Z', until: '2026-10-25T03:00:00Z' },
    });
    expect(
      autumn.byHour.filter(({ occurrences }) => occurrences > 0).map(({ hour, share }) => [hour - sunday, share]),
    ).toEqual([
      [2, 1],
      [3, 0],
    ]);
  });

  it('gives the same bytes for fixes and places in any order', () => {
    const random = seededRandom(9);
    const fixes = Array.from({ length: 60 }, (_, i) => ({
      run: `r${i % 4}`,
      lon: 12 + 0.02 * random(),
      lat: 11 + 0.02 * random(),
      at: MONDAY + i * 2 * MINUTE,
    }));
    const places = Array.from({ length: 8 }, (_, i) => ({
      lon: 12 + 0.02 * random(),
      lat: 11 + 0.02 * random(),
      demand: 10 * random(),
      ids: `p${i}`,
    }));
    const columns = <T extends object>(rows: readonly T[]) =>
      Object.fromEntries(Object.keys(rows[0] as T).map((key) => [key, rows.map((row) => row[key as keyof T])]));
    const answer = (f: typeof fixes, p: typeof places) =>
      resultJson(run({ places: columns(p), runs: columns(f), period: { from: MONDAY, until: MONDAY + WEEK } }));
    const first = answer(fixes, places);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(fixes, { minLength: 60 }),
        fc.shuffledSubarray(places, { minLength: 8 }),
        (f, p) => {
          expect(answer(f, p)).toBe(first);
        },
      ),
      { numRuns: 10 },
    );
  });

  it('says what is wrong', () => {
    const places = { lon: [0], lat: [0] };
    const runs = { run: [1], lon: [0], lat: [0], at: [MONDAY] };
    const pointer = (inputs: object) => {
      try {
        run({ places, runs, ...inputs });
      } catch (error) {
        return (error as { errors: { pointer: string }[] }).errors[0]?.pointer;
      }
      return null;
    };
    expect(pointer({ timeZone: 'Mars/Olympus' })).toBe('/timeZone');
    expect(pointer({ period: { from: MONDAY, until: MONDAY } })).toBe('/period/until');
    expect(pointer({ places: { x: [0], y: [0] } })).toBe('/places');
    expect(pointer({ runs: { ...runs, at: ['yesterday'] } })).toBe('/runs/at/0');
    expect(pointer({ runs: { ...runs, lon: [0, 1] } })).toBe('/runs/lon');
    const nothing = run({ places, runs: { run: [], lon: [], lat: [], at: [] } });
    expect([nothing.share, nothing.effort.runs, nothing.neverReached]).toEqual([null, 0, [0]]);
  });
});
