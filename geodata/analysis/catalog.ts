// The one list of analyses: id, version, schemas and function. Server, command line, documents and tests read it; it knows no
// way in or out.
import type { z } from 'zod';
import { Problem, partsOfIssues } from '../schema/problem.ts';
import { COVERAGE_GAP_VERSION, coverageGap } from './reach/coverage_gap.ts';
import { coverageGapInput, coverageGapResult } from './reach/coverage_gap_schema.ts';
import { NEAREST_VERSION, nearest, nearestInput, nearestResult } from './reach/nearest_schema.ts';

export interface Method {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly summary: string;
  readonly inputs: z.ZodType;
  readonly result: z.ZodType;
  /** Checks the inputs and computes. Throws Problem invalid_input. */
  run(inputs: unknown): unknown;
}

function entry<Input extends z.ZodType, Result extends z.ZodType>(
  of: Omit<Method, 'run' | 'inputs' | 'result'> & {
    readonly inputs: Input;
    readonly result: Result;
    readonly compute: (input: z.output<Input>) => z.output<Result>;
  },
): Method {
  const { compute, ...rest } = of;
  return {
    ...rest,
    run(inputs) {
      const parsed = of.inputs.safeParse(inputs);
      if (!parsed.success) {
        throw new Problem('invalid_input', 'The inputs do not fit this analysis.', partsOfIssues(parsed.error.issues));
      }
      return compute(parsed.data);
    },
  };
}

export const CATALOG: readonly Method[] = [
  entry({
    id: 'nearest',
    version: NEAREST_VERSION,
    title: 'Nearest services',
    summary: 'The k nearest services of each place, by distance over the ground (WGS 84 geodesic, meters).',
    inputs: nearestInput,
    result: nearestResult,
    compute: nearest,
  }),
  entry({
    id: 'coverage-gap',
    version: COVERAGE_GAP_VERSION,
    title: 'Coverage gap',
    summary: 'People, women and children beyond a service radius or a travel time: by area, as cells and as polygons.',
    inputs: coverageGapInput,
    result: coverageGapResult,
    compute: coverageGap,
  }),
];

/** The method of this id; Problem process_not_found when there is none. */
export function method(id: string): Method {
  const found = CATALOG.find((entry) => entry.id === id);
  if (found === undefined) throw new Problem('process_not_found', 'See the list of analyses for the ids there are.');
  return found;
}
