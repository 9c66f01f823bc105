// Zones, patrol corridors and hexagons: hand-checkable figures on the ellipsoid, and topology at borders, holes and seams.
import geodesicLibrary from 'geographiclib-geodesic';
import { describe, expect, it } from 'vitest';
import { geodesicMeters } from '../../../../geodata/analysis/reach/geodesic.ts';
import { hexGrid } from '../../../../geodata/analysis/spatial/hex_grid.ts';
import {
  nearestOnPatrol,
  passesThrough,
  patrolCorridor,
  patrolLengthMeters,
  positionAlongPatrol,
} from '../../../../geodata/analysis/spatial/patrol_corridor.ts';
import {
  borderCrossings,
  commonGround,
  isInZone,
  zoneBbox,
  zoneBuffer,
  zoneMeasure,
  zonesMeet,
} from '../../../../geodata/analysis/spatial/safe_zone.ts';
import type { LineString, Polygon, Position } from '../../../../geodata/schema/geometry.ts';
import { Problem } from '../../../../geodata/schema/problem.ts';

function box(west: number, south: number, east: number, north: number): Position[] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

const polygon = (...coordinates: Position[][]): Polygon => ({ type: 'Polygon', coordinates });
const line = (...coordinates: Position[]): LineString => ({ type: 'LineString', coordinates });

describe('zoneMeasure', () => {
  it('takes holes off the area and adds their edges to the perimeter', () => {
    const whole = zoneMeasure(polygon(box(13, 11, 13.4, 11.4)));
    const hole = zoneMeasure(polygon(box(13.1, 11.1, 13.2, 11.2)));
    const ring = zoneMeasure(polygon(box(13, 11, 13.4, 11.4), box(13.1, 11.1, 13.2, 11.2).reverse()));
    expect(ring.areaSquareKm).toBeCloseTo(whole.areaSquareKm - hole.areaSquareKm, 9);
    expect(ring.perimeterMeters).toBeCloseTo(whole.perimeterMeters + hole.perimeterMeters, 6);
  });

  it('measures the ellipsoid: an octant is an eighth of 510,065,621.724 km²', () => {
    const octant = polygon([
      [0, 0],
      [90, 0],
      [0, 90],
      [0, 0],
    ]);
    expect(zoneMeasure(octant).areaSquareKm).toBeCloseTo(510065621.724 / 8, 2);
  });

  it('measures the same across the antimeridian, whichever way the ring turns', () => {
    const here = zoneMeasure(polygon(box(-1, 10, 1, 12)));
    const across = zoneMeasure(
      polygon([
        [179, 10],
        [179, 12],
        [-179, 12],
        [-179, 10],
        [179, 10],
      ]),
    );
    expect(across.areaSquareKm).toBeCloseTo(here.areaSquareKm, 6);
    expect(across.perimeterMeters).toBeCloseTo(here.perimeterMeters, 4);
  });

  it('labels a crescent inside of it', () => {
    const crescent = polygon([
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
      [0, 9],
      [9, 9],
      [9, 1],
      [0, 1],
      [0, 0],
    ]);
    expect(isInZone(zoneMeasure(crescent).labelPosition, crescent)).toBe(true);
  });
});

describe('safe zones', () => {
  const ring = polygon(box(0, 0, 3, 3), box(1, 1, 2, 2).reverse());

  it('hold their border and not their holes', () => {
    expect(isInZone([0, 1.5], ring)).toBe(true);
    expect(isInZone([0.5, 0.5], ring)).toBe(true);
    expect(isInZone([1.5, 1.5], ring)).toBe(false);
    expect(isInZone([3.1, 1], ring)).toBe(false);
  });

  it('meet when they touch, and share ground only when they overlap', () => {
    const east = polygon(box(3, 0, 4, 3));
    expect(zonesMeet(ring, east)).toBe(true);
    expect(commonGround(ring, east)).toBeNull();
    expect(zonesMeet(ring, polygon(box(1.2, 1.2, 1.8, 1.8)))).toBe(false);
    const shared = commonGround(ring, polygon(box(2.5, 0, 5, 1)));
    expect(zoneMeasure(shared as Polygon).areaSquareKm).toBeCloseTo(
      zoneMeasure(polygon(box(2.5, 0, 3, 1))).areaSquareKm,
      1,
    );
  });

  it('grow by a buffer that reaches its distance to within one per cent', () => {
    const town = polygon(box(13, 11, 13.05, 11.05));
    const grown = zoneBuffer({ zone: town, meters: 5000 }) as Polygon;
    const north = Math.max(...(grown.coordinates[0] as Position[]).map(([, lat]) => lat));
    const reach = geodesicMeters({ fromLon: 13.02, fromLat: 11.05, toLon: 13.02, toLat: north });
    expect(Math.abs(reach - 5000)).toBeLessThan(50);
    expect(zoneBuffer({ zone: town, meters: -20_000 })).toBeNull();
    expect(() => zoneBuffer({ zone: town, meters: Number.NaN })).toThrow(Problem);
  });

  it('tell where their border crosses itself', () => {
    expect(borderCrossings(ring)).toEqual([]);
    const bowTie = polygon([
      [0, 0],
      [1, 1],
      [1, 0],
      [0, 1],
      [0, 0],
    ]);
    expect(borderCrossings(bowTie)).toContainEqual([0.5, 0.5]);
  });

  it('have a box that crosses the antimeridian where they do', () => {
    expect(zoneBbox(ring)).toEqual([0, 0, 3, 3]);
    const across = { type: 'MultiPolygon' as const, coordinates: [[box(178, 1, 180, 2)], [box(-180, 1, -177, 2)]] };
    expect(zoneBbox(across)).toEqual([178, 1, -177, 2]);
  });
});

