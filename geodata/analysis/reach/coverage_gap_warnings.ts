// What a reader of a coverage gap must know before acting on it, in sentences. It knows the input and what became of it.
import type { InputPrecision } from '../../schema/dataset.ts';
import type { AreaCodes } from './area_codes.ts';
import type { CoverageGapInput } from './coverage_gap_schema.ts';
import type { CoverageTable, GroupColumn } from './gap_figures.ts';
import { TWIN_METERS, twinServices } from './twin_services.ts';

interface Circumstances {
  readonly input: CoverageGapInput;
  readonly table: CoverageTable;
  readonly codes: AreaCodes;
  /** Cells that stand beside the grid; null = the cells are no grid. */
  readonly strays: number | null;
}

const METERS_PER_DEGREE = 111_195;
const COARSE: readonly InputPrecision[] = ['district', 'state', 'country'];

export function inputWarnings(of: Circumstances): string[] {
  const { input, table } = of;
  const warnings: string[] = [];
  const count = table.nearest.length;
  if (count === 0) warnings.push('There are no population cells: nothing could be counted.');
  if (input.services?.lon.length === 0) warnings.push('There are no services: everybody counts as uncovered.');
  if (input.services?.protectedCounted === false) {
    warnings.push('Protected services are not counted: people whose only service is protected appear as uncovered.');
  }
  const twins = input.services === undefined ? 0 : twinServices(input.services);
  if (twins > 0) {
    warnings.push(
      `${twins} services stand within ${TWIN_METERS} m of another: a place that is listed twice makes people look less dependent on it.`,
    );
  }
  warnings.push(...missingNumbers(table), ...placeWarnings(of));
  if (of.strays !== null && of.strays > 0) {
    warnings.push(
      `${of.strays} of ${count} cells do not fit the grid: in the map shape they stand at its nearest cell.`,
    );
  }
  if (of.strays === null && count > 0) {
    warnings.push(
      input.cells.cellDegrees
        ? 'There is no map shape of the gap: the cells do not lie on a regular grid of the stated size.'
        : 'There is no map shape of the gap: the size of the cells was not given.',
    );
  }
  if (input.minutes !== undefined) warnings.push('People who depend on one service are not known from minutes alone.');
  return warnings;
}

function missingNumbers(table: CoverageTable): string[] {
  const groups: readonly (readonly [string, GroupColumn | null])[] = [
    ['people', table.people],
    ['women', table.women],
    ['children', table.children],
  ];
  const count = table.nearest.length;
  const warnings: string[] = [];
  for (const [name, group] of groups) {
    if (group === null) continue;
    const missing = count - group.known.reduce((sum, cells) => sum + cells, 0);
    if (missing === 0) continue;
    warnings.push(
      missing === count
        ? `No cell has a number of ${name}: not enough data.`
        : `${missing} of ${count} cells have no number of ${name}: the sums are of the others, so they are too low.`,
    );
  }
  return warnings;
}

function placeWarnings(of: Circumstances): string[] {
  const { input, table, codes } = of;
  const warnings: string[] = [];
  const outside = table.starts[1] as number;
  if (codes.area !== null && outside > 0) {
    warnings.push(`${outside} cells lie outside every area: they are in the totals and in the row without an area.`);
  }
  const precision = input.cells.inputPrecision;
  if (precision !== undefined && COARSE.includes(precision)) {
    warnings.push(`People stand at the middle of their ${precision}: who is near a service inside it is not known.`);
  }
  const size = input.cells.cellDegrees;
  if (size && input.radiusMeters !== undefined) {
    const meters = Math.max(size[0], size[1]) * METERS_PER_DEGREE;
    if (meters > input.radiusMeters) {
      const km = (meters / 1000).toPrecision(2);
      warnings.push(
        `Cells are up to ${km} km wide, wider than the service radius: part of a cell may be on the other side.`,
      );
    }
  }
  return warnings;
}
