// The board from what was observed: rows of periods become series, series become readings, readings a composite. Pure: no
// clock, the day comes in.
import type { Indicator } from '../../schema/indicator.ts';
import { type BoardArea, type BoardCell, DRAWN_PERIODS, type WarningBoard } from '../../schema/warning_board.ts';
import { readIndicator, SERIES_PERIODS } from './indicator_alarm.ts';

const DAY_MS = 86_400_000;
/** 1970-01-05, a Monday: weeks begin on Mondays (ISO 8601), UTC. */
const FIRST_MONDAY = 4;
/** Below this share of the weight a composite would be that of other indicators than it names. */
const LEAST_KNOWN = 0.5;

/** What was said of one indicator in one area and period. */
export interface ObservedPeriod {
  readonly indicatorId: string;
  readonly areaPcode: string;
  readonly areaName: string;
  /** First day. */
  readonly period: string;
  readonly value: number;
  readonly strong: boolean;
  readonly lastOn: string;
}

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;
const dayText = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10);

/** First day of the period that holds a day, as days since 1970. */
function startOf(day: number, weekly: boolean): number {
  return weekly ? day - ((((day - FIRST_MONDAY) % 7) + 7) % 7) : day;
}

/** First day on which anything can still matter, for periods of this length. */
export const boardFrom = (today: string, weekly: boolean): string =>
  dayText(startOf(dayNumber(today), weekly) - (SERIES_PERIODS - 1) * (weekly ? 7 : 1));

export function boardOf(
  indicators: readonly Indicator[],
  rows: readonly ObservedPeriod[],
  today: string,
): WarningBoard {
  const active = indicators.filter(({ active }) => active);
  const areas = new Map<string, { name: string; rows: Map<string, ObservedPeriod[]> }>();
  for (const row of rows) {
    const area = areas.get(row.areaPcode) ?? { name: row.areaName, rows: new Map<string, ObservedPeriod[]>() };
    areas.set(row.areaPcode, area);
    const own = area.rows.get(row.indicatorId) ?? [];
    own.push(row);
    area.rows.set(row.indicatorId, own);
  }
  const board = [...areas].map(([areaPcode, { name, rows: own }]): BoardArea => {
    const cells = active.map((indicator) => cellOf(indicator, own.get(indicator.id) ?? [], today));
    return { areaPcode, name, ...compositeOf(active, cells), cells };
  });
  // The most urgent first; what ties stands by its code.
  board.sort((a, b) => urgency(b) - urgency(a) || (a.areaPcode < b.areaPcode ? -1 : 1));
  return { asOf: today, indicators: active, areas: board };
}

function cellOf(indicator: Indicator, rows: readonly ObservedPeriod[], today: string): BoardCell {
  const weekly = indicator.frequency === 'week';
  const length = weekly ? 7 : 1;
  const last = startOf(dayNumber(today), weekly);
  const first = last - (SERIES_PERIODS - 1) * length;
  const values = new Float64Array(SERIES_PERIODS).fill(Number.NaN);
  const strong = new Uint8Array(SERIES_PERIODS);
  let lastOn: string | null = null;
  for (const row of rows) {
    const at = (startOf(dayNumber(row.period), weekly) - first) / length;
    if (at < 0 || at >= SERIES_PERIODS) continue;
    values[at] = row.value;
    strong[at] = row.strong ? 1 : 0;
    if (lastOn === null || row.lastOn > lastOn) lastOn = row.lastOn;
  }
  const { unit, threshold } = indicator;
  const { state, tests, at, expected } = readIndicator({ unit, threshold, values, strong, weekly });
  return {
    indicatorId: indicator.id,
    state,
    tests: [...tests],
    period: at === null ? null : dayText(first + at * length),
    provisional: at === SERIES_PERIODS - 1,
    value: at === null ? null : (values[at] as number),
    expected,
    lastOn,
    series: Array.from(values.subarray(-DRAWN_PERIODS), (value) => (Number.isNaN(value) ? null : value)),
  };
}

/** Each indicator counts as far as it is to its threshold, by its weight; what is not known is left out, and said. */
function compositeOf(indicators: readonly Indicator[], cells: readonly BoardCell[]) {
  let [total, known, sum] = [0, 0, 0];
  cells.forEach(({ value }, i) => {
    const { weight, threshold } = indicators[i] as Indicator;
    total += weight;
    if (value === null) return;
    known += weight;
    sum += weight * Math.min(1, value / threshold);
  });
  const knownWeight = total === 0 ? 0 : known / total;
  return { composite: total === 0 || knownWeight < LEAST_KNOWN ? null : (100 * sum) / known, knownWeight };
}

const urgency = ({ cells, composite }: BoardArea): number =>
  cells.reduce((sum, { state }) => sum + (state === 'alarm' ? 1e6 : state === 'verify' ? 1e3 : 0), 0) +
  (composite ?? 0);
