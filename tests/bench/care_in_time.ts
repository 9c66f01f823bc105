// Care in time and bundle: 10,000 services asked at 1,000 departures against a walk minute by minute over the local clock and
// against the rrule package where it is installed (npm i --no-save rrule); tours against trying every order and choice.
import { seededRandom } from '../../geodata/analysis/random.ts';
import { bundleMethod } from '../../geodata/analysis/reach/bundle_method.ts';
import { careInTimeMethod } from '../../geodata/analysis/reach/care_in_time_method.ts';
import { earliestStart } from '../../geodata/analysis/reach/opening_hours.ts';
import { visitStarts } from '../../geodata/analysis/reach/opening_hours_runs.ts';
import { type Schedule, scheduleOf } from '../../geodata/analysis/reach/opening_hours_schedule.ts';
import type { OpeningHours } from '../../geodata/schema/service.ts';
import { printTimings, timings } from './table.ts';

const SERVICES = 10_000;
const DEPARTURES = 1000;
/** Questions that the slow peers are given; their time is per question. */
const PEER_QUESTIONS = 2000;
const WALKED = 20;
const MINUTE = 60_000;
const MONDAY = Date.UTC(2026, 10, 23, 7);

const random = seededRandom(20261);
const pick = <T>(list: readonly T[]): T => list[Math.floor(list.length * random())] as T;
const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:${pick(['00', '15', '30', '45'])}`;

/** Hours as a directory has them: a few hundred different ones, in five time zones. */
const HOURS: readonly OpeningHours[] = Array.from({ length: 400 }, () => ({
  timeZone: pick(['Africa/Lagos', 'Asia/Damascus', 'Asia/Beirut', 'Africa/Juba', 'Europe/Kyiv']),
  rules: Array.from({ length: 1 + Math.floor(2 * random()) }, () => ({
    days: [1, 2, 3, 4, 5, 6, 7].filter(() => random() < 0.7).concat(3),
    opens: clock(7 + Math.floor(3 * random())),
    closes: clock(12 + Math.floor(8 * random())),
  })).map((rule) => ({ ...rule, days: [...new Set(rule.days)] })),
  holidays: ['2026-12-25', '2027-01-01'],
}));
const schedules = HOURS.map((hours) => scheduleOf(hours) as Schedule);
const of = Int32Array.from({ length: SERVICES }, () => Math.floor(HOURS.length * random()));
const minutes = Float64Array.from({ length: SERVICES }, () => 600 * random());
const column = { schedules, of };
const rows = Int32Array.from({ length: SERVICES }, (_, s) => s);
const arrivalsAt = (departure: number): Float64Array => minutes.map((way) => departure + way * MINUTE);

/** The naive peer: minute after minute, asking Intl what the clock shows. */
function walk(hours: OpeningHours, instant: number, format: Intl.DateTimeFormat): number {
  for (let at = Math.ceil(instant / MINUTE) * MINUTE; ; at += MINUTE) {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const day = new Date(`${part['year']}-${part['month']}-${part['day']}T00:00:00Z`).getUTCDay() || 7;
    const now = `${part['hour']}:${part['minute']}`;
    if (hours.rules.some((rule) => rule.days.includes(day) && rule.opens <= now && now < rule.closes)) return at;
  }
}

const formatOf = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  });

interface RecurrenceRule {
  after(date: Date, inclusive: boolean): Date | null;
}
interface RrulePackage {
  readonly RRule: new (options: Record<string, unknown>) => RecurrenceRule;
}

async function rrulePackage(): Promise<RrulePackage | null> {
  // A variable, so that the compiler does not ask for a package that is not among ours.
  const name = 'rrule';
  try {
    const found = (await import(name)) as RrulePackage & { readonly default?: RrulePackage };
    return found.RRule === undefined ? (found.default ?? null) : found;
  } catch {
    console.log('  rrule is left out: it is not installed (npm i --no-save rrule).');
    return null;
  }
}

/** Next opening by rrule: one weekly rule each, UTC only; the smallest of the next ones. No stretch that is open already. */
function rruleContender({ RRule }: RrulePackage) {
  const rules = HOURS.map((hours) =>
    hours.rules.map(
      (rule) =>
        new RRule({
          freq: 2,
          dtstart: new Date(MONDAY - 14 * 86_400_000),
          byweekday: rule.days.map((day) => day - 1),
          byhour: Number(rule.opens.slice(0, 2)),
          byminute: Number(rule.opens.slice(3)),
          bysecond: 0,
        }),
    ),
  );
  return {
    name: 'rrule, next opening alone, in UTC',
    work: () => {
      for (let q = 0; q < PEER_QUESTIONS; q++) {
        // Another moment each time: the package remembers its answers.
        const arrival = new Date(MONDAY + (minutes[q] as number) * MINUTE + Math.floor(1e7 * random()));
        for (const rule of rules[of[q] as number] as RecurrenceRule[]) rule.after(arrival, true);
      }
      return PEER_QUESTIONS;
    },
  };
}

async function benchWaits(): Promise<void> {
  const formats = HOURS.map((hours) => formatOf(hours.timeZone));
  const package_ = await rrulePackage();
  const manyRows = Int32Array.from({ length: 100 * SERVICES }, (_, e) => e % SERVICES);
  const manyArrivals = new Float64Array(manyRows.length);
  for (let e = 0; e < manyRows.length; e++) {
    manyArrivals[e] = MONDAY + (Math.floor(e / SERVICES) * 170 + (minutes[e % SERVICES] as number)) * MINUTE;
  }
  const timing = timings(
    [
      {
        name: `ours, ${SERVICES} services × ${DEPARTURES} departures, one by one`,
        work: () => {
          for (let d = 0; d < DEPARTURES; d++) {
            visitStarts({ hours: column, row: rows, arrival: arrivalsAt(MONDAY + d * 17 * MINUTE), stay: 0 });
          }
          return SERVICES * DEPARTURES;
        },
      },
      {
        name: 'ours, 100 departures in one table',
        work: () => visitStarts({ hours: column, row: manyRows, arrival: manyArrivals, stay: 0 }).length,
      },
      {
        name: 'ours, rules walked for each question',
        work: () => {
          for (let s = 0; s < SERVICES; s++) {
            earliestStart(schedules[of[s] as number] as Schedule, MONDAY + (minutes[s] as number) * MINUTE);
          }
          return SERVICES;
        },
      },
      ...(package_ === null ? [] : [rruleContender(package_)]),
      {
        name: 'minute by minute over the local clock',
        work: () => {
          for (let q = 0; q < WALKED; q++) {
            const h = of[q] as number;
            walk(HOURS[h] as OpeningHours, MONDAY + (minutes[q] as number) * MINUTE, formats[h] as Intl.DateTimeFormat);
          }
          return WALKED;
        },
      },
    ],
    3,
  );
  printTimings('Wait until a service opens, one question', timing, timing[0]?.name ?? '');
}

function benchCare(): void {
  const components = ['trained_staff', 'pep', 'emergency_contraception', 'sti_treatment', 'protocol'];
  const services = {
    components: Array.from({ length: SERVICES }, () => components.filter(() => random() < 0.8)),
    openingHours: Array.from(of, (h) => (random() < 0.07 ? null : HOURS[h])),
    minutes,
  };
  const travel = {
    demand: Float64Array.from({ length: 1_000_000 }, (_, e) => Math.floor(e / 10)),
    service: Float64Array.from({ length: 1_000_000 }, (_, e) => (Math.floor(e / 10) * 7 + 13 * (e % 10)) % SERVICES),
    minutes: Float64Array.from({ length: 1_000_000 }, () => 600 * random()),
  };
  const { minutes: _, ...many } = services;
  const timing = timings(
    [
      {
        name: `care-in-time, ${SERVICES} services, 6 needs, inputs checked`,
        work: () => {
          careInTimeMethod.run({ departure: MONDAY, hoursSinceIncident: 60, services });
          return SERVICES;
        },
      },
      {
        name: 'care-in-time, 100,000 cells × 10 services, 6 needs (per way)',
        work: () => {
          careInTimeMethod.run({ departure: MONDAY, hoursSinceIncident: 60, services: many, travel });
          return travel.minutes.length;
        },
      },
    ],
    5,
  );
  printTimings('Care in time, the whole method', timing, timing[0]?.name ?? '');
  for (const { name, milliseconds } of timing) console.log(`  ${name}: ${milliseconds.toFixed(1)} ms`);
}

const KINDS = ['medical', 'psychosocial', 'legal', 'police'];

/** Every order of every choice of services: what the tours are checked against, without bounds. */
function tryAll(costs: readonly number[], between: readonly (readonly number[])[], kinds: readonly number[]): number {
  let best = Number.POSITIVE_INFINITY;
  const walkOn = (last: number, done: number, now: number): void => {
    if (done === 15) best = Math.min(best, now);
    for (let s = 0; s < kinds.length; s++) {
      if (done & (1 << (kinds[s] as number))) continue;
      const h = of[s] as number;
      const arrival = now + (last < 0 ? (costs[s] as number) : (between[last]?.[s] as number));
      if (arrival > 720) continue;
      const start = (earliestStart(schedules[h] as Schedule, MONDAY + arrival * MINUTE, 30 * MINUTE) - MONDAY) / MINUTE;
      if (start + 30 <= 720) walkOn(s, done | (1 << (kinds[s] as number)), start + 30);
    }
  };
  walkOn(-1, 0, 0);
  return best;
}

function benchBundle(): void {
  for (const [cells, services] of [
    [2000, 60],
    [200, 200],
  ] as const) {
    const kinds = Array.from({ length: services }, (_, s) => s % 4);
    const table = (height: number, most: number): number[][] =>
      Array.from({ length: height }, () => Array.from({ length: services }, () => most * random()));
    const costs = table(cells, 300);
    const between = table(services, 240);
    const inputs = {
      costs,
      between,
      services: {
        kind: kinds.map((kind) => KINDS[kind]),
        openingHours: Array.from(of.subarray(0, services), (h) => HOURS[h]),
      },
      kinds: KINDS,
      departure: MONDAY,
      cutoffMinutes: 720,
      stayMinutes: Object.fromEntries(KINDS.map((kind) => [kind, 30])),
    };
    const timing = timings(
      [
        {
          name: 'bundle, inputs checked',
          work: () => {
            bundleMethod.run(inputs);
            return cells;
          },
        },
        ...(services > 60
          ? []
          : [
              {
                name: 'every order and choice (one cell)',
                work: () => {
                  tryAll(costs[0] as number[], between, kinds);
                  return 1;
                },
              },
            ]),
      ],
      2,
    );
    printTimings(`One trip to 4 kinds, ${services} services, per starting point`, timing, 'bundle, inputs checked');
  }
}

export async function benchCareInTime(): Promise<void> {
  await benchWaits();
  benchCare();
  benchBundle();
}
