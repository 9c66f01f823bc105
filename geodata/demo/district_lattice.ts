// Gives every hexagon of a fine lattice to a district: the district of the nearest town, in a plane bent by noise so that
// borders wind like rivers. Hexagons, because three of them meet in a point and never four: the borders between them
// are a map without doubtful corners. Must not know seed or scale: the ground is the same in every world.
import type { Position } from '../schema/geometry.ts';
import { layeredNoise } from './noise.ts';
import { isInside, OUTLINE } from './outline.ts';
import { DEMO_BBOX, STATES, type Town } from './towns.ts';

export interface District {
  readonly name: string;
  readonly pcode: string;
  /** Index into STATES. */
  readonly state: number;
  readonly seat: Town;
}

/** Degrees from a hexagon's center to its corner: borders have about 2 km of detail. */
export const HEXAGON_DEGREES = 0.02;
const ROOT_3 = Math.sqrt(3);
const [WEST, SOUTH, EAST, NORTH] = DEMO_BBOX;
/** Hexagons beyond the box on each side: always outside, so that every border has two sides. */
const MARGIN = 3;
export const COLUMNS = Math.ceil((EAST - WEST) / (ROOT_3 * HEXAGON_DEGREES)) + 2 * MARGIN;
export const ROWS = Math.ceil((NORTH - SOUTH) / (1.5 * HEXAGON_DEGREES)) + 2 * MARGIN;
export const OUTSIDE = -1;

/** Districts a state has, and how far apart their seats are at least. */
const SEATS = [12, 8, 8] as const;
const SEAT_DEGREES = 0.42;

export function chooseDistricts(towns: readonly Town[]): District[] {
  return STATES.flatMap((state, stateIndex) => {
    const seats: Town[] = [];
    for (const town of towns) {
      if (town.state !== stateIndex || seats.length === SEATS[stateIndex]) continue;
      if (seats.every((seat) => degreesBetween(seat.place, town.place) >= SEAT_DEGREES)) seats.push(town);
    }
    return seats.map((seat, index) => ({
      name: seat.name,
      pcode: `${state.pcode}${String(index + 1).padStart(3, '0')}`,
      state: stateIndex,
      seat,
    }));
  });
}

export function hexagonCenter(index: number): Position {
  const row = Math.floor(index / COLUMNS);
  const column = index % COLUMNS;
  return [
    WEST + ROOT_3 * HEXAGON_DEGREES * (column - MARGIN + (row % 2 === 0 ? 0.25 : 0.75)),
    SOUTH + HEXAGON_DEGREES * (1.5 * (row - MARGIN) + 0.5),
  ];
}

const SIDES = 6;
/** Neighbors of all hexagons, six each: east, north-east, north-west, west, south-west, south-east; OUTSIDE past the edge. */
const NEIGHBORS = neighborTable();

function neighborTable(): Int32Array {
  const table = new Int32Array(COLUMNS * ROWS * SIDES);
  for (let index = 0; index < COLUMNS * ROWS; index++) {
    const row = Math.floor(index / COLUMNS);
    const column = index % COLUMNS;
    const shift = row % 2;
    const steps = [0, 1, 1, shift, 1, shift - 1, 0, -1, -1, shift - 1, -1, shift];
    for (let side = 0; side < SIDES; side++) {
      const down = row + (steps[2 * side] as number);
      const across = column + (steps[2 * side + 1] as number);
      const isIn = down >= 0 && down < ROWS && across >= 0 && across < COLUMNS;
      table[index * SIDES + side] = isIn ? down * COLUMNS + across : OUTSIDE;
    }
  }
  return table;
}

/** `side` 0 = east, then counter-clockwise. */
export function neighborHexagon(index: number, side: number): number {
  return NEIGHBORS[index * SIDES + side] as number;
}

