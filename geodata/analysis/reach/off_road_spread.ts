// The hot loops of travel over a grid: from the cells of one round of the queue to their neighbors. Each of the 8 moves of a king is
// written out, which halves the time of a loop over them. They know paces, heights and labels, and no queue.

import type { RoadGraph } from './graph_rows.ts';
import { EASIEST_SLOPE, STEEPNESS, timeFactor } from './off_road_slopes.ts';
import type { FramedGrid } from './off_road_ways.ts';
import type { WayLabels } from './way_labels.ts';

/** The moves of a knight stand behind the eight of a king. */
const KNIGHTS = 8;
/** Shortening of the bounds below which a slope cannot bring a move: far more than rounding. */
const MARGIN = 1 - 1e-9;

export interface Spreading {
  readonly grid: FramedGrid;
  readonly links: RoadGraph | null;
  readonly labels: WayLabels;
  /** By row and move: the meters that each end cell has of the segment. */
  readonly inEnds: Float64Array;
  /** Of each move, in vertices: where it goes, and the cells beside it. */
  readonly offset: Int32Array;
  readonly sideA: Int32Array;
  readonly sideB: Int32Array;
  /** Pace and height of each cell side by side, as both are needed of each neighbor; empty on flat ground. */
  readonly ground: Float64Array;
  /** Row by vertex as a product, as a division takes longer; 0 where all rows have the same meters. */
  readonly perVertex: number;
  /** −1 where ways end at the sources: their slopes count from the other side. */
  readonly sign: 1 | -1;
  /** Moves of one cell that the easiest slope could let win, with their seconds on the flat; one place more for the next. */
  readonly hopeful: { readonly move: Int32Array; readonly flat: Float64Array };
}

export function spreading(of: Pick<Spreading, 'grid' | 'links' | 'labels'> & { readonly toward: boolean }): Spreading {
  const { moves, lengths, stride } = of.grid;
  const uniform = lengths.every((length, i) => length === lengths[i % moves.length]);
  return {
    ...{ grid: of.grid, links: of.links, labels: of.labels, sign: of.toward ? -1 : 1 },
    inEnds: lengths.map((length, i) => length * (moves[i % moves.length] as { endShare: number }).endShare),
    offset: Int32Array.from(moves, (move) => move.rows * stride + move.columns),
    sideA: Int32Array.from(moves, ({ sides }) => (sides === null ? 0 : sides[0][0] * stride + sides[0][1])),
    sideB: Int32Array.from(moves, ({ sides }) => (sides === null ? 0 : sides[1][0] * stride + sides[1][1])),
    ground: of.grid.elevation === null ? new Float64Array(0) : sideBySide(of.grid.pace, of.grid.elevation),
    perVertex: uniform ? 0 : 1 / stride,
    hopeful: { move: new Int32Array(moves.length + 1), flat: new Float64Array(moves.length + 1) },
  };
}

function sideBySide(pace: Float64Array, elevation: Float64Array): Float64Array {
  const ground = new Float64Array(2 * pace.length);
  for (let v = 0; v < pace.length; v++) {
    ground[2 * v] = pace[v] as number;
    ground[2 * v + 1] = elevation[v] as number;
  }
  return ground;
}

/**
 * Impassable cells have pace Infinity, so a move into one is beyond every cutoff; what lies beside a diagonal is looked at only
 * when it would win. Moves to the east and to the west have the same meters. `(vertex + 0.5) * perVertex` is never near a whole
 * number, so its floor is the row.
 */
