// From minutes on the way to milliseconds until somebody is received: arrival and wait for an opening. It knows no needs, no words
// and no validator.
import type { CodeColumn } from '../number_columns.ts';
import type { Ways } from './care_in_time_choice.ts';
import { visitStarts } from './opening_hours_runs.ts';
import type { ScheduleColumn } from './opening_hours_schedule.ts';

const MINUTE = 60_000;

export interface CareWays extends Ways {
  /** Until it opens after the arrival, in milliseconds, at P50. */
  readonly wait: Float64Array;
  /** One starting point with a way to each service, rather than rows of demand. */
  readonly isSinglePlace: boolean;
  /** Names of the rows of demand; null where there are none. */
  readonly demand: { readonly order: Int32Array; readonly ids: CodeColumn } | null;
}

export interface Arrivals {
  /** For each entry its service (a row of `hours`) and its row of the minutes. */
  readonly service: Int32Array;
  readonly row: Int32Array;
  readonly minutes: Float64Array;
  readonly minutesP10?: Float64Array | undefined;
  readonly minutesP90?: Float64Array | undefined;
  readonly hours: ScheduleColumn;
  readonly departure: number;
  /** A place must stay open so long after the arrival. */
  readonly stayMinutes: number;
}

export function receivedTimes(of: Arrivals): Pick<CareWays, 'travel' | 'wait' | 'middle' | 'low' | 'high'> {
  const middle = receivedAt(of, of.minutes);
  const low = of.minutesP10 && receivedAt(of, of.minutesP10).time;
  const high = of.minutesP90 && receivedAt(of, of.minutesP90).time;
  return {
    travel: middle.travel,
    wait: middle.wait,
    middle: middle.time,
    low: low ?? middle.time,
    // At P90 "no way" and "no opening" mean later than any window.
    high: high?.map((ms) => (Number.isNaN(ms) ? Number.POSITIVE_INFINITY : ms)) ?? middle.time,
  };
}

function receivedAt({ row, service, hours, departure, stayMinutes }: Arrivals, minutes: Float64Array) {
  const travel = new Float64Array(row.length);
  const arrival = new Float64Array(row.length);
  for (let e = 0; e < row.length; e++) {
    travel[e] = (minutes[row[e] as number] as number) * MINUTE;
    arrival[e] = departure + (travel[e] as number);
  }
  // The columns of moments become those of times in place: a phone asks a thousand times a second.
  const time = visitStarts({ hours, row: service, arrival, stay: stayMinutes * MINUTE });
  const wait = arrival;
  for (let e = 0; e < row.length; e++) {
    const start = time[e] as number;
    wait[e] = start - (arrival[e] as number);
    // Doors that open at one moment receive at one time to the last bit, however long the ways were.
    time[e] = wait[e] === 0 ? (travel[e] as number) : start - departure;
  }
  return { travel, wait, time };
}
