// Road edges: the roads between towns in pieces of a few kilometers, then the streets inside towns. Pieces share their
// end coordinates to the last digit, which is how a road graph is put together.
import type { Position } from '../schema/geometry.ts';
import type { RoadEdge } from '../schema/road.ts';
import type { Ground } from './ground.ts';
import { pathMeters } from './meters.ts';
import type { Highway } from './road_graph.ts';
import { Stream } from './stream.ts';
import { hasStreets, streetsOf } from './street_grid.ts';

/** Corners of a highway in one edge: about 6 km. */
const CORNERS_A_PIECE = 4;
/** Invented driving speeds in km/h. */
const SPEED_KMH: Readonly<Record<RoadEdge['roadClass'], number>> = {
  trunk: 80,
  primary: 65,
  secondary: 50,
  tertiary: 35,
  residential: 20,
  track: 15,
  unknown: 20,
};
/** Roads between towns that are shut somewhere along the way. */
const CLOSED_ROADS = 5;

export function* roadRows(
  ground: Ground,
  options: { readonly seed: number; readonly fineness: number },
): Generator<RoadEdge> {
  const stream = new Stream(options.seed, 'road');
  const shut = shutPieces(ground.highways, stream);
  for (const highway of ground.highways) {
    let piece = 0;
    for (let start = 0; start < highway.path.length - 1; start += CORNERS_A_PIECE) {
      const path = highway.path.slice(start, start + CORNERS_A_PIECE + 1);
      yield edgeOf(stream, { roadClass: highway.roadClass, path, closed: shut.get(highway) === piece++ });
    }
  }
  for (const town of ground.towns) {
    if (!hasStreets(town)) continue;
    for (const street of streetsOf(town, stream, options.fineness)) {
      const roadClass = street.isMain ? 'tertiary' : 'residential';
      yield edgeOf(stream, { roadClass, path: [street.from, street.to], closed: false });
    }
  }
}

/** One shut piece each on a few of the smaller roads; trunk roads stay open. */
function shutPieces(highways: readonly Highway[], stream: Stream): Map<Highway, number> {
  const shut = new Map<Highway, number>();
  const candidates = highways.filter(
    (highway) => highway.roadClass !== 'trunk' && highway.path.length > 3 * CORNERS_A_PIECE,
  );
  while (shut.size < Math.min(CLOSED_ROADS, candidates.length)) {
    const highway = stream.pick(candidates);
    shut.set(highway, Math.floor(highway.path.length / CORNERS_A_PIECE / 2));
  }
  return shut;
}

function edgeOf(
  stream: Stream,
  road: { readonly roadClass: RoadEdge['roadClass']; readonly path: readonly Position[]; readonly closed: boolean },
): RoadEdge {
  const lengthMeters = Math.round(pathMeters(road.path) * 10) / 10;
  const seconds = Math.round((lengthMeters / SPEED_KMH[road.roadClass]) * 3.6 * 10) / 10;
  return {
    id: stream.uuid(),
    roadClass: road.roadClass,
    lengthMeters,
    seconds: road.roadClass === 'track' ? null : seconds,
    oneWay: false,
    closed: road.closed,
    geom: { type: 'LineString', coordinates: [...road.path] },
  };
}
