// From the rows of a scan's input to its design: which rows count, at which place and in which period, and what chance would
// put there. It knows no zones and no replicates.
import { Problem } from '../../schema/problem.ts';
import { requireSameLength } from '../number_columns.ts';
import { type Places, readPlaces } from '../places.ts';
import type { SCAN_MODELS, ScanInput } from './scan_schema.ts';
import { MOST_CASES } from './scan_schema.ts';
import { type Days, readDays } from './scan_times.ts';

export type ScanModel = (typeof SCAN_MODELS)[number];

/** Rows that count, in the order of ids; `row` is the place of each in that order. */
export interface ScanTable {
  readonly model: ScanModel;
  readonly all: Places;
  readonly row: Int32Array;
  readonly cases: Int32Array;
  /** Zeros where the model takes none. */
  readonly population: Float64Array;
  /** Zeros where the model takes no time. */
  readonly period: Int32Array;
  readonly periods: number;
  /** First day of period 0, and whether days are dates. */
  readonly firstDay: number;
  readonly dated: boolean;
  readonly warnings: string[];
}

export function modelOf(input: ScanInput): ScanModel {
  return input.model ?? (input.population !== undefined ? 'poisson' : 'space-time-permutation');
}

/** Checks that the model has what it needs, drops rows with something missing and says how many. */
export function scanTable(input: ScanInput): ScanTable {
  const model = modelOf(input);
  const all = readPlaces(input.points === undefined ? '' : '/points', placesOf(input));
  const spaceTime = model !== 'poisson';
  const { cases: givenCases, population, times } = input;
  insist(
    model === 'space-time-permutation' || givenCases !== undefined,
    '/cases',
    'This model needs the cases of each row.',
  );
  insist(
    model === 'space-time-permutation' || population !== undefined,
    '/population',
    'This model needs a population; without one use space-time-permutation.',
  );
  insist(
    model !== 'space-time-permutation' || population === undefined,
    '/population',
    'This model takes cases only: leave the population out.',
  );
  insist(!spaceTime || times !== undefined, '/times', 'This model needs the day of each row.');
  insist(
    spaceTime || times === undefined,
    '/times',
    'The purely spatial model takes no times: leave them out or name a space-time model.',
  );
  requireSameLength('', { points: { length: all.count }, cases: givenCases, population, times });
  const { days, dated } = timesOf(input, all.count);
  const warnings: string[] = [];
  const kept: number[] = [];
  const missing = { cases: 0, population: 0, times: 0 };
  for (let i = 0; i < all.count; i++) {
    const given = all.order?.[i] ?? i;
    const cases = givenCases?.[given] ?? 1;
    if (Number.isNaN(cases)) missing.cases++;
    else if (Number.isNaN(population?.[given] ?? 0)) missing.population++;
    else if (spaceTime && Number.isNaN(days[given])) missing.times++;
    else {
      insist(Number.isInteger(cases), `/cases/${given}`, 'Cases are a whole number from 0; null means not known.');
      kept.push(i);
    }
  }
  if (missing.cases > 0)
    warnings.push(`${missing.cases} rows have no known number of cases and are left out, with their population.`);
  if (missing.population > 0)
    warnings.push(`${missing.population} rows have no known population and are left out, with their cases.`);
  if (missing.times > 0) warnings.push(`${missing.times} rows have no known time and are left out.`);
  const study = spaceTime ? studyOf({ input, all, kept, days, dated, warnings }) : null;
  const row = Int32Array.from(study?.kept ?? kept);
  const givenOf = (i: number): number => all.order?.[i] ?? i;
  const table = {
    model,
    all,
    row,
    cases: Int32Array.from(row, (i) => givenCases?.[givenOf(i)] ?? 1),
    population: Float64Array.from(row, (i) => population?.[givenOf(i)] ?? 0),
    period: Int32Array.from(row, (i) => study?.periodOf(days[givenOf(i)] as number) ?? 0),
    periods: study?.periods ?? 1,
    firstDay: study?.firstDay ?? 0,
    dated,
    warnings,
  };
  const total = table.cases.reduce((sum, one) => sum + one, 0);
  insist(
    total <= MOST_CASES,
    '/cases',
    `There are more than ${MOST_CASES} cases: scan a part of them, or larger periods.`,
  );
  return table;
}

function placesOf(input: ScanInput) {
  const { points, lon, lat, x, y, ids } = input;
  if (points === undefined) return { lon, lat, x, y, ids };
  insist(
    lon === undefined && lat === undefined && x === undefined && y === undefined,
    '/points',
    'Give the places once: in points, or as columns.',
  );
  return { ...points, ids: points.ids ?? ids };
}

/** Days of each row in the order of the input, then those of studyStart and studyEnd. */
function timesOf(input: ScanInput, rows: number): Days {
  const { times, studyStart, studyEnd } = input;
  if (times === undefined) return { days: new Float64Array(rows), dated: false };
  return readDays('/times', [...times, studyStart ?? null, studyEnd ?? null]);
}

/** Periods counted back from the last day; days before the first whole period, or outside the study, are left out. */
function studyOf(of: {
  readonly input: ScanInput;
  readonly all: Places;
  readonly kept: readonly number[];
  readonly days: Float64Array;
  readonly dated: boolean;
  readonly warnings: string[];
}) {
  const { input, all, kept, days, warnings } = of;
  const dayOf = (i: number): number => Math.floor(days[all.order?.[i] ?? i] as number);
  const stated = [days[all.count] as number, days[all.count + 1] as number].map(Math.floor) as [number, number];
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const i of kept) {
    first = Math.min(first, dayOf(i));
    last = Math.max(last, dayOf(i));
  }
  if (!Number.isNaN(stated[0])) first = stated[0];
  if (!Number.isNaN(stated[1])) last = stated[1];
  insist(first <= last || kept.length === 0, '/studyEnd', 'The study ends before it starts.');
  if (!(first <= last)) return { kept: [], periods: 0, firstDay: 0, periodOf: () => 0 };
  const periods = Math.max(1, Math.floor((last - first + 1) / input.periodDays));
  const firstDay = last + 1 - periods * input.periodDays;
  const inside = kept.filter((i) => dayOf(i) >= firstDay && dayOf(i) <= last);
  if (inside.length < kept.length) {
    warnings.push(`${kept.length - inside.length} rows lie outside the whole periods of the study and are left out.`);
  }
  return {
    kept: inside,
    periods,
    firstDay,
    periodOf: (day: number) => Math.floor((Math.floor(day) - firstDay) / input.periodDays),
  };
}

export function insist(holds: boolean, pointer: string, detail: string): asserts holds {
  if (!holds) throw new Problem('invalid_input', 'The inputs do not fit this analysis.', [{ pointer, detail }]);
}
