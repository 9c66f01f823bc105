// Spatial weights that the caller spells out: lists of neighbors, with or without weights. It checks them and makes sparse rows;
// it knows no geometry.
import { z } from 'zod';
import { Problem } from '../../schema/problem.ts';
import type { SpatialWeights } from './spatial_weights.ts';

export const MOST_ARCS = 50_000_000;

/** Lists of numbers, one per place; the content is read by `weightsFromLists`, once. */
export const listsInput = (of: { readonly whole: boolean }) =>
  z
    .custom<readonly ArrayLike<number>[]>(
      (value) => Array.isArray(value) && value.every((row) => Array.isArray(row) || ArrayBuffer.isView(row)),
      'This must be an array with one array of numbers per place.',
    )
    .meta({
      type: 'array',
      items: { type: 'array', items: { type: of.whole ? 'integer' : 'number', minimum: 0 } },
    } as Record<string, unknown>);

export interface ListedWeights {
  readonly weights: SpatialWeights;
  /** Weight that a place gives itself; null where no list names its own place. */
  readonly own: Float64Array | null;
}

const odd = (pointer: string, detail: string): Problem =>
  new Problem('invalid_input', 'The lists of neighbors do not fit the places.', [{ pointer, detail }]);

/** Sparse rows from lists of indices (any order) and weights beside them; throws Problem invalid_input. */
export function weightsFromLists(
  count: number,
  neighbors: readonly ArrayLike<number>[],
  given: readonly ArrayLike<number>[] | undefined,
): ListedWeights {
  if (neighbors.length !== count) {
    throw odd('/neighbors', `This has ${neighbors.length} lists, but there are ${count} places.`);
  }
  if (given !== undefined && given.length !== count) {
    throw odd('/weights', `This has ${given.length} lists, but there are ${count} places.`);
  }
  let arcs = 0;
  for (const row of neighbors) arcs += row.length;
  if (arcs > MOST_ARCS) throw odd('/neighbors', `This names more than ${MOST_ARCS} neighbors: split the input.`);
  const start = new Int32Array(count + 1);
  const neighbor = new Int32Array(arcs);
  const weight = given === undefined ? null : new Float64Array(arcs);
  let own: Float64Array | null = null;
  const lastSeen = new Int32Array(count).fill(-1);
  let at = 0;
  for (let i = 0; i < count; i++) {
    const row = neighbors[i] as ArrayLike<number>;
    const beside = given?.[i];
    if (beside !== undefined && beside.length !== row.length) {
      throw odd(`/weights/${i}`, `This has ${beside.length} weights for ${row.length} neighbors.`);
    }
    const from = at;
    for (let e = 0; e < row.length; e++) {
      const place = row[e] as number;
      const share = beside === undefined ? 1 : (beside[e] as number);
      if (!(Number.isInteger(place) && place >= 0 && place < count)) {
        throw odd(`/neighbors/${i}/${e}`, `A neighbor is the index of a place, from 0 to ${count - 1}.`);
      }
      if (!(typeof share === 'number' && share >= 0 && share <= 1e12)) {
        throw odd(`/weights/${i}/${e}`, 'A weight is a number from 0 to 10¹².');
      }
      if (lastSeen[place] === i) throw odd(`/neighbors/${i}/${e}`, 'This neighbor is in the list twice.');
      lastSeen[place] = i;
      if (place === i) {
        own ??= new Float64Array(count).fill(Number.NaN);
        own[i] = share;
      } else if (share > 0) {
        neighbor[at] = place;
        if (weight !== null) weight[at] = share;
        at++;
      }
    }
    sortTogether(neighbor, weight, from, at);
    start[i + 1] = at;
  }
  return { weights: { count, start, neighbor: neighbor.slice(0, at), weight: weight?.slice(0, at) ?? null }, own };
}

function sortTogether(neighbor: Int32Array, weight: Float64Array | null, from: number, to: number): void {
  let sorted = true;
  for (let e = from + 1; e < to; e++) sorted &&= (neighbor[e - 1] as number) < (neighbor[e] as number);
  if (sorted) return;
  const order = Array.from({ length: to - from }, (_, e) => from + e).sort(
    (a, b) => (neighbor[a] as number) - (neighbor[b] as number),
  );
  const places = order.map((e) => neighbor[e] as number);
  const shares = order.map((e) => weight?.[e] ?? 1);
  neighbor.set(places, from);
  weight?.set(shares, from);
}
