// Areas as neighbors: squares by hand, and the districts of real data.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { method } from '../../../../geodata/analysis/catalog.ts';
import { areaContiguity } from '../../../../geodata/analysis/hotspot/weights_areas.ts';
import { resultJson } from '../../../../geodata/analysis/method.ts';
import { itOnRealData } from '../../../support/real_data.ts';

const square = (west: number, south: number, size = 1) => ({
  type: 'Feature' as const,
  geometry: {
    type: 'Polygon' as const,
    coordinates: [
      [
        [west, south],
        [west + size, south],
        [west + size, south + size],
        [west, south + size],
        [west, south],
      ] as [number, number][],
    ],
  },
});
/** Two side by side, one that touches the first at a corner, one apart. */
const areas = {
  type: 'FeatureCollection' as const,
  features: [square(0, 0), square(1, 0), square(-1, 1), square(9, 9)],
};
const lists = (contiguity: 'queen' | 'rook') => {
  const { start, neighbor, count } = areaContiguity(areas, contiguity);
  return Array.from({ length: count }, (_, i) => [...neighbor.subarray(start[i], start[i + 1])]);
};

describe('areas', () => {
  it('are neighbors where they share a side, or a corner for queens', () => {
    expect(lists('rook')).toEqual([[1], [0], [], []]);
    expect(lists('queen')).toEqual([[1, 2], [0], [0], []]);
  });

  it('are neighbors over the antimeridian, and one alone has none', () => {
    const { neighbor } = areaContiguity({ features: [square(179, 0), square(-180, 0), square(0, 0)] }, 'rook');
    expect([...neighbor]).toEqual([1, 0]);
    expect([...areaContiguity({ features: [square(5, 5)] }, 'queen').start]).toEqual([0, 0]);
  });

  it('serve Gi* as the same neighbors in a list do, in any order of ids', () => {
    const values = [4, 1, 7, 2];
    const run = (inputs: object) => method('gi-star').run(inputs) as { z: Float64Array; neighbors: Int32Array };
    expect([...run({ areas, values }).z]).toEqual([...run({ neighbors: lists('queen'), values }).z]);
    const ids = ['d', 'b', 'c', 'a'];
    const turned = { ...areas, features: areas.features.toReversed() };
    expect(resultJson(run({ areas: turned, values: values.toReversed(), ids: ids.toReversed() }))).toBe(
      resultJson(run({ areas, values, ids })),
    );
  });

  it.each([
    [{ areas, values: [1, 2] }, '/values'],
    [{ areas, values: [1, 2, 3, 4], neighbors: [[], [], [], []] }, ''],
    [{ neighbors: [[1], [0]], values: [1, 2], contiguity: 'rook' }, '/contiguity'],
    [
      { areas: { type: 'FeatureCollection', features: [{ type: 'Feature', geometry: null }] }, values: [1] },
      '/areas/features/0/geometry',
    ],
  ])('say what does not fit', (inputs, pointer) => {
    expect(() => method('gi-star').run(inputs)).toThrow(
      expect.objectContaining({ code: 'invalid_input', errors: [expect.objectContaining({ pointer })] }),
    );
  });

  itOnRealData('ne-nigeria', 'of north-east Nigeria all have neighbors, both ways', async (folder) => {
    const districts = JSON.parse(readFileSync(join(folder, 'admin_lga_bay.geojson'), 'utf8'));
    const { start, neighbor, count } = areaContiguity(districts, 'rook');
    expect(count).toBe(65);
    const pairs = new Set<string>();
    for (let i = 0; i < count; i++) {
      expect(start[i + 1]).toBeGreaterThan(start[i] as number);
      for (const j of neighbor.subarray(start[i], start[i + 1])) pairs.add(`${i} ${j}`);
    }
    for (const pair of pairs) expect(pairs.has(pair.split(' ').reverse().join(' '))).toBe(true);
    expect(pairs.size / count).toBeGreaterThan(4);
    expect(pairs.size / count).toBeLessThan(7);
  });
});
