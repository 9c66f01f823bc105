// Ways over the roads of a pack: by hand on a road along the equator, against the catalog's travel-time on the demo, and the laws
// that hold for any roads.
import { describe, expect, it } from 'vitest';
import { method } from '../../../../geodata/analysis/catalog.ts';
import { seededRandom } from '../../../../geodata/analysis/random.ts';
import { geodesicMeters } from '../../../../geodata/analysis/reach/geodesic.ts';
import { type PackMode, packWays } from '../../../../geodata/analysis/reach/pack_ways.ts';
import type { TravelTimeResult } from '../../../../geodata/analysis/reach/travel_time_schema.ts';
import type { TravelColumns } from '../../../../geodata/schema/pack.ts';
import { demoDirectory, demoWorld, travelColumns } from '../../formats/pack_case.ts';

/** Degrees of a meter along the equator, and along a meridian there. */
const EAST = 1 / (6378137 * (Math.PI / 180));
const NORTH = 1 / 110_574.27;
type Point = readonly [east: number, north: number];
/** Edges as [from, to, one way?]; 36 km/h, so that a meter takes a tenth of a second. */
type Edge = readonly [number, number, 1?];

const placesAt = (points: readonly Point[], lon = 13) => ({
  lon: Float64Array.from(points, ([east]) => lon + east * EAST),
  lat: Float64Array.from(points, ([, north]) => north * NORTH),
});

function roadsOf(nodes: readonly Point[], edges: readonly Edge[], lon = 13): TravelColumns {
  const meters = Float64Array.from(edges, ([a, b]) => {
    const [p, q] = [nodes[a], nodes[b]] as [Point, Point];
    return Math.hypot(p[0] - q[0], p[1] - q[1]);
  });
  return {
    ...placesAt(nodes, lon),
    from: Int32Array.from(edges, ([from]) => from),
    to: Int32Array.from(edges, ([, to]) => to),
    ...{ meters, seconds: meters.map((length) => length / 10) },
    oneWay: Uint8Array.from(edges, ([, , oneWay]) => oneWay ?? 0),
    major: new Uint8Array(edges.length),
  };
}

function minutes(
  travel: TravelColumns | null,
  of: { readonly services: readonly Point[]; readonly from: Point; readonly mode?: PackMode; readonly lon?: number },
): number[] {
  const { lon, lat } = placesAt([of.from], of.lon);
  const origin = { lon: lon[0] as number, lat: lat[0] as number, mode: of.mode ?? ('walk' as const) };
  return Array.from(packWays({ travel, services: placesAt(of.services, of.lon) }).from(origin).minutes);
}

/** At 5 km/h. */
const walked = (meters: number): number => (meters / 5000) * 60;
const driven = (meters: number): number => meters / 10 / 60;

/** A road of 6 km from west to east with a bend to the north at its end. */
const ROAD = roadsOf(
  [
    [0, 0],
    [4000, 0],
    [6000, 0],
    [6000, 3000],
  ],
  [
    [0, 1],
    [1, 2],
    [2, 3],
  ],
);

