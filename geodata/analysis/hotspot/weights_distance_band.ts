// Neighbors within a distance: every pair of places no farther apart than the band, by the WGS 84 geodesic or on a plane. Places
// are sorted into rows and columns of cells, so that each is compared with a few runs only. It knows no values.
import { Problem } from '../../schema/problem.ts';
import {
  EQUATORIAL_RADIUS_METERS,
  geocentricPositions,
  LEAST_CURVATURE_RADIUS_METERS,
  POLAR_RADIUS_METERS,
} from '../reach/ellipsoid.ts';
import { geodesicMetersBetween } from '../reach/geodesic.ts';
import { type SpatialWeights, weightsFromPairs } from './spatial_weights.ts';
import { type CellRows, cellRows } from './weights_cell_rows.ts';
import { MOST_ARCS } from './weights_lists.ts';

interface Columns {
  readonly across: Float64Array;
  readonly up: Float64Array;
}

const DEGREES = 180 / Math.PI;
/** Bands from here on reach round too much of the Earth for cells to help; all pairs are compared. */
const WIDE_BAND_METERS = 5_000_000;
/** Widening of every bound on angles: far above rounding, far below anything that costs. */
const PAD = 1 + 1e-9;

/** Pairs of places whose geodesic is at most `band` meters. `across` and `up` are longitudes and latitudes in degrees. */
export function geodesicBand({ across, up }: Columns, band: number): SpatialWeights {
  const xyz = geocentricPositions({ lon: across, lat: up });
  const count = across.length;
  // No two points within the band differ by more in latitude: the meridian's radius is nowhere smaller.
  const rowHeight = band >= WIDE_BAND_METERS ? 360 : (band / LEAST_CURVATURE_RADIUS_METERS) * DEGREES * PAD + 1e-9;
  const reach = (latFrom: number, latTo: number): number => halfWidthDegrees(band, latFrom, latTo);
  const rows = cellRows({ across, up, rowHeight, reach, turn: 360 });
  // The chord of a geodesic s lies between 2r·sin(s/2r) and s, r the least radius of curvature; between the two s itself decides.
  const surely =
    2 * LEAST_CURVATURE_RADIUS_METERS * Math.sin(Math.min(band / (2 * LEAST_CURVATURE_RADIUS_METERS), 1.5));
  const surelySquared = band >= WIDE_BAND_METERS ? -1 : surely * surely - 1e-6 * surely;
  const possiblySquared = band * band * PAD + 1e-6;
  const sorted = new Float64Array(3 * count);
  for (let at = 0; at < count; at++) {
    const place = rows.place[at] as number;
    sorted[3 * at] = xyz[3 * place] as number;
    sorted[3 * at + 1] = xyz[3 * place + 1] as number;
    sorted[3 * at + 2] = xyz[3 * place + 2] as number;
  }
  const pairs = new PairList(3 * count);
  eachRun(rows, (first, end, from, to, later) => {
    for (let at = first; at < end; at++) {
      const x = sorted[3 * at] as number;
      const y = sorted[3 * at + 1] as number;
      const z = sorted[3 * at + 2] as number;
      const stop = to[at - first] as number;
      for (let other = Math.max(from[at - first] as number, later ? at + 1 : 0); other < stop; other++) {
        const dx = x - (sorted[3 * other] as number);
        const dy = y - (sorted[3 * other + 1] as number);
        const dz = z - (sorted[3 * other + 2] as number);
        const square = dx * dx + dy * dy + dz * dz;
        if (square > possiblySquared) continue;
        if (square <= surelySquared || geodesicMetersBetween(sorted, 3 * at, sorted, 3 * other) <= band) {
          pairs.push(rows.place[at] as number, rows.place[other] as number);
        }
      }
    }
  });
  return weightsFromPairs(count, pairs.list());
}

