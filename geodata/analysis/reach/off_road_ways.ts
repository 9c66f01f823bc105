// Shortest ways over a grid of paces, moving to 8 or 16 neighbors, with slope in the direction of travel, and along links (roads,
// joins) between vertices. One graph, one search. It knows paces, heights and seconds; what made them is its caller's.
import { BucketQueue, bucketWidth } from './bucket_queue.ts';
import type { RoadGraph } from './graph_rows.ts';
import type { SlopeFactors } from './off_road_slopes.ts';
import { spreadFlat, spreading, spreadSloped } from './off_road_spread.ts';
import { WayLabels } from './way_labels.ts';

/**
 * A grid with a frame of impassable cells around it, so that no move needs to look for the border. Cell (row, column) of the
 * grid is vertex `(row + frame) * stride + column + frame`; row 0 is north.
 */
export interface FramedGrid {
  readonly width: number;
  readonly height: number;
  readonly frame: number;
  readonly stride: number;
  /** Seconds per meter by vertex; Infinity = impassable. */
  readonly pace: Float64Array;
  /** Meters above any datum by vertex, NaN = not known (the move is then flat); null = flat. */
  readonly elevation: Float64Array | null;
  readonly moves: readonly Move[];
  /** Meters of each move by row of the frame: `lengths[row * moves.length + move]`. */
  readonly lengths: Float64Array;
  readonly slope: SlopeFactors;
}

/** One step. The segment between the two middles runs through the cells at both ends and those at `sides`. */
export interface Move {
  readonly rows: number;
  readonly columns: number;
  /** Cells beside the ends that the segment crosses or whose corner it passes: both must be passable. */
  readonly sides: readonly [readonly [number, number], readonly [number, number]] | null;
  /** Share of the segment in each end cell, and in each side cell. */
  readonly endShare: number;
  readonly sideShare: number;
}

export interface OffRoadWaysInput {
  readonly grid: FramedGrid;
  /** Links by seconds over all vertices (cells of the frame first, then others); null = none. For `toward` they must be reversed. */
  readonly links: RoadGraph | null;
  readonly vertexCount: number;
  readonly sources: ArrayLike<number>;
  readonly sourceCosts?: ArrayLike<number> | undefined;
  readonly cutoffSeconds?: number | undefined;
  /** true: seconds are of ways that end at the sources (slopes count from the other side). */
  readonly toward: boolean;
}

export interface OffRoadWays {
  /** By vertex; Infinity = not reached. */
  readonly seconds: Float64Array;
  /** Index into `sources`, the smallest among equals; −1 = not reached. */
  readonly owner: Int32Array;
}

const side = (rows: number, columns: number, a: [number, number], b: [number, number], knight: boolean): Move => ({
  rows,
  columns,
  sides: [a, b],
  endShare: knight ? 0.25 : 0.5,
  sideShare: knight ? 0.25 : 0,
});

/** The 8 moves of a king, then the 8 of a knight: its segment crosses two more cells, a quarter of it in each of the four. */
export function movesOf(count: 8 | 16): readonly Move[] {
  const moves: Move[] = [];
  for (const [rows, columns] of [
    [-1, 0],
    [0, -1],
    [0, 1],
    [1, 0],
  ] as const) {
    moves.push({ rows, columns, sides: null, endShare: 0.5, sideShare: 0 });
  }
  for (const rows of [-1, 1]) {
    for (const columns of [-1, 1]) moves.push(side(rows, columns, [rows, 0], [0, columns], false));
  }
  if (count === 8) return moves;
  for (const rows of [-1, 1]) {
    for (const columns of [-1, 1]) {
      moves.push(side(2 * rows, columns, [rows, 0], [rows, columns], true));
      moves.push(side(rows, 2 * columns, [0, columns], [rows, columns], true));
    }
  }
  return moves;
}

/**
 * Quantile of the seconds of straight moves that a bucket is wide: of 0.05, 0.3 and 0.6 the fastest on flat ground, by 2 to 10 %
 * (tests/bench/cost_distance.ts).
 */
const WIDTH_QUANTILE = 0.3;

/**
 * Seconds and owner of every vertex: Dijkstra over labels (seconds, owner) on buckets with re-insertion, as in shortest_ways.ts.
 * A move costs its meters times the pace of each cell for the share of the segment inside it, times the factor of its slope.
 */
export function offRoadWays(input: OffRoadWaysInput): OffRoadWays {
  const { grid, links, toward, vertexCount } = input;
  const labels = new WayLabels(vertexCount, input);
  const queue = new BucketQueue({ width: widthOf(grid), least: labels.found === 0 ? 0 : labels.least });
  const spread = spreading({ grid, links, labels, toward });
  const round = grid.elevation === null ? spreadFlat : spreadSloped;
  for (;;) {
    queue.putAll(labels.changed, labels.found, labels.changedTo);
    labels.found = 0;
    const count = queue.take();
    if (count === 0) break;
    labels.expect(count * grid.moves.length);
    round(spread, queue.round, count);
  }
  return { seconds: labels.seconds, owner: labels.owners() };
}

function widthOf(grid: FramedGrid): number {
  const { pace, lengths, moves, stride } = grid;
  const straight = new Float64Array(Math.min(4096, pace.length));
  for (let i = 0; i < straight.length; i++) {
    const vertex = Math.floor((i * pace.length) / straight.length);
    straight[i] = (pace[vertex] as number) * (lengths[Math.floor(vertex / stride) * moves.length] as number);
  }
  return bucketWidth({ costs: straight, quantile: WIDTH_QUANTILE, farthest: 0 }) * grid.slope.least;
}
