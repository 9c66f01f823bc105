// Safe zones in use, and who was asked about them. Fetches through api.ts; knows no screen.
import type { Consultation } from '../geodata/schema/consultation.ts';
import type { ZoneInput } from '../geodata/schema/zone.ts';
import type { ZoneUse, ZoneUseParts } from '../geodata/schema/zone_use.ts';
import { readAll, send, type ZoneFeature } from './api.ts';

export type { Consultation, ZoneUse, ZoneUseParts };

const ZONES = '/api/zones';
const at = (path: string, id: string) => `${path}/${encodeURIComponent(id)}`;

export const readZoneUse = (signal?: AbortSignal) => readAll<ZoneUse>('/api/zone-use?limit=1000', signal);

/** Talks about zones in an area, in those that hold it and in those within it, newest first. */
export const readZoneTalks = (area: string, signal?: AbortSignal) =>
  readAll<Consultation>(`/api/consultations?${new URLSearchParams({ topic: 'zone', area })}`, signal);

/** Each list is replaced as a whole. */
export const changeZoneUse = ({ id, version }: ZoneUse, body: Partial<ZoneUseParts>) =>
  send<ZoneUse>({ method: 'PATCH', path: at('/api/zone-use', id), body, etag: `"${version}"` });

/** `key`: the same for every try of one zone, so that a bad line never makes two. */
export const createZone = (body: Pick<ZoneInput, 'name' | 'kind' | 'capacity' | 'geom'>, key: string) =>
  send<ZoneFeature>({ method: 'POST', path: ZONES, body, key });
export const changeZone = ({ id, properties }: ZoneFeature, body: Partial<ZoneInput>) =>
  send<ZoneFeature>({ method: 'PATCH', path: at(ZONES, id), body, etag: `"${properties.version}"` });
