// Where the board's cells lie: hexagons from the worker, and the finder that filters of places ask once all of them are there.
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Hexagons } from '../../../geodata/analysis/board/hexagons.ts';
import type { AreaFeature } from '../../api.ts';
import { BOARD_RESOLUTIONS } from '../../map/board_picture.ts';
import { askForHexagons } from '../../workers/board_cells.ts';
import type { BoardEngine } from './board_engine.ts';
import { placeFinder } from './place_filter.ts';

export interface BoardGround {
  readonly hexagons: readonly Hexagons[];
  readonly isReady: boolean;
}

const NOTHING: BoardGround = { hexagons: [], isReady: false };

export function useGround(engine: BoardEngine, areas: readonly AreaFeature[]): BoardGround {
  const board = useSyncExternalStore(engine.subscribe, () => engine.board);
  const cells = useSameCells(board.columns.cells);
  const [ground, setGround] = useState(NOTHING);
  useEffect(() => {
    setGround({ hexagons: [], isReady: cells.length === 0 });
    if (cells.length === 0) return;
    const asked = askForHexagons({ cells, resolutions: BOARD_RESOLUTIONS }, (made) =>
      setGround((before) => {
        const hexagons = [...before.hexagons, made];
        return { hexagons, isReady: hexagons.length === BOARD_RESOLUTIONS.length };
      }),
    );
    return () => asked.stop();
  }, [cells]);

  const { hexagons, isReady } = ground;
  useEffect(() => {
    if (!isReady) return;
    const boxes = new Map(areas.map(({ properties }) => [properties.pcode, properties.bbox] as const));
    engine.setFinder(placeFinder({ board, hexagons, boxOfArea: (pcode) => boxes.get(pcode) ?? null }));
  }, [engine, board, hexagons, isReady, areas]);
  return ground;
}

/** Most changes of incidents bring no new cell; then the geometry stays as it is. */
function useSameCells(cells: readonly string[]): readonly string[] {
  const kept = useRef(cells);
  const isSame = kept.current.length === cells.length && kept.current.every((cell, i) => cell === cells[i]);
  if (!isSame) kept.current = cells;
  return kept.current;
}
