// The analyses behind the page of hotspots, by reference to what the role sees, and where people could report. Fetches
// through api.ts; knows no screen.
import type { Feature, MultiPolygon } from 'geojson';
import type { EmergingCategory } from '../geodata/analysis/hotspot/emerging_categories.ts';
import type { GiCategory } from '../geodata/analysis/hotspot/gi_star_schema.ts';
import type { ScanCluster } from '../geodata/analysis/hotspot/scan_schema.ts';
import type { SilenceState } from '../geodata/analysis/warning/cell_reading.ts';
import type { NOWCAST_VERDICTS } from '../geodata/analysis/warning/nowcast.ts';
import type { ReportingPoint, ReportingPointInput } from '../geodata/schema/reporting_point.ts';
import { type AreaFacts, readAll, send } from './api.ts';

export type { ReportingPoint, ReportingPointInput, ScanCluster };

/** What every answer says about how it was made. */
export interface MethodAnswer {
  readonly method: string;
  readonly version: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
}
type Column = readonly (number | null)[];
export interface GiAnswer extends MethodAnswer {
  readonly ids: readonly string[];
  readonly z: Column;
  readonly adjustedP: Column;
  readonly category: readonly GiCategory[];
}
export interface EmergingAnswer extends MethodAnswer {
  readonly ids: readonly string[];
  readonly category: readonly (EmergingCategory | null)[];
  readonly flags: readonly (readonly string[])[];
  readonly z: readonly Column[];
}
export interface SilenceAnswer extends MethodAnswer {
  readonly ids: readonly string[];
  readonly states: readonly (readonly SilenceState[])[];
}
export interface ScanAnswer extends MethodAnswer {
  readonly clusters: readonly ScanCluster[];
}
export interface NowcastAnswer extends MethodAnswer {
  readonly observed: Column;
  readonly expected: Column;
  readonly lower: Column;
  readonly upper: Column;
  readonly provisional: readonly boolean[];
  readonly verdict: (typeof NOWCAST_VERDICTS)[number];
  readonly change: {
    readonly ratio: number | null;
    readonly lower: number | null;
    readonly upper: number | null;
  } | null;
}
export interface NearRepeatAnswer extends MethodAnswer {
  readonly riskWindow: { readonly days: number | null; readonly meters: number | null };
  readonly totals: { readonly events: number; readonly nearPairs: number };
}
export interface DensityAnswer extends MethodAnswer {
  readonly density: Column;
  readonly width: number;
  readonly height: number;
  readonly lon: readonly number[];
  readonly lat: readonly number[];
}

export const runProcess = <A extends MethodAnswer>(id: string, inputs: object): Promise<A> =>
  send<A>({ method: 'POST', path: `/ogc/processes/${id}/execution`, body: { inputs } });

export type AreaShape = Feature<MultiPolygon, AreaFacts>;
export const readAreaShapes = (signal?: AbortSignal) => readAll<AreaShape>('/api/areas?limit=1000&geometry=1', signal);

const POINTS = '/api/reporting-points';
const at = (id: string) => `${POINTS}/${encodeURIComponent(id)}`;
export const readReportingPoints = (signal?: AbortSignal) => readAll<ReportingPoint>(`${POINTS}?limit=1000`, signal);
export const createReportingPoint = (body: Partial<ReportingPointInput>) =>
  send<ReportingPoint>({ method: 'POST', path: POINTS, body });
export const changeReportingPoint = ({ id, version }: ReportingPoint, body: Partial<ReportingPointInput>) =>
  send<ReportingPoint>({ method: 'PATCH', path: at(id), body, etag: `"${version}"` });
