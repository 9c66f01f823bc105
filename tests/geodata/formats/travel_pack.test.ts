// Roads as bytes: the same roads come back, both ways and one way, in few bytes; hostile bytes are refused at once.
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packTravel, unpackTravel } from '../../../geodata/formats/travel_pack.ts';
import type { TravelColumns } from '../../../geodata/schema/pack.ts';
import { Problem } from '../../../geodata/schema/problem.ts';
import { demoWorld, travelColumns } from './pack_case.ts';

type Edge = [number, number, Partial<{ meters: number; seconds: number; oneWay: 0 | 1; major: 0 | 1 }>?];

function roads(nodes: readonly (readonly [number, number])[], edges: readonly Edge[]): TravelColumns {
  const column = (name: 'meters' | 'seconds' | 'oneWay' | 'major', usual: number): number[] =>
    edges.map((edge) => edge[2]?.[name] ?? usual);
  return {
    lon: Float64Array.from(nodes, ([lon]) => lon),
    lat: Float64Array.from(nodes, ([, lat]) => lat),
    from: Int32Array.from(edges, ([from]) => from),
    to: Int32Array.from(edges, ([, to]) => to),
    meters: Float64Array.from(column('meters', 100)),
    seconds: Float64Array.from(column('seconds', 10)),
    oneWay: Uint8Array.from(column('oneWay', 0)),
    major: Uint8Array.from(column('major', 0)),
  };
}

/** Every edge as text, by positions: both ways of one that runs both ways. */
function edgesOf(columns: TravelColumns): string[] {
  const at = (node: number | undefined): string =>
    `${(columns.lon[node ?? -1] ?? Number.NaN).toFixed(6)},${(columns.lat[node ?? -1] ?? Number.NaN).toFixed(6)}`;
  return Array.from(columns.from, (_, e) => {
    const [a, b] = [at(columns.from[e]), at(columns.to[e])];
    const ends = columns.oneWay[e] === 1 ? `${a}>${b}` : [a, b].sort().join('=');
    return `${ends} ${(columns.meters[e] ?? -1).toFixed(1)} ${(columns.seconds[e] ?? -1).toFixed(1)} ${columns.major[e]}`;
  }).sort();
}

const packed = (columns: TravelColumns): TravelColumns => unpackTravel(packTravel(columns));

describe('roads', () => {
  it('come back with their ends, lengths, times and directions', () => {
    const some = roads(
      [
        [13.1, 11.8],
        [13.2, 11.9],
        [13.3, 11.7],
        [-179.9999, -89],
        [179.9999, -89],
        [0, 0],
      ],
      [
        [0, 1, { meters: 15_600.5, seconds: 702, major: 1 }],
        [2, 0, { oneWay: 1, meters: 24_000, seconds: 0 }],
        [1, 2, { oneWay: 1, meters: 0, seconds: 7.7 }],
        [1, 2, { meters: 30_000.1, seconds: 999_999.9 }],
        [3, 4, { meters: 2, seconds: 1 }],
        [5, 5, { meters: 400, seconds: 40 }],
      ],
    );
    expect(edgesOf(packed(some))).toEqual(edgesOf(some));
    expect(packed(some).lon.length).toBe(6);
  });

  it('come back from any graph', () => {
    const node = fc.tuple(fc.integer({ min: -180e6, max: 180e6 }), fc.integer({ min: -90e6, max: 90e6 }));
    const graph = fc.array(node, { minLength: 1, maxLength: 12 }).chain((nodes) =>
      fc.record({
        nodes: fc.constant(nodes.map(([x, y]) => [x / 1e6, y / 1e6] as const)),
        edges: fc.array(
          fc.tuple(
            fc.nat(nodes.length - 1),
            fc.nat(nodes.length - 1),
            fc.record({
              meters: fc.nat(5e6).map((units) => units / 10),
              seconds: fc.nat(5e6).map((units) => units / 10),
              oneWay: fc.constantFrom(0 as const, 1 as const),
              major: fc.constantFrom(0 as const, 1 as const),
            }),
          ),
          { maxLength: 25 },
        ),
      }),
    );
    fc.assert(
      fc.property(graph, ({ nodes, edges }) => {
        const columns = roads(nodes, edges as Edge[]);
        // Twins of one length and time become one road: the same said for what is expected.
        const back = packed(columns);
        expect(withoutTwins(edgesOf(back))).toEqual(withoutTwins(edgesOf(columns)));
      }),
      { numRuns: 300 },
    );
  });

  it('of which two run one way each between the same ends are one that runs both ways', () => {
    const twins = roads(
      [
        [13, 11],
        [13.001, 11],
        [13.002, 11],
      ],
      [
        [0, 1, { oneWay: 1 }],
        [1, 0, { oneWay: 1 }],
        [1, 2, { oneWay: 1 }],
        [2, 1, { oneWay: 1, seconds: 11 }],
      ],
    );
    expect(edgesOf(packed(twins)).map((edge) => edge.replace(/ .*/, ''))).toEqual([
      '13.000000,11.000000=13.001000,11.000000',
      '13.001000,11.000000>13.002000,11.000000',
      '13.002000,11.000000>13.001000,11.000000',
    ]);
  });

  it('may be none at all', () => expect(packed(roads([], [])).lon.length).toBe(0));

  it('of the demo take under 6 bytes each, zipped', () => {
    for (const scale of [1, 30]) {
      const columns = travelColumns(demoWorld(scale).roads());
      const zipped = gzipSync(packTravel(columns), { level: 9 }).length;
      expect(zipped / columns.from.length).toBeLessThan(6);
    }
  });

  it('are refused where they do not fit together', () => {
    const nodes = [
      [13, 11],
      [13.1, 11],
    ] as const;
    for (const edge of [
      [0, 2],
      [-1, 0],
      [0, 1, { meters: -1 }],
      [0, 1, { meters: Number.NaN }],
      [0, 1, { seconds: Number.POSITIVE_INFINITY }],
      [0, 1, { seconds: Number.NaN }],
    ] as Edge[]) {
      expect(() => packTravel(roads(nodes, [edge]))).toThrow(Problem);
    }
    for (const node of [
      [Number.NaN, 0],
      [181, 0],
      [0, -91],
    ] as const)
      expect(() => packTravel(roads([node], []))).toThrow(Problem);
  });
});

