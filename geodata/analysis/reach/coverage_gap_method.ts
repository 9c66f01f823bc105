// The catalog entry of coverage-gap. No computation of its own.
import { entry } from '../method.ts';
import { COVERAGE_GAP_VERSION, coverageGap } from './coverage_gap.ts';
import { coverageGapInput, coverageGapResult } from './coverage_gap_schema.ts';

export const coverageGapMethod = entry({
  id: 'coverage-gap',
  version: COVERAGE_GAP_VERSION,
  title: 'Coverage gap',
  summary: 'People, women and children beyond a service radius or a travel time: by area, as cells and as polygons.',
  theme: 'reach',
  source: 'reach/coverage_gap.ts',
  inputs: coverageGapInput,
  result: coverageGapResult,
  compute: coverageGap,
  example: {
    cells: { lon: [11.96, 11.98, 12.1], lat: [11.74, 11.75, 11.8], people: [120, 80, 45] },
    services: { lon: [11.97], lat: [11.745] },
    radiusMeters: 5000,
  },
});