describe('a way', () => {
  it('is the walk to the road, along it, and from it', () => {
    const services = [
      [5000, 300],
      [6100, 2000],
      [0, 0],
    ] as const;
    const found = minutes(ROAD, { services, from: [1000, 200] });
    expect(found[0]).toBeCloseTo(walked(200 + 4000 + 300), 3);
    expect(found[1]).toBeCloseTo(walked(200 + 5000 + 2000 + 100), 3);
    expect(found[2]).toBeCloseTo(walked(200 + 1000), 3);
    const ridden = minutes(ROAD, { services, from: [1000, 200], mode: 'vehicle' });
    expect(ridden[0]).toBeCloseTo(walked(500) + driven(4000), 3);
    expect(ridden[1]).toBeCloseTo(walked(300) + driven(7000), 3);
  });

  it('between two places of one piece of road does not go round by its ends', () => {
    const services = [
      [3000, 10],
      [2000, 10],
      [1000, 10],
    ] as const;
    const found = minutes(ROAD, { services, from: [2500, 0] });
    expect(found).toEqual([walked(510), walked(510), walked(1510)].map((time) => expect.closeTo(time, 3)));
  });

  it('is straight across where that is no longer than both walks to the road', () => {
    const services = [
      [2000, 900],
      [2000, -900],
      [3500, 900],
    ] as const;
    for (const mode of ['walk', 'vehicle'] as const) {
      const found = minutes(ROAD, { services, from: [1000, 1000], mode });
      expect(found[0]).toBeCloseTo(walked(Math.hypot(1000, 100)), 3);
      // 2,147 m across against 1,900 m to the road and from it: by the road.
      const along = mode === 'walk' ? walked : driven;
      expect(found[1]).toBeCloseTo(walked(1900) + along(1000), 3);
      expect(found[2]).toBeCloseTo(walked(1900) + along(2500), 3);
    }
  });

  it('of nobody who stands at the door takes no time', () => {
    expect(minutes(ROAD, { services: [[1000, 200]], from: [1000, 200] })).toEqual([0]);
    expect(minutes(ROAD, { services: [[4000, 0]], from: [4000, 0], mode: 'vehicle' })).toEqual([0]);
  });

  it('is not known where roads do not hang together, unless straight across is near enough', () => {
    const apart = roadsOf(
      [
        [0, 0],
        [1000, 0],
        [0, 5000],
        [1000, 5000],
      ],
      [
        [0, 1],
        [2, 3],
      ],
    );
    const found = minutes(apart, {
      services: [
        [500, 5000],
        [500, 2600],
      ],
      from: [500, 2400],
    });
    expect(found).toEqual([Number.NaN, expect.closeTo(walked(200), 3)]);
  });

  it('crosses the antimeridian', () => {
    const road = roadsOf(
      [
        [-1000, 0],
        [1000, 0],
      ],
      [[0, 1]],
      180,
    );
    const turned = { ...road, lon: road.lon.map((lon) => (lon > 180 ? lon - 360 : lon)) };
    const { lon, lat } = placesAt([[600, 50]], -180);
    const found = packWays({ travel: turned, services: { lon, lat } }).from({
      lon: 180 - 700 * EAST,
      lat: 0,
      mode: 'walk',
    });
    expect(found.minutes[0]).toBeCloseTo(walked(1350), 3);
  });
});

describe('one way', () => {
  /** A square of one-way roads, each 1 km, from node 0 to the east, north, west, and back south. */
  const SQUARE = roadsOf(
    [
      [0, 0],
      [1000, 0],
      [1000, 1000],
      [0, 1000],
    ],
    [
      [0, 1, 1],
      [1, 2, 1],
      [2, 3, 1],
      [3, 0, 1],
    ],
  );

  it('holds for vehicles, which go all round to what lies behind them', () => {
    const behind = { services: [[400, 0]] as const, from: [600, 0] as const };
    expect(minutes(SQUARE, { ...behind, mode: 'vehicle' })[0]).toBeCloseTo(driven(3800), 3);
    expect(minutes(SQUARE, behind)[0]).toBeCloseTo(walked(200), 3);
  });

  it('does not keep a vehicle from the node it stands at', () => {
    expect(minutes(SQUARE, { services: [[0, 500]], from: [0, 0], mode: 'vehicle' })[0]).toBeCloseTo(driven(3500), 3);
    expect(minutes(SQUARE, { services: [[0, 0]], from: [0, 500], mode: 'vehicle' })[0]).toBeCloseTo(driven(500), 3);
  });

  it('leaves a vehicle at a node free to take any road there that it may take', () => {
    const fork = roadsOf(
      [
        [0, 0],
        [1000, 0],
        [0, -1000],
      ],
      [
        [0, 1, 1],
        [0, 2],
      ],
    );
    expect(minutes(fork, { services: [[0, -600]], from: [0, 0], mode: 'vehicle' })[0]).toBeCloseTo(driven(600), 3);
  });

  it('each way between the same ends is a road on which a vehicle may go either way from anywhere', () => {
    const nodes = [
      [0, 0],
      [1000, 0],
    ] as const;
    const pair = roadsOf(nodes, [
      [0, 1, 1],
      [1, 0, 1],
    ]);
    const both = roadsOf(nodes, [[0, 1]]);
    for (const mode of ['walk', 'vehicle'] as const) {
      const asked = {
        services: [
          [100, 0],
          [900, 0],
        ] as const,
        from: [500, 0] as const,
        mode,
      };
      expect(minutes(pair, asked)).toEqual(minutes(both, asked));
    }
  });

  it('each way at another speed keeps both', () => {
    const pair = roadsOf(
      [
        [0, 0],
        [1000, 0],
      ],
      [
        [0, 1, 1],
        [1, 0, 1],
      ],
    );
    const uphill = { ...pair, seconds: Float64Array.of(100, 400) };
    const asked = {
      services: [
        [100, 0],
        [900, 0],
      ] as const,
      from: [500, 0] as const,
      mode: 'vehicle' as const,
    };
    expect(minutes(uphill, asked)).toEqual([160 / 60, 40 / 60].map((time) => expect.closeTo(time, 6)));
  });
});