/** District index of every hexagon, OUTSIDE beyond the outline; each district and the outside hang together. */
export function latticeDistricts(towns: readonly Town[], districts: readonly District[]): Int16Array {
  const bent = towns.map((town) => bend(town.place));
  const owner = towns.map((town) => nearestSeat(town, districts));
  const labels = new Int16Array(COLUMNS * ROWS).fill(OUTSIDE);
  for (let index = 0; index < labels.length; index++) {
    const center = hexagonCenter(index);
    const [x, y] = bend(center);
    if (!isWithinBox(center) || !isInside(OUTLINE, x, y)) continue;
    let best = Number.POSITIVE_INFINITY;
    for (let town = 0; town < bent.length; town++) {
      const [townX, townY] = bent[town] as Position;
      const distance = (townX - x) ** 2 + (townY - y) ** 2;
      if (distance < best) {
        best = distance;
        labels[index] = owner[town] as number;
      }
    }
  }
  for (let pass = 0; pass < 3; pass++) smoothLabels(labels);
  mergeFragments(labels, districts.length);
  return labels;
}

function nearestSeat(town: Town, districts: readonly District[]): number {
  let best = -1;
  for (let index = 0; index < districts.length; index++) {
    const district = districts[index] as District;
    if (district.state !== town.state) continue;
    const held = districts[best];
    if (!held || degreesBetween(district.seat.place, town.place) < degreesBetween(held.seat.place, town.place))
      best = index;
  }
  return best;
}

const degreesBetween = (one: Position, other: Position): number => Math.hypot(one[0] - other[0], one[1] - other[1]);

const isWithinBox = ([lon, lat]: Position): boolean =>
  lon - HEXAGON_DEGREES > WEST &&
  lon + HEXAGON_DEGREES < EAST &&
  lat - HEXAGON_DEGREES > SOUTH &&
  lat + HEXAGON_DEGREES < NORTH;

function bend([lon, lat]: Position): Position {
  const options = { octaves: 5, fade: 0.62 };
  return [
    lon + 0.5 * (layeredNoise(lon * 1.6, lat * 1.6, { ...options, salt: 11 }) - 0.5),
    lat + 0.5 * (layeredNoise(lon * 1.6, lat * 1.6, { ...options, salt: 23 }) - 0.5),
  ];
}

/** A hexagon with at most two neighbors of its own district joins the district that most neighbors have. */
function smoothLabels(labels: Int16Array): void {
  const before = labels.slice();
  for (let index = 0; index < before.length; index++) {
    const own = before[index] as number;
    let alike = 0;
    for (let side = 0; side < SIDES; side++) if (before[neighborHexagon(index, side)] === own) alike++;
    if (alike <= 2) labels[index] = commonest(neighborLabels(before, index), own);
  }
}

/** Pieces cut off from the largest piece of their district join what surrounds them. */
function mergeFragments(labels: Int16Array, districtCount: number): void {
  const largest = new Map<number, number[]>();
  const fragments: number[][] = [];
  const seen = new Uint8Array(labels.length);
  for (let start = 0; start < labels.length; start++) {
    if (seen[start]) continue;
    const piece = floodPiece(labels, start, seen);
    const label = labels[start] as number;
    const held = largest.get(label);
    if (held && held.length >= piece.length) fragments.push(piece);
    else {
      if (held) fragments.push(held);
      largest.set(label, piece);
    }
  }
  if (largest.size !== districtCount + 1) throw new RangeError('A district of the demo has no land.');
  for (const piece of fragments) {
    const own = labels[piece[0] as number] as number;
    const label = commonest(
      piece.flatMap((index) => neighborLabels(labels, index)).filter((other) => other !== own),
      own,
    );
    for (const index of piece) labels[index] = label;
  }
}

function floodPiece(labels: Int16Array, start: number, seen: Uint8Array): number[] {
  const piece = [start];
  seen[start] = 1;
  for (let at = 0; at < piece.length; at++) {
    for (let side = 0; side < SIDES; side++) {
      const next = neighborHexagon(piece[at] as number, side);
      if (next === OUTSIDE || seen[next] || labels[next] !== labels[start]) continue;
      seen[next] = 1;
      piece.push(next);
    }
  }
  return piece;
}

function neighborLabels(labels: Int16Array, index: number): number[] {
  return [0, 1, 2, 3, 4, 5].map((side) => labels[neighborHexagon(index, side)] ?? OUTSIDE);
}

function commonest(found: readonly number[], otherwise: number): number {
  const counts = new Map<number, number>();
  for (const label of found) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [otherwise, 0] as [
    number,
    number,
  ])[0];
}
