// Safe zone rows of the demo: polygons at camps and town edges in every status, with measures, protocols, and evidence of
// which some has expired. All are invented and say so.
import type { Position } from '../schema/geometry.ts';
import { SECURITY_MEASURES, ZONE_PROTOCOLS, type Zone } from '../schema/zone.ts';
import { REQUIRED_CLAIMS } from '../schema/zone_checklist.ts';
import { DAY, dateOf, type Season } from './calendar.ts';
import { type Focus, landAround } from './focus.ts';
import type { Ground } from './ground.ts';
import { moved } from './meters.ts';
import { HOTSPOTS } from './story.ts';
import { Stream } from './stream.ts';

export interface ZoneInputs {
  readonly ground: Ground;
  readonly focuses: readonly Focus[];
  readonly season: Season;
  readonly seed: number;
  readonly count: number;
}

/** Every status and kind is there in the smallest demo: the first zones go through these in turn. */
const STATUSES: readonly Zone['status'][] = [
  'open',
  'open',
  'proposed',
  'open',
  'suspended',
  'open',
  'draft',
  'closed',
];
const KINDS: readonly Zone['kind'][] = [
  'safe_space',
  'reception_site',
  'safe_space',
  'protected_site',
  'safe_space',
  'hospital_and_safety_zone',
];

const KIND_FACTS: Readonly<
  Record<Zone['kind'], { name: string; radius: readonly [number, number]; capacity: readonly [number, number] }>
> = {
  safe_space: { name: 'women and girls safe space', radius: [140, 320], capacity: [80, 600] },
  reception_site: { name: 'reception site', radius: [220, 500], capacity: [400, 5000] },
  protected_site: { name: 'protected site', radius: [350, 800], capacity: [1500, 12_000] },
  hospital_and_safety_zone: { name: 'hospital and safety zone', radius: [600, 1100], capacity: [300, 2500] },
};

export function* zoneRows(inputs: ZoneInputs): Generator<Zone> {
  const stream = new Stream(inputs.seed, 'zone');
  const named = new Map<string, number>();
  for (let index = 0; index < inputs.count; index++) {
    const focus = focusOf(inputs.focuses, index);
    const kind = KINDS[index % KINDS.length] as Zone['kind'];
    const { name, radius, capacity } = KIND_FACTS[kind];
    const again = (named.get(focus.town.name + kind) ?? 0) + 1;
    named.set(focus.town.name + kind, again);
    // A camp's own ground first; later zones of the same town lie elsewhere around it.
    const meters = focus.town.radiusMeters + stream.between(800, 4000);
    const center =
      index < inputs.focuses.length
        ? focus.sites.camp
        : landAround(inputs.ground, focus.town.place, { meters, stream });
    yield zoneRow(inputs.season, stream, {
      index,
      kind,
      name: `${focus.town.name} ${name}${again === 1 ? '' : ` ${again}`}`,
      ring: unevenRing(center, stream.between(...radius), stream),
      capacity: Math.round(stream.between(...capacity) / 10) * 10,
    });
  }
}

/** Towns of the story first, then the others by size, then all again. */
function focusOf(focuses: readonly Focus[], index: number): Focus {
  const told = new Set(HOTSPOTS.map((hotspot) => hotspot.town));
  const order = [
    ...focuses.filter((focus) => told.has(focus.town.name)),
    ...focuses.filter((focus) => !told.has(focus.town.name)),
  ];
  return order[index % order.length] as Focus;
}

/** A ring that never crosses itself: corners at growing angles, each at its own distance. */
function unevenRing(center: Position, radiusMeters: number, stream: Stream): Position[] {
  const corners = stream.whole(7, 11);
  const turn = stream.between(0, Math.PI);
  const ring = Array.from({ length: corners }, (_, index) => {
    const angle = turn + (2 * Math.PI * index) / corners;
    const reach = radiusMeters * stream.between(0.75, 1.15);
    return moved(center, reach * Math.cos(angle), reach * Math.sin(angle));
  });
  return [...ring, ring[0] as Position];
}

interface Draft {
  readonly index: number;
  readonly kind: Zone['kind'];
  readonly name: string;
  readonly ring: Position[];
  readonly capacity: number;
}

function zoneRow(season: Season, stream: Stream, draft: Draft): Zone {
  const { index, kind } = draft;
  const status = STATUSES[index % STATUSES.length] as Zone['status'];
  const isProposed = status === 'proposed' || status === 'draft';
  // Armed guards make a protected site of any zone and are recorded nowhere else (Geneva Convention IV, Annex I, art. 4).
  const unarmed = SECURITY_MEASURES.filter((measure) => measure !== 'armed_guards');
  const measures = stream.some(unarmed, isProposed ? 0.3 : 0.6);
  /** What its kind must have, an open zone has; then what chance gave it. */
  const withRequired = <W extends string>(part: string, all: readonly W[], some: readonly W[]): W[] => {
    const required: readonly string[] = isProposed ? [] : REQUIRED_CLAIMS[kind];
    return all.filter((word) => some.includes(word) || required.includes(`${part}:${word}`));
  };
  return {
    id: stream.uuid(),
    name: draft.name,
    kind,
    status,
    capacity: draft.capacity,
    occupancy: isProposed ? null : status === 'open' ? Math.round(draft.capacity * stream.between(0.35, 1.2)) : 0,
    securityMeasures: withRequired(
      'measure',
      SECURITY_MEASURES,
      kind === 'protected_site' ? [...measures, 'armed_guards'] : measures,
    ),
    protocols: withRequired('protocol', ZONE_PROTOCOLS, stream.some(ZONE_PROTOCOLS, isProposed ? 0.35 : 0.7)),
    evidence: evidenceOf(season, stream, { isExpired: index % 4 === 1, isProposed }),
    geom: { type: 'Polygon', coordinates: [draft.ring] },
    datasetId: null,
    areaPcode: null,
    version: 1,
    invented: true,
  };
}

const CLAIMS = [
  ['The women’s group was consulted on place and hours', 'minutes of the meeting'],
  ['Lighting works on every path', 'safety walk with residents'],
  ['The land is free to be used', 'letter of the district head'],
  ['No armed actor within one kilometer', 'access working group'],
  ['Water within 500 meters', 'site visit'],
  ['Staff have signed the code of conduct', 'partner’s register'],
] as const;

function evidenceOf(
  season: Season,
  stream: Stream,
  given: { readonly isExpired: boolean; readonly isProposed: boolean },
): Zone['evidence'] {
  const claims = given.isProposed ? [CLAIMS[0]] : [stream.pick(CLAIMS.slice(0, 3)), stream.pick(CLAIMS.slice(3))];
  return claims.map(([claim, source], index) => {
    const daysAgo = given.isExpired && index === 0 ? stream.whole(200, 360) : stream.whole(5, 150);
    const valid = given.isExpired && index === 0 ? 180 : stream.pick([180, 365]);
    return {
      claim,
      source: `${source} (invented)`,
      observedOn: dateOf(season.to - daysAgo * DAY),
      expiresOn: dateOf(season.to - daysAgo * DAY + valid * DAY),
    };
  });
}
