// Keys of the map page: / search, L legend, F fit, ? help, Esc closes the topmost thing. Typing in a field is left alone.
import { useEffect, useRef } from 'react';
import { changeView, selectThing, viewStore } from '../../state/view.ts';

export const SEARCH_ID = 'map-search';

export function useKeys(onFit: () => void): void {
  const fit = useRef(onFit);
  fit.current = onFit;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const view = viewStore.get();
      if (event.key === 'Escape') {
        if (view.helpOpen) changeView({ helpOpen: false });
        else selectThing(null);
        return;
      }
      if (isTyping(event.target)) return;
      if (event.key === '/') document.getElementById(SEARCH_ID)?.focus();
      else if (event.key === 'l' || event.key === 'L') changeView({ legendOpen: !view.legendOpen });
      else if (event.key === 'f' || event.key === 'F') fit.current();
      else if (event.key === '?') changeView({ helpOpen: !view.helpOpen });
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

/** Fields that take letters; radio buttons and sliders do not. */
function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !['radio', 'range', 'checkbox'].includes(target.type);
  return target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
}
