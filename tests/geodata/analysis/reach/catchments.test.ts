// Catchments with limited capacity: hand-counted cases, SciPy's linear programs, exhaustive search, the proof by prices, laws.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withinCutoff } from '../../../../geodata/analysis/cost_matrix.ts';
import { resultJson } from '../../../../geodata/analysis/method.ts';
import { seededRandom, shuffleInPlace } from '../../../../geodata/analysis/random.ts';
import { catchmentsMethod } from '../../../../geodata/analysis/reach/catchments.ts';
import type { CatchmentsResult } from '../../../../geodata/analysis/reach/catchments_schema.ts';
import { transport } from '../../../../geodata/analysis/reach/min_cost_flow.ts';
import { Problem } from '../../../../geodata/schema/problem.ts';

interface Inputs {
  readonly costs: (number | null)[][];
  readonly demand: number[];
  readonly capacity: number[];
  readonly cutoff?: number;
}

const run = (inputs: unknown): CatchmentsResult => catchmentsMethod.run(inputs) as CatchmentsResult;
const sum = (values: Iterable<number>): number => Array.from(values).reduce((a, b) => a + b, 0);

function pointerOf(inputs: unknown): string | undefined {
  try {
    run(inputs);
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid_input') return error.errors[0]?.pointer;
    throw error;
  }
  return undefined;
}

function triples(costs: readonly (readonly (number | null)[])[]): { demand: number[]; site: number[]; cost: number[] } {
  const found = { demand: [] as number[], site: [] as number[], cost: [] as number[] };
  costs.forEach((row, i) => {
    row.forEach((cost, j) => {
      if (cost === null) return;
      found.demand.push(i);
      found.site.push(j);
      found.cost.push(cost);
    });
  });
  return found;
}

/** Small problems in whole numbers, full of ties, with unreachable pairs, empty rows and sites without capacity. */
const problems = fc
  .record({ rows: fc.integer({ min: 1, max: 6 }), sites: fc.integer({ min: 0, max: 4 }) })
  .chain(({ rows, sites }) =>
    fc.record({
      costs: fc.array(
        fc.array(fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 6 }) }, fc.constant(null)), {
          minLength: sites,
          maxLength: sites,
        }),
        { minLength: rows, maxLength: rows },
      ),
      demand: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: rows, maxLength: rows }),
      capacity: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: sites, maxLength: sites }),
      cutoff: fc.integer({ min: 0, max: 6 }),
    }),
  );

