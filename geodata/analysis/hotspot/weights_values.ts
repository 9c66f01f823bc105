// Values of places made ready for a comparison with their neighbors: rates where people at risk are given, missing ones left
// out and counted, weights among the rest. It knows no statistic.
import { z } from 'zod';
import { Problem } from '../../schema/problem.ts';
import { describeInput, type InputSheet, provenance } from '../method_sheet.ts';
import { numberColumn, reordered, requireSameLength } from '../number_columns.ts';
import { type EventCells, eventCells, eventsInput } from './event_cells.ts';
import type { SpatialWeights } from './spatial_weights.ts';
import { MOST_PLACES, readNeighborhoods, weightsShape } from './weights_input.ts';

const column = (min: number, message: string) =>
  numberColumn({ min, max: 1e15, nullable: true, message, maxLength: MOST_PLACES });

export const valuesShape = {
  ...weightsShape,
  /** One number per place; null = missing or suppressed, which is not 0. */
  values: column(-1e15, 'A value is a number within ±10¹⁵; null means missing.').optional(),
  /** People at risk per place: values become rates per person; null or too few = not enough data. */
  population: column(0, 'A population is 0 or more; null means missing.').optional(),
  /** In place of values: events that are counted by H3 cell of `h3Resolution`, in the cells of `h3` or else of the box round them. */
  events: eventsInput.optional(),
  h3Resolution: z.number().int().min(0).max(12).optional(),
  /** Places with fewer neighbors that have a value, or fewer people at risk, are "not enough data". */
  minimumNeighbors: z.number().int().min(0).max(1000).default(1),
  minimumPopulation: z.number().min(0).max(1e12).default(0),
  /** A place is called unusual when its adjusted p is at most this. */
  alpha: z.number().positive().max(0.5).default(0.05),
  seed: z.number().int().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER).default(1),
  ...provenance,
};
const shape = z.object(valuesShape);
export type ValuesInput = z.output<typeof shape>;

/** Whether a place has a value, too few neighbors or people, or none. */
export interface Subject {
  readonly count: number;
  readonly ids: (string | number)[] | null;
  readonly counted: EventCells | null;
  /** Places with a value, ascending; values and weights are those of these, numbered 0 to n − 1. */
  readonly rows: Int32Array;
  readonly values: Float64Array;
  readonly weights: SpatialWeights;
  readonly own: Float64Array | null;
  /** 1 for each of `rows` with enough neighbors. */
  readonly enough: Uint8Array;
  readonly parameters: Record<string, unknown>;
  readonly inputs: Record<string, InputSheet>;
  readonly warnings: string[];
  /** A column over `rows` as one over all places, NaN where there is no value. */
  readonly expanded: (column: ArrayLike<number>) => Float64Array;
}

const bad = (pointer: string, detail: string): Problem =>
  new Problem('invalid_input', 'There are no values to compare.', [{ pointer, detail }]);

/** Throws Problem invalid_input where values are missing or do not fit the places. */
export function readSubject(given: ValuesInput): Subject {
  const { counted, input, values } = countedOrGiven(given);
  const { population, minimumPopulation, minimumNeighbors } = input;
  const places = readNeighborhoods(input, values.length);
  if (values.length === 0) throw bad('/values', 'There must be at least one place.');
  requireSameLength('', { values, population });
  const inOrder = reordered(values, places.order);
  const people = population === undefined ? null : reordered(population, places.order);
  const present = new Uint8Array(values.length);
  let missing = 0;
  let fewPeople = 0;
  for (let i = 0; i < inOrder.length; i++) {
    const risk = people === null ? 1 : (people[i] as number);
    if (Number.isNaN(inOrder[i] as number)) missing++;
    else if (!(risk > 0 && risk >= (people === null ? 0 : minimumPopulation))) fewPeople++;
    else present[i] = 1;
  }
  const rows = Int32Array.from(inOrder.keys()).filter((i) => present[i] === 1);
  const subject = Float64Array.from(
    rows,
    (i) => (inOrder[i] as number) / (people === null ? 1 : (people[i] as number)),
  );
  const { weights, own } = places.among(present);
  const enough = Uint8Array.from(rows, (_, i) =>
    (weights.start[i + 1] as number) - (weights.start[i] as number) >= minimumNeighbors ? 1 : 0,
  );
  const sheets = counted === null ? { values: describeInput(input, values.length) } : eventSheets(given);
  return {
    count: values.length,
    ids: counted === null ? places.ids : null,
    counted,
    rows,
    values: subject,
    weights,
    own,
    enough,
    parameters: { ...places.parameters, minimumNeighbors, ...(people === null ? {} : { minimumPopulation }) },
    inputs: sheets,
    warnings: [...eventWarnings(counted), ...warningsOf({ missing, fewPeople, enough })],
    expanded(column) {
      const all = new Float64Array(values.length).fill(Number.NaN);
      rows.forEach((row, i) => {
        all[row] = column[i] as number;
      });
      return all;
    },
  };
}

function countedOrGiven(input: ValuesInput): { counted: EventCells | null; input: ValuesInput; values: Float64Array } {
  const { events, values, h3Resolution } = input;
  if ((events === undefined) === (values === undefined))
    throw bad('/values', 'Give values, or events with h3Resolution.');
  if (values !== undefined) {
    if (h3Resolution !== undefined) throw bad('/h3Resolution', 'A resolution stands beside events only.');
    return { counted: null, input, values };
  }
  if (h3Resolution === undefined)
    throw bad('/h3Resolution', 'Events need the resolution of the cells to count them in.');
  if (input.population !== undefined && input.h3 === undefined) {
    throw bad('/population', 'Beside events a population needs the list of its cells in h3.');
  }
  const { events: given, ids: _, ...rest } = input;
  const counted = eventCells({
    events: given as NonNullable<typeof given>,
    resolution: h3Resolution,
    study: input.h3,
    rings: input.rings,
  });
  const order = new Map(input.h3?.map((cell, i) => [cell, i]));
  const population =
    input.population &&
    Float64Array.from(counted.cells, (cell) => input.population?.[order.get(cell) as number] ?? Number.NaN);
  return { counted, values: counted.counts, input: { ...rest, population, h3: counted.cells } };
}

const eventSheets = ({ events }: ValuesInput): Record<string, InputSheet> =>
  events === undefined ? {} : { events: describeInput(events, events.lon.length) };

function eventWarnings(counted: EventCells | null): string[] {
  if (counted === null) return [];
  const { areaEvents, outside } = counted;
  return [
    ...(areaEvents.length === 0
      ? []
      : [`${areaEvents.length} events are known only to an area larger than a cell: they are in no cell.`]),
    ...(outside.length === 0 ? [] : [`${outside.length} events lie outside of the cells given.`]),
  ];
}

function warningsOf(of: { missing: number; fewPeople: number; enough: Uint8Array }): string[] {
  const { missing, fewPeople, enough } = of;
  const lonely = enough.reduce((sum, yes) => sum + 1 - yes, 0);
  const places = (count: number): string => `${count} ${count === 1 ? 'place' : 'places'}`;
  return [
    ...(missing === 0 ? [] : [`${places(missing)} without a value (missing or suppressed): not enough data there.`]),
    ...(fewPeople === 0
      ? []
      : [`${places(fewPeople)} with too few people at risk, or an unknown number, for a rate: not enough data there.`]),
    ...(lonely === 0 ? [] : [`${places(lonely)} with too few neighbors that have a value: not enough data there.`]),
  ];
}
