// Asks the worker for the hexagons of a board's cells, coarsest first. A new question ends the one before it.
import type { Hexagons } from '../../geodata/analysis/board/hexagons.ts';
import type { CellsCall } from './board_cells.worker.ts';

export interface CellsAsked {
  stop(): void;
}

export function askForHexagons(call: CellsCall, onMade: (hexagons: Hexagons) => void): CellsAsked {
  const worker = new Worker(new URL('./board_cells.worker.ts', import.meta.url), { type: 'module' });
  let left = call.resolutions.length;
  worker.onmessage = ({ data }: MessageEvent<Hexagons>) => {
    onMade(data);
    left--;
    if (left === 0) worker.terminate();
  };
  worker.postMessage(call);
  return { stop: () => worker.terminate() };
}
