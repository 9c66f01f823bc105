// The packs that the page works with: which regions there are, the directory of one of them, then its roads. Read whole,
// read again when they are an hour old or the network is back, and never replaced by nothing.
import { useSyncExternalStore } from 'react';
import { unpackDirectory } from '../../../geodata/formats/directory_pack.ts';
import type { Directory, PackEntry, TravelColumns } from '../../../geodata/schema/pack.ts';
import { CareProblem, type readDirectory, type readPacks, type readTravel } from '../../api_care.ts';
import type { Roads } from './pack_store_roads.ts';

export interface PackState {
  /** `choose`: there are several regions and none was chosen. `none`: the server has no list yet. */
  readonly status: 'loading' | 'choose' | 'ready' | 'none' | 'failed';
  /** Why it failed. */
  readonly failure: 'offline' | 'server' | null;
  readonly packs: readonly PackEntry[];
  readonly directory: Directory | null;
  readonly travel: TravelColumns | null;
  /** Makes ways over `travel`; null as long as that is. */
  readonly packWays: Roads['packWays'] | null;
  /** `none`: no roads are known. */
  readonly roads: 'loading' | 'ready' | 'none' | 'failed';
  /** Milliseconds; of the directory. */
  readonly fetchedAt: number;
  /** The network did not answer in time: this is the copy of this device. */
  readonly kept: boolean;
}

export interface PackSource {
  readonly readPacks: typeof readPacks;
  readonly readDirectory: typeof readDirectory;
  readonly readTravel: typeof readTravel;
}

const START: PackState = {
  status: 'loading',
  failure: null,
  packs: [],
  directory: null,
  travel: null,
  packWays: null,
  roads: 'loading',
  fetchedAt: 0,
  kept: false,
};
const NO_ROADS = { travel: null, packWays: null };
export const FRESH_MS = 3_600_000;

const failureOf = (error: unknown) => (error instanceof CareProblem && error.code === 'offline' ? 'offline' : 'server');

export function createPackStore({ readPacks, readDirectory, readTravel }: PackSource) {
  let state = START;
  /** The newest wish: what belongs to an older one is dropped when it arrives. */
  let wish = 0;
  let region: string | null = null;
  const had = { directory: '', travel: '' };
  const listeners = new Set<() => void>();
  const set = (patch: Partial<PackState>) => {
    state = { ...state, ...patch };
    for (const heard of listeners) heard();
  };

  async function read(mine: number): Promise<void> {
    const { content: packs } = await readPacks();
    if (mine !== wish) return;
    const entry = packs.find((pack) => pack.region === region) ?? (packs.length === 1 ? packs[0] : undefined);
    if (entry === undefined) {
      set({ packs, status: packs.length === 0 ? 'none' : 'choose', directory: null, ...NO_ROADS });
      return;
    }
    region = entry.region;
    set({ packs });
    const { content, fetchedAt, kept } = await readDirectory(entry.region);
    if (mine !== wish) return;
    const directory =
      content === had.directory && state.directory !== null ? state.directory : unpackDirectory(content);
    had.directory = content;
    set({ status: 'ready', failure: null, directory, fetchedAt, kept });
    await readRoads(mine, entry);
  }

  async function readRoads(mine: number, { region: of, travel }: PackEntry): Promise<void> {
    if (travel === null) set({ ...NO_ROADS, roads: 'none' });
    else if (had.travel !== `${of} ${travel.sha256}` || state.travel === null) {
      const both = await Promise.all([readTravel(of), import('./pack_store_roads.ts')]).catch(() => null);
      if (mine !== wish) return;
      if (both === null) set({ roads: state.travel === null ? 'failed' : 'ready' });
      else {
        const [{ content }, code] = both;
        had.travel = `${of} ${travel.sha256}`;
        set({ ...code.roadsOf(content), roads: 'ready' });
      }
    }
  }

  /** What is there stays where nothing newer can be had. */
  async function load(): Promise<void> {
    wish++;
    const mine = wish;
    if (state.directory === null) set({ status: 'loading', failure: null });
    await read(mine).catch((error: unknown) => {
      if (mine !== wish) return;
      if (state.directory === null) set({ status: 'failed', failure: failureOf(error) });
      else set({ kept: true });
    });
  }

  return {
    state: () => state,
    subscribe(heard: () => void) {
      listeners.add(heard);
      return () => {
        listeners.delete(heard);
      };
    },
    load,
    /** Takes up a region in place of the one before. */
    choose(next: string): Promise<void> {
      if (next !== region) set({ directory: null, ...NO_ROADS, roads: 'loading' });
      region = next;
      return load();
    },
    /** Once more where something is missing, or all of it is old. */
    refresh(now: number): Promise<void> {
      const isMissing =
        state.status === 'failed' || (state.status === 'ready' && (state.kept || state.roads === 'failed'));
      return isMissing || now - state.fetchedAt >= FRESH_MS ? load() : Promise.resolve();
    },
  };
}
export type PackStore = ReturnType<typeof createPackStore>;

export const usePackState = (store: PackStore): PackState => useSyncExternalStore(store.subscribe, store.state);