/** Every way to send people one by one, remembered by who is next and what is left: most served, then fewest minutes. */
function exhaustive({ costs, demand, capacity, cutoff = Number.POSITIVE_INFINITY }: Inputs): [number, number] {
  const persons = demand.flatMap((people, i) => Array.from({ length: people }, () => i));
  const known = new Map<string, [number, number]>();
  const best = (at: number, left: readonly number[]): [number, number] => {
    const row = persons[at];
    if (row === undefined) return [0, 0];
    const key = `${at}:${left.join()}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    let top = best(at + 1, left);
    left.forEach((room, j) => {
      const cost = costs[row]?.[j] ?? Number.POSITIVE_INFINITY;
      if (room === 0 || cost > cutoff || cost === Number.POSITIVE_INFINITY) return;
      const [served, minutes] = best(
        at + 1,
        left.map((places, k) => (k === j ? places - 1 : places)),
      );
      if (served + 1 > top[0] || (served + 1 === top[0] && minutes + cost < top[1])) top = [served + 1, minutes + cost];
    });
    known.set(key, top);
    return top;
  };
  return best(0, capacity);
}

/** What no allocation may break: demand, capacity, cutoff, and sums that agree. */
function requireFeasible(
  { costs, demand, capacity, cutoff = Number.POSITIVE_INFINITY }: Inputs,
  result: CatchmentsResult,
) {
  const byRow = demand.map(() => 0);
  const bySite = capacity.map(() => 0);
  let minutes = 0;
  result.flows.demand.forEach((row, f) => {
    const [i, j, people] = [row as number, result.flows.site[f] as number, result.flows.people[f] as number];
    expect(people).toBeGreaterThan(0);
    const cost = costs[i]?.[j] as number;
    expect(cost).toBeLessThanOrEqual(cutoff);
    byRow[i] = (byRow[i] as number) + people;
    bySite[j] = (bySite[j] as number) + people;
    minutes += people * cost;
  });
  const whole = sum(demand) || 1;
  demand.forEach((people, i) => {
    expect(byRow[i] as number).toBeLessThanOrEqual(people * (1 + 1e-11));
    expect(Math.abs((result.served[i] as number) - (byRow[i] as number))).toBeLessThanOrEqual(1e-10 * whole);
  });
  capacity.forEach((places, j) => {
    expect(bySite[j] as number).toBeLessThanOrEqual(places * (1 + 1e-11));
    expect(Math.abs(places - (bySite[j] as number) - (result.residual[j] as number))).toBeLessThanOrEqual(
      1e-10 * places,
    );
  });
  expect(Math.abs(sum(result.served as Float64Array) + result.unserved - sum(demand))).toBeLessThanOrEqual(
    1e-9 * whole,
  );
  expect(Math.abs(minutes - result.totals.minutes)).toBeLessThanOrEqual(1e-9 * (minutes || 1));
}

describe('catchments', () => {
  it('fills the near site and sends the rest to the next', () => {
    const result = run({ costs: [[5, 20]], demand: [100], capacity: [60, 60], cutoff: 30 });
    expect(Array.from(result.served as Float64Array)).toEqual([100]);
    expect(Array.from(result.residual as Float64Array)).toEqual([0, 20]);
    expect(result.flows).toEqual({ demand: [0, 0], site: [0, 1], people: Float64Array.of(60, 40) });
    expect(result.totals).toMatchObject({
      minutes: 60 * 5 + 40 * 20,
      meanMinutes: 11,
      beyondCutoff: 0,
      beyondCapacity: 0,
    });
  });

  it('serves most people first, even where that costs more minutes', () => {
    // Row 0 could stay at 1 minute, but then row 1 would have nowhere to go.
    const result = run({
      costs: [
        [1, 50],
        [2, null],
      ],
      demand: [10, 10],
      capacity: [10, 10],
      cutoff: 60,
    });
    expect(result.unserved).toBe(0);
    expect(result.flows.site).toEqual([1, 0]);
  });

  it('leaves out whoever is farthest when there is not room for all', () => {
    const result = run({ costs: [[9], [3]], demand: [10, 10], capacity: [10], cutoff: 60 });
    expect(Array.from(result.served as Float64Array)).toEqual([0, 10]);
    expect(result.totals).toMatchObject({ beyondCapacity: 10, beyondCutoff: 0 });
    expect(result.warnings.join()).toMatch(/no place there/);
  });

  it('counts the cutoff itself as within', () => {
    const served = (cutoff: number): number =>
      run({ costs: [[59.4], [60], [60.1]], demand: [1, 2, 4], capacity: [9], cutoff }).totals.served;
    expect([served(59.3), served(59.4), served(60), served(60.1)]).toEqual([0, 1, 3, 7]);
  });

  it('answers as greedy allocation does not: greedy changes with the order of sites and loses people', () => {
    const costs = [
      [10, 12],
      [11, null],
    ];
    const inputs = { costs, demand: [100, 100], capacity: [100, 100], cutoff: 30, compareGreedy: true };
    const result = run(inputs);
    expect(result.unserved).toBe(0);
    expect(result.greedy).toEqual([
      { firstSite: 'first', served: 100, lost: 100, minutes: 1000 },
      { firstSite: 'last', served: 200, lost: 0, minutes: 2300 },
    ]);
    const turned = run({ ...inputs, costs: costs.map((row) => row.toReversed()), capacity: [100, 100] });
    expect(turned.totals).toEqual(result.totals);
    expect(turned.greedy?.map((greedy) => greedy.lost)).toEqual([0, 100]);
  });

  it('takes triples for a matrix, and a pair left out or null as unreachable', () => {
    const costs = [
      [5, null, 7],
      [null, 2, 9],
    ];
    const rest = { demand: [30, 50], capacity: [20, 20, 30], cutoff: 60 };
    const dense = resultJson(run({ costs, ...rest }));
    const { demand, site, cost } = triples(costs);
    expect(resultJson(run({ costs: { demand, site, cost }, ...rest }))).toBe(dense);
    expect(
      resultJson(run({ costs: { demand: [...demand, 0], site: [...site, 1], cost: [...cost, null] }, ...rest })),
    ).toBe(dense);
  });

  it('gives null for a row whose number of people is missing, and says how many there are', () => {
    const result = run({ costs: [[1], [2]], demand: [null, 5], capacity: [9], cutoff: 60 });
    expect(resultJson(result)).toContain('"served":[null,5]');
    expect(result.warnings.join()).toMatch(/^1 of 2 rows/);
    expect(result.totals.demand).toBe(5);
  });

  it('is honest where nothing is within reach, or there are no sites', () => {
    const far = run({ costs: [[90]], demand: [7], capacity: [9], cutoff: 60 });
    expect(far).toMatchObject({ unserved: 7, totals: { beyondCutoff: 7, meanMinutes: null } });
    const none = run({ costs: [[], []], demand: [7, 1], capacity: [], cutoff: 60 });
    expect([none.unserved, none.warnings.length, far.warnings.length]).toEqual([8, 1, 1]);
  });

  it('points at what does not fit', () => {
    const good = { costs: [[1, 2]], demand: [1], capacity: [1, 1], cutoff: 5 };
    expect(pointerOf(good)).toBeUndefined();
    expect(pointerOf({ ...good, demand: [1, 2] })).toBe('/costs');
    expect(pointerOf({ ...good, capacity: [1] })).toBe('/costs/0');
    expect(pointerOf({ ...good, demand: [], costs: [] })).toBe('/demand');
    expect(pointerOf({ ...good, capacity: [1, null] })).toBe('/capacity/1');
    expect(pointerOf({ ...good, cutoff: -1 })).toBe('/cutoff');
    expect(pointerOf({ ...good, costs: [[1, -2]] })).toBe('/costs/0/1');
    expect(pointerOf({ ...good, costs: { demand: [0, 1], site: [0, 0], cost: [1, 1] } })).toBe('/costs/demand/1');
    expect(pointerOf({ ...good, costs: { demand: [0, 0], site: [0, 0], cost: [1, 1] } })).toBe('/costs/site/1');
    expect(pointerOf({ ...good, costs: { demand: [0], site: [0.5], cost: [1] } })).toBe('/costs/site/0');
    expect(pointerOf({ ...good, siteIds: ['a', 'a'] })).toBe('/siteIds/1');
    expect(pointerOf({ ...good, ids: ['a', 'b'] })).toBe('/ids');
  });
});

describe('the optimum of catchments', () => {
  const golden = JSON.parse(readFileSync('tests/fixtures/catchments_rows.json', 'utf8')) as {
    cases: (Inputs & { served: number; minutes: number })[];
  };

  it.each(golden.cases.map((inputs) => [inputs.demand.length, inputs.capacity.length, inputs] as const))(
    'is that of a linear program, %i rows and %i sites',
    (_, __, { served, minutes, ...inputs }) => {
      const result = run(inputs);
      requireFeasible(inputs, result);
      expect(Math.abs(result.totals.served - served)).toBeLessThan(1e-8 * served);
      expect(Math.abs(result.totals.minutes - minutes)).toBeLessThan(1e-7 * minutes);
    },
  );

  it('is that of exhaustive search on small problems full of ties', () => {
    fc.assert(
      fc.property(problems, (inputs) => {
        const result = run(inputs);
        requireFeasible(inputs, result);
        expect([result.totals.served, result.totals.minutes]).toEqual(exhaustive(inputs));
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('proves itself by prices on problems too large to search', () => {
    const random = seededRandom(5);
    for (const crowding of [0.6, 1, 1.3]) {
      const [rows, columns] = [600, 25];
      const cost = Float64Array.from({ length: rows * columns }, () => 90 * random());
      const costs = withinCutoff({ rows, columns, cost }, 60);
      const demand = Float64Array.from({ length: rows }, () => 50 * random());
      const capacity = Float64Array.from({ length: columns }, () => (crowding * sum(demand) * 2 * random()) / columns);
      const { flow, unserved, price, leftOut } = transport({ costs, demand, capacity });
      const load = new Float64Array(columns);
      let primal = 0;
      let dual = 0;
      for (let i = 0; i < rows; i++) {
        let least = leftOut;
        for (let e = costs.start[i] as number; e < (costs.start[i + 1] as number); e++) {
          const j = costs.column[e] as number;
          load[j] = (load[j] as number) + (flow[e] as number);
          primal += (flow[e] as number) * (costs.cost[e] as number);
          least = Math.min(least, (costs.cost[e] as number) + (price[j] as number));
        }
        primal += leftOut * (unserved[i] as number);
        dual += least * (demand[i] as number);
      }
      capacity.forEach((places, j) => {
        expect(price[j]).toBeGreaterThanOrEqual(0);
        expect(load[j] as number).toBeLessThanOrEqual(places * (1 + 1e-11));
        dual -= places * (price[j] as number);
      });
      // Weak duality: dual ≤ every allocation. Equal, so this one is the least.
      expect(Math.abs(primal - dual)).toBeLessThan(1e-10 * primal);
    }
  });

  it('never serves fewer when the cutoff or a capacity grows', () => {
    fc.assert(
      fc.property(problems, fc.nat({ max: 3 }), fc.integer({ min: 1, max: 3 }), (inputs, site, more) => {
        const served = run(inputs).totals.served;
        expect(run({ ...inputs, cutoff: inputs.cutoff + more }).totals.served).toBeGreaterThanOrEqual(served);
        const capacity = inputs.capacity.map((places, j) => (j === site ? places + more : places));
        expect(run({ ...inputs, capacity }).totals.served).toBeGreaterThanOrEqual(served);
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  it('keeps parts of people and sums that are no whole numbers', () => {
    const tenths = run({
      costs: Array.from({ length: 10 }, () => [1]),
      demand: Array(10).fill(0.1),
      capacity: [1],
      cutoff: 5,
    });
    expect(tenths.unserved).toBe(0);
    expect(Array.from(tenths.residual as Float64Array)).toEqual([0]);
  });
});

describe('the order of catchments', () => {
  it('changes no byte when rows and sites have ids', () => {
    const seeds = fc.integer({ min: 1, max: 1e6 });
    fc.assert(
      fc.property(problems, seeds, fc.boolean(), (inputs, seed, sparse) => {
        const random = seededRandom(seed);
        const rows = shuffleInPlace(
          random,
          inputs.demand.map((_, i) => i),
        );
        const sites = shuffleInPlace(
          random,
          inputs.capacity.map((_, j) => j),
        );
        const pick = <T>(values: readonly T[], order: readonly number[]): T[] => order.map((at) => values[at] as T);
        const named = (rowOrder: number[], siteOrder: number[]): unknown => {
          const costs = pick(inputs.costs, rowOrder).map((row) => pick(row, siteOrder));
          return {
            ...inputs,
            compareGreedy: true,
            costs: sparse ? triples(costs) : costs,
            demand: pick(inputs.demand, rowOrder),
            capacity: pick(inputs.capacity, siteOrder),
            ids: rowOrder.map((row) => `r${row}`),
            siteIds: siteOrder.map((site) => 10 * site),
          };
        };
        const straight = run(
          named(
            inputs.demand.map((_, i) => i),
            inputs.capacity.map((_, j) => j),
          ),
        );
        expect(resultJson(run(named(rows, sites)))).toBe(resultJson(straight));
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it('changes no total when they have none', () => {
    fc.assert(
      fc.property(problems, (inputs) => {
        const turned = run({ ...inputs, costs: inputs.costs.toReversed(), demand: inputs.demand.toReversed() });
        expect(turned.totals).toEqual(run(inputs).totals);
      }),
      { numRuns: 100, seed: 4 },
    );
  });

  it('lets the lower id keep its place among equals', () => {
    const result = run({ costs: [[5], [5]], demand: [10, 10], capacity: [10], cutoff: 9, ids: ['b', 'a'] });
    expect(result.ids).toEqual(['a', 'b']);
    expect(result.flows).toEqual({ demand: ['a'], site: [0], people: Float64Array.of(10) });
  });
});

describe('rows that compete for ever', () => {
  it('are refused after so many steps instead of searched for hours', () => {
    const [rows, columns] = [60, 6];
    const costs = {
      ...{ rows, columns, start: Int32Array.from({ length: rows + 1 }, (_, i) => i * columns) },
      column: Int32Array.from({ length: rows * columns }, (_, e) => e % columns),
      cost: Float64Array.from({ length: rows * columns }, (_, e) => (e * 7919) % 60),
    };
    const problem = { costs, demand: new Float64Array(rows).fill(10), capacity: new Float64Array(columns).fill(40) };
    expect(() => transport(problem, 20)).toThrow(Problem);
    expect(sum(transport(problem, 1e6).unserved)).toBe(360);
  });
});
