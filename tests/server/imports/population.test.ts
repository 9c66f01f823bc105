// Population files: nobody is counted twice, and a few odd coordinates change nobody's number.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cellAreaSquareKm } from '../../../geodata/formats/cell_area.ts';
import type { Database } from '../../../server/db/database.ts';
import { sql } from '../../../server/db/sql.ts';
import { type FileReport, importPath } from '../../../server/imports/import.ts';
import { inDatabase } from '../../support/database.ts';
import { collection, DISTRICTS, square, withFiles } from './temporary_files.ts';

/** Imports one file of people, with two districts or without, and hands on its report. */
const importing = (
  content: string,
  work: (file: FileReport | undefined, database: Database) => Promise<void>,
  areas = false,
): Promise<void> =>
  withFiles({ people: content, ...(areas ? { areas: DISTRICTS } : {}) }, (folder) =>
    inDatabase(async (database) => {
      const path = areas ? folder : join(folder, 'people');
      const report = await importPath(database, { path, organizationId: 'relief' });
      await work(
        report.files.find((file) => file.name === 'people'),
        database,
      );
    }),
  );

const codes = (file: FileReport | undefined) => file?.issues.map((group) => [group.code, group.column, group.count]);
const firstMessage = (file: FileReport | undefined) => file?.issues[0]?.examples[0]?.message;

describe('density at points', () => {
  const STEP = 1 / 120;
  const write = (degrees: number) => Number(degrees.toFixed(8));
  /** A grid of side × side points with 120 people per km²; `moved` moves point by index to the east. */
  const points = (side: number, moved: Readonly<Record<number, number>> = {}): string =>
    collection(
      ...Array.from({ length: side * side }, (_, index): [unknown, unknown] => {
        const lon = write(12 + (index % side) * STEP + (moved[index] ?? 0));
        const lat = write(11 + Math.floor(index / side) * STEP);
        return [{ people_per_km2: 120 }, { type: 'Point', coordinates: [lon, lat] }];
      }),
    );
  const people = 120 * cellAreaSquareKm([0, 11 - STEP / 2, STEP, 11 + STEP / 2]);

  it('keeps the people of all when one point is a hair or a step of ten meters off the grid', () =>
    importing(points(40, { 45: 0.000001, 1210: 0.0001 }), async (file, database) => {
      expect(codes(file)).toEqual([['odd_cells', null, 1]]);
      const stored = await database.one<{ least: number; most: number; width: number; n: number }>(sql`
        select min(people) as least, max(people) as most, count(*)::integer as n,
               (select cell_width from dataset where noun = 'population') as width
        from population_cell`);
      expect(stored.n).toBe(1600);
      expect(stored.width).toBeCloseTo(STEP, 7);
      expect(stored.most / people).toBeCloseTo(1, 4);
      // 0.33° further north a cell is narrower by a thousandth.
      expect(stored.least / people).toBeGreaterThan(0.998);
    }));

  it.each([0.000001, 0.00001])('takes %d of a degree as rounding, and says nothing', (degrees) =>
    importing(points(6, { 8: degrees }), async (file) => {
      expect([codes(file), file?.rowsStored]).toEqual([[], 36]);
    }),
  );

  it('is refused when more than one point in a thousand is off the grid', () =>
    importing(points(30, { 45: 0.0001 }), async (file) => {
      expect(codes(file)).toEqual([['invalid_value', null, 1]]);
      expect(firstMessage(file)).toMatch(/^1 of 900 points lie off the grid of the others/);
    }));

  it('is refused for a row of points, which has no height', () =>
    importing(
      collection(
        ...[12, 13, 14].map((lon): [unknown, unknown] => [
          { people_per_km2: 1 },
          { type: 'Point', coordinates: [lon, 11] },
        ]),
      ),
      async (file) => {
        expect(firstMessage(file)).toMatch(/needs a grid of at least 2 × 2 points/);
      },
    ));

  it('is refused where a point comes twice', () =>
    importing(points(3, { 4: -STEP }), async (file) => {
      expect(codes(file)?.[0]).toEqual(['duplicate_id', null, 1]);
    }));
});

describe('cells with people', () => {
  it('are refused where two have the same center, whatever their size', () =>
    importing(
      collection(
        [{ population: 10 }, square(12, 11, 0.1)],
        [{ population: 10 }, square(12.1, 11, 0.1)],
        [{ population: 10 }, square(12.05 - 0.1, 11.05 - 0.1, 0.2)],
      ),
      async (file) => {
        expect(codes(file)?.[0]).toEqual(['duplicate_id', null, 1]);
        expect(file?.issues[0]?.examples[0]?.row).toBe(3);
      },
    ));
});

describe('population by district', () => {
  const table = (...rows: readonly string[]) => `pcode,population,lon,lat\n${rows.join('\n')}\n`;

  it.each([false, true])('is refused where a P-code comes twice (areas known: %s)', (areas) =>
    importing(
      table('NG008017,10,12.5,11.5', 'NG008021,20,13.5,11.5', 'ng 008017,10,12.5,11.5'),
      async (file) => {
        expect(codes(file)?.[0]).toEqual(['duplicate_id', 'pcode', 1]);
        expect(file?.issues[0]?.examples[0]).toMatchObject({ row: 4 });
        expect(firstMessage(file)).toMatch(/came before, in row 2/);
      },
      areas,
    ),
  );

  it.each([
    ['before its districts', ['NG008,30,13,11.5', 'NG008017,10,12.5,11.5'], false],
    ['after its districts', ['NG008017,10,12.5,11.5', 'NG008,30,13,11.5'], false],
    ['where areas are known', ['NG008017,10,12.5,11.5', 'NG008,30,13,11.5'], true],
    ['as the whole country', ['NG008017,10,12.5,11.5', 'NG,30,13,11.5'], false],
  ] as const)('is refused with a state %s', (_, rows, areas) =>
    importing(
      table(...rows),
      async (file) => {
        expect(codes(file)?.[0]).toEqual(['duplicate_id', 'pcode', 1]);
        expect(firstMessage(file)).toMatch(/^A state row beside its districts would count people twice: .*row 2/);
      },
      areas,
    ),
  );

  it('takes numbers that are no P-codes as they are: 1 is not above 10', () =>
    importing(table('1,10,12.5,11.5', '10,20,13.5,11.5'), async (file) => {
      expect([codes(file), file?.rowsStored]).toEqual([[], 2]);
    }));

  it('takes the newest year and says which columns it left', () =>
    importing(
      'pcode,population_2015,population_2026,population_2020,lon,lat\nNG008017,10,16,12,12.5,11.5\n',
      async (file, database) => {
        expect(codes(file)).toEqual([['column_dropped', null, 2]]);
        expect(firstMessage(file)).toBe('population_2020, population_2015: the people are those of population_2026');
        expect(await database.one(sql`select people from population_cell`)).toEqual({ people: 16 });
        expect(await database.one(sql`select as_of from dataset`)).toEqual({ as_of: '2026-01-01' });
      },
    ));
});
