// Every siting method against every plan there is, on small problems with ties, closed ways, fixed and forbidden sites.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Method } from '../../../../geodata/analysis/method.ts';
import { type FrontierResult, frontierMethod } from '../../../../geodata/analysis/siting/frontier_schema.ts';
import {
  type MaximalCoveringResult,
  maximalCoveringMethod,
} from '../../../../geodata/analysis/siting/maximal_covering_schema.ts';
import { type PCenterResult, pCenterMethod } from '../../../../geodata/analysis/siting/p_center_schema.ts';
import { type PMedianResult, pMedianMethod } from '../../../../geodata/analysis/siting/p_median_schema.ts';
import { type SetCoveringResult, setCoveringMethod } from '../../../../geodata/analysis/siting/set_covering_schema.ts';
import { LENT } from '../../../support/surroundings.ts';
import { coveredBy, least, medianOf, nearest, plans, type Small, small, splitOf } from './siting_brute.ts';

const RUNS = { numRuns: 60 };

async function answer<Result>(method: Method, inputs: unknown): Promise<Result> {
  const result = await method.run(inputs, LENT);
  const checked = method.result.safeParse(result);
  expect(checked.error).toBeUndefined();
  return result as Result;
}

/** The part of a small problem that a method takes. */
const base = ({ costs, demand, fixed, forbidden }: Small) => ({ costs, demand, fixed, forbidden });

function keepsRules(of: Small, sites: (string | number)[]): void {
  expect(sites.filter((j) => of.forbidden.includes(j as number))).toEqual([]);
  expect(of.fixed.filter((j) => !sites.includes(j))).toEqual([]);
}

describe('p-median', () => {
  it('is the best of all plans, with as little unserved as can be', async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean().chain(small), async (of) => {
        const result = await answer<PMedianResult>(pMedianMethod, { ...base(of), p: of.p });
        const [unserved, cost] = least([...plans(of, of.p)].map((plan) => medianOf(of, plan)));
        expect([result.unserved, result.objective, result.proved, result.gap]).toEqual([unserved, cost, true, 0]);
        keepsRules(of, result.sites);
        expect(result.sites.length).toBe(of.p);
        expect(medianOf(of, result.sites as number[])).toEqual([unserved, cost]);
      }),
      RUNS,
    );
  });

  it('is the best of all plans within a budget', async () => {
    await fc.assert(
      fc.asyncProperty(small(true), fc.integer({ min: 0, max: 10 }), async (of, extra) => {
        const spent = (plan: readonly number[]): number => plan.reduce((sum, j) => sum + (of.siteCost[j] as number), 0);
        const budget = spent(of.fixed) + extra;
        const result = await answer<PMedianResult>(pMedianMethod, { ...base(of), siteCost: of.siteCost, budget });
        const allowed = [...plans(of, 99)].filter((plan) => spent(plan) <= budget);
        expect([result.unserved, result.objective]).toEqual(least(allowed.map((plan) => medianOf(of, plan))));
        expect(result.proved).toBe(true);
        expect(spent(result.sites as number[])).toBeLessThanOrEqual(budget);
        keepsRules(of, result.sites);
      }),
      RUNS,
    );
  });

  it('splits demand over full sites as well as any plan can', async () => {
    await fc.assert(
      fc.asyncProperty(small(true), async (of) => {
        const result = await answer<PMedianResult>(pMedianMethod, { ...base(of), p: of.p, capacity: of.capacity });
        const [unserved, cost] = least([...plans(of, of.p)].map((plan) => splitOf(of, plan)));
        expect(result.unserved).toBeCloseTo(unserved, 6);
        expect(result.objective).toBeCloseTo(cost, 6);
        expect(result.proved).toBe(true);
        const taken = new Map<string | number, number>();
        const { site, amount } = result.flows as NonNullable<PMedianResult['flows']>;
        site.forEach((j, at) => {
          taken.set(j, (taken.get(j) ?? 0) + (amount[at] as number));
        });
        for (const [j, all] of taken) expect(all).toBeLessThanOrEqual((of.capacity[j as number] as number) + 1e-9);
        keepsRules(of, result.sites);
      }),
      { numRuns: 30 },
    );
  });
});

