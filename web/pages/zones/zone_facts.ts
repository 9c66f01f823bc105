// What follows from the record of a zone: what lapses next, what is open on the checklist, what may come after its status. Pure.
import type { Zone } from '../../../geodata/schema/zone.ts';
import { type ClaimRow, checklist, stateOn } from '../../../geodata/schema/zone_checklist.ts';
import type { ZoneUse } from '../../../geodata/schema/zone_use.ts';
import type { ZoneFeature } from '../../api.ts';

export type ZoneStatus = Zone['status'];

/** What a person may make of a zone next; the server asks for consultations and evidence. */
export const NEXT_STATUSES: Readonly<Record<ZoneStatus, readonly ZoneStatus[]>> = {
  draft: ['proposed'],
  proposed: ['open', 'draft'],
  open: ['suspended', 'closed'],
  suspended: ['open', 'closed'],
  closed: ['draft'],
};

export interface ZoneRow {
  readonly zone: ZoneFeature;
  readonly use: ZoneUse;
  readonly claims: readonly ClaimRow[];
  /** Required and not shown, or no longer. */
  readonly open: readonly ClaimRow[];
  /** Required evidence with an end, the next to lapse first; what has lapsed comes before. */
  readonly next: ClaimRow | null;
}

/** The order of a duty officer: what needs a hand first. */
const ORDER: readonly ZoneStatus[] = ['suspended', 'open', 'proposed', 'draft', 'closed'];

export function zoneRow(zone: ZoneFeature, use: ZoneUse, day: string): ZoneRow {
  const claims = checklist(zone.properties.kind, use, day);
  const required = claims.filter((row) => row.required);
  const [next = null] = required
    .filter(({ expiresOn }) => expiresOn !== null)
    .toSorted((a, b) => ((a.expiresOn ?? '') < (b.expiresOn ?? '') ? -1 : 1));
  return { zone, use, claims, open: required.filter(({ state }) => state === 'lapsed' || state === 'missing'), next };
}

/** Zones whose record the account may read; those of other areas stand on the map only. */
export function zoneRows(
  zones: readonly ZoneFeature[],
  byZone: ReadonlyMap<string, ZoneUse>,
  day: string,
): readonly ZoneRow[] {
  const rows = zones.flatMap((zone) => {
    const use = byZone.get(zone.id);
    return use === undefined ? [] : [zoneRow(zone, use, day)];
  });
  const rank = ({ zone }: ZoneRow) => ORDER.indexOf(zone.properties.status);
  const end = ({ next }: ZoneRow) => next?.expiresOn ?? '9999';
  return rows.toSorted(
    (a, b) =>
      rank(a) - rank(b) || end(a).localeCompare(end(b)) || a.zone.properties.name.localeCompare(b.zone.properties.name),
  );
}

/** Full when people stand where there is no room for them. */
export const isOverfull = ({ occupancy, capacity }: Pick<Zone, 'occupancy' | 'capacity'>): boolean =>
  occupancy !== null && capacity !== null && occupancy > capacity;

export interface TrainingState {
  readonly people: number;
  readonly women: number;
  readonly state: 'fresh' | 'soon' | 'lapsed';
}

/** People whose training still holds on a day, by topic; a topic of which none does is `lapsed`. */
export function trainingByTopic(
  training: ZoneUse['training'],
  day: string,
): ReadonlyMap<ZoneUse['training'][number]['topic'], TrainingState> {
  const found = new Map<ZoneUse['training'][number]['topic'], TrainingState>();
  for (const { topic, people, women, expiresOn } of training) {
    const state = stateOn(expiresOn, day);
    const before = found.get(topic) ?? { people: 0, women: 0, state: 'lapsed' as const };
    if (state === 'lapsed') {
      found.set(topic, before);
      continue;
    }
    found.set(topic, {
      people: before.people + people,
      women: before.women + women,
      state: state === 'fresh' || before.state === 'fresh' ? 'fresh' : 'soon',
    });
  }
  return found;
}
