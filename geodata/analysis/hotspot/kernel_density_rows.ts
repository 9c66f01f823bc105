// Exact Gaussian kernel density of many events: each event goes exactly along its own row of cells, with the moments of where in
// the row it lies, and every row then goes to the rows in reach at once. It knows columns and rows of a grid, no place on Earth.
import { type Canvas, GAUSSIAN_REACH, gaussianFactors, insideShare, type Stamps } from './kernel_density_stamps.ts';

// With s = δ/σ, δ the distance of an event from the middle of its row, the kernel at t = D/σ from that middle is
//     exp(−(t − s)²/2) = exp(−t²/2)·Σ He_k(t) s^k/k!,     |He_k(t) exp(−t²/4)| ≤ 1.09·√k!,
// so that K moments Σ m s^k leave out less than 1.09·|s|^K/√K! of one event's peak, |s| ≤ 1/2σ: below 3·10⁻¹⁰ for 8 moments from
// 4 cells on, and for 12 from 1.35 cells on.
export const LEAST_ROWS_BANDWIDTH = 1.35;
const FEW_MOMENTS_FROM = 4;

/** Adds all events as `addStamps` does, for bandwidths from LEAST_ROWS_BANDWIDTH on; those of a row share `up(row)`. */
export function addByRows(
  canvas: Canvas,
  stamps: Stamps,
  options: {
    readonly up: (row: number) => number;
    readonly within: boolean;
    readonly progress?: (share: number) => void;
  },
): void {
  const { width, height } = canvas;
  const { up, within, progress } = options;
  const farthest = Math.ceil(GAUSSIAN_REACH * Math.max(up(0), up(height - 1), up(height >> 1))) + 1;
  const rows = eventsByRow(stamps, height, farthest);
  const buffer = new Float64Array(lineLength(stamps));
  const upBuffer = new Float64Array(2 * farthest + 8);
  const lines: Float64Array[] = [];
  for (let at = 0; at + 1 < rows.start.length; at++) {
    const row = at - farthest;
    const from = rows.start[at] as number;
    const to = rows.start[at + 1] as number;
    if (from === to) continue;
    const bandwidth = up(row);
    const moments = bandwidth >= FEW_MOMENTS_FROM ? 8 : 12;
    while (lines.length < moments) lines.push(new Float64Array(width));
    let first = width;
    let last = -1;
    for (let e = from; e < to; e++) {
      const i = rows.event[e] as number;
      const column = stamps.column[i] as number;
      const sigma = stamps.bandwidthAcross[i] as number;
      const left = Math.ceil(column - GAUSSIAN_REACH * sigma - 0.5);
      const right = Math.floor(column + GAUSSIAN_REACH * sigma - 0.5);
      const [begin, end] = [Math.max(0, left), Math.min(width - 1, right)];
      if (end < begin) continue;
      gaussianFactors(buffer, left, right, column, sigma);
      let sum = 0;
      for (let c = within ? begin : left; c <= (within ? end : right); c++) sum += buffer[c - left] as number;
      const share = within ? insideShare(upBuffer, stamps.row[i] as number, bandwidth, height) : 1;
      const s = ((stamps.row[i] as number) - row - 0.5) / bandwidth;
      let mass = (stamps.mass[i] as number) / (sum * share);
      for (let k = 0; k < moments; k++) {
        const line = lines[k] as Float64Array;
        for (let c = begin; c <= end; c++) line[c] = (line[c] as number) + mass * (buffer[c - left] as number);
        mass *= s / (k + 1);
      }
      first = Math.min(first, begin);
      last = Math.max(last, end);
    }
    if (last >= first) spreadRow({ canvas, lines, moments, row, bandwidth, first, last });
    progress?.(to / stamps.mass.length);
  }
}

/** Adds the lines to every row in reach, then clears them. */
function spreadRow(of: {
  readonly canvas: Canvas;
  readonly lines: readonly Float64Array[];
  readonly moments: number;
  readonly row: number;
  readonly bandwidth: number;
  readonly first: number;
  readonly last: number;
}): void {
  const { lines, moments, row, bandwidth, first, last } = of;
  const { width, height, cells } = of.canvas;
  const reach = Math.floor(GAUSSIAN_REACH * bandwidth);
  let total = 0;
  for (let distance = -reach; distance <= reach; distance++) total += Math.exp(-((distance / bandwidth) ** 2) / 2);
  const factor = new Float64Array(moments);
  for (let r = Math.max(0, row - reach); r <= Math.min(height - 1, row + reach); r++) {
    const t = (r - row) / bandwidth;
    // He_{k+1}(t) = t·He_k(t) − k·He_{k−1}(t); the factorials are in the moments.
    factor[0] = Math.exp((-t * t) / 2) / total;
    factor[1] = t * (factor[0] as number);
    for (let k = 1; k + 1 < moments; k++) factor[k + 1] = t * (factor[k] as number) - k * (factor[k - 1] as number);
    for (let k = 0; k < moments; k += 4) {
      addFour(cells, r * width, lines, factor, k, first, last);
    }
  }
  for (let k = 0; k < moments; k++) (lines[k] as Float64Array).fill(0, first, last + 1);
}

/** The loop that takes the time: four moments at once, so that a cell is read and written a quarter as often. */
function addFour(
  cells: Float64Array,
  shift: number,
  lines: readonly Float64Array[],
  factor: Float64Array,
  k: number,
  first: number,
  last: number,
): void {
  const [a, b, c, d] = [lines[k], lines[k + 1], lines[k + 2], lines[k + 3]] as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const fa = factor[k] as number;
  const fb = factor[k + 1] as number;
  const fc = factor[k + 2] as number;
  const fd = factor[k + 3] as number;
  for (let x = first, at = shift + first; x <= last; x++, at++) {
    cells[at] =
      (cells[at] as number) +
      fa * (a[x] as number) +
      fb * (b[x] as number) +
      fc * (c[x] as number) +
      fd * (d[x] as number);
  }
}

/** Events in the order of their rows, from `margin` rows above the canvas to as many below; others are out of reach. */
function eventsByRow(stamps: Stamps, height: number, margin: number): { start: Int32Array; event: Int32Array } {
  const rowCount = height + 2 * margin;
  const start = new Int32Array(rowCount + 1);
  const rowOf = (i: number): number => Math.floor(stamps.row[i] as number) + margin;
  const count = stamps.row.length;
  for (let i = 0; i < count; i++) {
    const row = rowOf(i);
    if (row >= 0 && row < rowCount) start[row + 1] = (start[row + 1] as number) + 1;
  }
  for (let row = 0; row < rowCount; row++) start[row + 1] = (start[row + 1] as number) + (start[row] as number);
  const event = new Int32Array(start[rowCount] as number);
  const next = start.slice();
  for (let i = 0; i < count; i++) {
    const row = rowOf(i);
    if (row < 0 || row >= rowCount) continue;
    event[next[row] as number] = i;
    next[row] = (next[row] as number) + 1;
  }
  return { start, event };
}

function lineLength(stamps: Stamps): number {
  let widest = 0;
  for (const bandwidth of stamps.bandwidthAcross) widest = Math.max(widest, bandwidth);
  return 2 * Math.ceil(GAUSSIAN_REACH * widest) + 4;
}
