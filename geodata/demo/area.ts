// Area rows: three states and their districts, put together out of the same arcs, so that districts fill their state
// exactly. P-codes begin with NG9, which no real unit does.
import type { Area } from '../schema/area.ts';
import type { MultiPolygon, Position } from '../schema/geometry.ts';
import { ringsOf } from './borders.ts';
import type { Ground } from './ground.ts';
import { isInside } from './outline.ts';
import { Stream } from './stream.ts';
import { STATES } from './towns.ts';

export function* areaRows(ground: Ground, seed: number): Generator<Area> {
  const stream = new Stream(seed, 'area');
  for (const [index, state] of STATES.entries()) {
    const rings = ringsOf(ground.arcs, (label) => ground.districts[label]?.state === index);
    yield {
      id: stream.uuid(),
      pcode: state.pcode,
      adminLevel: 1,
      name: state.name,
      parentPcode: null,
      geom: polygonsOf(rings),
    };
  }
  for (const [index, district] of ground.districts.entries()) {
    yield {
      id: stream.uuid(),
      pcode: district.pcode,
      adminLevel: 2,
      name: district.name,
      parentPcode: STATES[district.state]?.pcode ?? null,
      geom: polygonsOf(ringsOf(ground.arcs, (label) => label === index)),
    };
  }
}

/** Outer rings with the holes that lie in them. */
function polygonsOf(rings: readonly Position[][]): MultiPolygon {
  const polygons = rings.filter((ring) => signedArea(ring) > 0).map((ring) => [ring]);
  for (const hole of rings.filter((ring) => signedArea(ring) < 0)) {
    const [x, y] = hole[0] as Position;
    polygons.find(([outer]) => isInside(outer as Position[], x, y))?.push(hole);
  }
  return { type: 'MultiPolygon', coordinates: polygons };
}

/** In square degrees; positive = counter-clockwise. */
function signedArea(ring: readonly Position[]): number {
  let sum = 0;
  for (let index = 1; index < ring.length; index++) {
    const [fromX, fromY] = ring[index - 1] as Position;
    const [toX, toY] = ring[index] as Position;
    sum += fromX * toY - toX * fromY;
  }
  return sum / 2;
}
