// Patrol hours per H3 cell of one past month: all that a planner may see of patrols. Drawn by deck in map_view.ts.

import { monthText } from '../../i18n/format.ts';
import type { Palette } from '../palette.ts';
import { type CellPicture, isShown, type LegendSection, type Scene } from '../scene.ts';
import { rampColors } from './class_breaks.ts';
import { rangeEntries } from './incidents.ts';

export const effortColors = (picture: CellPicture, palette: Palette): string[] =>
  rampColors(palette.effort, picture.breaks.length);

export function effortLegend(scene: Scene, palette: Palette): LegendSection | null {
  const picture = scene.effort;
  if (picture === null || !isShown(scene, 'effort')) return null;
  return {
    layer: 'effort',
    title: { key: 'layer.effort' },
    unit: { key: 'legend.unit.effort', values: { month: picture.month === '' ? '' : monthText(picture.month) } },
    entries: [
      ...rangeEntries(picture, effortColors(picture, palette), palette.patrol),
      { swatch: { form: 'none' }, label: { key: 'legend.noEffort' } },
    ],
  };
}
