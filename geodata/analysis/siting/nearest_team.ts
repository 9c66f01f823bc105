// Which response team arrives first, given where it is, whether it is free and what it may pass: the catalog form over
// nearest_team_times.ts and nearest_team_assignment.ts. For operations only: a team's place and status go to nobody else.
import { Problem } from '../../schema/problem.ts';
import { describeInput, sheet } from '../method_sheet.ts';
import { nameOf } from '../places.ts';
import { instantText } from '../reach/zoned_time.ts';
import { assignTeams } from './nearest_team_assignment.ts';
import { MOST_ASSIGNED, type NearestTeamInput, type NearestTeamResult } from './nearest_team_schema.ts';
import { type TeamTimes, teamTimes } from './nearest_team_times.ts';
import { nextStepOf, teamWarnings } from './nearest_team_words.ts';

export const NEAREST_TEAM_VERSION = '1';

type Place = NearestTeamResult['places'][number];

interface Arrivals {
  /** Minutes until each team could be at each place, at `place * teams + team`; Infinity = not. Not known = NaN. */
  readonly minutes: Float64Array;
  /** Only where the team is sure to be free: Infinity elsewhere. */
  readonly sure: Float64Array;
}

function arrivalsOf({ teams, places, travel, wait, mayGo }: TeamTimes): Arrivals {
  const minutes = new Float64Array(travel.length);
  for (let p = 0, at = 0; p < places.count; p++) {
    for (let t = 0; t < teams.count; t++, at++) {
      const until = (wait[t] as number) + (travel[at] as number);
      minutes[at] = travel[at] === Number.POSITIVE_INFINITY || !mayGo(p, t) ? Number.POSITIVE_INFINITY : until;
    }
  }
  return { minutes, sure: minutes.map((time) => (Number.isNaN(time) ? Number.POSITIVE_INFINITY : time)) };
}

/** Teams that can come to one place, first arrival first (those not sure after the others), ties by id; and who was left out. */
function rankingOf(
  times: TeamTimes,
  { minutes }: Arrivals,
  p: number,
): Pick<Place, 'skipped'> & { readonly ranked: number[] } {
  const { teams, wait, travel, mayGo } = times;
  const skipped: Place['skipped'] = {};
  const ranked: number[] = [];
  for (let t = 0; t < teams.count; t++) {
    const isOff = wait[t] === Number.POSITIVE_INFINITY;
    if (!isOff && minutes[p * teams.count + t] !== Number.POSITIVE_INFINITY) ranked.push(t);
    else {
      const reason = isOff ? 'off-duty' : mayGo(p, t) ? 'unreachable' : 'no-access';
      skipped[reason] = (skipped[reason] ?? 0) + 1;
    }
  }
  const time = (t: number): number => minutes[p * teams.count + t] as number;
  const unsure = (t: number): number => (Number.isNaN(time(t)) ? 1 : 0);
  const way = (t: number): number => travel[p * teams.count + t] as number;
  ranked.sort((a, b) => unsure(a) - unsure(b) || (unsure(a) ? way(a) - way(b) : time(a) - time(b)) || a - b);
  return { ranked, skipped };
}

function choose(input: NearestTeamInput, times: TeamTimes, { sure }: Arrivals): Int32Array {
  const { teams, places } = times;
  if (input.assign !== 'each') {
    for (const [name, table] of Object.entries({ teams, places })) {
      if (table.count > MOST_ASSIGNED) {
        throw new Problem('invalid_input', 'An assignment weighs every team against every place.', [
          { pointer: `/${name}`, detail: `At most ${MOST_ASSIGNED} can be assigned at once: ask for one area.` },
        ]);
      }
    }
    return assignTeams({ rows: places.count, columns: teams.count, cost: sure }, input.assign);
  }
  const first = new Int32Array(places.count).fill(-1);
  for (let p = 0; p < places.count; p++) {
    let best = Number.POSITIVE_INFINITY;
    for (let t = 0; t < teams.count; t++) {
      if ((sure[p * teams.count + t] as number) < best) {
        best = sure[p * teams.count + t] as number;
        first[p] = t;
      }
    }
  }
  return first;
}

