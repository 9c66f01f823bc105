// The only file that fetches. Turns problem documents into ApiProblem, adds the header that cookie writes need, and
// types the answers. Knows no screen.

import type { Feature, Geometry, LineString, MultiPolygon, Point, Polygon } from 'geojson';
import { unpackColumns } from '../geodata/formats/columns.ts';
import { coordinate, mayBeCoordinate } from '../geodata/formats/coordinate.ts';
import type { Dataset, InputPrecision } from '../geodata/schema/dataset.ts';
import type { Gateway } from '../geodata/schema/gateway.ts';
import type { IncidentType } from '../geodata/schema/incident.ts';
import type { PatrolRoute, PatrolRun } from '../geodata/schema/patrol.ts';
import type { PopulationColumns } from '../geodata/schema/population.ts';
import type { ProblemCode, ProblemDocument, ProblemPart } from '../geodata/schema/problem.ts';
import type { PublicRelease, ReleaseScheme } from '../geodata/schema/release.ts';
import type { Role, Thing, Verb } from '../geodata/schema/roles.ts';
import type { Service } from '../geodata/schema/service.ts';
import type { Zone } from '../geodata/schema/zone.ts';

export interface Session {
  readonly role: Role;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly areaPrefix: string;
  /** null: nobody with an account (a visitor, the demo, a token of the command line). */
  readonly accountId: string | null;
  readonly email: string | null;
  readonly demo: boolean;
  readonly permissions: Partial<Record<Thing, readonly Verb[]>>;
  /** Roles that the demo may switch to; empty otherwise. */
  readonly roles: readonly Role[];
  /** Role that a steward looks as; null = as themselves. */
  readonly viewingAs: Role | null;
  readonly ownRole: Role;
  /** What the session must do before anything else. */
  readonly needs: 'code' | 'second_factor_setup' | null;
}

interface Item<G extends Geometry, P> extends Feature<G, P> {
  readonly id: string;
}
export type ServiceFeature = Item<Point, Omit<Service, 'geom'>>;
export type ZoneFeature = Item<Polygon | MultiPolygon, Omit<Zone, 'geom'>>;
export type PatrolFeature = Item<
  LineString,
  Omit<PatrolRoute, 'geom'> & { readonly runsLast30Days: number; readonly lastRunAt: string | null }
>;
export type RunFeature = Item<LineString, Omit<PatrolRun, 'geom'>>;
export interface AreaFacts {
  readonly pcode: string;
  readonly adminLevel: number;
  readonly name: string;
  readonly parentPcode: string | null;
  readonly bbox: readonly [number, number, number, number];
}
export interface AreaFeature {
  readonly id: string;
  readonly properties: AreaFacts;
}

/** Columns of one length: one entry per place, type and period. */
interface Counts {
  readonly type: readonly IncidentType[];
  readonly period: readonly string[];
  readonly count: readonly number[];
}
export interface IncidentPicture extends Counts {
  readonly view: {
    readonly resolution: 7 | 8;
    readonly period: 'day' | 'week';
    readonly floor: number;
    readonly delayHours: number;
  };
  readonly cell: readonly string[];
  readonly areas: Counts & { readonly pcode: readonly string[] };
}

export interface EffortItem {
  readonly cell: string;
  readonly month: string;
  readonly hours: number;
}

export interface Found {
  readonly kind: 'place' | 'service' | 'area' | 'zone' | 'coordinate';
  readonly id: string;
  readonly name: string;
  readonly detail: string;
  readonly lon: number;
  readonly lat: number;
  readonly bbox?: readonly [number, number, number, number];
}

export interface Population {
  readonly columns: PopulationColumns;
  readonly inputPrecision: InputPrecision;
  readonly asOf: string | null;
  readonly cellDegrees: readonly [number, number] | null;
}

/** A published release, without its regions. */
export interface ReleaseEntry {
  readonly id: string;
  readonly period: string;
  readonly scheme: ReleaseScheme;
  readonly floor: number;
  readonly publishedAt: string;
  readonly sha256: string;
}

/** `offline`: no answer at all. Otherwise the code of the problem document, or `fault` where there was none. */
export class ApiProblem extends Error {
  readonly code: ProblemCode | 'offline';
  readonly status: number;
  /** What is wrong with which part of the input. */
  readonly parts: readonly ProblemPart[];
  /** When it may be tried again, where the server says so. */
  readonly retryAfterSeconds: number | null;
  constructor(
    code: ProblemCode | 'offline',
    status: number,
    detail: string,
    more: { parts?: readonly ProblemPart[]; retryAfterSeconds?: number | null } = {},
  ) {
    super(detail);
    this.name = 'ApiProblem';
    this.code = code;
    this.status = status;
    this.parts = more.parts ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
  }
}

async function request(path: string, init: RequestInit & { signal?: AbortSignal | null } = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (init.method !== undefined && init.method !== 'GET') headers.set('X-Safereach', '1');
  if (init.body) headers.set('content-type', 'application/json');
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers, credentials: 'same-origin' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem('offline', 0, '');
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const type = response.headers.get('content-type') ?? '';
  if (!type.includes('json')) return new ApiProblem('fault', response.status, '');
  const document = (await response.json()) as ProblemDocument;
  const wait = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
  return new ApiProblem(document.code, response.status, document.detail ?? '', {
    parts: document.errors ?? [],
    retryAfterSeconds: wait > 0 ? wait : null,
  });
}

