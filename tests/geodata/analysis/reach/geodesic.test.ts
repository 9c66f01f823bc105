// The geodesic against Karney's published rows, his Python package and the JavaScript library, over every branch.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import geodesicLibrary from 'geographiclib-geodesic';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../geodata/analysis/random.ts';
import { geocentricPositions } from '../../../../geodata/analysis/reach/ellipsoid.ts';
import { geodesicMeters, geodesicMetersBetween } from '../../../../geodata/analysis/reach/geodesic.ts';

// A CommonJS package: Node gives it a default export only.
const { Geodesic } = geodesicLibrary;

interface Row {
  readonly kind: string;
  readonly from: [number, number];
  readonly to: [number, number];
  readonly meters: number;
}

function rowsOf(name: string): Row[] {
  const text = readFileSync(new URL(`../../../fixtures/${name}.json`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { rows: Row[] }).rows;
}

const between = (from: readonly [number, number], to: readonly [number, number]): number =>
  geodesicMeters({ fromLon: from[0], fromLat: from[1], toLon: to[0], toLat: to[1] });

const byLibrary = (from: readonly [number, number], to: readonly [number, number]): number =>
  Geodesic.WGS84.Inverse(from[1], from[0], to[1], to[0]).s12 as number;

const MICROMETER = 1e-6;

describe('geodesicMeters', () => {
  it('equals the published rows of Karney to a micrometer', () => {
    for (const { from, to, meters } of rowsOf('karney_rows')) {
      expect(Math.abs(between(from, to) - meters)).toBeLessThan(MICROMETER);
    }
  });

  it('equals the Python package on random, antimeridian, polar and antipodal pairs to a micrometer', () => {
    const rows = rowsOf('geodesic_rows');
    expect(new Set(rows.map((row) => row.kind)).size).toBe(5);
    for (const { from, to, meters } of rows) expect(Math.abs(between(from, to) - meters)).toBeLessThan(MICROMETER);
  });

  it('stays within a micrometer of the library at every length, where one method hands over to the next too', () => {
    const random = seededRandom(11);
    let worst = 0;
    for (let i = 0; i < 30_000; i++) {
      const lat = (Math.asin(2 * random() - 1) * 180) / Math.PI;
      const lon = 360 * random() - 180;
      const length = i % 3 === 0 ? 249_000 + 2000 * random() : 10 ** (7.3 * random());
      const end = Geodesic.WGS84.Direct(lat, lon, 360 * random(), i % 17 === 0 ? 12.6e6 * 1.2 * random() : length);
      const to = [end.lon2 as number, end.lat2 as number] as const;
      const error = Math.abs(between([lon, lat], to) - byLibrary([lon, lat], to));
      worst = Math.max(worst, error);
    }
    expect(worst).toBeLessThan(0.3 * MICROMETER);
  });

  it('is one degree of the equator, a quarter meridian from equator to pole, and twice that from pole to pole', () => {
    expect(between([0, 0], [1, 0])).toBeCloseTo((6378137 * Math.PI) / 180, 6);
    expect(between([77, 0], [-3, 90])).toBeCloseTo(10001965.729313, 5);
    expect(between([0, -90], [0, 90])).toBeCloseTo(20003931.458625, 5);
  });

  it('is zero for one point under two names: 180 and -180 degrees, or any longitude at a pole', () => {
    expect(between([180, 12], [-180, 12])).toBe(0);
    expect(between([10, 90], [-120, 90])).toBe(0);
    expect(between([33.3, -90], [5, -90])).toBe(0);
  });

  it('is the same to the last bit in both directions', () => {
    const position = fc.tuple(
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.double({ min: -90, max: 90, noNaN: true }),
    );
    fc.assert(
      fc.property(position, position, (a, b) => {
        expect(between(a, b)).toBe(between(b, a));
      }),
    );
  });

  it('is the same across the antimeridian as anywhere else', () => {
    const here = between([10, 20], [10.4, 20.3]);
    expect(between([179.8, 20], [-179.8, 20.3])).toBeCloseTo(here, 6);
  });

  it('never falls below the straight chord', () => {
    const random = seededRandom(5);
    for (let i = 0; i < 2000; i++) {
      const lon = [360 * random() - 180, 360 * random() - 180];
      const lat = [180 * random() - 90, 180 * random() - 90];
      const xyz = geocentricPositions({ lon, lat }) as unknown as [number, number, number, number, number, number];
      const chord = Math.hypot(xyz[0] - xyz[3], xyz[1] - xyz[4], xyz[2] - xyz[5]);
      expect(geodesicMetersBetween(xyz, 0, xyz, 3)).toBeGreaterThanOrEqual(chord);
    }
  });
});
