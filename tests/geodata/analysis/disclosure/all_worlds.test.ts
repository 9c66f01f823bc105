// Every world of small trees: what follows from a release by exhausting all that could have given it, for every set of places.
import { describe, expect, it } from 'vitest';
import { assembleRelease } from '../../../../geodata/analysis/disclosure/build_release.ts';
import { broadGroups, evaluatorRows } from '../../../../geodata/analysis/disclosure/evaluator_rows.ts';
import { GBV_TYPES } from '../../../../geodata/schema/incident.ts';
import { derive, subsets, telling, vectors } from './brute_force.ts';
import {
  type Builder,
  documentsOf,
  forestOf,
  leavesOf,
  PERIOD,
  plainShare,
  plainTotals,
  SHAPES,
} from './small_trees.ts';

const MONTHS = ['2026-07', '2026-08', '2026-09', 'earlier'];

function tellingOf(at: number, floor: number, bandStarts: readonly number[], build?: Builder): number {
  const [, units, records] = SHAPES[at] as (typeof SHAPES)[number];
  const forest = forestOf(units);
  const places = leavesOf(forest).length;
  const publish = (world: readonly number[]) =>
    JSON.stringify(documentsOf(world, { forest, floor, bandStarts }, build));
  return telling(derive(vectors(places, records), subsets(places), publish), floor).length;
}

describe('all worlds of a small tree', () => {
  for (const [at, [name]] of SHAPES.entries()) {
    it(`leave no set of places between 1 and the floor: ${name}`, () => {
      for (const floor of [3, 4]) {
        for (const bandStarts of [
          [4, 6],
          [5, 8],
          [20, 50],
        ])
          expect(tellingOf(at, floor, bandStarts)).toBe(0);
      }
    });
  }

  it('pin withheld roots where the share is told from the floor on', () => {
    expect(SHAPES.map((_, at) => tellingOf(at, 3, [5, 8], plainShare)).filter((found) => found > 0)).not.toEqual([]);
  });

  it('pin withheld roots where the total of every unit is told', () => {
    expect(tellingOf(3, 3, [5, 8], plainTotals)).toBeGreaterThan(0);
    expect(tellingOf(4, 3, [5, 8], plainTotals)).toBeGreaterThan(0);
  });
});

describe('all worlds of places by months', () => {
  it('leave no set of places in a set of months between 1 and the floor', () => {
    const forest = forestOf([[[0, 0]]]);
    const months = [...MONTHS.slice(0, 3), '2026-01'];
    const sets = subsets(2).flatMap((places) =>
      subsets(4).map((of) => places.flatMap((place) => of.map((month) => 4 * place + month))),
    );
    const publish = (world: readonly number[]) => {
      const counts = world.map((count, at) => {
        const cell = leavesOf(forest)[at >> 2] as string;
        return { cell, month: months[at & 3] as string, type: 'rape', count } as const;
      });
      const rules = { period: PERIOD, scheme: 'admin2', floor: 3, bandStarts: [5, 7], counts } as const;
      const built = assembleRelease(rules, forest);
      return JSON.stringify([built.public, built.evaluator]);
    };
    expect(telling(derive(vectors(8, 9), sets, publish), 3)).toEqual([]);
  });
});

describe('all worlds of a row', () => {
  const rowsOf = (total: number, floor: number, months: readonly number[], types: readonly number[]) =>
    evaluatorRows(
      'A',
      PERIOD,
      {
        total,
        months: new Map(MONTHS.map((month, at) => [month, months[at] as number])),
        types: new Map(GBV_TYPES.map((type, at) => [type, types[at] as number])),
      },
      floor,
    );

  it('leave no month, late records included, and no sum of months between 1 and the floor', () => {
    for (const floor of [3, 5]) {
      for (let total = floor; total <= 20; total++) {
        const publish = (world: readonly number[]) =>
          JSON.stringify(rowsOf(total, floor, world, [total, 0, 0, 0, 0, 0]));
        expect(telling(derive(vectors(4, total, true), subsets(4), publish), floor)).toEqual([]);
      }
    }
  });

  it('leave no type, no broad group and no sum of types between 1 and the floor', () => {
    for (let total = 3; total <= 13; total++) {
      const publish = (world: readonly number[]) => {
        const rows = rowsOf(total, 3, [total, 0, 0, 0], world);
        return JSON.stringify([rows, broadGroups(rows, 3, [5, 8])]);
      };
      expect(telling(derive(vectors(6, total, true), subsets(6), publish), 3)).toEqual([]);
    }
  });

  it('pin a month where only the counts under the floor are left out', () => {
    const publish = (world: readonly number[]) => JSON.stringify(world.map((count) => (count >= 3 ? count : null)));
    expect(telling(derive(vectors(4, 14, true), subsets(4), publish), 3)).not.toEqual([]);
  });
});
