// The catalog entry of nearest-team. No computation of its own.
import { entry } from '../method.ts';
import { NEAREST_TEAM_VERSION, nearestTeam } from './nearest_team.ts';
import { nearestTeamInput, nearestTeamResult } from './nearest_team_schema.ts';

export const nearestTeamMethod = entry({
  id: 'nearest-team',
  version: NEAREST_TEAM_VERSION,
  title: 'Nearest response team',
  summary:
    'Which response team arrives first, given its status and access, and who goes where when several places ask at once.',
  theme: 'siting',
  source: 'siting/nearest_team.ts',
  inputs: nearestTeamInput,
  result: nearestTeamResult,
  compute: nearestTeam,
  example: {
    at: '2026-11-22T20:00:00+01:00',
    teams: {
      ids: ['t1', 't2', 't3'],
      status: ['available', 'on-task', 'off-duty'],
      freeFrom: [null, '2026-11-22T20:15:00+01:00', null],
      access: [[], ['boat'], ['boat']],
      lon: [13.1, 13.2, 13.15],
      lat: [11.8, 11.85, 11.83],
    },
    places: { ids: ['camp', 'island'], requires: [[], ['boat']], lon: [13.12, 13.21], lat: [11.81, 11.86] },
    costs: [
      [12, 25, 5],
      [40, 10, 8],
    ],
    assign: 'minimum-total',
  },
});
