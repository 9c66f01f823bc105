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

/** Ranges still to visit: a tree of 2³¹ positions is 31 deep, and each level leaves at most one range waiting. */
const DEEPEST = 64;
const waitingRange = new Int32Array(2 * DEEPEST);
const waitingOffset = new Float64Array(3 * DEEPEST);

/** Fills `list` with the nearest positions to (x, y, z) by chord; places −1 and squares ∞ where there are fewer. */
export function nearestByChord(tree: PositionTree, x: number, y: number, z: number, list: NearestList): void {
  const { places, squares } = list;
  const { xyz, axis, count } = tree;
  const last = squares.length - 1;
  for (let i = 0; i <= last; i++) {
    places[i] = -1;
    squares[i] = Number.POSITIVE_INFINITY;
  }
  let worst = Number.POSITIVE_INFINITY;
  let left = 0;
  let right = count - 1;
  // Distance along each axis to the box of the range (Arya & Mount 1993): the bound sums all three.
  let ox = 0;
  let oy = 0;
  let oz = 0;
  let waiting = 0;
  for (;;) {
    let from = left;
    let to = right;
    const isLeaf = right - left < LEAF_SIZE;
    if (!isLeaf) {
      const middle = (left + right) >> 1;
      const split = axis[middle] as number;
      const difference = (split === 0 ? x : split === 1 ? y : z) - (xyz[3 * middle + split] as number);
      // The far side waits, with its own offsets; the near side is next.
      waitingOffset[3 * waiting] = split === 0 ? difference : ox;
      waitingOffset[3 * waiting + 1] = split === 1 ? difference : oy;
      waitingOffset[3 * waiting + 2] = split === 2 ? difference : oz;
      if (difference < 0) {
        waitingRange[2 * waiting] = middle + 1;
        waitingRange[2 * waiting + 1] = right;
        right = middle - 1;
      } else {
        waitingRange[2 * waiting] = left;
        waitingRange[2 * waiting + 1] = middle - 1;
        left = middle + 1;
      }
      waiting++;
      from = middle;
      to = middle;
    }
    for (let place = from; place <= to; place++) {
      const dx = x - (xyz[3 * place] as number);
      const dy = y - (xyz[3 * place + 1] as number);
      const dz = z - (xyz[3 * place + 2] as number);
      const square = dx * dx + dy * dy + dz * dz;
      if (square >= worst) continue;
      let at = last;
      for (; at > 0 && (squares[at - 1] as number) > square; at--) {
        squares[at] = squares[at - 1] as number;
        places[at] = places[at - 1] as number;
      }
      squares[at] = square;
      places[at] = place;
      worst = squares[last] as number;
    }
    if (!isLeaf) continue;
    for (;;) {
      if (waiting === 0) return;
      waiting--;
      ox = waitingOffset[3 * waiting] as number;
      oy = waitingOffset[3 * waiting + 1] as number;
      oz = waitingOffset[3 * waiting + 2] as number;
      if (ox * ox + oy * oy + oz * oz < worst) break;
    }
    left = waitingRange[2 * waiting] as number;
    right = waitingRange[2 * waiting + 1] as number;
  }
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
