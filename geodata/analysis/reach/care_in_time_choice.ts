// Which places count for a need, how long each takes from the incident on, and which comes first. Typed arrays in and out; it
// knows no words for people.
import { SERVICE_COMPONENTS, SERVICE_KINDS } from '../../schema/service_words.ts';
import { type Doubt, SKIP_REASONS, type SkipReason } from './care_in_time_codes.ts';
import type { CareInTimeInput } from './care_in_time_schema.ts';
import type { ClinicalNeed } from './clinical_needs.ts';
import type { ScheduleColumn } from './opening_hours_schedule.ts';
import { HOUR, NOISE } from './zoned_time.ts';

/** Services in the order of their ids. Every column is as long as there are services. */
export interface ServiceColumns {
  readonly count: number;
  /** Index into SERVICE_KINDS; −1 = not told. */
  readonly kind: Int8Array;
  /** 0 open, 1 closed, 2 not known. */
  readonly status: Uint8Array;
  /** Bits of SERVICE_COMPONENTS; −1 = not known. `stocked` is without what has run out. */
  readonly components: Int32Array;
  readonly outOfStock: Int32Array;
  readonly hours: ScheduleColumn;
  /** 1 = verified too long ago or never; 1 = its entry is being looked at. */
  readonly stale: Uint8Array;
  readonly underReview: Uint8Array;
}

/** What a need makes of each service: 0 counts, 1 counts with a doubt, 2 + i = left out for SKIP_REASONS[i]. */
export const COUNTS = 0;
export const DOUBTFUL = 1;
export const LEFT_OUT = 2;

const bitsOf = (need: ClinicalNeed): number =>
  need.components.reduce((bits, component) => bits | (1 << SERVICE_COMPONENTS.indexOf(component)), 0);

const kindsOf = (need: ClinicalNeed): readonly boolean[] =>
  SERVICE_KINDS.map((kind) => need.kinds.length === 0 || need.kinds.includes(kind));

/** COUNTS, DOUBTFUL or LEFT_OUT + reason for every service. */
export function eligibilityFor(services: ServiceColumns, need: ClinicalNeed): Uint8Array {
  const { kind, status, components, outOfStock, hours, stale, underReview } = services;
  const needed = bitsOf(need);
  const mayBe = kindsOf(need);
  const leftOut = (reason: SkipReason): number => LEFT_OUT + SKIP_REASONS.indexOf(reason);
  const codes = {
    kind: leftOut('other-kind'),
    closed: leftOut('status-closed'),
    missing: leftOut('component-missing'),
    gone: leftOut('out-of-stock'),
  };
  const isHoursKnown = hours.schedules.map((schedule) => schedule !== null);
  const eligibility = new Uint8Array(services.count);
  for (let s = 0; s < services.count; s++) {
    const is = kind[s] as number;
    const has = components[s] as number;
    const gone = outOfStock[s] as number;
    if (is >= 0 && !mayBe[is]) eligibility[s] = codes.kind;
    else if (status[s] === 1) eligibility[s] = codes.closed;
    else if (has >= 0 && (has & needed) !== needed) eligibility[s] = codes.missing;
    else if (gone > 0 && (gone & needed) !== 0) eligibility[s] = codes.gone;
    else {
      const isStockUnknown = needed !== 0 && (has < 0 || gone < 0);
      const isKindUnknown = is < 0 && need.kinds.length > 0;
      const isUnknown = !isHoursKnown[hours.of[s] as number] || status[s] === 2 || isStockUnknown || isKindUnknown;
      eligibility[s] = isUnknown || stale[s] === 1 || underReview[s] === 1 ? DOUBTFUL : COUNTS;
    }
  }
  return eligibility;
}

/** The same doubts as eligibilityFor sees, by name. */
export function doubtsOf(services: ServiceColumns, s: number, need: ClinicalNeed): Doubt[] {
  const doubts: Doubt[] = [];
  if (services.hours.schedules[services.hours.of[s] as number] === null) doubts.push('hours-unknown');
  if (services.status[s] === 2) doubts.push('status-unknown');
  const isKindUnknown = need.kinds.length > 0 && (services.kind[s] as number) < 0;
  const isStockUnknown = need.components.length > 0 && (services.components[s] === -1 || services.outOfStock[s] === -1);
  if (isKindUnknown || isStockUnknown) doubts.push('components-unknown');
  if (services.stale[s] === 1) doubts.push('stale');
  if (services.underReview[s] === 1) doubts.push('under-review');
  return doubts;
}

