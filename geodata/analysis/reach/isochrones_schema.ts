// What goes into isochrones and what comes out, as zod schemas. It knows names, units and limits, no computation.
import { z } from 'zod';
import { sheetOf } from '../method_sheet.ts';
import { travelInputs } from './travel_time_schema.ts';

export const isochronesInput = z
  .strictObject({
    ...travelInputs,
    /** Minutes, each at most once; what takes exactly so long is inside. */
    cutoffsMinutes: z.array(z.number().min(0).max(1e7)).min(1).max(100),
  })
  .check((context) => {
    const { graph, grid, cutoffsMinutes } = context.value;
    const issue = (message: string, path: PropertyKey[]) =>
      void context.issues.push({ code: 'custom', message, path, input: undefined });
    if (graph === undefined && grid === undefined) issue('Give a graph, a grid or both.', []);
    if (new Set(cutoffsMinutes).size < cutoffsMinutes.length) issue('Name each cutoff once.', ['cutoffsMinutes']);
  });
export type IsochronesInput = z.output<typeof isochronesInput>;

const position = z.tuple([z.number(), z.number()]);
const figure = z.number().nonnegative();

export const isochronesResult = z.strictObject({
  ...sheetOf('isochrones'),
  /** Shortest cutoff first; each holds all that the ones before it hold. */
  isochrones: z.array(
    z.strictObject({
      cutoffMinutes: z.number(),
      /** Polygons of reached cells with their holes, or with a graph alone lines of reached road; null = nothing is reached. */
      geometry: z
        .union([
          z.strictObject({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(position))) }),
          z.strictObject({ type: z.literal('MultiLineString'), coordinates: z.array(z.array(position)) }),
        ])
        .nullable(),
      /** Ground reached; null without a grid. */
      areaSquareKm: figure.nullable(),
      cells: z.number().int().nonnegative().nullable(),
      /** People of the grid in reached cells; null when it has none. */
      people: figure.nullable(),
      /** Road reached, straight between its nodes; null with a grid. */
      roadKm: figure.nullable(),
    }),
  ),
  /** true: coordinates are meters east and north of the grid's south-western corner, not degrees. */
  planar: z.boolean(),
  uncalibrated: z.boolean(),
});
export type IsochronesResult = z.infer<typeof isochronesResult>;
export type Isochrone = IsochronesResult['isochrones'][number];
