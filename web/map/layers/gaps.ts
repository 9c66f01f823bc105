// Coverage gaps: districts shaded by people beyond reach; closer in the shade gives way to the ground itself and the cells.
// The cells are drawn by deck in map_view.ts; input vaguer than a cell shades districts only.
import type { ExpressionSpecification, LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import { lengthText } from '../../i18n/format.ts';
import { word } from '../../i18n/messages.ts';
import type { Palette } from '../palette.ts';
import { type GapScene, isShown, type LegendEntry, type LegendSection, type Scene } from '../scene.ts';
import { classOf, rampColors } from './class_breaks.ts';

export const gapColors = (gaps: GapScene, palette: Palette): string[] => rampColors(palette.gaps, gaps.breaks.length);

export function gapAreaLayers(scene: Scene, palette: Palette): LayerSpecification[] {
  const gaps = scene.gaps;
  if (gaps === null || !isShown(scene, 'gaps') || gaps.areas.length === 0) return [];
  const colors = gapColors(gaps, palette);
  const opacity = scene.layers.gaps.opacity;
  const shaded = gaps.areas.filter((area) => classOf(gaps.breaks, area.people) >= 0);
  if (shaded.length === 0) return [];
  const color: unknown[] = ['match', ['get', 'id']];
  for (const area of shaded) color.push(area.pcode, colors[classOf(gaps.breaks, area.people)]);
  color.push('rgba(0,0,0,0)');
  return [
    {
      id: 'gap-area',
      type: 'fill',
      source: 'areas',
      'source-layer': 'areas',
      filter: ['in', ['get', 'id'], ['literal', shaded.map((area) => area.pcode)]],
      paint: {
        'fill-color': color as unknown as ExpressionSpecification,
        'fill-opacity': ['interpolate', ['linear'], ['zoom'], 8, opacity * 0.75, 11, opacity * 0.15],
      },
    },
  ];
}

export function gapPolygonLayers(scene: Scene, palette: Palette): LayerSpecification[] {
  if (scene.gaps?.polygons == null || !isShown(scene, 'gaps')) return [];
  return [
    {
      id: 'gap-polygon',
      type: 'line',
      source: 'gap-polygons',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': palette.gapLine,
        'line-opacity': ['interpolate', ['linear'], ['zoom'], 6.8, 0, 8.5, scene.layers.gaps.opacity],
        'line-width': ['interpolate', ['linear'], ['zoom'], 6, 0.9, 12, 2.2],
      },
    },
  ];
}

export function gapLegend(scene: Scene, palette: Palette): LegendSection | null {
  const gaps = scene.gaps;
  if (gaps === null || !isShown(scene, 'gaps')) return null;
  const colors = gapColors(gaps, palette);
  const entries: LegendEntry[] = gaps.breaks.map((low, index) => {
    const next = gaps.breaks[index + 1];
    return {
      swatch: { form: 'fill', color: colors[index] ?? '' },
      label:
        next === undefined
          ? { key: 'legend.atLeast', values: { low } }
          : { key: 'legend.range', values: { low, high: next - 1 } },
    };
  });
  entries.push({ swatch: { form: 'none' }, label: { key: 'legend.gap.none' } });
  if (gaps.polygons !== null) {
    entries.push({
      swatch: { form: 'outline', color: palette.gapLine, dash: false, hatch: false, strike: false },
      label: { key: 'legend.gap.polygon' },
    });
  }
  if (gaps.cells.lon.length > 0) {
    entries.push({ swatch: { form: 'dot', color: palette.gapLine }, label: { key: 'legend.gap.cell' } });
  }
  return {
    layer: 'gaps',
    title: { key: 'layer.gaps' },
    unit: {
      key: 'legend.unit.gaps',
      values: { radius: lengthText(gaps.radiusMeters), kind: word('kind', gaps.kind).toLowerCase() },
    },
    entries,
  };
}