/** Ways from rows of demand to services: entries of row i at `start[i] … start[i + 1] - 1`. Times in milliseconds. */
export interface Ways {
  readonly start: Int32Array;
  readonly service: Int32Array;
  /** On the way, at P50. */
  readonly travel: Float64Array;
  /** From the departure to being received, at P50, P10 and P90 of the way; NaN = never, Infinity = not at P90. */
  readonly middle: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** 0 in, 1 maybe, 2 out, 3 soon (indices of VERDICTS); 4 = the entry does not count. */
export const NONE = 4;

/**
 * The latest time from the departure that lies inside a window, in milliseconds; NaN = no window is judged. `elapsed` is
 * milliseconds from incident to departure, NaN = not known.
 */
export const limitOf = (need: ClinicalNeed, elapsed: number): number =>
  need.withinHours === null ? Number.NaN : need.withinHours * HOUR + NOISE - elapsed;

/** The verdict on one entry; numbers rather than an object, since it is asked for every way. */
export function verdictOf(limit: number, low: number, high: number, isDoubtful: boolean): number {
  if (Number.isNaN(limit)) return 3;
  if (low > limit) return 2;
  return high <= limit && !isDoubtful ? 0 : 1;
}

/** Lower comes first: in, maybe, maybe with a doubt, out, out with a doubt; where no window applies known before doubtful. */
export const rankOf = (verdict: number, isDoubtful: boolean): number => 2 * (verdict % 3) + (isDoubtful ? 1 : 0);

/** For one need the best entry of each row of demand (−1 = none) and its verdict: by rank, then by time, then by the way, then by service. */
export function bestOfRows(of: {
  readonly ways: Ways;
  readonly eligibility: Uint8Array;
  readonly need: ClinicalNeed;
  readonly elapsed: number;
}): { readonly entry: Int32Array; readonly verdict: Uint8Array } {
  const { ways, eligibility, need, elapsed } = of;
  const { start, service, travel, middle, low, high } = ways;
  const rows = start.length - 1;
  const entry = new Int32Array(rows).fill(-1);
  const verdict = new Uint8Array(rows).fill(NONE);
  const limit = limitOf(need, elapsed);
  for (let i = 0; i < rows; i++) {
    let best = -1;
    let bestRank = Number.POSITIVE_INFINITY;
    for (let e = start[i] as number; e < (start[i + 1] as number); e++) {
      const eligible = eligibility[service[e] as number] as number;
      const time = middle[e] as number;
      if (eligible >= LEFT_OUT || Number.isNaN(time)) continue;
      const isDoubtful = eligible === DOUBTFUL;
      const is = verdictOf(limit, low[e] as number, high[e] as number, isDoubtful);
      const rank = rankOf(is, isDoubtful);
      // Services ascend within a row, so a tie keeps the smaller one.
      const bestTime = middle[best] as number;
      const isSooner = time < bestTime || (time === bestTime && (travel[e] as number) < (travel[best] as number));
      if (rank < bestRank || (rank === bestRank && isSooner)) {
        best = e;
        bestRank = rank;
        verdict[i] = is;
      }
    }
    entry[i] = best;
  }
  return { entry, verdict };
}

/** The columns of the input in the order of the ids. */
export function serviceColumns(
  services: CareInTimeInput['services'],
  count: number,
  order: Int32Array | null,
): ServiceColumns {
  const from = (s: number): number => (order === null ? s : (order[s] as number));
  const column = <T extends Int8Array | Uint8Array | Int32Array>(made: T, value: (row: number) => number): T => {
    for (let s = 0; s < count; s++) made[s] = value(from(s));
    return made;
  };
  const { kind, status, components, outOfStock, openingHours, stale, underReview } = services;
  const hours = openingHours ?? { schedules: [null], of: new Int32Array(count) };
  return {
    count,
    kind: column(new Int8Array(count), (row) =>
      kind === undefined ? -1 : SERVICE_KINDS.indexOf(kind[row] as 'medical'),
    ),
    status: column(new Uint8Array(count), (row) => {
      const word = status?.[row] ?? 'open';
      return word === 'open' ? 0 : word === 'closed' ? 1 : 2;
    }),
    components: column(new Int32Array(count), (row) => components?.[row] ?? -1),
    outOfStock: column(new Int32Array(count), (row) => outOfStock?.[row] ?? 0),
    stale: column(new Uint8Array(count), (row) => Number(stale?.[row] ?? false)),
    underReview: column(new Uint8Array(count), (row) => Number(underReview?.[row] ?? false)),
    hours: { schedules: hours.schedules, of: column(new Int32Array(count), (row) => hours.of[row] as number) },
  };
}
