// The k nearest places of each place as its neighbors, by the WGS 84 geodesic or on a plane; equal distances go to the smaller
// index. It knows no values.
import { buildNearestIndex } from '../reach/nearest.ts';
import { buildPositionTree, nearestByChord, withinChord } from '../reach/position_tree.ts';
import { type SpatialWeights, sortRange } from './spatial_weights.ts';

interface Columns {
  readonly across: Float64Array;
  readonly up: Float64Array;
}

/** `across` and `up` are longitudes and latitudes in degrees. Where fewer than k others are, all of them. */
export function geodesicNearest({ across, up }: Columns, k: number): SpatialWeights {
  const points = { lon: across, lat: up };
  const { index } = buildNearestIndex(points).nearest(points, { k: k + 1, meters: false });
  return rowsWithoutSelf(across.length, k, (i, e) => index[i * (k + 1) + e] as number);
}

/** On a plane, in any unit. */
export function planarNearest({ across, up }: Columns, k: number): SpatialWeights {
  const count = across.length;
  const positions = new Float64Array(3 * count);
  for (let i = 0; i < count; i++) {
    positions[3 * i] = across[i] as number;
    positions[3 * i + 1] = up[i] as number;
  }
  const tree = buildPositionTree(positions);
  const wanted = Math.min(k + 1, count);
  const list = { places: new Int32Array(wanted), squares: new Float64Array(wanted) };
  const square = (i: number, j: number): number =>
    ((across[i] as number) - (across[j] as number)) ** 2 + ((up[i] as number) - (up[j] as number)) ** 2;
  let ranked: number[] = [];
  return rowsWithoutSelf(count, k, (i, e) => {
    if (e === 0) {
      const x = across[i] as number;
      const y = up[i] as number;
      nearestByChord(tree, x, y, 0, list);
      // All as near as the last one, so that the smaller index decides among equals.
      ranked = withinChord(tree, x, y, 0, list.squares[wanted - 1] as number)
        .map((place) => tree.ids[place] as number)
        .sort((a, b) => square(i, a) - square(i, b) || a - b);
    }
    return ranked[e] ?? -1;
  });
}

/** `ranked(i, e)`: the e-th nearest of k + 1 to place i, itself among them as a rule; −1 where there is none. */
function rowsWithoutSelf(count: number, k: number, ranked: (i: number, e: number) => number): SpatialWeights {
  const width = Math.max(0, Math.min(k, count - 1));
  const start = new Int32Array(count + 1);
  const neighbor = new Int32Array(count * width);
  for (let i = 0, at = 0; i < count; i++) {
    // Among many places at one point the place itself may not be in the list: then the first k are others all.
    for (let e = 0; e <= width && at < (i + 1) * width; e++) {
      const place = ranked(i, e);
      if (place >= 0 && place !== i) neighbor[at++] = place;
    }
    start[i + 1] = at;
    sortRange(neighbor, start[i] as number, at);
  }
  return { count, start, neighbor, weight: null };
}
