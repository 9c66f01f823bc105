// Everything that somebody chose, typed or was given on /report, in memory and nowhere else: it ends with the page, and with
// leaving it. No address, title, history or storage ever holds a part of it.
import { useSyncExternalStore } from 'react';
import type { ReplyMessage } from '../../sealed/message.ts';
import type { Ground } from './ground.ts';
import type { Sending } from './sealing.ts';

export interface PickedArea {
  readonly pcode: string;
  readonly name: string;
}

export interface Draft {
  readonly area: PickedArea | null;
  readonly text: string;
  /** Full date; '' = not said, or not sure. */
  readonly occurredOn: string;
  readonly notSure: boolean;
  /** The file as it was chosen: it is drawn anew once more where the text leaves less room. */
  readonly photo: Blob | null;
  readonly wishesContact: boolean;
}

export type Step = 'start' | 'area' | 'write' | 'check' | 'receipt' | 'inbox';

export interface ReportState {
  readonly step: Step;
  /** null = not loaded yet. */
  readonly ground: Ground | null;
  /** Of the directory from which an area is picked; '' = not chosen. */
  readonly region: string;
  readonly draft: Draft;
  /** Made for the report that is being sent, or typed to look for replies. */
  readonly receipt: string | null;
  /** The receipt was typed: what is written is added under it. */
  readonly again: boolean;
  /** Keeps what was sealed, so that a second try sends the same bytes. */
  readonly sending: Sending | null;
  /** What was found under the typed receipt; null = not looked yet. */
  readonly replies: readonly ReplyMessage[] | null;
}

const EMPTY_DRAFT: Draft = {
  area: null,
  text: '',
  occurredOn: '',
  notSure: false,
  photo: null,
  wishesContact: true,
};
const START: ReportState = {
  step: 'start',
  ground: null,
  region: '',
  draft: EMPTY_DRAFT,
  receipt: null,
  again: false,
  sending: null,
  replies: null,
};

let state = START;
const listeners = new Set<() => void>();

export function setReport(patch: Partial<ReportState>): void {
  state = { ...state, ...patch };
  for (const heard of listeners) heard();
}

/** What is changed has to be sealed anew. */
export const setDraft = (patch: Partial<Draft>): void =>
  setReport({ draft: { ...state.draft, ...patch }, sending: null });

/** What was written is sealed and gone; only the receipt stays. */
export const reportSent = (): void => setReport({ step: 'receipt', draft: EMPTY_DRAFT, region: '', sending: null });

/** Forgets all but what anybody may read. */
export const clearReport = (): void => setReport({ ...START, ground: state.ground });

export const useReport = (): ReportState =>
  useSyncExternalStore(
    (heard) => {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    () => state,
  );
