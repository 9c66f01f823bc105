// What holds for siting whatever the numbers: order of input, closed places, spacing, more sites, honest limits, clear refusals.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALONE, type Method, resultJson } from '../../../../geodata/analysis/method.ts';
import { seededRandom, shuffleInPlace } from '../../../../geodata/analysis/random.ts';
import { frontierMethod } from '../../../../geodata/analysis/siting/frontier_schema.ts';
import { maximalCoveringMethod } from '../../../../geodata/analysis/siting/maximal_covering_schema.ts';
import { pCenterMethod } from '../../../../geodata/analysis/siting/p_center_schema.ts';
import { pMedianMethod } from '../../../../geodata/analysis/siting/p_median_schema.ts';
import { setCoveringMethod } from '../../../../geodata/analysis/siting/set_covering_schema.ts';
import { Problem } from '../../../../geodata/schema/problem.ts';
import { LENT } from '../../../support/surroundings.ts';
import { small } from './siting_brute.ts';

interface Answer {
  readonly objective: number | null;
  readonly lowerBound: number | null;
  readonly upperBound: number | null;
  readonly gap: number | null;
  readonly proved: boolean;
  readonly stoppedBy: string | null;
  readonly sites: (string | number)[];
  readonly assignment: (string | number | null)[];
  readonly assignedCost: Float64Array;
  readonly unserved: number;
  readonly costUnit: string;
  readonly warnings: string[];
}

const run = async (method: Method, inputs: unknown): Promise<Answer> => (await method.run(inputs, LENT)) as Answer;

/** Random places on a plane and whole weights. */
function world(count: number, seed: number) {
  const random = seededRandom(seed);
  const column = (scale: number): number[] => Array.from({ length: count }, () => Math.round(scale * random()));
  return { x: column(10_000), y: column(10_000), weight: column(50) };
}

const METHODS: readonly (readonly [string, Method, Record<string, unknown>])[] = [
  ['set-covering', setCoveringMethod, { cutoff: 2500 }],
  ['maximal-covering', maximalCoveringMethod, { cutoff: 1500, p: 4, backup: true }],
  ['p-median', pMedianMethod, { p: 4 }],
  ['p-center', pCenterMethod, { p: 4 }],
  ['frontier', frontierMethod, { cutoff: 1500 }],
];

describe.each(METHODS)('%s', (_, method, extra) => {
  it('gives the same bytes whatever the order of rows and sites, when they have ids', async () => {
    const points = world(30, 5);
    const candidates = { x: points.y.slice(0, 12), y: points.x.slice(0, 12) };
    const ids = points.x.map((_, i) => `d${String(i).padStart(2, '0')}`);
    const siteIds = candidates.x.map((_, j) => 100 + j);
    const rules = { fixed: [103], forbidden: [100, 107] };
    const siteCost = candidates.x.map((_, j) => 1 + (j % 3));
    const given = (rows: number[], columns: number[]) => ({
      points: {
        x: rows.map((i) => points.x[i]),
        y: rows.map((i) => points.y[i]),
        weight: rows.map((i) => points.weight[i]),
        ids: rows.map((i) => ids[i]),
      },
      candidates: {
        x: columns.map((j) => candidates.x[j]),
        y: columns.map((j) => candidates.y[j]),
        ids: columns.map((j) => siteIds[j]),
      },
      siteCost: columns.map((j) => siteCost[j]),
      // What its time limit stops is exempt: here nothing must, however busy the machine is.
      timeLimitSeconds: 60,
      ...rules,
      ...extra,
    });
    const rows = points.x.map((_, i) => i);
    const columns = candidates.x.map((_, j) => j);
    const forward = resultJson(await method.run(given(rows, columns), LENT));
    const random = seededRandom(9);
    for (let turn = 0; turn < 3; turn++) {
      const other = given(shuffleInPlace(random, [...rows]), shuffleInPlace(random, [...columns]));
      expect(resultJson(await method.run(other, LENT))).toBe(forward);
    }
    expect(forward).not.toMatch(/"sites":\[[^\]]*\b(100|107)\b/);
  });

  it('never opens a site in a closed area, whichever sites are closed', async () => {
    const points = world(16, 6);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 0, max: 15 }), { maxLength: 11 }), async (forbidden) => {
        const json = resultJson(await method.run({ points, ...extra, forbidden }, LENT));
        const result = JSON.parse(json) as {
          sites?: number[];
          points?: { sites: number[] }[];
          nestedOrder?: number[];
          assignment?: number[];
        };
        const opened = [
          result.sites,
          result.assignment,
          result.nestedOrder,
          ...(result.points ?? []).map((each) => each.sites),
        ];
        expect(opened.flatMap((list) => list ?? []).filter((j) => forbidden.includes(j))).toEqual([]);
      }),
      { numRuns: 6 },
    );
  });

  it('keeps the spacing between open sites', async () => {
    const points = world(25, 7);
    const result = JSON.parse(resultJson(await method.run({ points, ...extra, spacingMeters: 3000 }, LENT)));
    const plans: number[][] =
      result.sites === undefined ? result.points.map((each: Answer) => each.sites) : [result.sites];
    for (const sites of plans) {
      for (const a of sites) {
        for (const b of sites) {
          if (a === b) continue;
          const meters = Math.hypot(
            (points.x[a] as number) - (points.x[b] as number),
            (points.y[a] as number) - (points.y[b] as number),
          );
          expect(meters).toBeGreaterThanOrEqual(3000);
        }
      }
    }
  });

  it('takes everything unreachable, no demand and missing demand for what they are', async () => {
    const closed = {
      costs: [
        [null, null],
        [null, null],
      ],
      cutoff: 5,
      p: 1,
    };
    const given = method === pMedianMethod || method === pCenterMethod ? { costs: closed.costs, p: 1 } : closed;
    const result = await run(method, given);
    if (method !== frontierMethod) {
      expect(result.unserved).toBe(2);
      expect(result.objective).toBe(0);
      expect(result.assignment).toEqual([null, null]);
      if (method === maximalCoveringMethod) expect(result.sites.length).toBe(1);
    }
    const nobody = await run(method, { ...given, demand: [0, 0] });
    expect(nobody.warnings.join()).toMatch(/No demand row/);
    const missing = await run(method, { ...given, demand: [null, 3] });
    expect(missing.warnings.join()).toMatch(/1 of 2 demand rows have no known weight/);
  });
});

