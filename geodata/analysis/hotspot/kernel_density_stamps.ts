// Exact kernel density: every event's kernel is added to the cells within its reach, one row at a time. It knows columns and
// rows of a grid, no place on Earth.

/** Events in cells: middle of the kernel, its bandwidth east–west and north–south (both in cells), and how much the event counts. */
export interface Stamps {
  readonly column: Float64Array;
  readonly row: Float64Array;
  readonly bandwidthAcross: Float64Array;
  readonly bandwidthUp: Float64Array;
  readonly mass: Float64Array;
}

export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** Mass per cell. */
  readonly cells: Float64Array;
}

export type DensityKernel = 'gaussian' | 'quartic';

/** Bandwidths from its middle at which a Gaussian is cut: it has fallen to 1.5·10⁻⁸ of its height there. */
export const GAUSSIAN_REACH = 6;

/**
 * Adds each event's mass, spread by its kernel over the middles of cells and scaled so that the whole kernel (with `within`: the
 * part of it on the canvas) adds up to exactly that mass. Gaussian: exp(−(u² + v²)/2), u and v in bandwidths, the product of a row
 * and a column factor. Quartic (Silverman 1986, eq. 4.5): (1 − u² − v²)² within one bandwidth.
 */
export function addStamps(
  canvas: Canvas,
  stamps: Stamps,
  options: { readonly kernel: DensityKernel; readonly within: boolean; readonly progress?: (share: number) => void },
): void {
  const { kernel, within, progress } = options;
  const count = stamps.column.length;
  const reach = kernel === 'gaussian' ? GAUSSIAN_REACH : 1;
  let widest = 0;
  for (let i = 0; i < count; i++) {
    widest = Math.max(widest, stamps.bandwidthAcross[i] as number, stamps.bandwidthUp[i] as number);
  }
  const size = 2 * Math.ceil(reach * widest) + 4;
  const buffers = {
    across: new Float64Array(size),
    up: new Float64Array(size),
    acrossSums: new Float64Array(size + 1),
    squareSums: new Float64Array(size + 1),
  };
  for (let i = 0; i < count; i++) {
    if (kernel === 'gaussian') addGaussian(canvas, stamps, i, within, buffers);
    else addQuartic(canvas, stamps, i, within, buffers);
    if ((i & 16383) === 16383) progress?.(i / count);
  }
}

interface Buffers {
  readonly across: Float64Array;
  readonly up: Float64Array;
  readonly acrossSums: Float64Array;
  readonly squareSums: Float64Array;
}

/** Cells whose middles lie within `reach` of `at`: first and last. */
const firstWithin = (at: number, reach: number): number => Math.ceil(at - reach - 0.5);
const lastWithin = (at: number, reach: number): number => Math.floor(at + reach - 0.5);

/** exp(−u²/2) at the middles of cells first … last, by a recurrence outward from the peak: two exponentials in all. */
export function gaussianFactors(into: Float64Array, first: number, last: number, at: number, bandwidth: number): void {
  const step = 1 / bandwidth;
  const shrink = Math.exp(-step * step);
  const peak = Math.max(first, Math.min(last, Math.floor(at)));
  const u = (peak + 0.5 - at) * step;
  const height = Math.exp((-u * u) / 2);
  into[peak - first] = height;
  let value = height;
  let ratio = Math.exp(-step * (u + step / 2));
  for (let c = peak + 1; c <= last; c++) {
    value *= ratio;
    ratio *= shrink;
    into[c - first] = value;
  }
  value = height;
  ratio = Math.exp(step * (u - step / 2));
  for (let c = peak - 1; c >= first; c--) {
    value *= ratio;
    ratio *= shrink;
    into[c - first] = value;
  }
}

function addGaussian(canvas: Canvas, stamps: Stamps, i: number, within: boolean, buffers: Buffers): void {
  const { across, up, acrossSums } = buffers;
  const { width, height, cells } = canvas;
  const column = stamps.column[i] as number;
  const row = stamps.row[i] as number;
  const reachAcross = GAUSSIAN_REACH * (stamps.bandwidthAcross[i] as number);
  const reachUp = GAUSSIAN_REACH * (stamps.bandwidthUp[i] as number);
  const firstColumn = firstWithin(column, reachAcross);
  const lastColumn = lastWithin(column, reachAcross);
  const firstRow = firstWithin(row, reachUp);
  const lastRow = lastWithin(row, reachUp);
  if (lastColumn < firstColumn || lastRow < firstRow) {
    addWhole(canvas, column, row, stamps.mass[i] as number);
    return;
  }
  gaussianFactors(across, firstColumn, lastColumn, column, stamps.bandwidthAcross[i] as number);
  gaussianFactors(up, firstRow, lastRow, row, stamps.bandwidthUp[i] as number);
  acrossSums[0] = 0;
  for (let c = 0; c <= lastColumn - firstColumn; c++)
    acrossSums[c + 1] = (acrossSums[c] as number) + (across[c] as number);
  // First how much the kernel adds up to, then the kernel itself, so scaled that this becomes the event's mass.
  let sum = 0;
  for (
    let r = within ? Math.max(0, firstRow) : firstRow;
    r <= (within ? Math.min(height - 1, lastRow) : lastRow);
    r++
  ) {
    const half = halfWidth(r, row, reachUp, reachAcross);
    const from = Math.max(firstWithin(column, half), within ? 0 : firstColumn, firstColumn);
    const to = Math.min(lastWithin(column, half), within ? width - 1 : lastColumn, lastColumn);
    if (to < from) continue;
    sum +=
      (up[r - firstRow] as number) *
      ((acrossSums[to - firstColumn + 1] as number) - (acrossSums[from - firstColumn] as number));
  }
  if (!(sum > 0)) {
    addWhole(canvas, column, row, stamps.mass[i] as number);
    return;
  }
  const scale = (stamps.mass[i] as number) / sum;
  for (let r = Math.max(0, firstRow); r <= Math.min(height - 1, lastRow); r++) {
    const half = halfWidth(r, row, reachUp, reachAcross);
    const from = Math.max(firstWithin(column, half), 0, firstColumn);
    const to = Math.min(lastWithin(column, half), width - 1, lastColumn);
    const share = scale * (up[r - firstRow] as number);
    const shift = r * width;
    for (let c = from, at = from - firstColumn; c <= to; c++, at++) {
      cells[shift + c] = (cells[shift + c] as number) + share * (across[at] as number);
    }
  }
}

