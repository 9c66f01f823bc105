// Reads a space-time cube out of nested arrays: one typed array in id order, bins without a number as NaN, and which places fell
// silent. It knows no statistic.
import { Problem } from '../../schema/problem.ts';
import type { Cube } from './emerging_cube.ts';
import { type EmergingInput, MOST_BINS } from './emerging_schema.ts';

const MOST_COUNT = 1e12;

const odd = (pointer: string, detail: string): Problem =>
  new Problem('invalid_input', 'The counts do not make a cube of places and times.', [{ pointer, detail }]);

export interface ReadCube {
  readonly cube: Cube;
  /** 1 where a place has numbers, but none in the last bin, and nothing says that reporting was open then. */
  readonly lost: Uint8Array;
  /** Bins without a number. */
  readonly missing: number;
}

/** Throws Problem invalid_input for fewer bins than `least`, ragged rows or entries that are no counts. */
export function readCube(input: EmergingInput, order: Int32Array | null, least: number): ReadCube {
  const { counts, reporting } = input;
  const places = counts.length;
  const bins = counts[0]?.length ?? 0;
  if (places === 0) throw odd('/counts', 'There must be at least one place.');
  if (bins < least)
    throw odd('/counts', `A trend needs at least ${least} bins of time: take shorter bins or a longer time.`);
  if (places * bins > MOST_BINS) throw odd('/counts', `There may be at most ${MOST_BINS} bins: split the input.`);
  if (reporting !== undefined && reporting.length !== places) {
    throw odd('/reporting', `This has ${reporting.length} rows, but there are ${places} places.`);
  }
  const cube = { places, bins, counts: new Float64Array(places * bins) };
  const lost = new Uint8Array(places);
  let missing = 0;
  for (let i = 0; i < places; i++) {
    const row = order === null ? i : (order[i] as number);
    const here = counts[row] as ArrayLike<unknown>;
    const heard = reporting?.[row];
    if (here.length !== bins)
      throw odd(`/counts/${row}`, `This has ${here.length} bins, but the first row has ${bins}.`);
    if (heard !== undefined && heard.length !== bins) throw odd(`/reporting/${row}`, `This must have ${bins} bins.`);
    let any = false;
    for (let t = 0; t < bins; t++) {
      const count = countOf(here[t], row, t, ArrayBuffer.isView(here));
      const silent = heard !== undefined && !reports(heard[t], row, t);
      const number = silent ? Number.NaN : count;
      cube.counts[i * bins + t] = number;
      if (Number.isNaN(number)) missing++;
      else any = true;
    }
    // Where reporting is known to be open in the last bin, the number is only withheld or late.
    const open = heard !== undefined && reports(heard[bins - 1], row, bins - 1);
    if (any && !open && Number.isNaN(cube.counts[(i + 1) * bins - 1] as number)) lost[i] = 1;
  }
  return { cube, lost, missing };
}

function countOf(entry: unknown, row: number, t: number, typed: boolean): number {
  if (entry === null || (typed && Number.isNaN(entry))) return Number.NaN;
  if (typeof entry === 'number' && entry >= 0 && entry <= MOST_COUNT) return entry;
  throw odd(`/counts/${row}/${t}`, 'A count is a number from 0 to 10¹²; null means that there is none.');
}

function reports(entry: unknown, row: number, t: number): boolean {
  if (entry === true || entry === 1) return true;
  if (entry === false || entry === 0 || entry === null) return false;
  throw odd(`/reporting/${row}/${t}`, 'This is true where anybody could report, and false where nobody could.');
}
