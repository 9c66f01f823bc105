// The demo as packs: its public directory with texts in three languages, and its open roads as columns, every bend a node.
import { createWorld } from '../../../geodata/demo/world.ts';
import { DEFAULT_CARE_RULES } from '../../../geodata/schema/care_rules.ts';
import type { Directory, PackService, Translations, TravelColumns } from '../../../geodata/schema/pack.ts';
import type { RoadEdge } from '../../../geodata/schema/road.ts';

const ORGANIZATION = '5d0f0a0e-53f6-4a40-8f2b-0f6a5b4f1d10';

export const demoWorld = (scale: number) => createWorld({ seed: 1, scale, today: '2026-11-22' });

export function demoDirectory(scale: number): Directory {
  const world = demoWorld(scale);
  const services = [...world.services()]
    .filter((service) => !service.protected)
    .map((service): PackService => {
      const { geom, datasetId: _, version: __, invented: ___, protected: ____, ...rest } = service;
      const [lon, lat] = geom.coordinates as [number, number];
      return { ...rest, translations: rest.translations as Translations, underReview: false, lon, lat };
    });
  const areas = [...world.areas()].map(({ pcode, adminLevel, name, geom }) => {
    const [lon, lat] = (geom.coordinates[0]?.[0]?.[0] ?? [0, 0]) as [number, number];
    return { pcode, adminLevel, name, lon, lat };
  });
  const places = [...world.places()].map(({ name, kind, geom }) => {
    const [lon, lat] = geom.coordinates;
    return { name, kind, lon: lon as number, lat: lat as number };
  });
  return {
    ...{ region: 'all', name: 'Demo', organizationId: ORGANIZATION, changedOn: '2026-11-20', invented: true },
    ...{ credits: [], rules: DEFAULT_CARE_RULES, services, gateways: [], areas, places },
  };
}

/** Meters of a piece as its share of the edge's length, by degrees: good enough for pieces of one road. */
export function travelColumns(roads: Iterable<RoadEdge>): TravelColumns {
  const nodes = new Map<string, number>();
  const columns = {
    ...{ lon: [] as number[], lat: [] as number[], from: [] as number[], to: [] as number[] },
    ...{ meters: [] as number[], seconds: [] as number[], oneWay: [] as number[], major: [] as number[] },
  };
  const nodeAt = (lon: number, lat: number): number => {
    const known = nodes.get(`${lon} ${lat}`);
    if (known !== undefined) return known;
    columns.lon.push(lon);
    columns.lat.push(lat);
    nodes.set(`${lon} ${lat}`, nodes.size);
    return nodes.size - 1;
  };
  for (const { geom, lengthMeters, seconds, oneWay, closed, roadClass } of roads) {
    if (closed) continue;
    const line = geom.coordinates as [number, number][];
    const parts = line.slice(1).map(([lon, lat], i) => {
      const [fromLon, fromLat] = line[i] as [number, number];
      return Math.hypot((lon - fromLon) * Math.cos((lat * Math.PI) / 180), lat - fromLat);
    });
    const whole = parts.reduce((sum, part) => sum + part, 0);
    parts.forEach((part, i) => {
      const [a, b] = [line[i], line[i + 1]] as [[number, number], [number, number]];
      columns.from.push(nodeAt(...a));
      columns.to.push(nodeAt(...b));
      columns.meters.push((lengthMeters * part) / whole);
      columns.seconds.push(((seconds ?? (lengthMeters * 3.6) / 15) * part) / whole);
      columns.oneWay.push(oneWay ? 1 : 0);
      columns.major.push(['trunk', 'primary', 'secondary'].includes(roadClass) ? 1 : 0);
    });
  }
  return {
    ...{ lon: Float64Array.from(columns.lon), lat: Float64Array.from(columns.lat) },
    ...{ from: Int32Array.from(columns.from), to: Int32Array.from(columns.to) },
    ...{ meters: Float64Array.from(columns.meters), seconds: Float64Array.from(columns.seconds) },
    ...{ oneWay: Uint8Array.from(columns.oneWay), major: Uint8Array.from(columns.major) },
  };
}
