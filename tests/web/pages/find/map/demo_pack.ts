// A directory and its roads as a pack holds them, out of the demo season: for tests and pictures of the map.
import { createWorld } from '../../../../../geodata/demo/world.ts';
import { DEFAULT_CARE_RULES } from '../../../../../geodata/schema/care_rules.ts';
import type { Directory, TravelColumns } from '../../../../../geodata/schema/pack.ts';
import type { RoadEdge } from '../../../../../geodata/schema/road.ts';

const world = createWorld({ seed: 1, scale: 1, today: '2025-10-12' });
const MAJOR: ReadonlySet<string> = new Set(['trunk', 'primary', 'secondary']);

export function demoDirectory(): Directory {
  const services = [...world.services()].filter((service) => !service.protected);
  return {
    region: 'all',
    name: 'Demo season',
    organizationId: '00000000-0000-4000-8000-000000000001',
    changedOn: '2025-10-12',
    invented: true,
    credits: [],
    rules: DEFAULT_CARE_RULES,
    services: services.map(({ geom, areaPcode, id, name, kind, status, components, openingHours, ...rest }, index) => ({
      id,
      name,
      kind,
      status,
      components,
      outOfStock: [],
      openingHours,
      languages: rest.languages,
      cost: rest.cost,
      eligibility: rest.eligibility,
      documents: '',
      femaleStaff: rest.femaleStaff,
      accessible: rest.accessible,
      capacity: rest.capacity,
      phone: rest.phone,
      verifiedOn: rest.verifiedOn,
      underReview: index % 23 === 0,
      translations: { ar: { name: `مركز صحي ${index + 1}` } },
      lon: geom.coordinates[0],
      lat: geom.coordinates[1],
      areaPcode,
    })),
    gateways: [],
    areas: [...world.areas()].map(({ pcode, adminLevel, name, geom }) => {
      const ring = geom.coordinates[0]?.[0] ?? [];
      const mean = (axis: 0 | 1) => ring.reduce((sum, position) => sum + (position[axis] as number), 0) / ring.length;
      return { pcode, adminLevel, name, lon: mean(0), lat: mean(1) };
    }),
    places: [...world.places()].map(({ name, kind, geom: { coordinates } }) => ({
      name,
      kind,
      lon: coordinates[0],
      lat: coordinates[1],
    })),
  };
}

export const demoTravel = (): TravelColumns => travelOf([...world.roads()].filter(({ closed }) => !closed));

type Drivable = Pick<RoadEdge, 'roadClass' | 'lengthMeters' | 'seconds' | 'oneWay' | 'geom'>;

export function travelOf(roads: readonly Drivable[]): TravelColumns {
  const nodes = new Map<string, number>();
  const [lon, lat]: [number[], number[]] = [[], []];
  const nodeOf = ([x, y]: readonly number[]) => {
    const key = `${x} ${y}`;
    const known = nodes.get(key);
    if (known !== undefined) return known;
    lon.push(x as number);
    lat.push(y as number);
    nodes.set(key, nodes.size);
    return nodes.size - 1;
  };
  const edges = roads.flatMap((road) =>
    road.geom.coordinates.slice(1).map((end, index) => {
      const pieces = road.geom.coordinates.length - 1;
      return {
        from: nodeOf(road.geom.coordinates[index] as number[]),
        to: nodeOf(end),
        meters: road.lengthMeters / pieces,
        seconds: (road.seconds ?? road.lengthMeters / 3) / pieces,
        oneWay: Number(road.oneWay),
        major: Number(MAJOR.has(road.roadClass)),
      };
    }),
  );
  return {
    lon: Float64Array.from(lon),
    lat: Float64Array.from(lat),
    from: Int32Array.from(edges, ({ from }) => from),
    to: Int32Array.from(edges, ({ to }) => to),
    meters: Float64Array.from(edges, ({ meters }) => meters),
    seconds: Float64Array.from(edges, ({ seconds }) => seconds),
    oneWay: Uint8Array.from(edges, ({ oneWay }) => oneWay),
    major: Uint8Array.from(edges, ({ major }) => major),
  };
}
