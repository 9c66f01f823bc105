// Travel time as the outside world calls it: roads and ground joined, cutoffs, reasons, modes, and the laws that reach must keep.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { method } from '../../../../geodata/analysis/catalog.ts';
import { resultJson } from '../../../../geodata/analysis/method.ts';
import { geodesicMeters } from '../../../../geodata/analysis/reach/geodesic.ts';
import type { TravelTimeResult } from '../../../../geodata/analysis/reach/travel_time_schema.ts';
import { Problem } from '../../../../geodata/schema/problem.ts';

type Plain = Omit<TravelTimeResult, 'minutes' | 'owner' | 'reason'> & {
  minutes: (number | null)[];
  owner: (number | string | null)[];
  reason: number[];
};
const run = (inputs: unknown): Plain => JSON.parse(resultJson(method('travel-time').run(inputs))) as Plain;
const reasons = (result: Plain, codes: number[] | null = result.reason): (string | undefined)[] =>
  (codes ?? []).map((code) => result.reasons[code]);

function pointerOf(inputs: unknown): string | undefined {
  try {
    run(inputs);
  } catch (error) {
    if (error instanceof Problem) return error.errors[0]?.pointer;
    throw error;
  }
  return undefined;
}

// A valley of 7 × 3 cells of about 1 km; the middle column is a river.
const bbox = [12, 11, 12.07, 11.03];
const middle = (column: number, row: number): [number, number] => [12.005 + 0.01 * column, 11.025 - 0.01 * row];
const river = Array.from({ length: 21 }, (_, i) => (i % 7 === 3 ? 1 : 0));
const valley = { width: 7, height: 3, bbox, speedKmh: new Array(21).fill(5), barrier: river };
/** Nodes in the middle row, in the middles of columns 1 and 5. */
const bridge = {
  ...{ from: [0], to: [1], cost: [120], undirected: true },
  ...{ lon: [middle(1, 1)[0], middle(5, 1)[0]], lat: [middle(1, 1)[1], middle(5, 1)[1]] },
};

describe('a cutoff', () => {
  it('keeps the people at exactly 60 minutes and says why those beyond have none', () => {
    const graph = { from: [0, 0, 0], to: [1, 2, 3], cost: [3564, 3600, 3606], undirected: true };
    const result = run({ graph, sources: { node: [0] }, cutoffMinutes: 60 });
    expect(result.minutes).toEqual([0, 59.4, 60, null]);
    expect(reasons(result)).toEqual(['reached', 'reached', 'reached', 'beyond-cutoff']);
    expect(run({ graph, sources: { node: [0] }, cutoffMinutes: 59.4 }).minutes).toEqual([0, 59.4, null, null]);
    expect(run({ graph, sources: { node: [0] } }).minutes).toEqual([0, 59.4, 60, 60.1]);
  });

  it('reaches more the larger it is', () => {
    const reached = [0, 5, 11, 30, 1000].map(
      (cutoffMinutes) => run({ grid: valley, sources: { cell: [7] }, cutoffMinutes }).counts['reached'] ?? 0,
    );
    expect(reached).toEqual([...reached].sort((a, b) => a - b));
    expect(reached.at(-1)).toBe(9);
  });
});

