// The invented districts: a plane cut into parts without gap or overlap, and towns where their state is.
import { describe, expect, it } from 'vitest';
import { areaRows } from '../../../geodata/demo/area.ts';
import { createGround } from '../../../geodata/demo/ground.ts';
import { isInside } from '../../../geodata/demo/outline.ts';
import { DEMO_BBOX, STATES } from '../../../geodata/demo/towns.ts';
import { type Area, area } from '../../../geodata/schema/area.ts';
import type { Position } from '../../../geodata/schema/geometry.ts';

const ground = createGround();
const areas = [...areaRows(ground, 1)];
const states = areas.filter((one) => one.adminLevel === 1);
const districts = areas.filter((one) => one.adminLevel === 2);
const rings = (one: Area): Position[][] => one.geom.coordinates.flat();

function squareDegrees(one: Area): number {
  let sum = 0;
  for (const ring of rings(one)) {
    for (let index = 1; index < ring.length; index++) {
      const [fromX, fromY] = ring[index - 1] as Position;
      const [toX, toY] = ring[index] as Position;
      sum += (fromX * toY - toX * fromY) / 2;
    }
  }
  return sum;
}

const segments = (some: readonly Area[]): string[] =>
  some.flatMap((one) => rings(one).flatMap((ring) => ring.slice(1).map((to, index) => `${ring[index]} ${to}`)));
const reversed = (segment: string): string => segment.split(' ').toReversed().join(' ');

function crosses(a: Position, b: Position, c: Position, d: Position): boolean {
  const side = (p: Position, q: Position, r: Position) => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

describe('invented areas', () => {
  it('are three states and 25 to 30 districts, each row as the schema asks', () => {
    expect(states).toHaveLength(STATES.length);
    expect(districts.length).toBeGreaterThanOrEqual(25);
    expect(districts.length).toBeLessThanOrEqual(30);
    for (const one of areas) expect(() => area.parse(one)).not.toThrow();
  });

  it('have P-codes that no real unit of Nigeria has, nested by prefix', () => {
    // Real states are NG001 to NG037.
    for (const one of areas) expect(one.pcode).toMatch(/^NG9\d\d(\d\d\d)?$/);
    for (const one of districts) expect(one.pcode.startsWith(one.parentPcode as string)).toBe(true);
    expect(new Set(areas.map((one) => one.pcode)).size).toBe(areas.length);
  });

  it('fill their state to a billionth', () => {
    for (const state of states) {
      const parts = districts.filter((one) => one.parentPcode === state.pcode).map(squareDegrees);
      const sum = parts.reduce((total, part) => total + part, 0);
      expect(Math.min(...parts)).toBeGreaterThan(0.05);
      expect(Math.abs(sum / squareDegrees(state) - 1)).toBeLessThan(1e-9);
    }
  });

  it('share each piece of border with exactly one neighbor or with the outer edge', () => {
    const all = segments(districts);
    const held = new Set(all);
    expect(held.size).toBe(all.length);
    const outer = all.filter((segment) => !held.has(reversed(segment)));
    const ofStates = segments(states);
    const heldByStates = new Set(ofStates);
    for (const segment of ofStates) expect(held.has(segment)).toBe(true);
    const outerOfStates = ofStates.filter((segment) => !heldByStates.has(reversed(segment)));
    expect(new Set(outer)).toEqual(new Set(outerOfStates));
    expect(outer.length).toBeGreaterThan(100);
  });

  it('have borders that never cross', () => {
    const lines = segments(districts).map(
      (segment) => segment.split(/[ ,]/).map(Number) as [number, number, number, number],
    );
    lines.sort((one, other) => Math.min(one[0], one[2]) - Math.min(other[0], other[2]));
    let met = 0;
    lines.forEach((one, index) => {
      for (let at = index + 1; at < lines.length; at++) {
        const other = lines[at] as [number, number, number, number];
        if (Math.min(other[0], other[2]) > Math.max(one[0], one[2])) break;
        met++;
        const isCrossing = crosses([one[0], one[1]], [one[2], one[3]], [other[0], other[1]], [other[2], other[3]]);
        expect(isCrossing, `${one} and ${other}`).toBe(false);
      }
    });
    expect(met).toBeGreaterThan(lines.length);
  });

  it('wind: a border has far more corners than a straight cut would', () => {
    for (const one of districts) expect((rings(one)[0] as Position[]).length).toBeGreaterThan(30);
  });

  it('hold every real town in the state it belongs to, and the look-up agrees with the polygons', () => {
    for (const town of ground.towns) {
      const [lon, lat] = town.place;
      const holders = districts.filter((one) => rings(one).filter((ring) => isInside(ring, lon, lat)).length % 2 === 1);
      expect(holders, town.name).toHaveLength(1);
      expect(holders[0]?.parentPcode).toBe(STATES[town.state]?.pcode);
      expect(ground.districts[ground.districtAt(lon, lat)]?.pcode).toBe(holders[0]?.pcode);
    }
    expect(ground.towns).toHaveLength(83);
  });

  it('lie inside the box', () => {
    const [west, south, east, north] = DEMO_BBOX;
    for (const [lon, lat] of areas.flatMap(rings).flat()) {
      expect(lon > west && lon < east && lat > south && lat < north).toBe(true);
    }
  });
});
