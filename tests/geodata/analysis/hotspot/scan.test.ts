// The scan statistic against hand, an independent implementation and brute force; its honest empty answers and its refusals.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanMethod } from '../../../../geodata/analysis/hotspot/scan_method.ts';
import type { ScanResult } from '../../../../geodata/analysis/hotspot/scan_schema.ts';
import { resultJson } from '../../../../geodata/analysis/method.ts';
import { seededRandom, shuffleInPlace } from '../../../../geodata/analysis/random.ts';
import { Problem } from '../../../../geodata/schema/problem.ts';
import golden from '../../../fixtures/scan.json' with { type: 'json' };

const run = (inputs: unknown): ScanResult => scanMethod.run(inputs) as ScanResult;

function pointerOf(inputs: unknown): string | undefined {
  try {
    run(inputs);
  } catch (error) {
    if (error instanceof Problem) return error.errors[0]?.pointer;
    throw error;
  }
  return undefined;
}

interface GoldenCluster {
  readonly places: number[];
  readonly window: number[];
  readonly cases: number;
  readonly expected: number;
  readonly ratio: number;
  readonly p: number;
}

/** Two shares of replicates may differ by four standard errors of both, no more. */
function sameP(ours: number, theirs: number, replicates: number, replications: number): void {
  const error = Math.sqrt(theirs * (1 - theirs) * (1 / replicates + 1 / replications));
  expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(4 * error + 2 / replications);
}

