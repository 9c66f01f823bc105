// What nearest-team says to the one who sends: the next step for a place, and what to beware of. It knows results, no tables.
import type { NearestTeamInput, NearestTeamResult } from './nearest_team_schema.ts';
import type { TeamTimes } from './nearest_team_times.ts';

type Place = NearestTeamResult['places'][number];

export function nextStepOf(of: {
  readonly isSent: boolean;
  readonly ranking: Place['ranking'];
  readonly isShared: boolean;
}): string {
  if (of.isSent)
    return 'Call this team: is it free, is the way safe now, and is it wanted there? Then send it and record the time.';
  if (of.ranking.some((team) => team.sure) && !of.isShared) {
    return 'Every team that can come is needed elsewhere first. Tell the place when the first of the list may follow, and ask partners for a team.';
  }
  if (of.ranking.length > 0) return 'Call the first team of the list: nobody knows yet when it is free.';
  return 'No team on duty can reach this place. Ask partners and the neighboring area for one, and agree by phone on what helps until then.';
}

export function teamWarnings(
  input: NearestTeamInput,
  { teams, places, wait }: TeamTimes,
  rows: readonly Place[],
): string[] {
  const warnings: string[] = [];
  if (input.costs === undefined) {
    warnings.push(
      `No travel times were given: minutes are straight lines at ${input.speedKmh} km/h. Roads, rivers, checkpoints and fighting make them longer; the order of teams may differ.`,
    );
  } else warnings.push('Travel times are uncalibrated: a team that is a few minutes behind may be there first.');
  if (teams.count === 0) warnings.push('There are no teams in this list.');
  if (places.count === 0) warnings.push('There are no places in this list.');
  if (input.teams.status === undefined && teams.count > 0)
    warnings.push('No status was given: every team is taken to be free.');
  const unknown = wait.filter(Number.isNaN).length;
  if (unknown > 0)
    warnings.push(
      `${unknown} of ${teams.count} teams are on task and nobody said until when: they are listed last and not sent.`,
    );
  const beyond = rows.filter(({ ranking }) => ranking.length === 0).length;
  if (beyond > 0) warnings.push(`${beyond} of ${places.count} places can be reached by no team: see skipped for why.`);
  const shared = new Map<string | number, number>();
  for (const { team } of rows) if (team !== null) shared.set(team, (shared.get(team) ?? 0) + 1);
  const twice = [...shared.values()].filter((count) => count > 1).length;
  if (twice > 0) {
    warnings.push(
      `${twice} teams are the first for more than one place: ask for an assignment when all of them need one now.`,
    );
  }
  return warnings;
}
