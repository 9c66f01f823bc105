// Borders between labeled hexagons as arcs: each arc is made, smoothed and rounded once and used by both its sides, so
// neighbors share it to the last bit, with no gap and no overlap. Knows hexagons and labels, not what they stand for.
import type { Position } from '../schema/geometry.ts';
import { COLUMNS, HEXAGON_DEGREES, hexagonCenter, neighborHexagon, OUTSIDE } from './district_lattice.ts';
import { sixDecimals } from './meters.ts';

export interface Arc {
  readonly left: number;
  readonly right: number;
  /** Ends are corners where three labels meet; a closed arc ends where it begins. */
  readonly from: number;
  readonly to: number;
  readonly path: readonly Position[];
}

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly right: number;
}

// Every corner of the lattice is the top or the bottom of exactly one hexagon; rows beyond the edge count on.
const topOf = (hexagon: number): number => 2 * hexagon;
const bottomOf = (hexagon: number): number => 2 * hexagon + 1;

function cornerPlace(corner: number): Position {
  const [lon, lat] = hexagonCenter(corner >> 1);
  return [lon, lat + (corner % 2 === 0 ? HEXAGON_DEGREES : -HEXAGON_DEGREES)];
}

/** Sides between different labels, with the lower-numbered hexagon's label on the left. The rim must be OUTSIDE. */
function borderEdges(labels: Int16Array): Edge[] {
  const edges: Edge[] = [];
  for (let index = COLUMNS; index < labels.length - COLUMNS; index++) {
    const east = neighborHexagon(index, 0);
    const northEast = neighborHexagon(index, 1);
    const northWest = neighborHexagon(index, 2);
    const southEast = neighborHexagon(index, 5);
    if (east === OUTSIDE || northEast === OUTSIDE || northWest === OUTSIDE || southEast === OUTSIDE) continue;
    const left = labels[index] as number;
    const add = (from: number, to: number, other: number) => {
      const right = labels[other] as number;
      if (left !== right) edges.push({ from, to, left, right });
    };
    // Counter-clockwise around the hexagon: lower right → upper right → top → upper left.
    add(topOf(southEast), bottomOf(northEast), east);
    add(bottomOf(northEast), topOf(index), northEast);
    add(topOf(index), bottomOf(northWest), northWest);
  }
  return edges;
}

/** All borders of a labeled lattice. */
export function borderArcs(labels: Int16Array): Arc[] {
  const edges = borderEdges(labels);
  const at = new Map<number, number[]>();
  edges.forEach((edge, index) => {
    for (const corner of [edge.from, edge.to]) {
      const held = at.get(corner);
      if (held) held.push(index);
      else at.set(corner, [index]);
    }
  });
  const used = new Uint8Array(edges.length);
  const isNode = (corner: number) => (at.get(corner) as number[]).length === 3;
  const arcs: Arc[] = [];
  const trace = (start: number, first: number) => {
    const head = edges[first] as Edge;
    const forward = head.from === start;
    const corners = [start];
    let edge = first;
    let corner = start;
    do {
      used[edge] = 1;
      const here = edges[edge] as Edge;
      corner = here.from === corner ? here.to : here.from;
      corners.push(corner);
      edge = (at.get(corner) as number[]).find((next) => !used[next]) ?? -1;
    } while (corner !== start && !isNode(corner));
    const [left, right] = forward ? [head.left, head.right] : [head.right, head.left];
    arcs.push({ left, right, from: start, to: corner, path: smoothPath(corners.map(cornerPlace)) });
  };
  for (const corner of at.keys()) {
    if (isNode(corner)) for (const edge of at.get(corner) as number[]) if (!used[edge]) trace(corner, edge);
  }
  edges.forEach((edge, index) => {
    if (!used[index]) trace(edge.from, index);
  });
  return arcs;
}

/** Takes the zigzag of the hexagons out of an arc and keeps its ends. */
function smoothPath(path: readonly Position[]): Position[] {
  let smooth = path;
  for (let pass = 0; pass < 3; pass++) {
    const before = smooth;
    smooth = before.map((here, index) => {
      const back = before[index - 1];
      const ahead = before[index + 1];
      if (!back || !ahead) return here;
      return [(back[0] + 2 * here[0] + ahead[0]) / 4, (back[1] + 2 * here[1] + ahead[1]) / 4];
    });
  }
  return smooth.filter((_, index) => index % 2 === 0 || index === smooth.length - 1).map(sixDecimals);
}

/**
 * Closed rings around everything for which `holds` is true, outer rings counter-clockwise. Arcs with both sides inside
 * vanish, which is how a state is put together out of its districts.
 */
export function ringsOf(arcs: readonly Arc[], holds: (label: number) => boolean): Position[][] {
  const leaving = new Map<number, { to: number; path: readonly Position[] }>();
  const rings: Position[][] = [];
  const add = (from: number, to: number, path: readonly Position[]) => {
    if (from === to) rings.push([...path]);
    else leaving.set(from, { to, path });
  };
  for (const arc of arcs) {
    if (holds(arc.left) === holds(arc.right)) continue;
    if (holds(arc.left)) add(arc.from, arc.to, arc.path);
    else add(arc.to, arc.from, arc.path.toReversed());
  }
  for (const start of [...leaving.keys()]) {
    const ring: Position[] = [];
    let corner = start;
    for (let step = leaving.get(corner); step; step = leaving.get(corner)) {
      leaving.delete(corner);
      ring.push(...(ring.length === 0 ? step.path : step.path.slice(1)));
      corner = step.to;
    }
    if (ring.length > 0) rings.push(ring);
  }
  return rings;
}
