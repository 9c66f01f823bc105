// Kernel density: brute force and scipy's numbers, the law of total mass, and round kernels on the ground.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type kernelDensity, kernelDensityMethod } from '../../../../geodata/analysis/hotspot/kernel_density.ts';
import { densityGrid } from '../../../../geodata/analysis/hotspot/kernel_density_grid.ts';
import { addByRows } from '../../../../geodata/analysis/hotspot/kernel_density_rows.ts';
import { addStamps } from '../../../../geodata/analysis/hotspot/kernel_density_stamps.ts';
import { resultJson } from '../../../../geodata/analysis/method.ts';
import { seededRandom } from '../../../../geodata/analysis/random.ts';
import { geodesicMeters } from '../../../../geodata/analysis/reach/geodesic.ts';
import { ellipsoidalArea } from './kernel_density_area.ts';

type Result = ReturnType<typeof kernelDensity>;
const run = (inputs: Record<string, unknown>): Result => kernelDensityMethod.run(inputs) as Result;
const golden = JSON.parse(readFileSync('tests/fixtures/kernel_density_rows.json', 'utf8'));
const { grid, bandwidthMeters } = golden;
const points = { x: golden.x, y: golden.y };

/** Largest difference as a share of one event's peak. */
function apart(density: ArrayLike<number | null>, wanted: ArrayLike<number>, peak: number): number {
  let most = 0;
  for (let i = 0; i < wanted.length; i++)
    most = Math.max(most, Math.abs((density[i] as number) - (wanted[i] as number)));
  return most / peak;
}
const gaussianPeak = 1e6 / (2 * Math.PI * bandwidthMeters ** 2);

