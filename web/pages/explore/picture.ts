// Answers of the server → what the scene and the tables show: incident cells of a time window, patrol hours of a
// month, marks of zones. Pure; counts are only ever sums of what the role was given.
import type { IncidentType } from '../../../geodata/schema/incident.ts';
import type { AreaFeature, EffortItem, IncidentPicture, ZoneFeature } from '../../api.ts';
import { quantileBreaks } from '../../map/layers/class_breaks.ts';
import type { AreaLabels, CellPicture, EffortScene, IncidentScene, ZoneMarks } from '../../map/scene.ts';
import { centerOf } from './shapes.ts';

const DAY = 86_400_000;
const CLASSES = 5;

export interface CellRow {
  readonly cell: string;
  readonly count: number;
  readonly byType: ReadonlyMap<IncidentType, number>;
  /** Of `count`: those whose date is known only to the month or year. */
  readonly vague: number;
  /** The period that begins last. */
  readonly latest: string;
}

export interface IncidentWindow {
  readonly rows: readonly CellRow[];
  /** H3 resolution that the rows are counted at: the one given to the role, or coarser far out. */
  readonly resolution: number;
  readonly total: number;
  /** Reports by district code whose place is known no better; `vague` of them have no day. */
  readonly imprecise: ReadonlyMap<string, { readonly count: number; readonly vague: number }>;
  readonly view: IncidentPicture['view'];
  readonly days: number;
}

export interface WindowChoice {
  readonly days: number;
  readonly now: number;
  readonly resolution: number;
  /** H3's cellToParent: the finer cell's counts are summed, nothing is divided. */
  readonly parentOf: (cell: string, resolution: number) => string;
}

/** Coarsest first: far out, cells of the role's own resolution would be smaller than a pixel. */
export function resolutionOfZoom(zoom: number): number {
  if (zoom < 7.5) return 5;
  if (zoom < 9) return 6;
  return zoom < 10.8 ? 7 : 8;
}

/** The last day of a period, which is a day, a week named by its Monday, a month (YYYY-MM) or a year (YYYY). */
export function lastDayOf(period: string, view: 'day' | 'week'): string {
  const [year = 0, month = 12] = period.split('-').map(Number);
  if (period.length <= 7) return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  return view === 'day' ? period : new Date(Date.parse(period) + 6 * DAY).toISOString().slice(0, 10);
}

/** The H3 resolution that a cell's own name tells. */
export const resolutionOfCell = (cell: string): number => Number.parseInt(cell.charAt(1), 16);

/** The window is the last `days` days, today included; a week, month or year belongs to it until its last day. */
export function incidentWindow(
  picture: IncidentPicture,
  { days, now, resolution: wanted, parentOf }: WindowChoice,
): IncidentWindow {
  const resolution = Math.min(wanted, picture.view.resolution);
  const first = new Date(now - (days - 1) * DAY).toISOString().slice(0, 10);
  const isOver = (period: string) => lastDayOf(period, picture.view.period) < first;
  const cells = new Map<string, { count: number; byType: Map<IncidentType, number>; vague: number; latest: string }>();
  let total = 0;
  picture.cell.forEach((fine, index) => {
    const period = picture.period[index];
    const count = picture.count[index] ?? 0;
    const type = picture.type[index];
    if (period === undefined || type === undefined || isOver(period)) return;
    const cell = resolution === picture.view.resolution ? fine : parentOf(fine, resolution);
    const row = cells.get(cell) ?? { count: 0, byType: new Map(), vague: 0, latest: '' };
    row.count += count;
    if (isVague(period)) row.vague += count;
    row.byType.set(type, (row.byType.get(type) ?? 0) + count);
    if (period > row.latest) row.latest = period;
    cells.set(cell, row);
    total += count;
  });
  const imprecise = new Map<string, { count: number; vague: number }>();
  picture.areas.pcode.forEach((pcode, index) => {
    const period = picture.areas.period[index];
    if (period === undefined || isOver(period)) return;
    const count = picture.areas.count[index] ?? 0;
    const sum = imprecise.get(pcode) ?? { count: 0, vague: 0 };
    imprecise.set(pcode, { count: sum.count + count, vague: sum.vague + (isVague(period) ? count : 0) });
  });
  const rows = [...cells].map(([cell, row]) => ({ cell, ...row }));
  return { rows, total, imprecise, view: picture.view, days, resolution };
}

const isVague = (period: string): boolean => period.length < 10;

export function incidentScene(window: IncidentWindow): IncidentScene {
  const cells = window.rows.map(({ cell, count }) => ({ cell, value: count }));
  return {
    ...cellPicture(cells),
    resolution: window.resolution,
    floor: window.view.floor,
    days: window.days,
    impreciseAreas: [...window.imprecise.keys()],
  };
}

/** Hours of the latest month there is, summed by cell and rounded up. */
export function effortScene(items: readonly EffortItem[]): EffortScene {
  const month =
    items
      .map((item) => item.month)
      .sort()
      .at(-1) ?? '';
  const hours = new Map<string, number>();
  for (const item of items) {
    if (item.month === month && item.hours > 0) hours.set(item.cell, (hours.get(item.cell) ?? 0) + item.hours);
  }
  const cells = [...hours].map(([cell, value]) => ({ cell, value: Math.ceil(value) }));
  return { ...cellPicture(cells), month };
}

const cellPicture = (cells: CellPicture['cells']): CellPicture => ({
  cells,
  breaks: quantileBreaks(
    cells.map((entry) => entry.value),
    CLASSES,
  ),
});

export function zoneMarks(zones: readonly ZoneFeature[]): ZoneMarks {
  return {
    type: 'FeatureCollection',
    features: zones.map(({ id, geometry, properties }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: centerOf(geometry) },
      properties: { id, name: properties.name, status: properties.status },
    })),
  };
}

/** District names at the middle of their boxes; states would only crowd them. */
export function areaLabels(areas: readonly AreaFeature[]): AreaLabels {
  return {
    type: 'FeatureCollection',
    features: areas
      .filter((area) => area.properties.adminLevel >= 2)
      .map(({ properties: { bbox, name, adminLevel } }) => ({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [(bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2] },
        properties: { name, level: adminLevel },
      })),
  };
}
