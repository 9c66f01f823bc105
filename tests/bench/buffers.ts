// Union of service buffers: why polygons come from Clipper2 and gaps from cells, and where Turf is quick enough to carry them.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { circle, featureCollection, union } from '@turf/turf';
import { seededRandom } from '../../geodata/analysis/random.ts';
import { reachOfServices } from '../../geodata/analysis/reach/coverage_gap.ts';
import { uncoveredCells } from '../../geodata/analysis/reach/gap_figures.ts';
import { loadClipper, serviceBuffers } from '../../geodata/analysis/spatial/service_buffers.ts';
import { printTimings, timings } from './table.ts';

const RADIUS_METERS = 5000;
const CORNERS = 64;

export async function benchBuffers(): Promise<void> {
  const require = createRequire(import.meta.url);
  const clipper = await loadClipper(readFileSync(require.resolve('clipper2-wasm/dist/es/clipper2z.wasm')));
  for (const count of [50, 1000, 5000]) {
    const random = seededRandom(3);
    const lon = Float64Array.from({ length: count }, () => 9.5 + 5 * random());
    const lat = Float64Array.from({ length: count }, () => 9 + 5 * random());
    const services = { lon, lat };
    const contenders = [
      {
        name: 'ours: geodesic circles + clipper2-wasm',
        work: () => {
          serviceBuffers({ services, radiusMeters: RADIUS_METERS, corners: CORNERS, clipper });
          return count;
        },
      },
    ];
    if (count <= 1000) {
      contenders.push({
        name: 'turf.circle + turf.union',
        work: () => {
          const circles = Array.from(lon, (east, i) =>
            circle([east, lat[i] as number], RADIUS_METERS / 1000, { steps: CORNERS, units: 'kilometers' }),
          );
          return union(featureCollection(circles)) === null ? 0 : count;
        },
      });
    }
    contenders.push({
      name: 'ours: 250,000 cells instead of polygons',
      work: () => {
        uncoveredCells(reachOfServices(CELLS, services).nearest, RADIUS_METERS);
        return count;
      },
    });
    printTimings(
      `Ground within ${RADIUS_METERS / 1000} km of ${count} services (per service)`,
      timings(contenders, count > 1000 ? 2 : 3),
      'ours: geodesic circles + clipper2-wasm',
    );
  }
}

const CELLS = {
  lon: Float64Array.from({ length: 250_000 }, (_, i) => 9.5 + ((i % 500) + 0.5) / 100),
  lat: Float64Array.from({ length: 250_000 }, (_, i) => 9 + (Math.floor(i / 500) + 0.5) / 100),
};
