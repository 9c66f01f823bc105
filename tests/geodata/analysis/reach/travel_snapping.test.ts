// Positions on roads without ground: they meet the nearest point of the nearest open road, and nothing else changes.
import { describe, expect, it } from 'vitest';
import { method } from '../../../../geodata/analysis/catalog.ts';
import { resultJson } from '../../../../geodata/analysis/method.ts';
import { geodesicMeters } from '../../../../geodata/analysis/reach/geodesic.ts';
import type { TravelTimeResult } from '../../../../geodata/analysis/reach/travel_time_schema.ts';

const run = (inputs: unknown): TravelTimeResult => method('travel-time').run(inputs) as TravelTimeResult;

/** A road of an hour along 11° N, nodes at its ends, and a closed shortcut beside it. */
const ROAD = {
  from: [0, 2],
  to: [1, 3],
  cost: [3600, 10],
  closed: [0, 1],
  lon: [12, 12.4, 12, 12.4],
  lat: [11, 11, 11.002, 11.002],
  undirected: true,
};
/** Minutes on foot at 5 km/h. */
const walk = (fromLat: number, toLat: number): number =>
  geodesicMeters({ fromLon: 12.1, fromLat, toLon: 12.1, toLat }) / (5000 / 60);

describe('positions on roads', () => {
  it('are joined to the nearest point of an open road, a quarter of the way being a quarter of the minutes', () => {
    const result = run({
      graph: ROAD,
      sources: { lon: [12.1], lat: [11.003] },
      demand: { lon: [12.3, 12.1], lat: [11, 11.001], people: [5, 7] },
    });
    const leg = walk(11.003, 11);
    expect([...result.minutes].map((minutes) => (Number.isNaN(minutes) ? null : minutes))).toEqual([
      expect.closeTo(15 + leg, 4),
      expect.closeTo(45 + leg, 4),
      null,
      null,
    ]);
    expect([result.nodeCount, result.minutes.length, result.owner.length]).toEqual([4, 4, 4]);
    expect(result.demandMinutes?.[0]).toBeCloseTo(30 + leg, 4);
    expect(result.demandMinutes?.[1]).toBeCloseTo(leg + walk(11.001, 11), 4);
    expect(result.counts).toEqual({ reached: 2, 'no-way': 2 });
  });

  it('leave the minutes of nodes as they are where only demand has positions', () => {
    const nodes = { graph: ROAD, sources: { node: [0] } };
    const without = run(nodes);
    const within = run({ ...nodes, demand: { lon: [12.2, 12.35], lat: [11.01, 10.99] } });
    // A way through a road that was cut for a place is a sum of its pieces.
    expect([...within.minutes].slice(0, 2)).toEqual([0, expect.closeTo(without.minutes[1] as number, 9)]);
    expect([...within.reason]).toEqual([...without.reason]);
    expect(within.demandMinutes?.[0]).toBeGreaterThan(30);
  });

  it('meet a road over the antimeridian where it runs, from either side', () => {
    const graph = { from: [0], to: [1], cost: [3600], lon: [179.8, -179.8], lat: [-17, -17], undirected: true };
    const result = run({
      graph,
      sources: { lon: [-179.9], lat: [-17] },
      demand: { lon: [179.9, -179.8], lat: [-17, -17] },
      cutoffMinutes: 30,
    });
    expect([...(result.demandMinutes ?? [])]).toEqual([expect.closeTo(30, 4), expect.closeTo(15, 4)]);
    const sheet = method('isochrones').run({ graph, sources: { lon: [-179.9], lat: [-17] }, cutoffsMinutes: [60] });
    expect(JSON.stringify(sheet)).not.toContain('181');
  });

  it('reach nothing, and say so, where every road is closed', () => {
    const closed = { ...ROAD, closed: [1, 1] };
    const result = run({ graph: closed, sources: { lon: [12.1], lat: [11.003] }, demand: { lon: [12.3], lat: [11] } });
    expect([...(result.demandReason ?? [])]).toEqual([3]);
    expect(Number.isNaN(result.demandMinutes?.[0])).toBe(true);
  });

  it('keep one-way roads one-way', () => {
    const oneWay = { ...ROAD, undirected: false };
    const of = (lon: number) =>
      run({ graph: oneWay, sources: { lon: [12.2], lat: [11] }, demand: { lon: [lon], lat: [11] } });
    expect(of(12.1).demandMinutes?.[0]).toBeCloseTo(15, 4);
    expect([...(of(12.3).demandReason ?? [])]).toEqual([3]);
  });

  it('give the same bytes in any order of demand and sources with ids', () => {
    const sources = { lon: [12.1, 12.3, 12.3], lat: [11.003, 11, 10.99], ids: ['b', 'a', 'c'] };
    const demand = { lon: [12.3, 12.15, 12.15, 12.02], lat: [11, 11.001, 11.001, 11], ids: [4, 1, 3, 2] };
    const turned = <T extends object>(table: T) =>
      Object.fromEntries(Object.entries(table).map(([key, column]) => [key, [...column].reverse()]));
    const forward = run({ graph: ROAD, sources, demand });
    expect(resultJson(run({ graph: ROAD, sources: turned(sources), demand: turned(demand) }))).toBe(
      resultJson(forward),
    );
    expect(forward.demandOwner).toEqual(['b', 'b', 'b', 'a']);
  });

  it('draw isochrones from where the position meets the road', () => {
    const result = method('isochrones').run({
      graph: { ...ROAD, from: [0], to: [1], cost: [3600], closed: [0] },
      sources: { lon: [12.2], lat: [11] },
      cutoffsMinutes: [15],
    }) as { isochrones: { geometry: { coordinates: [number, number][][] } }[] };
    const ends = (result.isochrones[0]?.geometry.coordinates ?? []).flat().map(([lon]) => lon);
    expect(Math.min(...ends)).toBeCloseTo(12.1, 6);
    expect(Math.max(...ends)).toBeCloseTo(12.3, 6);
  });
});