function addQuartic(canvas: Canvas, stamps: Stamps, i: number, within: boolean, buffers: Buffers): void {
  const { across, acrossSums, squareSums } = buffers;
  const { width, height, cells } = canvas;
  const column = stamps.column[i] as number;
  const row = stamps.row[i] as number;
  const reachAcross = stamps.bandwidthAcross[i] as number;
  const reachUp = stamps.bandwidthUp[i] as number;
  const firstColumn = firstWithin(column, reachAcross);
  const lastColumn = lastWithin(column, reachAcross);
  const firstRow = firstWithin(row, reachUp);
  const lastRow = lastWithin(row, reachUp);
  for (let c = firstColumn; c <= lastColumn; c++) {
    const u = (c + 0.5 - column) / reachAcross;
    const at = c - firstColumn;
    across[at] = u * u;
    acrossSums[at + 1] = (acrossSums[at] as number) + u * u;
    squareSums[at + 1] = (squareSums[at] as number) + u ** 4;
  }
  let sum = 0;
  for (
    let r = within ? Math.max(0, firstRow) : firstRow;
    r <= (within ? Math.min(height - 1, lastRow) : lastRow);
    r++
  ) {
    const half = halfWidth(r, row, reachUp, reachAcross);
    const rest = 1 - ((r + 0.5 - row) / reachUp) ** 2;
    const from = Math.max(firstWithin(column, half), within ? 0 : firstColumn, firstColumn) - firstColumn;
    const to = Math.min(lastWithin(column, half), within ? width - 1 : lastColumn, lastColumn) - firstColumn + 1;
    if (to <= from) continue;
    // Σ (rest − u²)² = n·rest² − 2·rest·Σu² + Σu⁴
    const squares = (acrossSums[to] as number) - (acrossSums[from] as number);
    const fourths = (squareSums[to] as number) - (squareSums[from] as number);
    sum += (to - from) * rest * rest - 2 * rest * squares + fourths;
  }
  if (!(sum > 1e-12)) {
    addWhole(canvas, column, row, stamps.mass[i] as number);
    return;
  }
  const scale = (stamps.mass[i] as number) / sum;
  for (let r = Math.max(0, firstRow); r <= Math.min(height - 1, lastRow); r++) {
    const half = halfWidth(r, row, reachUp, reachAcross);
    const rest = 1 - ((r + 0.5 - row) / reachUp) ** 2;
    const from = Math.max(firstWithin(column, half), 0, firstColumn);
    const to = Math.min(lastWithin(column, half), width - 1, lastColumn);
    const shift = r * width;
    for (let c = from, at = from - firstColumn; c <= to; c++, at++) {
      const height = rest - (across[at] as number);
      cells[shift + c] = (cells[shift + c] as number) + scale * height * height;
    }
  }
}

/** Half the width of the ellipse of reach at row r; nothing is beyond it. */
function halfWidth(r: number, row: number, reachUp: number, reachAcross: number): number {
  const v = (r + 0.5 - row) / reachUp;
  const rest = 1 - v * v;
  return rest > 0 ? reachAcross * Math.sqrt(rest) : 0;
}

/** A kernel so narrow that it meets no middle of a cell: all of it to the cell it lies in. */
function addWhole({ width, height, cells }: Canvas, column: number, row: number, mass: number): void {
  const c = Math.floor(column);
  const r = Math.floor(row);
  if (c >= 0 && c < width && r >= 0 && r < height) cells[r * width + c] = (cells[r * width + c] as number) + mass;
}

/** Share of each event's Gaussian that falls on the canvas. */
export function edgeShares({ width, height }: Canvas, stamps: Stamps): Float64Array {
  const buffer = new Float64Array(
    2 *
      Math.ceil(
        GAUSSIAN_REACH *
          stamps.bandwidthAcross.reduce((most, b, i) => Math.max(most, b, stamps.bandwidthUp[i] as number), 1),
      ) +
      4,
  );
  return stamps.mass.map((_, i) => {
    const column = stamps.column[i] as number;
    const row = stamps.row[i] as number;
    return (
      insideShare(buffer, column, stamps.bandwidthAcross[i] as number, width) *
      insideShare(buffer, row, stamps.bandwidthUp[i] as number, height)
    );
  });
}

/** Share of a Gaussian along one line that falls on its cells 0 … size − 1. */
export function insideShare(buffer: Float64Array, at: number, bandwidth: number, size: number): number {
  const first = firstWithin(at, GAUSSIAN_REACH * bandwidth);
  const last = lastWithin(at, GAUSSIAN_REACH * bandwidth);
  if (first >= 0 && last < size) return 1;
  gaussianFactors(buffer, first, last, at, bandwidth);
  let inside = 0;
  let all = 0;
  for (let c = first; c <= last; c++) {
    all += buffer[c - first] as number;
    if (c >= 0 && c < size) inside += buffer[c - first] as number;
  }
  return inside / all;
}
