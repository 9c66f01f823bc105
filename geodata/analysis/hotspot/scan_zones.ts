// The circles that a scan looks into: from each place outward, in order of distance, until a share of the weight is inside.
// It knows places and weights, no cases and no chance.
import { rivalChordSquared } from '../reach/chord_order.ts';
import { geocentricPositions } from '../reach/ellipsoid.ts';
import { geodesicMetersBetween } from '../reach/geodesic.ts';

/** Distances that differ by less are one distance: the geodesic's own error, and for planar ones the rounding of coordinates. */
const TIE_METERS = 1e-6;
const TIE_SHARE = 1e-9;

/** Places on the ellipsoid (geocentric meters) or on a plane (z = 0, in its own unit), three numbers each. */
export interface Ground {
  readonly count: number;
  readonly xyz: Float64Array;
  readonly planar: boolean;
}

/** Merges rows at one point; `placeOf` names the place of each row. Places come in the order of their first row. */
export function groundOf(of: { readonly across: Float64Array; readonly up: Float64Array; readonly planar: boolean }): {
  readonly ground: Ground;
  readonly placeOf: Int32Array;
} {
  const { across, planar } = of;
  const rows = across.length;
  const { xyz: all } = positionsOf(of);
  const placeOf = new Int32Array(rows);
  const known = new Map<string, number>();
  const firstRows: number[] = [];
  for (let row = 0; row < rows; row++) {
    const key = `${all[3 * row]} ${all[3 * row + 1]} ${all[3 * row + 2]}`;
    let place = known.get(key);
    if (place === undefined) {
      place = firstRows.push(row) - 1;
      known.set(key, place);
    }
    placeOf[row] = place;
  }
  const xyz = new Float64Array(3 * firstRows.length);
  for (const [place, row] of firstRows.entries()) xyz.set(all.subarray(3 * row, 3 * row + 3), 3 * place);
  return { ground: { count: firstRows.length, xyz, planar }, placeOf };
}

/** Positions of rows as they are, none merged. */
export function positionsOf(of: {
  readonly across: Float64Array;
  readonly up: Float64Array;
  readonly planar: boolean;
}): Ground {
  const { across, up, planar } = of;
  const xyz = planar ? planarPositions(across, up) : geocentricPositions({ lon: across, lat: up });
  return { count: across.length, xyz, planar };
}

function planarPositions(x: Float64Array, y: Float64Array): Float64Array {
  const xyz = new Float64Array(3 * x.length);
  for (let i = 0; i < x.length; i++) {
    // + 0 makes −0 and 0 one number.
    xyz[3 * i] = (x[i] as number) + 0;
    xyz[3 * i + 1] = (y[i] as number) + 0;
  }
  return xyz;
}

/** Distance of two places: geodesic meters, or the unit of the plane. */
export function distanceBetween(ground: Ground, a: number, b: number): number {
  const { xyz, planar } = ground;
  if (!planar) return geodesicMetersBetween(xyz, 3 * a, xyz, 3 * b);
  return Math.hypot(
    (xyz[3 * a] as number) - (xyz[3 * b] as number),
    (xyz[3 * a + 1] as number) - (xyz[3 * b + 1] as number),
  );
}

/**
 * Circles around place i: its members stand at `start[i] … start[i + 1] - 1` of `member`, nearest first, and each position with
 * `ends` = 1 closes a circle that holds everything from `start[i]` up to it. Places at one distance enter together.
 */
export interface CircularZones {
  readonly places: number;
  readonly start: Int32Array;
  readonly member: Uint16Array;
  readonly ends: Uint8Array;
}

/** All circles whose weight is at most `maxShare` of the total (inclusive, to the rounding of the sum). At most 65,535 places. */
export function circularZones(ground: Ground, weight: Float64Array, maxShare: number): CircularZones {
  const { count } = ground;
  const most = weight.reduce((sum, one) => sum + one, 0) * maxShare * (1 + 1e-12);
  const sorter = distanceSorter(ground);
  const start = new Int32Array(count + 1);
  let member = new Uint16Array(Math.max(16, 8 * count));
  let ends = new Uint8Array(member.length);
  let filled = 0;
  for (let center = 0; center < count; center++) {
    const { order, closes } = sorter(center);
    let inside = 0;
    let kept = 0;
    for (let k = 0; k < count; k++) {
      inside += weight[order[k] as number] as number;
      if (inside > most) break;
      if (closes(k)) kept = k + 1;
    }
    if (filled + kept > member.length) {
      member = grown(member, new Uint16Array(2 * (filled + kept)));
      ends = grown(ends, new Uint8Array(2 * (filled + kept)));
    }
    for (let k = 0; k < kept; k++) {
      member[filled + k] = order[k] as number;
      ends[filled + k] = closes(k) ? 1 : 0;
    }
    filled += kept;
    start[center + 1] = filled;
  }
  return { places: count, start, member: member.slice(0, filled), ends: ends.slice(0, filled) };
}

