// From minutes on the way to milliseconds until somebody is received: arrival, wait for an opening, and the rows of demand they
// belong to. It knows no needs.
import { Problem } from '../../schema/problem.ts';
import { sparseFromTriples } from '../cost_matrix.ts';
import { type CodeColumn, orderOfIds, requireSameLength } from '../number_columns.ts';
import type { ServiceColumns } from './care_in_time_choice.ts';
import { type Arrivals, type CareWays, receivedTimes } from './care_in_time_received.ts';
import { type CareInTimeInput, MOST_ROWS } from './care_in_time_schema.ts';

interface Entries {
  readonly start: Int32Array;
  readonly service: Int32Array;
  /** Row of the input that each entry came from. */
  readonly row: Int32Array;
}

type Band = Pick<Arrivals, 'minutes' | 'minutesP10' | 'minutesP90'>;

export function waysOf(input: CareInTimeInput, services: ServiceColumns, order: Int32Array | null): CareWays {
  const { travel, departure, visitMinutes } = input;
  const { minutes, minutesP10, minutesP90 } = (travel ?? input.services) as Band;
  const band = { minutes, minutesP10, minutesP90 };
  requireOrder(travel === undefined ? '/services' : '/travel', band);
  const demandIds = travel?.demandIds;
  const demandOrder = orderOfIds('/travel', demandIds);
  const entries =
    travel === undefined ? singlePlace(minutes, order) : manyPlaces(travel, { services, order, demandOrder });
  return {
    ...entries,
    ...receivedTimes({ ...entries, ...band, hours: services.hours, departure, stayMinutes: visitMinutes }),
    isSinglePlace: travel === undefined,
    demand: demandOrder === null ? null : { order: demandOrder, ids: demandIds as CodeColumn },
  };
}

/** Services with a way, in the order of their ids. */
function singlePlace(minutes: Float64Array, order: Int32Array | null): Entries {
  const service: number[] = [];
  const row: number[] = [];
  for (let s = 0; s < minutes.length; s++) {
    const from = order === null ? s : (order[s] as number);
    if (Number.isNaN(minutes[from])) continue;
    service.push(s);
    row.push(from);
  }
  return { start: Int32Array.of(0, service.length), service: Int32Array.from(service), row: Int32Array.from(row) };
}

function manyPlaces(
  travel: NonNullable<CareInTimeInput['travel']>,
  of: { readonly services: ServiceColumns; readonly order: Int32Array | null; readonly demandOrder: Int32Array | null },
): Entries {
  const { demand, service, minutes, minutesP10, minutesP90, demandCount, demandIds } = travel;
  requireSameLength('/travel', { minutes, demand, service, minutesP10, minutesP90 });
  const rows = demandIds?.length ?? demandCount ?? demand.reduce((most, row) => Math.max(most, row), -1) + 1;
  if (demandIds !== undefined && demandCount !== undefined && demandCount !== demandIds.length) {
    throw odd('/travel/demandCount', 'This is another number than there are demandIds: leave one of them out.');
  }
  const place = (order: Int32Array | null, column: Float64Array): ArrayLike<number> => {
    if (order === null) return column;
    const placeOf = new Int32Array(order.length);
    for (let i = 0; i < order.length; i++) placeOf[order[i] as number] = i;
    return column.map((row) => placeOf[row] ?? MOST_ROWS);
  };
  try {
    const sparse = sparseFromTriples({
      pointer: '/travel',
      rows,
      columns: of.services.count,
      demand: place(of.demandOrder, demand),
      site: place(of.order, service),
      // Not the minutes: which row of the input each entry is, since a band has three columns.
      cost: Float64Array.from(minutes, (_, e) => e),
    });
    return withWay({ start: sparse.start, service: sparse.column, row: Int32Array.from(sparse.cost) }, minutes);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem(
      error.code,
      'The ways do not fit.',
      error.errors.map(({ pointer, detail }) => ({
        pointer: pointer.replace('/travel/site', '/travel/service'),
        detail: detail.replace('site', 'service'),
      })),
    );
  }
}

/** Without the pairs whose minutes are null. */
function withWay({ start, service, row }: Entries, minutes: Float64Array): Entries {
  const kept = new Int32Array(row.length);
  const starts = new Int32Array(start.length);
  let count = 0;
  for (let i = 0; i + 1 < start.length; i++) {
    for (let e = start[i] as number; e < (start[i + 1] as number); e++) {
      if (!Number.isNaN(minutes[row[e] as number])) kept[count++] = e;
    }
    starts[i + 1] = count;
  }
  if (count === row.length) return { start, service, row };
  const those = kept.subarray(0, count);
  return { start: starts, service: those.map((e) => service[e] as number), row: those.map((e) => row[e] as number) };
}

function requireOrder(pointer: string, { minutes, minutesP10, minutesP90 }: Band): void {
  requireSameLength(pointer, { minutes, minutesP10, minutesP90 });
  for (let e = 0; e < minutes.length; e++) {
    const middle = minutes[e] as number;
    if (Number.isNaN(middle)) continue;
    if (minutesP10 !== undefined && !((minutesP10[e] as number) <= middle)) {
      throw odd(`${pointer}/minutesP10/${e}`, 'P10 is at most the middle estimate: are the columns swapped?');
    }
    if (minutesP90 !== undefined && (minutesP90[e] as number) < middle) {
      throw odd(`${pointer}/minutesP90/${e}`, 'P90 is at least the middle estimate: are the columns swapped?');
    }
  }
}

const odd = (pointer: string, detail: string): Problem =>
  new Problem('invalid_input', 'The ways do not fit.', [{ pointer, detail }]);
