// OpenStreetMap ways → the edges of a road graph: ways are cut where roads meet. It knows ids, tags and positions; not how
// a file is packed, and no lengths.
import type { Position } from '../schema/geometry.ts';
import type { RoadEdge } from '../schema/road.ts';

type Tags = Readonly<Record<string, string>>;

/** https://wiki.openstreetmap.org/wiki/Key:highway; what is not listed carries nobody (proposed, construction, raceway …). */
const CLASSES: Readonly<Record<string, RoadEdge['roadClass']>> = {
  motorway: 'trunk',
  trunk: 'trunk',
  primary: 'primary',
  secondary: 'secondary',
  tertiary: 'tertiary',
  unclassified: 'tertiary',
  residential: 'residential',
  living_street: 'residential',
  service: 'residential',
  pedestrian: 'residential',
  road: 'unknown',
  track: 'track',
  path: 'track',
  footway: 'track',
  bridleway: 'track',
  cycleway: 'track',
  steps: 'track',
};

/** The class of a highway tag (a link counts as the road it joins); null for what is no way to go. */
export function roadClassOf(highway: string): RoadEdge['roadClass'] | null {
  const road = highway.replace(/_link$/, '');
  // Anybody may write any word into a tag: `constructor` too.
  return Object.hasOwn(CLASSES, road) ? (CLASSES[road] ?? null) : null;
}

/** 1 = along the way only, −1 = against it only, 0 = both (https://wiki.openstreetmap.org/wiki/Key:oneway). */
export function onewayOf(tags: Tags): -1 | 0 | 1 {
  const said = tags['oneway'];
  if (said === '-1' || said === 'reverse') return -1;
  if (said === 'yes' || said === '1' || said === 'true') return 1;
  if (said === 'no' || said === '0' || said === 'false') return 0;
  return tags['junction'] === 'roundabout' || tags['highway'] === 'motorway' ? 1 : 0;
}

export interface OsmEdge {
  readonly roadClass: RoadEdge['roadClass'];
  readonly oneWay: boolean;
  readonly closed: boolean;
  /** At least two positions, in the direction of travel where it is one way. */
  readonly positions: Position[];
}

interface Way {
  readonly first: number;
  readonly count: number;
  readonly roadClass: RoadEdge['roadClass'];
  readonly oneway: -1 | 0 | 1;
  readonly closed: boolean;
}

/** Collects ways, then the nodes that they name, then gives the edges: two readings of a file, in memory bounded by its roads. */
export class OsmRoads {
  readonly #ways: Way[] = [];
  #refs = new Float64Array(1024);
  #refCount = 0;
  #ids: Float64Array = new Float64Array(0);
  #uses: Uint8Array = new Uint8Array(0);
  #lon: Float64Array = new Float64Array(0);
  #lat: Float64Array = new Float64Array(0);
  /** Ways with nodes that the file does not hold: it was cut out of a larger one. */
  incomplete = 0;

  /** Keeps a way that people can go; says whether it did. */
  takeWay(refs: readonly number[], tags: Tags): boolean {
    const roadClass = roadClassOf(tags['highway'] ?? '');
    if (roadClass === null || refs.length < 2 || tags['area'] === 'yes') return false;
    while (this.#refCount + refs.length > this.#refs.length) {
      const larger = new Float64Array(2 * this.#refs.length);
      larger.set(this.#refs);
      this.#refs = larger;
    }
    this.#refs.set(refs, this.#refCount);
    const closed = tags['access'] === 'no';
    this.#ways.push({ first: this.#refCount, count: refs.length, roadClass, oneway: onewayOf(tags), closed });
    this.#refCount += refs.length;
    return true;
  }

  /** After the last way, before the first node. */
  endWays(): void {
    const refs = this.#refs.subarray(0, this.#refCount);
    const sorted = refs.slice().sort();
    let count = 0;
    for (let i = 0; i < sorted.length; i++)
      if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[count++] = sorted[i] as number;
    this.#ids = sorted.slice(0, count);
    this.#uses = new Uint8Array(count);
    this.#lon = new Float64Array(count).fill(Number.NaN);
    this.#lat = new Float64Array(count);
    for (const { first, count: length } of this.#ways) {
      for (let i = 0; i < length; i++) {
        const at = this.#placeOf(refs[first + i] as number);
        // An end of a way is a place where roads may meet, wherever else it is used: it counts twice.
        const weight = i === 0 || i === length - 1 ? 2 : 1;
        this.#uses[at] = Math.min(2, (this.#uses[at] as number) + weight);
      }
    }
  }

  takeNode(id: number, lon: number, lat: number): void {
    const at = this.#placeOf(id);
    if (at < 0 || !(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) return;
    this.#lon[at] = lon;
    this.#lat[at] = lat;
  }

  /** The pieces between places where roads meet, way by way; a piece whose nodes are missing ends where they are. */
  *edges(): Generator<OsmEdge> {
    for (const way of this.#ways) {
      let positions: Position[] = [];
      let missing = false;
      for (let i = 0; i < way.count; i++) {
        const at = this.#placeOf(this.#refs[way.first + i] as number);
        const lon = this.#lon[at] as number;
        if (Number.isNaN(lon)) {
          missing = true;
          if (positions.length > 1) yield edgeOf(way, positions);
          positions = [];
          continue;
        }
        const position: Position = [lon, this.#lat[at] as number];
        positions.push(position);
        if (this.#uses[at] === 2 && positions.length > 1) {
          yield edgeOf(way, positions);
          positions = [position];
        }
      }
      if (positions.length > 1) yield edgeOf(way, positions);
      if (missing) this.incomplete++;
    }
  }

  /** Row of a node among those named by ways, −1 where no way names it. */
  #placeOf(id: number): number {
    const ids = this.#ids;
    let low = 0;
    let high = ids.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = ids[middle] as number;
      if (found === id) return middle;
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}

function edgeOf({ roadClass, oneway, closed }: Way, positions: Position[]): OsmEdge {
  return { roadClass, oneWay: oneway !== 0, closed, positions: oneway === -1 ? positions.toReversed() : positions };
}
