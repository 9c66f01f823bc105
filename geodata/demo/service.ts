// Service rows of the demo: every kind, with hours, components, languages and dates that differ as they do in the field.
// All are invented and say so; names are ones that no register has, numbers ones that no line has.
import type { Service } from '../schema/service.ts';
import { DAY, dateOf, publicHolidays, type Season } from './calendar.ts';
import { landAround } from './focus.ts';
import type { Ground } from './ground.ts';
import { componentsOf, hoursOf, languagesOf, nameOf } from './service_facts.ts';
import { type PlannedService, plannedServices } from './service_plan.ts';
import {
  documentsOf,
  ELIGIBILITY,
  nameInEnglish,
  outOfStockOf,
  type ServiceName,
  translationsOf,
} from './service_texts.ts';
import type { Settlement } from './settlements.ts';
import { Stream } from './stream.ts';

export interface ServiceInputs {
  readonly ground: Ground;
  readonly settlements: readonly Settlement[];
  readonly season: Season;
  readonly seed: number;
  readonly count: number;
}

/** Seeks and gives in each kind's own measure: people a month. */
const CAPACITY: Readonly<Record<Service['kind'], readonly [number, number]>> = {
  medical: [150, 1200],
  psychosocial: [30, 220],
  legal: [15, 120],
  safe_space: [80, 500],
  shelter: [8, 60],
  police: [20, 150],
  food: [400, 6000],
  livelihood: [40, 260],
  education: [120, 900],
};

export function* serviceRows(inputs: ServiceInputs): Generator<Service> {
  const stream = new Stream(inputs.seed, 'service');
  const texts = new Stream(inputs.seed, 'service texts');
  const holidays = publicHolidays(inputs.season.from, inputs.season.to + 400 * DAY);
  const names = new Map<string, number>();
  for (const planned of plannedServices(inputs.settlements, { count: inputs.count, stream })) {
    yield serviceRow(inputs, planned, { stream, texts, holidays, names });
  }
}

interface Given {
  readonly stream: Stream;
  /** Beside it, so that places and hours stay what they are whatever is written of them. */
  readonly texts: Stream;
  readonly holidays: string[];
  /** How often a name has been given. */
  readonly names: Map<string, number>;
}

function serviceRow(inputs: ServiceInputs, planned: PlannedService, given: Given): Service {
  const { stream, texts, holidays } = given;
  const { kind, grade, settlement } = planned;
  const state = inputs.ground.districts[settlement.district]?.state ?? 0;
  const meters = settlement.radiusMeters * Math.sqrt(stream.uniform()) * 0.9;
  const status = stream.weighted({ open: 86, closed: 7, unknown: 7 });
  const [least, most] = CAPACITY[kind];
  const isHidden = kind === 'shelter' || (kind === 'safe_space' && stream.chance(0.15));
  const id = stream.uuid();
  const name = counted({ ...nameOf(kind, grade, stream), where: settlement.name }, given.names);
  const row = {
    id,
    name: nameInEnglish(name),
    kind,
    status,
    components: componentsOf(kind, grade, stream),
    openingHours: hoursOf(kind, grade, { stream, holidays }),
    languages: languagesOf(state, stream),
    cost: stream.weighted({ free: 78, paid: kind === 'medical' ? 18 : 6, unknown: 6 }),
    eligibility: stream.pick(ELIGIBILITY[kind]),
    femaleStaff: stream.chance(0.12) ? null : stream.chance(kind === 'police' ? 0.55 : 0.78),
    accessible: stream.chance(0.25) ? null : stream.chance(0.45),
    capacity: stream.chance(0.15) ? null : Math.round(stream.between(least, most) / 5) * 5,
    // 000 begins no line in Nigeria.
    phone: stream.chance(0.3) ? '' : `+234 000 000 ${String(stream.whole(0, 9999)).padStart(4, '0')}`,
    verifiedOn: verifiedOn(inputs.season, stream),
    protected: isHidden,
    geom: { type: 'Point' as const, coordinates: landAround(inputs.ground, settlement.place, { meters, stream }) },
    datasetId: null,
    areaPcode: null,
    version: 1,
    invented: true,
  } satisfies Partial<Service>;
  const outOfStock = outOfStockOf(row.components, texts);
  const documents = documentsOf(kind, texts);
  return { ...row, outOfStock, documents, translations: translationsOf(name, { ...row, documents }, texts) };
}

/** Most within half a year; one in six more than a year ago; one in ten never. */
function verifiedOn(season: Season, stream: Stream): string | null {
  const age = stream.weighted({ fresh: 62, older: 12, stale: 16, never: 10 });
  if (age === 'never') return null;
  const [least, most] = { fresh: [3, 180], older: [181, 360], stale: [366, 900] }[age] as [number, number];
  return dateOf(season.to - stream.whole(least, most) * DAY);
}

/** The parts of a name, which says how many were given it before. */
function counted(name: Omit<ServiceName, 'before'>, names: Map<string, number>): ServiceName {
  const key = nameInEnglish({ ...name, before: 0 });
  const before = names.get(key) ?? 0;
  names.set(key, before + 1);
  return { ...name, before };
}
