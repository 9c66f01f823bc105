// The last coverage-gap result, kept outside the panel so that the map and the tables show the same one.
import type { GapScene } from '../../map/scene.ts';
import { createStore, useStore } from '../../state/store.ts';

export interface GapRow {
  /** null = outside every district. */
  readonly pcode: string | null;
  readonly name: string;
  /** null = not stated by the data; never 0. */
  readonly people: number | null;
  readonly women: number | null;
  readonly children: number | null;
  /** Of the district's people, 0 to 1; null where nobody lives there. */
  readonly share: number | null;
}

export interface GapPicture {
  readonly scene: GapScene;
  readonly rows: readonly GapRow[];
  /** People beyond the radius; null = no cell states people. */
  readonly beyond: number | null;
}

export const gapStore = createStore<GapPicture | null>(null);
export const useGap = (): GapPicture | null => useStore(gapStore, (picture) => picture);