export function spreadFlat(of: Spreading, round: Int32Array, count: number): void {
  const { grid, links, labels, inEnds, perVertex } = of;
  const { pace, stride, moves } = grid;
  const { seconds, mark, cutoff } = labels;
  let { changed, changedTo } = labels;
  let found = 0;
  const cells = pace.length;
  const moveCount = moves.length;
  for (let i = 0; i < count; i++) {
    const vertex = round[i] as number;
    const marked = mark[vertex] as number;
    if ((marked & 1) === 0) continue;
    mark[vertex] = marked - 1;
    if (links !== null) {
      found = followLinks(labels, links, vertex, found, (count - i) * moveCount);
      ({ changed, changedTo } = labels);
    }
    if (vertex >= cells) continue;
    const mine = marked >> 1;
    const label = marked;
    const here = seconds[vertex] as number;
    const own = pace[vertex] as number;
    const row = (((vertex + 0.5) * perVertex) | 0) * moveCount;
    const north = vertex - stride;
    const south = vertex + stride;
    const northPace = pace[north] as number;
    const westPace = pace[vertex - 1] as number;
    const eastPace = pace[vertex + 1] as number;
    const southPace = pace[south] as number;
    const across = inEnds[row + 1] as number;
    const northward = inEnds[row + 4] as number;
    const southward = inEnds[row + 6] as number;
    let there = here + (inEnds[row] as number) * (own + northPace);
    let before = seconds[north] as number;
    if (there < before && there <= cutoff) {
      seconds[north] = there;
      mark[north] = label;
      changedTo[found] = there;
      changed[found++] = north;
    } else if (there === before && labels.takesOver(north, mine)) {
      changedTo[found] = there;
      changed[found++] = north;
    }
    there = here + across * (own + westPace);
    before = seconds[vertex - 1] as number;
    if (there < before && there <= cutoff) {
      seconds[vertex - 1] = there;
      mark[vertex - 1] = label;
      changedTo[found] = there;
      changed[found++] = vertex - 1;
    } else if (there === before && labels.takesOver(vertex - 1, mine)) {
      changedTo[found] = there;
      changed[found++] = vertex - 1;
    }
    there = here + across * (own + eastPace);
    before = seconds[vertex + 1] as number;
    if (there < before && there <= cutoff) {
      seconds[vertex + 1] = there;
      mark[vertex + 1] = label;
      changedTo[found] = there;
      changed[found++] = vertex + 1;
    } else if (there === before && labels.takesOver(vertex + 1, mine)) {
      changedTo[found] = there;
      changed[found++] = vertex + 1;
    }
    there = here + (inEnds[row + 3] as number) * (own + southPace);
    before = seconds[south] as number;
    if (there < before && there <= cutoff) {
      seconds[south] = there;
      mark[south] = label;
      changedTo[found] = there;
      changed[found++] = south;
    } else if (there === before && labels.takesOver(south, mine)) {
      changedTo[found] = there;
      changed[found++] = south;
    }
    there = here + northward * (own + (pace[north - 1] as number));
    before = seconds[north - 1] as number;
    if (there < before && there <= cutoff && northPace + westPace < Number.POSITIVE_INFINITY) {
      seconds[north - 1] = there;
      mark[north - 1] = label;
      changedTo[found] = there;
      changed[found++] = north - 1;
    } else if (
      there === before &&
      northPace + westPace < Number.POSITIVE_INFINITY &&
      labels.takesOver(north - 1, mine)
    ) {
      changedTo[found] = there;
      changed[found++] = north - 1;
    }
    there = here + northward * (own + (pace[north + 1] as number));
    before = seconds[north + 1] as number;
    if (there < before && there <= cutoff && northPace + eastPace < Number.POSITIVE_INFINITY) {
      seconds[north + 1] = there;
      mark[north + 1] = label;
      changedTo[found] = there;
      changed[found++] = north + 1;
    } else if (
      there === before &&
      northPace + eastPace < Number.POSITIVE_INFINITY &&
      labels.takesOver(north + 1, mine)
    ) {
      changedTo[found] = there;
      changed[found++] = north + 1;
    }
    there = here + southward * (own + (pace[south - 1] as number));
    before = seconds[south - 1] as number;
    if (there < before && there <= cutoff && southPace + westPace < Number.POSITIVE_INFINITY) {
      seconds[south - 1] = there;
      mark[south - 1] = label;
      changedTo[found] = there;
      changed[found++] = south - 1;
    } else if (
      there === before &&
      southPace + westPace < Number.POSITIVE_INFINITY &&
      labels.takesOver(south - 1, mine)
    ) {
      changedTo[found] = there;
      changed[found++] = south - 1;
    }
    there = here + southward * (own + (pace[south + 1] as number));
    before = seconds[south + 1] as number;
    if (there < before && there <= cutoff && southPace + eastPace < Number.POSITIVE_INFINITY) {
      seconds[south + 1] = there;
      mark[south + 1] = label;
      changedTo[found] = there;
      changed[found++] = south + 1;
    } else if (
      there === before &&
      southPace + eastPace < Number.POSITIVE_INFINITY &&
      labels.takesOver(south + 1, mine)
    ) {
      changedTo[found] = there;
      changed[found++] = south + 1;
    }
    if (moveCount > KNIGHTS) found = jump(of, vertex, row, found);
  }
  labels.found = found;
}

