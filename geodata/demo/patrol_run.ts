// Patrol runs of the demo: two months of tracks a little beside the route, at irregular hours, some turned back early.
// A run belongs to its route; everything about it is invented with it.
import type { Position } from '../schema/geometry.ts';
import type { PatrolRoute, PatrolRun } from '../schema/patrol.ts';
import { DAY, HOUR, type Season, timestamp } from './calendar.ts';
import { metersBetween, moved, pathMeters } from './meters.ts';
import { Stream } from './stream.ts';

const WEEKS = 9;
/** Stops included. */
const SPEED_KMH: Readonly<Record<PatrolRoute['mode'], number>> = { foot: 3.4, bicycle: 8, vehicle: 24 };
/** A track has a corner at least every so many meters, and about forty at most. */
const STEP_METERS = 120;
const MOST_STEPS = 40;
/** Local hours at which each purpose goes out; Africa/Lagos is UTC+1 all year. */
const HOURS: Readonly<Record<PatrolRoute['purpose'], readonly number[]>> = {
  market: [8, 10, 12, 15, 17],
  water: [5, 6, 7, 16, 17],
  firewood: [5, 6, 7, 8, 15],
  farm: [6, 7, 14, 16],
  night: [19, 21, 22, 23, 1, 3],
  road: [7, 9, 11, 14, 16],
  camp: [6, 11, 17, 19, 21],
};

export function* patrolRunRows(
  routes: Iterable<PatrolRoute>,
  options: { readonly season: Season; readonly seed: number },
): Generator<PatrolRun> {
  const { season } = options;
  const stream = new Stream(options.seed, 'patrol run');
  for (const route of routes) {
    for (let week = WEEKS; week > 0; week--) {
      // Now and then a week falls out: rain, fuel, or nobody free.
      const planned = stream.chance(0.08) ? 0 : Math.max(0, route.runsPerWeek + stream.whole(-1, 1));
      for (let run = 0; run < planned; run++) yield runRow(route, season.to - week * 7 * DAY, { stream, season });
    }
  }
}

function runRow(
  route: PatrolRoute,
  weekStart: number,
  given: { readonly stream: Stream; readonly season: Season },
): PatrolRun {
  const { stream, season } = given;
  const line = stream.chance(0.35) ? route.geom.coordinates.toReversed() : route.geom.coordinates;
  const track = trackBeside(
    stream.chance(0.12) ? line.slice(0, Math.ceil(line.length * stream.between(0.5, 0.9))) : line,
    stream,
  );
  const lengthMeters = Math.round(pathMeters(track));
  const duration = (lengthMeters / 1000 / SPEED_KMH[route.mode]) * HOUR * stream.between(0.85, 1.5);
  const hour = stream.pick(HOURS[route.purpose]) - 1 + stream.between(-0.7, 0.9);
  const start = Math.min(weekStart + stream.whole(0, 6) * DAY + hour * HOUR, season.to - duration - HOUR);
  const startedAt = Math.round(start / 60_000) * 60_000;
  return {
    id: stream.uuid(),
    routeId: route.id,
    startedAt: timestamp(startedAt),
    endedAt: timestamp(startedAt + Math.round(duration / 60_000) * 60_000),
    lengthMeters,
    geom: { type: 'LineString', coordinates: track },
  };
}

/** The line with more corners, shifted by a drift that changes slowly: a satellite fix and feet that avoid puddles. */
function trackBeside(line: readonly Position[], stream: Stream): Position[] {
  const path = line.length < 2 ? [line[0] as Position, line[0] as Position] : line;
  const step = Math.max(STEP_METERS, pathMeters(path) / MOST_STEPS);
  const track: Position[] = [];
  let east = 0;
  let north = 0;
  const put = (place: Position) => {
    east = 0.7 * east + 6 * stream.normal();
    north = 0.7 * north + 6 * stream.normal();
    track.push(moved(place, east, north));
  };
  put(path[0] as Position);
  for (let index = 1; index < path.length; index++) {
    const from = path[index - 1] as Position;
    const to = path[index] as Position;
    const parts = Math.max(1, Math.round(metersBetween(from, to) / step));
    for (let part = 1; part <= parts; part++) {
      const share = part / parts;
      put([from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]);
    }
  }
  return track;
}