describe('roads and ground', () => {
  it('cannot cross a river without a bridge, and can with one', () => {
    const dry = run({ grid: valley, sources: { cell: [7] } });
    expect(dry.minutes.slice(7, 14).map((value) => value === null)).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
      true,
    ]);
    expect(reasons(dry).slice(7, 14).slice(3)).toEqual(['barrier', 'no-way', 'no-way', 'no-way']);
    const crossed = run({ graph: bridge, grid: valley, sources: { cell: [8] } });
    expect(crossed.minutes[1]).toBeCloseTo(2, 9);
    expect(crossed.minutes[2 + 12]).toBeCloseTo(2, 9);
    expect(crossed.minutes[2 + 10]).toBeNull();
    const steps = geodesicMeters({ fromLon: 0, fromLat: 11.015, toLon: 0.01, toLat: 11.015 });
    expect(crossed.minutes[2 + 13]).toBeCloseTo(2 + (steps / 5000) * 60, 9);
  });

  it('does not cross a closed bridge, nor one in danger beyond the level that is avoided', () => {
    const end = (graph: unknown, more = {}) =>
      run({ graph, grid: valley, sources: { cell: [8] }, ...more }).minutes[14];
    expect(end({ ...bridge, closed: [1] })).toBeNull();
    expect(end({ ...bridge, threat: [3] }, { threats: { avoidFrom: 3 } })).toBeNull();
    expect(end({ ...bridge, threat: [2] }, { threats: { avoidFrom: 3, factors: [1, 1, 1.5] } })).toBeCloseTo(3, 9);
    expect(end({ ...bridge, threat: [2] })).toBeCloseTo(2, 9);
  });

  it('joins a node to the middle of its cell at the pace of the cell', () => {
    const graph = { from: [], to: [], cost: [], lon: [12.001], lat: [11.018] };
    const result = run({ graph, grid: { ...valley, speedKmh: new Array(21).fill(2.5) }, sources: { node: [0] } });
    const meters = geodesicMeters({ fromLon: 12.001, fromLat: 11.018, toLon: 12.005, toLat: 11.015 });
    expect(result.minutes[1 + 7]).toBeCloseTo((meters / 2500) * 60, 9);
  });

  it('lets nobody leave the road into the river, and says how many nodes lie there or outside', () => {
    const graph = {
      ...{ from: [0, 1], to: [1, 2], cost: [60, 60] },
      ...{ lon: [middle(1, 1)[0], middle(3, 1)[0], 13], lat: [middle(1, 1)[1], middle(3, 1)[1], 11] },
    };
    const result = run({ graph, grid: valley, sources: { cell: [8] }, direction: 'from' });
    expect(result.minutes[2]).toBeCloseTo(2, 9);
    expect(result.minutes[3 + 10]).toBeNull();
    expect(result.warnings.join(' ')).toMatch(/1 node lies outside the grid.*1 node lies in an impassable cell/);
  });

  it('multiplies time in a danger area, or closes it and says so', () => {
    const threat = new Array(21).fill(0).map((_, i) => (i % 7 === 1 ? 2 : 0));
    const at = (threats: unknown) => run({ grid: { ...valley, threat }, sources: { cell: [7] }, threats });
    const free = at({}).minutes[9] as number;
    expect(at({ factors: [1, 1, 3] }).minutes[9]).toBeCloseTo(free * 2, 9);
    expect(at({ avoidFrom: 2 }).minutes[9]).toBeNull();
    expect(reasons(at({ avoidFrom: 2 }))[8]).toBe('danger');
  });

  it('follows one-way roads in the direction of travel', () => {
    const graph = { from: [0], to: [1], cost: [60] };
    expect(run({ graph, sources: { node: [1] }, direction: 'toward' }).minutes).toEqual([1, 0]);
    expect(run({ graph, sources: { node: [1] }, direction: 'from' }).minutes).toEqual([null, 0]);
  });
});

describe('people on a barrier', () => {
  it('are counted and told, never dropped', () => {
    const people = new Array(21).fill(10);
    const result = run({ grid: { ...valley, people }, sources: { cell: [7] } });
    expect(result.people).toEqual({ reached: 90, barrier: 30, 'no-way': 90 });
    expect(result.warnings.join(' ')).toContain('30 people live on a barrier, in 3 such cells');
  });

  it('step to the nearest passable cell when they are demand points', () => {
    const [lon, lat] = middle(3, 1);
    const result = run({
      grid: valley,
      sources: { cell: [9] },
      demand: { lon: [lon, 12.5], lat: [lat, 11.01], people: [7, 2] },
    });
    const meters = geodesicMeters({ fromLon: 0, fromLat: lat, toLon: 0.01, toLat: lat });
    expect((result.demandMinutes as number[])[0]).toBeCloseTo((meters / 5000) * 60, 9);
    expect((result.demandMinutes as (number | null)[])[1]).toBeNull();
    expect(result.demandPeople).toEqual({ reached: 7, outside: 2 });
    expect(result.warnings.join(' ')).toMatch(/1 demand point stands in an impassable cell/);
    expect(result.warnings.join(' ')).toMatch(/no minutes: outside \(2 people\)/);
  });

  it('in a grid that is all barrier get null with the reason, and a source there is told', () => {
    const grid = { width: 2, height: 1, cellMeters: 10, speedKmh: [5, 5], barrier: [true, true] };
    const result = run({ grid, sources: { cell: [0] } });
    expect([result.minutes, reasons(result)]).toEqual([
      [null, null],
      ['barrier', 'barrier'],
    ]);
    expect(result.warnings.join(' ')).toMatch(/reaches nothing.*Nothing is reached/);
  });
});

