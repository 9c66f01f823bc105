// Accessibility: hand-counted scores, NumPy's, the law of sums, bands at their ends, the order of the input.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resultJson } from '../../../../geodata/analysis/method.ts';
import { seededRandom, shuffleInPlace } from '../../../../geodata/analysis/random.ts';
import { accessibilityMethod } from '../../../../geodata/analysis/reach/accessibility.ts';
import type { AccessibilityResult } from '../../../../geodata/analysis/reach/accessibility_schema.ts';
import { Problem } from '../../../../geodata/schema/problem.ts';

const run = (inputs: unknown): AccessibilityResult => accessibilityMethod.run(inputs) as AccessibilityResult;
const scoresOf = (inputs: unknown): number[] => Array.from(run(inputs).scores as Float64Array);
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

function pointerOf(inputs: unknown): string | undefined {
  try {
    run(inputs);
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid_input') return error.errors[0]?.pointer;
    throw error;
  }
  return undefined;
}

const worlds = fc
  .record({ rows: fc.integer({ min: 1, max: 8 }), sites: fc.integer({ min: 1, max: 5 }) })
  .chain(({ rows, sites }) =>
    fc.record({
      costs: fc.array(
        fc.array(fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 40 }) }, fc.constant(null)), {
          minLength: sites,
          maxLength: sites,
        }),
        { minLength: rows, maxLength: rows },
      ),
      demand: fc.array(
        fc.double({ min: 0, max: 1000, noNaN: true }).map((people) => (people < 1 ? 0 : people)),
        {
          minLength: rows,
          maxLength: rows,
        },
      ),
      supply: fc.array(fc.integer({ min: 0, max: 50 }), { minLength: sites, maxLength: sites }),
    }),
  );

describe('accessibility', () => {
  it('shares supply with all who reach it', () => {
    // Site 0: 10 for 100 + 300 people; site 1: 5 for 300 + 100.
    const inputs = {
      costs: [
        [10, null],
        [30, 20],
        [31, 30],
      ],
      demand: [100, 300, 100],
      supply: [10, 5],
    };
    const result = run({ ...inputs, method: '2sfca', cutoff: 30 });
    expect(Array.from(result.ratios as Float64Array)).toEqual([10 / 400, 5 / 400]);
    expect(Array.from(result.scores as Float64Array)).toEqual([10 / 400, 10 / 400 + 5 / 400, 5 / 400]);
    expect(result.totals).toMatchObject({ supplyReached: 15, demandReached: 500 });
    expect(result.totals.meanScore).toBeCloseTo(15 / 500, 15);
    expect(scoresOf({ ...inputs, method: 'cumulative', cutoff: 30 })).toEqual([10, 15, 5]);
  });

  it('is 2SFCA within 30 minutes unless told otherwise, and says so', () => {
    const result = run({ costs: [[30], [30.1]], demand: [10, 10], supply: [1] });
    expect(result.parameters).toEqual({ method: '2sfca', cutoff: 30, bands: [30], weights: [1] });
    expect(Array.from(result.scores as Float64Array)).toEqual([0.1, 0]);
  });

  it('weighs by bands whose ends belong to them', () => {
    const costs = [[0], [10], [10.5], [20], [30], [30.5]];
    const weights = [1, 1, 0.68, 0.68, 0.22, 0];
    const scores = scoresOf({ costs, demand: [1, 1, 1, 1, 1, 1], supply: [1], method: 'e2sfca' });
    for (const [i, weight] of weights.entries()) expect(scores[i]).toBeCloseTo(weight / sum(weights), 14);
  });

  it('lets people choose among sites in three steps', () => {
    // Both sites in the first band: half of the people count at each.
    const scores = scoresOf({
      costs: [
        [5, 5],
        [5, null],
      ],
      demand: [100, 100],
      supply: [30, 10],
      method: '3sfca',
    });
    expect(scores[0]).toBeCloseTo((0.5 * 30) / 150 + (0.5 * 10) / 50, 14);
    expect(scores[1]).toBeCloseTo(30 / 150, 14);
  });

  it('agrees with NumPy', () => {
    const golden = JSON.parse(readFileSync('tests/fixtures/accessibility_rows.json', 'utf8')) as {
      costs: unknown;
      demand: number[];
      supply: number[];
      bands: number[];
      weights: number[];
      cutoff: number;
      scores: Record<string, number[]>;
    };
    const { costs, demand, supply, bands, weights, cutoff } = golden;
    for (const [method, expected] of Object.entries(golden.scores)) {
      const by = method === 'cumulative' || method === '2sfca' ? { cutoff } : { bands, weights };
      const scores = scoresOf({ costs, demand, supply, method, ...by });
      scores.forEach((score, i) => {
        expect(Math.abs(score - (expected[i] as number)), `${method} ${i}`).toBeLessThanOrEqual(1e-13 * score);
      });
    }
  });

  it('says null and how many where the number of people is missing', () => {
    const result = run({ costs: [[5], [5]], demand: [null, 100], supply: [2], cutoff: 30 });
    expect(resultJson(result)).toContain('"scores":[null,0.02]');
    expect(result.warnings.join()).toMatch(/^1 of 2 rows/);
  });

  it('gives no ratio to a site that nobody reaches, and an honest 0 to who reaches nothing', () => {
    const result = run({
      costs: [
        [5, null, null],
        [null, 5, null],
      ],
      demand: [0, 100],
      supply: [2, 3, 4],
      cutoff: 30,
    });
    expect(resultJson(result)).toContain('"ratios":[null,0.03,null]');
    expect(Array.from(result.scores as Float64Array)).toEqual([0, 0.03]);
    expect(result.totals).toMatchObject({ supply: 9, supplyReached: 3 });
    expect(result.warnings).toHaveLength(2);
    expect(scoresOf({ costs: [[]], demand: [5], supply: [] })).toEqual([0]);
    expect(run({ costs: [[90]], demand: [5], supply: [1] }).warnings).toHaveLength(1);
  });

  it('points at what does not fit', () => {
    const good = { costs: [[1, 2]], demand: [1], supply: [1, 1] };
    expect(pointerOf(good)).toBeUndefined();
    expect(pointerOf({ ...good, bands: [10, 20] })).toBe('/weights');
    expect(pointerOf({ ...good, weights: [1] })).toBe('/bands');
    expect(pointerOf({ ...good, bands: [10, 10], weights: [1, 1] })).toBe('/bands/1');
    expect(pointerOf({ ...good, bands: [10, 20], weights: [1] })).toBe('/weights');
    expect(pointerOf({ ...good, method: 'gravity' })).toBe('/method');
    expect(pointerOf({ ...good, supply: [1, Number.NaN] })).toBe('/supply/1');
    expect(pointerOf({ ...good, demand: [1, 1] })).toBe('/costs');
    expect(pointerOf({ ...good, demand: [], costs: [] })).toBe('/demand');
  });
});

