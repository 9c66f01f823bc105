// All pairs of events within a distance, and the band of distance of each. It knows positions, no times and no chance.
import { Problem } from '../../schema/problem.ts';
import { distanceBetween, type Ground } from './scan_zones.ts';

/** Pairs that one run may hold. */
export const MOST_PAIRS = 10_000_000;
/** Pairs times replications: about half a minute. */
const MOST_LOOKS = 5e9;

/** Pair k joins events a[k] < b[k], sorted by a; `band` is its band of distance. */
export interface NearPairs {
  readonly count: number;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly band: Uint8Array;
}

/** First band whose upper bound is not below the value; bounds are inclusive. `bounds.length` where none is. */
export function bandOf(bounds: Float64Array, value: number): number {
  let band = 0;
  while (band < bounds.length && value > (bounds[band] as number)) band++;
  return band;
}

/**
 * Pairs at most as far apart as the last bound. Events are sorted into cubes as wide as that bound; a straight chord is never
 * longer than the way over the ground, so both ends of a pair lie in one cube or in two that touch. This holds over
 * the antimeridian and at the poles, since positions are in space.
 */
export function nearPairs(ground: Ground, bounds: Float64Array, replications = 1): NearPairs {
  const { count, xyz } = ground;
  const farthest = bounds[bounds.length - 1] as number;
  const cubes = cubesOf(ground, farthest);
  let a = new Int32Array(1024);
  let b = new Int32Array(1024);
  let band = new Uint8Array(1024);
  let pairs = 0;
  const allowed = Math.min(MOST_PAIRS, Math.floor(MOST_LOOKS / replications));
  const most = farthest * farthest * (1 + 1e-9) + 1e-6;
  for (let i = 0; i < count; i++) {
    for (const j of cubes.around(i)) {
      const dx = (xyz[3 * i] as number) - (xyz[3 * j] as number);
      const dy = (xyz[3 * i + 1] as number) - (xyz[3 * j + 1] as number);
      const dz = (xyz[3 * i + 2] as number) - (xyz[3 * j + 2] as number);
      if (dx * dx + dy * dy + dz * dz > most) continue;
      const found = bandOf(bounds, distanceBetween(ground, i, j));
      if (found === bounds.length) continue;
      if (pairs === allowed) throw tooMany(allowed);
      if (pairs === a.length) {
        a = doubled(a, new Int32Array(2 * pairs));
        b = doubled(b, new Int32Array(2 * pairs));
        band = doubled(band, new Uint8Array(2 * pairs));
      }
      a[pairs] = i;
      b[pairs] = j;
      band[pairs++] = found;
    }
  }
  return { count: pairs, a: a.subarray(0, pairs), b: b.subarray(0, pairs), band: band.subarray(0, pairs) };
}

function tooMany(pairs: number): Problem {
  return new Problem('invalid_input', 'There are too many pairs of events.', [
    {
      pointer: '/distanceBands',
      detail: `More than ${pairs} pairs lie within the last band, which takes too long: make it nearer, or take fewer events or replications.`,
    },
  ]);
}

function doubled<T extends Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** Events by cube; `around(i)` gives those later than i in its own and the touching cubes. */
function cubesOf({ count, xyz }: Ground, width: number): { around: (i: number) => Iterable<number> } {
  // Cubes of a meter at least (for bands of 0), and never so many that their numbers lose digits.
  const side = Math.max(width * (1 + 1e-9), 1);
  const cube = new Map<string, number[]>();
  const at = (k: number): number => Math.floor((xyz[k] as number) / side);
  const key = (x: number, y: number, z: number): string => `${x} ${y} ${z}`;
  for (let i = 0; i < count; i++) {
    const own = key(at(3 * i), at(3 * i + 1), at(3 * i + 2));
    const list = cube.get(own);
    if (list === undefined) cube.set(own, [i]);
    else list.push(i);
  }
  return {
    *around(i) {
      const [x, y, z] = [at(3 * i), at(3 * i + 1), at(3 * i + 2)];
      for (let dx = -1; dx <= 1; dx++)
        for (let dy = -1; dy <= 1; dy++)
          for (let dz = -1; dz <= 1; dz++) {
            for (const j of cube.get(key(x + dx, y + dy, z + dz)) ?? []) if (j > i) yield j;
          }
    },
  };
}
