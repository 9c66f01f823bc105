// What shows that the invented safe zones are safe: evidence, training, dates. One open zone's lamps are proved no longer
// since yesterday, so that the first look shows a suspension. All are invented and say so.
import type { Zone } from '../schema/zone.ts';
import { REQUIRED_CLAIMS } from '../schema/zone_checklist.ts';
import type { ZoneUse } from '../schema/zone_use.ts';
import { TRAINING_TOPICS, type ZoneClaim } from '../schema/zone_words.ts';
import { DAY, dateOf, type Season } from './calendar.ts';
import { Stream } from './stream.ts';

/** Rows at most, at any scale. */
const ZONES_MOST = 40;
const LAPSES = 'measure:lighting';

const EVIDENCE: readonly (readonly [evidence: string, source: string])[] = [
  ['Seen in place', 'safety walk with residents'],
  ['Works and is used', 'site visit'],
  ['Signed by all staff', 'partner’s register'],
  ['Explained to the women’s committee', 'minutes of the meeting'],
];

type Row = Omit<ZoneUse, 'version'>;

export function* zoneUseRows(
  zones: Iterable<Zone>,
  { season, seed }: { season: Season; seed: number },
): Generator<Row> {
  const stream = new Stream(seed, 'zone_use');
  let count = 0;
  let lapses = true;
  for (const zone of zones) {
    if (count++ === ZONES_MOST) return;
    const isNew = zone.status === 'draft' || zone.status === 'proposed';
    // The first open one after the first, of a kind that needs light.
    const isLapsing = lapses && zone.status === 'open' && count > 1 && REQUIRED_CLAIMS[zone.kind].includes(LAPSES);
    if (isLapsing) lapses = false;
    const required = REQUIRED_CLAIMS[zone.kind];
    const claims = isNew ? required.slice(0, 3) : required;
    yield {
      id: zone.id,
      ...checksOf(claims, { season, stream, lapsing: isLapsing ? LAPSES : null }),
      training: isNew ? [] : trainingOf(season, stream),
      occupancyOn: zone.occupancy === null ? null : dateOf(season.to - stream.whole(1, 20) * DAY),
      downgradedOn: zone.status === 'suspended' ? dateOf(season.to - stream.whole(4, 12) * DAY) : null,
      downgradedFor: zone.status === 'suspended' ? [required[0] as ZoneClaim] : [],
    };
  }
}

interface Shown {
  readonly season: Season;
  readonly stream: Stream;
  readonly lapsing: ZoneClaim | null;
}

function checksOf(claims: readonly ZoneClaim[], { season, stream, lapsing }: Shown) {
  const checks = claims.map((claim) => {
    const [evidence, source] = stream.pick(EVIDENCE);
    const daysAgo = stream.whole(10, 120);
    const last = claim === lapsing ? -1 : stream.whole(12, 240);
    return {
      claim,
      shown: {
        evidence,
        source: `${source} (invented)`,
        observedOn: dateOf(season.to - daysAgo * DAY),
        expiresOn: dateOf(season.to + last * DAY),
      },
    };
  });
  const of = (part: string) =>
    checks.flatMap(({ claim, shown }) =>
      claim.startsWith(`${part}:`) ? [{ [part]: claim.slice(part.length + 1), ...shown }] : [],
    );
  return {
    measureChecks: of('measure') as unknown as ZoneUse['measureChecks'],
    protocolChecks: of('protocol') as unknown as ZoneUse['protocolChecks'],
  };
}

function trainingOf(season: Season, stream: Stream): ZoneUse['training'] {
  return stream.some(TRAINING_TOPICS, 0.45).map((topic) => {
    const people = stream.whole(4, 28);
    const trainedOn = season.to - stream.whole(30, 400) * DAY;
    return {
      topic,
      people,
      women: Math.min(people, stream.whole(2, 16)),
      trainedOn: dateOf(trainedOn),
      expiresOn: dateOf(trainedOn + 365 * DAY),
    };
  });
}
