// Spatial weights in compressed sparse rows: who is whose neighbor, and how much it counts. It knows no distance, no cell and
// no statistic.

/**
 * Neighbors of place i stand at `start[i] … start[i + 1] - 1` of `neighbor`, ascending, never i itself; `weight` beside them,
 * or null where every weight is 1.
 */
export interface SpatialWeights {
  readonly count: number;
  readonly start: Int32Array;
  readonly neighbor: Int32Array;
  readonly weight: Float64Array | null;
}

/** Places without any neighbor. */
export function islandsOf({ count, start }: SpatialWeights): number[] {
  const islands: number[] = [];
  for (let i = 0; i < count; i++) if (start[i + 1] === start[i]) islands.push(i);
  return islands;
}

/** Sparse rows from undirected pairs, each pair once and in any order. */
export function weightsFromPairs(count: number, pairs: Int32Array): SpatialWeights {
  const start = new Int32Array(count + 1);
  for (let e = 0; e < pairs.length; e++) {
    const row = (pairs[e] as number) + 1;
    start[row] = (start[row] as number) + 1;
  }
  for (let i = 0; i < count; i++) start[i + 1] = (start[i + 1] as number) + (start[i] as number);
  const neighbor = new Int32Array(pairs.length);
  const next = start.slice(0, count);
  for (let e = 0; e < pairs.length; e += 2) {
    const a = pairs[e] as number;
    const b = pairs[e + 1] as number;
    neighbor[next[a] as number] = b;
    next[a] = (next[a] as number) + 1;
    neighbor[next[b] as number] = a;
    next[b] = (next[b] as number) + 1;
  }
  for (let i = 0; i < count; i++) sortRange(neighbor, start[i] as number, start[i + 1] as number);
  return { count, start, neighbor, weight: null };
}

/** Rows are short as a rule, and a short row is sorted fastest by insertion. */
const SHORT_ROW = 40;

export function sortRange(items: Int32Array, from: number, to: number): void {
  if (to - from > SHORT_ROW) {
    items.subarray(from, to).sort();
    return;
  }
  for (let at = from + 1; at < to; at++) {
    const item = items[at] as number;
    let hole = at;
    for (; hole > from && (items[hole - 1] as number) > item; hole--) items[hole] = items[hole - 1] as number;
    items[hole] = item;
  }
}

/** The same places in another order: row i of the result is row `order[i]` of the input. */
export function reorderedWeights(weights: SpatialWeights, order: Int32Array): SpatialWeights {
  const newPlace = new Int32Array(weights.count);
  order.forEach((row, i) => {
    newPlace[row] = i;
  });
  return selectedRows(weights, order, newPlace);
}

/** Weights among the places for which `present` is 1, numbered anew in their order. */
export function weightsAmong(weights: SpatialWeights, present: Uint8Array): SpatialWeights {
  const newPlace = new Int32Array(weights.count).fill(-1);
  let kept = 0;
  for (let i = 0; i < weights.count; i++) if (present[i] === 1) newPlace[i] = kept++;
  if (kept === weights.count) return weights;
  const rows = new Int32Array(kept);
  for (let i = 0; i < weights.count; i++) if (present[i] === 1) rows[newPlace[i] as number] = i;
  return selectedRows(weights, rows, newPlace);
}

function selectedRows(weights: SpatialWeights, rows: Int32Array, newPlace: Int32Array): SpatialWeights {
  const start = new Int32Array(rows.length + 1);
  const entries: [number, number][] = [];
  const neighbor: number[] = [];
  const weight: number[] = [];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    entries.length = 0;
    for (let e = weights.start[row] as number; e < (weights.start[row + 1] as number); e++) {
      const place = newPlace[weights.neighbor[e] as number] as number;
      if (place >= 0) entries.push([place, weights.weight === null ? 1 : (weights.weight[e] as number)]);
    }
    entries.sort((a, b) => a[0] - b[0]);
    for (const [place, share] of entries) {
      neighbor.push(place);
      weight.push(share);
    }
    start[i + 1] = neighbor.length;
  }
  return {
    count: rows.length,
    start,
    neighbor: Int32Array.from(neighbor),
    weight: weights.weight === null ? null : Float64Array.from(weight),
  };
}

/** Every row divided by its sum, so that weights of a row add up to 1 (rows of islands stay empty). */
export function rowStandardized(weights: SpatialWeights): SpatialWeights {
  const { count, start, neighbor } = weights;
  const weight = new Float64Array(neighbor.length);
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let e = start[i] as number; e < (start[i + 1] as number); e++) sum += weights.weight?.[e] ?? 1;
    if (sum === 0) continue;
    for (let e = start[i] as number; e < (start[i + 1] as number); e++) weight[e] = (weights.weight?.[e] ?? 1) / sum;
  }
  return { count, start, neighbor, weight };
}
