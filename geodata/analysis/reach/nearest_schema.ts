// What goes into `nearest` and what comes out, as zod schemas, and the catalog form over nearest.ts. No computation of its own.
import { z } from 'zod';
import { entry } from '../method.ts';
import { describeInput, inputSheet, provenance, worstPrecision } from '../method_sheet.ts';
import { codeColumn, latColumn, lonColumn, orderOfIds, reordered, requireSameLength } from '../number_columns.ts';
import { MOST_CELLS, MOST_SERVICES } from './coverage_gap_schema.ts';
import { buildNearestIndex } from './nearest.ts';

export const NEAREST_VERSION = '1';
const MOST_ANSWERS = 20_000_000;
/** Answers weighted by 1 + k/20, what keeping k in order costs: a quarter of a minute at most. */
const MOST_WORK = 200_000_000;

const pointsInput = (maxLength: number) =>
  z.strictObject({
    lon: lonColumn(maxLength),
    lat: latColumn(maxLength),
    ids: codeColumn({ maxLength, nullable: false }).optional(),
    ...provenance,
  });

export const nearestInput = z
  .strictObject({
    from: pointsInput(MOST_CELLS),
    to: pointsInput(MOST_SERVICES),
    k: z.number().int().min(1).max(1000).default(1),
  })
  .refine(({ from, k }) => from.lon.length * k <= MOST_ANSWERS && from.lon.length * k * (1 + k / 20) <= MOST_WORK, {
    message: 'So many points times k take too long: ask for fewer points or a smaller k.',
    path: ['k'],
  });
export type NearestInput = z.infer<typeof nearestInput>;

const ids = z.array(z.union([z.string(), z.number().int()]));

export const nearestResult = z.strictObject({
  method: z.literal('nearest'),
  version: z.string(),
  parameters: z.strictObject({ k: z.number().int() }),
  inputs: z.strictObject({ from: inputSheet, to: inputSheet, worstPrecision: z.string().nullable() }),
  seed: z.null(),
  warnings: z.array(z.string()),
  /** One row per point of `from`: its nearest points of `to`, nearest first, as many as there are, at most k. */
  index: z.array(z.array(z.number().int().nonnegative())),
  /** WGS 84 geodesic meters beside `index`. */
  meters: z.array(z.array(z.number().nonnegative())),
  /** Where `from` or `to` carry ids: the ids in the order that rows and indexes refer to; null otherwise. */
  from: ids.nullable(),
  to: ids.nullable(),
});
export type NearestResult = z.infer<typeof nearestResult>;

/**
 * Which k places of `to` are nearest to each place of `from`, and how far over the ground?
 *
 * Method: `buildNearestIndex` finds candidates by chord and ranks them by the WGS 84 geodesic (Karney 2013,
 * doi:10.1007/s00190-012-0578-z), so that rank and meters are those of the ellipsoid.
 * Inputs: `from` and `to` in degrees, k from 1 to 1,000. With ids, rows and indexes follow the order of the ids, so the order of the
 * input changes nothing; equal distances go to the smaller index.
 * Output: per place of `from` at most k indexes into `to` and their meters, nearest first; an empty row where there is nowhere to go.
 * Throws Problem invalid_input when columns differ in length, ids repeat or k times points is more than a quarter of a minute’s work.
 * Cost: O((n + m) log m) for n points and m services.
 * Checked against brute force over the geodesic and golden rows of Karney's Python package (tests/reference/reach_rows.py).
 *
 * Assumption that can harm: a straight line is not a way. Rivers, fences and front lines are not seen; ask travel-time.
 */
export function nearest(input: NearestInput): NearestResult {
  const { from, to, k } = input;
  requireSameLength('/from', { lon: from.lon, lat: from.lat, ids: from.ids });
  requireSameLength('/to', { lon: to.lon, lat: to.lat, ids: to.ids });
  const fromOrder = orderOfIds('/from', from.ids);
  const toOrder = orderOfIds('/to', to.ids);
  const services = { lon: reordered(to.lon, toOrder), lat: reordered(to.lat, toOrder) };
  const points = { lon: reordered(from.lon, fromOrder), lat: reordered(from.lat, fromOrder) };
  const table = buildNearestIndex(services).nearest(points, { k });
  const width = Math.min(k, services.lon.length);
  const rows = <T>(column: ArrayLike<T>): T[][] =>
    Array.from(points.lon, (_, i) => Array.from({ length: width }, (_, j) => column[k * i + j] as T));
  const namesIn = (
    points: { ids?: NearestInput['to']['ids'] },
    order: Int32Array | null,
  ): (string | number)[] | null =>
    order === null ? null : Array.from(order, (row) => points.ids?.[row] as string | number);
  const sheets = { from: describeInput(from, from.lon.length), to: describeInput(to, to.lon.length) };
  return {
    method: 'nearest',
    version: NEAREST_VERSION,
    parameters: { k },
    inputs: { ...sheets, worstPrecision: worstPrecision([sheets.from, sheets.to]) },
    seed: null,
    warnings: to.lon.length === 0 ? ['There are no places to go to: every row is empty.'] : [],
    index: rows(table.index),
    meters: rows(table.meters),
    from: namesIn(from, fromOrder),
    to: namesIn(to, toOrder),
  };
}

export const nearestMethod = entry({
  id: 'nearest',
  version: NEAREST_VERSION,
  title: 'Nearest services',
  summary: 'The k nearest services of each place, by distance over the ground (WGS 84 geodesic, meters).',
  theme: 'reach',
  source: 'reach/nearest_schema.ts',
  inputs: nearestInput,
  result: nearestResult,
  compute: nearest,
  example: { from: { lon: [11.96, 12.1], lat: [11.74, 11.8] }, to: { lon: [11.97, 12.2], lat: [11.745, 11.9] }, k: 2 },
});
