// Roads of a pack as lines and as tiles: every edge is drawn once, lines are as long as they can be, and a tile holds what lies
// on it, where it lies.
import { VectorTile } from '@mapbox/vector-tile';
import fc from 'fast-check';
import { PbfReader } from 'pbf';
import { describe, expect, it } from 'vitest';
import type { TravelColumns } from '../../../../../geodata/schema/pack.ts';
import { drawnNodes, type RoadLines, roadLines } from '../../../../../web/pages/find/map/road_lines.ts';
import { roadSource } from '../../../../../web/pages/find/map/road_source.ts';
import { ROAD_LAYER, roadTile } from '../../../../../web/pages/find/map/road_tiles.ts';
import { demoTravel } from './demo_pack.ts';

type Edge = readonly [from: number, to: number, major: number];

/** Nodes stand in a row, a degree apart, unless they are placed. */
function travelOf(nodes: number | readonly (readonly [lon: number, lat: number])[], edges: readonly Edge[]) {
  const at = typeof nodes === 'number' ? Array.from({ length: nodes }, (_, node) => [node, 0] as const) : nodes;
  return {
    lon: Float64Array.from(at, ([lon]) => lon),
    lat: Float64Array.from(at, ([, lat]) => lat),
    from: Int32Array.from(edges, ([from]) => from),
    to: Int32Array.from(edges, ([, to]) => to),
    meters: new Float64Array(edges.length),
    seconds: new Float64Array(edges.length),
    oneWay: new Uint8Array(edges.length),
    major: Uint8Array.from(edges, ([, , major]) => major),
  } satisfies TravelColumns;
}
const linesOf = (travel: TravelColumns, wanted: 0 | 1) => roadLines(travel, drawnNodes(travel), wanted);
const chains = ({ corners, start }: RoadLines) =>
  Array.from(start.slice(1), (end, line) => [...corners.slice(start[line], end)]);
const stepsOf = (lines: readonly number[][]) =>
  lines
    .flatMap((line) => line.slice(1).map((to, index) => [line[index] as number, to].sort((a, b) => a - b).join(' ')))
    .sort();

describe('roads as lines', () => {
  it('joins what runs on and parts at a crossing', () => {
    const travel = travelOf(6, [
      [0, 1, 0],
      [2, 1, 0],
      [2, 3, 0],
      [2, 4, 0],
      [5, 4, 0],
    ]);
    expect(chains(linesOf(travel, 0))).toEqual([
      [0, 1, 2],
      [2, 3],
      [2, 4, 5],
    ]);
  });

  it('closes a ring that no other road meets', () => {
    const ring: Edge[] = [
      [0, 1, 1],
      [1, 2, 1],
      [2, 0, 1],
    ];
    expect(chains(linesOf(travelOf(3, ring), 1))).toEqual([[0, 1, 2, 0]]);
  });

  it('keeps major roads apart, and a crossing with a minor road does not part them', () => {
    const travel = travelOf(4, [
      [0, 1, 1],
      [1, 2, 1],
      [1, 3, 0],
    ]);
    expect(chains(linesOf(travel, 1))).toEqual([[0, 1, 2]]);
    expect(chains(linesOf(travel, 0))).toEqual([[1, 3]]);
  });

  it('draws every edge of any network exactly once, those of no length never', () => {
    const node = fc.nat(9);
    fc.assert(
      fc.property(fc.array(fc.tuple(node, node, fc.nat(1)), { maxLength: 40 }), (edges) => {
        for (const wanted of [0, 1] as const) {
          const expected = edges
            .filter(([from, to, major]) => major === wanted && from !== to)
            .map(([from, to]) => [from, to].sort((a, b) => a - b).join(' '))
            .sort();
          expect(stepsOf(chains(linesOf(travelOf(10, edges), wanted)))).toEqual(expected);
        }
      }),
    );
  });

  it('makes fewer lines than edges of the roads between towns', () => {
    const travel = demoTravel();
    const edges = travel.major.reduce((sum, value) => sum + value, 0);
    const lines = linesOf(travel, 1).start.length - 1;
    expect(lines).toBeGreaterThan(20);
    expect(lines).toBeLessThan(edges / 5);
  });
});

/** What a reader of tiles finds: pieces in degrees. */
function piecesIn(bytes: Uint8Array, [z, x, y]: readonly [number, number, number]): number[][][] {
  const layer = new VectorTile(new PbfReader(bytes)).layers[ROAD_LAYER];
  if (layer === undefined) return [];
  const { geometry } = layer.feature(0).toGeoJSON(x, y, z);
  if (geometry.type === 'LineString') return [geometry.coordinates];
  return geometry.type === 'MultiLineString' ? geometry.coordinates : [];
}
const tileAt = (lon: number, lat: number, z: number): [number, number, number] => {
  const sine = Math.sin((lat * Math.PI) / 180);
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  return [z, Math.floor((lon / 360 + 0.5) * 2 ** z), Math.floor(y * 2 ** z)];
};

