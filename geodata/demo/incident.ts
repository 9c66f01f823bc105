// Twelve months of invented incidents: clusters in bursts (what happens once tends to happen again, near and soon), a
// thin background everywhere, and records whose place or time is only roughly known. Yields rows one by one.
import type { Position } from '../schema/geometry.ts';
import type { Incident } from '../schema/incident.ts';
import { DAY, HOUR, type Season, timestamp } from './calendar.ts';
import type { Focus, Site } from './focus.ts';
import type { Ground } from './ground.ts';
import { moved } from './meters.ts';
import type { Settlement } from './settlements.ts';
import { type Course, type GbvType, HOTSPOTS, strength, TYPE_WEIGHTS, USUAL_HOURS } from './story.ts';
import { runningTotals, Stream } from './stream.ts';
import { STATES } from './towns.ts';

/** Every incident of the demo says that it is invented. */
export type DemoIncident = Incident & { readonly invented: true };

/** Share of the incidents that belongs to the hotspots of the story. */
const CLUSTERED_SHARE = 0.72;
/** A burst: incidents within about six days and 300 m of the first, most of them of one type. */
const BURST_MEAN = 6;
const BURST_DAYS = 3;
const BURST_METERS = 300;
const SAME_TYPE_SHARE = 0.75;
/** Reports a thousand people, against the other states. */
const STATE_WEIGHT = [1.7, 0.9, 1.1] as const;

export interface IncidentInputs {
  readonly ground: Ground;
  readonly focuses: readonly Focus[];
  readonly settlements: readonly Settlement[];
  readonly season: Season;
  readonly seed: number;
  readonly count: number;
}

/** Where a burst begins, and what a report of vaguer place names instead. */
interface Source {
  readonly kind: Site | 'open';
  readonly settlement: Position;
  readonly district: number;
  readonly start: () => Position;
}

export function* incidentRows(inputs: IncidentInputs): Generator<DemoIncident> {
  const stream = new Stream(inputs.seed, 'incident');
  const allShares = HOTSPOTS.reduce((sum, hotspot) => sum + hotspot.share, 0);
  let left = inputs.count;
  for (const hotspot of HOTSPOTS) {
    const focus = inputs.focuses.find((candidate) => candidate.town.name === hotspot.town);
    if (!focus) continue;
    const source = hotspotSource(inputs.ground, focus, { site: hotspot.site, stream });
    const count = Math.min(left, Math.round((inputs.count * CLUSTERED_SHARE * hotspot.share) / allShares));
    left -= count;
    yield* bursts(inputs, stream, { count, course: hotspot.course, mean: BURST_MEAN, next: () => source });
  }
  const background = backgroundSources(inputs, stream);
  yield* bursts(inputs, stream, { count: left, course: 'steady', mean: 1.4, next: background });
}

function hotspotSource(
  ground: Ground,
  focus: Focus,
  options: { readonly site: Site; readonly stream: Stream },
): Source {
  const { site, stream } = options;
  const center = focus.sites[site];
  const onPath = () => stream.pick(focus.firewoodPath.slice(3));
  const [town, width] = [focus.town.place, site === 'camp' || site === 'market' ? 350 : 600];
  return {
    kind: site,
    settlement: site === 'camp' || site === 'market' ? center : town,
    district: ground.districtAt(town[0], town[1]),
    start: () => around(site === 'firewood' ? onPath() : center, width, stream),
  };
}

/** Any settlement, by people to the power of 0.7: small places report more for each person than large ones. */
function backgroundSources(inputs: IncidentInputs, stream: Stream): () => Source {
  const { ground, settlements } = inputs;
  const silent = HOTSPOTS.filter((hotspot) => hotspot.course === 'silent').map((hotspot) => hotspot.town);
  const weights = settlements.map(
    (one) =>
      (one.isTown && silent.includes(one.name) ? 0 : 1) *
      one.people ** 0.7 *
      (STATE_WEIGHT[ground.districts[one.district]?.state ?? 0] ?? 1),
  );
  const totals = runningTotals(weights);
  return () => {
    const settlement = settlements[stream.indexByTotals(totals)] as Settlement;
    return {
      kind: 'open',
      settlement: settlement.place,
      district: settlement.district,
      start: () => around(settlement.place, settlement.radiusMeters * 0.6, stream),
    };
  };
}

const around = (place: Position, meters: number, stream: Stream): Position =>
  moved(place, stream.normal() * meters, stream.normal() * meters);

interface Burst {
  readonly count: number;
  readonly course: Course;
  readonly mean: number;
  readonly next: () => Source;
}