describe('laws of siting', () => {
  it('covers no less with one site more, and no more within a smaller cutoff', async () => {
    await fc.assert(
      fc.asyncProperty(small(true), async ({ costs, demand, forbidden, fixed, p, cutoff }) => {
        const base = { costs, demand, forbidden, fixed };
        const most = costs[0]?.length as number;
        const few = await run(maximalCoveringMethod, { ...base, p, cutoff });
        const near = await run(maximalCoveringMethod, { ...base, p, cutoff: cutoff / 2 });
        expect(near.objective as number).toBeLessThanOrEqual(few.objective as number);
        if (p + 1 > most - forbidden.length) return;
        const more = await run(maximalCoveringMethod, { ...base, p: p + 1, cutoff });
        expect(more.objective as number).toBeGreaterThanOrEqual(few.objective as number);
      }),
      { numRuns: 40 },
    );
  });

  it('states an objective that is the sum of demand times cost of its assignment', async () => {
    const example = structuredClone(pMedianMethod.example) as { costs: number[][]; points: { weight: number[] } };
    const result = await run(pMedianMethod, example);
    const sum = result.assignment.reduce<number>(
      (all, site, i) => all + (example.points.weight[i] as number) * (example.costs[i]?.[site as number] as number),
      0,
    );
    expect(result.objective).toBe(sum);
    expect([result.lowerBound, result.upperBound, result.gap, result.proved]).toEqual([sum, sum, 0, true]);
    // By hand: of the ten pairs, 0 and 2 leave 80·12 + 40·15 + 90·20 = 3360; 2 and 4 leave 120·22 + 80·12 + 40·11 = 4040.
    expect([result.sites, result.objective]).toEqual([[0, 2], 3360]);
  });

  it('measures geodesic meters where no costs are given, and counts a place exactly at the cutoff as covered', async () => {
    const degree = 111319.49079327358;
    const points = { lon: [0, 1, 2], lat: [0, 0, 0], ids: ['a', 'b', 'c'] };
    const result = await run(pMedianMethod, { points, p: 1 });
    expect([result.costUnit, result.sites]).toEqual(['meters', ['b']]);
    expect(result.objective).toBeCloseTo(2 * degree, 5);
    // The two sides differ in the last digit: coordinates far from the origin are rounded more coarsely.
    const reach = Math.max(result.assignedCost[0] as number, result.assignedCost[2] as number);
    const at = await run(maximalCoveringMethod, { points, p: 1, cutoffMeters: reach });
    expect(at.objective).toBe(3);
    const below = await run(maximalCoveringMethod, { points, p: 1, cutoffMeters: reach * (1 - 1e-12) });
    expect(below.objective).toBeLessThan(3);
    expect((await run(setCoveringMethod, { points, cutoff: reach })).sites).toEqual(['b']);
  });

  it('says that time stopped it, with a bound that still holds', async () => {
    const points = world(60, 8);
    let now = 0;
    const hasty = { ...LENT, clock: () => (now += 1000) };
    const truth = await run(pMedianMethod, { points, p: 6 });
    const stopped = (await pMedianMethod.run({ points, p: 6, timeLimitSeconds: 3 }, hasty)) as Answer;
    expect([stopped.stoppedBy, stopped.proved]).toEqual(['time', false]);
    expect(stopped.lowerBound as number).toBeLessThanOrEqual(truth.objective as number);
    expect(stopped.objective as number).toBeGreaterThanOrEqual(truth.objective as number);
    expect(stopped.gap as number).toBeGreaterThan(0);
    expect(stopped.sites.length).toBe(6);
    now = 0;
    const cover = (await maximalCoveringMethod.run(
      { points, p: 6, cutoff: 1200, timeLimitSeconds: 1 },
      hasty,
    )) as Answer;
    expect(cover.upperBound as number).toBeGreaterThanOrEqual(cover.objective as number);
  });

  it('depends on the seed in nothing that is proved', async () => {
    const points = world(40, 11);
    const one = await run(pMedianMethod, { points, p: 5, seed: 1 });
    const other = await run(pMedianMethod, { points, p: 5, seed: 77 });
    expect([one.proved, other.proved, one.objective]).toEqual([true, true, other.objective]);
  });

  it('needs no solver where greedy already covers everybody', async () => {
    const result = (await maximalCoveringMethod.run({ costs: [[1], [2]], cutoff: 2, p: 1 }, ALONE)) as Answer;
    expect([result.objective, result.proved]).toEqual([2, true]);
  });

  it('takes fixed and forbidden sites as yes or no per site too, and forced as fixed', async () => {
    const costs = [
      [1, 5, 9],
      [9, 5, 1],
    ];
    expect((await run(pMedianMethod, { costs, p: 1, fixed: [false, true, false] })).sites).toEqual([1]);
    expect((await run(pMedianMethod, { costs, p: 1, forced: [2] })).sites).toEqual([2]);
    expect((await run(pMedianMethod, { costs, p: 2, forbidden: [true, false, false] })).sites).toEqual([1, 2]);
  });

  it('refuses what contradicts itself, and points at it', async () => {
    const costs = [
      [1, 2],
      [2, 1],
    ];
    const pointerOf = async (method: Method, inputs: unknown): Promise<string | undefined> => {
      try {
        await method.run(inputs, LENT);
      } catch (error) {
        if (error instanceof Problem) return error.errors[0]?.pointer;
        throw error;
      }
      return undefined;
    };
    const wrong: [Method, Record<string, unknown>, string][] = [
      [pMedianMethod, { p: 3 }, '/p'],
      [pMedianMethod, {}, '/p'],
      [pMedianMethod, { p: 2, forbidden: [1] }, '/p'],
      [pMedianMethod, { p: 1, fixed: [0], forbidden: [0] }, '/forbidden'],
      [pMedianMethod, { p: 1, fixed: [0, 1] }, '/fixed'],
      [pMedianMethod, { p: 1, fixed: [2] }, '/fixed/0'],
      [pMedianMethod, { p: 1, demand: [1] }, '/demand'],
      [pMedianMethod, { p: 1, capacity: [1] }, '/capacity'],
      [pMedianMethod, { p: 1, capacity: [1, 1], backup: true }, '/backup'],
      [setCoveringMethod, { cutoff: 1, capacity: [1, 1], backup: true }, '/backup'],
      [pMedianMethod, { p: 1, budget: 3 }, '/siteCost'],
      [pMedianMethod, { budget: 1, siteCost: [2, 2], fixed: [0] }, '/budget'],
      [pMedianMethod, { p: 1, spacing: 3 }, '/spacing'],
      [pMedianMethod, { p: 1, spacingMeters: 3 }, '/spacingMeters'],
      [pMedianMethod, { p: 1, costs: [] }, '/costs'],
      [maximalCoveringMethod, { p: 1 }, '/cutoff'],
      [maximalCoveringMethod, { p: 1, cutoffMeters: 5 }, '/cutoffMeters'],
      [setCoveringMethod, {}, '/cutoff'],
      [pCenterMethod, { p: 0 }, '/p'],
    ];
    for (const [method, inputs, pointer] of wrong) {
      expect(await pointerOf(method, { costs, ...inputs }), JSON.stringify(inputs)).toBe(pointer);
    }
    expect(await pointerOf(pMedianMethod, { p: 1 })).toBe('/costs');
  });
});
