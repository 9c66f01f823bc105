// Damaturu: people on the 100 m grid, every 160th cell a candidate site, meters over the ground.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import {
  type MaximalCoveringResult,
  maximalCoveringMethod,
} from '../../../../geodata/analysis/siting/maximal_covering_schema.ts';
import { type PMedianResult, pMedianMethod } from '../../../../geodata/analysis/siting/p_median_schema.ts';
import { itOnRealData } from '../../../support/real_data.ts';
import { LENT } from '../../../support/surroundings.ts';

interface Cell {
  readonly properties: { readonly population: number };
  readonly geometry: { readonly coordinates: [number, number][][] };
}

function damaturu(folder: string) {
  const text = readFileSync(join(folder, 'damaturu/population_100m_grid.geojson'), 'utf8');
  const { features } = JSON.parse(text) as { features: Cell[] };
  const lon = features.map(
    (cell) => ((cell.geometry.coordinates[0]?.[0]?.[0] ?? 0) + (cell.geometry.coordinates[0]?.[2]?.[0] ?? 0)) / 2,
  );
  const lat = features.map(
    (cell) => ((cell.geometry.coordinates[0]?.[0]?.[1] ?? 0) + (cell.geometry.coordinates[0]?.[2]?.[1] ?? 0)) / 2,
  );
  const points = { lon, lat, weight: features.map((cell) => cell.properties.population) };
  const picked = (column: number[]): number[] => column.filter((_, i) => i % 160 === 7);
  return { points, candidates: { lon: picked(lon), lat: picked(lat) } };
}

itOnRealData(
  'ne-nigeria',
  'plans for Damaturu state a bound that is worth something, and account for everybody',
  async (folder) => {
    const inputs = damaturu(folder);
    const people = inputs.points.weight.reduce((sum, each) => sum + each, 0);
    const cover = (await maximalCoveringMethod.run(
      { ...inputs, p: 10, cutoffMeters: 800, timeLimitSeconds: 15 },
      LENT,
    )) as MaximalCoveringResult;
    expect(cover.sites.length).toBe(10);
    expect(cover.upperBound as number).toBeGreaterThanOrEqual(cover.objective as number);
    expect((cover.objective as number) + cover.unserved).toBeCloseTo(people, 6);
    const median = (await pMedianMethod.run({ ...inputs, p: 20, timeLimitSeconds: 6 }, LENT)) as PMedianResult;
    expect(median.lowerBound as number).toBeLessThanOrEqual(median.objective as number);
    expect(new Set(median.assignment).size).toBe(20);
  },
);
