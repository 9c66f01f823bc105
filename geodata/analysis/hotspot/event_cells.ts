// Events with their precision turned into counts of H3 cells. An event that is known only to an area larger than its cell goes
// to a list of areas and never into the cell of the area's middle. It knows no statistic.
import { cellArea, gridDisk, latLngToCell, polygonToCells, UNITS } from 'h3-js';
import { z } from 'zod';
import { INPUT_PRECISIONS } from '../../schema/dataset.ts';
import { Problem } from '../../schema/problem.ts';
import { provenance } from '../method_sheet.ts';
import { latColumn, lonColumn, numberColumn, requireSameLength } from '../number_columns.ts';

const MOST_EVENTS = 2_000_000;
const MOST_STUDY_CELLS = 500_000;

/**
 * Radius in meters within which an event of a stated precision happened; null = an area of unknown size, larger than any cell.
 * Codes 1 to 7 are where_prec of the UCDP GED codebook (version 20.1, 2020): 1 the place itself, 2 within about 25 km of it,
 * 3 district, 4 state, 5 a stretch or vague region, 6 country, 7 international waters.
 */
export const PRECISION_RADIUS_METERS: Readonly<Record<string, number | null>> = {
  '1': 0,
  '2': 25_000,
  '3': null,
  '4': null,
  '5': null,
  '6': null,
  '7': null,
  exact: 0,
  // A published cell (H3 resolution 7) has about this inner radius.
  cell: 1_100,
  settlement: 2_500,
  district: null,
  state: null,
  country: null,
  unknown: null,
};

const precisionWord = z.union([z.enum(INPUT_PRECISIONS), z.number().int().min(1).max(7)]);

/** Events as columns; precision by radius in meters, by area in km², or by word or UCDP code. */
export const eventsInput = z.strictObject({
  lon: lonColumn(MOST_EVENTS),
  lat: latColumn(MOST_EVENTS),
  /** Radius in meters within which each event happened; null = unknown, an area. */
  precisionMeters: numberColumn({
    min: 0,
    max: 2e7,
    nullable: true,
    message: 'A precision is a radius in meters, 0 or more; null means unknown.',
    maxLength: MOST_EVENTS,
  }).optional(),
  /** A word (exact, cell, settlement, district, state, country, unknown) or a UCDP where_prec code, 1 to 7. */
  precision: z.array(precisionWord).max(MOST_EVENTS).optional(),
  /** Area in km² that each event is known to lie in, where it is recorded; null = see its precision. */
  areaSquareKm: numberColumn({
    min: 0,
    max: 5.2e8,
    nullable: true,
    message: 'An area is 0 km² or more; null means not recorded.',
    maxLength: MOST_EVENTS,
  }).optional(),
  ...provenance,
});
export type EventsInput = z.output<typeof eventsInput>;

export interface EventCells {
  /** The study cells, in the order of their index. */
  readonly cells: string[];
  readonly counts: Float64Array;
  /** Rows of the events that are areas: coarser than the cell that their coordinates fall in. */
  readonly areaEvents: number[];
  /** Rows of the events in cells outside of the study cells that the caller named. */
  readonly outside: number[];
}

/** Area in km² within which an event lies; Infinity where that is unknown. */
function uncertainSquareKm(events: EventsInput, row: number): number {
  const area = events.areaSquareKm?.[row] ?? Number.NaN;
  if (!Number.isNaN(area)) return area;
  let radius: number | null = 0;
  if (events.precisionMeters !== undefined) radius = events.precisionMeters[row] as number;
  else if (events.precision !== undefined) radius = PRECISION_RADIUS_METERS[String(events.precision[row])] ?? null;
  return radius === null || Number.isNaN(radius) ? Number.POSITIVE_INFINITY : (Math.PI * radius * radius) / 1e6;
}

/**
 * Counts per cell. Without `study` the study cells are those of the box round the events that are points, and `rings` about
 * every cell with one: cells without events belong to the study as zeros, or there would be nothing to compare with.
 */
