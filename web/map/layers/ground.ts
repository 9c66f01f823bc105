// The quiet ground: land, roads, borders and names out of our own tables. Only closed roads are explained: a constraint.
import type { LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { Palette } from '../palette.ts';
import type { LegendSection, Scene } from '../scene.ts';

const MAJOR = ['trunk', 'primary', 'secondary'];
const roadWidth = (major: number, minor: number) =>
  [
    'interpolate',
    ['exponential', 1.5],
    ['zoom'],
    6,
    ['match', ['get', 'class'], MAJOR, major, minor * 0.4],
    12,
    ['match', ['get', 'class'], MAJOR, major * 3, minor * 1.6],
    16,
    ['match', ['get', 'class'], MAJOR, major * 9, minor * 7],
  ] as unknown as number;

const closedWidth = ['interpolate', ['linear'], ['zoom'], 6, 1.6, 12, 5] as unknown as number;

export function groundLayers(scene: Scene, palette: Palette): LayerSpecification[] {
  const background: LayerSpecification = {
    id: 'ground',
    type: 'background',
    paint: { 'background-color': palette.ground },
  };
  const land: LayerSpecification = {
    id: 'land',
    type: 'fill',
    source: 'areas',
    'source-layer': 'areas',
    paint: { 'fill-color': palette.land, 'fill-antialias': false },
  };
  return scene.basemap === 'own' ? [background, land] : [background];
}

export function roadLayers(scene: Scene, palette: Palette): LayerSpecification[] {
  if (scene.basemap === 'none') return [];
  const roads = { source: 'roads', 'source-layer': 'roads', type: 'line' } as const;
  const layout = { 'line-cap': 'round', 'line-join': 'round' } as const;
  return [
    {
      id: 'road-casing',
      ...roads,
      layout,
      paint: { 'line-color': palette.roadCasing, 'line-width': roadWidth(2.2, 1.6) },
    },
    {
      id: 'road',
      ...roads,
      minzoom: 7,
      layout,
      paint: { 'line-color': palette.road, 'line-width': roadWidth(1.1, 0.7) },
    },
    {
      id: 'road-closed-ground',
      ...roads,
      filter: ['==', ['get', 'closed'], true],
      paint: { 'line-color': palette.roadClosedGround, 'line-width': closedWidth },
    },
    {
      id: 'road-closed',
      ...roads,
      filter: ['==', ['get', 'closed'], true],
      paint: { 'line-color': palette.roadClosed, 'line-width': closedWidth, 'line-dasharray': [0.7, 1.4] },
    },
  ];
}

export function borderLayers(_scene: Scene, palette: Palette): LayerSpecification[] {
  const borders = { source: 'areas', 'source-layer': 'areas', type: 'line' } as const;
  return [
    {
      id: 'border-district',
      ...borders,
      filter: ['>', ['get', 'level'], 1],
      paint: {
        'line-color': palette.districtLine,
        'line-width': ['interpolate', ['linear'], ['zoom'], 5, 0.5, 10, 1.4],
      },
    },
    {
      id: 'border-state',
      ...borders,
      filter: ['<=', ['get', 'level'], 1],
      paint: {
        'line-color': palette.stateLine,
        'line-width': ['interpolate', ['linear'], ['zoom'], 5, 0.8, 10, 2],
        'line-dasharray': [4, 2],
      },
    },
  ];
}

const halo = (palette: Palette) => ({ 'text-halo-color': palette.halo, 'text-halo-width': 1.6, 'text-halo-blur': 0.4 });

/** Names that give way to symbols of services: districts, wards, villages. */
export function minorNameLayers(scene: Scene, palette: Palette): LayerSpecification[] {
  if (scene.basemap === 'none') return [];
  return [
    {
      id: 'name-area',
      type: 'symbol',
      source: 'area-labels',
      minzoom: 7.2,
      maxzoom: 11,
      layout: {
        'text-field': ['upcase', ['get', 'name']],
        'text-font': ['Noto Sans Regular'],
        'text-size': ['interpolate', ['linear'], ['zoom'], 7, 9, 10, 12],
        'text-letter-spacing': 0.14,
        'text-max-width': 7,
        'text-padding': 12,
      },
      paint: { 'text-color': palette.quietText, ...halo(palette) },
    },
    {
      id: 'name-minor',
      type: 'symbol',
      source: 'places',
      'source-layer': 'places',
      minzoom: 9.5,
      filter: ['in', ['get', 'kind'], ['literal', ['village', 'ward', 'camp']]],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': ['Noto Sans Regular'],
        'text-size': ['interpolate', ['linear'], ['zoom'], 9, 10, 14, 13],
        'text-max-width': 8,
        'text-padding': 6,
      },
      paint: { 'text-color': palette.quietText, ...halo(palette) },
    },
  ];
}

/** Names of towns and cities, which are placed before everything else. */
export function majorNameLayers(scene: Scene, palette: Palette): LayerSpecification[] {
  if (scene.basemap === 'none') return [];
  const common = {
    'text-field': ['get', 'name'] as unknown as string,
    'text-max-width': 8,
    'text-padding': 4,
    'text-variable-anchor-offset': [
      'top',
      [0, 0.7],
      'bottom',
      [0, -0.7],
      'left',
      [0.9, 0],
      'right',
      [-0.9, 0],
    ] as never,
    'text-justify': 'auto' as const,
    'symbol-sort-key': ['-', 0, ['coalesce', ['get', 'population'], 0]] as unknown as number,
  };
  return [
    {
      id: 'name-town',
      type: 'symbol',
      source: 'places',
      'source-layer': 'places',
      minzoom: 6.5,
      filter: ['==', ['get', 'kind'], 'town'],
      layout: {
        ...common,
        'text-font': ['Noto Sans Regular'],
        'text-size': ['interpolate', ['linear'], ['zoom'], 6.5, 11, 12, 14],
      },
      paint: { 'text-color': palette.text, ...halo(palette) },
    },
    {
      id: 'name-city',
      type: 'symbol',
      source: 'places',
      'source-layer': 'places',
      filter: ['in', ['get', 'kind'], ['literal', ['city', 'capital']]],
      layout: {
        ...common,
        'text-font': ['Noto Sans SemiBold'],
        'text-size': ['interpolate', ['linear'], ['zoom'], 5, 12, 12, 17],
      },
      paint: { 'text-color': palette.text, ...halo(palette) },
    },
  ];
}

export function groundLegend(scene: Scene, palette: Palette): LegendSection | null {
  if (scene.basemap === 'none') return null;
  const { roadClosed: color, roadClosedGround: ground } = palette;
  return {
    layer: 'ground',
    title: { key: 'legend.ground' },
    unit: null,
    entries: [{ swatch: { form: 'barred', color, ground }, label: { key: 'legend.roadClosed' } }],
  };
}
