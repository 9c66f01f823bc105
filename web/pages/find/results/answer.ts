// What the core says to what somebody chose, where the hour of the incident may be any of a day: asked for the latest and
// for the earliest moment that the answer can mean, and only what holds for both is certain. Pure.
import { type CareList, type ClockEntry, careList } from '../../../../geodata/analysis/reach/care_list.ts';
import type { CareQuestion } from '../../../../geodata/analysis/reach/care_list_asked.ts';
import type { CareEntry } from '../../../../geodata/analysis/reach/care_list_entry.ts';
import { hoursBetween, type IncidentSpan } from './incident_time.ts';
import type { Perhaps } from './need_words.ts';

export interface ClockRow extends ClockEntry {
  readonly perhaps: Perhaps;
  /** Where the hour is not exact: the first moment at which the window can end; `until` is the last. */
  readonly untilFirst: number | null;
}
export interface Answer extends Omit<CareList, 'clock'> {
  readonly clock: readonly ClockRow[];
}

export function answerOf(question: Omit<CareQuestion, 'hoursSinceIncident'>, incident: IncidentSpan | null): Answer {
  const hours = incident === null ? null : hoursBetween(incident, question.departure);
  // The most urgent care that may still be in time leads: the fewest hours decide what comes first.
  const best = careList({ ...question, hoursSinceIncident: hours?.least ?? null });
  const certain = (row: ClockEntry): ClockRow => ({ ...row, perhaps: 'travel', untilFirst: row.until });
  if (hours === null || hours.most === hours.least) return { ...best, clock: best.clock.map(certain) };
  const worst = careList({ ...question, hoursSinceIncident: hours.most });
  const clock = best.clock.map((row, i) => bothEnds(row, worst.clock[i] as ClockEntry));
  return { ...best, clock, entries: best.entries.map((entry) => withinBoth(entry, clock)) };
}

function bothEnds(row: ClockEntry, other: ClockEntry): ClockRow {
  const untilFirst = other.until;
  if (row.verdict === other.verdict) return { ...row, perhaps: 'travel', untilFirst };
  return { ...row, verdict: 'maybe', perhaps: 'when', untilFirst, nextStep: 'leave-now' };
}

/** A place that is in time for the fewest hours alone is perhaps in time: care must start before the window can first end. */
function withinBoth(entry: CareEntry, clock: readonly ClockRow[]): CareEntry {
  const row = clock.find(({ need }) => need.id === entry.need);
  const isLate = row?.untilFirst !== null && row !== undefined && entry.startsAt > row.untilFirst;
  return entry.verdict === 'in' && isLate ? { ...entry, verdict: 'maybe', nextStep: 'leave-now' } : entry;
}