/**
 * Which response team arrives first at each place, given its status and access, and who goes where when several places ask at once?
 *
 * Method: arrival = the question's moment + time until the team is free + time on the way. `each` takes the first arrival for
 * every place on its own. `minimum-total` and `earliest-last` give each place a team of its own: as many places as can be
 * served, then the least sum of minutes (shortest augmenting paths, Jonker & Volgenant 1987, doi:10.1007/BF02278710), or the
 * minutes that are lexicographically least from the last arrival down (Burkard & Rendl 1991, Operations Research Letters 10:303–308).
 * Ties go to the smaller id; of equal assignments always the same one is given. A team on task whose end nobody knows is listed
 * after the others and is not sent; a team off duty or without the access that a place requires is left out and counted.
 * Inputs: `at` (instant), `teams {status[], freeFrom[], access[][], lon[], lat[], ids[]}`, `places {requires[][], lon[], lat[],
 * ids[]}`, `costs[][]` minutes (rows places, columns teams, null = no way; for a team on task from where it will be free), or
 * without `costs` straight lines over the WGS 84 ellipsoid at `speedKmh` (default 30), which a warning says; `assign`, `choices`.
 * Output: per place the team to send and its minutes (≥ 0; null = nobody is sure to come), a ranking, who was left out
 * and a next step; `totalMinutes`, `lastMinutes`, `unserved`.
 * Throws Problem invalid_input when columns and costs do not fit, ids repeat, or more than 150 teams or places are to be assigned.
 * Cost: O(p·t log t) for p places and t teams; assignments O((p + t)³), the earliest last at worst (p + t)⁴; measured for 60
 * places and 60 teams: about 25 ms and 0.5 s.
 * Checked against every assignment of small tables, against scipy's linear_sum_assignment (tests/reference/team_rows.py) and by hand.
 *
 * Assumption that can harm: that the first to arrive is the right one to send. Whether a survivor wants a team to come, whether
 * it has women on it and whether the way is safe now are decided by people; a vehicle at the door can expose somebody.
 */
export function nearestTeam(input: NearestTeamInput): NearestTeamResult {
  const times = teamTimes(input);
  const { teams, places } = times;
  const arrivals = arrivalsOf(times);
  const chosen = choose(input, times, arrivals);
  const rows = Array.from(chosen, (team, p): Place => {
    const { ranked, skipped } = rankingOf(times, arrivals, p);
    const ranking = ranked.slice(0, input.choices).map((t) => {
      const at = p * teams.count + t;
      const sure = !Number.isNaN(arrivals.minutes[at]);
      const travelMinutes = times.travel[at] as number;
      const waitMinutes = sure ? (times.wait[t] as number) : 0;
      const minutes = waitMinutes + travelMinutes;
      const arrivesAt = instantText(input.at + minutes * 60_000);
      return { team: nameOf(teams, t), minutes, waitMinutes, travelMinutes, arrivesAt, sure };
    });
    const minutes = team < 0 ? null : (arrivals.sure[p * teams.count + team] as number);
    return {
      place: nameOf(places, p),
      team: team < 0 ? null : nameOf(teams, team),
      minutes,
      arrivesAt: minutes === null ? null : instantText(input.at + minutes * 60_000),
      ranking,
      skipped,
      nextStep: nextStepOf({ isSent: team >= 0, ranking, isShared: input.assign === 'each' }),
    };
  });
  const sent = rows.flatMap((row) => (row.minutes === null ? [] : [row.minutes]));
  return {
    ...sheet({
      method: 'nearest-team',
      version: NEAREST_TEAM_VERSION,
      parameters: {
        assign: input.assign,
        choices: input.choices,
        speedKmh: input.costs === undefined ? input.speedKmh : null,
      },
      inputs: { teams: describeInput(input.teams, teams.count), places: describeInput(input.places, places.count) },
      warnings: teamWarnings(input, times, rows),
    }),
    at: instantText(input.at),
    places: rows,
    totalMinutes: sent.length === 0 ? null : sent.reduce((sum, minutes) => sum + minutes, 0),
    lastMinutes: sent.length === 0 ? null : Math.max(...sent),
    unserved: rows.length - sent.length,
  };
}
