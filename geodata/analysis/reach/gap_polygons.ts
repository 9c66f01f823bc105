// The shape of a coverage gap: uncovered cells of a regular grid dissolved into polygons with holes, the one with most people
// first. It knows cells and people; what made a cell uncovered is decided elsewhere.
import type { MultiPolygon, Position } from '../../schema/geometry.ts';
import { type CellLattice, pieceSquareKm } from './cell_lattice.ts';
import { cellOutlines } from './cell_outlines.ts';
import { type CellRuns, cellRuns } from './cell_runs.ts';
import { compensatedSum } from './gap_figures.ts';

/** Figures of one polygon of the gap; null = no cell of it has that number. */
export interface GapPatch {
  /** null = none of its cells has a number of people. */
  readonly people: number | null;
  readonly women: number | null;
  readonly children: number | null;
  readonly cells: number;
  /** On the WGS 84 ellipsoid, between the parallels and meridians of its cells. */
  readonly areaSquareKm: number;
}

export interface GapShape {
  /** One polygon per patch, in the order of `patches`. */
  readonly geometry: MultiPolygon;
  readonly patches: readonly GapPatch[];
}

export interface PatchDemand {
  readonly people: Float64Array;
  readonly women: Float64Array | null;
  readonly children: Float64Array | null;
}

/**
 * Which ground is uncovered, as polygons?
 *
 * Method: cells that share an edge form one patch; its outline follows the edges of its cells exactly, counterclockwise
 * outside and clockwise around holes (RFC 7946), cut at the antimeridian. `uncovered` is by cell (1 = uncovered), people in
 * the order of the cells; NaN = missing. Patches come by people, then by area, then from the south-west.
 * Cost: O(cells + corners), some 10 ns a cell. Checked against the sum of cell areas, Turf's union and PostGIS validity rules.
 */
export function gapPolygons(lattice: CellLattice, uncovered: Uint8Array, demand: PatchDemand): GapShape {
  const runs = cellRuns(lattice, uncovered);
  const figures = patchFigures(lattice, runs, demand);
  const coordinates: Position[][][] = figures.map(() => []);
  for (const outline of cellOutlines(runs, lattice.lonLines.length)) {
    const ring: Position[] = outline.x.map((x, i) => [
      lattice.lonLines[x] as number,
      lattice.latLines[outline.y[i] as number] as number,
    ]);
    ring.push([...(ring[0] as Position)]);
    (coordinates[outline.patch] as Position[][]).push(ring);
  }
  const order = figures.map((_, patch) => patch);
  order.sort((a, b) => {
    const first = figures[a] as GapPatch;
    const second = figures[b] as GapPatch;
    return (second.people ?? -1) - (first.people ?? -1) || second.areaSquareKm - first.areaSquareKm || a - b;
  });
  return {
    geometry: { type: 'MultiPolygon', coordinates: order.map((patch) => coordinates[patch] as Position[][]) },
    patches: order.map((patch) => figures[patch] as GapPatch),
  };
}

function patchFigures(lattice: CellLattice, runs: CellRuns, demand: PatchDemand): GapPatch[] {
  const { patchCount, patch, runOfPiece } = runs;
  const people = new PatchSums(patchCount);
  const women = new PatchSums(patchCount);
  const children = new PatchSums(patchCount);
  const area = new PatchSums(patchCount);
  const cells = new Int32Array(patchCount);
  const counted = new Uint8Array(demand.people.length);
  for (let piece = 0; piece < runOfPiece.length; piece++) {
    const run = runOfPiece[piece] as number;
    if (run < 0) continue;
    const at = patch[run] as number;
    area.add(at, pieceSquareKm(lattice, lattice.row[piece] as number, lattice.column[piece] as number));
    // A cell that the antimeridian cuts is one cell with one number of people: its eastern piece carries them.
    const cell = lattice.cell[piece] as number;
    if (counted[cell] === 1) continue;
    counted[cell] = 1;
    cells[at] = (cells[at] as number) + 1;
    people.add(at, demand.people[cell] as number);
    if (demand.women !== null) women.add(at, demand.women[cell] as number);
    if (demand.children !== null) children.add(at, demand.children[cell] as number);
  }
  return Array.from(cells, (count, at) => ({
    people: count === 0 ? 0 : people.sumOf(at),
    women: women.sumOf(at),
    children: children.sumOf(at),
    cells: count,
    areaSquareKm: area.sumOf(at) ?? 0,
  }));
}

/** Compensated sums per patch; null where nothing but NaN was added. */
class PatchSums {
  readonly #sum: Float64Array;
  readonly #lost: Float64Array;
  readonly #known: Uint8Array;

  constructor(count: number) {
    this.#sum = new Float64Array(count);
    this.#lost = new Float64Array(count);
    this.#known = new Uint8Array(count);
  }

  add(at: number, value: number): void {
    if (Number.isNaN(value)) return;
    const sum = this.#sum[at] as number;
    const next = sum + value;
    this.#lost[at] = (this.#lost[at] as number) + (sum >= value ? sum - next + value : value - next + sum);
    this.#sum[at] = next;
    this.#known[at] = 1;
  }

  sumOf(at: number): number | null {
    return this.#known[at] === 1 ? compensatedSum([this.#sum[at] as number, this.#lost[at] as number]) : null;
  }
}
