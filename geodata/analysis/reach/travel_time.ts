// Minutes to care over roads and ground, and which service they lead to: the analysis over travel_network.ts. It knows no kind
// of service and no opening hours: every source that it is given counts.
import { Problem } from '../../schema/problem.ts';
import type { Surroundings } from '../method.ts';
import { describeInput, sheet } from '../method_sheet.ts';
import { namesOf, readPlaces } from '../places.ts';
import { compensatedSum } from './gap_figures.ts';
import { PASSABLE } from './off_road_grid.ts';
import { travelBand } from './travel_band.ts';
import { type Reach, type TravelNetwork, travelNetwork } from './travel_network.ts';
import {
  entriesOf,
  entriesOnRoads,
  type PlacedSources,
  placedSources,
  reachOfEntry,
  reachOfRows,
  reasonOf,
} from './travel_places.ts';
import { type RoadEntries, withPlacesOnRoads } from './travel_snapping.ts';
import { MOST_DRAWN, REACHED, REASONS, type TravelTimeInput, type TravelTimeResult } from './travel_time_schema.ts';
import { travelWarnings } from './travel_time_warnings.ts';

export const TRAVEL_TIME_VERSION = '1';

/**
 * How many minutes is each place from its nearest service, and which one is that?
 *
 * Method: cells of the ground and nodes of the roads are one graph, and the least sum of seconds is found by the algorithm of
 * Dijkstra (1959, doi:10.1007/BF01386390) on exact buckets (Dial 1969, doi:10.1145/363269.363610). A move between cells costs
 * its meters (WGS 84 geodesic between the middles, row by row) times the pace of each cell for the share of the straight segment
 * inside it; a diagonal needs both cells beside it, a knight's move both that it crosses. On foot the time is multiplied by
 * e^(3.5·(|s + 0.05| − 0.05)), s = rise over run in the direction of travel (Tobler 1993, divided by its value on the flat); for
 * bicycles by a table (Parkin & Rotheram 2010, doi:10.1016/j.tranpol.2010.03.001); for vehicles slope does not count. A node joins
 * the cell it lies in, both ways: meters from the node to the middle of the cell, at that cell's pace, without slope. Roads cross
 * barriers unless closed; people leave a road only into passable cells. A threat level from `avoidFrom` on closes a cell or road,
 * a lower one multiplies its time. `walk-then-vehicle`: people walk over ground and tracks to a node of a vehicle road, ride once,
 * and walk from the road to the source; a vehicle never leaves the road.
 * Inputs: `graph` {from, to, cost in seconds for the mode} with lon, lat in degrees where it must meet a grid; `grid` with row 0
 * in the north, bbox in degrees or cellMeters, speedKmh or landCover with speeds, elevation in meters; `sources` by node, cell
 * or lon and lat (a position stands in the middle of its cell; without a grid it walks to the nearest point of the nearest open
 * road at 5 km/h, roads being straight between their nodes);
 * `direction`, `cutoffMinutes` (inclusive), `demand` positions. The grid does not close around the world.
 * Output: minutes ≥ 0 of each node, then of each cell; null where nothing is reached, with the reason: barrier, danger, no-way,
 * beyond-cutoff, outside. People in an impassable cell of the grid are null and counted; `demand` and sources there step to the
 * nearest passable of the 8 cells around, at that cell's pace, and are counted too; a danger area is left so, never entered: a source
 * inside one reaches nobody who would have to go in. `band`: P10, P50 and P90 over seeded draws.
 * Ties go to the first source (the smallest id).
 * Throws Problem invalid_input where columns differ in length, a node or cell does not exist, or roads and ground do not meet.
 * Cost: O((V + E) log) at worst and close to linear. A million, on a busy machine: 160 to 220 ns a cell (5 times as fast as
 * scikit-image or GRASS r.cost), 1.6 times that with slopes; 300 to 440 ns a node of a road graph
 * numbered by place, 600 in no order. Ten million cells: 400 ns each, 3 to 4 times as fast. `band` costs that for each draw.
 * Checked against brute force, scikit-image's MCP_Geometric (tests/reference/travel_rows.py) and scipy's dijkstra.
 *
 * Assumption that can harm: speeds. Models have said 5 to 11 minutes where replicated journeys took 50 to 52
 * (Banke-Thomas et al. 2021, doi:10.1136/bmjgh-2020-004318): without field calibration the result says `uncalibrated`,
 * and a bare number must not be shown. A path on this map may be mined, flooded or guarded since; what is not in
 * barrier, closed or threat is taken as free.
 */
