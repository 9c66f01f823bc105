// Optima of scipy's integer programs (tests/reference/siting_rows.py), and searches that must not need the solver to be right.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withinCutoff } from '../../../../geodata/analysis/cost_matrix.ts';
import { seededRandom } from '../../../../geodata/analysis/random.ts';
import { coveredWeight, coverPatterns } from '../../../../geodata/analysis/siting/cover_patterns.ts';
import { MedianInterchange } from '../../../../geodata/analysis/siting/interchange.ts';
import { lagrangeanMedian } from '../../../../geodata/analysis/siting/lagrangean_median.ts';
import { maximalCoveringMethod } from '../../../../geodata/analysis/siting/maximal_covering_schema.ts';
import { coverHeuristic } from '../../../../geodata/analysis/siting/maximal_covering_solver.ts';
import { pCenterMethod } from '../../../../geodata/analysis/siting/p_center_schema.ts';
import { medianRanks, medianTotal } from '../../../../geodata/analysis/siting/p_median_ranks.ts';
import { pMedianMethod } from '../../../../geodata/analysis/siting/p_median_schema.ts';
import { searchMedian } from '../../../../geodata/analysis/siting/path_relinking.ts';
import { setCoveringMethod } from '../../../../geodata/analysis/siting/set_covering_schema.ts';
import { deadline } from '../../../../geodata/analysis/siting/siting_clock.ts';
import { OpenSites, type SiteRules } from '../../../../geodata/analysis/siting/siting_rules.ts';
import { LENT } from '../../../support/surroundings.ts';

interface Case {
  readonly costs: number[][];
  readonly demand: number[];
  readonly p: number;
  readonly cutoff: number;
  readonly capacity: number[];
  readonly median: number;
  readonly covering: number;
  readonly setCover: number;
  readonly setCoverTwice: number;
  readonly center: number;
  readonly capacitatedMedian: number;
}

const { cases } = JSON.parse(readFileSync('tests/fixtures/siting_rows.json', 'utf8')) as { cases: Case[] };

interface Answer {
  readonly objective: number;
  readonly proved: boolean;
}

const rulesOf = (sites: number, most: number): SiteRules => ({
  sites,
  fixed: new Uint8Array(sites),
  most,
  cost: null,
  budget: Number.POSITIVE_INFINITY,
  conflicts: null,
});

const matrixOf = ({ costs }: Case) => ({
  rows: costs.length,
  columns: (costs[0] as number[]).length,
  cost: Float64Array.from(costs.flat()),
});

describe.each(cases.map((each) => [`${each.costs.length} × ${each.costs[0]?.length}`, each] as const))(
  'siting of %s',
  (_, each) => {
    const { costs, demand, p, cutoff, capacity } = each;

    it('finds and proves what scipy finds', async () => {
      const answers = [
        [await pMedianMethod.run({ costs, demand, p }, LENT), each.median],
        [await maximalCoveringMethod.run({ costs, demand, p, cutoff }, LENT), each.covering],
        [await setCoveringMethod.run({ costs, cutoff }, LENT), each.setCover],
        [await setCoveringMethod.run({ costs, cutoff, backup: true }, LENT), each.setCoverTwice],
        [await pCenterMethod.run({ costs, p }, LENT), each.center],
        [await pMedianMethod.run({ costs, demand, p, capacity }, LENT), each.capacitatedMedian],
      ] as [Answer, number][];
      for (const [answer, optimum] of answers) {
        expect(answer.proved).toBe(true);
        expect(Math.abs(answer.objective - optimum)).toBeLessThanOrEqual(1e-6 * optimum);
      }
    });

    it('has heuristics no better than the optimum, and a bound no worse, without any solver', () => {
      const demandColumn = Float64Array.from(demand);
      const matrix = matrixOf(each);
      const ranks = medianRanks(matrix, demandColumn, 1e6);
      const rules = rulesOf(matrix.columns, p);
      const limit = deadline(LENT, 60);
      const found = searchMedian(ranks, rules, 1, limit);
      const known = lagrangeanMedian(ranks, rules, found, limit, 500);
      expect(found.total).toBeGreaterThanOrEqual(each.median * (1 - 1e-12));
      expect(known.bound).toBeLessThanOrEqual(each.median * (1 + 1e-9));
      expect(known.bound).toBeGreaterThan(0.9 * each.median);
      for (const j of known.best.sites) expect(known.closed[j]).toBe(0);
      const patterns = coverPatterns(withinCutoff(matrix, cutoff), demandColumn, new Uint8Array(demand.length).fill(1));
      const covered = coveredWeight(patterns, coverHeuristic(patterns, rules));
      expect(covered).toBeLessThanOrEqual(each.covering);
      expect(covered).toBeGreaterThan(0.9 * each.covering);
    });

    it('promises for every swap exactly what the swap then saves', () => {
      const matrix = matrixOf(each);
      const ranks = medianRanks(matrix, Float64Array.from(demand), 1e6);
      const random = seededRandom(3);
      const sites = Array.from({ length: matrix.columns }, (_, j) => j).filter(() => random() < 0.3);
      const search = new MedianInterchange(ranks, new OpenSites(rulesOf(matrix.columns, matrix.columns), sites));
      for (let step = 0; step < 6; step++) {
        const swap = search.best();
        if (swap === null) break;
        const before = medianTotal(ranks, search.open.open);
        search.apply(swap.into, swap.out);
        expect(before - medianTotal(ranks, search.open.open)).toBeCloseTo(swap.saving, 5);
        expect(search.total()).toBeCloseTo(medianTotal(ranks, search.open.open), 5);
      }
    });
  },
);
