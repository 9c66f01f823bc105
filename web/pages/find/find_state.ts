// Everything that somebody chose or typed on /find, in memory and nowhere else: it ends with the page. No address, title,
// history or storage ever holds a part of it.
import { useSyncExternalStore } from 'react';
import type { NeedGroupId } from '../../../geodata/analysis/reach/clinical_needs.ts';

export interface StartPlace {
  readonly lon: number;
  readonly lat: number;
  readonly label: string;
}

export interface CareFilters {
  readonly femaleStaff: boolean;
  readonly accessible: boolean;
  readonly free: boolean;
  readonly openOnArrival: boolean;
  readonly languages: readonly string[];
}

export interface FindState {
  readonly step: 'need' | 'place' | 'results';
  /** Region of the pack in use; null = not chosen or found yet. */
  readonly region: string | null;
  readonly group: NeedGroupId | null;
  readonly place: StartPlace | null;
  /** null = not asked, or not known. */
  readonly hoursSince: number | null;
  readonly mode: 'walk' | 'vehicle';
  readonly tab: 'list' | 'map';
  readonly selected: string | null;
  readonly filters: CareFilters;
}

const START: FindState = {
  step: 'need',
  region: null,
  group: null,
  place: null,
  hoursSince: null,
  mode: 'walk',
  tab: 'list',
  selected: null,
  filters: { femaleStaff: false, accessible: false, free: false, openOnArrival: false, languages: [] },
};

let state = START;
const listeners = new Set<() => void>();

export const findState = (): FindState => state;

export function setFind(patch: Partial<FindState>): void {
  state = { ...state, ...patch };
  for (const heard of listeners) heard();
}

export const useFind = (): FindState =>
  useSyncExternalStore((heard) => {
    listeners.add(heard);
    return () => listeners.delete(heard);
  }, findState);

/** Nothing was chosen or typed yet: the page may start anew without anybody losing anything. */
export const isUntouched = (): boolean => state.group === null && state.place === null;
