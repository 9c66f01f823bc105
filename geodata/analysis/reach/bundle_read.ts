// The inputs of bundle in the order of their ids, minutes as milliseconds, ready for bundle_tour.ts.
import { Problem } from '../../schema/problem.ts';
import { SERVICE_KINDS } from '../../schema/service_words.ts';
import type { CostMatrix } from '../cost_matrix.ts';
import { type CodeColumn, orderOfIds, reordered, requireSameLength } from '../number_columns.ts';
import { type BundleInput, MOST_BUNDLE_STEPS } from './bundle_schema.ts';
import { tourTable } from './bundle_tour.ts';

const MINUTE = 60_000;

interface Named {
  readonly order: Int32Array | null;
  readonly ids: CodeColumn | null;
}

export function readBundle(input: BundleInput) {
  const { costs, between, back, services, demand } = input;
  const count = services.kind.length;
  requireSameLength('/services', {
    kind: services.kind,
    status: services.status,
    openingHours: services.openingHours?.of,
    ids: services.ids,
  });
  requireSize('/costs', costs, costs.rows, count);
  requireSize('/between', between, count, count);
  if (back !== undefined) requireSize('/back', back, costs.rows, count);
  for (const key of ['people', 'ids'] as const) {
    const length = demand?.[key]?.length ?? costs.rows;
    if (length !== costs.rows) throw odd(`/demand/${key}`, `This has ${length} rows, but costs has ${costs.rows}.`);
  }
  const wanted = services.kind.filter((kind) => input.kinds.includes(kind)).length;
  if (costs.rows * 2 ** input.kinds.length * wanted ** 2 > MOST_BUNDLE_STEPS) {
    throw odd('/costs', 'So many starting points, kinds and services take too long: split the starting points.');
  }
  const order = orderOfIds('/services', services.ids);
  const demandOrder = orderOfIds('/demand', demand?.ids);
  const row = (s: number): number => (order === null ? s : (order[s] as number));
  const kinds = SERVICE_KINDS.filter((kind) => input.kinds.includes(kind));
  const isUnknown = (s: number): boolean => services.status?.[row(s)] === 'unknown';
  const hours = services.openingHours ?? { schedules: [null], of: new Int32Array(count) };
  // A service of unknown status counts like one of unknown hours; no schedule of the column may stand for it.
  const schedules = [...hours.schedules, null];
  const every = Array.from({ length: count }, (_, s) => s);
  const kind = Int8Array.from(every, (s) =>
    services.status?.[row(s)] === 'closed' ? -1 : kinds.indexOf(services.kind[row(s)] as (typeof kinds)[number]),
  );
  const of = Int32Array.from(every, (s) => (isUnknown(s) ? schedules.length - 1 : (hours.of[row(s)] as number)));
  const tour = tourTable({
    count,
    kindCount: kinds.length,
    kind,
    stay: Float64Array.from(kinds, (name) => (input.stayMinutes[name] ?? 0) * MINUTE),
    hours: { schedules, of },
    departure: input.departure,
    limit: input.cutoffMinutes * MINUTE,
    between: Float64Array.from({ length: count * count }, (_, at) => {
      const [s, t] = [Math.floor(at / count), at % count];
      return (between.cost[row(s) * count + row(t)] as number) * MINUTE;
    }),
  });
  const to = new Float64Array(count);
  const home = new Float64Array(count);
  const copy = (into: Float64Array, matrix: CostMatrix, i: number): Float64Array => {
    const start = (demandOrder === null ? i : (demandOrder[i] as number)) * count;
    for (let s = 0; s < count; s++) into[s] = (matrix.cost[start + row(s)] as number) * MINUTE;
    return into;
  };
  const named = (ids: CodeColumn | undefined, order: Int32Array | null): Named => ({ order, ids: ids ?? null });
  return {
    tour,
    kinds,
    rows: costs.rows,
    /** Both columns are filled anew for each starting point. */
    waysOf: (i: number) => ({
      to: copy(to, costs, i),
      back: input.returnHome ? copy(home, back ?? costs, i) : null,
    }),
    hasUnknown: every.some((s) => (kind[s] as number) >= 0 && schedules[of[s] as number] === null),
    services: named(services.ids, order),
    demand: named(demand?.ids, demandOrder),
    people: demand?.people === undefined ? null : reordered(demand.people, demandOrder),
  };
}

function requireSize(pointer: string, matrix: CostMatrix, rows: number, columns: number): void {
  if (matrix.rows !== rows) throw odd(pointer, `This has ${matrix.rows} rows, but needs ${rows}: one per place.`);
  if (rows > 0 && matrix.columns !== columns) {
    throw odd(pointer, `Rows of this have ${matrix.columns} entries, but there are ${columns} services.`);
  }
}

const odd = (pointer: string, detail: string): Problem =>
  new Problem('invalid_input', 'Costs and services do not fit together.', [{ pointer, detail }]);
