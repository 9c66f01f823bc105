// What the tests of the coverage gap ask about: four cells in a row and a service on the first.
import { method } from '../../../../geodata/analysis/catalog.ts';
import type { CoverageGapResult } from '../../../../geodata/analysis/reach/coverage_gap_schema.ts';
import { Problem } from '../../../../geodata/schema/problem.ts';

export const run = (inputs: unknown): CoverageGapResult => method('coverage-gap').run(inputs) as CoverageGapResult;

export function problemOf(inputs: unknown): Problem {
  try {
    run(inputs);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('No problem was thrown.');
}

/** Four cells 0.1° apart along 11° N, a service on the first. */
export const row = {
  cells: {
    lon: [13, 13.1, 13.2, 13.3],
    lat: [11, 11, 11, 11],
    people: [10, 20, 30, 40],
    women: [5, 11, 14, 21],
    area: ['NG008001', 'NG008001', 'NG008002', null],
    cellDegrees: [0.1, 0.1],
  },
  services: { lon: [13], lat: [11] },
};
