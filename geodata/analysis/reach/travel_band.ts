// How far travel times move when speeds are not known exactly: quantiles over seeded draws of the speeds. It knows a travel
// network and its starts; what a minute means to people is its caller's.
import { randomNormal, seededRandom } from '../random.ts';
import type { RoadGraph } from './graph_rows.ts';
import type { OffRoadGrid } from './off_road_grid.ts';
import type { Starts, TravelNetwork } from './travel_network.ts';
import { reachOfRows } from './travel_places.ts';

export interface BandInput {
  readonly network: TravelNetwork;
  readonly starts: Starts;
  /** Standard deviation of the logarithm of each speed. */
  readonly speedUncertainty: number;
  readonly draws: number;
  readonly seed: number;
  readonly progress: (share: number) => void;
}

export interface TravelBand {
  /** Seconds by row, Infinity where so many draws reach nothing. */
  readonly p10: Float64Array;
  readonly p50: Float64Array;
  readonly p90: Float64Array;
}

/**
 * In each draw every land cover (all ground, where speeds are given by cell) and the roads as a whole get a factor of time
 * e^(σz), z standard normal: errors of one class go together, as those of a table do. Quantiles are the smallest drawn seconds
 * that at least the given share of draws does not exceed, so P50 of an odd number of draws is their median.
 */
export function travelBand(input: BandInput): TravelBand {
  const { network, starts, draws } = input;
  const rows = network.nodeCount + network.cellCount;
  const band = { p10: new Float64Array(rows), p50: new Float64Array(rows), p90: new Float64Array(rows) };
  const kept = new Float64Array(rows * draws);
  const random = seededRandom(input.seed);
  for (let draw = 0; draw < draws; draw++) {
    const { seconds } = reachOfRows(drawnNetwork(network, random, input.speedUncertainty), starts);
    for (let row = 0; row < rows; row++) kept[row * draws + draw] = seconds[row] as number;
    input.progress((draw + 1) / draws);
  }
  for (let row = 0; row < rows; row++) {
    const sorted = kept.subarray(row * draws, (row + 1) * draws).sort();
    const at = (share: number): number => sorted[Math.ceil(share * draws) - 1] as number;
    band.p10[row] = at(0.1);
    band.p50[row] = at(0.5);
    band.p90[row] = at(0.9);
  }
  return band;
}

function drawnNetwork(network: TravelNetwork, random: () => number, sigma: number): TravelNetwork {
  const roads = Math.exp(sigma * randomNormal(random));
  const classes = Float64Array.from({ length: network.grid?.classCount ?? 0 }, () =>
    Math.exp(sigma * randomNormal(random)),
  );
  const grid = network.grid === null ? null : drawnGrid(network.grid, classes);
  const joinSeconds = network.joinSeconds.map(
    (seconds, j) => seconds * (classes[network.grid?.speedClass?.[network.joinedCell[j] as number] ?? 0] as number),
  );
  const links = network.links === null ? null : drawnLinks(network, network.links, roads, joinSeconds);
  return { ...network, grid, joinSeconds, links };
}

function drawnGrid(grid: OffRoadGrid, classes: Float64Array): OffRoadGrid {
  const { width, frame, stride, pace } = grid.framed;
  const drawn = pace.slice();
  for (let cell = 0; cell < grid.blocked.length; cell++) {
    const vertex = (Math.floor(cell / width) + frame) * stride + (cell % width) + frame;
    drawn[vertex] = (pace[vertex] as number) * (classes[grid.speedClass?.[cell] ?? 0] ?? 1);
  }
  return { ...grid, framed: { ...grid.framed, pace: drawn } };
}

/** Rows of the links are roads and boardings first, then two for each join. */
function drawnLinks(network: TravelNetwork, links: RoadGraph, roads: number, joins: Float64Array): RoadGraph {
  const firstJoin = links.cost.length - 2 * joins.length;
  const cost = links.cost.map((seconds, arc) => {
    const edge = links.edge[arc] as number;
    if (edge >= firstJoin) return joins[(edge - firstJoin) >> 1] as number;
    return edge >= network.firstBoarding ? seconds : seconds * roads;
  });
  return { ...links, cost };
}
