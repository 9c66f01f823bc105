// Sealed reports and the keys that open them, as the server has them: bytes, days and states. Fetches through api.ts; knows no
// screen, and nothing that was opened.
import type { z } from 'zod';
import type { ReportItem, ReportKey, reportThread } from '../../../geodata/schema/report.ts';
import { read, readAll, send } from '../../api.ts';

export type { ReportItem, ReportKey };
export type ReportThread = z.infer<typeof reportThread>;

const INBOX = '/api/report-inbox';
const KEYS = '/api/report-keys';
/** Of the query cache. */
export const KEYS_QUERY = ['report_keys'];
export const REPORTS_QUERY = ['reports'];

const at = (path: string, id: string) => `${path}/${encodeURIComponent(id)}`;

export const readKeys = async (signal?: AbortSignal) => (await read<{ items: ReportKey[] }>(KEYS, signal)).items;
export const publishKey = (publicKey: string) => send<ReportKey>({ method: 'POST', path: KEYS, body: { publicKey } });
export const retireKey = ({ id }: ReportKey) => send({ method: 'DELETE', path: at(KEYS, id) });

/** Newest day first; within a day in an order drawn by lot. */
export const readReports = (signal?: AbortSignal) => readAll<ReportItem>(INBOX, signal);
export const readThread = (id: string, signal?: AbortSignal) => read<ReportThread>(at(INBOX, id), signal);
export const changeState = ({ id, version }: ReportItem, state: ReportItem['state']) =>
  send<ReportItem>({ method: 'PATCH', path: at(INBOX, id), body: { state }, etag: `"${version}"` });
export const deleteReport = ({ id, version }: ReportItem) =>
  send({ method: 'DELETE', path: at(INBOX, id), etag: `"${version}"` });
export const sendReply = (id: string, sealed: string) =>
  send<ReportItem>({ method: 'POST', path: `${at(INBOX, id)}/replies`, body: { sealed } });
