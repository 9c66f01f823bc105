// Which response teams can come to one alert, first arrival first, and why the others cannot: nearest-team over minutes that are
// given, with every team accounted for. For operations and stewards only; positions are no part of the answer.
import type { NearestTeams, Team } from '../../schema/team.ts';
import { geodesicMeters } from '../reach/geodesic.ts';
import { nearestTeam } from './nearest_team.ts';
import { nearestTeamInput } from './nearest_team_schema.ts';

/** Along a straight line, where there are no roads to ask: an assumption of ours, which a warning says. */
const STRAIGHT_KMH = 30;

export interface TeamsAsked {
  readonly teams: readonly Team[];
  /** Teams that an open alert was given to: on task, whatever their own status says. */
  readonly busy: ReadonlySet<string>;
  readonly place: { readonly lon: number; readonly lat: number };
  /** The place is the middle of an area: minutes are to there. */
  readonly isArea: boolean;
  /** Minutes from each team with a position, in their order; null = no road leads near the place. */
  readonly minutes: (positions: readonly { lon: number; lat: number }[]) => Float64Array | null;
  readonly now: Date;
}

export function alertTeams(asked: TeamsAsked): NearestTeams {
  const { teams, busy, place, now } = asked;
  const placed = teams.flatMap((team) => {
    if (team.position === null || team.status === 'off-duty') return [];
    const [lon, lat] = team.position.coordinates;
    return [{ team, lon, lat }];
  });
  const roads = asked.minutes(placed);
  const minutes = roads ?? Float64Array.from(placed, (position) => straightMinutes(position, place));
  const found = nearestTeam(
    nearestTeamInput.parse({
      at: now.getTime(),
      teams: {
        ids: placed.map(({ team }) => team.id),
        status: placed.map(({ team }) => (busy.has(team.id) ? 'on-task' : team.status)),
        freeFrom: placed.map(({ team }) => team.freeFrom),
      },
      places: { ids: ['alert'] },
      costs: [Array.from(minutes, (time) => (Number.isFinite(time) ? time : null))],
      choices: 100,
    }),
  );
  const answer = found.places[0];
  const byId = new Map(teams.map((team) => [team.id, team]));
  const listed = (answer?.ranking ?? []).flatMap(({ team: id, ...arrival }) => {
    const team = byId.get(String(id));
    if (team === undefined) return [];
    const { name, positionAt, access } = team;
    const status = busy.has(team.id) ? ('on-task' as const) : team.status;
    return [{ teamId: team.id, name, status, positionAt, access, ...arrival }];
  });
  const can = new Set(listed.map(({ teamId }) => teamId));
  const noRoad = new Set(placed.filter((_, i) => Number.isNaN(minutes[i])).map(({ team }) => team.id));
  const reasonOf = (team: Team) => {
    if (team.status === 'off-duty') return 'off-duty' as const;
    if (team.position === null) return 'no-position' as const;
    return noRoad.has(team.id) ? ('no-road' as const) : ('unreachable' as const);
  };
  return {
    at: now.toISOString(),
    teams: listed,
    leftOut: teams
      .filter(({ id }) => !can.has(id))
      .map((team) => ({ teamId: team.id, name: team.name, reason: reasonOf(team) })),
    way: roads === null ? 'straight' : 'roads',
    nextStep: answer?.nextStep ?? '',
    warnings: warningsOf(asked, roads === null),
  };
}

function warningsOf({ isArea }: TeamsAsked, isStraight: boolean): string[] {
  return [
    isStraight
      ? `No open road is near the alert: minutes are straight lines at ${STRAIGHT_KMH} km/h, and the way takes longer.`
      : 'Minutes are over the roads as they are today and uncalibrated: a team that is a few minutes behind may be there first.',
    ...(isArea ? ['The alert names an area and no cell: minutes are to the middle of the area.'] : []),
  ];
}

const straightMinutes = (from: { lon: number; lat: number }, to: { lon: number; lat: number }): number =>
  (geodesicMeters({ fromLon: from.lon, fromLat: from.lat, toLon: to.lon, toLat: to.lat }) / 1000 / STRAIGHT_KMH) * 60;