function* bursts(inputs: IncidentInputs, stream: Stream, burst: Burst): Generator<DemoIncident> {
  const { season } = inputs;
  const days = dayTotals(season, burst.course);
  for (let left = burst.count; left > 0; ) {
    const source = burst.next();
    const first = season.from + stream.indexByTotals(days) * DAY;
    const start = source.start();
    const type = stream.weighted<GbvType>(TYPE_WEIGHTS[source.kind]);
    // Geometric with the given mean, at least one.
    const size = 1 + Math.floor(Math.log(1 - stream.uniform()) / Math.log(1 - 1 / burst.mean));
    for (let index = 0; index < Math.min(size, left); index++) {
      const later = index === 0 ? 0 : Math.floor(-Math.log(1 - stream.uniform()) * BURST_DAYS) * DAY;
      const place = index === 0 ? start : around(start, BURST_METERS, stream);
      const day = wrapDay(first + later, { season, course: burst.course, days, stream });
      const own =
        index === 0 || stream.chance(SAME_TYPE_SHARE) ? type : stream.weighted<GbvType>(TYPE_WEIGHTS[source.kind]);
      yield incidentRow(inputs, stream, { source, place, day, type: own });
    }
    left -= Math.min(size, left);
  }
}

/** A follower that falls past the end of the season, or of a course that has gone silent, gets a day of its own. */
function wrapDay(
  day: number,
  options: { readonly season: Season; readonly course: Course; readonly days: Float64Array; readonly stream: Stream },
): number {
  const { season, course, days, stream } = options;
  if (day < season.to && dayStrength(course, day, season) > 0) return day;
  return season.from + stream.indexByTotals(days) * DAY;
}

const dayStrength = (course: Course, day: number, season: Season): number =>
  strength(course, new Date(day).getUTCMonth(), (season.to - day) / (7 * DAY));

function dayTotals(season: Season, course: Course): Float64Array {
  const days = Math.round((season.to - season.from) / DAY);
  return runningTotals(
    Array.from({ length: days }, (_, index) => dayStrength(course, season.from + index * DAY, season)),
  );
}

interface Event {
  readonly source: Source;
  readonly place: Position;
  readonly day: number;
  readonly type: GbvType;
}

const SITE_PRECISION = { exact: 56, settlement: 30, district: 10, state: 4 };
const OPEN_PRECISION = { exact: 34, settlement: 41, district: 17, state: 8 };

function incidentRow(inputs: IncidentInputs, stream: Stream, event: Event): DemoIncident {
  const { ground } = inputs;
  const isLand = ground.districtAt(event.place[0], event.place[1]) >= 0;
  const drawn = stream.weighted<'exact' | 'settlement' | 'district' | 'state'>(
    event.source.kind === 'open' ? OPEN_PRECISION : SITE_PRECISION,
  );
  const placePrecision = drawn === 'exact' && !isLand ? 'settlement' : drawn;
  const { place, areaPcode } = recordedPlace(ground, event, placePrecision);
  const sourceClass = stream.weighted({ survivor: 30, community: 34, partner: 20, patrol: 9, media: 4, dataset: 3 });
  const isReport = sourceClass !== 'media' && sourceClass !== 'dataset';
  return {
    id: stream.uuid(),
    type: event.type,
    ...recordedTime(inputs.season, stream, event),
    placePrecision,
    areaPcode,
    verification: stream.weighted({ verified: 58, unverified: 36, rejected: 6 }),
    sourceClass,
    consent: isReport ? stream.weighted({ given: 94, withdrawn: 6 }) : 'not_applicable',
    datasetId: null,
    invented: true,
    geom: { type: 'Point', coordinates: place },
  };
}

/** What the report names: only a vague one names its area, all others get theirs from their cell when loaded. */
function recordedPlace(ground: Ground, event: Event, precision: Incident['placePrecision']) {
  const district = ground.districts[event.source.district];
  if (precision === 'exact' || !district) return { place: event.place, areaPcode: null };
  if (precision === 'settlement') return { place: event.source.settlement, areaPcode: null };
  if (precision === 'district') return { place: district.seat.place, areaPcode: district.pcode };
  const capital = ground.towns.find((town) => town.state === district.state && town.isCapital);
  return { place: (capital ?? district.seat).place, areaPcode: STATES[district.state]?.pcode ?? null };
}

/** Whole hours, days, ISO weeks or months in UTC, cut at the ends of the season. */
function recordedTime(season: Season, stream: Stream, event: Event) {
  const timePrecision = stream.weighted({ hour: 28, day: 52, week: 14, month: 6 });
  const local = (stream.pick(USUAL_HOURS[event.source.kind]) + stream.whole(-1, 1) + 24) % 24;
  const date = new Date(event.day);
  const spans: Record<typeof timePrecision, readonly [number, number]> = {
    // Africa/Lagos is one hour ahead of UTC all year.
    hour: [event.day + ((local + 23) % 24) * HOUR, event.day + (((local + 23) % 24) + 1) * HOUR],
    day: [event.day, event.day + DAY],
    week: [event.day - ((date.getUTCDay() + 6) % 7) * DAY, event.day + (7 - ((date.getUTCDay() + 6) % 7)) * DAY],
    month: [
      Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1),
      Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1),
    ],
  };
  const [from, to] = spans[timePrecision];
  return {
    timePrecision,
    occurredFrom: timestamp(Math.max(from, season.from)),
    // The last second that still belongs to the span, so that a day never touches the next one.
    occurredTo: timestamp(Math.min(to, season.to) - 1000),
  };
}
