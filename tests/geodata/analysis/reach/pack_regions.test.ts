// Regions of packs: none tells where somebody is, since enough people live in each.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packRegions, type RegionArea } from '../../../../geodata/analysis/reach/pack_regions.ts';
import { LEAST_PEOPLE, ONE_REGION_BYTES } from '../../../../geodata/schema/pack.ts';

const area = (pcode: string, people: number | null, [west, south]: readonly [number, number] = [0, 0]): RegionArea => ({
  ...{ pcode, name: `State ${pcode}`, people, bbox: [west, south, west + 1, south + 1] },
});
const LARGE = ONE_REGION_BYTES + 1;
const regionsOf = (areas: readonly RegionArea[], wholeBytes = LARGE): string[] =>
  packRegions({ areas, wholeBytes }).map(({ region }) => region);

describe('a directory', () => {
  it('that is small is one region, and so is one without areas, or with one', () => {
    const two = [area('A1', 5e6), area('A2', 4e6)];
    expect(regionsOf(two, ONE_REGION_BYTES)).toEqual(['all']);
    expect(regionsOf(two)).toEqual(['A1', 'A2']);
    expect(regionsOf([])).toEqual(['all']);
    expect(regionsOf([area('A1', 5e6)])).toEqual(['all']);
  });

  it('joins an area of few people, or of nobody knows how many, to the nearest', () => {
    const areas = [
      area('A1', 5e6, [0, 0]),
      area('A2', LEAST_PEOPLE - 1, [3, 0]),
      area('A3', 3e6, [4, 0]),
      area('A4', null, [0, 2]),
    ];
    const regions = packRegions({ areas, wholeBytes: LARGE });
    expect(regions.map(({ region, people }) => [region, people])).toEqual([
      ['A1-A4', null],
      ['A2-A3', 3e6 + LEAST_PEOPLE - 1],
    ]);
    expect(regions[0]).toMatchObject({ bbox: [0, 0, 1, 3], pcodes: ['A1', 'A4'], name: 'State A1, State A4' });
  });

  it('leaves an area of just enough people alone', () => {
    expect(regionsOf([area('A1', LEAST_PEOPLE), area('A2', 1e6)])).toEqual(['A1', 'A2']);
  });

  it('is one region where too few people live in all of it, or none are counted', () => {
    expect(regionsOf([area('A1', 1000), area('A2', 1000), area('A3', 1000)])).toEqual(['all']);
    expect(regionsOf([area('A1', null), area('A2', null)])).toEqual(['all']);
  });

  it('is cut the same way in any order, into regions of enough people that hold every area once', () => {
    const some = fc.uniqueArray(
      fc.record({
        pcode: fc.integer({ min: 10, max: 99 }).map((n) => `A${n}`),
        people: fc.option(fc.nat(600_000)),
        at: fc.tuple(fc.nat(8), fc.nat(8)),
      }),
      { selector: ({ pcode }) => pcode, maxLength: 12 },
    );
    fc.assert(
      fc.property(some, (given) => {
        const areas = given.map(({ pcode, people, at }) => area(pcode, people, at));
        const regions = packRegions({ areas, wholeBytes: LARGE });
        expect(packRegions({ areas: [...areas].reverse(), wholeBytes: LARGE })).toEqual(regions);
        expect(regions.flatMap(({ pcodes }) => pcodes).sort()).toEqual(areas.map(({ pcode }) => pcode).sort());
        if (regions.length === 1) return;
        for (const { pcodes } of regions) {
          const living = areas
            .filter(({ pcode }) => pcodes.includes(pcode))
            .reduce((sum, { people }) => sum + (people ?? 0), 0);
          expect(living).toBeGreaterThanOrEqual(LEAST_PEOPLE);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('may ask for more people a region, never for fewer', () => {
    const areas = [area('A1', 400_000), area('A2', 500_000)];
    expect(packRegions({ areas, wholeBytes: LARGE, leastPeople: 450_000 }).map(({ region }) => region)).toEqual([
      'all',
    ]);
    expect(packRegions({ areas: [area('A1', 100), area('A2', 1e6)], wholeBytes: LARGE, leastPeople: 1 }).length).toBe(
      1,
    );
  });
});