describe('walk, then vehicle', () => {
  // Node 0 — track — node 1 — road — node 2 — track — node 3; a cell grid is not needed.
  const graph = { from: [0, 1, 2], to: [1, 2, 3], cost: [600, 60, 600], undirected: true, vehicle: [0, 1, 0] };
  it('walks the track to the road, rides it, and walks what is left', () => {
    const result = run({ graph, sources: { node: [2] }, mode: 'walk-then-vehicle', boardingSeconds: 30 });
    expect(result.minutes).toEqual([11.5, 1.5, 0, 10]);
    expect(run({ graph, sources: { node: [3] }, mode: 'walk-then-vehicle' }).minutes).toEqual([21, 11, 10, 0]);
  });

  it('rides once: a second road beyond a second walk is walked', () => {
    const twice = { ...graph, cost: [60, 600, 60], vehicle: [1, 0, 1] };
    const result = run({ graph: twice, sources: { node: [3] }, mode: 'walk-then-vehicle' });
    expect(result.minutes).toEqual([null, 11, 1, 0]);
  });

  it('crosses the bridge to a hospital off the road, and cannot ride into the ground', () => {
    const asked = { graph: bridge, grid: valley, sources: { cell: [13] } };
    const ridden = run({ ...asked, mode: 'walk-then-vehicle' });
    expect(ridden.minutes).toEqual(run(asked).minutes);
    expect(run({ ...asked, mode: 'walk-then-vehicle', boardingSeconds: 60 }).minutes[2 + 8]).toBeCloseTo(
      (ridden.minutes[2 + 8] as number) + 1,
      9,
    );
  });
});

describe('places', () => {
  it('stand at the nearest node, walked to at 5 km/h, where there is no grid', () => {
    const result = run({ graph: { ...bridge, cost: [60] }, sources: { lon: [12.015], lat: [11.02] } });
    const meters = geodesicMeters({ fromLon: 12.015, fromLat: 11.02, toLon: middle(1, 1)[0], toLat: middle(1, 1)[1] });
    expect(result.minutes[0]).toBeCloseTo((meters / 5000) * 60, 9);
    expect(result.minutes[1]).toBeCloseTo((meters / 5000) * 60 + 1, 9);
  });

  it('are told where they do not fit, without their values', () => {
    const graph = { from: [0], to: [1], cost: [1] };
    expect(pointerOf({ graph, sources: { node: [2] } })).toBe('/sources/node/0');
    expect(pointerOf({ graph, sources: { node: [0.5] } })).toBe('/sources/node/0');
    expect(pointerOf({ graph, sources: { cell: [0] } })).toBe('/sources/cell/0');
    expect(pointerOf({ graph, sources: {} })).toBe('/sources');
    expect(pointerOf({ graph, grid: valley, sources: { node: [0] } })).toBe('/graph/lon');
    expect(pointerOf({ graph: { ...graph, closed: [1, 0] }, sources: { node: [0] } })).toBe('/graph/closed');
    const grid = { width: 2, height: 1, cellMeters: 10 };
    expect(pointerOf({ grid: { ...grid, speedKmh: [1] }, sources: { cell: [0] } })).toBe('/grid/speedKmh');
    expect(pointerOf({ grid, sources: { cell: [0] } })).toBe('/grid/speedKmh');
    expect(pointerOf({ grid: { ...grid, landCover: [1, 7], speeds: { 1: 4 } }, sources: { cell: [0] } })).toBe(
      '/grid/landCover/1',
    );
    expect(pointerOf({ grid: { ...grid, landCover: [1, 1], speedTable: 'no' }, sources: { cell: [0] } })).toBe(
      '/grid/speedTable',
    );
    expect(pointerOf({ grid: { ...grid, bbox, speedKmh: [1, 1] }, sources: { cell: [0] } })).toBe('/grid/bbox');
    expect(pointerOf({ grid: { ...grid, speedKmh: [1, 1] }, sources: { lon: [1], lat: [1] } })).toBe('/grid/bbox');
  });

  it('take speeds by land cover from the input, by season, or from a built-in table whose assumptions are told', () => {
    const grid = { width: 2, height: 1, cellMeters: 1000, landCover: ['40', 50] };
    const there = (more: object) => run({ grid: { ...grid, ...more }, sources: { cell: [0] } });
    expect(there({ speeds: { 40: 4, 50: 5 } }).minutes[1]).toBeCloseTo(7.5 + 6, 12);
    const seasons = { dry: { 40: 4, 50: 5 }, wet: { 40: 2, 50: 5 } };
    expect(there({ speeds: seasons, speedTable: 'wet' }).minutes[1]).toBeCloseTo(15 + 6, 12);
    expect(there({ speedTable: 'walk-dry-day' }).minutes[1]).toBeCloseTo(7.5 + 6, 12);
    expect(there({ speedTable: 'walk-dry-day' }).warnings.length).toBe(1);
    expect(there({ speedTable: 'walk-wet-night' }).warnings.join(' ')).toMatch(/partly assumed/);
    expect(there({ speedTable: 'walk-wet-night' }).parameters['speedTable']).toMatchObject({
      name: 'walk-wet-night',
      version: '1',
    });
  });
});

