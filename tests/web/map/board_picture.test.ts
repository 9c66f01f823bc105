// Colors of the board's hexagons: by the class of their sum, nothing where nothing was reported, faded where a filter leaves them out.
import { describe, expect, it } from 'vitest';
import { hexagonsAt } from '../../../geodata/analysis/board/hexagons.ts';
import {
  BoardSurface,
  boardBreaks,
  boardColors,
  boardResolution,
  packedColor,
} from '../../../web/map/board_picture.ts';
import { CELLS } from '../../geodata/analysis/board/board_rows.ts';

const opacityOf = (color: number) => color >>> 24;
const hueOf = (color: number) => color & 0xffffff;

describe('the picture of the board', () => {
  it('writes red, green, blue and opacity in the order of the bytes', () => {
    const bytes = new Uint8Array(Uint32Array.of(packedColor('#fd8d3c', 1)).buffer);
    expect([...bytes]).toEqual([0xfd, 0x8d, 0x3c, 255]);
  });

  it('paints every corner of a cell by the class of its sum, and a cell without reports not at all', () => {
    const surface = new BoardSurface(hexagonsAt(CELLS, 8));
    const byPlace = new Uint32Array(CELLS.length + 3);
    byPlace[0] = 1;
    byPlace[1] = 40;
    surface.sum(byPlace);
    surface.paint({ theme: 'light', breaks: [1, 10], marked: null });
    const { starts } = surface.hexagons;
    const of = (cell: number) => [...surface.colors.subarray(starts[cell], starts[cell + 1])];
    const [few, many] = boardColors('light', 2).map((color) => hueOf(packedColor(color, 1)));
    expect(of(0).map(hueOf)).toEqual(of(0).map(() => few));
    expect(of(1).map(hueOf)).toEqual(of(1).map(() => many));
    expect(new Set(of(2))).toEqual(new Set([0]));
  });

  it('fades what the filter of places leaves out, and keeps a parent of one kept cell', () => {
    const surface = new BoardSurface(hexagonsAt(CELLS, 7));
    const byPlace = new Uint32Array(CELLS.length).fill(1);
    const marked = new Uint8Array(CELLS.length);
    marked[0] = 1;
    surface.sum(byPlace);
    surface.paint({ theme: 'dark', breaks: [1], marked });
    const { starts, parentOf, cells } = surface.hexagons;
    const strong = cells.map((_, cell) => opacityOf(surface.colors[starts[cell] as number] as number) > 128);
    expect(strong).toEqual(cells.map((_, cell) => cell === parentOf[0]));
    expect(surface.colors.every((color) => opacityOf(color) > 0)).toBe(true);
  });

  it('keeps the lowest color for a report that is under the breaks of before', () => {
    const surface = new BoardSurface(hexagonsAt(CELLS, 8));
    surface.sum(new Uint32Array(CELLS.length).fill(2));
    surface.paint({ theme: 'light', breaks: [5, 9], marked: null });
    expect(hueOf(surface.colors[0] as number)).toBe(hueOf(packedColor(boardColors('light', 2)[0] as string, 1)));
  });

  it('takes its breaks from cells that have reports, and finer cells the closer one looks', () => {
    expect(boardBreaks(Uint32Array.of(0, 0, 0, 4, 4))[0]).toBe(4);
    expect([5, 8, 10, 12].map(boardResolution)).toEqual([5, 6, 7, 8]);
  });
});
