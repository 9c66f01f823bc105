// What the map shows of areas: names, the box of all, and marks where reports are known by area only. Pure.
import type { BoardCounts } from '../../../geodata/analysis/board/board_counts.ts';
import type { AreaFeature } from '../../api.ts';
import { t } from '../../i18n/messages.ts';
import type { AreaMark } from '../../map/board_style.ts';
import type { AreaLabels } from '../../map/scene.ts';
import type { Box } from './place_filter.ts';

export const areaNames = (areas: readonly AreaFeature[]): AreaLabels => ({
  type: 'FeatureCollection',
  features: areas
    .filter(({ properties }) => properties.adminLevel >= 2)
    .map(({ properties: { bbox, name, adminLevel } }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [(bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2] },
      properties: { name, level: adminLevel },
    })),
});

export function boxOfAreas(areas: readonly AreaFeature[]): Box | null {
  if (areas.length === 0) return null;
  const of = (at: 0 | 1 | 2 | 3) => areas.map(({ properties }) => properties.bbox[at]);
  return [Math.min(...of(0)), Math.min(...of(1)), Math.max(...of(2)), Math.max(...of(3))];
}

/** One mark for each area with reports in the window whose place is known no better. */
export function areaPicture({ board, byPlace }: BoardCounts, areas: readonly AreaFeature[]): AreaMark[] {
  const known = new Map(areas.map(({ properties }) => [properties.pcode, properties] as const));
  return board.columns.pcodes.flatMap((pcode, index) => {
    const count = byPlace[board.cellCount + index] ?? 0;
    const area = known.get(pcode);
    if (count === 0 || area === undefined) return [];
    const [west, south, east, north] = area.bbox;
    return [{ pcode, lon: (west + east) / 2, lat: (south + north) / 2, text: t('board.areaMark', { count }) }];
  });
}
