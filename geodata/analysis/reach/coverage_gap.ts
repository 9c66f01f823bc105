// People, women and children beyond a cutoff of the nearest service, by area, as cells and as polygons: the catalog form over
// gap_figures.ts and gap_polygons.ts. It knows no kind of service and no role: it counts exactly the rows it is given.
import { describeInput, worstPrecision } from '../method_sheet.ts';
import { orderOfIds, reordered, requireSameLength } from '../number_columns.ts';
import { areaCodes } from './area_codes.ts';
import { cellLattice } from './cell_lattice.ts';
import { lostUnderConditions } from './coverage_gap_conditions.ts';
import type { CoverageGapInput, CoverageGapResult } from './coverage_gap_schema.ts';
import { gapRows, gapTotals } from './coverage_gap_table.ts';
import { inputWarnings } from './coverage_gap_warnings.ts';
import { coverageTable, gapFigures, uncoveredCells } from './gap_figures.ts';
import { gapPolygons } from './gap_polygons.ts';
import { buildNearestIndex } from './nearest.ts';

export const COVERAGE_GAP_VERSION = '1';

interface Reach {
  readonly nearest: Float64Array;
  readonly second: Float64Array | null;
}

/** Distances in meters from each point to its nearest and second nearest service; NaN where there is none. */
export function reachOfServices(
  cells: { readonly lon: Float64Array; readonly lat: Float64Array },
  services: { readonly lon: ArrayLike<number>; readonly lat: ArrayLike<number> },
): { readonly nearest: Float64Array; readonly second: Float64Array; readonly owner: Int32Array } {
  const { meters, index } = buildNearestIndex(services).nearest(cells, { k: 2 });
  const count = cells.lon.length;
  const nearest = new Float64Array(count);
  const second = new Float64Array(count);
  const owner = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    nearest[i] = meters[2 * i] as number;
    second[i] = meters[2 * i + 1] as number;
    owner[i] = index[2 * i] as number;
  }
  return { nearest, second, owner };
}

/**
 * How many people, women and children live beyond reach of care, and where?
 *
 * Method: each cell's people stand at its middle; a cell is covered when the WGS 84 geodesic to its nearest service is at most
 * the service radius (or its given minutes at most the cutoff): inclusive, on continuous values. Sums per area are
 * compensated. Inputs: cells in degrees, people per cell (null = missing), services in degrees with radiusMeters, or
 * minutes (null = unreachable) with cutoffMinutes; conditions name services that are closed then, or minutes under it.
 * Output: totals, who is lost under each condition, one row per area by uncovered people, uncovered cells,
 * and their ground as polygons with holes when the cells are a regular grid of `cellDegrees`. Women and children are null
 * unless the cells give them. No randomness, no p-values. Throws Problem invalid_input when columns differ in length, ids
 * repeat or an area code is unknown. Cost: O((n + m) log m) for n cells and m services. Checked against hand-counted
 * cases and brute force; the golden rows in tests/reference come from Karney's Python library.
 *
 * Assumption that can harm: straight lines. A river without a bridge, a closed road or a front line makes a covered cell
 * unreachable; a service that is closed or out of stock still counts unless the caller leaves it out.
 */
export function coverageGap(input: CoverageGapInput): CoverageGapResult {
  const { cells, services, radiusMeters, minutes, cutoffMinutes } = input;
  const { lon, lat, people, women, children, area, ids } = cells;
  requireSameLength('/cells', { lon, lat, people, women, children, area, ids });
  if (services !== undefined)
    requireSameLength('/services', { lon: services.lon, lat: services.lat, ids: services.ids });
  if (minutes !== undefined) requireSameLength('', { 'cells/lon': lon, minutes });
  const order = orderOfIds('/cells', ids);
  orderOfIds('/services', services?.ids);
  const codes = areaCodes(area, cells.areas, order);
  const demand = {
    people: reordered(people, order),
    women: women === undefined ? null : reordered(women, order),
    children: children === undefined ? null : reordered(children, order),
    area: codes.area,
    areaCount: codes.areas.length,
  };
  const places = { lon: reordered(lon, order), lat: reordered(lat, order) };
  const reach: Reach =
    minutes !== undefined
      ? { nearest: reordered(minutes, order), second: null }
      : reachOfServices(places, services ?? { lon: [], lat: [] });
  const cutoff = (minutes !== undefined ? cutoffMinutes : radiusMeters) ?? 0;
  const table = coverageTable(demand, reach);
  const figures = gapFigures(table, cutoff);
  const uncovered = uncoveredCells(reach.nearest, cutoff);
  const lattice = cells.cellDegrees ? cellLattice({ ...places, cellDegrees: cells.cellDegrees }) : null;
  const shape = lattice === null ? null : gapPolygons(lattice, uncovered, demand);
  const sheets = {
    cells: describeInput(cells, lon.length),
    services: services === undefined ? null : describeInput(services, services.lon.length),
  };
  return {
    method: 'coverage-gap',
    version: COVERAGE_GAP_VERSION,
    parameters: { radiusMeters: radiusMeters ?? null, cutoffMinutes: cutoffMinutes ?? null },
    inputs: {
      ...sheets,
      worstPrecision: worstPrecision(sheets.services === null ? [sheets.cells] : [sheets.cells, sheets.services]),
    },
    seed: null,
    warnings: inputWarnings({ input, table, codes, strays: lattice?.strays ?? null }),
    totals: gapTotals(table, figures),
    gaps: gapRows({ table, figures, codes, inMinutes: minutes !== undefined }),
    conditions: lostUnderConditions({ input, order, places, demand, nearest: reach.nearest, cutoff, codes }),
    gapCells: namesOfCells(uncovered, order, ids),
    geometry: shape?.geometry ?? null,
    patches: shape === null ? null : [...shape.patches],
  };
}

function namesOfCells(
  uncovered: Uint8Array,
  order: Int32Array | null,
  ids: CoverageGapInput['cells']['ids'],
): (string | number)[] {
  const names: (string | number)[] = [];
  for (let i = 0; i < uncovered.length; i++) {
    if (uncovered[i] !== 1) continue;
    names.push(order === null || ids === undefined ? i : (ids[order[i] as number] as string | number));
  }
  return names;
}