describe('scan', () => {
  it('finds the cluster that a hand finds, with the ratio of the formula', () => {
    const result = run({
      x: [0, 1, 10, 11],
      y: [0, 0, 0, 0],
      cases: [8, 6, 3, 3],
      population: [100, 100, 100, 100],
      replications: 99,
    });
    expect(result.totals).toMatchObject({ cases: 20, population: 400, places: 4, circles: 8 });
    const [first, ...rest] = result.clusters;
    expect(first).toMatchObject({ members: [0, 1], cases: 14, expected: 10, radiusMeters: 1, center: 0 });
    expect(first?.logLikelihoodRatio).toBeCloseTo(14 * Math.log(1.4) + 6 * Math.log(0.6), 12);
    expect(first?.relativeRisk).toBeCloseTo(14 / 6, 12);
    expect(rest).toEqual([]);
  });

  it('agrees with an independent implementation on the counties of North Carolina', () => {
    const { names, lon, lat, cases, population, clusters, circles, replicates } = golden.northCarolina;
    const result = run({ lon, lat, cases, population, replications: 1999 });
    expect(result.totals.circles).toBe(circles);
    expect(result.clusters.map(({ members }) => members.map((row) => names[row as number]))).toEqual(
      clusters.map(({ places }) => places.map((row) => names[row])),
    );
    clusters.forEach((theirs, k) => {
      const ours = result.clusters[k] as ScanResult['clusters'][number];
      expect(ours.cases).toBe(theirs.cases);
      expect(ours.expected).toBeCloseTo(theirs.expected, 9);
      expect(ours.logLikelihoodRatio).toBeCloseTo(theirs.ratio, 9);
      sameP(ours.p, theirs.p, replicates, 1999);
    });
  });

  it('agrees with it in space and time, over all windows and those that reach the last period', () => {
    for (const set of golden.spaceTimePoisson) {
      const cells = set.cases.flatMap((row, place) => row.map((cases, period) => ({ place, period, cases })));
      const result = run({
        x: cells.map(({ place }) => set.x[place]),
        y: cells.map(({ place }) => set.y[place]),
        times: cells.map(({ period }) => period),
        cases: cells.map(({ cases }) => cases),
        population: cells.map(({ place, period }) => set.population[place]?.[period]),
        model: 'space-time-poisson',
        prospective: set.prospective,
        replications: 1999,
      });
      agrees(result, set, (row) => cells[row]?.place as number);
    }
  });

  it('agrees with it where times are permuted over cases', () => {
    for (const set of golden.permutation) {
      const { x, y, times, prospective } = set;
      agrees(run({ x, y, times, prospective, replications: 1999 }), set, (row) => set.place[row] as number);
    }
  });

  function agrees(
    result: ScanResult,
    set: { clusters: GoldenCluster[]; replicates: number; prospective: boolean; circles: number },
    placeOf: (row: number) => number,
  ): void {
    expect(result.totals.circles).toBe(set.circles);
    const first = set.clusters[0] as GoldenCluster;
    // Equal ratios may come in another order: the ratios themselves must be the same.
    set.clusters.slice(0, 4).forEach((theirs, k) => {
      const ours = result.clusters[k] as ScanResult['clusters'][number];
      expect(ours.logLikelihoodRatio).toBeCloseTo(theirs.ratio, 9);
      sameP(ours.p, theirs.p, set.replicates, 1999);
      expect(ours.recurrenceInterval).toBe(set.prospective ? 1 / ours.p : null);
    });
    expect(result.clusters[0]).toMatchObject({ cases: first.cases, start: first.window[0], end: first.window[1] });
    const places = new Set(result.clusters[0]?.members.map((row) => placeOf(row as number)));
    expect([...places].every((place) => first.places.includes(place))).toBe(true);
    expect(result.clusters[0]?.places).toBe(first.places.length);
  }

  const place = fc.record({
    x: fc.integer({ min: 0, max: 6 }),
    y: fc.integer({ min: 0, max: 6 }),
    cases: fc.integer({ min: 0, max: 9 }),
    population: fc.integer({ min: 1, max: 500 }),
  });

  it('equals brute force over every circle, ties of distance and coincident points included', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 2, maxLength: 14 }), fc.constantFrom(0.3, 0.5, 1), (rows, maxShare) => {
        const columns = {
          x: rows.map((row) => row.x),
          y: rows.map((row) => row.y),
          cases: rows.map((row) => row.cases),
          population: rows.map((row) => row.population),
        };
        const ours = run({ ...columns, maxShare, replications: 9, maxClusters: 100 });
        const people = rows.reduce((sum, row) => sum + row.population, 0);
        const total = rows.reduce((sum, row) => sum + row.cases, 0);
        const claimed = new Set<number>();
        for (const cluster of [...ours.clusters, null]) {
          let best = 0;
          for (const center of rows) {
            for (const edge of rows) {
              const radius = (edge.x - center.x) ** 2 + (edge.y - center.y) ** 2;
              const inside = rows.flatMap((row, i) =>
                (row.x - center.x) ** 2 + (row.y - center.y) ** 2 <= radius ? [i] : [],
              );
              if (inside.some((i) => claimed.has(i))) continue;
              const c = inside.reduce((sum, i) => sum + (rows[i]?.cases as number), 0);
              const share = inside.reduce((sum, i) => sum + (rows[i]?.population as number), 0) / people;
              const e = total * share;
              if (share > maxShare + 1e-12 || c <= e) continue;
              const outside = total - c;
              const ratio = c * Math.log(c / e) + (outside > 0 ? outside * Math.log(outside / (total - e)) : 0);
              best = Math.max(best, ratio);
            }
          }
          if (cluster === null) expect(best).toBeLessThan(1e-9);
          else {
            expect(cluster.logLikelihoodRatio).toBeCloseTo(best, 9);
            for (const member of cluster.members) claimed.add(member as number);
          }
        }
      }),
      { seed: 11, numRuns: 150 },
    );
  });

  it('gives the same bytes in any order of rows that carry ids', () => {
    const { lon, lat, cases, population } = golden.northCarolina;
    const ids = golden.northCarolina.names;
    const first = resultJson(run({ points: { lon, lat, ids }, cases, population, replications: 99 }));
    const order = shuffleInPlace(
      seededRandom(4),
      ids.map((_, i) => i),
    );
    const moved = <T>(column: T[]): T[] => order.map((i) => column[i] as T);
    const second = run({
      points: { lon: moved(lon), lat: moved(lat), ids: moved(ids) },
      cases: moved(cases),
      population: moved(population),
      replications: 99,
    });
    expect(resultJson(second)).toBe(first);
    expect(second.clusters[0]?.members).toContain('Warren');
  });

  it('does not change with the unit in which people are counted', () => {
    const { lon, lat, cases, population } = golden.northCarolina;
    const one = run({ lon, lat, cases, population, replications: 99 });
    const thousand = run({ lon, lat, cases, population: population.map((n) => n * 1024), replications: 99 });
    expect(thousand.clusters).toEqual(one.clusters);
  });

  it('takes rows at one point for one place, over the antimeridian and at the pole too', () => {
    const result = run({
      lon: [180, -180, 170, 160, 0, 90],
      lat: [0, 0, 0, 0, 90, 90],
      cases: [5, 5, 1, 1, 1, 1],
      population: [10, 10, 30, 30, 10, 10],
      replications: 99,
    });
    expect(result.totals.places).toBe(4);
    expect(result.clusters[0]).toMatchObject({ members: [0, 1], cases: 10, radiusMeters: 0 });
  });

  it('lets places at one distance enter a circle together', () => {
    // Around the middle one circle holds both neighbors, none holds one: 2 + 3 + 3 circles, and the far place is too large.
    const columns = { cases: [4, 4, 0, 0], population: [10, 10, 10, 70], replications: 99 };
    expect(run({ x: [0, -1, 1, 50], y: [0, 0, 0, 0], ...columns }).totals.circles).toBe(8);
    expect(run({ x: [0.3, 0.1, 0.5, 50], y: [0, 0, 0, 0], ...columns }).totals.circles).toBe(8);
    expect(run({ lon: [13, 12.9, 13.1, 15], lat: [11, 11, 11, 11], ...columns }).totals.circles).toBe(8);
    expect(run({ lon: [13, 13, 13.1, 15], lat: [11, 10.9, 11, 11], ...columns }).totals.circles).toBe(9);
  });

  it('answers honestly where there is nothing to find', () => {
    const places = { x: [0, 5, 9], y: [0, 0, 0] };
    const none = run({ ...places, cases: [0, 0, 0], population: [1, 2, 3] });
    expect([none.clusters, none.warnings.length]).toEqual([[], 1]);
    const single = run({ x: [0], y: [0], cases: [7], population: [100] });
    expect([single.clusters, single.warnings[0]]).toEqual([[], expect.stringContaining('maxShare')]);
    const oneHoldsAll = run({ ...places, cases: [7, 0, 0], population: [100, 0, 0] });
    expect([oneHoldsAll.clusters, oneHoldsAll.warnings.length]).toEqual([[], 1]);
    const nobody = run({ ...places, cases: [0, 0, 0], population: [0, 0, 0] });
    expect(nobody.clusters).toEqual([]);
    expect(() => run({ x: [], y: [], cases: [], population: [] })).toThrow(
      expect.objectContaining({ errors: [{ pointer: '/points', detail: 'Give at least one place.' }] }),
    );
    const oneDay = run({ ...places, times: [3, 3, 3] });
    expect([oneDay.clusters, oneDay.warnings[0]]).toEqual([[], expect.stringContaining('period')]);
    const even = run({ x: [0, 5], y: [0, 0], cases: [5, 5], population: [10, 10] });
    expect([even.clusters, even.warnings[0]]).toEqual([[], expect.stringContaining('more cases than expected')]);
  });

  it('leaves rows with a missing number out, with their people, and counts them', () => {
    const full = { x: [0, 5, 9, 20], y: [0, 0, 0, 0], cases: [9, 1, 2, 1], population: [10, 20, 30, 40] };
    const without = run({ ...full, replications: 99 });
    const withMissing = run({
      x: [...full.x, 1, 2],
      y: [...full.y, 0, 0],
      cases: [...full.cases, null, 4],
      population: [...full.population, 50, null],
      replications: 99,
    });
    expect(withMissing.clusters).toEqual(without.clusters);
    expect(withMissing.totals).toEqual(without.totals);
    expect(withMissing.warnings.map((warning) => warning.slice(0, 2))).toEqual(['1 ', '1 ']);
  });

  it('never says p = 0, and says 1/(R + 1) of a cluster that chance never reaches', () => {
    const x = Array.from({ length: 20 }, (_, i) => i);
    const cases = x.map((i) => (i < 2 ? 100 : 1));
    const result = run({ x, y: x.map(() => 0), cases, population: x.map(() => 100), replications: 499 });
    expect(result.clusters[0]?.p).toBe(1 / 500);
    expect(result.clusters.every(({ p }) => p > 0 && p <= 1)).toBe(true);
    expect(result.seed).toBe(1);
  });

  it('names first and last day of a window as the times came in, periods counted back from the last day', () => {
    const far = Array.from({ length: 28 }, (_, day) => ({
      x: 50 + (day % 7),
      time: `2026-03-${`${day + 1}`.padStart(2, '0')}`,
    }));
    const near = ['2026-03-24', '2026-03-25T23:59:59+01:00', '2026-03-26', '2026-03-27', '2026-03-28'];
    const result = run({
      x: [...far.map(({ x }) => x), ...near.map(() => 0)],
      y: [...far.map(() => 0), ...near.map(() => 0)],
      times: [...far.map(({ time }) => time), ...near],
      periodDays: 7,
      replications: 199,
    });
    expect(result.totals).toMatchObject({ periods: 4, windows: 2 });
    expect(result.clusters[0]).toMatchObject({ start: '2026-03-22', end: '2026-03-28', cases: 5 });
    expect(result.clusters[0]?.members).toEqual([28, 29, 30, 31, 32]);
    expect(result.clusters[0]?.recurrenceInterval).toBeCloseTo(7 / (result.clusters[0]?.p as number), 9);
  });

  it('sees a cluster that is over only when it looks back', () => {
    const x = Array.from({ length: 60 }, (_, i) => (i % 12) * 3);
    const times = x.map((_, i) => Math.floor(i / 6));
    const extra = Array.from({ length: 12 }, () => 3);
    const rows = { x: [...x, ...extra.map(() => 0)], y: [...x, ...extra].map(() => 0), times: [...times, ...extra] };
    const back = run({ ...rows, prospective: false, replications: 199 });
    expect(back.clusters[0]).toMatchObject({ start: 3, end: 3, recurrenceInterval: null });
    expect(back.clusters[0]?.p).toBeLessThan(0.02);
    const now = run({ ...rows, replications: 199 });
    expect(now.clusters.every(({ end }) => end === 9)).toBe(true);
    expect(now.clusters[0]?.p).toBeGreaterThan(0.05);
  });

  it('leaves out rows before the first whole period and outside the study, and says so', () => {
    const result = run({ x: [0, 1, 2, 3], y: [0, 0, 0, 0], times: [0, 4, 5, 9], periodDays: 3, replications: 99 });
    expect(result.totals).toMatchObject({ cases: 3, periods: 3 });
    expect(result.warnings[0]).toMatch(/^1 rows lie outside/);
    const study = { x: [0, 1, 2, 3], y: [0, 0, 0, 0], times: [0, 4, 5, 9], studyStart: 4, studyEnd: 13 };
    expect(run({ ...study, replications: 99 }).totals).toMatchObject({ cases: 3, periods: 10 });
  });

  it('points at what does not fit', () => {
    const fine = { x: [0, 5], y: [0, 0], cases: [1, 1], population: [10, 10] };
    expect(pointerOf({ ...fine, cases: [1.5, 1] })).toBe('/cases/0');
    expect(pointerOf({ ...fine, cases: [-1, 1] })).toBe('/cases/0');
    expect(pointerOf({ ...fine, cases: [1] })).toBe('/cases');
    expect(pointerOf({ ...fine, population: [10, 0] })).toBe('/population/1');
    expect(pointerOf({ ...fine, maxShare: 0 })).toBe('/maxShare');
    expect(pointerOf({ ...fine, maxShare: 1.1 })).toBe('/maxShare');
    expect(pointerOf({ ...fine, times: [1, 2] })).toBe('/times');
    expect(pointerOf({ ...fine, model: 'space-time-poisson' })).toBe('/times');
    expect(pointerOf({ ...fine, model: 'space-time-permutation', times: [1, 2] })).toBe('/population');
    expect(pointerOf({ x: [0, 5], y: [0, 0], cases: [1, 1], model: 'poisson' })).toBe('/population');
    expect(pointerOf({ x: [0, 5], y: [0, 0], times: [1, '2026-01-01'] })).toBe('/times/0');
    expect(pointerOf({ x: [0, 5], y: [0, 0], times: ['2026-02-30', '2026-01-01'] })).toBe('/times/0');
    expect(pointerOf({ x: [0, 5], y: [0, 0], times: ['2026-01-01T12:00:00', '2026-01-01'] })).toBe('/times/0');
    expect(pointerOf({ ...fine, points: { x: [0, 5], y: [0, 0] } })).toBe('/points');
    const many = Array.from({ length: 10_001 }, (_, i) => i);
    expect(pointerOf({ x: many, y: many, cases: many.map(() => 1), population: many.map(() => 1) })).toBe('');
  });
});