function grown<T extends Uint16Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

interface DistanceOrder {
  readonly order: Uint16Array;
  /** Whether the place at this position is the last at its distance. Positions are asked in ascending order. */
  readonly closes: (position: number) => boolean;
}

/**
 * Sorts all places by distance from a center. Squared chords are sorted first (in single precision by their bits, then a pass
 * of insertion puts right what that left); wherever the order of chords could differ from that of geodesics, or two
 * could be one distance, the geodesics themselves are compared.
 */
function distanceSorter(ground: Ground): (center: number) => DistanceOrder {
  const { count, xyz, planar } = ground;
  const squares = new Float64Array(count);
  const order = new Uint16Array(count);
  const bySquare = radixOrder(count);
  const closing = new Uint8Array(count);
  const rivalOf = planar ? (square: number) => square * (1 + 4 * TIE_SHARE) : rivalChordSquared;
  return (center) => {
    for (let i = 0; i < count; i++) {
      const dx = (xyz[3 * i] as number) - (xyz[3 * center] as number);
      const dy = (xyz[3 * i + 1] as number) - (xyz[3 * center + 1] as number);
      const dz = (xyz[3 * i + 2] as number) - (xyz[3 * center + 2] as number);
      squares[i] = dx * dx + dy * dy + dz * dz;
    }
    const roughly = bySquare(squares);
    for (let k = 0; k < count; k++) {
      const place = roughly[k] as number;
      const square = squares[place] as number;
      let to = k;
      for (; to > 0 && (squares[order[to - 1] as number] as number) > square; to--) order[to] = order[to - 1] as number;
      order[to] = place;
    }
    // Runs are settled as far as they are asked for: the far half of the places never is.
    let settled = 0;
    const closes = (position: number): boolean => {
      while (settled <= position) settled = settleRun(settled);
      return closing[position] === 1;
    };
    const settleRun = (from: number): number => {
      let to = from + 1;
      while (
        to < count &&
        (squares[order[to] as number] as number) <= rivalOf(squares[order[to - 1] as number] as number)
      )
        to++;
      if (to === from + 1) closing[from] = 1;
      else sortRun(center, from, to);
      return to;
    };
    const sortRun = (middle: number, from: number, to: number): void => {
      const run = Array.from(order.subarray(from, to), (place) => ({
        place,
        distance: distanceBetween(ground, middle, place),
      })).sort((a, b) => a.distance - b.distance || a.place - b.place);
      let first = 0;
      for (let k = 0; k < run.length; k++) {
        const { place, distance } = run[k] as { place: number; distance: number };
        const tie = planar ? distance * TIE_SHARE : TIE_METERS;
        if (k > 0) {
          const apart = distance - (run[first] as { distance: number }).distance > tie;
          closing[from + k - 1] = apart ? 1 : 0;
          if (apart) first = k;
        }
        order[from + k] = place;
      }
      closing[to - 1] = 1;
    };
    return { order, closes };
  };
}

/** Sorts places by numbers ≥ 0 in single precision: its bits, as whole numbers, are in the same order; three passes of counting. */
function radixOrder(count: number): (numbers: Float64Array) => Uint16Array {
  const DIGIT_BITS = 11;
  const rough = new Float32Array(count);
  const bits = new Uint32Array(rough.buffer);
  const next = new Int32Array(1 << DIGIT_BITS);
  const sorted = [new Uint16Array(count), new Uint16Array(count)] as const;
  return (numbers) => {
    for (let i = 0; i < count; i++) {
      rough[i] = numbers[i] as number;
      sorted[0][i] = i;
    }
    for (let pass = 0; pass < 3; pass++) {
      const shift = pass * DIGIT_BITS;
      const from = sorted[(pass & 1) as 0 | 1];
      const to = sorted[(1 - (pass & 1)) as 0 | 1];
      next.fill(0);
      for (let i = 0; i < count; i++) {
        const digit = ((bits[i] as number) >>> shift) & 2047;
        next[digit] = (next[digit] as number) + 1;
      }
      for (let digit = 0, at = 0; digit < next.length; digit++) {
        const here = next[digit] as number;
        next[digit] = at;
        at += here;
      }
      for (let k = 0; k < count; k++) {
        const place = from[k] as number;
        const digit = ((bits[place] as number) >>> shift) & 2047;
        to[next[digit] as number] = place;
        next[digit] = (next[digit] as number) + 1;
      }
    }
    return sorted[1];
  };
}
