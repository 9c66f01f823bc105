// Zones as things of the work map: dashed while they are not open to anybody, struck grey when suspended or closed. Pure.
import type { ZoneFeature } from '../../api.ts';
import type { WorkThing } from '../../map/work_things.ts';
import type { ZoneStatus } from './zone_facts.ts';

const TONES: Readonly<Record<ZoneStatus, WorkThing['tone']>> = {
  draft: 'zone-proposed',
  proposed: 'zone-proposed',
  open: 'zone',
  suspended: 'zone-suspended',
  closed: 'zone-suspended',
};

const made = new WeakMap<readonly ZoneFeature[], readonly WorkThing[]>();

/** The same list for the same zones: the map is told only of what changed. */
export function workThings(zones: readonly ZoneFeature[]): readonly WorkThing[] {
  const known = made.get(zones);
  if (known !== undefined) return known;
  const things = zones.map(({ id, geometry, properties: { name, status } }) => ({
    ...{ id, geometry, label: name },
    tone: TONES[status],
  }));
  made.set(zones, things);
  return things;
}
