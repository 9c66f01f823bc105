// The style of the map of /find: everything out of the saved list and its roads, drawn with the letters of the phone, so that
// no tile, glyph or picture is asked of anybody. Pure, and the one place of draw order.
import type { LayerSpecification, StyleSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { FeatureCollection } from 'geojson';
import type { Palette } from '../../../map/palette.ts';
import { NUMBERED } from './pack_features.ts';
import { ROAD_LAYER } from './road_tiles.ts';

export interface Names {
  readonly areas: FeatureCollection;
  readonly places: FeatureCollection;
}

/** Sources that change while the map is looked at. */
export const MOVING = ['services', 'selected', 'place'] as const;
export type MovingSource = (typeof MOVING)[number];

/** From here on every road is drawn. */
export const ALL_ROADS_ZOOM = 10;
/** Families of CSS; the map sees from the first name how bold it is to be. */
const LETTERS = ['system-ui'];
const BOLD_LETTERS = ['System Bold', 'system-ui'];

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };
/** Tiles under this name are made on the phone by road_tiles.ts: "roads://major/5/16/15". */
export const ROADS_PROTOCOL = 'roads';
export type RoadClass = 'minor' | 'major';
export const ROAD_SOURCES = ['roads-major', 'roads-minor'] as const;
/** Finest zoom that tiles are made for; closer in they are stretched. */
const ROAD_ZOOM = 14;

const source = (data: FeatureCollection, maxzoom: number) => ({ type: 'geojson' as const, data, maxzoom });

const roads = (of: RoadClass, minzoom: number) => ({
  type: 'vector' as const,
  tiles: [`${ROADS_PROTOCOL}://${of}/{z}/{x}/{y}`],
  minzoom,
  maxzoom: ROAD_ZOOM,
});

export function careStyle(names: Names, palette: Palette): StyleSpecification {
  return {
    version: 8,
    name: 'Safereach care',
    sources: {
      areas: source(names.areas, 10),
      places: source(names.places, 12),
      'roads-major': roads('major', 0),
      'roads-minor': roads('minor', ALL_ROADS_ZOOM),
      ...Object.fromEntries(MOVING.map((name) => [name, source(EMPTY, 14)])),
    },
    transition: { duration: 0, delay: 0 },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': palette.land } },
      ...roadLayers(palette),
      ...minorNames(palette),
      ...majorNames(palette),
      areaName(palette, { id: 'name-state', isFirst: true, zooms: [3, 8] }),
      ...placeRing(palette),
      ...serviceLayers(palette),
      ...placeDot(palette),
    ],
  };
}

const width = (near: number, far: number) =>
  ['interpolate', ['exponential', 1.5], ['zoom'], 5, far, 10, far * 2, 16, near] as unknown as number;

function roadLayers(palette: Palette): LayerSpecification[] {
  const layout = { 'line-cap': 'round', 'line-join': 'round' } as const;
  const pair = (name: RoadClass, near: number, far: number, minzoom: number): LayerSpecification[] => [
    {
      id: `road-${name}-casing`,
      type: 'line',
      source: `roads-${name}`,
      'source-layer': ROAD_LAYER,
      minzoom,
      layout,
      paint: {
        'line-color': name === 'major' ? palette.stateLine : palette.districtLine,
        'line-width': width(near + 3, far + 1),
      },
    },
    {
      id: `road-${name}`,
      type: 'line',
      source: `roads-${name}`,
      'source-layer': ROAD_LAYER,
      minzoom,
      layout,
      paint: { 'line-color': palette.road, 'line-width': width(near, far) },
    },
  ];
  return [...pair('minor', 6, 0.4, ALL_ROADS_ZOOM), ...pair('major', 11, 1, 0)];
}

const halo = (palette: Palette) => ({ 'text-halo-color': palette.halo, 'text-halo-width': 1.6, 'text-halo-blur': 0.4 });

/** Names of the first level stand where they are and those of towns move aside; deeper levels give way to towns. */
function areaName(
  palette: Palette,
  { id, isFirst, zooms }: { readonly id: string; readonly isFirst: boolean; readonly zooms: readonly [number, number] },
): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source: 'areas',
    minzoom: zooms[0],
    maxzoom: zooms[1],
    filter: isFirst ? ['<=', ['get', 'level'], 1] : ['==', ['get', 'level'], 2],
    layout: {
      'text-field': ['upcase', ['get', 'name']],
      'text-font': LETTERS,
      'text-size': isFirst ? 13 : 11,
      // MapLibre leaves joined letters, as those of Arabic, together.
      'text-letter-spacing': 0.12,
      'text-max-width': 7,
      'text-padding': 4,
    },
    paint: { 'text-color': palette.quietText, ...halo(palette) },
  };
}

