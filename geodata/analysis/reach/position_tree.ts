// A balanced tree over geocentric positions (Bentley 1975, doi:10.1145/361002.361007) in typed arrays: the k nearest by chord,
// and everything within a chord. It knows no ellipsoid: what the chord means over the ground is its caller's business.

const LEAF_SIZE = 8;

/** Nodes are implicit: the middle of a range splits it along `axis[middle]`; ranges of at most 8 are scanned. */
export interface PositionTree {
  readonly count: number;
  /** Position i of the tree is point `ids[i]` of the input. */
  readonly ids: Int32Array;
  readonly xyz: Float64Array;
  readonly axis: Uint8Array;
}

/** Builds the tree in O(n log n), of all positions or of those where `chosen` is 1. */
export function buildPositionTree(positions: Float64Array, chosen: ArrayLike<number> | null = null): PositionTree {
  const ids = new Int32Array(positions.length / 3).map((_, i) => i).filter((i) => chosen === null || chosen[i] === 1);
  const count = ids.length;
  const axis = new Uint8Array(count);
  const ranges = [0, count - 1];
  while (ranges.length > 0) {
    const right = ranges.pop() as number;
    const left = ranges.pop() as number;
    if (right - left < LEAF_SIZE) continue;
    const split = widestAxis(positions, ids, left, right);
    const middle = (left + right) >> 1;
    selectByAxis({ positions, ids, axis: split }, left, right, middle);
    axis[middle] = split;
    ranges.push(left, middle - 1, middle + 1, right);
  }
  const xyz = new Float64Array(3 * count);
  for (let i = 0; i < count; i++) {
    const from = 3 * (ids[i] as number);
    xyz[3 * i] = positions[from] as number;
    xyz[3 * i + 1] = positions[from + 1] as number;
    xyz[3 * i + 2] = positions[from + 2] as number;
  }
  return { count, ids, xyz, axis };
}

function widestAxis(positions: Float64Array, ids: Int32Array, left: number, right: number): number {
  let widest = 0;
  let greatest = -1;
  for (let axis = 0; axis < 3; axis++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let i = left; i <= right; i++) {
      const value = positions[3 * (ids[i] as number) + axis] as number;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high - low > greatest) {
      greatest = high - low;
      widest = axis;
    }
  }
  return widest;
}

/** Hoare's selection: afterwards everything left of `rank` is ≤ and everything right of it ≥ the value at `rank`. */
function selectByAxis(
  by: { positions: Float64Array; ids: Int32Array; axis: number },
  from: number,
  to: number,
  rank: number,
): void {
  const { positions, ids, axis } = by;
  let left = from;
  let right = to;
  while (left < right) {
    const pivot = positions[3 * (ids[(left + right) >> 1] as number) + axis] as number;
    let i = left;
    let j = right;
    while (i <= j) {
      while ((positions[3 * (ids[i] as number) + axis] as number) < pivot) i++;
      while ((positions[3 * (ids[j] as number) + axis] as number) > pivot) j--;
      if (i <= j) {
        const kept = ids[i] as number;
        ids[i++] = ids[j] as number;
        ids[j--] = kept;
      }
    }
    if (rank <= j) right = j;
    else if (rank >= i) left = i;
    else return;
  }
}

/** The k best found so far, nearest first: places in the tree and squared chords. */
export interface NearestList {
  readonly places: Int32Array;
  readonly squares: Float64Array;
}

/** Fills `list` with the nearest positions to (x, y, z) by chord; places −1 and squares ∞ where there are fewer. */
export function nearestByChord(tree: PositionTree, x: number, y: number, z: number, list: NearestList): void {
  const { places, squares } = list;
  const { xyz, axis, count } = tree;
  const last = squares.length - 1;
  places.fill(-1);
  squares.fill(Number.POSITIVE_INFINITY);
  const offer = (place: number): void => {
    const dx = x - (xyz[3 * place] as number);
    const dy = y - (xyz[3 * place + 1] as number);
    const dz = z - (xyz[3 * place + 2] as number);
    const square = dx * dx + dy * dy + dz * dz;
    if (square >= (squares[last] as number)) return;
    let at = last;
    while (at > 0 && (squares[at - 1] as number) > square) {
      squares[at] = squares[at - 1] as number;
      places[at] = places[at - 1] as number;
      at--;
    }
    squares[at] = square;
    places[at] = place;
  };
  // ox, oy, oz: distance along each axis to the box of the range (Arya & Mount 1993), so the bound sums all three.
  const visit = (left: number, right: number, ox: number, oy: number, oz: number): void => {
    if (right - left < LEAF_SIZE) {
      for (let place = left; place <= right; place++) offer(place);
      return;
    }
    const middle = (left + right) >> 1;
    const split = axis[middle] as number;
    const difference = (split === 0 ? x : split === 1 ? y : z) - (xyz[3 * middle + split] as number);
    if (difference < 0) visit(left, middle - 1, ox, oy, oz);
    else visit(middle + 1, right, ox, oy, oz);
    offer(middle);
    const fx = split === 0 ? difference : ox;
    const fy = split === 1 ? difference : oy;
    const fz = split === 2 ? difference : oz;
    if (fx * fx + fy * fy + fz * fz >= (squares[last] as number)) return;
    if (difference < 0) visit(middle + 1, right, fx, fy, fz);
    else visit(left, middle - 1, fx, fy, fz);
  };
  visit(0, count - 1, 0, 0, 0);
}

/** Places of the tree whose squared chord to (x, y, z) is at most `square`, in no particular order. */
export function withinChord(tree: PositionTree, x: number, y: number, z: number, square: number): number[] {
  const { xyz, axis, count } = tree;
  const found: number[] = [];
  const ranges = [0, count - 1];
  const test = (place: number): void => {
    const dx = x - (xyz[3 * place] as number);
    const dy = y - (xyz[3 * place + 1] as number);
    const dz = z - (xyz[3 * place + 2] as number);
    if (dx * dx + dy * dy + dz * dz <= square) found.push(place);
  };
  while (ranges.length > 0) {
    const right = ranges.pop() as number;
    const left = ranges.pop() as number;
    if (right - left < LEAF_SIZE) {
      for (let place = left; place <= right; place++) test(place);
      continue;
    }
    const middle = (left + right) >> 1;
    const split = axis[middle] as number;
    const difference = (split === 0 ? x : split === 1 ? y : z) - (xyz[3 * middle + split] as number);
    test(middle);
    const cuts = difference * difference > square;
    if (!cuts || difference < 0) ranges.push(left, middle - 1);
    if (!cuts || difference >= 0) ranges.push(middle + 1, right);
  }
  return found;
}