export function travelTime(input: TravelTimeInput, surroundings: Surroundings): TravelTimeResult {
  const { grid, graph, sources, direction, mode, cutoffMinutes, band, seed } = input;
  const { input: onRoads, givenNodes, entries } = withPlacesOnRoads(input);
  const network = travelNetwork(onRoads);
  const placed = placedSources(network, sources, entries);
  const ways = reachOfRows(network, placed.starts);
  const nodeCount = givenNodes ?? network.nodeCount;
  const shown = nodeCount + network.cellCount;
  const rows = firstRows(rowsOf(network, ways, cutoffMinutes ?? Number.POSITIVE_INFINITY), shown);
  const demand = demandOf(input, network, ways, entries);
  surroundings.progress(band === undefined ? 1 : 0);
  const people = grid?.people === undefined ? null : peopleBy(rows.reason.subarray(nodeCount), grid.people);
  const counts = peopleBy(rows.reason, null);
  const uncalibrated = input.calibration === undefined;
  return {
    ...sheet({
      method: 'travel-time',
      version: TRAVEL_TIME_VERSION,
      parameters: {
        ...{ direction, mode, cutoffMinutes: cutoffMinutes ?? null, boardingSeconds: input.boardingSeconds },
        ...{ moves: grid?.moves ?? null, threats: input.threats ?? null, calibration: input.calibration ?? null },
        ...{ speedTable: network.grid?.table ?? null, band: band ?? null },
      },
      inputs: {
        ...(graph === undefined ? {} : { graph: describeInput(graph, graph.from.length) }),
        ...(grid === undefined ? {} : { grid: describeInput(grid, network.cellCount) }),
        sources: describeInput({}, placed.count),
        ...(input.demand === undefined ? {} : { demand: describeInput(input.demand, demand.minutes?.length ?? 0) }),
      },
      seed: band === undefined ? null : seed,
      warnings: travelWarnings({ input, network, placed, counts, people, demand, uncalibrated }),
    }),
    ...{ minutes: rows.minutes, owner: ownersOf(rows.owner, placed, sources.ids), reason: rows.reason },
    ...{ reasons: [...REASONS], nodeCount, cellCount: network.cellCount, counts, people },
    demandMinutes: demand.minutes,
    demandOwner: demand.owner === null ? null : ownersOf(demand.owner, placed, sources.ids),
    ...{ demandReason: demand.reason, demandIds: demand.ids, demandPeople: demand.people },
    band: band === undefined ? null : bandOf({ input, network, placed, shown }, surroundings),
    uncalibrated,
  };
}

interface Rows {
  readonly minutes: Float64Array;
  /** −1 = not reached. */
  readonly owner: Int32Array;
  readonly reason: Uint8Array;
}

/** Without the nodes that were made for positions on roads. */
const firstRows = ({ minutes, owner, reason }: Rows, count: number): Rows => ({
  minutes: minutes.subarray(0, count),
  owner: owner.subarray(0, count),
  reason: reason.subarray(0, count),
});

/** Minutes and reasons of nodes and cells; an impassable cell is never reached, whatever stands beside it. */
function rowsOf(network: TravelNetwork, ways: Reach, cutoff: number): Rows {
  const { nodeCount, grid } = network;
  const count = ways.seconds.length;
  const rows = {
    minutes: new Float64Array(count),
    owner: new Int32Array(count).fill(-1),
    reason: new Uint8Array(count),
  };
  for (let row = 0; row < count; row++) {
    const blocked = row < nodeCount ? PASSABLE : (grid?.blocked[row - nodeCount] as number);
    // Divided before it is compared: 3,564 seconds are 59.4 minutes to the last bit, 59.4 · 60 need not be 3,564.
    const minutes = (ways.seconds[row] as number) / 60;
    const reason = blocked === PASSABLE ? reasonOf(minutes, cutoff) : blocked;
    rows.reason[row] = reason;
    rows.minutes[row] = reason === REACHED ? minutes : Number.NaN;
    if (reason === REACHED) rows.owner[row] = ways.owner[row] as number;
  }
  return rows;
}

