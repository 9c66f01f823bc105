// The ground within a service radius of any service, as polygons: the union of geodesic circles by Clipper2, whose WebAssembly
// bytes the caller hands in. It knows places and one radius; who lives there is counted by coverage-gap.
/// <reference path="./clipper2_wasm.d.ts" />
import makeClipper, { type Clipper, type PathsD, type PolyPathD } from 'clipper2-wasm/dist/es/clipper2z.js';
import type { Position } from '../../schema/geometry.ts';
import { Problem } from '../../schema/problem.ts';
import { geodesicMeters } from '../reach/geodesic.ts';
import { geodesicCircle } from './geodesic_circle.ts';

export type { Clipper };

/** Clipper2 from the bytes of `clipper2-wasm/dist/es/clipper2z.wasm`. */
export function loadClipper(wasmBytes: Uint8Array): Promise<Clipper> {
  return makeClipper({ wasmBinary: wasmBytes });
}

/** Decimals of a degree that Clipper2 computes in whole numbers with (its most): a millimeter. */
const DECIMALS = 8;
const MOST_RADIUS_METERS = 5_000_000;

export interface ServiceBuffersOf {
  readonly services: { readonly lon: ArrayLike<number>; readonly lat: ArrayLike<number> };
  readonly radiusMeters: number;
  /** Corners of each circle; 64 fall short of its area by 0.16 %. */
  readonly corners?: number;
  readonly clipper: Clipper;
}

/** Counterclockwise outside, clockwise holes (RFC 7946), all longitudes within ±180. */
export interface BufferUnion {
  readonly type: 'MultiPolygon';
  readonly coordinates: Position[][][];
}

/**
 * Which ground is within the service radius of any service?
 *
 * Method: geodesic circles (geodesic_circle.ts), united in the plane of longitude and latitude by Clipper2 (Johnson; Vatti
 * 1992, doi:10.1145/129902.129906) in whole hundred-millionths of a degree; circles over a pole are closed along it, circles over the
 * antimeridian cut at it. Turf's union takes some 40 times as long (tests/bench/buffers.ts).
 * Cost: O(n·corners·log) plus one crossing per overlap. Checked by point tests against distances.
 */
export function serviceBuffers(of: ServiceBuffersOf): BufferUnion {
  const { services, radiusMeters, clipper, corners = 64 } = of;
  if (!(radiusMeters > 0 && radiusMeters <= MOST_RADIUS_METERS)) {
    throw new Problem('invalid_input', 'The service radius must be above 0 and at most 5,000 km.', [
      { pointer: '/radiusMeters', detail: 'This must be above 0 and at most 5,000,000 meters.' },
    ]);
  }
  const subjects = new clipper.PathsD();
  let beyond = false;
  for (let i = 0; i < services.lon.length; i++) {
    const center: Position = [services.lon[i] as number, services.lat[i] as number];
    const ring = closedOverPole(geodesicCircle({ center, radiusMeters, corners }), center, radiusMeters);
    const reaches = ring.some(([lon]) => Math.abs(lon) > 180);
    beyond ||= reaches;
    for (const turn of reaches ? [-360, 0, 360] : [0]) addRing(clipper, subjects, ring, turn);
  }
  const world = new clipper.PathsD();
  if (beyond)
    addRing(
      clipper,
      world,
      [
        [-180, -90],
        [180, -90],
        [180, 90],
        [-180, 90],
      ],
      0,
    );
  const tree = new clipper.PolyPathD();
  const { Intersection, Union } = clipper.ClipType;
  clipper.BooleanOpOutD(beyond ? Intersection : Union, clipper.FillRule.NonZero, subjects, world, tree, DECIMALS);
  const coordinates: Position[][][] = [];
  collectPolygons(tree, coordinates);
  for (const object of [subjects, world, tree]) object.delete();
  return { type: 'MultiPolygon', coordinates };
}

/** A ring around a pole runs through all longitudes: it is closed along the pole so that it encloses ground in the plane. */
function closedOverPole(ring: Position[], center: Position, radiusMeters: number): Position[] {
  const covers = (toLat: number): boolean =>
    geodesicMeters({ fromLon: center[0], fromLat: center[1], toLon: center[0], toLat }) < radiusMeters;
  const poles = [-90, 90].filter(covers);
  if (poles.length === 0) return ring;
  const along = [...ring].sort((a, b) => a[0] - b[0]);
  const [west, westLat] = along[0] as Position;
  along.push([west + 360, westLat]);
  // West to east along the ring, then back along the pole: counterclockwise for the north pole, the other way for the south.
  const pole = poles[0] as number;
  along.push([west + 360, pole], [west, pole]);
  return pole > 0 ? along : along.reverse();
}

function addRing(clipper: Clipper, paths: PathsD, ring: readonly Position[], turn: number): void {
  // Clipper's points carry a third number, of which nothing is made here.
  const coordinates = new Float64Array(3 * ring.length);
  ring.forEach(([lon, lat], i) => {
    coordinates[3 * i] = lon + turn;
    coordinates[3 * i + 1] = lat;
  });
  const path = new clipper.PathD();
  path.assign(coordinates);
  paths.push_back(path);
  path.delete();
}

function collectPolygons(parent: PolyPathD, polygons: Position[][][]): void {
  for (let i = 0; i < parent.count(); i++) {
    const outer = parent.child(i);
    const rings = [ringOf(outer)];
    for (let j = 0; j < outer.count(); j++) {
      const hole = outer.child(j);
      rings.push(ringOf(hole));
      collectPolygons(hole, polygons);
    }
    polygons.push(rings);
  }
}

function ringOf(node: PolyPathD): Position[] {
  const path = node.polygon();
  const view = path.view();
  const stride = view.length / path.size();
  const ring: Position[] = [];
  for (let i = 0; i < view.length; i += stride) ring.push([view[i] as number, view[i + 1] as number]);
  path.delete();
  ring.push([...(ring[0] as Position)]);
  return ring;
}