describe('the band', () => {
  const band = { speedUncertainty: 0.3, draws: 101 };
  it('lies around the minutes, is the same for the same seed, and closes when nothing is uncertain', () => {
    const result = run({ graph: bridge, grid: valley, sources: { cell: [7] }, band, seed: 5 });
    const { p10, p50, p90 } = result.band as unknown as Record<string, number[]>;
    for (const row of [0, 1, 10, 15]) {
      expect(p10?.[row]).toBeLessThan(p50?.[row] as number);
      expect(p50?.[row]).toBeLessThan(p90?.[row] as number);
      expect((p50?.[row] as number) / (result.minutes[row] as number)).toBeCloseTo(1, 0);
    }
    expect(result.seed).toBe(5);
    expect(run({ graph: bridge, grid: valley, sources: { cell: [7] }, band, seed: 5 }).band).toEqual(result.band);
    const sure = run({ graph: bridge, grid: valley, sources: { cell: [7] }, band: { ...band, speedUncertainty: 0 } });
    expect(sure.band?.p90).toEqual(sure.minutes);
  });

  it('says that it is uncalibrated until journeys were timed', () => {
    expect(run({ grid: valley, sources: { cell: [7] } }).uncalibrated).toBe(true);
    const measured = run({
      grid: valley,
      sources: { cell: [7] },
      calibration: { source: '40 timed walks', asOf: '2026-03-01' },
    });
    expect([measured.uncalibrated, measured.warnings]).toEqual([false, []]);
  });
});

/** Small worlds of roads and ground. */
const worlds = fc.record({
  speedKmh: fc.array(fc.constantFrom(0, 2, 3, 4, 5, 5), { minLength: 21, maxLength: 21 }),
  elevation: fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 21, maxLength: 21 }),
  edges: fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.double({ min: 0, max: 900, noNaN: true })), {
    minLength: 1,
    maxLength: 9,
  }),
  lon: fc.array(fc.double({ min: 11.995, max: 12.075, noNaN: true }), { minLength: 6, maxLength: 6 }),
  lat: fc.array(fc.double({ min: 10.995, max: 11.035, noNaN: true }), { minLength: 6, maxLength: 6 }),
  cells: fc.uniqueArray(fc.nat(20), { minLength: 1, maxLength: 3 }),
  more: fc.nat(20),
  mode: fc.constantFrom('walk', 'bicycle', 'vehicle', 'walk-then-vehicle'),
  direction: fc.constantFrom('toward', 'from'),
});
type World = typeof worlds extends fc.Arbitrary<infer T> ? T : never;

const inputsOf = ({ speedKmh, elevation, edges, lon, lat, cells, mode, direction }: World) => ({
  graph: {
    ...{ from: edges.map(([a]) => a), to: edges.map(([, b]) => b), cost: edges.map(([, , c]) => c), lon, lat },
    vehicle: edges.map(([a]) => a % 2),
  },
  grid: { width: 7, height: 3, bbox, speedKmh, elevation },
  ...{ sources: { cell: cells }, mode, direction },
});
const noneLonger = (shorter: (number | null)[], longer: (number | null)[]): void =>
  longer.forEach((minutes, row) => {
    if (minutes !== null) expect(shorter[row]).not.toBeNull();
    if (minutes !== null) expect(shorter[row] as number).toBeLessThanOrEqual(minutes);
  });

