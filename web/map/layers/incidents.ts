// Reported incidents as H3 cells, YlOrRd with printed class breaks. Records vaguer than a cell are a dotted district
// outline, never a dot. The cells themselves are drawn by deck in map_view.ts, with the colors of cellColors.
import type { LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import { word } from '../../i18n/messages.ts';
import type { Palette } from '../palette.ts';
import { type CellPicture, isShown, type LegendEntry, type LegendSection, type Scene } from '../scene.ts';
import { rampColors } from './class_breaks.ts';

/** Mean area of an H3 cell in km² (h3geo.org, table of cell statistics). */
const CELL_SQUARE_KM: Readonly<Record<number, number>> = { 5: 253, 6: 36, 7: 5.2, 8: 0.7 };

export const incidentColors = (picture: CellPicture, palette: Palette): string[] =>
  rampColors(palette.incidents, picture.breaks.length);

export function impreciseLayers(scene: Scene, palette: Palette): LayerSpecification[] {
  const codes = isShown(scene, 'incidents') ? (scene.incidents?.impreciseAreas ?? []) : [];
  if (codes.length === 0) return [];
  return [
    {
      id: 'incidents-imprecise',
      type: 'line',
      source: 'areas',
      'source-layer': 'areas',
      filter: ['in', ['get', 'id'], ['literal', [...codes]]],
      layout: { 'line-cap': 'round' },
      paint: {
        'line-color': palette.imprecise,
        'line-opacity': scene.layers.incidents.opacity * 0.6,
        'line-width': 1.3,
        'line-dasharray': [0.1, 3.4],
      },
    },
  ];
}

export function incidentLegend(scene: Scene, palette: Palette): LegendSection | null {
  const picture = scene.incidents;
  if (picture === null || !isShown(scene, 'incidents')) return null;
  const entries: LegendEntry[] = [
    ...rangeEntries(picture, incidentColors(picture, palette), palette.cellLine),
    { swatch: { form: 'none' }, label: { key: 'legend.none' } },
  ];
  if (picture.floor > 1) {
    entries.splice(-1, 0, {
      swatch: { form: 'none' },
      label: { key: 'legend.under', values: { floor: picture.floor } },
    });
  }
  if (picture.impreciseAreas.length > 0) {
    entries.push({ swatch: { form: 'dotted', color: palette.imprecise }, label: { key: 'legend.imprecise' } });
  }
  return {
    layer: 'incidents',
    title: { key: 'layer.incidents' },
    unit: {
      key: picture.floor > 1 ? 'legend.unit.incidentsAtLeast' : 'legend.unit.incidents',
      values: { km: CELL_SQUARE_KM[picture.resolution] ?? 0, days: word('days', String(picture.days)) },
    },
    entries,
  };
}

/** One entry per class: "3–5", the last one open-ended. */
export function rangeEntries(picture: CellPicture, colors: readonly string[], line: string): LegendEntry[] {
  return picture.breaks.map((low, index) => {
    const next = picture.breaks[index + 1];
    const label =
      next === undefined
        ? ({ key: 'legend.atLeast', values: { low } } as const)
        : next - low <= 1
          ? ({ key: 'legend.one', values: { low } } as const)
          : ({ key: 'legend.range', values: { low, high: next - 1 } } as const);
    return { swatch: { form: 'cell', color: colors[index] ?? '', line }, label };
  });
}
