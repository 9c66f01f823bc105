// Where nothing can be reached or nothing was given the answer is honest: a result with a warning, or where to repair it.
import { expect, it } from 'vitest';
import { method } from '../../../geodata/analysis/catalog.ts';
import { LENT } from '../../support/surroundings.ts';

async function warningsOf(id: string, changed: Record<string, unknown>): Promise<string> {
  const known = method(id);
  const result = (await known.run({ ...structuredClone(known.example), ...changed }, LENT)) as { warnings: string[] };
  return result.warnings.join(' ');
}

const unreachable = (rows: number, columns: number) => Array.from({ length: rows }, () => Array(columns).fill(null));

it.each<[string, string, Record<string, unknown>, RegExp]>([
  ['most covered, no site reached', 'maximal-covering', { costs: unreachable(5, 3) }, /Nobody has a permitted site/],
  ['most covered, a cutoff of 0', 'maximal-covering', { cutoff: 0 }, /Nobody has a permitted site/],
  ['frontier, no site reached', 'frontier', { costs: unreachable(5, 3) }, /Nobody has a permitted site/],
  ['fewest sites, no site reached', 'set-covering', { costs: unreachable(5, 3) }, /beyond the cutoff/],
  ['least way, no site reached', 'p-median', { costs: unreachable(5, 5) }, /cannot be served/],
  ['longest way, no site reached', 'p-center', { costs: unreachable(5, 3) }, /cannot be served/],
  ['no way for any team', 'nearest-team', { costs: unreachable(2, 3) }, /2 of 2 places can be reached by no team/],
  ['no places to patrol', 'patrol-coverage', { places: { lon: [], lat: [], demand: [] } }, /There are no places/],
  ['no events to smooth', 'kernel-density', { points: { lon: [], lat: [] } }, /No event was used/],
  ['nobody within a cutoff of 0', 'catchments', { cutoff: 0 }, /nobody is served/],
  ['no site within reach', 'accessibility', { costs: unreachable(3, 2) }, /every score is 0/],
  ['no service at all', 'fragility', { sources: { node: [] } }, /There are no services/],
  ['no services', 'coverage-gap', { services: { lon: [], lat: [] } }, /There are no services/],
])('warns: %s', async (_, id, changed, warning) => {
  expect(await warningsOf(id, changed)).toMatch(warning);
});

it('does not warn where somebody is covered', async () => {
  for (const id of ['maximal-covering', 'frontier']) expect(await warningsOf(id, {})).not.toMatch(/Nobody/);
});

it('points at the column of this analysis where its rows do not fit the places', async () => {
  await expect(warningsOf('emerging-hot-spots', { counts: [] })).rejects.toMatchObject({
    errors: [{ pointer: '/counts', detail: 'This has 0 rows, but there are 4 places.' }],
  });
  await expect(warningsOf('gi-star', { values: [1] })).rejects.toMatchObject({
    errors: [{ pointer: '/values', detail: 'This has 1 row, but there are 6 places.' }],
  });
});
