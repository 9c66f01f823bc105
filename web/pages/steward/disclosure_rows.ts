// What each role sees of incidents, in words, from the very tables that decide it. Pure.
import type { INCIDENT_VIEW, Role } from '../../../geodata/schema/roles.ts';
import type { Message } from '../../i18n/messages.ts';

/** Mean area of an H3 cell in km² (h3geo.org, table of cell statistics). */
const CELL_SQUARE_KM: Readonly<Record<number, number>> = { 7: 5.2, 8: 0.7 };

export interface DisclosureRow {
  readonly role: Role;
  readonly space: Message;
  readonly time: Message;
  /** The smallest number that is ever shown. */
  readonly least: number;
}

/** `floor`: of the release. */
export function disclosureRows(floor: number, views: typeof INCIDENT_VIEW): DisclosureRow[] {
  const released = (role: Role, space: Message['key'], time: Message['key']): DisclosureRow => ({
    role,
    space: { key: space },
    time: { key: time },
    least: floor,
  });
  const live = (['planner', 'operations', 'steward'] as const).flatMap((role): DisclosureRow[] => {
    const view = views[role];
    if (view === undefined) return [];
    const space: Message =
      view.resolution === null
        ? { key: 'disclosure.exactPlace' }
        : { key: 'disclosure.cells', values: { km: CELL_SQUARE_KM[view.resolution] ?? 0 } };
    const time: Message =
      view.period === 'week'
        ? { key: 'disclosure.week', values: { hours: view.delayHours } }
        : { key: view.period === 'day' ? 'disclosure.day' : 'disclosure.exactTime' };
    return [{ role, space, time, least: view.floor }];
  });
  return [
    released('public', 'disclosure.regions', 'disclosure.quarter'),
    released('partner', 'disclosure.regions', 'disclosure.quarter'),
    released('evaluator', 'disclosure.admin1', 'disclosure.month'),
    ...live,
  ];
}
