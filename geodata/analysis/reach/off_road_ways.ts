// Shortest ways over a grid of paces, moving to 8 or 16 neighbors, with slope in the direction of travel, and along links (roads,
// joins) between vertices. One graph, one search. It knows paces, heights and seconds; what made them is its caller's.
import { BucketQueue, bucketWidth } from './bucket_queue.ts';
import type { RoadGraph } from './road_graph.ts';

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

/** How slope (rise over run, in the direction of travel) multiplies the time of a move. */
export interface SlopeFactors {
  /** 'tobler': e^(3.5·(|s + 0.05| − 0.05)); 'table': by interpolation; 'none'. */
  readonly kind: 'tobler' | 'table' | 'none';
  /** Table: time factors at slopes from `first` on, `step` apart; beyond its ends the end values hold. */
  readonly first: number;
  readonly step: number;
  readonly factors: Float64Array;
  /** No factor is below this: what lets a move be passed over before its slope is known. */
  readonly least: number;
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

/** Tobler's (1993) hiking function divided by its value on the flat, as a factor of time. */
const STEEPNESS = 3.5;
const EASIEST_SLOPE = 0.05;
export const TOBLER: SlopeFactors = {
  kind: 'tobler',
  first: 0,
  step: 1,
  factors: new Float64Array(0),
  least: Math.exp(-STEEPNESS * EASIEST_SLOPE),
};
export const FLAT: SlopeFactors = { ...TOBLER, kind: 'none', least: 1 };

export function slopeTable(of: { first: number; step: number; factors: ArrayLike<number> }): SlopeFactors {
  const factors = Float64Array.from(of.factors);
  return { kind: 'table', first: of.first, step: of.step, factors, least: Math.min(...factors) };
}

export function timeFactor(slope: SlopeFactors, s: number): number {
  if (slope.kind === 'tobler') return Math.exp(STEEPNESS * (Math.abs(s + EASIEST_SLOPE) - EASIEST_SLOPE));
  if (slope.kind === 'none') return 1;
  const { first, step, factors } = slope;
  const place = Math.min(Math.max((s - first) / step, 0), factors.length - 1);
  const below = Math.min(Math.floor(place), factors.length - 2);
  const low = factors[below] as number;
  return low + (place - below) * ((factors[below + 1] as number) - low);
}

/** Moves from here on have cells beside them, and from there on go through those. */
const DIAGONALS = 4;
const KNIGHTS = 8;

/** Quantile of the seconds of straight moves that a bucket is wide (tests/bench/cost_distance.ts). */
const WIDTH_QUANTILE = 0.6;
/** Shortening of the bound below which a slope cannot bring a move: far more than rounding. */
const MARGIN = 1 - 1e-9;

/**
 * Seconds and owner of every vertex: Dijkstra over labels (seconds, owner) on buckets with re-insertion, as in shortest_ways.ts.
 * A move costs its meters times the pace of each cell for the share of the segment inside it, times the factor of its slope.
 */
export function offRoadWays(input: OffRoadWaysInput): OffRoadWays {
  const { grid, vertexCount, sources, sourceCosts, cutoffSeconds = Number.POSITIVE_INFINITY } = input;
  const seconds = new Float64Array(vertexCount).fill(Number.POSITIVE_INFINITY);
  const owner = new Int32Array(vertexCount).fill(-1);
  const started: number[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (let s = 0; s < sources.length; s++) {
    const vertex = sources[s] as number;
    const cost = sourceCosts?.[s] ?? 0;
    if (!(cost <= cutoffSeconds) || cost >= (seconds[vertex] as number)) continue;
    seconds[vertex] = cost;
    owner[vertex] = s;
    started.push(vertex);
    least = Math.min(least, cost);
  }
  if (started.length === 0) return { seconds, owner };
  const queue = new BucketQueue({ width: widthOf(grid), least });
  const pending = new Uint8Array(vertexCount);
  for (const vertex of started) {
    pending[vertex] = 1;
    queue.push(vertex, seconds[vertex] as number);
  }
  const spread = { ...input, seconds, owner, pending, queue, cutoff: cutoffSeconds };
  if (grid.elevation === null) spreadFlat(spread);
  else spreadSloped(spread, grid.elevation);
  return { seconds, owner };
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

interface Spread extends OffRoadWaysInput {
  readonly seconds: Float64Array;
  readonly owner: Int32Array;
  /** 1 while a vertex has a label that its neighbors do not know yet. */
  readonly pending: Uint8Array;
  readonly queue: BucketQueue;
  readonly cutoff: number;
}

/** Moves by offset of vertices, and `[row * moves + move]` the meters that each end cell has of it. */
function moveTables({ moves, lengths, stride }: FramedGrid) {
  return {
    offset: Int32Array.from(moves, (move) => move.rows * stride + move.columns),
    sideA: Int32Array.from(moves, ({ sides }) => (sides === null ? 0 : sides[0][0] * stride + sides[0][1])),
    sideB: Int32Array.from(moves, ({ sides }) => (sides === null ? 0 : sides[1][0] * stride + sides[1][1])),
    inEnds: lengths.map((length, i) => length * (moves[i % moves.length] as Move).endShare),
  };
}

/**
 * The hot loop. Impassable cells have pace Infinity, so a move into one never wins; what lies beside a move is looked at only when
 * the move would win. A step takes longer than the rounding of any sum here, so what is not above `here` cannot be improved.
 */
function spreadFlat(of: Spread): void {
  const { grid, links, seconds, owner, pending, queue, cutoff } = of;
  const { pace, moves, stride } = grid;
  const cells = pace.length;
  const moveCount = moves.length;
  const { offset, sideA, sideB, inEnds } = moveTables(grid);
  for (let count = queue.take(); count > 0; count = queue.take()) {
    const round = queue.round;
    for (let i = 0; i < count; i++) {
      const vertex = round[i] as number;
      if (pending[vertex] === 0) continue;
      pending[vertex] = 0;
      if (links !== null) spreadLinks(of, links, vertex);
      if (vertex >= cells) continue;
      const here = seconds[vertex] as number;
      const mine = owner[vertex] as number;
      const own = pace[vertex] as number;
      const row = ((vertex / stride) | 0) * moveCount;
      for (let m = 0; m < moveCount; m++) {
        const next = vertex + (offset[m] as number);
        const before = seconds[next] as number;
        if (before <= here) continue;
        let there = here + (inEnds[row + m] as number) * (own + (pace[next] as number));
        if (!(there <= before) || there > cutoff) continue;
        if (m >= DIAGONALS) {
          const beside =
            (pace[vertex + (sideA[m] as number)] as number) + (pace[vertex + (sideB[m] as number)] as number);
          if (beside === Number.POSITIVE_INFINITY) continue;
          if (m >= KNIGHTS) {
            there += (inEnds[row + m] as number) * beside;
            if (there > before || there > cutoff) continue;
          }
        }
        if (there === before && mine >= (owner[next] as number)) continue;
        seconds[next] = there;
        owner[next] = mine;
        if (there === before && pending[next] === 1) continue;
        pending[next] = 1;
        queue.push(next, there);
      }
    }
  }
}

/** The same over heights: a move that could not win on the easiest slope is passed over before its own is computed. */
function spreadSloped(of: Spread, elevation: Float64Array): void {
  const { grid, links, seconds, owner, pending, queue, cutoff, toward } = of;
  const { pace, moves, lengths, stride, slope } = grid;
  const cells = pace.length;
  const moveCount = moves.length;
  const { offset, sideA, sideB, inEnds } = moveTables(grid);
  const least = slope.least * MARGIN;
  const tobler = slope.kind === 'tobler';
  const sign = toward ? -1 : 1;
  for (let count = queue.take(); count > 0; count = queue.take()) {
    const round = queue.round;
    for (let i = 0; i < count; i++) {
      const vertex = round[i] as number;
      if (pending[vertex] === 0) continue;
      pending[vertex] = 0;
      if (links !== null) spreadLinks(of, links, vertex);
      if (vertex >= cells) continue;
      const here = seconds[vertex] as number;
      const mine = owner[vertex] as number;
      const own = pace[vertex] as number;
      const height = elevation[vertex] as number;
      const row = ((vertex / stride) | 0) * moveCount;
      for (let m = 0; m < moveCount; m++) {
        const next = vertex + (offset[m] as number);
        const before = seconds[next] as number;
        if (before <= here) continue;
        let flat = (inEnds[row + m] as number) * (own + (pace[next] as number));
        if (!(here + flat * least <= before)) continue;
        if (m >= DIAGONALS) {
          const beside =
            (pace[vertex + (sideA[m] as number)] as number) + (pace[vertex + (sideB[m] as number)] as number);
          if (beside === Number.POSITIVE_INFINITY) continue;
          if (m >= KNIGHTS) flat += (inEnds[row + m] as number) * beside;
        }
        const s = (sign * ((elevation[next] as number) - height)) / (lengths[row + m] as number);
        const factor = Number.isNaN(s)
          ? 1
          : tobler
            ? Math.exp(STEEPNESS * (Math.abs(s + EASIEST_SLOPE) - EASIEST_SLOPE))
            : timeFactor(slope, s);
        const there = here + flat * factor;
        if (!(there <= before) || there > cutoff || (there === before && mine >= (owner[next] as number))) continue;
        seconds[next] = there;
        owner[next] = mine;
        if (there === before && pending[next] === 1) continue;
        pending[next] = 1;
        queue.push(next, there);
      }
    }
  }
}

function spreadLinks(of: Spread, links: RoadGraph, vertex: number): void {
  const { seconds, owner, pending, queue, cutoff } = of;
  const here = seconds[vertex] as number;
  const mine = owner[vertex] as number;
  for (let a = links.start[vertex] as number, end = links.start[vertex + 1] as number; a < end; a++) {
    const next = links.target[a] as number;
    const there = here + (links.cost[a] as number);
    const before = seconds[next] as number;
    if (there > before || there > cutoff || (there === before && mine >= (owner[next] as number))) continue;
    seconds[next] = there;
    owner[next] = mine;
    if (there === before && pending[next] === 1) continue;
    pending[next] = 1;
    queue.push(next, there);
  }
}
