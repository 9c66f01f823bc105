// Safe zones: teal outline and light hatch; dashed while proposed, dotted while a draft, grey and struck through when
// suspended, grey when closed. Far out, where a zone is smaller than a finger, a mark stands for it.
import type { FilterSpecification, LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { Palette } from '../palette.ts';
import { isShown, type LegendSection, type Scene } from '../scene.ts';
import { imageName } from './image_names.ts';

const STATUSES = ['open', 'proposed', 'draft', 'suspended', 'closed'] as const;
const is = (...statuses: readonly string[]): FilterSpecification => [
  'in',
  ['get', 'status'],
  ['literal', [...statuses]],
];

export function zoneLayers(scene: Scene, palette: Palette): LayerSpecification[] {
  if (!isShown(scene, 'zones')) return [];
  const opacity = scene.layers.zones.opacity;
  const zones = { source: 'zones', 'source-layer': 'zones', minzoom: 8 } as const;
  const width = ['interpolate', ['linear'], ['zoom'], 8, 1.2, 14, 2.6] as unknown as number;
  return [
    {
      id: 'zone-hatch',
      type: 'fill',
      ...zones,
      filter: is('open', 'proposed'),
      paint: {
        'fill-pattern': imageName({ form: 'hatch', theme: scene.theme, cross: false }),
        'fill-opacity': opacity,
      },
    },
    {
      id: 'zone-struck',
      type: 'fill',
      ...zones,
      filter: is('suspended'),
      paint: { 'fill-pattern': imageName({ form: 'hatch', theme: scene.theme, cross: true }), 'fill-opacity': opacity },
    },
    {
      id: 'zone-outline',
      type: 'line',
      ...zones,
      filter: is('open'),
      layout: { 'line-join': 'round' },
      paint: { 'line-color': palette.zone, 'line-width': width, 'line-opacity': opacity },
    },
    {
      id: 'zone-outline-proposed',
      type: 'line',
      ...zones,
      filter: is('proposed'),
      paint: { 'line-color': palette.zone, 'line-width': width, 'line-opacity': opacity, 'line-dasharray': [3, 2] },
    },
    {
      id: 'zone-outline-draft',
      type: 'line',
      ...zones,
      filter: is('draft'),
      paint: { 'line-color': palette.zone, 'line-width': width, 'line-opacity': opacity, 'line-dasharray': [0.6, 2.4] },
    },
    {
      id: 'zone-outline-quiet',
      type: 'line',
      ...zones,
      filter: is('suspended', 'closed'),
      paint: { 'line-color': palette.zoneQuiet, 'line-width': width, 'line-opacity': opacity },
    },
  ];
}

export function zoneMarkLayers(scene: Scene): LayerSpecification[] {
  if (!isShown(scene, 'zones')) return [];
  return [
    {
      id: 'zone-mark',
      type: 'symbol',
      source: 'zone-marks',
      maxzoom: 13,
      layout: {
        'icon-image': ['concat', 'zone:', ['get', 'status'], `:${scene.theme}`],
        'icon-size': ['interpolate', ['linear'], ['zoom'], 5, 0.62, 9, 0.9],
        'icon-allow-overlap': true,
        'icon-padding': 1,
      },
      paint: { 'icon-opacity': scene.layers.zones.opacity },
    },
  ];
}

export function zoneLegend(scene: Scene): LegendSection | null {
  if (!isShown(scene, 'zones')) return null;
  return {
    layer: 'zones',
    title: { key: 'layer.zones' },
    unit: null,
    entries: STATUSES.map((status) => ({
      swatch: { form: 'image', image: imageName({ form: 'zone', status, theme: scene.theme }) },
      label: { key: `legend.zone.${status}` },
    })),
  };
}
