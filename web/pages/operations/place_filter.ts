// The filter of places: chosen cells, an area with all that lies in it, or what the map shows. Marks the board's places that
// pass all three. Pure.
import type { Board } from '../../../geodata/analysis/board/board.ts';
import type { Hexagons } from '../../../geodata/analysis/board/hexagons.ts';

export type Box = readonly [west: number, south: number, east: number, north: number];

export interface PlaceFilter {
  /** Cells of any resolution; none = all. */
  readonly cells: readonly string[];
  /** Prefix of P-codes; '' = all. */
  readonly pcode: string;
  /** null = whatever the map shows. */
  readonly box: Box | null;
}
export const NO_PLACES: PlaceFilter = { cells: [], pcode: '', box: null };

export const isSame = (a: PlaceFilter, b: PlaceFilter): boolean =>
  a.pcode === b.pcode && a.cells.join() === b.cells.join() && (a.box?.join() ?? '') === (b.box?.join() ?? '');

export interface PlaceFinder {
  /** null = every place passes. */
  mark(filter: PlaceFilter): Uint8Array | null;
}

interface Known {
  readonly board: Board;
  /** At every resolution there is; the finest tells where a cell lies. */
  readonly hexagons: readonly Hexagons[];
  readonly boxOfArea: (pcode: string) => Box | null;
}

export function placeFinder({ board, hexagons, boxOfArea }: Known): PlaceFinder {
  const { cellCount, placeCount, columns } = board;
  const areaOfCell = new Uint32Array(cellCount);
  for (let row = 0; row < board.rowCount; row++) {
    const place = board.place[row] as number;
    if (place < cellCount) areaOfCell[place] = columns.rows.area[row] as number;
  }
  const finest = hexagons.find(({ cells }) => cells.length === cellCount && cells[0] === columns.cells[0]);

  const isInBox = (place: number, [west, south, east, north]: Box): boolean => {
    if (place >= cellCount) {
      const box = boxOfArea(columns.pcodes[place - cellCount] ?? '');
      return box !== null && box[0] <= east && box[2] >= west && box[1] <= north && box[3] >= south;
    }
    if (finest === undefined) return true;
    const corner = 2 * (finest.starts[place] as number);
    const [lon, lat] = [finest.corners[corner] as number, finest.corners[corner + 1] as number];
    return lon >= west && lon <= east && lat >= south && lat <= north;
  };

  return {
    mark(filter) {
      const { cells, pcode, box } = filter;
      if (isSame(filter, NO_PLACES)) return null;
      const wanted = pcode === '' ? null : columns.pcodes.map((code) => code.startsWith(pcode));
      const inCells = cells.length === 0 ? null : markCells(cells, hexagons, placeCount);
      const marked = new Uint8Array(placeCount);
      for (let place = 0; place < placeCount; place++) {
        const area = place < cellCount ? (areaOfCell[place] as number) : place - cellCount;
        const passes =
          (wanted === null || wanted[area] === true) &&
          (inCells === null || inCells[place] === 1) &&
          (box === null || isInBox(place, box));
        if (passes) marked[place] = 1;
      }
      return marked;
    },
  };
}

/** Finest cells that lie in the chosen ones. */
function markCells(chosen: readonly string[], hexagons: readonly Hexagons[], placeCount: number): Uint8Array {
  const marked = new Uint8Array(placeCount);
  for (const { cells, parentOf } of hexagons) {
    const wanted = new Set(chosen.map((cell) => cells.indexOf(cell)).filter((index) => index >= 0));
    if (wanted.size === 0) continue;
    parentOf.forEach((parent, cell) => {
      if (wanted.has(parent)) marked[cell] = 1;
    });
  }
  return marked;
}
