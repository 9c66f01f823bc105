// Things of a map to work on: as features, and as the layers that draw them. Pure. Form tells what color tells: plans are
// dashed, what is suspended or lost is hatched grey, constraints are yellow with black ticks, points carry their words.
import type { ExpressionSpecification, LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { FeatureCollection, Geometry } from 'geojson';
import { imageName } from './layers/image_names.ts';
import { type Palette, paletteOf, type Theme } from './palette.ts';

export type WorkTone =
  | 'route'
  | 'run'
  | 'zone'
  | 'zone-proposed'
  | 'zone-suspended'
  | 'constraint'
  | 'team'
  | 'alert'
  | 'service'
  | 'cell'
  | 'area'
  | 'gap';

export interface WorkThing {
  readonly id: string;
  readonly geometry: Geometry;
  readonly tone: WorkTone;
  /** Drawn beside points and in the middle of shapes. */
  readonly label?: string | undefined;
  /** Not known, or lost: grey hatch. */
  readonly hatched?: boolean;
  /** 0 to 1, for cells and gaps: how much there is. */
  readonly weight?: number;
}

export const WORK_SOURCE = 'work';
/** Layers that answer to the pointer, topmost first. */
export const WORK_TARGETS = ['work-point', 'work-line', 'work-dash', 'work-fill', 'work-hatch'] as const;

export function workFeatures(things: readonly WorkThing[], selected: string | null): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: things.map(({ id, geometry, tone, label = '', hatched = false, weight = 0 }) => ({
      type: 'Feature',
      geometry,
      properties: { id, tone, label, hatched, weight, selected: id === selected },
    })),
  };
}

const tone = ['get', 'tone'] as const satisfies ExpressionSpecification;
const isTone = (...tones: readonly WorkTone[]): ExpressionSpecification => ['in', tone, ['literal', [...tones]]];
const isForm = (...forms: readonly string[]): ExpressionSpecification => [
  'in',
  ['geometry-type'],
  ['literal', [...forms]],
];
const chosen = (yes: number, no: number): ExpressionSpecification => ['case', ['get', 'selected'], yes, no];
const DASHED = ['route', 'zone-proposed', 'constraint'] as const;

function colorOf(palette: Palette): ExpressionSpecification {
  const ramp = (colors: readonly string[]): ExpressionSpecification => [
    'step',
    ['get', 'weight'],
    colors[0] ?? '',
    ...colors.slice(1).flatMap((color, at) => [(at + 1) / colors.length, color]),
  ];
  return [
    'match',
    tone,
    ['route', 'run', 'team'],
    palette.patrol,
    ['zone', 'zone-proposed'],
    palette.zone,
    'zone-suspended',
    palette.zoneQuiet,
    'constraint',
    palette.roadClosed,
    'alert',
    palette.incidents[3] ?? '',
    'service',
    palette.serviceRing,
    'cell',
    ramp(palette.incidents),
    'gap',
    ramp(palette.gaps),
    palette.quietText,
  ];
}

/** In the order of drawing. */
export function workLayers(theme: Theme): LayerSpecification[] {
  const palette = paletteOf(theme);
  const color = colorOf(palette);
  const source = { source: WORK_SOURCE };
  const isShape = isForm('Polygon', 'MultiPolygon');
  const isDashed = isTone(...DASHED);
  const line = { 'line-cap': 'butt', 'line-join': 'round' } as const;
  const words = {
    'text-field': ['get', 'label'] satisfies ExpressionSpecification,
    'text-font': ['Noto Sans SemiBold'],
    'text-size': 12,
    'text-max-width': 9,
    'symbol-sort-key': chosen(0, 1),
  };
  const wordsPaint = { 'text-color': palette.text, 'text-halo-color': palette.halo, 'text-halo-width': 1.6 };
  return [
    {
      id: 'work-fill',
      type: 'fill',
      ...source,
      filter: ['all', isShape, ['!', ['get', 'hatched']]],
      paint: {
        'fill-color': ['case', isTone('constraint'), palette.roadClosedGround, color],
        'fill-opacity': ['case', isTone('cell', 'gap'), 0.72, isTone('area'), 0.04, 0.16],
      },
    },
    {
      id: 'work-hatch',
      type: 'fill',
      ...source,
      filter: ['all', isShape, ['get', 'hatched']],
      paint: { 'fill-pattern': imageName({ form: 'hatch', theme, cross: true }) },
    },
    {
      id: 'work-casing',
      type: 'line',
      ...source,
      filter: isTone('constraint'),
      layout: line,
      paint: { 'line-color': palette.roadClosedGround, 'line-width': chosen(7, 5) },
    },
    {
      id: 'work-line',
      type: 'line',
      ...source,
      filter: ['all', ['!', isForm('Point')], ['!', isDashed]],
      layout: line,
      paint: {
        'line-color': ['case', isTone('cell', 'gap'), palette.cellLine, color],
        'line-width': ['case', ['get', 'selected'], 4, isTone('cell', 'gap', 'area'), 0.8, 2.2],
      },
    },
    {
      id: 'work-dash',
      type: 'line',
      ...source,
      filter: ['all', ['!', isForm('Point')], isDashed],
      layout: line,
      paint: { 'line-color': color, 'line-width': chosen(4.5, 2.4), 'line-dasharray': [2.4, 1.6] },
    },
    {
      id: 'work-point',
      type: 'circle',
      ...source,
      filter: isForm('Point'),
      paint: {
        'circle-color': ['case', isTone('constraint'), palette.roadClosedGround, color],
        'circle-radius': chosen(9, 6.5),
        'circle-stroke-color': ['case', isTone('constraint'), palette.roadClosed, palette.serviceDisc],
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'work-line-label',
      type: 'symbol',
      ...source,
      filter: ['all', isForm('LineString', 'MultiLineString'), ['!=', ['get', 'label'], '']],
      layout: { ...words, 'symbol-placement': 'line-center', 'text-offset': [0, -1] },
      paint: wordsPaint,
    },
    {
      id: 'work-label',
      type: 'symbol',
      ...source,
      filter: ['all', ['!', isForm('LineString', 'MultiLineString')], ['!=', ['get', 'label'], '']],
      layout: {
        ...words,
        'text-anchor': ['case', isForm('Point'), 'left', 'center'],
        'text-offset': ['case', isForm('Point'), ['literal', [0.9, 0]], ['literal', [0, 0]]],
      },
      paint: wordsPaint,
    },
  ];
}
