// A run of which only its line and two times are known, as fixes; and the cells that a route runs through.
import { gridDistance, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { cellMiddles, cellsAlong, cellsNear } from '../../../../geodata/analysis/siting/route_cells.ts';
import { fixesOf } from '../../../../geodata/analysis/siting/run_fixes.ts';
import type { Position } from '../../../../geodata/schema/geometry.ts';

const HOUR = 3_600_000;
const run = (line: Position[], hours = 1) => ({ line, startedAt: 0, endedAt: hours * HOUR });

describe('a run without times between', () => {
  it('spreads its time evenly over its length', () => {
    const { at, lon } = fixesOf(
      [
        run([
          [0, 0],
          [0.1, 0],
          [0.4, 0],
        ]),
      ],
      600,
    );
    expect(lon).toEqual([0, 0.1, 0.4]);
    expect(at).toEqual([0, HOUR / 4, HOUR]);
  });

  it('has no two fixes farther apart than asked, and begins and ends as it did', () => {
    const { at, lon } = fixesOf(
      [
        run(
          [
            [0, 0],
            [1, 0],
          ],
          10,
        ),
      ],
      60,
    );
    expect(at).toHaveLength(11);
    expect([at[0], at.at(-1), lon[5]]).toEqual([0, 10 * HOUR, 0.5]);
    for (let i = 1; i < at.length; i++) expect((at[i] as number) - (at[i - 1] as number)).toBe(HOUR);
  });

  it('stands where it was when it never moved, and keeps runs apart by their number', () => {
    const {
      run: numbers,
      lon,
      at,
    } = fixesOf(
      [
        run([
          [3, 4],
          [3, 4],
        ]),
        run([
          [5, 6],
          [5, 6],
        ]),
      ],
      600,
    );
    expect(numbers).toEqual([0, 0, 1, 1]);
    expect(lon).toEqual([3, 3, 5, 5]);
    expect(at).toEqual([0, HOUR, 0, HOUR]);
  });
});

describe('the cells of a route', () => {
  const line: Position[] = [
    [13.1, 11.8],
    [13.2, 11.9],
  ];

  it('are those from its first corner to its last, but for a corner of a cell that is cut for less than 200 m', () => {
    const cells = cellsAlong(line);
    const held = new Set(cells);
    const passed = Array.from({ length: 1001 }, (_, i) => latLngToCell(11.8 + i / 1e4, 13.1 + i / 1e4, 8));
    expect([held.has(passed[0] as string), held.has(passed[1000] as string)]).toEqual([true, true]);
    for (const cell of passed) {
      expect(held.has(cell) || cells.some((one) => gridDistance(one, cell) === 1)).toBe(true);
    }
    expect(passed.filter((cell) => held.has(cell)).length).toBeGreaterThan(970);
    expect(cells).toEqual(cellsAlong(line.toReversed()));
  });

  it('have their neighbors near them, and a middle each', () => {
    expect(cellsNear([[13.1, 11.8]])).toHaveLength(7);
    const { lon, lat } = cellMiddles(cellsAlong([[13.1, 11.8]]));
    expect(latLngToCell(lat[0] as number, lon[0] as number, 8)).toBe(latLngToCell(11.8, 13.1, 8));
  });
});
