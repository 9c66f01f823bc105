// What stewards do: releases and their drafts, the audit trail, contacts, settings. Fetches through api.ts; knows no screen.
import type { Feature, Point } from 'geojson';
import type { AuditEntry, AuditVerdict } from '../geodata/schema/audit.ts';
import type { Gateway, GatewayInput } from '../geodata/schema/gateway.ts';
import type { EvaluatorRelease, PublicRelease } from '../geodata/schema/release.ts';
import type { Disclosure, ReleaseDraft } from '../geodata/schema/release_draft.ts';
import type { RoadPublication, WaitingRoad } from '../geodata/schema/road_publication.ts';
import type { Setting, SettingChange } from '../geodata/schema/setting.ts';
import { read, readAll, send } from './api.ts';

export type { AuditEntry, AuditVerdict, Gateway, GatewayInput, ReleaseDraft, Setting, SettingChange, WaitingRoad };

const DRAFTS = '/api/release-drafts';
const at = (path: string, id: string) => `${path}/${encodeURIComponent(id)}`;

/** Drafts and published releases, newest quarter first. */
export const readDrafts = async (signal?: AbortSignal) => (await read<{ items: ReleaseDraft[] }>(DRAFTS, signal)).items;
export const buildDraft = (period: string) => send<ReleaseDraft>({ method: 'POST', path: DRAFTS, body: { period } });
export const readPreview = (id: string, signal?: AbortSignal) =>
  read<PublicRelease>(`${at(DRAFTS, id)}/preview`, signal);
export const readEvaluatorPreview = (id: string, signal?: AbortSignal) =>
  read<EvaluatorRelease>(`${at(DRAFTS, id)}/preview/evaluator`, signal);
export const readDisclosure = (id: string, signal?: AbortSignal) =>
  read<Disclosure>(`${at(DRAFTS, id)}/disclosure`, signal);
/** What is signed is the version that was looked at. */
export const signDraft = ({ id, version }: ReleaseDraft) =>
  send<ReleaseDraft>({ method: 'POST', path: `${at(DRAFTS, id)}/signature`, etag: `"${version}"` });
export const deleteDraft = ({ id, version }: ReleaseDraft) =>
  send({ method: 'DELETE', path: at(DRAFTS, id), etag: `"${version}"` });

export const readAudit = (before: number | null, signal?: AbortSignal) =>
  read<{ items: AuditEntry[]; next?: string | null }>(
    `/api/audit?limit=100${before === null ? '' : `&before=${before}`}`,
    signal,
  );
export const verifyAudit = () => read<AuditVerdict>('/api/audit/verify');

export const createGateway = (body: GatewayInput) => send<Gateway>({ method: 'POST', path: '/api/gateways', body });
export const changeGateway = ({ id, version }: Gateway, body: GatewayInput) =>
  send<Gateway>({ method: 'PATCH', path: at('/api/gateways', id), body, etag: `"${version}"` });
export const deleteGateway = ({ id, version }: Gateway) =>
  send({ method: 'DELETE', path: at('/api/gateways', id), etag: `"${version}"` });

export const readSettings = (signal?: AbortSignal) => read<Setting>('/api/settings', signal);
export const changeSettings = ({ version }: Setting, body: SettingChange) =>
  send<Setting>({ method: 'PATCH', path: '/api/settings', body, etag: `"${version}"` });

/** Roads that are not today what everybody reads of them. */
export const readWaitingRoads = (signal?: AbortSignal) =>
  readAll<WaitingRoad>('/api/road-publication?limit=1000', signal);
/** What is published is each road as it was looked at: all of them or none. */
export const publishRoads = (roads: readonly WaitingRoad[]) => {
  const body: RoadPublication = {
    roads: roads.map(({ id, version, closed, seconds }) => ({ id, version, closed, seconds })),
  };
  return send<{ published: number; waiting: number }>({ method: 'POST', path: '/api/road-publication', body });
};
/** Named settlements, to say where a road lies. */
export const readTowns = async (signal?: AbortSignal) => {
  const places = await readAll<Feature<Point, { name: string }>>('/api/places?limit=1000', signal);
  return places.map(({ geometry: { coordinates }, properties: { name } }) => ({
    name,
    lon: coordinates[0] ?? 0,
    lat: coordinates[1] ?? 0,
  }));
};
