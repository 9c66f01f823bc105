// Areas of cells against the ellipsoid.
import fc from 'fast-check';
import { Geodesic, PolygonArea } from 'geographiclib-geodesic';
import { describe, expect, it } from 'vitest';
import { cellAreaSquareKm } from '../../../geodata/formats/cell_area.ts';

describe('cellAreaSquareKm', () => {
  it('gives the area of the whole WGS 84 ellipsoid', () => {
    // 4·π·R² with the authalic radius 6,371,007.1809 m (Moritz 1980).
    expect(cellAreaSquareKm([-180, -90, 180, 90])).toBeCloseTo(510_065_621.724, 2);
  });

  it('agrees with GeographicLib for a cell of a sixth of a degree whose parallels are cut fine', () => {
    const polygon = new PolygonArea.PolygonArea(Geodesic.WGS84, false);
    const [west, south, east, north] = [13, 11.75, 13 + 1 / 6, 11.75 + 1 / 6];
    const steps = 2000;
    for (let i = 0; i <= steps; i++) polygon.AddPoint(south, west + ((east - west) * i) / steps);
    for (let i = 0; i <= steps; i++) polygon.AddPoint(north, east - ((east - west) * i) / steps);
    const expected = Math.abs(polygon.Compute(false, true).area ?? Number.NaN) / 1e6;
    expect(cellAreaSquareKm([west, south, east, north]) / expected).toBeCloseTo(1, 9);
  });

  it('adds up over any cut and is the same in both hemispheres', () => {
    const parts = fc.tuple(
      fc.double({ min: -89, max: 89, noNaN: true }),
      fc.double({ min: 0.001, max: 1, noNaN: true }),
      fc.double({ min: 0.001, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(parts, ([south, first, second]) => {
        const [middle, north] = [Math.min(90, south + first), Math.min(90, south + first + second)];
        const whole = cellAreaSquareKm([0, south, 1, north]);
        const sum = cellAreaSquareKm([0, south, 1, middle]) + cellAreaSquareKm([0, middle, 1, north]);
        expect(Math.abs(sum - whole)).toBeLessThan(1e-6);
        expect(Math.abs(cellAreaSquareKm([0, -north, 1, -south]) - whole)).toBeLessThan(1e-6);
        expect(cellAreaSquareKm([5, south, 7, north])).toBeCloseTo(2 * whole, 6);
      }),
    );
  });
});
