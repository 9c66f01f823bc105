// Patrols: routes and runs, plans as wholes, the own team's visits, figures, and when women are on the way. Fetches through api.ts;
// knows no screen.
import type { PatrolInput, PatrolRunInput } from '../geodata/schema/patrol.ts';
import type { PatrolFigures } from '../geodata/schema/patrol_figures.ts';
import type { PatrolPlan, PatrolSlot, patrolPlanRequest } from '../geodata/schema/patrol_plan.ts';
import type { Team } from '../geodata/schema/team.ts';
import type { WomenRoute, WomenRouteInput } from '../geodata/schema/women_route.ts';
import { read, readAll, send } from './api.ts';

export type { PatrolFigures, PatrolInput, PatrolPlan, PatrolSlot, Team, WomenRoute, WomenRouteInput };
export type PlanRequest = (typeof patrolPlanRequest)['_zod']['input'];

const one = (path: string, id: string) => `${path}/${encodeURIComponent(id)}`;
const etag = (version: number) => `"${version}"`;

export const readPlans = (signal?: AbortSignal) => readAll<PatrolPlan>('/api/patrol-plans?limit=1000', signal);
export const readSlots = (signal?: AbortSignal) =>
  read<{ items: PatrolSlot[]; asOf: string }>('/api/patrol-slots', signal);
export const createPlan = (body: PlanRequest, key: string) =>
  send<PatrolPlan>({ method: 'POST', path: '/api/patrol-plans', body, key });
export const deletePlan = ({ id, version }: PatrolPlan) =>
  send({ method: 'DELETE', path: one('/api/patrol-plans', id), etag: etag(version) });
export const renewMembers = ({ id, version }: PatrolPlan) =>
  send({ method: 'PATCH', path: one('/api/patrol-plans', id), body: { membersAsToday: true }, etag: etag(version) });

export const readFigures = (of: { weeks: number; timeZone: string }, signal?: AbortSignal) =>
  read<PatrolFigures>(
    `/api/patrol-figures?${new URLSearchParams({ weeks: String(of.weeks), timeZone: of.timeZone })}`,
    signal,
  );

export const readTeams = (signal?: AbortSignal) => readAll<Team>('/api/teams?limit=1000', signal);

export const readWomenRoutes = (signal?: AbortSignal) => readAll<WomenRoute>('/api/women-routes?limit=1000', signal);
export const createWomenRoute = (body: WomenRouteInput, key: string) =>
  send<WomenRoute>({ method: 'POST', path: '/api/women-routes', body, key });
export const deleteWomenRoute = ({ id, version }: WomenRoute) =>
  send({ method: 'DELETE', path: one('/api/women-routes', id), etag: etag(version) });

export const createPatrol = (body: PatrolInput, key: string) =>
  send<{ properties: { id: string; areaPcode: string | null } }>({ method: 'POST', path: '/api/patrols', body, key });
export const createRun = (routeId: string, body: PatrolRunInput, key: string) =>
  send({ method: 'POST', path: `${one('/api/patrols', routeId)}/runs`, body, key });
