// A cutoff in p-median and p-center: nobody is sent beyond it, as if those costs were not there.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { method } from '../../../../geodata/analysis/catalog.ts';
import { LENT } from '../../../support/surroundings.ts';

interface Plan {
  readonly objective: number | null;
  readonly unserved: number;
  readonly sites: readonly number[];
  readonly assignment: readonly (number | null)[];
}
const solve = async (id: string, inputs: object): Promise<Plan> => (await method(id).run(inputs, LENT)) as Plan;

describe.each(['p-median', 'p-center'])('the cutoff of %s', (id) => {
  it('gives the plan of the costs without what lies beyond it, the cutoff itself being within', async () => {
    const rows = fc.array(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 4, maxLength: 4 }), {
      minLength: 2,
      maxLength: 7,
    });
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 1, max: 3 }),
        async (costs, cutoff, p) => {
          const demand = costs.map((_, i) => 1 + i);
          const without = costs.map((row) => row.map((cost) => (cost <= cutoff ? cost : null)));
          const limited = await solve(id, { costs, demand, p, cutoff });
          const plain = await solve(id, { costs: without, demand, p });
          expect([limited.objective, limited.unserved, limited.sites]).toEqual([
            plain.objective,
            plain.unserved,
            plain.sites,
          ]);
          limited.assignment.forEach((site, i) => {
            if (site !== null) expect(costs[i]?.[site]).toBeLessThanOrEqual(cutoff);
          });
        },
      ),
      { numRuns: 40 },
    );
  });
});
