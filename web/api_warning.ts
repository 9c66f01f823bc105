// Early warning: the board, what was observed, who was asked, who watches. Fetches through api.ts; knows no screen.
import type { Consultation, ConsultationInput } from '../geodata/schema/consultation.ts';
import type { FocalPoint, FocalPointInput } from '../geodata/schema/focal_point.ts';
import type { Indicator, IndicatorInput, Observation, ObservationInput } from '../geodata/schema/indicator.ts';
import type { WarningBoard } from '../geodata/schema/warning_board.ts';
import { read, readAll, send } from './api.ts';

export type { BoardArea, BoardCell, WarningBoard } from '../geodata/schema/warning_board.ts';
export type {
  Consultation,
  ConsultationInput,
  FocalPoint,
  FocalPointInput,
  Indicator,
  IndicatorInput,
  Observation,
  ObservationInput,
};

const at = (path: string, id: string) => `${path}/${encodeURIComponent(id)}`;
const version = (of: { readonly version: number }) => `"${of.version}"`;

export const readBoard = (signal?: AbortSignal) => read<WarningBoard>('/api/warning-board', signal);
export const readIndicators = async (signal?: AbortSignal) =>
  (await read<{ items: Indicator[] }>('/api/indicators', signal)).items;
export const createIndicator = (body: Partial<IndicatorInput>) =>
  send({ method: 'POST', path: '/api/indicators', body });
export const changeIndicator = (of: Indicator, body: Partial<IndicatorInput>) =>
  send({ method: 'PATCH', path: at('/api/indicators', of.id), body, etag: version(of) });

/** The newest of one indicator in one area, or of all. */
export const readObservations = async (
  { limit, indicatorId, area }: { limit: number; indicatorId?: string; area?: string },
  signal?: AbortSignal,
) => {
  const query = new URLSearchParams({
    limit: String(limit),
    ...(indicatorId && { indicatorId }),
    ...(area && { area }),
  });
  return (await read<{ items: Observation[] }>(`/api/observations?${query}`, signal)).items;
};
export const createObservation = (body: ObservationInput) => send({ method: 'POST', path: '/api/observations', body });
export const deleteObservation = (of: Observation) =>
  send({ method: 'DELETE', path: at('/api/observations', of.id), etag: version(of) });

export const readConsultations = (signal?: AbortSignal) =>
  readAll<Consultation>('/api/consultations?limit=1000', signal);
export const createConsultation = (body: ConsultationInput) =>
  send({ method: 'POST', path: '/api/consultations', body });
export const deleteConsultation = (of: Consultation) =>
  send({ method: 'DELETE', path: at('/api/consultations', of.id), etag: version(of) });

export const readFocalPoints = async (signal?: AbortSignal) =>
  (await read<{ items: FocalPoint[] }>('/api/focal-points', signal)).items;
export const createFocalPoint = (body: FocalPointInput) =>
  send<FocalPoint & { readonly code: string }>({ method: 'POST', path: '/api/focal-points', body });
export const endFocalPoint = ({ id }: FocalPoint) => send({ method: 'DELETE', path: at('/api/focal-points', id) });