/** Longitude that two points within the band can differ by, both of a latitude between these: from their distance to the axis. */
function halfWidthDegrees(band: number, latFrom: number, latTo: number): number {
  const lat = Math.min(90, Math.max(Math.abs(latFrom), Math.abs(latTo)));
  const fromAxis =
    EQUATORIAL_RADIUS_METERS * (POLAR_RADIUS_METERS / EQUATORIAL_RADIUS_METERS) * Math.cos(lat / DEGREES);
  const sine = band / (2 * fromAxis);
  return band < WIDE_BAND_METERS && sine < 0.999 ? 2 * Math.asin(sine) * DEGREES * PAD + 1e-9 : 360;
}

/** Pairs of places no farther apart than `band` on a plane, in the unit of x and y. */
export function planarBand({ across, up }: Columns, band: number): SpatialWeights {
  const count = across.length;
  const reach = band * PAD;
  const rows = cellRows({ across, up, rowHeight: reach || 1, reach: () => reach, turn: null });
  const sorted = new Float64Array(2 * count);
  for (let at = 0; at < count; at++) {
    sorted[2 * at] = across[rows.place[at] as number] as number;
    sorted[2 * at + 1] = up[rows.place[at] as number] as number;
  }
  const pairs = new PairList(3 * count);
  const possiblySquared = band * band * PAD + Number.MIN_VALUE;
  eachRun(rows, (first, end, from, to, later) => {
    for (let at = first; at < end; at++) {
      const x = sorted[2 * at] as number;
      const y = sorted[2 * at + 1] as number;
      const stop = to[at - first] as number;
      for (let other = Math.max(from[at - first] as number, later ? at + 1 : 0); other < stop; other++) {
        const dx = x - (sorted[2 * other] as number);
        const dy = y - (sorted[2 * other + 1] as number);
        const square = dx * dx + dy * dy;
        if (square <= possiblySquared && Math.sqrt(square) <= band) {
          pairs.push(rows.place[at] as number, rows.place[other] as number);
        }
      }
    }
  });
  return weightsFromPairs(count, pairs.list());
}

/**
 * Every pair that may be near, once, row by row: `visit` gets the places at sorted positions first … end and the run [from, to) of
 * each; with `later` only places after it in the sorted order are to be taken.
 */
function eachRun(
  rows: CellRows,
  visit: (first: number, end: number, from: Int32Array, to: Int32Array, later: boolean) => void,
): void {
  let widest = 0;
  for (let row = 0; row < rows.rowCount; row++) {
    widest = Math.max(widest, rows.firstOfRow(row + 1) - rows.firstOfRow(row));
  }
  const from = new Int32Array(2 * widest);
  const to = new Int32Array(2 * widest);
  for (let row = 0; row < rows.rowCount; row++) {
    const first = rows.firstOfRow(row);
    const end = rows.firstOfRow(row + 1);
    for (let other = row; other <= row + 1 && other < rows.rowCount; other++) {
      const runs = rows.runsOf(first, end, other, from, to);
      visit(first, end, from, to, other === row);
      if (runs === 2) visit(first, end, from.subarray(end - first), to.subarray(end - first), other === row);
    }
  }
}

/** Pairs in one typed array that doubles when it is full. */
class PairList {
  private items: Int32Array;
  private size = 0;

  constructor(capacity: number) {
    this.items = new Int32Array(Math.max(16, 2 * capacity));
  }

  push(a: number, b: number): void {
    if (this.size + 2 > this.items.length) {
      if (this.size >= MOST_ARCS) {
        throw new Problem('invalid_input', `These places have more than ${MOST_ARCS} neighbors together.`, [
          { pointer: '/distanceBandMeters', detail: 'Take a shorter band or fewer places.' },
        ]);
      }
      const grown = new Int32Array(2 * this.items.length);
      grown.set(this.items);
      this.items = grown;
    }
    this.items[this.size++] = a;
    this.items[this.size++] = b;
  }

  list(): Int32Array {
    return this.items.subarray(0, this.size);
  }
}
