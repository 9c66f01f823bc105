// A report while it is typed, and what is sent of it: the span of time that its precision means, and a place with its precision.
// Pure.
import type { IncidentInput } from '../../../geodata/schema/incident.ts';
import type { IncidentDraft } from '../../../geodata/schema/incident_record.ts';

export interface EntryDraft {
  readonly type: IncidentInput['type'] | '';
  readonly date: string;
  readonly time: string;
  readonly timePrecision: IncidentInput['timePrecision'];
  readonly placePrecision: IncidentInput['placePrecision'];
  readonly areaPcode: string;
  readonly point: readonly [lon: number, lat: number] | null;
  readonly sourceClass: IncidentInput['sourceClass'] | '';
  readonly consent: IncidentInput['consent'] | '';
}

export const EMPTY_ENTRY: EntryDraft = {
  type: '',
  date: '',
  time: '',
  timePrecision: 'day',
  placePrecision: 'settlement',
  areaPcode: '',
  point: null,
  sourceClass: '',
  consent: '',
};

/** The place is an area: no point is asked for. */
export const isByArea = ({ placePrecision }: Pick<EntryDraft, 'placePrecision'>): boolean =>
  placePrecision !== 'exact' && placePrecision !== 'settlement';

const DAY_MS = 86_400_000;
const second = (time: number) => new Date(time).toISOString();

/** First and last moment of what is known of the time, in UTC; null while it is not filled in. */
export function spanOf({ date, time, timePrecision }: EntryDraft): { from: string; to: string } | null {
  const day = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(day)) return null;
  const at = new Date(day);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
  const before = (next: number) => second(next - 1000);
  switch (timePrecision) {
    case 'hour': {
      const start = Date.parse(`${date}T${time}`);
      return Number.isNaN(start) ? null : { from: second(start), to: second(start) };
    }
    case 'day':
      return { from: second(day), to: before(day + DAY_MS) };
    case 'week': {
      const monday = day - ((at.getUTCDay() + 6) % 7) * DAY_MS;
      return { from: second(monday), to: before(monday + 7 * DAY_MS) };
    }
    case 'month':
      return { from: second(Date.UTC(year, month, 1)), to: before(Date.UTC(year, month + 1, 1)) };
    case 'year':
      return { from: second(Date.UTC(year, 0, 1)), to: before(Date.UTC(year + 1, 0, 1)) };
  }
}

/** null while anything is missing. `middleOf`: where an area is drawn, which stands for a place that is known no better. */
export function incidentOf(
  draft: EntryDraft,
  middleOf: (pcode: string) => readonly [number, number] | null,
): IncidentInput | null {
  const span = spanOf(draft);
  const { type, sourceClass, consent, timePrecision, placePrecision, areaPcode } = draft;
  const point = isByArea(draft) ? middleOf(areaPcode) : draft.point;
  if (span === null || point === null || type === '' || sourceClass === '') return null;
  if (consent !== 'given' && consent !== 'not_applicable') return null;
  return {
    ...{ type, sourceClass, consent, timePrecision, placePrecision },
    occurredFrom: span.from,
    occurredTo: span.to,
    areaPcode: isByArea(draft) ? areaPcode : null,
    verification: 'unverified',
    geom: { type: 'Point', coordinates: [point[0], point[1]] },
  };
}

/** What is asked about events that are known already: the cell that the point lies in, never the point. */
export function duplicateDraft(draft: EntryDraft, cellOf: (lat: number, lon: number) => string): IncidentDraft | null {
  const span = spanOf(draft);
  if (draft.type === '' || span === null) return null;
  const day = span.from.slice(0, 10);
  if (isByArea(draft)) {
    return draft.areaPcode === '' ? null : { type: draft.type, day, cell: null, areaPcode: draft.areaPcode };
  }
  if (draft.point === null) return null;
  const [lon, lat] = draft.point;
  return { type: draft.type, day, cell: cellOf(lat, lon), areaPcode: null };
}
