// Minutes from every team to every place in the order of their ids: from a matrix, or along straight lines at a stated speed;
// until a team is free; and which team may go where. It ranks nobody.
import { Problem } from '../../schema/problem.ts';
import { type CodeColumn, orderOfIds, requireSameLength } from '../number_columns.ts';
import { readPlaces } from '../places.ts';
import { geocentricPositions } from '../reach/ellipsoid.ts';
import { geodesicMetersBetween } from '../reach/geodesic.ts';
import type { NearestTeamInput } from './nearest_team_schema.ts';

const MINUTE = 60_000;

export interface Named {
  readonly count: number;
  readonly order: Int32Array | null;
  readonly ids: CodeColumn | null;
}

export interface TeamTimes {
  readonly teams: Named;
  readonly places: Named;
  /** Minutes on the way at `place * teams.count + team`; Infinity = no way. */
  readonly travel: Float64Array;
  /** Minutes until each team is free to leave; NaN = not known, Infinity = off duty. */
  readonly wait: Float64Array;
  readonly mayGo: (place: number, team: number) => boolean;
}

export function teamTimes(input: NearestTeamInput): TeamTimes {
  const { teams: given, places: asked, costs, at } = input;
  const located =
    costs === undefined ? { teams: readPlaces('/teams', given), places: readPlaces('/places', asked) } : null;
  const teams = located?.teams ?? named('/teams', given.ids, input.costs?.rows === 0 ? null : (costs?.columns ?? 0));
  const places = located?.places ?? named('/places', asked.ids, costs?.rows ?? 0);
  requireSameLength('/teams', {
    rows: { length: teams.count },
    status: given.status,
    freeFrom: given.freeFrom,
    access: given.access,
    lon: given.lon,
    lat: given.lat,
  });
  const { requires, lon, lat } = asked;
  requireSameLength('/places', { rows: { length: places.count }, requires, lon, lat });
  const teamRow = (t: number): number => (teams.order === null ? t : (teams.order[t] as number));
  const placeRow = (p: number): number => (places.order === null ? p : (places.order[p] as number));
  const travel = new Float64Array(places.count * teams.count);
  if (located !== null) straightMinutes(located, input.speedKmh, travel);
  else {
    for (let p = 0, into = 0; p < places.count; p++) {
      for (let t = 0; t < teams.count; t++)
        travel[into++] = costs?.cost[placeRow(p) * teams.count + teamRow(t)] as number;
    }
  }
  const wait = Float64Array.from({ length: teams.count }, (_, t) => {
    const status = given.status?.[teamRow(t)] ?? 'available';
    if (status !== 'on-task') return status === 'available' ? 0 : Number.POSITIVE_INFINITY;
    const free = given.freeFrom?.[teamRow(t)] ?? Number.NaN;
    return Math.max(0, (free - at) / MINUTE);
  });
  const access = Array.from({ length: teams.count }, (_, t) => new Set(given.access?.[teamRow(t)]));
  const mayGo = (p: number, t: number): boolean =>
    (asked.requires?.[placeRow(p)] ?? []).every((word) => (access[t] as Set<string>).has(word));
  return { teams, places, travel, wait, mayGo };
}

/** Without positions: as many as the matrix has; null = a matrix without rows says nothing, the ids do. */
function named(pointer: string, ids: CodeColumn | undefined, length: number | null): Named {
  const order = orderOfIds(pointer, ids);
  if (ids !== undefined && length !== null && ids.length !== length) {
    throw new Problem('invalid_input', 'Costs have one row per place and one column per team.', [
      { pointer: `${pointer}/ids`, detail: `This has ${ids.length} rows, but costs has ${length}.` },
    ]);
  }
  return { count: ids?.length ?? length ?? 0, order, ids: ids ?? null };
}

function straightMinutes(
  { teams, places }: { readonly teams: ReturnType<typeof readPlaces>; readonly places: ReturnType<typeof readPlaces> },
  speedKmh: number,
  minutes: Float64Array,
): void {
  if (teams.planar !== places.planar) {
    throw new Problem('invalid_input', 'Teams and places are on one plane, or both on the globe.', [
      { pointer: '/teams', detail: 'Give both as lon and lat, or both as x and y.' },
    ]);
  }
  const positions = (of: typeof teams): Float64Array =>
    of.planar ? new Float64Array() : geocentricPositions({ lon: of.across, lat: of.up });
  const [from, to] = [positions(teams), positions(places)];
  for (let p = 0, into = 0; p < places.count; p++) {
    for (let t = 0; t < teams.count; t++) {
      const [dx, dy] = [
        (teams.across[t] as number) - (places.across[p] as number),
        (teams.up[t] as number) - (places.up[p] as number),
      ];
      const meters = teams.planar ? Math.hypot(dx, dy) : geodesicMetersBetween(to, 3 * p, from, 3 * t);
      minutes[into++] = (meters / 1000 / speedKmh) * 60;
    }
  }
}
