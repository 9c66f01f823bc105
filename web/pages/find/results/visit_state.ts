// What somebody answers on the list alone, in memory and nowhere else: when it happened, and when they leave. Beside
// find_state.ts, which holds what was chosen before.
import { useSyncExternalStore } from 'react';
import type { IncidentSpan } from './incident_time.ts';

export interface VisitState {
  /** `again`: the answer given before holds until another is given. */
  readonly asked: 'not-yet' | 'answered' | 'again';
  /** null = not asked, not known, or not to be told. */
  readonly incident: IncidentSpan | null;
  /** Milliseconds; null = now, whenever that is. */
  readonly departure: number | null;
}

let state: VisitState = { asked: 'not-yet', incident: null, departure: null };
const listeners = new Set<() => void>();

export function setVisit(patch: Partial<VisitState>): void {
  state = { ...state, ...patch };
  for (const heard of listeners) heard();
}

export const useVisit = (): VisitState =>
  useSyncExternalStore(
    (heard) => {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    () => state,
  );
