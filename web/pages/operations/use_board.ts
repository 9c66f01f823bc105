// The columns as they are read, the engine over them, and the parts of React that follow it.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Session } from '../../api.ts';
import { readIncidentColumns } from '../../api_board.ts';
import { BoardEngine, type Frames } from './board_engine.ts';

const FRAMES: Frames = {
  request: (work) => requestAnimationFrame(work),
  cancel: (id) => cancelAnimationFrame(id),
};

/** Beginning as every key of incidents does, so that a change of incidents reads it again. */
export const useColumns = (session: Session) =>
  useQuery({
    queryKey: [session.role, session.organizationId, 'incident', 'columns'],
    queryFn: () => readIncidentColumns(),
    staleTime: 5 * 60_000,
    // Columns of a million rows are compared by nothing: newer ones replace older ones whole.
    structuralSharing: false,
  });

export function useEngine(session: Session): { engine: BoardEngine | null; query: ReturnType<typeof useColumns> } {
  const query = useColumns(session);
  const [engine, setEngine] = useState<BoardEngine | null>(null);
  const columns = query.data;
  useEffect(() => {
    if (columns === undefined) return;
    setEngine((before) => {
      if (before === null) return new BoardEngine(columns, FRAMES);
      if (before.board.columns !== columns) before.setColumns(columns);
      return before;
    });
  }, [columns]);
  useEffect(() => () => engine?.dispose(), [engine]);
  return { engine, query };
}

/** Renders again in every frame in which anything changed. */
export const useVersion = (engine: BoardEngine): number => useSyncExternalStore(engine.subscribe, engine.version);
/** Renders again when filters other than the window changed. */
export const useFilterVersion = (engine: BoardEngine): number =>
  useSyncExternalStore(engine.subscribe, engine.filterVersion);

/** Follows at once while little is asked, and otherwise when the board has come to rest for this long. */
const REST_MS = 140;
export function useSettledVersion(engine: BoardEngine, isLight: () => boolean): number {
  const [settled, setSettled] = useState(engine.version());
  useEffect(() => {
    let timer = 0;
    const follow = () => {
      clearTimeout(timer);
      if (isLight()) setSettled(engine.version());
      else timer = window.setTimeout(() => setSettled(engine.version()), REST_MS);
    };
    const stop = engine.subscribe(follow);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [engine, isLight]);
  return settled;
}
