// Fast kernel density for display: events dealt to the four nearest cells, then a recursive Gaussian along rows and columns,
// whose cost does not grow with the bandwidth. It knows columns and rows of a grid, no place on Earth.
import type { Canvas } from './kernel_density_stamps.ts';

/**
 * Largest difference from the exact density of one event, as a share of its peak. Worst is an event in the middle of a cell: it is
 * dealt to that cell alone, so the filter, which makes up for DEALT_VARIANCE, leaves it too narrow by that in both directions; the
 * filter itself adds 4·10⁻⁴ (measured 6.6·10⁻³ at 5 cells, 1.3·10⁻³ at 15).
 */
export const displayError = (bandwidth: number): number =>
  DEALT_VARIANCE / (bandwidth * bandwidth - DEALT_VARIANCE) + 1e-3;

/** Deals each event's mass to the middles of its four nearest cells in proportion. A canvas has at least two rows and columns; events
 * beyond it are left out: give it a margin where they, or such in the outer half of a border cell, matter. */
export function dealToCells(
  { width, height, cells }: Canvas,
  events: { readonly column: Float64Array; readonly row: Float64Array; readonly mass: Float64Array },
): void {
  for (let i = 0; i < events.mass.length; i++) {
    const column = (events.column[i] as number) - 0.5;
    const row = (events.row[i] as number) - 0.5;
    if (column < -0.5 || row < -0.5 || column >= width - 0.5 || row >= height - 0.5) continue;
    // In the outer half of a border cell there is no cell beyond: all to the border.
    const c = Math.max(0, Math.min(width - 2, Math.floor(column)));
    const r = Math.max(0, Math.min(height - 2, Math.floor(row)));
    const right = Math.max(0, Math.min(1, column - c));
    const down = Math.max(0, Math.min(1, row - r));
    const mass = events.mass[i] as number;
    const at = r * width + c;
    const below = at + width;
    cells[at] = (cells[at] as number) + mass * (1 - right) * (1 - down);
    cells[at + 1] = (cells[at + 1] as number) + mass * right * (1 - down);
    cells[below] = (cells[below] as number) + mass * (1 - right) * down;
    cells[below + 1] = (cells[below + 1] as number) + mass * right * down;
  }
}

/** Dealing to two cells in proportion widens a kernel by a variance of 1/6 cell² on the average; the filter makes up for it. */
const DEALT_VARIANCE = 1 / 6;
/** Below this bandwidth in cells the filter is no good: use the exact density. */
export const LEAST_RECURSIVE_BANDWIDTH = 1.5;

/**
 * exp(−t²/2) for t ≥ 0 as a sum of two damped waves a·e^(−ct)·cos(dt) + b·e^(−ct)·sin(dt): Deriche's form (1993, INRIA RR-1893),
 * coefficients fitted anew to the least largest error, 2.0·10⁻⁴ (tests/reference/kernel_density_rows.py).
 */
const WAVES = [
  { a: 1.66089254, b: 3.46021121, c: 1.74780685, d: 0.62887003 },
  { a: -0.66108805, b: -0.18823091, c: 1.68155904, d: 1.99077574 },
] as const;

/** y(n) = Σ n_k x(n − k) − Σ d_k y(n − k): forward; backward the same on x(n + k) with m_k, so that x(n) counts once. */
interface Filter {
  readonly forward: readonly [number, number, number, number];
  readonly backward: readonly [number, number, number, number];
  readonly d: readonly [number, number, number, number];
}

function filterOf(bandwidth: number): Filter {
  const sigma = Math.sqrt(Math.max(bandwidth * bandwidth - DEALT_VARIANCE, 0.25));
  // Each wave is (n0 + n1 q)/(1 + e1 q + e2 q²) in the delay q.
  const parts = WAVES.map(({ a, b, c, d }) => {
    const decay = Math.exp(-c / sigma);
    const [cosine, sine] = [Math.cos(d / sigma), Math.sin(d / sigma)];
    return { n: [a, decay * (b * sine - a * cosine)] as const, e: [-2 * decay * cosine, decay * decay] as const };
  });
  const [p, q] = parts as [(typeof parts)[0], (typeof parts)[0]];
  const n0 = p.n[0] + q.n[0];
  const n1 = p.n[1] + p.n[0] * q.e[0] + q.n[1] + q.n[0] * p.e[0];
  const n2 = p.n[1] * q.e[0] + p.n[0] * q.e[1] + q.n[1] * p.e[0] + q.n[0] * p.e[1];
  const n3 = p.n[1] * q.e[1] + q.n[1] * p.e[1];
  const d = [
    p.e[0] + q.e[0],
    p.e[1] + q.e[1] + p.e[0] * q.e[0],
    p.e[0] * q.e[1] + p.e[1] * q.e[0],
    p.e[1] * q.e[1],
  ] as const;
  const m = [n1 - d[0] * n0, n2 - d[1] * n0, n3 - d[2] * n0, -d[3] * n0] as const;
  // Response to a constant 1, by which all is divided so that mass is kept.
  const gain = (n0 + n1 + n2 + n3 + m[0] + m[1] + m[2] + m[3]) / (1 + d[0] + d[1] + d[2] + d[3]);
  return {
    forward: [n0 / gain, n1 / gain, n2 / gain, n3 / gain],
    backward: [m[0] / gain, m[1] / gain, m[2] / gain, m[3] / gain],
    d,
  };
}

