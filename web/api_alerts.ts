// Alerts, what was done about them, and the teams that can go. Fetches through api.ts; knows no screen.
import type { Alert, AlertActionInput, AlertDetail, AlertInput } from '../geodata/schema/alert.ts';
import type { AlertFigures } from '../geodata/schema/alert_figures.ts';
import type { NearestTeams, Team, TeamInput } from '../geodata/schema/team.ts';
import { read, readAll, send } from './api.ts';

export type { Alert, AlertActionInput, AlertDetail, AlertFigures, AlertInput, NearestTeams, Team, TeamInput };

const ALERTS = '/api/alerts';
const TEAMS = '/api/teams';
const at = (path: string, id: string) => `${path}/${encodeURIComponent(id)}`;

/** All that is open, by its next limit. */
export const readOpenAlerts = (signal?: AbortSignal) => readAll<Alert>(`${ALERTS}?state=open&limit=1000`, signal);
/** The last that were closed. */
export const readClosedAlerts = async (signal?: AbortSignal) =>
  (await read<{ items: Alert[] }>(`${ALERTS}?state=closed&limit=100`, signal)).items;
export const readAlert = (id: string, signal?: AbortSignal) => read<AlertDetail>(at(ALERTS, id), signal);
export const readNearestTeams = (id: string, signal?: AbortSignal) =>
  read<NearestTeams>(`${at(ALERTS, id)}/teams`, signal);
/** Of alerts raised on these days, both included. */
export const readFigures = (days: { from: string; to: string }, signal?: AbortSignal) =>
  read<AlertFigures>(`${ALERTS}/figures?${new URLSearchParams(days)}`, signal);

export const raiseAlert = (body: AlertInput, key: string) =>
  send<AlertDetail>({ method: 'POST', path: ALERTS, body, key });
/** One step; the log grows by it. */
export const actOnAlert = ({ id, version }: Alert, body: AlertActionInput) =>
  send<AlertDetail>({ method: 'POST', path: `${at(ALERTS, id)}/actions`, body, etag: `"${version}"` });

export const readTeams = (signal?: AbortSignal) => readAll<Team>(`${TEAMS}?limit=1000`, signal);
export const createTeam = (body: TeamInput) => send<Team>({ method: 'POST', path: TEAMS, body });
export const changeTeam = ({ id, version }: Team, body: Partial<TeamInput>) =>
  send<Team>({ method: 'PATCH', path: at(TEAMS, id), body, etag: `"${version}"` });
export const deleteTeam = ({ id, version }: Team) =>
  send({ method: 'DELETE', path: at(TEAMS, id), etag: `"${version}"` });
