// What the map draws of a directory: names of areas and places, and each service of the list with its picture, its number
// and its name. Pure; knows nothing of the map and asks nobody.
import type { Feature, FeatureCollection, Point } from 'geojson';
import type { Doubt } from '../../../../geodata/analysis/reach/care_in_time_codes.ts';
import type { Directory, PackService } from '../../../../geodata/schema/pack.ts';
import { discName, type Mark } from './disc_names.ts';

/** As much of an entry of the list as the map shows. */
export interface MappedEntry {
  /** Index into the services of the directory. */
  readonly service: number;
  readonly openOnArrival: boolean | null;
  readonly doubts: readonly Doubt[];
}

export interface Spot {
  readonly lon: number;
  readonly lat: number;
}

export type Box = readonly [west: number, south: number, east: number, north: number];

/** The first of the list carry their number, so that the map and the list are read together. */
export const NUMBERED = 10;

const point = <P>({ lon, lat }: Spot, properties: P): Feature<Point, P> => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [lon, lat] },
  properties,
});
const collection = <P>(features: Feature<Point, P>[]): FeatureCollection<Point, P> => ({
  type: 'FeatureCollection',
  features,
});

export const areaNames = (directory: Directory) =>
  collection(directory.areas.map((area) => point(area, { name: area.name, level: area.adminLevel })));

export const placeNames = (directory: Directory) =>
  collection(directory.places.map((place) => point(place, { name: place.name, kind: place.kind })));

/** The name as the list says it: in the language of the page where somebody wrote it so, of whatever country. */
function nameIn({ name, translations }: PackService, language: string): string {
  const tag = Object.keys(translations).find((one) => one.split('-')[0] === language && translations[one]?.name);
  return (tag !== undefined && translations[tag]?.name) || name;
}

/** As the list ranked it: a place that is being looked at says so before all else. */
const markOf = (doubts: readonly Doubt[]): Mark =>
  doubts.includes('under-review') ? 'review' : doubts.includes('stale') ? 'stale' : 'none';

export interface DrawnService extends Spot {
  readonly id: string;
  readonly name: string;
  /** Picture of images.ts by name. */
  readonly disc: string;
  /** Place on the list from 1; beyond NUMBERED no number is drawn. */
  readonly rank: number;
  readonly open: 'open' | 'closed' | 'unknown';
  readonly mark: Mark;
}

export interface Drawn {
  readonly directory: Directory;
  readonly entries: readonly MappedEntry[];
  readonly language: string;
}

/** The services of the list in its order. */
export function drawnServices({ directory, entries, language }: Drawn): DrawnService[] {
  return entries.flatMap(({ service: row, openOnArrival, doubts }, index) => {
    const service = directory.services[row];
    if (service === undefined) return [];
    const { id, kind, lon, lat } = service;
    const rank = index + 1;
    const open = openOnArrival === null ? 'unknown' : openOnArrival ? 'open' : 'closed';
    const mark = markOf(doubts);
    const disc = discName({ kind, open, mark, number: rank <= NUMBERED ? rank : null });
    return [{ id, lon, lat, name: nameIn(service, language), disc, rank, open, mark }];
  });
}

export const serviceFeatures = (services: readonly DrawnService[]) =>
  collection(services.map((service) => point(service, { disc: service.disc, name: service.name, rank: service.rank })));

export const spotFeature = (spot: Spot | null) => collection(spot === null ? [] : [point(spot, {})]);

export function boxOf(spots: readonly Spot[]): Box | null {
  if (spots.length === 0) return null;
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const { lon, lat } of spots) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return [west, south, east, north];
}

/** All that the list holds, where nothing of it is chosen yet. */
export const wholeBox = ({ services, places, areas }: Directory): Box | null =>
  boxOf(services) ?? boxOf(places) ?? boxOf(areas);
