// A coverage gap that follows a service while it is dragged: what the others reach is found once, each move costs one walk over
// the cells. It knows straight lines and a radius; roads are not seen.
import { reachOfServices } from './coverage_gap.ts';
import { geocentricPositions, type LonLatColumns } from './ellipsoid.ts';
import { type CoverageTable, coverageTable, type DemandColumns, type GapFigures, gapFigures } from './gap_figures.ts';
import { geodesicMetersBetween } from './geodesic.ts';

export interface MovingService {
  /** The gap with the service there; NaN for both = taken away. Sums per slot as in `gapFigures`. */
  at(lon: number, lat: number): GapFigures;
  /** 1 for each cell beyond the radius after the last move, in the order of the cells given. */
  uncovered(): Uint8Array;
  readonly table: CoverageTable;
}

/**
 * How does the coverage gap change while one service moves?
 *
 * Method: per cell, meters to the nearest and second nearest of the services that stay; the moving one matters only where the
 * straight chord to it is shorter than the second of them (a chord is never longer than the geodesic), so most cells cost
 * five operations. Sums are made anew in the same order each time: the answer has the same digits as a whole new run.
 * Inputs: cells and services that stay in degrees, people as in `gapFigures`, radiusMeters. Cost: O(n) a move, about 10 ns a
 * cell; O((n + m) log m) once. Checked against `reachOfServices` and `gapFigures` over all services, to the last bit.
 */
export function movingService(of: {
  readonly cells: { readonly lon: Float64Array; readonly lat: Float64Array };
  readonly demand: DemandColumns;
  readonly staying: LonLatColumns;
  readonly radiusMeters: number;
}): MovingService {
  const { staying, radiusMeters } = of;
  const order = orderByArea(of.demand);
  const taken = (column: Float64Array): Float64Array => Float64Array.from(order, (row) => column[row] as number);
  const cells = { lon: taken(of.cells.lon), lat: taken(of.cells.lat) };
  const { women, children, area, areaCount } = of.demand;
  const demand: DemandColumns = {
    people: taken(of.demand.people),
    women: women === null ? null : taken(women),
    children: children === null ? null : taken(children),
    area: area === null ? null : Int32Array.from(order, (row) => area[row] as number),
    areaCount,
  };
  const stay = reachOfServices(cells, staying);
  const nearest = stay.nearest.slice();
  const second = stay.second.slice();
  // Sorted by area already, so the table reads these very arrays.
  const table = coverageTable(demand, { nearest, second });
  const positions = geocentricPositions(cells);
  // Whether the moving service can come first or second: Infinity where nobody else does.
  const limit = stay.second.map((meters) => (Number.isNaN(meters) ? Number.POSITIVE_INFINITY : meters * meters));
  return {
    table,
    at(lon, lat) {
      nearest.set(stay.nearest);
      second.set(stay.second);
      if (!Number.isNaN(lon) && !Number.isNaN(lat)) {
        fillMoved({ positions, limit, moved: geocentricPositions({ lon: [lon], lat: [lat] }), nearest, second });
      }
      return gapFigures(table, radiusMeters);
    },
    uncovered() {
      const uncovered = new Uint8Array(order.length);
      for (let i = 0; i < order.length; i++) {
        uncovered[order[i] as number] = (nearest[i] as number) <= radiusMeters ? 0 : 1;
      }
      return uncovered;
    },
  };
}

function fillMoved(of: {
  readonly positions: Float64Array;
  readonly limit: Float64Array;
  readonly moved: Float64Array;
  readonly nearest: Float64Array;
  readonly second: Float64Array;
}): void {
  const { positions, limit, moved, nearest, second } = of;
  const x = moved[0] as number;
  const y = moved[1] as number;
  const z = moved[2] as number;
  for (let i = 0, at = 0; i < limit.length; i++, at += 3) {
    const dx = x - (positions[at] as number);
    const dy = y - (positions[at + 1] as number);
    const dz = z - (positions[at + 2] as number);
    if (dx * dx + dy * dy + dz * dz >= (limit[i] as number)) continue;
    const meters = geodesicMetersBetween(positions, at, moved, 0);
    const first = nearest[i] as number;
    if (!(meters >= first)) {
      second[i] = first;
      nearest[i] = meters;
    } else if (!(meters >= (second[i] as number))) second[i] = meters;
  }
}

/** Rows by area, those outside every area first, in their own order within one: the order of `coverageTable`. */
function orderByArea({ people, area }: DemandColumns): Int32Array {
  const order = Int32Array.from({ length: people.length }, (_, i) => i);
  if (area !== null) order.sort((a, b) => (area[a] as number) - (area[b] as number) || a - b);
  return order;
}