type Corner = readonly [x: number, y: number];
const isSame = (one: Corner, other: Corner) => one[0] === other[0] && one[1] === other[1];
const segments = (line: readonly Corner[]) => line.slice(1).map((to, index) => [line[index] as Corner, to] as const);

/** Of tile 3/4/3, given in tile widths. */
function lineThrough(corners: readonly Corner[]): RoadLines {
  const x = Float64Array.from(corners, (corner) => (4 + corner[0]) / 8);
  const y = Float64Array.from(corners, (corner) => (3 + corner[1]) / 8);
  return {
    ...{ x, y, corners: Int32Array.from(corners, (_, index) => index), start: Int32Array.of(0, corners.length) },
    boxes: Float64Array.of(Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)),
  };
}

/** In tile widths. */
const piecesOnTile = (bytes: Uint8Array): Corner[][] =>
  new VectorTile(new PbfReader(bytes)).layers[ROAD_LAYER]
    ?.feature(0)
    .loadGeometry()
    .map((piece) => piece.map(({ x, y }): Corner => [x / 4096, y / 4096])) ?? [];

function distanceTo([x, y]: Corner, lines: readonly (readonly Corner[])[]): number {
  const distances = lines.flatMap(segments).map(([[fromX, fromY], [toX, toY]]) => {
    const [dx, dy] = [toX - fromX, toY - fromY];
    const along = dx === 0 && dy === 0 ? 0 : ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy);
    const share = Math.min(1, Math.max(0, along));
    return Math.hypot(fromX + share * dx - x, fromY + share * dy - y);
  });
  return Math.min(Number.POSITIVE_INFINITY, ...distances);
}

