// The nearest point of the nearest edge of a road network, asked again and again. It knows lines, not who lives or works there,
// and no validator: a phone asks it too.
import Flatbush from 'flatbush';

const DEGREE = Math.PI / 180;
/** Meters in a degree along a meridian at the equator: the least there are, so a box made with it is never too small. */
const LEAST_METERS_PER_DEGREE = 110_574;
const FIRST_RADIUS_METERS = 200;

/** Lines of edges as columns: vertices of edge e stand at `start[e] … start[e + 1] - 1`, degrees. */
export interface EdgeLines {
  readonly start: Int32Array;
  readonly lon: Float64Array;
  readonly lat: Float64Array;
}

/** Edges drawn straight from node to node. */
export function straightLines(of: {
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
  readonly lon: Float64Array;
  readonly lat: Float64Array;
}): EdgeLines {
  const edges = of.from.length;
  const lines = {
    start: Int32Array.from({ length: edges + 1 }, (_, e) => 2 * e),
    lon: new Float64Array(2 * edges),
    lat: new Float64Array(2 * edges),
  };
  for (let e = 0; e < edges; e++) {
    for (const [at, node] of [
      [2 * e, of.from[e] as number],
      [2 * e + 1, of.to[e] as number],
    ] as const) {
      lines.lon[at] = of.lon[node] as number;
      lines.lat[at] = of.lat[node] as number;
    }
  }
  return lines;
}

/** A point of the network. One object is filled anew for each question. */
export interface NearestPoint {
  edge: number;
  /** Share of the edge's length at which the point lies, 0 = first vertex. */
  share: number;
  lon: number;
  lat: number;
}

/** Answers null where no edge is within so many meters (in the plane of the search). */
export type EdgeFinder = (lon: number, lat: number, maxMeters: number) => Readonly<NearestPoint> | null;

/**
 * Boxes of segments in an R-tree (flatbush) are searched in rings that grow fourfold, then once more within the distance
 * found, so that no nearer segment is missed. Segments are compared in the plane scaled for the latitude of the place, where a
 * distance d is off by up to d²·tan(latitude)/R (3 m at 10 km and 11°, 4 cm at 1 km): two that differ by less may be taken for
 * each other. Equal distances go to the smaller edge. Antimeridian: a segment is never longer than half the world. Cost:
 * O(s log s) to build, O(log s + candidates) a place, s segments.
 */
export function edgeFinder(lines: EdgeLines): EdgeFinder {
  const segments = segmentsOf(lines);
  if (segments.edge.length === 0) return () => null;
  const tree = new Flatbush(segments.edge.length);
  for (let s = 0; s < segments.edge.length; s++) {
    const [lon, lat, dLon, dLat] = [0, 1, 2, 3].map((k) => segments.ends[4 * s + k] as number) as [
      number,
      number,
      number,
      number,
    ];
    tree.add(
      Math.min(lon, lon + dLon),
      Math.min(lat, lat + dLat),
      Math.max(lon, lon + dLon),
      Math.max(lat, lat + dLat),
    );
  }
  tree.finish();
  const best: Best = { segment: -1, along: 0, meters: 0 };
  const found: NearestPoint = { edge: -1, share: 0, lon: 0, lat: 0 };
  return (lon, lat, maxMeters) => {
    nearestSegment({ tree, segments, lon, lat, maxMeters, best });
    if (best.segment < 0) return null;
    const at = 4 * best.segment;
    found.edge = segments.edge[best.segment] as number;
    found.lon = (segments.ends[at] as number) + best.along * (segments.ends[at + 2] as number);
    found.lat = (segments.ends[at + 1] as number) + best.along * (segments.ends[at + 3] as number);
    found.share = shareAlong(segments, best, found.edge);
    return found;
  };
}

interface Best {
  segment: number;
  /** 0 to 1 along the segment. */
  along: number;
  meters: number;
}

interface Segments {
  readonly edge: Int32Array;
  /** lon, lat of the first end, then the way to the second in degrees, the short way round. */
  readonly ends: Float64Array;
  /** First segment of each edge. */
  readonly first: Int32Array;
}

