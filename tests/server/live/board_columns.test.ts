// The board's columns are the packed rows and nothing else, in one order whatever order they came in; a board is built once for all
// who see the same, and never shown when it is old.

import fc from 'fast-check';
import { latLngToCell } from 'h3-js';
import { expect, it } from 'vitest';
import { unpackIncidents } from '../../../geodata/formats/incident_columns.ts';
import { BOARD_WORD_NAMES, type IncidentColumns, NO_CELL } from '../../../geodata/schema/incident_columns.ts';
import type { Viewer } from '../../../geodata/schema/roles.ts';
import type { Database } from '../../../server/db/database.ts';
import { boardColumns } from '../../../server/live/board_columns.ts';
import { createIncidentBoard } from '../../../server/live/incident_board.ts';
import { PACKED_ROW_BYTES, type PackedArea } from '../../../server/queries/incident_columns.ts';
import { NOW } from '../../support/app.ts';

interface Row {
  readonly cell: string | null;
  readonly day: number;
  readonly words: readonly number[];
}

/** Neighbors and cells far apart, on both sides of the equator and of the date line. */
const CELLS = [
  ...[0, 1, 2, 3].map((i) => latLngToCell(11.8 + i / 100, 13.1, 8)),
  ...[latLngToCell(-33, 151, 8), latLngToCell(-17, 179.99, 8), latLngToCell(64, -179.9, 8)],
];
const row = fc.record({
  cell: fc.constantFrom(null, ...CELLS),
  day: fc.integer({ min: -800_000, max: 30_000 }),
  words: fc.tuple(...BOARD_WORD_NAMES.map(() => fc.integer({ min: 0, max: 15 }))),
});

function packed(rows: readonly Row[]): Uint8Array {
  const bytes = new Uint8Array(PACKED_ROW_BYTES * rows.length);
  const view = new DataView(bytes.buffer);
  for (const [i, { cell, day, words }] of rows.entries()) {
    const at = PACKED_ROW_BYTES * i;
    view.setBigUint64(at, cell === null ? 0n : BigInt(`0x${cell}`));
    view.setInt32(at + 8, day);
    view.setUint32(
      at + 12,
      words.reduce((sum, word, n) => sum + word * 16 ** n, 0),
    );
  }
  return bytes;
}

const textOf = (pcode: string, { cell, day, words }: Row) => `${day} ${cell} ${pcode} ${words.join(' ')}`;
function textsOf({ cells, pcodes, rows }: IncidentColumns): string[] {
  return Array.from(rows.day, (day, i) => {
    const cell = rows.cell[i] === NO_CELL ? null : (cells[rows.cell[i] as number] as string);
    const words = BOARD_WORD_NAMES.map((name) => rows[name][i] as number);
    return textOf(pcodes[rows.area[i] as number] as string, { cell, day, words });
  });
}

it('hold every row, by day, and are equal for equal rows in another order', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.array(row, { maxLength: 12 }), { maxLength: 4 }), async (areas) => {
      const named = (turned: boolean): PackedArea[] =>
        areas.map((rows, i) => ({
          pcode: i === 0 ? '' : `NG00${i}`,
          packed: packed(turned ? rows.toReversed() : rows),
        }));
      const columns = await boardColumns(named(false), '2026-11-20');
      const wanted = areas.flatMap((rows, i) => rows.map((one) => textOf(named(false)[i]?.pcode ?? '', one)));
      expect(textsOf(columns).sort()).toEqual(wanted.sort());
      expect([...columns.rows.day]).toEqual([...columns.rows.day].sort((a, b) => a - b));
      expect(columns.cells).toEqual([...new Set(columns.cells)].sort());
      expect(await boardColumns(named(true), '2026-11-20')).toEqual(columns);
    }),
    { numRuns: 50 },
  ));

/** A database that answers with one row and counts how often it was asked; the first `failing` times it fails. */
function counting(failing = 0) {
  const asked = { times: 0, logins: new Set<string>() };
  const areas = [{ pcode: 'NG008', packed: packed([{ cell: CELLS[0] ?? null, day: 20_000, words: [0, 0, 0, 0, 0] }]) }];
  const database = {
    as: ({ login }: { login: string }) => ({
      transaction: async () => {
        asked.times++;
        asked.logins.add(login);
        if (asked.times <= failing) throw new Error('lost');
        return areas;
      },
    }),
  } as unknown as Database;
  return { asked, database };
}
const of = (role: Viewer['role'], areaPrefix = ''): Viewer => ({ role, organizationId: 'one', areaPrefix });

it('are read once for all who see the same, by the login of operations, until an incident is written to or the day is over', async () => {
  const { asked, database } = counting();
  let [version, now] = [1, NOW];
  const board = createIncidentBoard({ database, outbox: { version: () => version }, now: () => now });
  const [first, second] = await Promise.all([board.of(of('operations')), board.of(of('steward'))]);
  expect(first).toBe(second);
  expect(await board.of(of('operations'))).toBe(first);
  expect([asked.times, [...asked.logins]]).toEqual([1, ['app_operations']]);
  await board.of(of('operations', 'NG008'));
  expect(asked.times).toBe(2);
  version = 2;
  const [renewed, waited] = await Promise.all([board.of(of('operations')), board.of(of('operations'))]);
  expect([asked.times, renewed === waited, renewed === first]).toEqual([3, true, false]);
  now = new Date(NOW.getTime() + 86_400_000);
  expect(unpackIncidents((await board.of(of('operations'))).plain).asOf).toBe('2026-11-21');
});

it('are never an old board in the place of one that could not be read', async () => {
  const { asked, database } = counting(1);
  const board = createIncidentBoard({ database, outbox: { version: () => 1 }, now: () => NOW });
  await expect(board.of(of('operations'))).rejects.toThrow('lost');
  await board.of(of('operations'));
  expect(asked.times).toBe(2);
});
