// Keys of the board: space plays, arrows move the window, N goes to now, W opens and Escape leaves the wall. Typing is left alone.
import { useEffect, useRef } from 'react';
import type { BoardEngine } from './board_engine.ts';

interface Keys {
  readonly engine: BoardEngine;
  readonly speed: number;
  readonly isWall: boolean;
  readonly setWall: (isWall: boolean) => void;
}

export function useBoardKeys(keys: Keys): void {
  const now = useRef(keys);
  now.current = keys;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isOwned(event.target)) return;
      const { engine, speed, isWall, setWall } = now.current;
      const [from, to] = engine.window;
      const step = event.shiftKey ? to - from : 1;
      if (event.key === ' ') engine.play(engine.speed > 0 ? 0 : speed);
      else if (event.key === 'ArrowLeft') engine.setWindow(from - step, to - step);
      else if (event.key === 'ArrowRight') engine.setWindow(from + step, to + step);
      else if (event.key === 'n' || event.key === 'N') engine.goToNow();
      else if (event.key === 'w' || event.key === 'W') setWall(!isWall);
      else if (event.key === 'Escape' && isWall) setWall(false);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

/** Things that take these keys themselves: fields, buttons, dialogs, and the map, whose arrows move it. */
function isOwned(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, select, textarea, button, a, dialog, canvas') !== null;
}
