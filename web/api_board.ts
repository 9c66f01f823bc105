// What the duty board asks the server for: the columns, records behind a row, records that may be one event, and saved views.
import { unpackIncidents } from '../geodata/formats/incident_columns.ts';
import type { BoardView, BoardViewInput } from '../geodata/schema/board_view.ts';
import type { IncidentInput } from '../geodata/schema/incident.ts';
import type { IncidentColumns } from '../geodata/schema/incident_columns.ts';
import type { DuplicatePair, IncidentDraft, IncidentMerge, IncidentRecord } from '../geodata/schema/incident_record.ts';
import { read, readBytes, send } from './api.ts';

/** As the role sees them; read anew when incidents changed. */
export async function readIncidentColumns(): Promise<IncidentColumns> {
  return unpackIncidents(await readBytes('/api/incidents/columns'));
}

/** Records of one cell or area on one day, of one type. */
export const readRecords = async (of: Readonly<Record<string, string>>, signal?: AbortSignal) =>
  (await read<{ items: IncidentRecord[] }>(`/api/incidents/records?${new URLSearchParams(of)}`, signal)).items;

export const addIncident = (record: IncidentInput, key: string) =>
  send({ method: 'POST', path: '/api/incidents', body: record, key });

/** `isWhole`: all pairs of these days are known; else there are more records than one search compares. */
export interface Duplicates {
  readonly items: readonly DuplicatePair[];
  readonly isWhole: boolean;
}
export const readDuplicates = (days: { from: string; to: string }, signal?: AbortSignal) =>
  read<Duplicates>(`/api/incidents/duplicates?${new URLSearchParams(days)}`, signal);
/** Records like the one that is typed; its cell is sent, never its point. */
export const findDuplicates = async (draft: IncidentDraft) =>
  (await send<{ items: IncidentRecord[] }>({ method: 'POST', path: '/api/incidents/duplicates', body: draft })).items;
export const readMerges = async (signal?: AbortSignal) =>
  (await read<{ items: IncidentMerge[] }>('/api/incident-merges', signal)).items;
export const mergeIncidents = (keep: string, drop: string, key: string) =>
  send({ method: 'POST', path: '/api/incident-merges', body: { keep, drop }, key });
export const undoMerge = ({ id, version }: IncidentMerge) =>
  send({ method: 'DELETE', path: `/api/incident-merges/${encodeURIComponent(id)}`, etag: `"${version}"` });

export const readBoardViews = async (signal?: AbortSignal) =>
  (await read<{ items: BoardView[] }>('/api/board-views', signal)).items;
export const saveBoardView = (view: BoardViewInput, key: string) =>
  send({ method: 'POST', path: '/api/board-views', body: view, key });
export const removeBoardView = ({ id, version }: BoardView) =>
  send({ method: 'DELETE', path: `/api/board-views/${encodeURIComponent(id)}`, etag: `"${version}"` });
