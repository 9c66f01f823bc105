// Whether two records may be counted as one event by this person. Knows what the records show, and no database.
import { mayBeOneEvent } from '../../geodata/analysis/hotspot/same_event.ts';
import type { IncidentRecord } from '../../geodata/schema/incident_record.ts';
import { Problem } from '../../geodata/schema/problem.ts';
import type { Viewer } from '../../geodata/schema/roles.ts';

interface Held {
  readonly keep: IncidentRecord | null;
  readonly drop: IncidentRecord | null;
}

/** Throws where they may not: a record is missing or counted under another, or they are no candidates. */
export function demandSameEvent(viewer: Viewer, { keep, drop }: Held): void {
  const refuse = (pointer: string, detail: string) =>
    new Problem('invalid_input', 'These records cannot be merged.', [{ pointer, detail }]);
  if (keep === null || drop === null)
    throw new Problem('incident_not_found', 'One of the two is not there, or counts under another record already.');
  if (keep.id === drop.id) throw refuse('/drop', 'Name two different records.');
  if (drop.verification === 'verified' && keep.verification !== 'verified')
    throw refuse('/keep', 'Keep the verified record, and drop the one that nobody verified.');
  // What one person takes out of the counts, others rely on: beyond what may be one event, a steward decides.
  if (viewer.role !== 'steward' && !mayBeOneEvent(keep, drop))
    throw refuse(
      '/drop',
      'These two differ in type, or lie more than a day or a cell apart. Ask a steward to merge them.',
    );
}