function segmentsOf({ start, lon, lat }: EdgeLines): Segments {
  const edges = start.length - 1;
  const first = new Int32Array(edges + 1);
  for (let e = 0; e < edges; e++) {
    first[e + 1] = (first[e] as number) + Math.max(0, (start[e + 1] as number) - (start[e] as number) - 1);
  }
  const count = first[edges] as number;
  const segments = { edge: new Int32Array(count), ends: new Float64Array(4 * count), first };
  for (let e = 0, s = 0; e < edges; e++) {
    for (let v = start[e] as number; v + 1 < (start[e + 1] as number); v++, s++) {
      const dLon = (lon[v + 1] as number) - (lon[v] as number);
      segments.edge[s] = e;
      segments.ends[4 * s] = lon[v] as number;
      segments.ends[4 * s + 1] = lat[v] as number;
      segments.ends[4 * s + 2] = dLon - 360 * Math.round(dLon / 360);
      segments.ends[4 * s + 3] = (lat[v + 1] as number) - (lat[v] as number);
    }
  }
  return segments;
}

function nearestSegment(of: {
  readonly tree: Flatbush;
  readonly segments: Segments;
  readonly lon: number;
  readonly lat: number;
  readonly maxMeters: number;
  readonly best: Best;
}): void {
  const { lat, maxMeters, best } = of;
  best.segment = -1;
  best.meters = Number.POSITIVE_INFINITY;
  const scale = metersPerDegree(lat);
  for (let radius = Math.min(FIRST_RADIUS_METERS, maxMeters); ; radius = Math.min(4 * radius, maxMeters)) {
    tryWithin(of, radius, scale);
    if (best.segment >= 0 && best.meters <= radius) return;
    if (radius >= maxMeters) return;
  }
}

/** Tries every segment whose box meets the square of this half width; what lies within the radius is then sure to be tried. */
function tryWithin(
  of: {
    readonly tree: Flatbush;
    readonly segments: Segments;
    readonly lon: number;
    readonly lat: number;
    readonly best: Best;
  },
  radius: number,
  scale: readonly [number, number],
): void {
  const { tree, segments, lon, lat, best } = of;
  const up = (radius / LEAST_METERS_PER_DEGREE) * 1.001;
  const poleward = Math.min(89.9, Math.abs(lat) + up);
  const across = Math.min(180, up / Math.cos(poleward * DEGREE));
  for (const turn of [-360, 0, 360]) {
    const west = lon + turn - across;
    const east = lon + turn + across;
    // Boxes lie within ±360: a segment starts within ±180 and is shorter than 180.
    if (turn !== 0 && !(west < 180 && east > 180) && !(east > -180 && west < -180)) continue;
    for (const s of tree.search(west, lat - up, east, lat + up))
      trySegment({ segments, s, lon: lon + turn, lat, scale, best });
  }
}

function trySegment(of: {
  readonly segments: Segments;
  readonly s: number;
  readonly lon: number;
  readonly lat: number;
  readonly scale: readonly [number, number];
  readonly best: Best;
}): void {
  const { segments, s, lon, lat, scale, best } = of;
  const x = ((segments.ends[4 * s] as number) - lon) * scale[0];
  const y = ((segments.ends[4 * s + 1] as number) - lat) * scale[1];
  const dx = (segments.ends[4 * s + 2] as number) * scale[0];
  const dy = (segments.ends[4 * s + 3] as number) * scale[1];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : Math.min(1, Math.max(0, -(x * dx + y * dy) / square));
  const meters = Math.hypot(x + along * dx, y + along * dy);
  if (meters < best.meters || (meters === best.meters && s < best.segment)) {
    best.segment = s;
    best.along = along;
    best.meters = meters;
  }
}

/** Meters in a degree of longitude and of latitude, here (WGS 84; Snyder 1987, doi:10.3133/pp1395, chapter 4). */
function metersPerDegree(lat: number): readonly [number, number] {
  const sine = Math.sin(lat * DEGREE);
  const w = 1 - 0.0066943799901413165 * sine * sine;
  const across = (6378137 / Math.sqrt(w)) * Math.cos(lat * DEGREE) * DEGREE;
  return [across, ((6378137 * (1 - 0.0066943799901413165)) / (w * Math.sqrt(w))) * DEGREE];
}

function shareAlong(segments: Segments, best: Best, edge: number): number {
  let before = 0;
  let all = 0;
  for (let s = segments.first[edge] as number; s < (segments.first[edge + 1] as number); s++) {
    const [across, up] = metersPerDegree(segments.ends[4 * s + 1] as number);
    const length = Math.hypot((segments.ends[4 * s + 2] as number) * across, (segments.ends[4 * s + 3] as number) * up);
    if (s < best.segment) before += length;
    else if (s === best.segment) before += best.along * length;
    all += length;
  }
  return all === 0 ? 0 : Math.min(1, before / all);
}