describe('without roads', () => {
  it('a way on foot is the straight line and a third more, marked as rough; none in a vehicle', () => {
    for (const travel of [null, roadsOf([[0, 0]], [])]) {
      const ways = packWays({ travel, services: placesAt([[3000, 4000]]) });
      const found = ways.from({ lon: 13, lat: 0, mode: 'walk' });
      expect(found.rough).toBe(true);
      expect(found.minutes[0]).toBeCloseTo(walked(5000 * 1.3), 2);
      expect(ways.from({ lon: 13, lat: 0, mode: 'vehicle' }).minutes).toEqual(Float64Array.of(Number.NaN));
    }
    expect(packWays({ travel: ROAD, services: placesAt([]) }).from({ lon: 13, lat: 0, mode: 'walk' }).rough).toBe(
      false,
    );
  });
});

describe('meters and bands', () => {
  it('are the geodesic, and one factor of speed for ten in a hundred each way', () => {
    const ways = packWays({ travel: ROAD, services: placesAt([[5000, 300]]) });
    const found = ways.from({ lon: 13, lat: 0.001, mode: 'walk' });
    const [toLon, toLat] = [13 + 5000 * EAST, 300 * NORTH];
    expect(found.meters[0]).toBe(geodesicMeters({ fromLon: 13, fromLat: 0.001, toLon, toLat }));
    const middle = found.minutes[0] as number;
    // e^(1.2816 · 0.3) = 1.4688
    expect((found.minutesP90[0] as number) / middle).toBeCloseTo(1.4688, 4);
    expect(middle / (found.minutesP10[0] as number)).toBeCloseTo(1.4688, 4);
  });

  it('are known from the other side of the Earth, within a hundredth', () => {
    const ways = packWays({ travel: ROAD, services: placesAt([[0, 0]]) });
    const { meters } = ways.from({ lon: -166.9, lat: 0.3, mode: 'walk' });
    const exact = geodesicMeters({ fromLon: -166.9, fromLat: 0.3, toLon: 13, toLat: 0 });
    expect(Math.abs((meters[0] as number) / exact - 1)).toBeLessThan(0.01);
  });

  it('are not known from nowhere', () => {
    const ways = packWays({ travel: ROAD, services: placesAt([[0, 0]]) });
    expect(ways.from({ lon: Number.NaN, lat: 0, mode: 'walk' }).minutes).toEqual(Float64Array.of(Number.NaN));
  });
});

