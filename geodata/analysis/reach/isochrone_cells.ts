// Reached cells of a grid as polygons with holes, along the edges of the cells. It knows cells, no minutes and no roads.
import type { Position } from '../../schema/geometry.ts';
import { type CellLattice, cellLattice, pieceSquareKm } from './cell_lattice.ts';
import { cellOutlines } from './cell_outlines.ts';
import { cellRuns } from './cell_runs.ts';
import { compensatedSum } from './gap_figures.ts';
import type { CellFrame } from './off_road_frame.ts';

export interface GridLattice {
  readonly lattice: CellLattice;
  /** Square kilometers of a piece of the lattice. */
  readonly squareKm: (piece: number) => number;
}

/** The lattice of all cells: degrees cut at the antimeridian, or meters from the south-western corner. */
export function latticeOfGrid(frame: CellFrame): GridLattice {
  const { width, height, degrees, cellMeters } = frame;
  const count = width * height;
  if (degrees === null) {
    const side = cellMeters as number;
    const lines = (cells: number): Float64Array => Float64Array.from({ length: cells + 1 }, (_, i) => i * side);
    const cell = Int32Array.from(
      { length: count },
      (_, i) => (height - 1 - Math.floor(i / width)) * width + (i % width),
    );
    const row = cell.map((_, i) => Math.floor(i / width));
    const column = cell.map((_, i) => i % width);
    const lattice = { cell, row, column, lonLines: lines(width), latLines: lines(height), strays: 0 };
    return { lattice, squareKm: () => (side * side) / 1e6 };
  }
  const lon = new Float64Array(count);
  const lat = new Float64Array(count);
  for (let cell = 0; cell < count; cell++) [lon[cell], lat[cell]] = frame.middleOf(cell) as [number, number];
  const lattice = cellLattice({ lon, lat, cellDegrees: [degrees.wide, degrees.high] });
  if (lattice === null) throw new RangeError('The middles of a grid lie on its own lattice.');
  return {
    lattice,
    squareKm: (piece) => pieceSquareKm(lattice, lattice.row[piece] as number, lattice.column[piece] as number),
  };
}

export interface CellShape {
  readonly coordinates: Position[][][];
  readonly areaSquareKm: number;
}

/** `chosen` is 1 for cells inside. Cells that share an edge form one polygon; unreached land inside it stays a hole. */
export function shapeOfCells(grid: GridLattice, chosen: Uint8Array): CellShape {
  const { lattice, squareKm } = grid;
  const runs = cellRuns(lattice, chosen);
  const coordinates: Position[][][] = Array.from({ length: runs.patchCount }, () => []);
  for (const outline of cellOutlines(runs, lattice.lonLines.length)) {
    const ring: Position[] = outline.x.map((x, i) => [
      lattice.lonLines[x] as number,
      lattice.latLines[outline.y[i] as number] as number,
    ]);
    ring.push([...(ring[0] as Position)]);
    (coordinates[outline.patch] as Position[][]).push(ring);
  }
  const areas: number[] = [];
  for (let piece = 0; piece < lattice.cell.length; piece++) {
    if (chosen[lattice.cell[piece] as number] === 1) areas.push(squareKm(piece));
  }
  return { coordinates, areaSquareKm: compensatedSum(areas) };
}
