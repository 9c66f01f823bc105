// Counts of the board → colors of hexagons, and what its legend says. Pure; knows numbers and the palette, no map.
import { type Hexagons, paintCorners } from '../../geodata/analysis/board/hexagons.ts';
import { sumByParent } from '../../geodata/analysis/board/row_list.ts';
import { type Breaks, classOf, quantileBreaks, rampColors } from './layers/class_breaks.ts';
import { paletteOf, type Theme } from './palette.ts';

export const BOARD_RESOLUTIONS = [5, 6, 7, 8] as const;
const CLASSES = 5;
/** Of what a filter of places leaves out. */
const FADED = 0.22;
const OPACITY = 0.86;

/** Far out, the finest cells would be smaller than a pixel. */
export function boardResolution(zoom: number): number {
  if (zoom < 7.5) return 5;
  if (zoom < 9) return 6;
  return zoom < 10.8 ? 7 : 8;
}

export const boardColors = (theme: Theme, classes: number): string[] => rampColors(paletteOf(theme).incidents, classes);

/** Breaks of what is counted now; while the window moves they are kept, so that a color keeps its meaning. */
export const boardBreaks = (sums: Uint32Array): Breaks =>
  quantileBreaks(
    [...sums].filter((sum) => sum > 0),
    CLASSES,
  );

/** A color as four bytes in the order red, green, blue, opacity. */
export function packedColor(hex: string, opacity: number): number {
  const value = Number.parseInt(hex.slice(1), 16);
  const swapped = ((value & 255) << 16) | (value & 0xff00) | (value >> 16);
  return ((Math.round(opacity * 255) << 24) | swapped) >>> 0;
}

export interface BoardPaint {
  readonly theme: Theme;
  readonly breaks: Breaks;
  /** Marks of the finest cells that the filter of places keeps; null = no such filter. */
  readonly marked: Uint8Array | null;
}

/** Sums and colors of one resolution, in arrays that are made once. */
export class BoardSurface {
  readonly hexagons: Hexagons;
  readonly sums: Uint32Array;
  readonly colors: Uint32Array;
  readonly #kept: Uint8Array;

  constructor(hexagons: Hexagons) {
    this.hexagons = hexagons;
    this.sums = new Uint32Array(hexagons.cells.length);
    this.colors = new Uint32Array(hexagons.corners.length / 2);
    this.#kept = new Uint8Array(hexagons.cells.length);
  }

  sum(byPlace: Uint32Array): void {
    sumByParent(byPlace, this.hexagons.parentOf, this.sums);
  }

  paint({ theme, breaks, marked }: BoardPaint): void {
    const ramp = boardColors(theme, breaks.length);
    const strong = ramp.map((color) => packedColor(color, OPACITY));
    const faded = ramp.map((color) => packedColor(color, FADED));
    const { sums } = this;
    const kept = this.#kept;
    if (marked !== null) this.#keep(marked);
    const colorOf = (cell: number): number => {
      const sum = sums[cell] as number;
      if (sum === 0) return 0;
      // Between two settings of the breaks a sum may be under the first of them: it is still a report.
      const at = Math.max(0, classOf(breaks, sum));
      return (marked === null || kept[cell] === 1 ? strong : faded)[at] ?? 0;
    };
    paintCorners(this.hexagons.starts, colorOf, this.colors);
  }

  #keep(marked: Uint8Array): void {
    const { parentOf } = this.hexagons;
    this.#kept.fill(0);
    for (let cell = 0; cell < parentOf.length; cell++) {
      if (marked[cell] !== 0) this.#kept[parentOf[cell] as number] = 1;
    }
  }
}