describe('kernel density', () => {
  it('is brute force’s for the Gaussian and the quartic kernel', () => {
    const gaussian = run({ points, bandwidthMeters, grid });
    expect([gaussian.width, gaussian.height]).toEqual([40, 30]);
    expect(apart(gaussian.density, golden.gaussian, gaussianPeak)).toBeLessThan(1e-6);
    const quartic = run({ ...points, bandwidthMeters, grid, kernel: 'quartic' });
    // Kernels of 3.5 cells are scaled to add up to one event: that moves them by a share.
    expect(apart(quartic.density, golden.quartic, 3e6 / (Math.PI * bandwidthMeters ** 2))).toBeLessThan(0.02);
  });

  it('is scipy’s filter where events lie in the middles of cells, and the display is within its stated error', () => {
    const middles = { x: golden.binnedX, y: golden.binnedY };
    const exact = run({ points: middles, bandwidthMeters, grid });
    expect(apart(exact.density, golden.scipy, gaussianPeak)).toBeLessThan(1e-6);
    const display = run({ points, bandwidthMeters, grid, mode: 'display' });
    const most = apart(display.density, golden.gaussian, gaussianPeak);
    expect(most).toBeGreaterThan(1e-6);
    expect(most / 6).toBeLessThan(display.errorShare);
    expect(Math.abs(display.total - run({ points, bandwidthMeters, grid }).total)).toBeLessThan(0.01);
  });

  it('display: one event anywhere in its cell stays within the error that the result states', () => {
    const random = seededRandom(2);
    for (const bandwidth of [2, 3, 5, 15]) {
      for (let round = 0; round < 25; round++) {
        const one = { x: [100 + random()], y: [100 + random()] };
        const asked = { points: one, bandwidthMeters: bandwidth, grid: { bbox: [0, 0, 200, 200], cellMeters: 1 } };
        const display = run({ ...asked, mode: 'display' });
        const exact = run(asked).density as Float64Array;
        expect(apart(display.density, exact, 1e6 / (2 * Math.PI * bandwidth ** 2))).toBeLessThan(display.errorShare);
      }
    }
  });

  it('display: the middle of a cell, and the outer half of a border cell, stay within the stated error too', () => {
    for (const bandwidthMeters of [1.5, 2, 4, 5, 15]) {
      for (const [x, y] of [
        [50.5, 40.5],
        [0.5, 0.5],
        [0.05, 79.95],
        [99.75, 40],
      ] as const) {
        const asked = { points: { x: [x], y: [y] }, bandwidthMeters, grid: { bbox: [0, 0, 100, 80], cellMeters: 1 } };
        const display = run({ ...asked, mode: 'display' });
        const exact = run(asked).density as Float64Array;
        const error = apart(display.density, exact, 1e6 / (2 * Math.PI * bandwidthMeters ** 2));
        expect(error, `${x} ${y} at ${bandwidthMeters}`).toBeLessThan(display.errorShare);
      }
    }
  });

  it('adds up to the events there are, whatever the kernel, the cells and the weights', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.double({ min: 40, max: 60, noNaN: true }),
            fc.double({ min: 40, max: 60, noNaN: true }),
            fc.integer({ min: 0, max: 9 }),
          ),
          { minLength: 1, maxLength: 20 },
        ),
        fc.constantFrom('gaussian', 'quartic'),
        fc.constantFrom(0.3, 0.9, 1.7, 4.2, 6),
        (events, kernel, bandwidth) => {
          const [x, y, weight] = [0, 1, 2].map((column) => events.map((event) => event[column]));
          const { total, density, cellAreaSquareKm } = run({
            points: { x, y, weight },
            bandwidthMeters: bandwidth,
            kernel,
            grid: { bbox: [0, 0, 100, 100], cellMeters: 1 },
          });
          const mass = events.reduce((sum, event) => sum + event[2], 0);
          const sum = (density as Float64Array).reduce((all, d) => all + d, 0) * cellAreaSquareKm;
          expect(Math.abs(total - mass)).toBeLessThanOrEqual(1e-7 * mass);
          expect(Math.abs(sum - mass)).toBeLessThanOrEqual(1e-7 * mass);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('loses what lies beyond the box, and keeps it there on request', () => {
    const corner = {
      points: { x: [0.5, 30], y: [0.5, 99] },
      bandwidthMeters: 6,
      grid: { bbox: [0, 0, 100, 100], cellMeters: 1 },
    };
    for (const more of [{}, { kernel: 'quartic', bandwidthMeters: 12 }, { mode: 'display' }]) {
      const open = run({ ...corner, ...more }).total;
      expect(open).toBeGreaterThan(0.7);
      expect(open).toBeLessThan(0.95);
      const kept = run({ ...corner, ...more, edgeCorrection: true }).total;
      expect(Math.abs(kept - 2)).toBeLessThan('mode' in more ? 0.01 : 1e-8);
    }
  });

  it('feels events beyond the box unless edges are corrected, in both modes', () => {
    const beyond = {
      points: { x: [-3, 500], y: [50, 50] },
      bandwidthMeters: 5,
      grid: { bbox: [0, 0, 100, 100], cellMeters: 1 },
    };
    const exact = run(beyond);
    expect(exact.events.outside).toBe(1);
    expect(exact.total).toBeCloseTo(0.2743, 2);
    const display = run({ ...beyond, mode: 'display' });
    expect(apart(display.density, exact.density as Float64Array, 1e6 / (2 * Math.PI * 25))).toBeLessThan(
      display.errorShare,
    );
    expect(run({ ...beyond, edgeCorrection: true })).toMatchObject({ total: 0, events: { outside: 2 } });
  });

  it('leaves out events that are known less exactly than the bandwidth, and says how many', () => {
    const lon = [13, 13, 13, 13];
    const asked = {
      lon,
      lat: lon.map(() => 11),
      bandwidthMeters: 5000,
      grid: { bbox: [12.5, 10.5, 13.5, 11.5], cellMeters: 2000 },
    };
    const byRadius = run({ ...asked, precisionMeters: [0, 5000, 5001, null] });
    expect(byRadius.events).toMatchObject({ used: 2, coarse: 2 });
    const byCode = run({ ...asked, precision: [1, 'settlement', 4, 'unknown'] });
    expect(byCode.events).toMatchObject({ used: 2, coarse: 2 });
    expect(byCode.warnings.join()).toMatch(/2 events are known less exactly/);
    expect(run({ ...asked, weight: [1, null, 2, 0] }).events).toMatchObject({ used: 3, missing: 1 });
  });

  it('is round on the ground and of one height far from the middle of the box', () => {
    const box = [5, -10, 20, 40];
    for (const lat of [-8, 15, 38]) {
      const result = run({ lon: [12], lat: [lat], bandwidthMeters: 60_000, grid: { bbox: box, cellMeters: 10_000 } });
      const density = result.density as Float64Array;
      const peak = Math.max(...density);
      expect(peak * 2 * Math.PI * 3600).toBeCloseTo(1, 1);
      for (let i = 0; i < density.length; i += 7) {
        const at = {
          lon: (result.lon as Float64Array)[i % result.width]!,
          lat: (result.lat as Float64Array)[Math.floor(i / result.width)]!,
        };
        const meters = geodesicMeters({ fromLon: 12, fromLat: lat, toLon: at.lon, toLat: at.lat });
        const wanted = Math.exp(-(meters ** 2) / (2 * 60_000 ** 2)) / (2 * Math.PI * 3600);
        expect(Math.abs((density[i] as number) - wanted) * 2 * Math.PI * 3600).toBeLessThan(0.02);
      }
    }
  });

  it('has cells of one true area, over the antimeridian too', () => {
    for (const bbox of [
      [9, 7, 15, 14],
      [178, -20, -178, -15],
      [20, 60, 30, 70],
    ] as const) {
      const made = densityGrid({ bbox, width: 8, height: 5 }, false);
      const sum = 40 * made.cellWidth * made.cellHeight;
      expect(Math.abs(sum / ellipsoidalArea(bbox) - 1)).toBeLessThan(1e-9);
      expect(made.column(bbox[0])).toBeCloseTo(0, 9);
      expect(made.column(bbox[2])).toBeCloseTo(8, 9);
      expect(made.row(bbox[3])).toBeCloseTo(0, 9);
      expect(made.row(bbox[1])).toBeCloseTo(5, 9);
      expect(made.row(made.rowCenters[3] as number)).toBeCloseTo(3.5, 9);
      expect(made.column(made.columnCenters[6] as number)).toBeCloseTo(6.5, 9);
    }
  });

  it('gives the same by rows of moments as by stamps', () => {
    const random = seededRandom(12);
    for (const [bandwidth, within] of [
      [1.4, false],
      [4.1, true],
      [9, false],
    ] as const) {
      const count = 60;
      const column = (most: number): Float64Array =>
        Float64Array.from({ length: count }, () => most * (1.2 * random() - 0.1));
      const stamps = {
        column: column(80).map((c) => (within ? Math.min(79, Math.max(0, c)) : c)),
        row: column(60).map((r) => (within ? Math.min(59, Math.max(0, r)) : r)),
        mass: Float64Array.from({ length: count }, () => 1 + random()),
        bandwidthAcross: new Float64Array(count).fill(bandwidth * 1.1),
        bandwidthUp: new Float64Array(count).fill(bandwidth),
      };
      const canvas = () => ({ width: 80, height: 60, cells: new Float64Array(4800) });
      const [rows, direct] = [canvas(), canvas()];
      addByRows(rows, stamps, { up: () => bandwidth, within });
      addStamps(direct, stamps, { kernel: 'gaussian', within });
      expect(apart(rows.cells, direct.cells, 1 / (2 * Math.PI * 1.1 * bandwidth ** 2))).toBeLessThan(1e-6);
    }
  });

  it('gives the same bytes for any order of the input when events have ids', () => {
    const ids = golden.x.map((_: number, i: number) => i);
    const asked = { bandwidthMeters, grid };
    const one = run({ ...asked, points: { ...points, ids } });
    const other = run({
      ...asked,
      points: { x: golden.x.toReversed(), y: golden.y.toReversed(), ids: ids.toReversed() },
    });
    expect(resultJson(other)).toBe(resultJson(one));
  });

  it('refuses boxes, grids and modes that cannot be, and says where', () => {
    const pointerOf = (more: Record<string, unknown>): unknown => {
      try {
        run({ lon: [1], lat: [1], bandwidthMeters: 1000, grid: { bbox: [0, 0, 2, 2], cellMeters: 500 }, ...more });
      } catch (error) {
        return (error as { errors: { pointer: string }[] }).errors[0]?.pointer;
      }
      return null;
    };
    expect(pointerOf({})).toBeNull();
    expect(pointerOf({ grid: { bbox: [0, 2, 2, 0], cellMeters: 500 } })).toBe('/grid/bbox');
    expect(pointerOf({ grid: { bbox: [0, 0, 2, 89], cellMeters: 50_000 } })).toBe('/grid/bbox');
    expect(pointerOf({ grid: { bbox: [0, 0, 2, 2] } })).toBe('/grid');
    expect(pointerOf({ grid: { bbox: [0, 0, 2, 2], cellMeters: 1, width: 3, height: 3 } })).toBe('/grid');
    expect(pointerOf({ grid: { bbox: [0, 0, 2, 2], cellMeters: 1 } })).toBe('/grid/cellMeters');
    expect(pointerOf({ mode: 'display', kernel: 'quartic' })).toBe('/mode');
    expect(pointerOf({ mode: 'display', bandwidthMeters: 100 })).toBe('/mode');
    expect(pointerOf({ points: { lon: [1], lat: [1] } })).toBe('/points');
    expect(pointerOf({ weight: [1, 2] })).toBe('/weight');
    expect(pointerOf({ bandwidthMeters: 0 })).toBe('/bandwidthMeters');
  });
});
