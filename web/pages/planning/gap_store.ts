// The last coverage-gap result, kept outside the panel so that the map and the tables can show it too.
import type { GapScene } from '../../map/scene.ts';
import { createStore, useStore } from '../../state/store.ts';

export interface GapRow {
  /** null = outside every district. */
  readonly pcode: string | null;
  readonly name: string;
  readonly people: number;
  /** null = not stated by the data. */
  readonly women: number | null;
  readonly children: number | null;
  /** Of the district's people, 0 to 1; null where nobody lives there. */
  readonly share: number | null;
}

export interface GapPicture {
  readonly scene: GapScene;
  readonly rows: readonly GapRow[];
  readonly beyond: number;
}

export const gapStore = createStore<GapPicture | null>(null);
export const useGap = (): GapPicture | null => useStore(gapStore, (picture) => picture);
