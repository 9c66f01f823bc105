// Which care can be reached inside its clinical window: hours since the incident, the way, the wait until a door opens, and what
// the place has in stock. It knows no map and no person: nothing that comes in here is kept.
import { describeInput, sheet } from '../method_sheet.ts';
import { orderOfIds, requireSameLength } from '../number_columns.ts';
import { namesOf } from '../places.ts';
import { answerOf, rapeCare } from './care_in_time_answer.ts';
import { serviceColumns } from './care_in_time_choice.ts';
import type { CareInTimeInput, CareInTimeResult } from './care_in_time_schema.ts';
import { careWarnings } from './care_in_time_warnings.ts';
import { waysOf } from './care_in_time_ways.ts';
import { ADVICE } from './care_in_time_words.ts';
import { delayClass } from './clinical_needs.ts';
import { HOUR, instantText } from './zoned_time.ts';

export const CARE_IN_TIME_VERSION = '2';

/** Hours from incident to departure: real hours between two instants, whatever clocks did meanwhile; null = not known. */
const hoursBefore = ({ hoursSinceIncident, incidentAt, departure }: CareInTimeInput): number | null =>
  incidentAt === undefined ? (hoursSinceIncident ?? null) : (departure - incidentAt) / HOUR;

/**
 * Which care can this person reach inside its clinical window, where, and what is the next step?
 *
 * Method: time from the incident = hours since the incident + minutes on the way + wait until a visit of `visitMinutes` fits into
 * an opening (weekly rules, every n-th week, seasons, holidays and extra dates, in the time zone of the place; RFC 5545 rules in
 * part, clocks by the IANA database). A place counts for a need when its status is not closed and it has every component of
 * the need, none of them out of stock; "clinical management of rape" needs all of CMR_COMPONENTS (data4impact composite
 * indicator). A window of W hours is `in` when the time at P90 of the way is ≤ W, `out` when the time at P10 is > W, `maybe` in
 * between. Without a cited window, or without the time of the incident, the verdict is `soon`: no hour is invented. Places are
 * ranked in, maybe, out, those with a doubt (hours, status or stock not known, verified too long ago, under review) after the
 * others of their verdict, then by time, then by the way, then by id. Windows are data with protocol and source (WHO, UNFPA and UNHCR 2020; see
 * clinical_needs.ts).
 * Inputs: `departure` (RFC 3339 or milliseconds), `hoursSinceIncident` (hours) or `incidentAt` (instant), `services` as columns
 * `{kind, status, components, outOfStock, openingHours, minutes, minutesP10, minutesP90, stale, underReview, ids}` for one
 * starting point, or `travel {demand, service, minutes, …}` for many (one row per pair that has a way); `needs`, `visitMinutes`,
 * `choices`.
 * Output: per need the window, a verdict, a message, a next step and the first places with hours from the incident
 * (≥ 0; null = time of the incident not known); or `rows` with verdict, service and hours per row of demand
 * (null = no place). `skipped` counts the places left out by reason.
 * Throws Problem invalid_input when columns differ in length, ids or pairs repeat, P10 ≤ P50 ≤ P90 does not hold, a need has
 * hours without a source, or the incident is after the departure.
 * Cost: O(e log w + n·s) for e ways, w openings in their span, n needs and s services; 10,000 services and 6 needs take 8 ms beside
 * the reading of the inputs (6 to 20 ms), a million ways in rows 0.6 s with it.
 * Checked against Python's zoneinfo and dateutil (tests/reference/opening_rows.py), a minute-by-minute walk, and by hand at
 * 71:59:59, 72:00:00 and 72:00:01.
 * Measured: a wait for an opening takes about 0.1 µs, over a hundred times less than rrule's next date alone and some 10,000 times
 * less than a walk minute by minute (tests/bench/care_in_time.ts).
 *
 * Assumption that can harm: that the list of stock and hours is of today. A dose that ran out this morning, or a nurse who is
 * away, sends a person on a way for nothing: call first wherever that is safe. Time from the incident counts to the door, not
 * to the dose.
 */
export function careInTime(input: CareInTimeInput): CareInTimeResult {
  const { services: given, needs } = input;
  const { ids, kind, status, components, outOfStock, openingHours, minutes, minutesP10, minutesP90 } = given;
  const columns = { minutes, minutesP10, minutesP90, ids, kind, status, components, outOfStock };
  const all = { ...columns, openingHours: openingHours?.of, stale: given.stale, underReview: given.underReview };
  requireSameLength('/services', all);
  const count = Object.values(all).find((column) => column !== undefined)?.length ?? 0;
  const order = orderOfIds('/services', ids);
  const names = { order, ids: ids ?? null };
  const services = serviceColumns(given, count, order);
  const ways = waysOf(input, services, order);
  const hours = hoursBefore(input);
  const elapsed = hours === null ? Number.NaN : hours * HOUR;
  return {
    ...sheet({
      method: 'care-in-time',
      version: CARE_IN_TIME_VERSION,
      parameters: { visitMinutes: input.visitMinutes, choices: input.choices, needs: needs.map((need) => need.id) },
      inputs: {
        services: describeInput(given, count),
        ...(input.travel === undefined ? {} : { travel: describeInput(input.travel, input.travel.minutes.length) }),
      },
      warnings: careWarnings(input, services, hours),
    }),
    departure: instantText(input.departure),
    hoursSinceIncident: hours,
    delayClass: hours === null ? null : delayClass(hours),
    needs: needs.map((need) => ({
      ...{ ...need, components: [...need.components], kinds: [...need.kinds] },
      ...answerOf({ input, services, names, ways, need, elapsed }),
    })),
    clinicalManagementOfRape: components === undefined ? null : rapeCare(services, names),
    demandIds: ways.demand === null ? null : namesOf(ways.demand),
    advice: [...ADVICE],
  };
}