describe('laws of reach', () => {
  it('a source more never lengthens a minute, a road less never shortens one', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const inputs = inputsOf(world);
        const { minutes } = run(inputs);
        noneLonger(run({ ...inputs, sources: { cell: [...world.cells, world.more] } }).minutes, minutes);
        const closed = world.edges.map((_, e) => (e === world.more % world.edges.length ? 1 : 0));
        noneLonger(minutes, run({ ...inputs, graph: { ...inputs.graph, closed } }).minutes);
      }),
      { numRuns: 80 },
    );
  });

  it('the order of roads, and with ids of sources and demand, changes no byte', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const inputs = inputsOf(world);
        const ids = world.cells.map((cell) => `s${cell}`);
        const demand = {
          lon: [12.01, 12.05, 12.02],
          lat: [11.01, 11.02, 11.005],
          people: [1, 2, null],
          ids: ['c', 'a', 'b'],
        };
        const forward = { ...inputs, sources: { ...inputs.sources, ids }, demand };
        const turn = <T>(rows: readonly T[]): T[] => [...rows].reverse();
        const { from, to, cost, vehicle } = inputs.graph;
        const backward = {
          ...inputs,
          graph: { ...inputs.graph, ...{ from: turn(from), to: turn(to), cost: turn(cost), vehicle: turn(vehicle) } },
          sources: { cell: turn(world.cells), ids: turn(ids) },
          demand: { lon: turn(demand.lon), lat: turn(demand.lat), people: turn(demand.people), ids: turn(demand.ids) },
        };
        expect(JSON.stringify(run(backward))).toBe(JSON.stringify(run(forward)));
      }),
      { numRuns: 60 },
    );
  });

  it('the way from a to b is the same number asked from either end, in every mode', () => {
    fc.assert(
      fc.property(worlds, fc.nat(20), (world, b) => {
        const a = world.cells[0] as number;
        const inputs = inputsOf(world);
        const rows = inputs.graph.lon.length;
        const toward = run({ ...inputs, direction: 'toward', sources: { cell: [b] } });
        const from = run({ ...inputs, direction: 'from', sources: { cell: [a] } });
        // A source on an impassable cell steps aside: then the two ends are not the same places.
        if (world.speedKmh[a] === 0 || world.speedKmh[b] === 0) return;
        const there = toward.minutes[rows + a] as number | null;
        if (there === null) expect(from.minutes[rows + b]).toBeNull();
        else expect(from.minutes[rows + b]).toBeCloseTo(there, 9);
      }),
      { numRuns: 120 },
    );
  });

  it('one cell, one node and nothing but a source are worlds too', () => {
    expect(
      run({ grid: { width: 1, height: 1, bbox: [0, 89, 1, 90], speedKmh: [5] }, sources: { cell: [0] } }).minutes,
    ).toEqual([0]);
    expect(run({ graph: { from: [], to: [], cost: [], nodeCount: 1 }, sources: { node: [0] } }).minutes).toEqual([0]);
    const none = run({ grid: valley, sources: { node: [] } });
    expect(none.minutes.every((value) => value === null)).toBe(true);
    expect(none.warnings.join(' ')).toContain('no sources');
  });
});

describe('a place in a danger area', () => {
  const danger = {
    ...{ width: 3, height: 1, cellMeters: 100, speedKmh: [6, 6, 6], threat: [0, 0, 5] },
  };
  const ask = (inputs: Record<string, unknown>) => run({ grid: danger, threats: { avoidFrom: 4 }, ...inputs });

  it('is never entered: a clinic inside reaches nobody, and the warnings say so', () => {
    const toward = ask({ sources: { cell: [2] } });
    expect(toward.minutes).toEqual([null, null, null]);
    expect(toward.warnings.join(' ')).toContain('in a danger area to be avoided');
  });

  it('may be left: a team inside goes out, and people inside walk out, but no team is led in to them', () => {
    expect(ask({ sources: { cell: [2] }, direction: 'from' }).minutes).toEqual([2, 1, null]);
    const grid = { ...danger, cellMeters: undefined, bbox: [10, 5, 10.003, 5.001] };
    const demand = { lon: [10.0025], lat: [5.0005] };
    expect(ask({ grid, demand, sources: { cell: [0] } }).demandMinutes?.[0]).toBeGreaterThan(0);
    const from = ask({ grid, demand, sources: { cell: [0] }, direction: 'from' });
    expect(from.demandMinutes).toEqual([null]);
    expect(from.reasons[from.demandReason?.[0] as number]).toBe('danger');
  });

  it('has a whole number as its level, and a level that is none is named where it stands', () => {
    const pointerOf = (inputs: unknown): string | undefined => {
      try {
        run(inputs);
      } catch (error) {
        if (error instanceof Problem) return error.errors[0]?.pointer;
        throw error;
      }
      return undefined;
    };
    const graph = { from: [0, 1], to: [1, 2], cost: [1, 1], threat: [1, 1.5] };
    expect(pointerOf({ graph, sources: { node: [0] }, threats: { avoidFrom: 2 } })).toBe('/graph/threat/1');
    expect(pointerOf({ grid: { ...danger, threat: [0, 1.5, 2] }, sources: { cell: [0] } })).toBe('/grid/threat/1');
  });
});

describe('a band', () => {
  it('is refused where it would take minutes', () => {
    const grid = { width: 1000, height: 601, cellMeters: 100, speedKmh: new Float64Array(601_000).fill(5) };
    expect(() => run({ grid, sources: { cell: [0] }, band: { speedUncertainty: 0.3, draws: 100 } })).toThrow(Problem);
  });
});