/** The 8 moves of a knight from one cell, on the flat; returns how many changes there are then. */
function jump(of: Spreading, vertex: number, row: number, changes: number): number {
  const { grid, labels, inEnds, offset, sideA, sideB } = of;
  const { pace } = grid;
  const { seconds } = labels;
  const here = seconds[vertex] as number;
  const own = pace[vertex] as number;
  const mine = (labels.mark[vertex] as number) >> 1;
  labels.found = changes;
  for (let m = KNIGHTS; m < 2 * KNIGHTS; m++) {
    const next = vertex + (offset[m] as number);
    const before = seconds[next] as number;
    const meters = inEnds[row + m] as number;
    const ends = here + meters * (own + (pace[next] as number));
    if (ends > before) continue;
    const beside = (pace[vertex + (sideA[m] as number)] as number) + (pace[vertex + (sideB[m] as number)] as number);
    const there = ends + meters * beside;
    if (there <= before) labels.improve(next, there, mine);
  }
  return labels.found;
}

/** The same over heights: a move that could not win on the easiest slope is passed over before its own is computed. */
export function spreadSloped(of: Spreading, round: Int32Array, count: number): void {
  const { grid, links, labels, inEnds, perVertex, hopeful, ground } = of;
  const { stride, moves } = grid;
  const { seconds, mark } = labels;
  const { move, flat } = hopeful;
  const cells = grid.pace.length;
  const moveCount = moves.length;
  const least = grid.slope.least * MARGIN;
  for (let i = 0; i < count; i++) {
    const vertex = round[i] as number;
    const marked = mark[vertex] as number;
    if ((marked & 1) === 0) continue;
    mark[vertex] = marked - 1;
    if (links !== null) labels.found = followLinks(labels, links, vertex, labels.found, (count - i) * moveCount);
    if (vertex >= cells) continue;
    const here = seconds[vertex] as number;
    const own = ground[2 * vertex] as number;
    const row = (((vertex + 0.5) * perVertex) | 0) * moveCount;
    const north = vertex - stride;
    const south = vertex + stride;
    const northPace = ground[2 * north] as number;
    const westPace = ground[2 * (vertex - 1)] as number;
    const eastPace = ground[2 * (vertex + 1)] as number;
    const southPace = ground[2 * south] as number;
    const across = inEnds[row + 1] as number;
    const northward = inEnds[row + 4] as number;
    const southward = inEnds[row + 6] as number;
    let hopes = 0;
    // Each move is written as the next hope, which stands only if the count grows.
    let time = (inEnds[row] as number) * (own + northPace);
    move[hopes] = 0;
    flat[hopes] = time;
    if (here + time * least <= (seconds[north] as number)) hopes++;
    time = across * (own + westPace);
    move[hopes] = 1;
    flat[hopes] = time;
    if (here + time * least <= (seconds[vertex - 1] as number)) hopes++;
    time = across * (own + eastPace);
    move[hopes] = 2;
    flat[hopes] = time;
    if (here + time * least <= (seconds[vertex + 1] as number)) hopes++;
    time = (inEnds[row + 3] as number) * (own + southPace);
    move[hopes] = 3;
    flat[hopes] = time;
    if (here + time * least <= (seconds[south] as number)) hopes++;
    time = northward * (own + (ground[2 * (north - 1)] as number));
    move[hopes] = 4;
    flat[hopes] = time;
    if (here + time * least <= (seconds[north - 1] as number) && northPace + westPace < Number.POSITIVE_INFINITY)
      hopes++;
    time = northward * (own + (ground[2 * (north + 1)] as number));
    move[hopes] = 5;
    flat[hopes] = time;
    if (here + time * least <= (seconds[north + 1] as number) && northPace + eastPace < Number.POSITIVE_INFINITY)
      hopes++;
    time = southward * (own + (ground[2 * (south - 1)] as number));
    move[hopes] = 6;
    flat[hopes] = time;
    if (here + time * least <= (seconds[south - 1] as number) && southPace + westPace < Number.POSITIVE_INFINITY)
      hopes++;
    time = southward * (own + (ground[2 * (south + 1)] as number));
    move[hopes] = 7;
    flat[hopes] = time;
    if (here + time * least <= (seconds[south + 1] as number) && southPace + eastPace < Number.POSITIVE_INFINITY)
      hopes++;
    if (moveCount > KNIGHTS) hopes = hopeToJump(of, vertex, row, hopes);
    climb(of, vertex, row, hopes);
  }
}