/** Smooths the canvas in place; `across(row)` and `up` are bandwidths in cells. Beyond the canvas there is nothing. */
export function recursiveGaussian({ width, height, cells }: Canvas, across: (row: number) => number, up: number): void {
  const turned = new Float64Array(cells.length);
  smoothAndTurn({ width, height, cells }, across, turned);
  smoothAndTurn({ width: height, height: width, cells: turned }, () => up, cells);
}

/** Rows taken together, so that what is written column by column fills whole lines of memory. */
const BLOCK = 16;

/** Smooths every row and writes it as a column of `turned`: the same code then serves columns, and memory is read in order. */
function smoothAndTurn(
  { width, height, cells }: Canvas,
  bandwidth: (row: number) => number,
  turned: Float64Array,
): void {
  const block = new Float64Array(BLOCK * width);
  let known = Number.NaN;
  let filter = filterOf(1);
  for (let first = 0; first < height; first += BLOCK) {
    const size = Math.min(BLOCK, height - first);
    for (let r = 0; r < size; r++) {
      const wanted = bandwidth(first + r);
      if (wanted !== known) filter = filterOf(wanted);
      known = wanted;
      smoothRow({ cells, from: (first + r) * width, width, into: block, to: r * width, filter });
    }
    for (let c = 0; c < width; c++) {
      const to = c * height + first;
      for (let r = 0; r < size; r++) turned[to + r] = block[r * width + c] as number;
    }
  }
}

/** Two loops, one from either end: both in one would need more registers than there are, and take twice the time. */
function smoothRow(of: {
  readonly cells: Float64Array;
  readonly from: number;
  readonly width: number;
  readonly into: Float64Array;
  readonly to: number;
  readonly filter: Filter;
}): void {
  const { cells, from, width, into, to, filter } = of;
  const { forward, backward, d } = filter;
  // One by one: taken apart as lists, these become boxed numbers, and the loops take three times as long.
  const n0 = forward[0];
  const n1 = forward[1];
  const n2 = forward[2];
  const n3 = forward[3];
  const m1 = backward[0];
  const m2 = backward[1];
  const m3 = backward[2];
  const m4 = backward[3];
  const d1 = d[0];
  const d2 = d[1];
  const d3 = d[2];
  const d4 = d[3];
  let x1 = 0;
  let x2 = 0;
  let x3 = 0;
  let x4 = 0;
  let y1 = 0;
  let y2 = 0;
  let y3 = 0;
  let y4 = 0;
  for (let c = 0; c < width; c++) {
    const x = cells[from + c] as number;
    // The newest term last: the loop waits for one multiplication and one addition only.
    const y = n0 * x + n1 * x1 + n2 * x2 + n3 * x3 - d4 * y4 - d3 * y3 - d2 * y2 - d1 * y1;
    x3 = x2;
    x2 = x1;
    x1 = x;
    y4 = y3;
    y3 = y2;
    y2 = y1;
    y1 = y;
    into[to + c] = y;
  }
  x1 = 0;
  x2 = 0;
  x3 = 0;
  y1 = 0;
  y2 = 0;
  y3 = 0;
  y4 = 0;
  for (let c = width - 1; c >= 0; c--) {
    const y = m1 * x1 + m2 * x2 + m3 * x3 + m4 * x4 - d4 * y4 - d3 * y3 - d2 * y2 - d1 * y1;
    x4 = x3;
    x3 = x2;
    x2 = x1;
    x1 = cells[from + c] as number;
    y4 = y3;
    y3 = y2;
    y2 = y1;
    y1 = y;
    into[to + c] = (into[to + c] as number) + y;
  }
}
