// A directory as the columns that care in time asks: in the order of ids, opening hours made ready once, stale by a day. It knows
// records of services, no ways and no words.
import type { Directory, PackService } from '../../schema/pack.ts';
import { SERVICE_COMPONENTS, SERVICE_KINDS } from '../../schema/service_words.ts';
import type { ServiceColumns } from './care_in_time_choice.ts';
import { readySchedule } from './opening_hours.ts';
import type { ScheduleColumn } from './opening_hours_schedule.ts';
import { DAY } from './zoned_time.ts';

export interface DirectoryColumns extends ServiceColumns {
  /** Row of the directory that each service is. Ties go to the smaller id, as on a server. */
  readonly order: Int32Array;
}

interface Made {
  readonly columns: DirectoryColumns;
  /** Day of the last verification since 1970; −Infinity = never. */
  readonly verified: Float64Array;
}

/** Kept as long as somebody holds the directory: a page asks about the same one again and again. */
const made = new WeakMap<Directory, Made>();

const dayOf = (verifiedOn: string | null): number =>
  verifiedOn === null ? Number.NEGATIVE_INFINITY : Date.parse(`${verifiedOn}T00:00:00Z`) / DAY;

/** Oldest day (UTC, since 1970) of a verification that is no staler than `staleAfterDays` at `moment` (ms). */
const oldestDay = (moment: number, staleAfterDays: number): number => Math.floor(moment / DAY) - staleAfterDays;

/** The one definition of a stale entry: more than `staleAfterDays` days (UTC) since it was verified, or never verified. */
export const isStale = (verifiedOn: string | null, moment: number, staleAfterDays: number): boolean =>
  dayOf(verifiedOn) < oldestDay(moment, staleAfterDays);

/** As of a departure in milliseconds. */
export function directoryColumns(directory: Directory, departure: number): DirectoryColumns {
  let ready = made.get(directory);
  if (ready === undefined) {
    ready = columnsOf(directory.services);
    made.set(directory, ready);
  }
  const oldest = oldestDay(departure, directory.rules.staleAfterDays);
  return { ...ready.columns, stale: Uint8Array.from(ready.verified, (day) => Number(day < oldest)) };
}

function columnsOf(services: readonly PackService[]): Made {
  const order = Int32Array.from(services.keys());
  const idOf = (row: number): string => (services[row] as PackService).id;
  order.sort((a, b) => (idOf(a) < idOf(b) ? -1 : idOf(a) > idOf(b) ? 1 : a - b));
  const column = (value: (service: PackService) => number): number[] =>
    Array.from(order, (row) => value(services[row] as PackService));
  const bits = (components: PackService['components']): number =>
    components.reduce((all, component) => all | (1 << SERVICE_COMPONENTS.indexOf(component)), 0);
  const statuses = { open: 0, closed: 1, unknown: 2 } as const;
  return {
    verified: Float64Array.from(column(({ verifiedOn }) => dayOf(verifiedOn))),
    columns: {
      order,
      count: services.length,
      kind: Int8Array.from(column(({ kind }) => SERVICE_KINDS.indexOf(kind))),
      status: Uint8Array.from(column(({ status }) => statuses[status])),
      components: Int32Array.from(column(({ components }) => bits(components))),
      outOfStock: Int32Array.from(column(({ outOfStock }) => bits(outOfStock))),
      hours: scheduleColumn(services, order),
      stale: new Uint8Array(services.length),
      underReview: Uint8Array.from(column(({ underReview }) => Number(underReview))),
    },
  };
}

/** One schedule for each set of hours: those of a pack are one object where they are equal. */
function scheduleColumn(services: readonly PackService[], order: Int32Array): ScheduleColumn {
  const schedules: ScheduleColumn['schedules'][number][] = [null];
  const places = new Map<PackService['openingHours'], number>([[null, 0]]);
  const of = order.map((row) => {
    const hours = (services[row] as PackService).openingHours;
    const known = places.get(hours);
    if (known !== undefined) return known;
    const place = schedules.push(readySchedule(hours)) - 1;
    places.set(hours, place);
    return place;
  });
  return { schedules, of };
}