describe('maximal-covering', () => {
  it('covers as much as the best of all plans', async () => {
    await fc.assert(
      fc.asyncProperty(small(true), async (of) => {
        const result = await answer<MaximalCoveringResult>(maximalCoveringMethod, {
          ...base(of),
          p: of.p,
          cutoff: of.cutoff,
        });
        const best = Math.max(...[...plans(of, of.p)].map((plan) => coveredBy(of, plan)));
        expect([result.objective, result.upperBound, result.lowerBound, result.proved]).toEqual([
          best,
          best,
          best,
          true,
        ]);
        expect(coveredBy(of, result.sites as number[])).toBe(best);
        expect(result.sites.length).toBe(of.p);
        keepsRules(of, result.sites);
      }),
      RUNS,
    );
  });

  it('covers most twice among the plans that cover most', async () => {
    await fc.assert(
      fc.asyncProperty(small(true), async (of) => {
        const inputs = { ...base(of), p: of.p, cutoff: of.cutoff, backup: true };
        const result = await answer<MaximalCoveringResult>(maximalCoveringMethod, inputs);
        const all = [...plans(of, of.p)].map((plan): [number, number] => [
          -coveredBy(of, plan),
          -coveredBy(of, plan, 1),
        ]);
        const [once, twice] = least(all);
        expect([-(result.objective as number), -(result.backupCovered as number)]).toEqual([once, twice].map((x) => x));
        expect(result.backupProved).toBe(true);
        keepsRules(of, result.sites);
      }),
      RUNS,
    );
  });

  it('serves as much as the best of all plans when sites are full', async () => {
    await fc.assert(
      fc.asyncProperty(small(true), async (of) => {
        const inputs = { ...base(of), p: of.p, cutoff: of.cutoff, capacity: of.capacity };
        const result = await answer<MaximalCoveringResult>(maximalCoveringMethod, inputs);
        const [unserved] = least([...plans(of, of.p)].map((plan) => splitOf(of, plan, of.cutoff)));
        expect(result.unserved).toBeCloseTo(unserved, 6);
        expect(result.proved).toBe(true);
        keepsRules(of, result.sites);
      }),
      { numRuns: 30 },
    );
  });

  it('is never less within a budget than any plan that fits it', async () => {
    await fc.assert(
      fc.asyncProperty(small(true), fc.integer({ min: 0, max: 10 }), async (of, extra) => {
        const spent = (plan: readonly number[]): number => plan.reduce((sum, j) => sum + (of.siteCost[j] as number), 0);
        const budget = spent(of.fixed) + extra;
        const inputs = { ...base(of), siteCost: of.siteCost, budget, cutoff: of.cutoff };
        const result = await answer<MaximalCoveringResult>(maximalCoveringMethod, inputs);
        const best = Math.max(
          ...[...plans(of, 99)].filter((plan) => spent(plan) <= budget).map((plan) => coveredBy(of, plan)),
        );
        expect([result.objective, result.proved]).toEqual([best, true]);
        expect(spent(result.sites as number[])).toBeLessThanOrEqual(budget);
      }),
      RUNS,
    );
  });
});

