// Cuts what is public into directories, one for each region, each with what lies beyond its border as far as the next door may be.
// Knows rows, not where they come from.
import { type PackRegion, packRegions } from '../../geodata/analysis/reach/pack_regions.ts';
import { DEFAULT_CARE_RULES } from '../../geodata/schema/care_rules.ts';
import type { Bbox } from '../../geodata/schema/geometry.ts';
import { type Directory, MARGIN_METERS } from '../../geodata/schema/pack.ts';
import type { PackSource, SourceService } from '../queries/packs.ts';

const WHOLE = 'all';
/** So many areas are named one by one; of more than these the organization's name says it better. */
const NAMED_AREAS = 4;
const WORLD: Bbox = [-180, -90, 180, 90];
/** Least meters in a degree of latitude, and of longitude at the equator (WGS 84): a margin is rather a little wider. */
const METERS_A_DEGREE = 110_574;

type IsIn = (lon: number, lat: number) => boolean;

const statesOf = (areas: PackSource['areas']) => areas.filter(({ adminLevel }) => adminLevel === 1);

const around = (boxes: readonly Bbox[]): Bbox =>
  boxes.reduce<Bbox>(
    ([west, south, east, north], box) => [
      Math.min(west, box[0]),
      Math.min(south, box[1]),
      Math.max(east, box[2]),
      Math.max(north, box[3]),
    ],
    [180, 90, -180, -90],
  );

/** All of it; where no area says how far it reaches, its services do. */
export function wholeRegion({ areas, services, people, name }: PackSource): PackRegion {
  const states = statesOf(areas);
  const boxes =
    areas.length > 0 ? areas.map(({ bbox }) => bbox) : services.map(({ lon, lat }): Bbox => [lon, lat, lon, lat]);
  return {
    region: WHOLE,
    name: states.length > 0 && states.length <= NAMED_AREAS ? states.map(({ name: state }) => state).join(', ') : name,
    pcodes: states.map(({ pcode }) => pcode),
    people: people.length === 0 ? null : Math.round(people.reduce((sum, one) => sum + one.people, 0)),
    bbox: boxes.length === 0 ? WORLD : around(boxes),
  };
}

/** `wholeBytes`: of the whole directory, compressed. */
export function regionsOf(source: PackSource, wholeBytes: number): readonly PackRegion[] {
  const { areas, people } = source;
  const states = statesOf(areas);
  const peopleIn = (state: string): number | null => {
    const found = people.filter(({ pcode }) => pcode.startsWith(state));
    return found.length === 0 ? null : Math.round(found.reduce((sum, one) => sum + one.people, 0));
  };
  const regions = packRegions({
    areas: states.map(({ pcode, name, bbox }) => ({ pcode, name, bbox, people: peopleIn(pcode) })),
    wholeBytes,
  });
  return regions.length > 1 ? regions : [wholeRegion(source)];
}

/** Within the box or as far around it as comes with a region. */
export function withinMargin({ region, bbox: [west, south, east, north] }: PackRegion): IsIn {
  if (region === WHOLE) return () => true;
  const up = MARGIN_METERS / METERS_A_DEGREE;
  const [least, most] = [south - up, north + up];
  const narrowest = Math.cos((Math.min(89, Math.max(Math.abs(least), Math.abs(most))) * Math.PI) / 180);
  const across = up / narrowest;
  return (lon, lat) => {
    if (lat < least || lat > most) return false;
    return [lon - 360, lon, lon + 360].some((turned) => turned >= west - across && turned <= east + across);
  };
}

/** Whether one of two P-codes lies within the other. */
const areNested = (one: string, other: string) => one.startsWith(other) || other.startsWith(one);

export function directoriesOf(source: PackSource, regions: readonly PackRegion[]): Directory[] {
  const boxes = regions.map(withinMargin);
  // A place of care outside of every region is of no use in none of them.
  const isStray = ({ lon, lat }: SourceService) => !boxes.some((isIn) => isIn(lon, lat));
  return regions.map((region, i) => directoryOf(source, region, { isIn: boxes[i] as IsIn, isStray }));
}

function directoryOf(
  source: PackSource,
  { region, name, pcodes }: PackRegion,
  { isIn, isStray }: { readonly isIn: IsIn; readonly isStray: (service: SourceService) => boolean },
): Directory {
  const { organizationId, credits, rules, rulesChangedOn, services, gateways, areas, places } = source;
  const isOwn = (pcode: string) => region === WHOLE || pcodes.some((state) => areNested(state, pcode));
  const near = new Set(areas.filter(({ lon, lat }) => isIn(lon, lat)).map(({ pcode }) => pcode));
  const kept = {
    services: services.filter((one) => isIn(one.lon, one.lat) || isStray(one)),
    gateways: gateways.filter(({ areaPcode }) => isOwn(areaPcode) || near.has(areaPcode)),
  };
  const days = [rulesChangedOn, ...[...kept.services, ...kept.gateways].map(({ changedOn }) => changedOn)];
  return {
    region,
    name,
    organizationId,
    changedOn: days.reduce((last, day) => (day !== null && (last === null || day > last) ? day : last), null),
    invented: services.length > 0 && services.every(({ invented }) => invented),
    credits,
    rules: rules ?? DEFAULT_CARE_RULES,
    services: kept.services.map(({ changedOn: _, invented: __, ...service }) => service),
    gateways: kept.gateways.map(({ changedOn: _, ...gateway }) => gateway),
    areas: areas.filter(({ pcode }) => near.has(pcode) || isOwn(pcode)).map(({ bbox: _, ...area }) => area),
    places: places.filter(({ lon, lat }) => isIn(lon, lat)),
  };
}
