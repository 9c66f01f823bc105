// Travel times in the real Damaturu (streets, people, two hospitals) and on the roads of north-eastern Nigeria: do they make sense?
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { method } from '../../../../geodata/analysis/catalog.ts';
import { geodesicMeters } from '../../../../geodata/analysis/reach/geodesic.ts';
import type { IsochronesResult } from '../../../../geodata/analysis/reach/isochrones_schema.ts';
import type { TravelTimeResult } from '../../../../geodata/analysis/reach/travel_time_schema.ts';
import { itOnRealData } from '../../../support/real_data.ts';

type Position = [number, number];
interface Feature {
  readonly properties: Record<string, number>;
  readonly geometry: { readonly coordinates: unknown };
}
const featuresOf = (folder: string, name: string): Feature[] =>
  (JSON.parse(readFileSync(join(folder, name), 'utf8')) as { features: Feature[] }).features;

/** Nodes of lines are where they begin and end. */
function graphOf(features: readonly Feature[], secondsOf: (feature: Feature) => number) {
  const nodes = new Map<string, number>();
  const graph = {
    from: [] as number[],
    to: [] as number[],
    cost: [] as number[],
    lon: [] as number[],
    lat: [] as number[],
  };
  const nodeAt = ([lon, lat]: Position): number => {
    const known = nodes.get(`${lon} ${lat}`);
    if (known !== undefined) return known;
    graph.lon.push(lon);
    graph.lat.push(lat);
    nodes.set(`${lon} ${lat}`, nodes.size);
    return nodes.size - 1;
  };
  for (const feature of features) {
    const line = feature.geometry.coordinates as Position[];
    graph.from.push(nodeAt(line[0] as Position));
    graph.to.push(nodeAt(line.at(-1) as Position));
    graph.cost.push(secondsOf(feature));
  }
  return graph;
}

/** The 100 m cells with people as a grid; cells without a row are passable and hold nobody known. */
function gridOf(folder: string) {
  const step = 1 / 1200;
  const cells = featuresOf(folder, 'damaturu/population_100m_grid.geojson').map(({ properties, geometry }) => {
    const ring = (geometry.coordinates as Position[][])[0] as Position[];
    const [west, north] = [Math.min(...ring.map(([lon]) => lon)), Math.max(...ring.map(([, lat]) => lat))];
    return { lon: west + step / 2, lat: north - step / 2, people: properties['population'] as number };
  });
  const west = Math.min(...cells.map(({ lon }) => lon)) - step / 2;
  const north = Math.max(...cells.map(({ lat }) => lat)) + step / 2;
  const width = Math.round((Math.max(...cells.map(({ lon }) => lon)) + step / 2 - west) / step);
  const height = Math.round((north - Math.min(...cells.map(({ lat }) => lat)) + step / 2) / step);
  const people: (number | null)[] = new Array(width * height).fill(null);
  for (const { lon, lat, people: living } of cells) {
    const at = Math.floor((north - lat) / step) * width + Math.floor((lon - west) / step);
    people[at] = (people[at] ?? 0) + living;
  }
  const bbox = [west, north - height * step, west + width * step, north];
  return { grid: { width, height, bbox, people, speedKmh: new Array(width * height).fill(4) }, cells };
}