describe('on the demo', () => {
  const all = travelColumns(demoWorld(1).roads());
  const random = seededRandom(11);
  // One road in ten runs one way, so that vehicles have something to obey.
  const travel = { ...all, oneWay: Uint8Array.from(all.from, () => (random() < 0.1 ? 1 : 0)) };
  const { services: listed } = demoDirectory(1);
  const services = {
    lon: Float64Array.from(listed, ({ lon }) => lon),
    lat: Float64Array.from(listed, ({ lat }) => lat),
  };
  const ways = packWays({ travel, services });
  const origins = Array.from({ length: 4 }, () => {
    const s = Math.floor(random() * listed.length);
    return {
      lon: (services.lon[s] as number) + 0.2 * (random() - 0.5),
      lat: (services.lat[s] as number) + 0.2 * (random() - 0.5),
    };
  });

  /** Rows both ways, but for one-way roads of vehicles. */
  function graphFor(mode: PackMode) {
    const there = [...travel.from.keys()];
    const back = there.filter((e) => mode === 'walk' || travel.oneWay[e] === 0);
    const cost = (e: number): number =>
      mode === 'walk' ? (travel.meters[e] as number) * 0.72 : (travel.seconds[e] as number);
    const end = (column: Int32Array) => (e: number) => column[e] as number;
    return {
      ...{ lon: travel.lon, lat: travel.lat, cost: Float64Array.from([...there, ...back], cost) },
      from: Float64Array.from([...there.map(end(travel.from)), ...back.map(end(travel.to))]),
      to: Float64Array.from([...there.map(end(travel.to)), ...back.map(end(travel.from))]),
    };
  }

  it.each(['walk', 'vehicle'] as const)(
    'agree with the catalog to a thousandth of a second: %s',
    (mode) => {
      const graph = graphFor(mode);
      let largest = 0;
      let direct = 0;
      for (const { lon, lat } of origins) {
        const found = ways.from({ lon, lat, mode });
        const catalog = method('travel-time').run({
          ...{ graph, mode, direction: 'from', demand: services },
          sources: { lon: Float64Array.of(lon), lat: Float64Array.of(lat) },
        }) as TravelTimeResult;
        const by = catalog.demandMinutes as Float64Array;
        found.minutes.forEach((time, s) => {
          const across = walked(found.meters[s] as number);
          if (Math.abs(time - across) < 1e-9 && !(Math.abs(time - (by[s] as number)) < 1e-6)) {
            expect(time).toBeLessThan(Number.isNaN(by[s] as number) ? Number.POSITIVE_INFINITY : (by[s] as number));
            direct++;
            return;
          }
          if (Number.isNaN(time)) expect(by[s]).toBeNaN();
          else largest = Math.max(largest, Math.abs(time - (by[s] as number)));
        });
      }
      // Measured: 5e-13 of a minute: sums in another order.
      expect(largest * 60).toBeLessThan(0.001);
      expect(direct).toBeLessThan(listed.length / 10);
    },
    120_000,
  );

  it('do not depend on the order of services and roads, nor on which end of a road comes first', () => {
    const turned = Int32Array.from(services.lon.keys()).reverse();
    const rows = Int32Array.from(travel.from.keys()).reverse();
    const twoWay = (e: number): boolean => travel.oneWay[e] === 0;
    const other = packWays({
      travel: {
        ...{ lon: travel.lon, lat: travel.lat },
        from: rows.map((e) => (twoWay(e) ? travel.to : travel.from)[e] as number),
        to: rows.map((e) => (twoWay(e) ? travel.from : travel.to)[e] as number),
        meters: Float64Array.from(rows, (e) => travel.meters[e] as number),
        seconds: Float64Array.from(rows, (e) => travel.seconds[e] as number),
        oneWay: Uint8Array.from(rows, (e) => travel.oneWay[e] as number),
        major: new Uint8Array(rows.length),
      },
      services: {
        lon: Float64Array.from(turned, (s) => services.lon[s] as number),
        lat: Float64Array.from(turned, (s) => services.lat[s] as number),
      },
    });
    for (const mode of ['walk', 'vehicle'] as const) {
      const origin = { ...(origins[0] as (typeof origins)[number]), mode };
      const [here, there] = [ways.from(origin).minutes, other.from(origin).minutes];
      turned.forEach((s, i) => {
        const time = here[s] as number;
        expect(there[i]).toEqual(Number.isNaN(time) ? Number.NaN : expect.closeTo(time, 6));
      });
    }
  });
});