export async function read<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await request(path, { signal: signal ?? null });
  return (await response.json()) as T;
}

export interface Write {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** If-Match: the version that is changed. */
  readonly etag?: string;
  /** Idempotency-Key: the same for every try of one write. */
  readonly key?: string;
}

/** Writes; what comes back, if anything, is the thing as it is now. */
export async function send<T = void>({ method, path, body, etag, key }: Write): Promise<T> {
  const response = await request(path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: {
      ...(etag === undefined ? {} : { 'If-Match': etag }),
      ...(key === undefined ? {} : { 'Idempotency-Key': key }),
    },
  });
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** Most pages that one list is read to; what lies beyond is on the map through tiles, not in the table. */
const PAGE = 1000;
const MAX_PAGES = 50;
/** A list of this length may go on: nothing that must be complete is computed from it. */
export const LIST_LIMIT = PAGE * MAX_PAGES;

export async function readAll<F>(path: string, signal?: AbortSignal): Promise<F[]> {
  const features: F[] = [];
  let next: string | undefined = path;
  for (let page = 0; next !== undefined && page < MAX_PAGES; page++) {
    const answer: { features?: F[]; items?: F[]; next?: string | null } = await read(next, signal);
    features.push(...(answer.features ?? answer.items ?? []));
    next = answer.next ?? undefined;
  }
  return features;
}

export const readSession = (signal?: AbortSignal) => read<Session>('/api/session', signal);
export const startDemoSession = (role: Role) => send({ method: 'POST', path: '/api/session/demo', body: { role } });
export const signInWithToken = (token: string) => send({ method: 'POST', path: '/api/session', body: { token } });
export const signOut = () => send({ method: 'DELETE', path: '/api/session' });
/** null = to look as oneself again. */
export const viewAs = (role: Role | null, areaPrefix = '') =>
  send({ method: 'POST', path: '/api/session/view', body: role === null ? { role } : { role, areaPrefix } });

/** The newest published release; null where there is none yet. */
export async function readNewestRelease(signal?: AbortSignal): Promise<PublicRelease | null> {
  const { items } = await read<{ items: ReleaseEntry[] }>('/api/releases', signal);
  const newest = items
    .map(({ period }) => period)
    .sort()
    .at(-1);
  return newest === undefined ? null : read<PublicRelease>(`/api/releases/${newest}`, signal);
}
export const readGateways = (signal?: AbortSignal) => readAll<Gateway>('/api/gateways?limit=1000', signal);

export const readDatasets = async (signal?: AbortSignal) =>
  (await read<{ items: Dataset[] }>('/api/datasets', signal)).items;
export const readAreas = (signal?: AbortSignal) => readAll<AreaFeature>('/api/areas?limit=1000', signal);
export const readServices = (signal?: AbortSignal) => readAll<ServiceFeature>('/api/services?limit=1000', signal);
export const readZones = (signal?: AbortSignal) => readAll<ZoneFeature>('/api/zones?limit=1000', signal);
export const readPatrols = (signal?: AbortSignal) => readAll<PatrolFeature>('/api/patrols?limit=1000', signal);
export const readRuns = (routeId: string, signal?: AbortSignal) =>
  readAll<RunFeature>(`/api/patrols/${encodeURIComponent(routeId)}/runs`, signal);
export const readEffort = async (signal?: AbortSignal) =>
  (await read<{ items: EffortItem[] }>('/api/patrol-effort', signal)).items;
export const readIncidents = (range: { from: string; to: string }, signal?: AbortSignal) =>
  read<IncidentPicture>(`/api/incidents?${new URLSearchParams(range)}`, signal);
/** Names are asked of the server. A typed position is read here and never sent, not even half of one. */
export async function search(q: string, signal?: AbortSignal): Promise<Found[]> {
  if (!mayBeCoordinate(q)) {
    return (await read<{ items: Found[] }>(`/api/search?${new URLSearchParams({ q })}`, signal)).items;
  }
  const at = coordinate(q);
  if (at === null) return [];
  const [lon, lat] = at;
  return [{ kind: 'coordinate', id: q, name: `${lat.toFixed(5)}, ${lon.toFixed(5)}`, detail: '', lon, lat }];
}

export async function readPopulation(datasetId: string, signal?: AbortSignal): Promise<Population> {
  const path = `/api/population/${encodeURIComponent(datasetId)}/columns`;
  const response = await request(path, { signal: signal ?? null });
  const { header, columns } = unpackColumns<Omit<Population, 'columns'> & Pick<PopulationColumns, 'areas'>>(
    await response.arrayBuffer(),
  );
  return {
    columns: { ...columns, areas: header.areas } as unknown as PopulationColumns,
    inputPrecision: header.inputPrecision,
    asOf: header.asOf,
    cellDegrees: header.cellDegrees,
  };
}

/** A file of our own, as it is. */
export const readBytes = async (path: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await (await request(path)).arrayBuffer());