/** Names that give way to all others: districts, villages. */
function minorNames(palette: Palette): LayerSpecification[] {
  return [
    areaName(palette, { id: 'name-district', isFirst: false, zooms: [7.5, 11.5] }),
    {
      id: 'name-village',
      type: 'symbol',
      source: 'places',
      minzoom: 9.5,
      filter: ['!', ['in', ['get', 'kind'], ['literal', ['capital', 'city', 'town']]]],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': LETTERS,
        'text-size': 12,
        'text-max-width': 8,
        'text-padding': 6,
      },
      paint: { 'text-color': palette.quietText, ...halo(palette) },
    },
  ];
}

/** Where the person starts from: a dot in a wide ring, which no service looks like. Discs may hide the ring, never the dot. */
const placeRing = (palette: Palette): LayerSpecification[] => [
  {
    id: 'place-ring',
    type: 'circle',
    source: 'place',
    paint: {
      'circle-radius': 17,
      'circle-color': palette.focus,
      'circle-opacity': 0.14,
      'circle-stroke-color': palette.focus,
      'circle-stroke-width': 1.5,
    },
  },
];

const placeDot = (palette: Palette): LayerSpecification[] => [
  {
    id: 'place-dot',
    type: 'circle',
    source: 'place',
    paint: {
      'circle-radius': 6.5,
      'circle-color': palette.focus,
      'circle-stroke-color': palette.focusHalo,
      'circle-stroke-width': 2.5,
    },
  },
];

function serviceLayers(palette: Palette): LayerSpecification[] {
  const ring = (id: string, color: string, strokeWidth: number): LayerSpecification => ({
    id,
    type: 'circle',
    source: 'selected',
    paint: {
      'circle-radius': 21,
      'circle-color': 'rgba(0,0,0,0)',
      'circle-stroke-color': color,
      'circle-stroke-width': strokeWidth,
    },
  });
  const disc = {
    'icon-image': ['get', 'disc'] as unknown as string,
    'icon-padding': 0,
    'text-field': ['step', ['zoom'], '', 12, ['get', 'name']] as unknown as string,
    'text-font': LETTERS,
    'text-size': 13,
    'text-offset': [0, 1.95] as [number, number],
    'text-anchor': 'top' as const,
    'text-max-width': 9,
    'text-optional': true,
  };
  const paint = { 'text-color': palette.serviceRing, ...halo(palette) };
  return [
    {
      id: 'service-dot',
      type: 'circle',
      source: 'services',
      filter: ['>', ['get', 'rank'], NUMBERED],
      paint: {
        'circle-radius': 4.5,
        'circle-color': palette.serviceDisc,
        'circle-stroke-color': palette.serviceQuiet,
        'circle-stroke-width': 1.6,
      },
    },
    {
      id: 'service-later',
      type: 'symbol',
      source: 'services',
      filter: ['>', ['get', 'rank'], NUMBERED],
      layout: { ...disc, 'icon-size': 0.8, 'symbol-sort-key': ['get', 'rank'] },
      paint,
    },
    ring('selected-halo', palette.focusHalo, 6),
    ring('selected-ring', palette.focus, 3),
    {
      id: 'service-first',
      type: 'symbol',
      source: 'services',
      filter: ['<=', ['get', 'rank'], NUMBERED],
      // All of the first are seen, number 1 on top of the others.
      layout: { ...disc, 'icon-overlap': 'always', 'symbol-sort-key': ['-', 0, ['get', 'rank']] },
      paint,
    },
  ];
}

/** Names of towns, placed before those of villages and areas, after the services. */
function majorNames(palette: Palette): LayerSpecification[] {
  const town = (id: string, kinds: readonly string[], minzoom: number, size: number): LayerSpecification => ({
    id,
    type: 'symbol',
    source: 'places',
    minzoom,
    filter: ['in', ['get', 'kind'], ['literal', [...kinds]]],
    layout: {
      'text-field': ['get', 'name'],
      'text-font': size > 14 ? BOLD_LETTERS : LETTERS,
      'text-size': size,
      'text-max-width': 8,
      'text-padding': 4,
      // Over the town, or beside what is there.
      'text-variable-anchor-offset': [
        ...(['center', [0, 0], 'top', [0, 1.5]] as const),
        ...(['bottom', [0, -1.5], 'left', [1.7, 0], 'right', [-1.7, 0]] as const),
      ] as never,
      'text-justify': 'auto',
    },
    paint: { 'text-color': palette.text, ...halo(palette) },
  });
  return [town('name-town', ['town'], 6.5, 13), town('name-city', ['city', 'capital'], 3, 15)];
}
