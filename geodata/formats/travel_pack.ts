// Roads as bytes that a phone keeps: nodes and edges of a road graph, quantised, as columns of varints. It knows columns and
// bytes, not what a way is good for. Nodes and edges come back in another order than they went in.
import type { TravelColumns } from '../schema/pack.ts';
import { Problem } from '../schema/problem.ts';
import { ByteReader, ByteWriter, broken } from './byte_columns.ts';
import { type LinkedEdge, linkedEdges, type OrderedGraph, orderedGraph } from './travel_order.ts';

/** "SRT" and the version of the layout. */
const MAGIC = [0x53, 0x52, 0x54, 1] as const;
/** Millionths of a degree (0.1 m): where two doors are nearly as far, a coarser place changes which one comes first. */
const PER_DEGREE = 1e6;
/** Tenths of a meter and of a second. */
const PER_UNIT = 10;
/** Speeds listed, in tenths of km/h; an edge of another speed takes the nearest and says how far it is off. */
const MOST_SPEEDS = 40;
const KMH_PER_METER_A_SECOND = 3.6;

/** One number beside each edge: which way it may be driven, whether it is drawn from afar, and its speed. */
const BOTH_WAYS = 0;
const TO_LATER = 1;
const TO_EARLIER = 2;
const WAYS = 3;

/**
 * The open roads of a region in few bytes. Nodes stand breadth first, each as a step from the one it was met by; edges that join a
 * node to that one need no ends; lengths are told by what they have over the straight line, times by a listed speed.
 *
 * Why roads, and not a table of travel times: zipped, the demo's roads (6,631 pieces) take 33 kB, and the streets of Damaturu (13,343
 * rows, 6,892 once both ways are one) 29 kB, where plain columns take 85 and 105. A grid of 1 km cells within 5 km of a road with the
 * ten nearest services of any kind, in two modes, takes 1,320 kB, and again as much for every kind of care that is asked for; the
 * middle of its cell has the same ten services in the same order for 87 of 100 places (tests/bench/packs.ts).
 * Why a millionth of a degree: with it the ten nearest are those of the full figures for 996 to 1,000 of 1,000 places
 * (tests/geodata/analysis/reach/pack_oracle.test.ts), with a hundred-thousandth for 930 to 1,000: a door nearly as far from two roads
 * then joins the other one, which moved its time by up to 19 minutes.
 * Throws Problem invalid_input where nodes or edges do not fit together.
 */
export function packTravel(columns: TravelColumns): Uint8Array {
  for (let i = 0; i < columns.lon.length; i++) {
    if (Math.abs(columns.lon[i] as number) <= 180 && Math.abs(columns.lat[i] as number) <= 90) continue;
    throw new Problem('invalid_input', 'The roads do not fit together.', [
      { pointer: `/nodes/${i}`, detail: 'A node lies within -180 to 180 degrees east and -90 to 90 north.' },
    ]);
  }
  const nodes = {
    x: Int32Array.from(columns.lon, (lon) => Math.round(lon * PER_DEGREE)),
    y: Int32Array.from(columns.lat, (lat) => Math.round(lat * PER_DEGREE)),
  };
  const graph = orderedGraph(nodes, linkedEdges(columns, PER_UNIT));
  const speeds = speedsOf(graph.edges);
  const out = new ByteWriter();
  for (const byte of MAGIC) out.unsigned(byte);
  out.unsigned(graph.x.length);
  out.unsigned(graph.edges.length);
  out.unsigned(speeds.length);
  for (const speed of speeds) out.unsigned(speed);
  writeNodes(out, graph);
  const { parent, edges } = graph;
  let last = 0;
  for (const { later, earlier, isTree } of edges) {
    if (isTree) continue;
    out.unsigned(later - last);
    out.signed(earlier - (parent[later] as number));
    last = later;
  }
  const chosen = edges.map((edge) => nearestSpeed(speeds, edge));
  edges.forEach((edge, e) => {
    const way = !edge.oneWay ? BOTH_WAYS : edge.isReversed ? TO_EARLIER : TO_LATER;
    out.unsigned((2 * (chosen[e] as number) + edge.major) * WAYS + way);
  });
  for (const edge of edges) out.signed(edge.meters - straightUnits(graph, edge));
  edges.forEach((edge, e) => {
    out.signed(edge.seconds - secondsAt(speeds[chosen[e] as number] as number, edge.meters));
  });
  return out.taken();
}

function writeNodes(out: ByteWriter, { parent, x, y }: OrderedGraph): void {
  for (let i = 0; i < parent.length; i++) out.signed((parent[i] as number) - (parent[i - 1] ?? 0));
  for (const axis of [x, y]) {
    let root = 0;
    for (let i = 0; i < parent.length; i++) {
      const isRoot = parent[i] === i;
      out.signed((axis[i] as number) - (isRoot ? root : (axis[parent[i] as number] as number)));
      if (isRoot) root = axis[i] as number;
    }
  }
}

