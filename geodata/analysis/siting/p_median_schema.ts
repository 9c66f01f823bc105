// What goes into p-median and what comes out, and its entry for the catalog. No computation of its own.
import { z } from 'zod';
import { entry } from '../method.ts';
import { sheetOf } from '../method_sheet.ts';
import { columnOut } from '../number_columns.ts';
import { P_MEDIAN_VERSION, pMedian } from './p_median.ts';
import { type SitingInput, sitingInput } from './siting_inputs.ts';
import { boundsShape, flowsShape, name, planShape } from './siting_result.ts';

export const pMedianInput = sitingInput;
export type PMedianInput = SitingInput;

export const pMedianResult = z.strictObject({
  ...sheetOf('p-median'),
  ...boundsShape,
  ...planShape,
  ...flowsShape,
  backupAssignment: z
    .array(name.nullable())
    .nullable()
    .describe('With backup: the second cheapest open site of each row.'),
  backupCost: columnOut.nullable(),
});
export type PMedianResult = z.infer<typeof pMedianResult>;

export const pMedianMethod = entry({
  id: 'p-median',
  version: P_MEDIAN_VERSION,
  title: 'Least total way (p-median)',
  summary: 'Places p sites so that demand times cost to the cheapest open site is least, with a proved bound.',
  theme: 'siting',
  source: 'siting/p_median.ts',
  inputs: pMedianInput,
  result: pMedianResult,
  compute: pMedian,
  example: {
    points: {
      lon: [11.9, 11.95, 12.0, 12.05, 12.1],
      lat: [11.7, 11.75, 11.72, 11.78, 11.74],
      weight: [120, 80, 200, 40, 90],
    },
    p: 2,
    costs: [
      [0, 14, 22, 35, 41],
      [14, 0, 12, 21, 30],
      [22, 12, 0, 15, 20],
      [35, 21, 15, 0, 11],
      [41, 30, 20, 11, 0],
    ],
    seed: 1,
  },
});