describe('laws of accessibility', () => {
  it.each(['2sfca', 'e2sfca', '3sfca'])('hands out exactly the supply that is reached: %s', (method) => {
    fc.assert(
      fc.property(worlds, (world) => {
        const result = run({ ...world, method });
        const handedOut = sum(world.demand.map((people, i) => people * (result.scores[i] as number)));
        expect(Math.abs(handedOut - result.totals.supplyReached)).toBeLessThanOrEqual(1e-9 * (handedOut || 1));
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('reaches no less of anything with a longer cutoff, counted cumulatively', () => {
    fc.assert(
      fc.property(worlds, fc.integer({ min: 0, max: 40 }), (world, cutoff) => {
        const near = scoresOf({ ...world, method: 'cumulative', cutoff });
        const far = scoresOf({ ...world, method: 'cumulative', cutoff: cutoff + 5 });
        expect(far.every((score, i) => score >= (near[i] as number))).toBe(true);
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  it('is e2sfca with one band of weight 1 where it is 2sfca', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const banded = scoresOf({ ...world, method: 'e2sfca', bands: [25], weights: [1] });
        expect(scoresOf({ ...world, method: '2sfca', cutoff: 25 })).toEqual(banded);
      }),
      { numRuns: 100, seed: 3 },
    );
  });

  it('changes no byte with the order of rows and sites that have ids, matrix or triples', () => {
    fc.assert(
      fc.property(
        worlds,
        fc.integer({ min: 1, max: 1e6 }),
        fc.constantFrom('2sfca', '3sfca'),
        (world, seed, method) => {
          const random = seededRandom(seed);
          const straight = { rows: world.demand.map((_, i) => i), sites: world.supply.map((_, j) => j) };
          const turned = {
            rows: shuffleInPlace(random, [...straight.rows]),
            sites: shuffleInPlace(random, [...straight.sites]),
          };
          const named = ({ rows, sites }: typeof straight, sparse: boolean): string => {
            const costs = rows.map((i) => sites.map((j) => world.costs[i]?.[j] ?? null));
            const pairs = costs.flatMap((row, i) => row.map((cost, j) => ({ i, j, cost })));
            shuffleInPlace(random, pairs);
            const triples = {
              demand: pairs.map((pair) => pair.i),
              site: pairs.map((pair) => pair.j),
              cost: pairs.map((pair) => pair.cost),
            };
            return resultJson(
              run({
                costs: sparse ? triples : costs,
                demand: rows.map((i) => world.demand[i]),
                supply: sites.map((j) => world.supply[j]),
                ids: rows.map((i) => i + 100),
                siteIds: sites.map((j) => `s${j}`),
                method,
              }),
            );
          };
          expect(named(turned, false)).toBe(named(straight, false));
          expect(named(turned, true)).toBe(named(straight, false));
        },
      ),
      { numRuns: 100, seed: 4 },
    );
  });
});
