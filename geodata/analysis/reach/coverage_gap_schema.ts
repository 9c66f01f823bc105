// What goes into a coverage gap and what comes out, as zod schemas. It knows names, units and limits, no computation.
import { z } from 'zod';
import { multiPolygon } from '../../schema/geometry.ts';
import { inputSheet, provenance } from '../method_sheet.ts';
import { codeColumn, latColumn, lonColumn, numberColumn } from '../number_columns.ts';

export const MOST_CELLS = 2_000_000;
export const MOST_SERVICES = 100_000;

const people = () =>
  numberColumn({
    min: 0,
    max: 1e10,
    nullable: true,
    message: 'A number of people lies between 0 and 10 billion.',
    maxLength: MOST_CELLS,
  });

/** Population cells as columns of one length; null in people, women or children is a missing number. */
export const demandInput = z.strictObject({
  lon: lonColumn(MOST_CELLS),
  lat: latColumn(MOST_CELLS),
  people: people(),
  women: people().optional(),
  children: people().optional(),
  /** Area of each cell: a P-code, or an index into `areas`; null or −1 = outside every area. */
  area: codeColumn({ maxLength: MOST_CELLS, nullable: true }).optional(),
  areas: z
    .array(z.strictObject({ pcode: z.string(), name: z.string() }))
    .max(100_000)
    .optional(),
  ids: codeColumn({ maxLength: MOST_CELLS, nullable: false }).optional(),
  /** Width and height of one cell of a regular grid, in degrees; without it there is no geometry. */
  cellDegrees: z
    .tuple([z.number().positive().max(90), z.number().positive().max(90)])
    .nullable()
    .optional(),
  ...provenance,
});

export const serviceInput = z.strictObject({
  lon: lonColumn(MOST_SERVICES),
  lat: latColumn(MOST_SERVICES),
  ids: codeColumn({ maxLength: MOST_SERVICES, nullable: false }).optional(),
  /** false: services whose place is protected were left out of what the caller may see. */
  protectedCounted: z.boolean().optional(),
  ...provenance,
});

const minutesColumn = () =>
  numberColumn({
    min: 0,
    max: 1e7,
    nullable: true,
    message: 'Minutes are 0 or more; null means unreachable.',
    maxLength: MOST_CELLS,
  });

/** A service radius (with services), or minutes per cell with a cutoff: one of the two. */
export const coverageGapInput = z
  .strictObject({
    cells: demandInput,
    services: serviceInput.optional(),
    radiusMeters: z.number().nonnegative().max(20_004_000).optional(),
    minutes: minutesColumn().optional(),
    cutoffMinutes: z.number().nonnegative().max(1e7).optional(),
    /** What holds at some times only: services that are closed then (by index or id), or minutes per cell under it. */
    conditions: z
      .array(
        z.strictObject({
          /** For people: "at night", "wet season". */
          name: z.string().min(1).max(100),
          closed: z
            .array(z.union([z.string(), z.number().int()]))
            .max(MOST_SERVICES)
            .optional(),
          minutes: minutesColumn().optional(),
        }),
      )
      .max(20)
      .optional(),
  })
  .check((context) => {
    const { services, radiusMeters, minutes, cutoffMinutes } = context.value;
    const byRadius = radiusMeters !== undefined && services !== undefined;
    const byMinutes = minutes !== undefined && cutoffMinutes !== undefined;
    const odd = byRadius ? minutes !== undefined || cutoffMinutes !== undefined : radiusMeters !== undefined;
    if (byRadius === byMinutes || odd) {
      context.issues.push({
        code: 'custom',
        message: 'Give services with radiusMeters, or minutes with cutoffMinutes.',
        path: [],
        input: undefined,
      });
    }
  });
export type CoverageGapInput = z.infer<typeof coverageGapInput>;

const figure = z.number().nonnegative();
const counts = z.strictObject({
  cells: z.number().int().nonnegative(),
  /** null = no cell has a number of people; so for women and children, or they were not given. */
  people: figure.nullable(),
  women: figure.nullable(),
  children: figure.nullable(),
});
export type Counts = z.infer<typeof counts>;

export const gapRow = z.strictObject({
  /** P-code or code of the area; null = cells outside every area. */
  area: z.union([z.string(), z.number().int()]).nullable(),
  name: z.string().nullable(),
  /** People, women and children beyond the cutoff; null = no cell of the area has that number (not enough data). */
  people: figure.nullable(),
  women: figure.nullable(),
  children: figure.nullable(),
  peopleTotal: figure.nullable(),
  womenTotal: figure.nullable(),
  childrenTotal: figure.nullable(),
  /** people / peopleTotal, 0 to 1; null where nobody lives or nobody was counted. */
  share: z.number().min(0).max(1).nullable(),
  cells: z.number().int().nonnegative(),
  cellsTotal: z.number().int().nonnegative(),
  /** Greatest distance (or time) to the nearest service among uncovered cells; null where there is none or nothing reaches them. */
  farthestMeters: z.number().nullable(),
  farthestMinutes: z.number().nullable(),
  /** Uncovered cells that nothing reaches at all. */
  unreachableCells: z.number().int().nonnegative(),
  /** People within the cutoff of exactly one service; null when only minutes were given. */
  fragilePeople: figure.nullable(),
});
export type GapRow = z.infer<typeof gapRow>;

export const coverageGapResult = z.strictObject({
  method: z.literal('coverage-gap'),
  version: z.string(),
  parameters: z.strictObject({ radiusMeters: z.number().nullable(), cutoffMinutes: z.number().nullable() }),
  inputs: z.strictObject({
    cells: inputSheet,
    services: inputSheet.nullable(),
    worstPrecision: z.string().nullable(),
  }),
  seed: z.null(),
  warnings: z.array(z.string()),
  /** covered + uncovered = input to 1e-9 relative; fragile is the part of covered that hangs on one service. */
  totals: z.strictObject({ input: counts, covered: counts, uncovered: counts, fragilePeople: figure.nullable() }),
  /** Every area with cells, most uncovered people first. */
  gaps: z.array(gapRow),
  /** Per condition, who is covered without it and lost under it; areas with lost cells only, most people first. */
  conditions: z.array(
    z.strictObject({
      name: z.string(),
      people: figure.nullable(),
      women: figure.nullable(),
      children: figure.nullable(),
      cells: z.number().int().nonnegative(),
      gaps: z.array(
        z.strictObject({
          area: z.union([z.string(), z.number().int()]).nullable(),
          name: z.string().nullable(),
          people: figure.nullable(),
          cells: z.number().int().nonnegative(),
        }),
      ),
    }),
  ),
  /** Uncovered cells: their ids in order, or without ids their row numbers in the input. */
  gapCells: z.array(z.union([z.string(), z.number().int()])),
  /** One polygon per patch, in the order of `patches`; null when the cells are no regular grid. */
  geometry: z
    .strictObject({ ...multiPolygon.shape, coordinates: z.array(z.array(z.array(z.tuple([z.number(), z.number()])))) })
    .nullable(),
  patches: z
    .array(
      z.strictObject({
        people: figure.nullable(),
        women: figure.nullable(),
        children: figure.nullable(),
        /** A cell that the antimeridian cuts is counted in its eastern patch only, so the other may have none. */
        cells: z.number().int().nonnegative(),
        areaSquareKm: figure,
      }),
    )
    .nullable(),
});
export type CoverageGapResult = z.infer<typeof coverageGapResult>;
