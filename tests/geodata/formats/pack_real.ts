// Real roads as columns of a pack: the streets of Damaturu, one row each way as their source has them, and the roads between towns
// of north-eastern Nigeria.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeNumbers } from '../../../geodata/analysis/reach/place_numbers.ts';
import type { TravelColumns } from '../../../geodata/schema/pack.ts';

interface Feature {
  readonly properties: Readonly<Record<string, number>>;
  readonly geometry: { readonly coordinates: unknown };
}
const featuresOf = (folder: string, name: string): Feature[] =>
  (JSON.parse(readFileSync(join(folder, name), 'utf8')) as { features: Feature[] }).features;

function columnsOf(
  features: readonly Feature[],
  of: { readonly meters: string; readonly seconds: (feature: Feature) => number; readonly oneWay: 0 | 1 },
): TravelColumns {
  const nodes = placeNumbers(2 * features.length);
  const ends = features.map(({ geometry }) => {
    const line = geometry.coordinates as [number, number][];
    return [line[0], line.at(-1)].map((end) => nodes.of(...(end as [number, number]))) as [number, number];
  });
  return {
    from: Int32Array.from(ends, ([from]) => from),
    to: Int32Array.from(ends, ([, to]) => to),
    meters: Float64Array.from(features, ({ properties }) => properties[of.meters] as number),
    seconds: Float64Array.from(features, of.seconds),
    oneWay: new Uint8Array(features.length).fill(of.oneWay),
    major: new Uint8Array(features.length).fill(1 - of.oneWay),
    ...nodes.positions(),
  };
}

export const damaturuStreets = (folder: string): TravelColumns =>
  columnsOf(featuresOf(folder, 'damaturu/roads_osm_graph.geojson'), {
    meters: 'length',
    seconds: ({ properties }) => properties['time'] as number,
    oneWay: 1,
  });

export const regionalRoads = (folder: string): TravelColumns =>
  columnsOf(featuresOf(folder, 'roads_regional_graph_edges.geojson'), {
    meters: 'road_m',
    seconds: ({ properties }) => (properties['drive_min'] as number) * 60,
    oneWay: 0,
  });

/** Points of health facilities of the three states. */
export function healthPoints(folder: string): { readonly lon: Float64Array; readonly lat: Float64Array } {
  const points = featuresOf(folder, 'health_healthsites_osm.geojson').map(
    ({ geometry }) => geometry.coordinates as [number, number],
  );
  return { lon: Float64Array.from(points, ([lon]) => lon), lat: Float64Array.from(points, ([, lat]) => lat) };
}
