// A scene of the ground alone, for maps that draw their own things over it.
import { FIRST_VIEW } from '../state/view.ts';
import type { Theme } from './palette.ts';
import type { AreaLabels, Scene } from './scene.ts';
import { tileUrl } from './tile_url.ts';

const NOTHING = { type: 'FeatureCollection', features: [] } as const;

export const groundScene = (theme: Theme, areaLabels: AreaLabels = { ...NOTHING, features: [] }): Scene => ({
  theme,
  basemap: 'own',
  ground: true,
  tileUrl,
  layers: FIRST_VIEW.layers,
  available: [],
  incidents: null,
  release: null,
  effort: null,
  areaLabels,
  zones: { ...NOTHING, features: [] },
  runs: { ...NOTHING, features: [] },
  gaps: null,
  serviceKind: null,
  selected: null,
  hovered: null,
});
