// Where care is within so many minutes, as shapes on the map: polygons of reached cells, or lines of reached road. It knows no
// kind of service.
import type { Surroundings } from '../method.ts';
import { describeInput, sheet } from '../method_sheet.ts';
import { compensatedSum } from './gap_figures.ts';
import { latticeOfGrid, shapeOfCells } from './isochrone_cells.ts';
import { shapeOfRoads } from './isochrone_lines.ts';
import type { Isochrone, IsochronesInput, IsochronesResult } from './isochrones_schema.ts';
import { type OffRoadGrid, PASSABLE } from './off_road_grid.ts';
import { reachOf, type TravelNetwork, travelNetwork } from './travel_network.ts';
import { type PlacedSources, placedSources, reachOfRows } from './travel_places.ts';
import { withPlacesOnRoads } from './travel_snapping.ts';
import { networkWarnings } from './travel_time_warnings.ts';

export const ISOCHRONES_VERSION = '1';

/** Far more than the rounding of minutes to seconds: what this lets in is compared in minutes again. */
const SLACK = 1 + 1e-12;

/**
 * What lies within so many minutes of a service?
 *
 * Method: travel times as in travel-time (Dijkstra 1959, doi:10.1007/BF01386390); then cells whose minutes are at most the cutoff are joined
 * along their edges into polygons with holes, never hulls: land that is not reached stays out, also inside a ring, and a river
 * without a bridge cuts. With a graph alone no ground is invented: the answer is the reached road, cut where minutes = cutoff
 * falls within an edge (at an even speed along it). Polygons are right-handed and cut at the antimeridian (RFC 7946).
 * Inputs: as travel-time, with `cutoffsMinutes`; bbox in degrees gives degrees, cellMeters gives meters from the south-western corner.
 * Output: per cutoff, shortest first, all that is reached within it: geometry, square kilometers on the ellipsoid, cells and their people, or
 * kilometers of road; geometry is null where nothing is reached, people are null where the grid has none.
 * Throws Problem invalid_input as travel-time does, and where a graph alone has no lon and lat.
 * Cost: one search, as in travel-time, then O(cells + corners) per cutoff, some 30 ns a cell.
 * Checked against hand-drawn valleys, cell by cell against travel-time, and the sum of cell areas.
 *
 * Assumption that can harm: the edge looks sharper than it is. Speeds are uncalibrated until journeys are timed; a home just
 * inside may be outside at night, in the rains or with a child to carry.
 */
export function isochrones(input: IsochronesInput, surroundings: Surroundings): IsochronesResult {
  const { graph, grid, sources, direction, mode } = input;
  const { input: onRoads, entries } = withPlacesOnRoads(input);
  const network = travelNetwork(onRoads);
  const placed = placedSources(network, sources, entries);
  const cutoffs = [...input.cutoffsMinutes].sort((a, b) => a - b);
  const farthest = (cutoffs.at(-1) as number) * 60 * SLACK;
  const uncalibrated = input.calibration === undefined;
  const rings =
    network.grid === null
      ? roadIsochrones(network, placed, cutoffs, farthest)
      : cellIsochrones({ network, ground: network.grid, placed, cutoffs, farthest, people: grid?.people });
  surroundings.progress(1);
  return {
    ...sheet({
      method: 'isochrones',
      version: ISOCHRONES_VERSION,
      parameters: {
        ...{ direction, mode, cutoffsMinutes: cutoffs, boardingSeconds: input.boardingSeconds },
        ...{ moves: grid?.moves ?? null, threats: input.threats ?? null, calibration: input.calibration ?? null },
        speedTable: network.grid?.table ?? null,
      },
      inputs: {
        ...(graph === undefined ? {} : { graph: describeInput(graph, graph.from.length) }),
        ...(grid === undefined ? {} : { grid: describeInput(grid, network.cellCount) }),
        sources: describeInput({}, placed.count),
      },
      warnings: networkWarnings({ input, network, placed, uncalibrated }),
    }),
    isochrones: rings,
    planar: network.grid !== null && network.grid.frame.degrees === null,
    uncalibrated,
  };
}

function cellIsochrones(of: {
  readonly network: TravelNetwork;
  readonly ground: OffRoadGrid;
  readonly placed: PlacedSources;
  readonly cutoffs: readonly number[];
  readonly farthest: number;
  readonly people: Float64Array | undefined;
}): Isochrone[] {
  const { network, ground, placed, cutoffs, farthest, people } = of;
  const { seconds } = reachOfRows(network, placed.starts, farthest);
  const lattice = latticeOfGrid(ground.frame);
  return cutoffs.map((cutoffMinutes) => {
    const chosen = ground.blocked.map((blocked, cell) =>
      blocked === PASSABLE && (seconds[network.nodeCount + cell] as number) / 60 <= cutoffMinutes ? 1 : 0,
    );
    const { coordinates, areaSquareKm } = shapeOfCells(lattice, chosen);
    const known = people?.filter((value, cell) => chosen[cell] === 1 && !Number.isNaN(value));
    return {
      cutoffMinutes,
      geometry: coordinates.length === 0 ? null : { type: 'MultiPolygon', coordinates },
      ...{ areaSquareKm, cells: chosen.reduce((sum, one) => sum + one, 0), roadKm: null },
      people: known === undefined ? null : compensatedSum(known),
    };
  });
}

function roadIsochrones(
  network: TravelNetwork,
  placed: PlacedSources,
  cutoffs: readonly number[],
  farthest: number,
): Isochrone[] {
  const vertices = reachOf(network, placed.starts, farthest);
  return cutoffs.map((cutoffMinutes) => {
    const { coordinates, roadKm } = shapeOfRoads(network, vertices, cutoffMinutes * 60);
    return {
      cutoffMinutes,
      geometry: coordinates.length === 0 ? null : { type: 'MultiLineString', coordinates },
      ...{ areaSquareKm: null, cells: null, people: null, roadKm },
    };
  });
}
