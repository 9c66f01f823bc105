// What goes into maximal-covering and what comes out, and its entry for the catalog. No computation of its own.
import { z } from 'zod';
import { entry } from '../method.ts';
import { sheetOf } from '../method_sheet.ts';
import { MAXIMAL_COVERING_VERSION, maximalCovering } from './maximal_covering.ts';
import { type SitingInput, sitingInput } from './siting_inputs.ts';
import { boundsShape, flowsShape, planShape } from './siting_result.ts';

export const maximalCoveringInput = sitingInput;
export type MaximalCoveringInput = SitingInput;

export const maximalCoveringResult = z.strictObject({
  ...sheetOf('maximal-covering'),
  ...boundsShape,
  ...planShape,
  ...flowsShape,
  total: z.number().nonnegative().describe('Weight of all demand that counts.'),
  backupCovered: z.number().nonnegative().nullable().describe('Weight with two open sites within the cutoff.'),
  backupUpperBound: z.number().nonnegative().nullable().describe('No plan that covers as much once covers more twice.'),
  backupProved: z.boolean().nullable(),
});
export type MaximalCoveringResult = z.infer<typeof maximalCoveringResult>;

export const maximalCoveringMethod = entry({
  id: 'maximal-covering',
  version: MAXIMAL_COVERING_VERSION,
  title: 'Most people within reach (maximal covering)',
  summary: 'Places p sites so that most demand has an open one within the cutoff, with a proved bound.',
  theme: 'siting',
  source: 'siting/maximal_covering.ts',
  inputs: maximalCoveringInput,
  result: maximalCoveringResult,
  compute: maximalCovering,
  example: {
    costs: [
      [10, 45, 70],
      [25, 30, 65],
      [50, 20, 40],
      [80, 35, 15],
      [null, 60, 25],
    ],
    demand: [120, 80, 200, 40, 90],
    cutoff: 30,
    p: 2,
  },
});
