// Services: a small dot everywhere, and where there is room a white disc with a glyph per kind and a ring that says
// open, closed or not known. Protected services come in the tiles of those roles only that may see them.
import type { FilterSpecification, LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import { SERVICE_KINDS } from '../../../geodata/schema/service_words.ts';
import type { Palette } from '../palette.ts';
import { isShown, type LegendSection, type Scene } from '../scene.ts';
import { imageName } from './image_names.ts';

const STATUSES = ['open', 'closed', 'unknown'] as const;
/** While one kind is looked at, the others would only hide the gap. */
const tilesOf = ({ serviceKind }: Scene) => ({
  source: 'services',
  'source-layer': 'services',
  filter: (serviceKind === null ? true : ['==', ['get', 'kind'], serviceKind]) as FilterSpecification,
});

export function serviceDotLayers(scene: Scene, palette: Palette): LayerSpecification[] {
  if (!isShown(scene, 'services')) return [];
  return [
    {
      id: 'service-dot',
      type: 'circle',
      ...tilesOf(scene),
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 5, 1.8, 8, 2.8, 12, 4.5],
        'circle-color': palette.serviceDisc,
        'circle-stroke-color': ['match', ['get', 'status'], 'open', palette.serviceRing, palette.serviceQuiet],
        'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 5, 1, 10, 1.6],
        'circle-opacity': scene.layers.services.opacity,
        'circle-stroke-opacity': scene.layers.services.opacity,
      },
    },
  ];
}

export function serviceIconLayers(scene: Scene): LayerSpecification[] {
  if (!isShown(scene, 'services')) return [];
  return [
    {
      id: 'service-icon',
      type: 'symbol',
      ...tilesOf(scene),
      minzoom: 7.5,
      layout: {
        'icon-image': ['concat', 'service:', ['get', 'kind'], ':', ['get', 'status'], `:${scene.theme}`],
        'icon-size': ['interpolate', ['linear'], ['zoom'], 7.5, 0.62, 10, 0.8, 14, 1],
        'icon-padding': 1,
        'symbol-sort-key': ['match', ['get', 'kind'], 'medical', 0, 'psychosocial', 1, 'safe_space', 2, 'legal', 3, 5],
        'text-field': ['step', ['zoom'], '', 12.5, ['get', 'name']],
        'text-font': ['Noto Sans Regular'],
        'text-size': 12,
        'text-offset': [0, 1.35],
        'text-anchor': 'top',
        'text-max-width': 9,
        'text-optional': true,
      },
      paint: {
        'icon-opacity': scene.layers.services.opacity,
        'text-opacity': scene.layers.services.opacity,
        'text-color': scene.theme === 'light' ? '#2c4a48' : '#b9dcd8',
        'text-halo-color': scene.theme === 'light' ? '#f9f7f2' : '#15181a',
        'text-halo-width': 1.5,
      },
    },
  ];
}

export function serviceLegend(scene: Scene): LegendSection | null {
  if (!isShown(scene, 'services')) return null;
  return {
    layer: 'services',
    title: { key: 'layer.services' },
    unit: null,
    entries: [
      ...SERVICE_KINDS.filter((kind) => scene.serviceKind === null || scene.serviceKind === kind).map((kind) => ({
        swatch: {
          form: 'image',
          image: imageName({ form: 'service', kind, status: 'open', theme: scene.theme }),
        } as const,
        label: { key: `kind.${kind}` } as const,
      })),
      ...STATUSES.map((status) => ({
        swatch: { form: 'image', image: imageName({ form: 'ring', status, theme: scene.theme }) } as const,
        label: { key: `legend.ring.${status}` } as const,
      })),
    ],
  };
}
