// Keeps the address equal to the board, without a history entry per move, and begins with what the address says.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Camera } from '../../map/scene.ts';
import type { BoardEngine } from './board_engine.ts';
import { applyShared, hashOfShared, sharedOf, sharedOfHash } from './shared_view.ts';

const REST_MS = 400;

export interface SharedView {
  readonly isWall: boolean;
  readonly setWall: (isWall: boolean) => void;
  /** Where the map stands; null until it was moved. */
  readonly camera: Camera | null;
  readonly onCamera: (camera: Camera) => void;
}

export function useSharedView(engine: BoardEngine): SharedView {
  const [first] = useState(() => sharedOfHash(location.hash));
  const [isWall, setWall] = useState(first.isWall);
  const [camera, setCamera] = useState<Camera | null>(first.shared?.camera ?? null);
  const now = useRef({ camera, isWall });
  now.current = { camera, isWall };
  const timer = useRef(0);

  const write = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      const shared = sharedOf(engine, now.current.camera);
      history.replaceState(null, '', hashOfShared(shared, now.current.isWall));
    }, REST_MS);
  }, [engine]);

  useEffect(() => {
    if (first.shared !== null) applyShared(engine, first.shared);
    const stop = engine.subscribe(write);
    return () => {
      clearTimeout(timer.current);
      stop();
    };
  }, [engine, first, write]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address follows both.
  useEffect(write, [write, camera, isWall]);
  return { isWall, setWall, camera, onCamera: setCamera };
}
