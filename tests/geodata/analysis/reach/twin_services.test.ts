// Services beside another, counted by the geodesic.
import { expect, it } from 'vitest';
import { method } from '../../../../geodata/analysis/catalog.ts';
import { twinServices } from '../../../../geodata/analysis/reach/twin_services.ts';

/** One degree of latitude at the equator is 110,574.3 m: 50 m are 0.000452185°. */
const at = (lats: readonly number[]) => ({ lon: lats.map(() => 13), lat: [...lats] });

it('counts both of a pair within 50 m, the same point included, and none beyond', () => {
  expect(twinServices(at([0, 0.00045218]))).toBe(2);
  expect(twinServices(at([0, 0.0004522]))).toBe(0);
  expect(twinServices(at([0, 0, 1]))).toBe(2);
  expect(twinServices(at([0, 0, 0, 0]))).toBe(4);
});

it('counts none where there is one service or none, and finds pairs across the antimeridian', () => {
  expect(twinServices(at([]))).toBe(0);
  expect(twinServices(at([5]))).toBe(0);
  expect(twinServices({ lon: [180, -180, 179.9999], lat: [0, 0, 0] })).toBe(3);
});

it('is told by a coverage gap, because a clinic listed twice hides who depends on it', () => {
  const run = (lat: readonly number[]) =>
    method('coverage-gap').run({
      cells: { lon: [13], lat: [0.01], people: [100] },
      services: { lon: lat.map(() => 13), lat: [...lat] },
      radiusMeters: 5000,
    }) as { warnings: string[] };
  expect(run([0, 0.0001]).warnings.join(' ')).toContain('2 services stand within 50 m of another');
  expect(run([0, 0.01]).warnings.join(' ')).not.toContain('within 50 m');
});