describe('set-covering', () => {
  const neededRows = (of: Small, times: number): [number, number][] =>
    of.costs.flatMap((row, i): [number, number][] => {
      const able = row.filter((cost, j) => cost !== null && cost <= of.cutoff && !of.forbidden.includes(j)).length;
      return (of.demand[i] as number) > 0 && able > 0 ? [[i, Math.min(able, times)]] : [];
    });

  it.each([1, 2] as const)('needs as few sites as the smallest of all plans that cover %s times', async (times) => {
    await fc.assert(
      fc.asyncProperty(small(true), async (of) => {
        const inputs = { ...base(of), cutoff: of.cutoff, backup: times === 2 };
        const result = await answer<SetCoveringResult>(setCoveringMethod, inputs);
        const need = neededRows(of, times);
        const covers = (plan: readonly number[]): boolean =>
          need.every(([i, count]) => nearest(of.costs[i] as (number | null)[], plan, count - 1) <= of.cutoff);
        const fewest = Math.min(...[...plans(of, 99)].filter(covers).map((plan) => plan.length));
        expect([result.objective, result.proved]).toEqual([fewest, true]);
        expect(covers(result.sites as number[])).toBe(true);
        keepsRules(of, result.sites);
      }),
      RUNS,
    );
  });

  it('is the cheapest of all plans that cover, and room for all counts when sites are full', async () => {
    await fc.assert(
      fc.asyncProperty(small(true), async (of) => {
        const spent = (plan: readonly number[]): number => plan.reduce((sum, j) => sum + (of.siteCost[j] as number), 0);
        const cheap = await answer<SetCoveringResult>(setCoveringMethod, {
          ...base(of),
          cutoff: of.cutoff,
          siteCost: of.siteCost,
        });
        const need = neededRows(of, 1);
        const covering = [...plans(of, 99)].filter((plan) =>
          need.every(([i]) => nearest(of.costs[i] as (number | null)[], plan) <= of.cutoff),
        );
        expect(cheap.objective).toBe(Math.min(...covering.map(spent)));
        const full = await answer<SetCoveringResult>(setCoveringMethod, {
          ...base(of),
          cutoff: of.cutoff,
          capacity: of.capacity,
        });
        const [unserved, fewest] = least(
          [...plans(of, 99)].map((plan): [number, number] => [splitOf(of, plan, of.cutoff)[0], plan.length]),
        );
        expect(full.unserved).toBeCloseTo(unserved, 6);
        expect([full.objective, full.proved]).toEqual([fewest, true]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('p-center', () => {
  /** [unserved weight, longest way of the served]. */
  const centerOf = (of: Small, plan: readonly number[], rank: number): [number, number] => {
    let [unserved, way] = [0, 0];
    of.costs.forEach((row, i) => {
      if ((of.demand[i] as number) === 0) return;
      const first = nearest(row, plan);
      if (first === Number.POSITIVE_INFINITY) unserved += of.demand[i] as number;
      else way = Math.max(way, rank === 0 ? first : nearest(row, plan, rank));
    });
    return [unserved, way];
  };

  it('is the shortest longest way of all plans', async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean().chain(small), async (of) => {
        const result = await answer<PCenterResult>(pCenterMethod, { ...base(of), p: of.p });
        const best = least([...plans(of, of.p)].map((plan) => centerOf(of, plan, 0)));
        expect([result.unserved, result.objective, result.proved]).toEqual([...best, true]);
        expect(result.sites.length).toBe(of.p);
        keepsRules(of, result.sites);
      }),
      RUNS,
    );
  });

  it('counts the way to the second site where there is to be a backup', async () => {
    await fc.assert(
      fc.asyncProperty(
        small(false).filter((of) => of.p >= 2),
        async (of) => {
          const result = await answer<PCenterResult>(pCenterMethod, { ...base(of), p: of.p, backup: true });
          const [, best] = least(
            [...plans(of, of.p)].filter((plan) => plan.length >= 2).map((plan) => centerOf(of, plan, 1)),
          );
          expect([result.objective, result.proved]).toEqual([best, true]);
        },
      ),
      RUNS,
    );
  });

  it('keeps to the room there is', async () => {
    await fc.assert(
      fc.asyncProperty(small(true), async (of) => {
        const result = await answer<PCenterResult>(pCenterMethod, { ...base(of), p: of.p, capacity: of.capacity });
        const all = [...plans(of, of.p)];
        const [unserved] = least(all.map((plan) => splitOf(of, plan)));
        expect(result.unserved).toBeCloseTo(unserved, 6);
        const costs = [...new Set(of.costs.flat())].filter((cost) => cost !== null).sort((a, b) => a - b);
        const radius = costs.find((cost) => all.some((plan) => splitOf(of, plan, cost)[0] === unserved)) ?? 0;
        const total = of.demand.reduce((sum, each) => sum + each, 0);
        if (unserved < total) expect([result.objective, result.proved]).toEqual([radius, true]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('frontier', () => {
  it('holds every plan that nothing beats, and only those', async () => {
    await fc.assert(
      fc.asyncProperty(small(true), async (of) => {
        const result = await answer<FrontierResult>(frontierMethod, {
          ...base(of),
          siteCost: of.siteCost,
          cutoff: of.cutoff,
          maxPoints: 500,
        });
        const all = [...plans(of, 99)].map((plan) => ({
          cost: plan.reduce((sum, j) => sum + (of.siteCost[j] as number), 0),
          covered: coveredBy(of, plan),
        }));
        const best = all.filter(
          (a) =>
            !all.some((b) => b.cost <= a.cost && b.covered >= a.covered && (b.cost < a.cost || b.covered > a.covered)),
        );
        const distinct = [...new Map(best.map((each) => [each.cost, each])).values()].sort((a, b) => a.cost - b.cost);
        expect(result.points.map(({ cost, covered }) => ({ cost, covered }))).toEqual(distinct);
        expect([result.complete, result.proved]).toEqual([true, true]);
        result.nestedOrder.forEach((_, at) => {
          const within = all
            .filter((each) => each.cost <= (result.nestedCost[at] as number))
            .map((each) => each.covered);
          const covered = coveredBy(of, result.nestedOrder.slice(0, at + 1) as number[]);
          const isChoice = at + 1 >= of.fixed.length;
          expect(result.nestedLoss[at]).toBe(isChoice ? Math.max(covered, ...within) - covered : 0);
        });
        keepsRules({ ...of, fixed: [] }, result.nestedOrder);
        for (const point of result.points) keepsRules(of, point.sites);
      }),
      RUNS,
    );
  });
});