/** The 8 moves of a knight as hopes behind the `hopes` that there are; returns how many there are then. */
function hopeToJump(of: Spreading, vertex: number, row: number, hopes: number): number {
  const { grid, labels, inEnds, offset, sideA, sideB } = of;
  const { pace, slope } = grid;
  const { move, flat } = of.hopeful;
  const here = labels.seconds[vertex] as number;
  const own = pace[vertex] as number;
  const least = slope.least * MARGIN;
  let all = hopes;
  for (let m = KNIGHTS; m < 2 * KNIGHTS; m++) {
    const next = vertex + (offset[m] as number);
    const meters = inEnds[row + m] as number;
    const ends = meters * (own + (pace[next] as number));
    const before = labels.seconds[next] as number;
    if (!(here + ends * least <= before)) continue;
    const beside = (pace[vertex + (sideA[m] as number)] as number) + (pace[vertex + (sideB[m] as number)] as number);
    move[all] = m;
    flat[all] = ends + meters * beside;
    if (here + (flat[all] as number) * least <= before) all++;
  }
  return all;
}

/** Makes the hopeful moves at the slope that each has. As e^x is never below 1 + x, most need no exponential function. */
function climb(of: Spreading, vertex: number, row: number, hopes: number): void {
  const { grid, labels, offset, sign, ground } = of;
  const { move, flat } = of.hopeful;
  const { lengths, slope } = grid;
  const { seconds } = labels;
  const here = seconds[vertex] as number;
  const mine = (labels.mark[vertex] as number) >> 1;
  const height = ground[2 * vertex + 1] as number;
  const tobler = slope.kind === 'tobler';
  const [steep, easiest] = [STEEPNESS, EASIEST_SLOPE];
  for (let i = 0; i < hopes; i++) {
    const m = move[i] as number;
    const next = vertex + (offset[m] as number);
    const before = seconds[next] as number;
    const time = flat[i] as number;
    const s = (sign * ((ground[2 * next + 1] as number) - height)) / (lengths[row + m] as number);
    let factor = 1;
    if (tobler) {
      const steepness = steep * (Math.abs(s + easiest) - easiest);
      if (here + time * (1 + steepness) * MARGIN > before) continue;
      if (!Number.isNaN(s)) factor = Math.exp(steepness);
    } else if (!Number.isNaN(s)) {
      factor = timeFactor(slope, s);
    }
    const there = here + time * factor;
    if (there <= before) labels.improve(next, there, mine);
  }
}

/** Follows the links of a vertex. `moves` are those that the round may still make: room for them stays. */
function followLinks(labels: WayLabels, links: RoadGraph, vertex: number, changes: number, moves: number): number {
  const { seconds } = labels;
  const here = seconds[vertex] as number;
  const mine = (labels.mark[vertex] as number) >> 1;
  const start = links.start[vertex] as number;
  const end = links.start[vertex + 1] as number;
  labels.found = changes;
  labels.expect(moves + end - start);
  for (let a = start; a < end; a++) {
    const next = links.target[a] as number;
    const there = here + (links.cost[a] as number);
    if (there <= (seconds[next] as number)) labels.improve(next, there, mine);
  }
  return labels.found;
}
