// Near repeats against hand, an independent implementation and every permutation; inclusive bands; what is left out; and the law
// that p-values keep their word.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearRepeatMethod } from '../../../../geodata/analysis/hotspot/near_repeat_method.ts';
import type { NearRepeatResult } from '../../../../geodata/analysis/hotspot/near_repeat_schema.ts';
import { resultJson } from '../../../../geodata/analysis/method.ts';
import { seededRandom } from '../../../../geodata/analysis/random.ts';
import { geodesicMeters } from '../../../../geodata/analysis/reach/geodesic.ts';
import { Problem } from '../../../../geodata/schema/problem.ts';
import golden from '../../../fixtures/near_repeat.json' with { type: 'json' };

const run = (inputs: unknown): NearRepeatResult => nearRepeatMethod.run(inputs) as NearRepeatResult;

function pointerOf(inputs: unknown): string | undefined {
  try {
    run(inputs);
  } catch (error) {
    if (error instanceof Problem) return error.errors[0]?.pointer;
    throw error;
  }
  return undefined;
}

describe('near-repeat', () => {
  it('counts pairs by hand, bounds inclusive, with the expectation of Knox', () => {
    const result = run({
      x: [0, 3, 0, 100],
      y: [0, 4, 0, 0],
      times: [0, 2, 7, 7],
      distanceBands: [0, 5, 10],
      timeBands: [2, 7],
      replications: 99,
    });
    // Same place: events 0 and 2, 7 days. At 5: 0–1 (2 days), 1–2 (5 days). Of 6 pairs 2 are within 2 days, 4 more within 7.
    expect(result.observed).toEqual([
      [0, 1],
      [1, 1],
      [0, 0],
    ]);
    expect(result.expected[0]?.[0]).toBeCloseTo((1 * 2) / 6, 12);
    expect(result.expected[1]?.[1]).toBeCloseTo((2 * 4) / 6, 12);
    expect(result.ratio[2]).toEqual([null, null]);
    expect(result.totals).toEqual({ events: 4, nearPairs: 3 });
  });

  it('agrees with an independent implementation over geodesics', () => {
    const { lon, lat, times, distanceBands, timeBands, observed, mean, p, permutations } = golden.geodesic;
    const result = run({ lon, lat, times, distanceBands, timeBands, replications: 1999 });
    expect(result.observed).toEqual(observed);
    observed.forEach((row, d) => {
      row.forEach((_, t) => {
        const theirs = p[d]?.[t] as number;
        const error = Math.sqrt(theirs * (1 - theirs) * (1 / permutations + 1 / 2000));
        expect(Math.abs((result.p[d]?.[t] as number) - theirs)).toBeLessThanOrEqual(4 * error + 1 / 1000);
        const expected = result.expected[d]?.[t] as number;
        expect(Math.abs(expected - (mean[d]?.[t] as number))).toBeLessThan(
          5 * Math.sqrt((expected + 0.01) / permutations),
        );
      });
    });
    expect(result.exceeding.length).toBeGreaterThan(0);
    expect(result.riskWindow.days).not.toBeNull();
  });

  it('agrees with every permutation of a small set', () => {
    const { x, y, times, distanceBands, timeBands, observed, mean, share } = golden.every;
    const result = run({ x, y, times, distanceBands, timeBands, replications: 20_000 });
    expect(result.observed).toEqual(observed);
    observed.forEach((row, d) => {
      row.forEach((_, t) => {
        expect(result.expected[d]?.[t]).toBeCloseTo(mean[d]?.[t] as number, 12);
        const truth = share[d]?.[t] as number;
        const error = Math.sqrt((truth * (1 - truth)) / 20_000);
        expect(Math.abs((result.p[d]?.[t] as number) - truth)).toBeLessThanOrEqual(4 * error + 1e-4);
      });
    });
  });

  it('equals brute force over all pairs anywhere on Earth', () => {
    const event = fc.record({
      lon: fc.constantFrom(-180, -179.999, 179.999, 180, 0, 0.0005, 13),
      lat: fc.constantFrom(-90, -89.9999, 0, 0.0004, 89.9999, 90),
      time: fc.integer({ min: 0, max: 20 }),
    });
    const distanceBands = [0, 60, 150, 400];
    const timeBands = [0, 3, 10];
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 20 }), (events) => {
        const table = distanceBands.map(() => timeBands.map(() => 0));
        events.forEach((a, i) => {
          for (const b of events.slice(i + 1)) {
            const meters = geodesicMeters({ fromLon: a.lon, fromLat: a.lat, toLon: b.lon, toLat: b.lat });
            const d = distanceBands.findIndex((bound) => meters <= bound);
            const t = timeBands.findIndex((bound) => Math.abs(a.time - b.time) <= bound);
            if (d >= 0 && t >= 0) (table[d] as number[])[t] = (table[d]?.[t] as number) + 1;
          }
        });
        const columns = { lon: events.map(({ lon }) => lon), lat: events.map(({ lat }) => lat) };
        const times = events.map(({ time }) => time);
        expect(run({ ...columns, times, distanceBands, timeBands, replications: 9 }).observed).toEqual(table);
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  it('reads days from dates and hours from date-times: 3 d 23 h and 4 d 0 h fall on both sides of a bound', () => {
    // The clocks of Berlin went forward on 29 March 2026; days are of 24 hours all the same.
    const at = (later: string): number[] =>
      run({
        x: [0, 1],
        y: [0, 0],
        times: ['2026-03-27T12:00:00+01:00', later],
        distanceBands: [5],
        timeBands: [4, 8],
        replications: 9,
      }).observed[0] as number[];
    expect(at('2026-03-31T12:00:00+02:00')).toEqual([1, 0]);
    expect(at('2026-03-31T13:00:00+02:00')).toEqual([1, 0]);
    expect(at('2026-03-31T13:00:01+02:00')).toEqual([0, 1]);
  });

  it('leaves out events known more coarsely than the narrowest band, or not known, and counts them', () => {
    const result = run({
      x: [0, 1, 2, 3, 4, 5],
      y: [0, 0, 0, 0, 0, 0],
      times: [0, 1, null, 3, 4, 5],
      precisionMeters: [100, 100, 0, 101, null, 0],
      precisionDays: [1, 1, 1, 1, 1, 8],
      distanceBands: [0, 100, 300],
      timeBands: [7, 14],
      replications: 9,
    });
    expect(result.totals.events).toBe(2);
    expect(result.warnings.map((warning) => warning.slice(0, 1))).toEqual(['1', '2', '1']);
  });

  it('names the cells that exceed, and the end of the unbroken run from the event outward', () => {
    const random = seededRandom(5);
    const [x, times]: [number[], number[]] = [[], []];
    for (let k = 0; k < 120; k++) {
      const [at, day] = [random() * 1e6, random() * 5000];
      x.push(at, at + 20 + 150 * random());
      times.push(day, day + 10 * random());
    }
    const zeros = x.map(() => 0);
    const result = run({ x, y: zeros, times, distanceBands: [100, 200, 400], timeBands: [5, 10, 20] });
    expect(result.riskWindow).toEqual({ days: 10, meters: 200 });
    expect(result.exceeding.map(({ meters, days }) => [meters.to, days.to])).toEqual([
      [100, 5],
      [100, 10],
      [200, 5],
      [200, 10],
    ]);
    expect(result.exceeding.every(({ ratio, adjustedP }) => ratio >= 1.2 && adjustedP <= 0.05)).toBe(true);
    expect(result.p[0]?.[0]).toBe(1 / 1000);
  });

  it('gives the same bytes in any order of events that carry ids', () => {
    const { lon, lat, times, distanceBands, timeBands } = golden.geodesic;
    const ids = lon.map((_, i) => `e${i}`);
    const bands = { distanceBands, timeBands, replications: 99 };
    const forward = run({ points: { lon, lat, ids }, times, ...bands });
    const backward = run({
      points: { lon: lon.toReversed(), lat: lat.toReversed(), ids: ids.toReversed() },
      times: times.toReversed(),
      ...bands,
    });
    expect(resultJson(backward)).toBe(resultJson(forward));
  });

  it('answers honestly with one event, all at one place, all at one time', () => {
    const bands = { distanceBands: [0, 100], timeBands: [0, 7], replications: 99 };
    const single = run({ x: [0], y: [0], times: [0], ...bands });
    expect([single.observed.flat(), single.p.flat()]).toEqual([
      [0, 0, 0, 0],
      [1, 1, 1, 1],
    ]);
    expect(single.warnings.length).toBe(1);
    const onePlace = run({ x: [0, 0, 0], y: [0, 0, 0], times: [0, 5, 90], ...bands });
    expect([onePlace.ratio[0], onePlace.p[0]]).toEqual([
      [null, 1],
      [1, 1],
    ]);
    const oneTime = run({ x: [0, 50, 900], y: [0, 0, 0], times: [4, 4, 4], ...bands });
    expect([oneTime.ratio[1], oneTime.p[1]]).toEqual([
      [1, null],
      [1, 1],
    ]);
  });

  it('points at what does not fit', () => {
    const fine = { x: [0, 1], y: [0, 0], times: [0, 1], distanceBands: [10], timeBands: [7] };
    expect(pointerOf({ ...fine, x: [], y: [], times: [] })).toBe('/points');
    expect(pointerOf({ ...fine, distanceBands: [10, 10] })).toBe('/distanceBands');
    expect(pointerOf({ ...fine, timeBands: [] })).toBe('/timeBands');
    expect(pointerOf({ ...fine, distanceBands: [-1] })).toBe('/distanceBands/0');
    expect(pointerOf({ ...fine, times: [0] })).toBe('/times');
    expect(pointerOf({ ...fine, times: [0, 'yesterday'] })).toBe('/times/1');
    expect(pointerOf({ ...fine, precisionMeters: [1] })).toBe('/precisionMeters');
    const crowd = Array.from({ length: 4500 }, () => 0);
    expect(pointerOf({ ...fine, x: crowd, y: crowd, times: crowd })).toBe('/distanceBands');
  });

  it('calls at most α of 10,000 sets without near repeats unusual at level α, one cell each', () => {
    const levels = [0.01, 0.05, 0.1];
    const rejected = [0, 0, 0];
    for (let set = 0; set < 10_000; set++) {
      const random = seededRandom(7_919 * (set + 1));
      const column = (scale: number): number[] => Array.from({ length: 13 }, () => random() * scale);
      const { p } = run({
        x: column(10),
        y: column(10),
        times: column(100),
        distanceBands: [4],
        timeBands: [20],
        replications: 999,
        seed: set,
      });
      levels.forEach((level, k) => {
        if ((p[0]?.[0] as number) <= level) rejected[k] = (rejected[k] as number) + 1;
      });
    }
    levels.forEach((level, k) => {
      const share = (rejected[k] as number) / 10_000;
      expect(share).toBeLessThanOrEqual(level + 3 * Math.sqrt((level * (1 - level)) / 10_000));
      expect(share).toBeGreaterThan(level / 3);
    });
  }, 60_000);
});
