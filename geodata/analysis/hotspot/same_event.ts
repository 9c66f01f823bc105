// Whether two reported incidents may be one event, by what the duty room sees of them: type, cell or area, and day.
import { areNeighborCells } from 'h3-js';
import type { IncidentRecord } from '../../schema/incident_record.ts';

const DAY_MS = 86_400_000;
/** YYYY-MM-DD: a month or a year is shorter. */
const DATE_LENGTH = 10;

type Seen = Pick<IncidentRecord, 'type' | 'cell' | 'areaPcode' | 'period'>;

/** Of one type, in one cell or its neighbor (or known to the same area only), on one day or the next. */
export function mayBeOneEvent(a: Seen, b: Seen): boolean {
  const isDated = a.period.length === DATE_LENGTH && b.period.length === DATE_LENGTH;
  const daysApart = Math.abs(Date.parse(a.period) - Date.parse(b.period)) / DAY_MS;
  return a.type === b.type && isDated && daysApart <= 1 && isNear(a, b);
}

function isNear(a: Seen, b: Seen): boolean {
  if (a.cell === null || b.cell === null) return a.cell === b.cell && a.areaPcode === b.areaPcode;
  return a.cell === b.cell || areNeighborCells(a.cell, b.cell);
}