describe('a tile of roads', () => {
  const bent = travelOf(
    [
      [13.01, 11.01],
      [13.02, 11.015],
      [13.03, 11.01],
    ],
    [
      [0, 1, 1],
      [1, 2, 1],
    ],
  );

  it('holds a road corner by corner, to a few meters', () => {
    const tile = tileAt(13.02, 11.01, 10);
    const [piece, ...more] = piecesIn(roadTile(linesOf(bent, 1), { z: tile[0], x: tile[1], y: tile[2] }), tile);
    expect(more).toEqual([]);
    expect(piece).toHaveLength(3);
    piece?.forEach(([lon, lat], corner) => {
      expect(lon).toBeCloseTo(bent.lon[corner] as number, 4);
      expect(lat).toBeCloseTo(bent.lat[corner] as number, 4);
    });
  });

  it('has no bytes where there is no road', () => {
    const [z, x, y] = tileAt(13.02, 11.01, 10);
    expect(roadTile(linesOf(bent, 1), { z, x: x + 5, y })).toHaveLength(0);
    expect(roadTile(linesOf(bent, 0), { z, x, y })).toHaveLength(0);
  });

  it('cuts a road that runs through it at its edge and a little beyond, never far away', () => {
    const across = travelOf(
      [
        [-60, 11.01],
        [60, 11.01],
      ],
      [[0, 1, 1]],
    );
    const tile = tileAt(13.02, 11.01, 14);
    const [piece, ...more] = piecesIn(roadTile(linesOf(across, 1), { z: 14, x: tile[1], y: tile[2] }), tile);
    const width = 360 / 2 ** 14;
    const west = tile[1] * width - 180;
    expect(more).toEqual([]);
    expect(piece?.[0]?.[0]).toBeCloseTo(west - width / 32, 5);
    expect(piece?.[1]?.[0]).toBeCloseTo(west + width * (1 + 1 / 32), 5);
  });

  it('keeps the course of a road whose corners lie closer than a pixel', () => {
    const corners = Array.from({ length: 400 }, (_, i) => {
      const angle = (i / 399) * Math.PI;
      return [13 + 0.05 * Math.cos(angle), 11 + 0.05 * Math.sin(angle)] as const;
    });
    const arc = travelOf(
      corners,
      corners.slice(1).map((_, i) => [i, i + 1, 1] as const),
    );
    const tile = tileAt(13, 11.02, 8);
    const pieces = piecesIn(roadTile(linesOf(arc, 1), { z: tile[0], x: tile[1], y: tile[2] }), tile).flat();
    expect(pieces.length).toBeLessThan(200);
    expect(Math.max(...pieces.map(([, lat]) => lat as number))).toBeCloseTo(11.05, 2);
    for (const [lon, lat] of pieces) expect(Math.hypot(lon! - 13, lat! - 11)).toBeCloseTo(0.05, 2);
    expect(pieces.at(-1)?.[0]).toBeCloseTo(12.95, 3);
  });

  it('ends where the road ends, though the last corner is nearer than a pixel to the one before', () => {
    const spur = travelOf(
      [
        [13, 11.02],
        [13.05, 11.02],
        [13.0512, 11.02],
      ],
      [
        [0, 1, 1],
        [1, 2, 1],
      ],
    );
    const tile = tileAt(13.02, 11.02, 8);
    const [piece] = piecesIn(roadTile(linesOf(spur, 1), { z: tile[0], x: tile[1], y: tile[2] }), tile);
    expect(piece?.at(-1)?.[0]).toBeCloseTo(13.0512, 3);
  });

  it('shows any road wherever it lies on the tile, and nothing where there is none', () => {
    // In tile widths from the corner of tile 3/4/3; quarters make straight and touching pieces likely.
    const coordinate = fc.integer({ min: -6, max: 10 }).map((quarter) => quarter / 4);
    const corner = fc.tuple(coordinate, coordinate);
    fc.assert(
      fc.property(fc.array(corner, { minLength: 2, maxLength: 8 }), (corners) => {
        const shown = piecesOnTile(roadTile(lineThrough(corners), { z: 3, x: 4, y: 3 }));
        const isOn = ([x, y]: Corner) => x >= 0 && x <= 1 && y >= 0 && y <= 1;
        for (const [from, to] of segments(corners)) {
          for (let share = 0; share <= 1; share += 1 / 64) {
            const at: Corner = [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
            if (isOn(at) && !isSame(from, to)) expect(distanceTo(at, shown)).toBeLessThan(0.002);
          }
        }
        for (const spot of shown.flat()) {
          expect(Math.max(...spot.map((value) => Math.abs(value - 0.5)))).toBeLessThan(0.5 + 1 / 32 + 0.001);
          expect(distanceTo(spot, [corners])).toBeLessThan(0.001);
        }
        for (const [from, to] of shown.flatMap(segments)) {
          const middle: Corner = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
          expect(distanceTo(middle, [corners])).toBeLessThan(0.004);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('leaves out what is beyond the poles of the map', () => {
    const polar = travelOf(
      [
        [13, 89],
        [13, 84],
        [13.1, 84],
      ],
      [
        [0, 1, 1],
        [1, 2, 1],
      ],
    );
    const tile = tileAt(13, 84, 8);
    expect(piecesIn(roadTile(linesOf(polar, 1), { z: 8, x: tile[1], y: tile[2] }), tile)).toHaveLength(1);
  });

  it('together with the others of its zoom holds all of the demo’s major roads', () => {
    const travel = demoTravel();
    const lines = linesOf(travel, 1);
    const drawn = new Set<string>();
    for (let x = 126; x <= 140; x++) {
      for (let y = 112; y <= 128; y++) {
        for (const [lon, lat] of piecesIn(roadTile(lines, { z: 8, x, y }), [8, x, y]).flat()) {
          drawn.add(`${lon!.toFixed(1)} ${lat!.toFixed(1)}`);
        }
      }
    }
    const ends = lines.start.slice(0, -1).map((at) => lines.corners[at] as number);
    const missing = [...ends].filter((node) => {
      const near = [-0.1, 0, 0.1].flatMap((east) =>
        [-0.1, 0, 0.1].map(
          (north) => `${(travel.lon[node]! + east).toFixed(1)} ${(travel.lat[node]! + north).toFixed(1)}`,
        ),
      );
      return !near.some((spot) => drawn.has(spot));
    });
    expect(missing).toEqual([]);
    expect(drawn.size).toBeGreaterThan(50);
  });
});

describe('roads by address', () => {
  it('are those of the class, zoom and place that it names', () => {
    const travel = demoTravel();
    const source = roadSource(travel);
    const [z, x, y] = tileAt(13.15, 11.83, 12);
    expect(source(`roads://major/${z}/${x}/${y}`)).toEqual(roadTile(linesOf(travel, 1), { z, x, y }));
    expect(source(`roads://minor/${z}/${x}/${y}`)).toEqual(roadTile(linesOf(travel, 0), { z, x, y }));
    expect(source(`roads://minor/${z}/${x}/${y}`).length).toBeGreaterThan(100);
  });

  it('are none where no roads are known, and none for another address', () => {
    expect(roadSource(null)('roads://major/5/17/14')).toHaveLength(0);
    expect(roadSource(demoTravel())('https://example.org/5/17/14')).toHaveLength(0);
  });
});