export function eventCells(of: {
  readonly events: EventsInput;
  readonly resolution: number;
  readonly study?: readonly string[] | undefined;
  readonly rings?: number;
}): EventCells {
  const { events, resolution, study, rings = 1 } = of;
  const { lon, lat, precisionMeters, precision, areaSquareKm } = events;
  requireSameLength('/events', { lon, lat, precisionMeters, precision, areaSquareKm });
  const areas = new Map<string, number>();
  const tally = new Map<string, number>();
  const cellOf: (string | null)[] = [];
  const areaEvents: number[] = [];
  for (let row = 0; row < lon.length; row++) {
    const cell = latLngToCell(lat[row] as number, lon[row] as number, resolution);
    let squareKm = areas.get(cell);
    if (squareKm === undefined) {
      squareKm = cellArea(cell, UNITS.km2);
      areas.set(cell, squareKm);
    }
    const isArea = uncertainSquareKm(events, row) > squareKm;
    if (isArea) areaEvents.push(row);
    else tally.set(cell, (tally.get(cell) ?? 0) + 1);
    cellOf.push(isArea ? null : cell);
  }
  const cells =
    study === undefined ? studyCells(events, [...tally.keys()], resolution, rings, new Set(areaEvents)) : [...study];
  cells.sort();
  const inside = new Set(cells);
  const outside = cellOf.flatMap((cell, row) => (cell === null || inside.has(cell) ? [] : [row]));
  return {
    cells,
    counts: Float64Array.from(cells, (cell) => tally.get(cell) ?? 0),
    areaEvents,
    outside,
  };
}

function studyCells(
  { lon, lat }: EventsInput,
  occupied: readonly string[],
  resolution: number,
  rings: number,
  left: ReadonlySet<number>,
): string[] {
  const cells = new Set(occupied.flatMap((cell) => gridDisk(cell, rings)));
  let [south, north] = [90, -90];
  const lons: number[] = [];
  for (let row = 0; row < lon.length; row++) {
    if (left.has(row)) continue;
    south = Math.min(south, lat[row] as number);
    north = Math.max(north, lat[row] as number);
    lons.push(lon[row] as number);
  }
  if (lons.length === 0) return [];
  const [west, width] = shortestArc(lons);
  const perCell = cellArea(occupied[0] as string, UNITS.km2);
  const squareKm = width * (north - south) * 12_364 * Math.cos((((south + north) / 2) * Math.PI) / 180);
  if (squareKm / perCell > MOST_STUDY_CELLS) {
    throw new Problem('invalid_input', 'The events lie too far apart for cells this small.', [
      { pointer: '/h3Resolution', detail: 'Take a coarser resolution, or name the study cells in h3.' },
    ]);
  }
  // In pieces of at most 90 degrees, since a longer side of a polygon would be taken the other way round.
  const pieces = Math.max(1, Math.ceil(width / 90));
  for (let piece = 0; piece < pieces && width > 0 && north > south; piece++) {
    const from = west + (width * piece) / pieces;
    const to = west + (width * (piece + 1)) / pieces;
    const [a, b] = [wrapped(from), wrapped(to)];
    const box: [number, number][] = [
      [south, a],
      [south, b],
      [north, b],
      [north, a],
    ];
    for (const cell of polygonToCells(box, resolution)) cells.add(cell);
  }
  return [...cells];
}

const wrapped = (lon: number): number => (lon > 180 ? lon - 360 : lon);

/** The shortest stretch of longitudes that holds all: its western end and its width in degrees. */
function shortestArc(lons: number[]): [number, number] {
  lons.sort((a, b) => a - b);
  const first = lons[0] as number;
  let west = first;
  let gap = first + 360 - (lons.at(-1) as number);
  for (let i = 1; i < lons.length; i++) {
    const between = (lons[i] as number) - (lons[i - 1] as number);
    if (between > gap) {
      gap = between;
      west = lons[i] as number;
    }
  }
  return [west, 360 - gap];
}
