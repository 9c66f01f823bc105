// The style of the board's map: the quiet ground, and records whose place is an area as a dotted outline with their number.
// The hexagons themselves are drawn by deck in board_view.ts. Pure.
import type { StyleSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { FeatureCollection, Point } from 'geojson';
import { FONT_FACES } from './fonts.ts';
import { groundScene } from './ground_scene.ts';
import { paletteOf, type Theme } from './palette.ts';
import type { AreaLabels } from './scene.ts';
import { buildStyle } from './style.ts';

export const AREA_SOURCE = 'board-areas';
export const AREA_OUTLINE = 'board-area-outline';
const AREA_COUNT = 'board-area-count';

/** An area with reports whose place is known no better: where its number stands, and the text of it. */
export interface AreaMark {
  readonly pcode: string;
  readonly lon: number;
  readonly lat: number;
  readonly text: string;
}

export const areaMarks = (marks: readonly AreaMark[]): FeatureCollection<Point> => ({
  type: 'FeatureCollection',
  features: marks.map(({ pcode, lon, lat, text }) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties: { pcode, text },
  })),
});

export const outlineFilter = (pcodes: readonly string[]) =>
  ['in', ['get', 'id'], ['literal', [...pcodes]]] as unknown as ['in', string, string];

export function boardStyle(theme: Theme, labels: AreaLabels): StyleSpecification {
  const palette = paletteOf(theme);
  const style = buildStyle(groundScene(theme, labels), FONT_FACES);
  return {
    ...style,
    sources: { ...style.sources, [AREA_SOURCE]: { type: 'geojson', data: areaMarks([]) } },
    layers: [
      ...style.layers,
      {
        id: AREA_OUTLINE,
        type: 'line',
        source: 'areas',
        'source-layer': 'areas',
        filter: outlineFilter([]),
        layout: { 'line-cap': 'round' },
        paint: {
          'line-color': palette.imprecise,
          'line-width': 1.4,
          'line-opacity': 0.65,
          'line-dasharray': [0.1, 3.2],
        },
      },
      {
        id: AREA_COUNT,
        type: 'symbol',
        source: AREA_SOURCE,
        minzoom: 6.4,
        layout: {
          'text-field': ['get', 'text'],
          'text-font': ['Noto Sans SemiBold'],
          'text-size': 11.5,
          'text-offset': [0, 1.3],
          'text-max-width': 9,
          'text-padding': 3,
        },
        paint: { 'text-color': palette.imprecise, 'text-halo-color': palette.halo, 'text-halo-width': 1.8 },
      },
    ],
  };
}
