// Dissolved gap polygons against pictures drawn by hand, Turf on small random grids, and the laws of valid polygons.
import * as turf from '@turf/turf';
import fc from 'fast-check';
import geodesicLibrary from 'geographiclib-geodesic';
import { describe, expect, it } from 'vitest';
import { cellLattice, type GridCells } from '../../../../geodata/analysis/reach/cell_lattice.ts';
import { type GapShape, gapPolygons } from '../../../../geodata/analysis/reach/gap_polygons.ts';

// A CommonJS package: Node gives it a default export only.
const { Geodesic } = geodesicLibrary;

/** Cells of a picture, north at the top: '#' uncovered, '.' covered, ' ' no cell. Cells are 1° wide from (0, 0) eastward. */
function picture(lines: readonly string[], west = 0, south = 0): { cells: GridCells; uncovered: Uint8Array } {
  const lon: number[] = [];
  const lat: number[] = [];
  const uncovered: number[] = [];
  lines.forEach((line, row) => {
    [...line].forEach((mark, column) => {
      if (mark === ' ') return;
      const east = west + column + 0.5;
      lon.push(east > 180 ? east - 360 : east);
      lat.push(south + lines.length - 1 - row + 0.5);
      uncovered.push(mark === '#' ? 1 : 0);
    });
  });
  const cells: GridCells = { lon: Float64Array.from(lon), lat: Float64Array.from(lat), cellDegrees: [1, 1] };
  return { cells, uncovered: Uint8Array.from(uncovered) };
}

function shapeOf(of: { cells: GridCells; uncovered: Uint8Array }, people?: readonly number[]): GapShape {
  const lattice = cellLattice(of.cells);
  if (lattice === null) throw new Error('These cells are no grid.');
  const each = Float64Array.from(of.cells.lon, (_, i) => people?.[i] ?? 1);
  return gapPolygons(lattice, of.uncovered, { people: each, women: null, children: null });
}

const ringsOf = (shape: GapShape): number[] => shape.geometry.coordinates.map((polygon) => polygon.length);

/** Twice the signed area in the plane of degrees: positive counterclockwise. */
function signed(ring: readonly (readonly number[])[]): number {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1] as [number, number], ring[i] as [number, number]];
    twice += a[0] * b[1] - b[0] * a[1];
  }
  return twice;
}