/** a>b and b>a of one length and time read as a=b. */
function withoutTwins(edges: readonly string[]): string[] {
  const left: string[] = [];
  for (const edge of edges) {
    const [ends = '', ...rest] = edge.split(' ');
    const [a, b] = ends.split('>');
    const twin = b === undefined ? -1 : left.indexOf([`${b}>${a}`, ...rest].join(' '));
    if (twin < 0 || b === undefined) left.push(edge);
    else left[twin] = [[a, b].sort().join('='), ...rest].join(' ');
  }
  return left.sort();
}

describe('bytes that are no roads', () => {
  const codeOf = (bytes: Uint8Array): string => {
    try {
      unpackTravel(bytes);
      return 'taken';
    } catch (error) {
      return error instanceof Problem ? error.code : String(error);
    }
  };
  const bytes = packTravel(travelColumns([...demoWorld(1).roads()].slice(0, 60)));

  it('are refused: none, others, cut short anywhere, longer', () => {
    expect(codeOf(bytes)).toBe('taken');
    expect(codeOf(new Uint8Array(0))).toBe('invalid_input');
    expect(codeOf(new TextEncoder().encode('<!doctype html><title>404</title>'))).toBe('invalid_input');
    expect(codeOf(Uint8Array.from([...bytes, 0]))).toBe('invalid_input');
    for (let length = 0; length < bytes.length; length++) {
      expect(codeOf(bytes.subarray(0, length)), `first ${length} bytes`).toBe('invalid_input');
    }
  });

  it('are refused before room is made for the billions that they promise', () => {
    const most = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f];
    const billion = [0x80, 0x94, 0xeb, 0xdc, 0x03];
    for (const promise of [most, billion]) {
      for (const place of [0, 1, 2]) {
        const counts = [[1], [1], [1]].map((count, i) => (i === place ? promise : count));
        expect(codeOf(Uint8Array.from([0x53, 0x52, 0x54, 1, ...counts.flat(), 0, 0, 0, 0, 0, 0]))).toBe(
          'invalid_input',
        );
      }
    }
  });

  it('never fail otherwise, and never give nodes or lengths that cannot be', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        (changes) => {
          const hostile = bytes.slice();
          for (const [at, byte] of changes) hostile[at] = byte;
          let back: TravelColumns;
          try {
            back = unpackTravel(hostile);
          } catch (error) {
            expect(error).toBeInstanceOf(Problem);
            return;
          }
          const count = back.lon.length;
          for (const ends of [back.from, back.to]) expect(ends.every((node) => node >= 0 && node < count)).toBe(true);
          expect([...back.meters, ...back.seconds].every((value) => value >= 0 && value < 1e15)).toBe(true);
          expect(back.lon.every((lon) => Math.abs(lon) <= 180) && back.lat.every((lat) => Math.abs(lat) <= 90)).toBe(
            true,
          );
        },
      ),
      { numRuns: 3000 },
    );
  });
});
