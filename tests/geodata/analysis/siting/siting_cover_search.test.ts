// Set covering without the solver: what is taken out, bounded and searched, against the plain integer program on the whole table.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../geodata/analysis/random.ts';
import { coverCounts, coverPatterns } from '../../../../geodata/analysis/siting/cover_patterns.ts';
import { HighsProgram, solveProgram } from '../../../../geodata/analysis/siting/highs_program.ts';
import { lagrangeanSetCover, roundedUp } from '../../../../geodata/analysis/siting/lagrangean_set_cover.ts';
import { reduceCover } from '../../../../geodata/analysis/siting/reduced_cover.ts';
import { fewerByWeighting } from '../../../../geodata/analysis/siting/row_weighting.ts';
import { solveSetCover } from '../../../../geodata/analysis/siting/set_covering_solver.ts';
import { deadline } from '../../../../geodata/analysis/siting/siting_clock.ts';
import type { SiteRules } from '../../../../geodata/analysis/siting/siting_rules.ts';
import { LENT } from '../../../support/surroundings.ts';

/** Places on a square and which sites among them are near. */
function nearness(rows: number, sites: number, seed: number) {
  const random = seededRandom(seed);
  const places = Array.from({ length: rows }, () => [random(), random()] as const);
  const lists = places.map(([x, y]) =>
    places.slice(0, sites).flatMap(([a, b], j) => (Math.hypot(x - a, y - b) <= 0.2 ? [j] : [])),
  );
  const start = Int32Array.from({ length: rows + 1 }, (_, i) =>
    lists.slice(0, i).reduce((sum, l) => sum + l.length, 0),
  );
  const column = Int32Array.from(lists.flat());
  const covers = { rows, columns: sites, start, column, cost: new Float64Array(column.length) };
  return coverPatterns(covers, new Float64Array(rows).fill(1), new Uint8Array(rows).fill(1));
}

const rulesOf = (sites: number, cost: Float64Array | null): SiteRules => ({
  sites,
  fixed: Uint8Array.from({ length: sites }, (_, j) => (j === 3 ? 1 : 0)),
  most: sites,
  cost,
  budget: Number.POSITIVE_INFINITY,
  conflicts: null,
});

describe('set covering without the solver', () => {
  it('never bounds above, never searches below, and always covers', async () => {
    const shape = fc.record({ seed: fc.nat(), times: fc.constantFrom(1, 2), priced: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(shape, async ({ seed, times, priced }) => {
        const patterns = nearness(70, 40, seed);
        const random = seededRandom(seed);
        const cost = priced ? Float64Array.from({ length: 40 }, () => 1 + Math.floor(9 * random())) : null;
        const rules = rulesOf(40, cost);
        const need = Int32Array.from({ length: patterns.patterns }, (_, g) =>
          Math.min(times, (patterns.start[g + 1] as number) - (patterns.start[g] as number)),
        );
        const program = new HighsProgram();
        for (let j = 0; j < 40; j++) program.column(cost?.[j] ?? 1, 1, true, rules.fixed[j]);
        for (let g = 0; g < patterns.patterns; g++) {
          for (const j of patterns.site.subarray(patterns.start[g], patterns.start[g + 1])) program.entry(j, 1);
          program.row(need[g] as number, Number.POSITIVE_INFINITY);
        }
        const plain = await solveProgram(program, { maximize: false, seconds: 60 }, LENT);
        const optimum = Math.round(plain.bound);
        const limit = deadline(LENT, 60);
        const solved = await solveSetCover(patterns, rules, need, limit);
        expect([solved.bound, solved.proved]).toEqual([optimum, true]);

        const core = reduceCover(patterns, rules, need, cost);
        const base = core.forced.reduce((sum, j) => sum + (cost?.[j] ?? 1), 0);
        const goal = { enough: -1, beyond: Number.POSITIVE_INFINITY, whole: true, open: null, deadline: limit };
        const known = lagrangeanSetCover(core, goal);
        expect(base + roundedUp(known.bound, true)).toBeLessThanOrEqual(optimum);
        expect(base + known.cost).toBeGreaterThanOrEqual(optimum);
        const of = { enough: 0, work: 1e5, random: seededRandom(1), deadline: limit };
        const searched = fewerByWeighting(core, known.columns as Int32Array, of);
        expect(searched.length).toBeLessThanOrEqual(known.columns?.length as number);
        const sites = [...core.forced, ...Array.from(searched, (c) => core.site[c] as number)];
        expect(coverCounts(patterns, sites).every((count, g) => count >= (need[g] as number))).toBe(true);
        expect(new Set(sites).size).toBe(sites.length);
      }),
      { numRuns: 20, examples: [[{ seed: 9, times: 2, priced: false }]] },
    );
  });
});
