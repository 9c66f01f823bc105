// Which towns are joined by a road, and how important it is: the Gabriel graph of the towns (Gabriel & Sokal 1969,
// doi:10.2307/2412323), whose edges that also belong to the relative neighborhood graph (Toussaint 1980,
// doi:10.1016/0031-3203(80)90066-7) are the better roads. The same in every world; seed and scale are not known here.
import type { Position } from '../schema/geometry.ts';
import type { RoadEdge } from '../schema/road.ts';
import { metersBetween } from './meters.ts';
import { layeredNoise } from './noise.ts';
import type { Town } from './towns.ts';

export interface Highway {
  /** Indices into the towns. */
  readonly from: number;
  readonly to: number;
  readonly roadClass: RoadEdge['roadClass'];
  /** A corner about every 1.5 km; ends are the places of the towns. */
  readonly path: readonly Position[];
}

interface Link {
  readonly from: number;
  readonly to: number;
  readonly meters: number;
  readonly isRelativeNeighbor: boolean;
}

/** Towns this big have a trunk road to their like; and a primary road. */
const TRUNK_PEOPLE = 200_000;
const PRIMARY_PEOPLE = 84_000;
/** A side road is taken for longer than it is, so that through traffic keeps to the better one. */
const SIDE_ROAD_FACTOR = 1.25;

/** `isLand` keeps roads off the ground beyond the outline, unless a town would be cut off. */
export function highways(towns: readonly Town[], isLand: (place: Position) => boolean): Highway[] {
  const links = joinedTowns(towns);
  const paths = links.map((link) => bentPath((towns[link.from] as Town).place, (towns[link.to] as Town).place));
  const kept = keepConnected(
    towns.length,
    links,
    paths.map((path) => path.every(isLand)),
  );
  const ranks = importance(towns, kept);
  return kept.map((link) => ({
    from: link.from,
    to: link.to,
    roadClass: ranks.get(link) ?? sideRoad(towns, link),
    path: paths[links.indexOf(link)] as Position[],
  }));
}

function sideRoad(towns: readonly Town[], link: Link): RoadEdge['roadClass'] {
  if (link.isRelativeNeighbor) return 'secondary';
  return Math.max((towns[link.from] as Town).people, (towns[link.to] as Town).people) > 9000 ? 'tertiary' : 'track';
}

function joinedTowns(towns: readonly Town[]): Link[] {
  const meters = towns.map((one) => towns.map((other) => metersBetween(one.place, other.place)));
  const length = (one: number, other: number) => (meters[one] as number[])[other] as number;
  const links: Link[] = [];
  for (let from = 0; from < towns.length; from++) {
    for (let to = from + 1; to < towns.length; to++) {
      const direct = length(from, to);
      let isGabriel = true;
      let isRelativeNeighbor = true;
      for (let other = 0; other < towns.length && isGabriel; other++) {
        if (other === from || other === to) continue;
        isGabriel = length(from, other) ** 2 + length(other, to) ** 2 >= direct ** 2;
        isRelativeNeighbor &&= Math.max(length(from, other), length(other, to)) >= direct;
      }
      if (isGabriel) links.push({ from, to, meters: direct, isRelativeNeighbor });
    }
  }
  return links;
}

/** All links over land, and of the others the shortest ones without which the towns would fall apart. */
function keepConnected(townCount: number, links: readonly Link[], overLand: readonly boolean[]): Link[] {
  const root = Array.from({ length: townCount }, (_, index) => index);
  const find = (town: number): number => (root[town] === town ? town : find(root[town] as number));
  const joins = (link: Link): boolean => {
    const apart = find(link.from) !== find(link.to);
    root[find(link.from)] = find(link.to);
    return apart;
  };
  const kept = links.filter((_, index) => overLand[index]);
  kept.forEach(joins);
  const rest = links.filter((_, index) => !overLand[index]).toSorted((one, other) => one.meters - other.meters);
  return [...kept, ...rest.filter(joins)];
}

/** Links on the shortest ways between the largest towns, as trunk, and between the large ones, as primary. */
function importance(towns: readonly Town[], links: readonly Link[]): Map<Link, RoadEdge['roadClass']> {
  const ranks = new Map<Link, RoadEdge['roadClass']>();
  const mark = (isEnd: (town: Town) => boolean, rank: RoadEdge['roadClass']) => {
    towns.forEach((town, index) => {
      if (!isEnd(town)) return;
      const before = shortestWays(towns.length, links, index);
      towns.forEach((other, at) => {
        if (!isEnd(other)) return;
        for (let link = before[at]; link && at !== index; link = before[at]) {
          if (!ranks.has(link)) ranks.set(link, rank);
          at = link.from === at ? link.to : link.from;
        }
      });
    });
  };
  mark((town) => town.people >= TRUNK_PEOPLE || town.isCapital, 'trunk');
  mark((town) => town.people >= PRIMARY_PEOPLE, 'primary');
  return ranks;
}

/** Dijkstra (1959) with a plain list: there are fewer than a hundred towns. Per town the link it is reached by. */
function shortestWays(townCount: number, links: readonly Link[], start: number): (Link | undefined)[] {
  const cost = new Float64Array(townCount).fill(Number.POSITIVE_INFINITY);
  const done = new Uint8Array(townCount);
  const before: (Link | undefined)[] = new Array(townCount).fill(undefined);
  cost[start] = 0;
  for (;;) {
    let town = -1;
    for (let other = 0; other < townCount; other++) {
      if (!done[other] && (cost[other] as number) < (cost[town] ?? Number.POSITIVE_INFINITY)) town = other;
    }
    if (town < 0) return before;
    done[town] = 1;
    for (const link of links) {
      if (link.from !== town && link.to !== town) continue;
      const other = link.from === town ? link.to : link.from;
      const total = (cost[town] as number) + link.meters * (link.isRelativeNeighbor ? 1 : SIDE_ROAD_FACTOR);
      if (total >= (cost[other] as number)) continue;
      cost[other] = total;
      before[other] = link;
    }
  }
}

/** A road that bends with the ground: shifted sideways by noise, less so near its ends. */
function bentPath(from: Position, to: Position): Position[] {
  const meters = metersBetween(from, to);
  const parts = Math.max(4, Math.round(meters / 1500));
  const sway = Math.min(0.09, 0.2 * Math.hypot(to[0] - from[0], to[1] - from[1]));
  return Array.from({ length: parts + 1 }, (_, index): Position => {
    if (index === 0) return from;
    if (index === parts) return to;
    const share = index / parts;
    const lon = from[0] + (to[0] - from[0]) * share;
    const lat = from[1] + (to[1] - from[1]) * share;
    const free = Math.min(1, 4 * share * (1 - share)) * sway;
    const options = { octaves: 3, fade: 0.5 };
    const east = layeredNoise(lon * 5, lat * 5, { ...options, salt: 301 }) - 0.5;
    const north = layeredNoise(lon * 5, lat * 5, { ...options, salt: 401 }) - 0.5;
    return [Math.round((lon + 2 * free * east) * 1e6) / 1e6, Math.round((lat + 2 * free * north) * 1e6) / 1e6];
  });
}
