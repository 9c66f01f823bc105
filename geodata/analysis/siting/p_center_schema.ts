// What goes into p-center and what comes out, and its entry for the catalog. No computation of its own.
import { z } from 'zod';
import { entry } from '../method.ts';
import { sheetOf } from '../method_sheet.ts';
import { columnOut } from '../number_columns.ts';
import { P_CENTER_VERSION, pCenter } from './p_center.ts';
import { type SitingInput, sitingInput } from './siting_inputs.ts';
import { boundsShape, flowsShape, name, planShape } from './siting_result.ts';

export const pCenterInput = sitingInput;
export type PCenterInput = SitingInput;

export const pCenterResult = z.strictObject({
  ...sheetOf('p-center'),
  ...boundsShape,
  ...planShape,
  ...flowsShape,
  farthest: z.array(name).describe('Demand rows whose way is the objective.'),
  backupAssignment: z
    .array(name.nullable())
    .nullable()
    .describe('With backup: the second nearest open site of each row.'),
  backupCost: columnOut.nullable(),
});
export type PCenterResult = z.infer<typeof pCenterResult>;

export const pCenterMethod = entry({
  id: 'p-center',
  version: P_CENTER_VERSION,
  title: 'Shortest longest way (p-center)',
  summary: 'Places p sites so that the longest way anybody has is as short as can be, proved by set covering.',
  theme: 'siting',
  source: 'siting/p_center.ts',
  inputs: pCenterInput,
  result: pCenterResult,
  compute: pCenter,
  example: {
    costs: [
      [10, 45, 70],
      [25, 30, 65],
      [50, 20, 40],
      [80, 35, 15],
      [90, 60, 25],
    ],
    p: 2,
  },
});
