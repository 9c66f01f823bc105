// Scene → MapLibre style: pure, and the one place of draw order. Labels are drawn from the font files named in
// `font-faces`; there are no glyph files and no sprite. Knows nothing of the map object.
import type { LayerSpecification, SourceSpecification, StyleSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { Feature } from 'geojson';
import { effortLegend } from './layers/effort.ts';
import { focusPointLayers, focusShapeLayers } from './layers/focus.ts';
import { gapAreaLayers, gapLegend, gapPolygonLayers } from './layers/gaps.ts';
import {
  borderLayers,
  groundLayers,
  groundLegend,
  majorNameLayers,
  minorNameLayers,
  roadLayers,
} from './layers/ground.ts';
import { impreciseLayers, incidentLegend } from './layers/incidents.ts';
import { patrolLayers, patrolLegend } from './layers/patrols.ts';
import { releaseLayers, releaseLegend } from './layers/releases.ts';
import { serviceDotLayers, serviceIconLayers, serviceLegend } from './layers/services.ts';
import { zoneLayers, zoneLegend, zoneMarkLayers } from './layers/zones.ts';
import { paletteOf } from './palette.ts';
import type { Focus, LegendSection, Scene } from './scene.ts';

export type FontFaces = NonNullable<StyleSpecification['font-faces']>;

/** Deck's cells are drawn right below this layer, which draws nothing: over the ground, under zones and all labels. */
export const CELLS_BELOW = 'cells-below';

/** Layers of the product that come as tiles, each asked for only by roles that have it. */
const TILED = ['services', 'zones', 'patrols'] as const;

/** Highest zoom that tiles are made for; closer in they are stretched. */
const MAX_TILE_ZOOM = 14;

export function buildStyle(scene: Scene, fonts: FontFaces): StyleSpecification {
  const palette = paletteOf(scene.theme);
  const layers: LayerSpecification[] = [
    ...groundLayers(scene, palette),
    ...gapAreaLayers(scene, palette),
    ...releaseLayers(scene, palette),
    ...roadLayers(scene, palette),
    ...(scene.ground ? borderLayers(scene, palette) : []),
    ...(scene.ground ? impreciseLayers(scene, palette) : []),
    { id: CELLS_BELOW, type: 'background', layout: { visibility: 'none' }, paint: {} },
    ...gapPolygonLayers(scene, palette),
    ...focusShapeLayers(scene, palette),
    ...zoneLayers(scene, palette),
    ...patrolLayers(scene, palette),
    ...serviceDotLayers(scene, palette),
    ...minorNameLayers(scene, palette),
    ...serviceIconLayers(scene),
    ...zoneMarkLayers(scene),
    ...majorNameLayers(scene, palette),
    ...focusPointLayers(scene, palette),
  ];
  return {
    version: 8,
    name: `Safereach ${scene.theme}`,
    'font-faces': fonts,
    sources: sourcesOf(scene),
    transition: { duration: 0, delay: 0 },
    layers,
  };
}

export function legendOf(scene: Scene): LegendSection[] {
  const palette = paletteOf(scene.theme);
  return [
    gapLegend(scene, palette),
    incidentLegend(scene, palette),
    releaseLegend(scene, palette),
    effortLegend(scene, palette),
    zoneLegend(scene),
    patrolLegend(scene, palette),
    serviceLegend(scene),
    groundLegend(scene, palette),
  ].filter((section) => section !== null);
}

function sourcesOf(scene: Scene): Record<string, SourceSpecification> {
  const vector = (collection: string): SourceSpecification => ({
    type: 'vector',
    tiles: [scene.tileUrl(collection)],
    maxzoom: MAX_TILE_ZOOM,
  });
  const geojson = (data: object): SourceSpecification => ({ type: 'geojson', data: data as never });
  return {
    ...(scene.ground ? { areas: vector('areas'), roads: vector('roads'), places: vector('places') } : {}),
    ...Object.fromEntries(TILED.filter((id) => scene.available.includes(id)).map((id) => [id, vector(id)])),
    'area-labels': geojson(scene.areaLabels),
    'zone-marks': geojson(scene.zones),
    runs: geojson(scene.runs),
    'release-regions': geojson(scene.release?.shapes ?? { type: 'FeatureCollection', features: [] }),
    'gap-polygons': geojson({
      type: 'FeatureCollection',
      features: scene.gaps?.polygons ? [feature(scene.gaps.polygons)] : [],
    }),
    hovered: geojson(focusData(scene.hovered)),
    selected: geojson(focusData(scene.selected)),
  };
}

const feature = (geometry: Feature['geometry']): Feature => ({ type: 'Feature', geometry, properties: {} });

const focusData = (focus: Focus | null) => ({
  type: 'FeatureCollection',
  features: focus?.form === 'shape' ? [feature(focus.geometry)] : [],
});