export interface DemandReach {
  readonly minutes: Float64Array | null;
  readonly owner: Int32Array | null;
  readonly reason: Uint8Array | null;
  readonly ids: (string | number)[] | null;
  readonly people: Record<string, number> | null;
  readonly stepped: number;
}

function demandOf(input: TravelTimeInput, network: TravelNetwork, ways: Reach, roads: RoadEntries | null): DemandReach {
  const { demand, cutoffMinutes = Number.POSITIVE_INFINITY } = input;
  if (demand === undefined) return { minutes: null, owner: null, reason: null, ids: null, people: null, stepped: 0 };
  const places = readPlaces('/demand', demand);
  if (places.planar) {
    throw new Problem('invalid_input', 'Demand stands on the Earth.', [
      { pointer: '/demand/lon', detail: 'Give demand as lon and lat in degrees.' },
    ]);
  }
  const entries =
    roads?.demand?.node === undefined
      ? entriesOf(network, '/demand', { lon: places.across, lat: places.up })
      : entriesOnRoads(roads.demand);
  const minutes = new Float64Array(places.count);
  const owner = new Int32Array(places.count).fill(-1);
  const reason = new Uint8Array(places.count);
  let stepped = 0;
  entries.forEach((entry, i) => {
    if (entry.stepped) stepped++;
    const reach = reachOfEntry(entry, ways);
    reason[i] = reach.reason === REACHED ? reasonOf(reach.seconds / 60, cutoffMinutes) : reach.reason;
    minutes[i] = reason[i] === REACHED ? reach.seconds / 60 : Number.NaN;
    if (reason[i] === REACHED) owner[i] = reach.owner;
  });
  const { people: given } = demand;
  if (given !== undefined && given.length !== places.count) {
    throw new Problem('invalid_input', 'Columns of one table must have the same length.', [
      { pointer: '/demand/people', detail: `This has ${given.length} rows, but there are ${places.count} places.` },
    ]);
  }
  const inOrder = given?.map((_, i) => given[places.order?.[i] ?? i] as number);
  const people = inOrder === undefined ? null : peopleBy(reason, inOrder);
  return { minutes, owner, reason, ids: namesOf(places), people, stepped };
}

/** Rows (or their people, null left out) by reason; only reasons that occur. */
function peopleBy(reason: Uint8Array, people: Float64Array | null): Record<string, number> {
  const table: Record<string, number> = {};
  REASONS.forEach((name, code) => {
    const values: number[] = [];
    let rows = 0;
    for (let row = 0; row < reason.length; row++) {
      if (reason[row] !== code) continue;
      rows++;
      const value = people?.[row];
      if (value !== undefined && !Number.isNaN(value)) values.push(value);
    }
    if (rows > 0) table[name] = people === null ? rows : compensatedSum(values);
  });
  return table;
}

function ownersOf(owner: Int32Array, placed: PlacedSources, ids: TravelTimeInput['sources']['ids']) {
  if (placed.order === null || ids === undefined) return Float64Array.from(owner, (by) => (by < 0 ? Number.NaN : by));
  const names = Array.from(placed.order, (row) => ids[row] as string | number);
  return Array.from(owner, (by) => (by < 0 ? null : (names[by] as string | number)));
}

function bandOf(
  of: {
    readonly input: TravelTimeInput;
    readonly network: TravelNetwork;
    readonly placed: PlacedSources;
    readonly shown: number;
  },
  surroundings: Surroundings,
): TravelTimeResult['band'] {
  const { input, network, placed, shown } = of;
  const { draws, speedUncertainty } = input.band as NonNullable<TravelTimeInput['band']>;
  if (draws * (network.nodeCount + network.cellCount) > MOST_DRAWN) {
    throw new Problem('invalid_input', 'A band over so many places takes too long.', [
      {
        pointer: '/band/draws',
        detail: `Draws times nodes and cells may not exceed ${MOST_DRAWN}: ask for fewer draws.`,
      },
    ]);
  }
  const { progress } = surroundings;
  const band = travelBand({ network, starts: placed.starts, speedUncertainty, draws, seed: input.seed, progress });
  const cutoff = input.cutoffMinutes ?? Number.POSITIVE_INFINITY;
  const column = (seconds: Float64Array): Float64Array => {
    const rows = rowsOf(network, { seconds, owner: new Int32Array(seconds.length) }, cutoff);
    return rows.minutes.subarray(0, shown);
  };
  return { p10: column(band.p10), p50: column(band.p50), p90: column(band.p90), draws };
}
