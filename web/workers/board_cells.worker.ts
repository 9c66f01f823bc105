// A worker that makes hexagons of cells at every resolution that the board draws: a second or two of H3 for a whole country,
// away from the page. Knows cells, no counts.
import { type Hexagons, hexagonsAt } from '../../geodata/analysis/board/hexagons.ts';

export interface CellsCall {
  readonly cells: readonly string[];
  readonly resolutions: readonly number[];
}

/** What is used of a worker's own scope; the compiler of the pages does not know it. */
interface Scope {
  onmessage: ((event: MessageEvent<CellsCall>) => void) | null;
  postMessage(message: Hexagons, transfer: Transferable[]): void;
}
const scope = globalThis as unknown as Scope;

/** Answers one resolution after the other, so that the first can be drawn while the rest are made. */
scope.onmessage = ({ data }) => {
  for (const resolution of data.resolutions) {
    const made = hexagonsAt(data.cells, resolution);
    const { parentOf, starts, corners, triangles } = made;
    scope.postMessage(made, [parentOf.buffer, starts.buffer, corners.buffer, triangles.buffer]);
  }
};