describe('Damaturu', () => {
  itOnRealData(
    'ne-nigeria',
    'has all its people within reach of two hospitals, sooner by street and by vehicle',
    async (folder) => {
      const streets = featuresOf(folder, 'damaturu/roads_osm_graph.geojson');
      const onFoot = graphOf(streets, ({ properties }) => ((properties['length'] as number) / 5000) * 3600);
      const driven = graphOf(streets, ({ properties }) => properties['time'] as number);
      expect([onFoot.from.length, onFoot.lon.length]).toEqual([13_343, 4598]);
      const { grid, cells } = gridOf(folder);
      const points = featuresOf(folder, 'damaturu/health_osm.geojson').map(
        ({ geometry }) => geometry.coordinates as Position,
      );
      const sources = { lon: points.map(([lon]) => lon), lat: points.map(([, lat]) => lat) };
      const run = (inputs: object): TravelTimeResult =>
        method('travel-time').run({ sources, ...inputs }) as TravelTimeResult;
      const ground = run({ grid });
      const walked = run({ grid, graph: onFoot });
      const ridden = run({ grid, graph: driven, mode: 'walk-then-vehicle' });
      const nodes = onFoot.lon.length;
      const living = cells.reduce((sum, cell) => sum + cell.people, 0);
      expect(living).toBeCloseTo(65_512, -1);
      for (const result of [ground, walked, ridden]) expect(result.people?.['reached']).toBeCloseTo(living, 3);
      const within = (result: TravelTimeResult, cutoff: number): number =>
        grid.people.reduce<number>((sum, people, cell) => {
          const minutes = (result.minutes as Float64Array)[result.nodeCount + cell] as number;
          return sum + (minutes <= cutoff ? (people ?? 0) : 0);
        }, 0) / living;
      const shares = [ground, walked, ridden].map((result) => [15, 30, 60].map((cutoff) => within(result, cutoff)));
      // Streets only help, and a vehicle helps more; an hour on foot is enough for nearly all of a town 15 km wide.
      shares[0]?.forEach((share, i) => {
        expect(shares[1]?.[i]).toBeGreaterThanOrEqual(share);
        expect(shares[2]?.[i]).toBeGreaterThanOrEqual(shares[1]?.[i] as number);
      });
      expect(shares.flat().map((share) => Math.round(share * 1000) / 10)).toEqual([
        ...[14.5, 50, 86.9],
        ...[16, 56.3, 90.3],
        ...[87.6, 98.9, 100],
      ]);
      // Nobody walks faster than 5 km/h in a straight line (one cell of slack for the middle of the cell).
      const minutes = walked.minutes as Float64Array;
      for (let cell = 0; cell < grid.people.length; cell += 97) {
        const lon = (grid.bbox[0] as number) + ((cell % grid.width) + 0.5) / 1200;
        const lat = (grid.bbox[3] as number) - (Math.floor(cell / grid.width) + 0.5) / 1200;
        const meters = Math.min(
          ...points.map(([toLon, toLat]) => geodesicMeters({ fromLon: lon, fromLat: lat, toLon, toLat })),
        );
        expect(minutes[nodes + cell]).toBeGreaterThanOrEqual(((meters - 130) / 5000) * 60);
      }
      const rings = method('isochrones').run({
        sources,
        grid,
        graph: onFoot,
        cutoffsMinutes: [15, 30],
      }) as IsochronesResult;
      expect(rings.isochrones.map((ring) => ring.people as number)).toEqual([
        expect.closeTo((shares[1]?.[0] as number) * living, 6),
        expect.closeTo((shares[1]?.[1] as number) * living, 6),
      ]);
    },
  );
});

describe('north-eastern Nigeria', () => {
  itOnRealData(
    'ne-nigeria',
    'is reached from Maiduguri over its trunk roads, never faster than the shortest road allows',
    async (folder) => {
      const graph = graphOf(
        featuresOf(folder, 'roads_regional_graph_edges.geojson'),
        ({ properties }) => (properties['drive_min'] as number) * 60,
      );
      const town = [13.16, 11.85] as const;
      const squares = graph.lon.map((lon, i) => (lon - town[0]) ** 2 + ((graph.lat[i] as number) - town[1]) ** 2);
      const node = squares.indexOf(Math.min(...squares));
      const result = method('travel-time').run({
        graph: { ...graph, undirected: true },
        sources: { node: [node] },
      }) as TravelTimeResult;
      const minutes = Array.from(result.minutes as Float64Array);
      expect(minutes[node]).toBe(0);
      const reached = minutes.filter((value) => !Number.isNaN(value));
      expect([minutes.length, reached.length, Math.round(Math.max(...reached))]).toEqual([37, 37, 538]);
      minutes.forEach((value, i) => {
        if (Number.isNaN(value)) return;
        const [fromLon, fromLat, toLon, toLat] = [graph.lon[node], graph.lat[node], graph.lon[i], graph.lat[i]] as [
          number,
          number,
          number,
          number,
        ];
        expect(value).toBeGreaterThanOrEqual((geodesicMeters({ fromLon, fromLat, toLon, toLat }) / 120_000) * 60);
      });
    },
  );
});
