// Dragging a service gives, at every place, the digits of a whole new run.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../geodata/analysis/random.ts';
import { reachOfServices } from '../../../../geodata/analysis/reach/coverage_gap.ts';
import { coverageTable, gapFigures, uncoveredCells } from '../../../../geodata/analysis/reach/gap_figures.ts';
import { movingService } from '../../../../geodata/analysis/reach/moving_service.ts';

function world(seed: number, count: number, services: number) {
  const random = seededRandom(seed);
  const column = (length: number, make: () => number) => Float64Array.from({ length }, make);
  const cells = {
    lon: column(count, () => 179.5 + random()).map((lon) => (lon > 180 ? lon - 360 : lon)),
    lat: column(count, () => 11 + random()),
  };
  const demand = {
    people: column(count, () => (random() < 0.1 ? Number.NaN : 100 * random())),
    women: column(count, () => 50 * random()),
    children: null,
    area: Int32Array.from({ length: count }, () => Math.floor(4 * random()) - 1),
    areaCount: 3,
  };
  return {
    random,
    cells,
    demand,
    staying: { lon: column(services, () => 179.6), lat: column(services, () => 11 + random()) },
  };
}

describe('a service that is dragged', () => {
  it('leaves, at a thousand places, the figures of all services measured anew', () => {
    const { random, cells, demand, staying } = world(5, 400, 6);
    const moving = movingService({ cells, demand, staying, radiusMeters: 20_000 });
    for (let drop = 0; drop < 1000; drop++) {
      const place = { lon: drop % 2 === 0 ? 179 + random() : -180 + random(), lat: 10.5 + 2 * random() };
      const all = { lon: [...staying.lon, place.lon], lat: [...staying.lat, place.lat] };
      const reach = reachOfServices(cells, all);
      expect(moving.at(place.lon, place.lat)).toEqual(gapFigures(coverageTable(demand, reach), 20_000));
      if (drop % 50 === 0) expect(moving.uncovered()).toEqual(uncoveredCells(reach.nearest, 20_000));
    }
  });

  it('is the only service there is, one of two, or taken away', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 }), fc.integer(), (others, seed) => {
        const { cells, demand, staying } = world(seed, 30, others);
        const moving = movingService({ cells, demand, staying, radiusMeters: 30_000 });
        const with1 = reachOfServices(cells, { lon: [...staying.lon, 179.9], lat: [...staying.lat, 11.4] });
        expect(moving.at(179.9, 11.4)).toEqual(gapFigures(coverageTable(demand, with1), 30_000));
        const without = reachOfServices(cells, staying);
        expect(moving.at(Number.NaN, Number.NaN)).toEqual(gapFigures(coverageTable(demand, without), 30_000));
      }),
      { numRuns: 50 },
    );
  });
});
