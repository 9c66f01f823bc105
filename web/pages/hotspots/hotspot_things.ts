// Readings as things of a map: what stands out in color by strength, what is unheard hatched and marked, the rest as quiet
// outlines; what is known to an area only as that area. Pure.

import type { AreaShape, DensityAnswer } from '../../api_hotspots.ts';
import { t } from '../../i18n/messages.ts';
import type { WorkThing } from '../../map/work_things.ts';
import type { CellRow, VagueCount } from './cell_rows.ts';
import { outlineOf } from './cell_shapes.ts';
import { isUnheard } from './reading_words.ts';

/** z at which the ramp ends. */
const STRONGEST_Z = 8;
/** Share of the densest place below which nothing is drawn. */
const LEAST_DENSITY = 0.05;

export const AREA_PREFIX = 'area:';

export function hotspotThings(
  rows: readonly CellRow[],
  vague: readonly VagueCount[],
  areas: readonly AreaShape[],
): WorkThing[] {
  const shapes = new Map(areas.map((area) => [area.properties.pcode, area]));
  const outlines = vague.flatMap(({ pcode, count }): WorkThing[] => {
    const area = shapes.get(pcode);
    if (area === undefined) return [];
    const label = `${area.properties.name}: ${count}`;
    return [{ id: `${AREA_PREFIX}${pcode}`, geometry: area.geometry, tone: 'area', label }];
  });
  // Words are placed in this order while there is room.
  return [...rows.filter(isUnheard), ...rows.filter((row) => !isUnheard(row))].map(thingOf).concat(outlines);
}

function thingOf(row: CellRow): WorkThing {
  const base = { id: row.cell, geometry: outlineOf(row.cell) };
  if (isUnheard(row)) return { ...base, tone: 'area', hatched: true, label: t(`hot.is.${row.reading.kind}`) };
  if (row.reading.kind !== 'more-than-chance') return { ...base, tone: 'area' };
  return { ...base, tone: 'cell', weight: Math.min(0.99, Math.max(0, (row.z ?? 0) / STRONGEST_Z)) };
}

/** Squares of the grid, the emptiest left out. */
export function densityThings({ density, width, lon, lat }: DensityAnswer): WorkThing[] {
  const most = density.reduce<number>((max, value) => Math.max(max, value ?? 0), 0);
  const [x, y] = [Math.abs((lon[1] ?? 0) - (lon[0] ?? 0)) / 2, Math.abs((lat[1] ?? 0) - (lat[0] ?? 0)) / 2];
  return density.flatMap((value, i): WorkThing[] => {
    const share = most === 0 ? 0 : (value ?? 0) / most;
    if (share < LEAST_DENSITY) return [];
    const [east, north] = [lon[i % width] ?? 0, lat[Math.floor(i / width)] ?? 0];
    const ring = [
      [east - x, north - y],
      [east + x, north - y],
      [east + x, north + y],
      [east - x, north + y],
      [east - x, north - y],
    ];
    return [
      {
        id: `density:${i}`,
        geometry: { type: 'Polygon', coordinates: [ring] },
        tone: 'gap',
        weight: Math.min(0.99, share),
      },
    ];
  });
}
