// Moving the window of time by pointer and by keys. Beside the window a new one is drawn by dragging; a click alone brings the
// window there.
import { type PointerEvent, type RefObject, useRef } from 'react';
import type { BoardEngine } from './board_engine.ts';
import { type Axis, dayOfX } from './timeline_bins.ts';

export type Part = 'from' | 'to' | 'whole' | 'new';

interface Held {
  readonly part: Part;
  readonly startX: number;
  readonly from: number;
  readonly to: number;
}

/** A pointer that moved less meant a click. */
const STILL_PIXELS = 3;

export function useBrush(engine: BoardEngine, axis: Axis, track: RefObject<HTMLDivElement | null>) {
  const held = useRef<Held | null>(null);
  const xOf = (event: PointerEvent) => event.clientX - (track.current?.getBoundingClientRect().left ?? 0);

  const move = (x: number) => {
    const grip = held.current;
    if (grip === null) return;
    const by = dayOfX(axis, x) - dayOfX(axis, grip.startX);
    if (grip.part === 'whole') engine.setWindow(grip.from + by, grip.to + by);
    else if (grip.part === 'from') engine.setWindow(Math.min(grip.from + by, grip.to - 1), grip.to);
    else if (grip.part === 'to') engine.setWindow(grip.from, Math.max(grip.to + by, grip.from + 1));
    else if (Math.abs(x - grip.startX) > STILL_PIXELS) {
      const [a, b] = [dayOfX(axis, grip.startX), dayOfX(axis, x)];
      engine.setWindow(Math.min(a, b), Math.max(a, b, Math.min(a, b) + 1));
    }
  };

  return {
    track: {
      onPointerDown(event: PointerEvent<HTMLDivElement>) {
        if (event.button !== 0) return;
        const target = event.target as HTMLElement;
        const part = (target.dataset['part'] ?? 'new') as Part;
        const [from, to] = engine.window;
        held.current = { part, startX: xOf(event), from, to };
        event.currentTarget.setPointerCapture(event.pointerId);
        engine.play(0);
      },
      onPointerMove: (event: PointerEvent) => move(xOf(event)),
      onPointerUp(event: PointerEvent) {
        const grip = held.current;
        held.current = null;
        if (grip?.part !== 'new' || Math.abs(xOf(event) - grip.startX) > STILL_PIXELS) return;
        const middle = dayOfX(axis, grip.startX);
        const half = Math.floor((grip.to - grip.from) / 2);
        engine.setWindow(middle - half, middle - half + (grip.to - grip.from));
      },
      onPointerCancel() {
        held.current = null;
      },
    },
    onKey: (part: Part) => (event: React.KeyboardEvent) => {
      const step = stepOf(event, axis);
      if (step === null) return;
      event.preventDefault();
      event.stopPropagation();
      const [from, to] = engine.window;
      if (part === 'from') engine.setWindow(Math.max(axis.firstDay, Math.min(from + step, to - 1)), to);
      else engine.setWindow(from, Math.min(axis.endDay, Math.max(to + step, from + 1)));
    },
  };
}

/** Days that a key moves a handle by; null = not a key of ours. Time runs from left to right in every script here. */
function stepOf({ key, shiftKey }: React.KeyboardEvent, { firstDay, endDay }: Axis): number | null {
  const by = shiftKey ? 30 : 1;
  switch (key) {
    case 'ArrowUp':
    case 'ArrowRight':
      return by;
    case 'ArrowDown':
    case 'ArrowLeft':
      return -by;
    case 'PageUp':
      return 30;
    case 'PageDown':
      return -30;
    case 'Home':
      return firstDay - endDay;
    case 'End':
      return endDay - firstDay;
    default:
      return null;
  }
}
