// Zones as things of the work map: far out a point with its name and, where it is not open, its status; near the chosen one
// their outlines, dashed while nobody is let in yet, grey when suspended or closed. Pure.
import type { ZoneFeature } from '../../api.ts';
import { word } from '../../i18n/messages.ts';
import { boxOfGeometries } from '../../map/work_box.ts';
import type { WorkThing } from '../../map/work_things.ts';
import type { ZoneStatus } from './zone_facts.ts';

const TONES: Readonly<Record<ZoneStatus, WorkThing['tone']>> = {
  draft: 'zone-proposed',
  proposed: 'zone-proposed',
  open: 'zone',
  suspended: 'zone-suspended',
  closed: 'zone-suspended',
};

export type Middle = readonly [lon: number, lat: number];

/** The middle of the box around a zone; null where it has no outline. */
export function middleOf({ geometry }: Pick<ZoneFeature, 'geometry'>): Middle | null {
  const box = boxOfGeometries([geometry]);
  return box === null ? null : [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
}

const labelOf = ({ name, status }: ZoneFeature['properties']): string =>
  status === 'open' ? name : `${name} (${word('status', status)})`;

export function workThings(zones: readonly ZoneFeature[], near: boolean): readonly WorkThing[] {
  return zones.flatMap((zone) => {
    const middle = middleOf(zone);
    if (middle === null) return [];
    const geometry = near ? zone.geometry : { type: 'Point' as const, coordinates: [...middle] };
    const tone = TONES[zone.properties.status];
    return [{ id: zone.id, geometry, tone, label: labelOf(zone.properties), hatched: tone === 'zone-suspended' }];
  });
}
