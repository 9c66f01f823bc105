// Rows of a board for tests: drawn by a seed or by fast-check, and counted over objects as the kernel must count them.
import fc from 'fast-check';
import { gridDisk, latLngToCell } from 'h3-js';
import { seededRandom } from '../../../../geodata/analysis/random.ts';
import { dayRuns } from '../../../../geodata/formats/incident_columns.ts';
import {
  BOARD_WORD_NAMES,
  BOARD_WORDS,
  type BoardWord,
  type IncidentColumns,
  NO_CELL,
} from '../../../../geodata/schema/incident_columns.ts';

export interface Row extends Readonly<Record<BoardWord, number>> {
  readonly cell: number;
  readonly area: number;
  readonly day: number;
}

export const FIRST_DAY = 20_000;
export const CELLS = gridDisk(latLngToCell(11.8, 13.1, 8), 2).sort();
export const PCODES = ['', 'NG001', 'NG002', 'NG003'];
export const AS_OF = new Date((FIRST_DAY + 40) * 86_400_000).toISOString().slice(0, 10);

export function columnsOf(rows: readonly Row[], cells: readonly string[] = CELLS): IncidentColumns {
  const sorted = [...rows].sort((a, b) => a.day - b.day);
  const day = Int32Array.from(sorted, (row) => row.day);
  const words = Object.fromEntries(
    BOARD_WORD_NAMES.map((word) => [word, Uint8Array.from(sorted, (row) => row[word])]),
  ) as Record<BoardWord, Uint8Array>;
  return {
    cells,
    pcodes: PCODES,
    asOf: AS_OF,
    ...dayRuns(day),
    rows: {
      ...words,
      day,
      cell: Uint32Array.from(sorted, (row) => row.cell),
      area: Uint16Array.from(sorted, (row) => row.area),
    },
  };
}

const word = (name: BoardWord) => fc.nat(BOARD_WORDS[name].length - 1);
export const anyRow: fc.Arbitrary<Row> = fc.record({
  cell: fc.oneof(fc.nat(CELLS.length - 1), fc.constant(NO_CELL)),
  area: fc.nat(PCODES.length - 1),
  day: fc.integer({ min: FIRST_DAY, max: FIRST_DAY + 40 }),
  period: word('period'),
  type: word('type'),
  verification: word('verification'),
  source: word('source'),
  placePrecision: word('placePrecision'),
});

/** Many rows over many cells and years, as a board of a whole country would hold; some places are areas. */
export function manyColumns(count: number, cells: readonly string[], days: number): IncidentColumns {
  const random = seededRandom(61_126);
  const upTo = (most: number) => Math.floor(random() * most);
  const rows = Array.from({ length: count }, (): Row => {
    // Three draws multiplied: most reports come from few cells.
    const near = Math.floor(random() * random() * random() * cells.length);
    return {
      cell: random() < 0.06 ? NO_CELL : near,
      area: 1 + upTo(PCODES.length - 1),
      day: FIRST_DAY + 40 - upTo(days),
      period: random() < 0.97 ? 0 : 1,
      type: upTo(BOARD_WORDS.type.length),
      verification: random() < 0.6 ? 1 : 0,
      source: upTo(BOARD_WORDS.source.length),
      placePrecision: upTo(2),
    };
  });
  return columnsOf(rows, cells);
}
