// The square of Web Mercator and which tiles it has.
import { describe, expect, it } from 'vitest';
import { MAX_LATITUDE, mercatorX, mercatorY, tileExists } from '../../../geodata/formats/web_mercator.ts';

describe('Web Mercator', () => {
  it('puts the corners and the middle of the world where they belong', () => {
    expect([mercatorX(-180), mercatorX(0), mercatorX(180)]).toEqual([0, 0.5, 1]);
    expect(mercatorY(0)).toBe(0.5);
    expect(mercatorY(MAX_LATITUDE)).toBeCloseTo(0, 12);
    expect(mercatorY(-MAX_LATITUDE)).toBeCloseTo(1, 12);
    // Maiduguri, by the formula of EPSG:3857 in metres: y = 6378137 ln tan(π/4 + φ/2)
    const meters = 6378137 * Math.log(Math.tan(Math.PI / 4 + (11.8333 * Math.PI) / 360));
    expect(mercatorY(11.8333)).toBeCloseTo(0.5 - meters / (2 * Math.PI * 6378137), 13);
  });

  it('has no place for the poles and what lies near them', () => {
    for (const lat of [90, -90, 85.06, -85.06, Number.NaN]) expect(mercatorY(lat)).toBeNaN();
  });

  it('knows the tiles of zooms 0 to 22 and no others', () => {
    expect(tileExists({ z: 0, x: 0, y: 0 })).toBe(true);
    expect(tileExists({ z: 22, x: 2 ** 22 - 1, y: 2 ** 22 - 1 })).toBe(true);
    for (const [z, x, y] of [
      [23, 0, 0],
      [-1, 0, 0],
      [1, 2, 0],
      [1, 0, 2],
      [1, -1, 0],
      [1.5, 0, 0],
      [1, 0.5, 0],
      [Number.NaN, 0, 0],
    ] as const) {
      expect(tileExists({ z, x, y })).toBe(false);
    }
  });
});