/** Throws Problem invalid_input for bytes that are no pack; what it allocates is at most some twenty times their length. */
export function unpackTravel(bytes: Uint8Array): TravelColumns {
  const from = new ByteReader(bytes);
  for (const byte of MAGIC) if (from.unsigned() !== byte) throw broken('The first bytes are those of another format.');
  const nodeCount = from.unsigned();
  const edgeCount = from.unsigned();
  const speedCount = from.unsigned();
  // Each node takes three bytes and each edge three at least, so nothing larger than the bytes themselves is promised.
  if (speedCount > MOST_SPEEDS || 3 * (nodeCount + edgeCount) > from.left)
    throw broken('It promises more than it holds.');
  const speeds = Array.from({ length: speedCount }, () => from.unsigned());
  const graph = readNodes(from, nodeCount);
  const { parent } = graph;
  const ends = readEnds(from, parent, edgeCount);
  const marks = Int32Array.from({ length: edgeCount }, () => from.unsigned());
  const { later, earlier } = ends;
  const meters = Float64Array.from({ length: edgeCount }, (_, e) => {
    return straightUnits(graph, { later: later[e] as number, earlier: earlier[e] as number }) + from.signed();
  });
  const seconds = Float64Array.from({ length: edgeCount }, (_, e) => {
    const speed = speeds[Math.floor((marks[e] as number) / (2 * WAYS))];
    if (speed === undefined) throw broken('An edge has a speed that is not listed.');
    return secondsAt(speed, meters[e] as number) + from.signed();
  });
  if (from.left > 0) throw broken('It is longer than it says.');
  for (const column of [meters, seconds])
    if (column.some((value) => !(value >= 0))) throw broken('A length is below 0.');
  const isTurned = (e: number): boolean => (marks[e] as number) % WAYS === TO_EARLIER;
  return {
    lon: Float64Array.from(graph.x, (x) => x / PER_DEGREE),
    lat: Float64Array.from(graph.y, (y) => y / PER_DEGREE),
    from: earlier.map((node, e) => (isTurned(e) ? (later[e] as number) : node)),
    to: later.map((node, e) => (isTurned(e) ? (earlier[e] as number) : node)),
    meters: meters.map((units) => units / PER_UNIT),
    seconds: seconds.map((units) => units / PER_UNIT),
    oneWay: Uint8Array.from(marks, (mark) => (mark % WAYS === BOTH_WAYS ? 0 : 1)),
    major: Uint8Array.from(marks, (mark) => Math.floor(mark / WAYS) % 2),
  };
}

type Nodes = Pick<OrderedGraph, 'parent' | 'x' | 'y'>;

function readNodes(from: ByteReader, count: number): Nodes {
  const parent = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const at = (parent[i - 1] ?? 0) + from.signed();
    if (!(at >= 0 && at <= i)) throw broken('A node hangs on one that does not come before it.');
    parent[i] = at;
  }
  const axis = (most: number): Int32Array => {
    const values = new Int32Array(count);
    let root = 0;
    for (let i = 0; i < count; i++) {
      const isRoot = parent[i] === i;
      const value = (isRoot ? root : (values[parent[i] as number] as number)) + from.signed();
      if (Math.abs(value) > most * PER_DEGREE) throw broken('A node lies outside of the Earth.');
      values[i] = value;
      if (isRoot) root = value;
    }
    return values;
  };
  return { parent, x: axis(180), y: axis(90) };
}

function readEnds(from: ByteReader, parent: Int32Array, count: number) {
  const later = new Int32Array(count);
  const earlier = new Int32Array(count);
  let e = 0;
  for (let i = 0; i < parent.length; i++) {
    if (parent[i] === i) continue;
    if (e === count) throw broken('There are fewer edges than nodes that hang together.');
    later[e] = i;
    earlier[e++] = parent[i] as number;
  }
  for (let last = 0; e < count; e++) {
    last += from.unsigned();
    const other = last < parent.length ? (parent[last] as number) + from.signed() : -1;
    if (!(other >= 0 && other <= last)) throw broken('An edge ends at a node that is not there.');
    later[e] = last;
    earlier[e] = other;
  }
  return { later, earlier };
}

/** The straight line between the ends of an edge in units of length, whole: both sides work it out from the same whole numbers. */
function straightUnits({ x, y }: Pick<OrderedGraph, 'x' | 'y'>, ends: Pick<LinkedEdge, 'later' | 'earlier'>): number {
  const [a, b] = [ends.later, ends.earlier];
  const lat = (((y[a] as number) + (y[b] as number)) / (2 * PER_DEGREE)) * (Math.PI / 180);
  const sine = Math.sin(lat);
  // Meters in a degree on WGS 84 (Snyder 1987, doi:10.3133/pp1395, chapter 4).
  const w = 1 - 0.0066943799901413165 * sine * sine;
  const across = (6378137 / Math.sqrt(w)) * Math.cos(lat) * (Math.PI / 180);
  const up = ((6378137 * (1 - 0.0066943799901413165)) / (w * Math.sqrt(w))) * (Math.PI / 180);
  const turn = ((x[a] as number) - (x[b] as number)) / PER_DEGREE;
  const east = (turn - 360 * Math.round(turn / 360)) * across;
  const north = (((y[a] as number) - (y[b] as number)) / PER_DEGREE) * up;
  return Math.round(Math.hypot(east, north) * PER_UNIT);
}

/** Units of time for a length at a speed in tenths of km/h. */
const secondsAt = (speed: number, meters: number): number =>
  speed === 0 ? 0 : Math.round((meters * KMH_PER_METER_A_SECOND * 10) / speed);

const speedOf = ({ meters, seconds }: LinkedEdge): number =>
  seconds === 0 ? 0 : Math.round(((meters * KMH_PER_METER_A_SECOND) / seconds) * 10);

/** The commonest speeds, rising. */
function speedsOf(edges: readonly LinkedEdge[]): number[] {
  const counts = new Map<number, number>();
  for (const edge of edges) counts.set(speedOf(edge), (counts.get(speedOf(edge)) ?? 0) + 1);
  const common = [...counts].sort(([a, n], [b, m]) => m - n || a - b).slice(0, MOST_SPEEDS);
  return common.map(([speed]) => speed).sort((a, b) => a - b);
}

function nearestSpeed(speeds: readonly number[], edge: LinkedEdge): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  speeds.forEach((speed, i) => {
    const off = Math.abs(edge.seconds - secondsAt(speed, edge.meters));
    if (off < least) [best, least] = [i, off];
  });
  return best;
}
