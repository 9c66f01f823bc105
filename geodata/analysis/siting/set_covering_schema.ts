// What goes into set-covering and what comes out, and its entry for the catalog. No computation of its own.
import { z } from 'zod';
import { entry } from '../method.ts';
import { sheetOf } from '../method_sheet.ts';
import { SET_COVERING_VERSION, setCovering } from './set_covering.ts';
import { type SitingInput, sitingInput } from './siting_inputs.ts';
import { boundsShape, flowsShape, planShape } from './siting_result.ts';

export const setCoveringInput = sitingInput;
export type SetCoveringInput = SitingInput;

export const setCoveringResult = z.strictObject({
  ...sheetOf('set-covering'),
  ...boundsShape,
  ...planShape,
  ...flowsShape,
  withoutBackup: z
    .number()
    .nonnegative()
    .nullable()
    .describe('With backup: weight of demand that only one permitted site can cover.'),
});
export type SetCoveringResult = z.infer<typeof setCoveringResult>;

export const setCoveringMethod = entry({
  id: 'set-covering',
  version: SET_COVERING_VERSION,
  title: 'Everybody within reach (set covering)',
  summary: 'The fewest or cheapest sites that bring all demand within a cutoff, once or twice, with a proved bound.',
  theme: 'siting',
  source: 'siting/set_covering.ts',
  inputs: setCoveringInput,
  result: setCoveringResult,
  compute: setCovering,
  example: {
    costs: [
      [10, 45, 70],
      [25, 30, 65],
      [50, 20, 40],
      [80, 35, 15],
      [null, 60, 25],
    ],
    cutoff: 30,
  },
});