describe('patrol routes', () => {
  const route = line([13, 11], [13.2, 11], [13.2, 11], [13.2, 11.3]);

  it('are as long as the geodesics of their legs', () => {
    const { Geodesic } = geodesicLibrary;
    const first = Geodesic.WGS84.Inverse(11, 13, 11, 13.2).s12 as number;
    const second = Geodesic.WGS84.Inverse(11, 13.2, 11.3, 13.2).s12 as number;
    expect(patrolLengthMeters(route)).toBeCloseTo(first + second, 6);
    expect(patrolLengthMeters(line([13, 11], [13, 11]))).toBe(0);
  });

  it('give the position after any number of meters, the ends beyond the ends', () => {
    const length = patrolLengthMeters(route);
    const [lon, lat] = positionAlongPatrol({ route, meters: 10_000 });
    expect(geodesicMeters({ fromLon: 13, fromLat: 11, toLon: lon, toLat: lat })).toBeCloseTo(10_000, 6);
    expect(positionAlongPatrol({ route, meters: -5 })[0]).toBeCloseTo(13, 12);
    expect(positionAlongPatrol({ route, meters: length + 1 })).toEqual([13.2, 11.3]);
    const late = positionAlongPatrol({ route, meters: length - 1000 });
    expect(geodesicMeters({ fromLon: late[0], fromLat: late[1], toLon: 13.2, toLat: 11.3 })).toBeCloseTo(1000, 6);
  });

  it('go over the antimeridian the short way', () => {
    const over = line([179.9, 0], [-179.9, 0]);
    expect(patrolLengthMeters(over)).toBeCloseTo((0.2 * 6378137 * Math.PI) / 180, 6);
    expect(Math.abs(positionAlongPatrol({ route: over, meters: patrolLengthMeters(over) / 2 })[0])).toBeCloseTo(180, 9);
  });

  it('have a corridor of the width asked for, and none of no width', () => {
    const corridor = patrolCorridor({ route, halfWidthMeters: 500 }) as Polygon;
    expect(isInZone([13.1, 11.0044], corridor)).toBe(true);
    expect(isInZone([13.1, 11.0046], corridor)).toBe(false);
    const expected = 2 * 0.5 * (patrolLengthMeters(route) / 1000) + Math.PI * 0.25;
    expect(Math.abs(zoneMeasure(corridor).areaSquareKm / expected - 1)).toBeLessThan(0.02);
    expect(() => patrolCorridor({ route, halfWidthMeters: 0 })).toThrow(Problem);
  });

  it('know the zones they pass and where they come nearest to a place', () => {
    expect(passesThrough(route, polygon(box(13.1, 10.9, 13.15, 11.1)))).toBe(true);
    expect(passesThrough(route, polygon(box(14, 10.9, 14.1, 11.1)))).toBe(false);
    const near = nearestOnPatrol(route, [13.1, 11.05]);
    expect(near.position[0]).toBeCloseTo(13.1, 4);
    expect(
      Math.abs(near.meters - geodesicMeters({ fromLon: 13.1, fromLat: 11.05, toLon: 13.1, toLat: 11 })),
    ).toBeLessThan(5);
  });
});

describe('hexGrid', () => {
  it('makes hexagons of the size asked for, only those that meet the area', () => {
    const bbox = [13, 11, 13.5, 11.5] as const;
    const all = hexGrid({ bbox: [...bbox], sideMeters: 5000 });
    const expected = ((3 * Math.sqrt(3)) / 2) * 25;
    const middle = all[Math.floor(all.length / 2)] as Polygon;
    expect(Math.abs(zoneMeasure(middle).areaSquareKm / expected - 1)).toBeLessThan(0.02);
    expect(middle.coordinates[0]?.length).toBe(7);
    const some = hexGrid({ bbox: [...bbox], sideMeters: 5000, within: polygon(box(13, 11, 13.1, 11.1)) });
    expect(some.length).toBeGreaterThan(0);
    expect(some.length).toBeLessThan(all.length);
  });

  it('refuses grids too fine to be of use, boxes over the antimeridian and sides of nothing', () => {
    expect(() => hexGrid({ bbox: [0, 0, 10, 10], sideMeters: 100 })).toThrow(/larger/);
    expect(() => hexGrid({ bbox: [179, 0, -179, 1], sideMeters: 5000 })).toThrow(Problem);
    expect(() => hexGrid({ bbox: [0, 0, 1, 1], sideMeters: 0 })).toThrow(Problem);
  });
});