describe('gapPolygons', () => {
  it('dissolves a block into one ring of its four corners, counterclockwise', () => {
    const shape = shapeOf(picture(['##', '##']));
    expect(shape.geometry.coordinates).toEqual([
      [
        [
          [0, 0],
          [2, 0],
          [2, 2],
          [0, 2],
          [0, 0],
        ],
      ],
    ]);
    expect(shape.patches).toMatchObject([{ people: 4, cells: 4, women: null }]);
  });

  it('leaves a hole where a covered cell lies inside, clockwise', () => {
    const shape = shapeOf(picture(['###', '#.#', '###']));
    expect(ringsOf(shape)).toEqual([2]);
    const [outer, hole] = shape.geometry.coordinates[0] as unknown as [number[][], number[][]];
    expect(signed(outer)).toBe(18);
    expect(signed(hole)).toBe(-2);
    expect(new Set(hole.map(String))).toEqual(new Set(['1,1', '2,1', '2,2', '1,2']));
  });

  it('puts an island of the gap inside a hole of the gap into a polygon of its own', () => {
    const shape = shapeOf(picture(['#####', '#...#', '#.#.#', '#...#', '#####']));
    expect(ringsOf(shape)).toEqual([2, 1]);
    expect(shape.patches.map((patch) => patch.cells)).toEqual([16, 1]);
  });

  it('keeps apart two patches that touch at a corner', () => {
    const shape = shapeOf(picture(['#.', '.#']));
    expect(ringsOf(shape)).toEqual([1, 1]);
    expect(shapeOf(picture(['.#', '#.'])).geometry.coordinates.length).toBe(2);
  });

  it('makes one polygon whose hole touches its outside where a patch meets itself at a corner', () => {
    for (const lines of [
      ['###', '#.#', '##.'],
      ['.##', '#.#', '###'],
      ['##.', '#.#', '###'],
      ['###', '#.#', '.##'],
    ]) {
      const shape = shapeOf(picture(lines));
      expect(ringsOf(shape)).toEqual([2]);
      expect(
        turf.kinks(turf.polygon(shape.geometry.coordinates[0] as number[][][])).features.length,
      ).toBeLessThanOrEqual(2);
      const [outer, hole] = shape.geometry.coordinates[0] as unknown as [number[][], number[][]];
      expect([signed(outer), signed(hole)]).toEqual([16, -2]);
    }
  });

  it('is empty where nothing is uncovered', () => {
    const shape = shapeOf(picture(['..', '..']));
    expect(shape).toEqual({ geometry: { type: 'MultiPolygon', coordinates: [] }, patches: [] });
  });

  it('puts the patch with most people first, whatever its size', () => {
    const shape = shapeOf(picture(['##.#']), [1, 1, 0, 50]);
    expect(shape.patches.map((patch) => patch.people)).toEqual([50, 2]);
    expect(shape.geometry.coordinates[0]?.[0]?.[0]).toEqual([3, 0]);
  });

  it('measures the ellipsoid: one degree at the equator and a whole ring of cells about the pole', () => {
    const reference = Geodesic.WGS84.Polygon(false);
    // Edges along a parallel are no geodesics: many short ones come close.
    for (let i = 0; i <= 1000; i++) reference.AddPoint(0, i / 1000);
    for (let i = 1000; i >= 0; i--) reference.AddPoint(1, i / 1000);
    const squareKm = Math.abs(reference.Compute(false, true).area as number) / 1e6;
    expect(shapeOf(picture(['#'])).patches[0]?.areaSquareKm).toBeCloseTo(squareKm, 4);
    const world = shapeOf(
      picture(
        Array.from({ length: 180 }, () => '#'.repeat(360)),
        -180,
        -90,
      ),
    );
    expect(world.patches[0]?.areaSquareKm).toBeCloseTo(510065621.724, 2);
    expect(world.geometry.coordinates).toEqual([
      [
        [
          [-180, -90],
          [180, -90],
          [180, 90],
          [-180, 90],
          [-180, -90],
        ],
      ],
    ]);
  });

  it('cuts a patch at the antimeridian, and never draws it around the world', () => {
    const shape = shapeOf(picture(['####'], 178));
    expect(shape.geometry.coordinates.length).toBe(2);
    const lons = shape.geometry.coordinates.map((polygon) => (polygon[0] as number[][]).map(([lon]) => lon));
    expect(lons.map((ring) => [Math.min(...(ring as number[])), Math.max(...(ring as number[]))])).toEqual([
      [-180, -178],
      [178, 180],
    ]);
  });

  it('cuts a cell that lies across the antimeridian in two pieces with one number of people', () => {
    for (const step of [1, 0.7]) {
      const lon = [180 - step, 180, -180 + step];
      const cells: GridCells = {
        lon: Float64Array.from(lon),
        lat: Float64Array.from([0, 0, 0]),
        cellDegrees: [step, step],
      };
      const shape = shapeOf({ cells, uncovered: Uint8Array.from([0, 1, 0]) }, [3, 5, 7]);
      expect(shape.geometry.coordinates.length).toBe(2);
      expect(shape.patches.reduce((sum, patch) => sum + (patch.people ?? Number.NaN), 0)).toBe(5);
      for (const polygon of shape.geometry.coordinates) {
        const lons = (polygon[0] as number[][]).map(([east]) => east as number);
        expect(Math.max(...lons) - Math.min(...lons)).toBeCloseTo(step / 2, 9);
        expect(lons.every((east) => Math.abs(east) <= 180)).toBe(true);
      }
    }
  });

  it('joins columns around a world whose cells are centered on the antimeridian', () => {
    const lon = Float64Array.from({ length: 360 }, (_, i) => i - 180);
    const cells: GridCells = { lon, lat: new Float64Array(360), cellDegrees: [1, 1] };
    const shape = shapeOf({ cells, uncovered: new Uint8Array(360).fill(1) });
    expect(shape.geometry.coordinates).toEqual([
      [
        [
          [-180, -0.5],
          [180, -0.5],
          [180, 0.5],
          [-180, 0.5],
          [-180, -0.5],
        ],
      ],
    ]);
    expect(shape.patches[0]?.cells).toBe(360);
  });

  it('takes grids whose published step is rounded, and refuses points that are no grid', () => {
    const lon = Float64Array.from({ length: 4000 }, (_, i) => 11 + i / 1200);
    const cells: GridCells = { lon, lat: new Float64Array(4000).fill(12), cellDegrees: [0.000833333, 0.000833333] };
    expect(shapeOf({ cells, uncovered: new Uint8Array(4000).fill(1) }).geometry.coordinates.length).toBe(1);
    const astray = lon.map((value, i) => (i % 100 === 7 ? value + 0.0003 : value));
    expect(cellLattice({ ...cells, lon: astray })).toBeNull();
  });

  const grid = fc
    .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
    .chain(([width, height]) =>
      fc.array(fc.array(fc.constantFrom('#', '#', '.', ' '), { minLength: width, maxLength: width }), {
        minLength: height,
        maxLength: height,
      }),
    )
    .map((rows) => rows.map((row) => row.join('')))
    .filter((lines) => lines.some((line) => line.trim() !== ''));

  it('has rings that visit no corner twice, cover exactly the uncovered cells and turn the right way', () => {
    fc.assert(
      fc.property(grid, (lines) => {
        const drawn = picture(lines);
        const { geometry, patches } = shapeOf(drawn);
        let twice = 0;
        for (const polygon of geometry.coordinates) {
          polygon.forEach((ring, at) => {
            const corners = ring.slice(1).map(String);
            expect(new Set(corners).size).toBe(corners.length);
            expect(ring.at(-1)).toEqual(ring[0]);
            expect(Math.sign(signed(ring))).toBe(at === 0 ? 1 : -1);
            twice += signed(ring);
          });
        }
        const count = drawn.uncovered.reduce((sum, one) => sum + one, 0);
        expect(twice).toBeCloseTo(2 * count, 9);
        expect(patches.reduce((sum, patch) => sum + patch.cells, 0)).toBe(count);
        drawn.cells.lon.forEach((lon, i) => {
          const inside = turf.booleanPointInPolygon([lon, drawn.cells.lat[i] as number], geometry);
          expect(inside).toBe(drawn.uncovered[i] === 1);
        });
      }),
    );
  });

  it('is what Turf makes of the union of the cells', () => {
    fc.assert(
      fc.property(grid, (lines) => {
        const drawn = picture(lines);
        const squares = [...drawn.cells.lon.keys()]
          .filter((i) => drawn.uncovered[i] === 1)
          .map((i) => {
            const [lon, lat] = [drawn.cells.lon[i] as number, drawn.cells.lat[i] as number];
            return turf.bboxPolygon([lon - 0.5, lat - 0.5, lon + 0.5, lat + 0.5]);
          });
        if (squares.length < 2) return;
        const union = turf.union(turf.featureCollection(squares));
        const { geometry } = shapeOf(drawn);
        expect(turf.area(geometry)).toBeCloseTo(turf.area(union as NonNullable<typeof union>), 0);
      }),
      { numRuns: 40 },
    );
  });
});

describe('cellLattice', () => {
  const grid = picture(Array.from({ length: 40 }, () => '#'.repeat(40))).cells;
  const moved = (howMany: number, by: number): GridCells => ({
    ...grid,
    lon: grid.lon.map((lon, i) => (i > 0 && i <= howMany ? lon + by : lon)),
  });

  it('puts a stray at the nearest cell and counts it, as where two pixels were merged into one', () => {
    const lattice = cellLattice(moved(1, 0.4));
    expect(lattice?.strays).toBe(1);
    expect([...(lattice?.column ?? [])]).toEqual([...(cellLattice(grid)?.column ?? [])]);
    expect(cellLattice(grid)?.strays).toBe(0);
  });

  it('takes two cells on one place as one piece of ground', () => {
    const shape = shapeOf({ cells: moved(1, 1), uncovered: new Uint8Array(1600).fill(1) });
    expect(ringsOf(shape)).toEqual([1]);
    expect(signed(shape.geometry.coordinates[0]?.[0] ?? [])).toBeCloseTo(2 * 1599, 6);
  });

  it('is no grid when more than one cell in a thousand strays', () => {
    expect(cellLattice(moved(2, 0.4))).toBeNull();
  });
});
