// Incident columns as bytes: the same columns come back as views, in at most 12 MB for a million records; hostile bytes are refused.
import fc from 'fast-check';
import { latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { dayRuns, packIncidents, unpackIncidents } from '../../../geodata/formats/incident_columns.ts';
import { BOARD_WORD_NAMES, type IncidentColumns, NO_CELL } from '../../../geodata/schema/incident_columns.ts';
import { Problem } from '../../../geodata/schema/problem.ts';

/** Made up: `count` records over three years, `places` cells and `areas` P-codes; every fiftieth without a cell. */
function columns(count: number, { places = 40, areas = 9 } = {}): IncidentColumns {
  const day = Int32Array.from(
    { length: count },
    (_, i) => 19_000 + Math.floor((i * 1100) / count) - 20_000 * (i < 2 ? 1 : 0),
  );
  const word = (most: number) => Uint8Array.from({ length: count }, (_, i) => (i * 7) % most);
  const cells = Array.from({ length: places }, (_, i) => latLngToCell(10 + i / 100, 13 - i / 70, 8)).sort();
  return {
    cells,
    pcodes: Array.from({ length: areas }, (_, i) => (i === 0 ? '' : `NG${String(i).padStart(6, '0')}`)),
    asOf: '2026-11-22',
    ...dayRuns(day),
    rows: {
      cell: Uint32Array.from({ length: count }, (_, i) => (i % 50 === 0 ? NO_CELL : (i * 13) % places)),
      area:
        areas > 0x10000
          ? Uint32Array.from({ length: count }, (_, i) => (i * 17) % areas)
          : Uint16Array.from({ length: count }, (_, i) => (i * 17) % areas),
      ...{ day, period: word(3), type: word(9), verification: word(2), source: word(6), placePrecision: word(5) },
    },
  };
}

describe('incident columns', () => {
  it('come back as they were, days before 1970 and records without a cell among them', () => {
    for (const count of [0, 1, 2, 7, 1001])
      expect(unpackIncidents(packIncidents(columns(count)))).toEqual(columns(count));
  });

  it('name more areas than two bytes can', () => {
    const many = columns(70_001, { areas: 70_000 });
    const back = unpackIncidents(packIncidents(many));
    expect(back.rows.area).toEqual(many.rows.area);
    expect(back.pcodes[69_999]).toBe('NG069999');
  });

  it('are views of the bytes, whatever the address at which the bytes begin', () => {
    const bytes = packIncidents(columns(333));
    const back = unpackIncidents(bytes);
    for (const column of [back.rows.cell, back.rows.area, ...BOARD_WORD_NAMES.map((name) => back.rows[name])]) {
      expect(column.buffer).toBe(bytes.buffer);
    }
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(unpackIncidents(shifted.subarray(3))).toEqual(back);
    expect(unpackIncidents(bytes.buffer)).toEqual(back);
  });

  it('hold a million records in at most 12 MB', () => {
    expect(packIncidents(columns(1_000_000, { places: 60_000, areas: 700 })).length).toBeLessThanOrEqual(12e6);
  });

  it('are refused in words where the bytes are cut, longer, or others', () => {
    const bytes = packIncidents(columns(60));
    const refused = (given: Uint8Array): void => expect(() => unpackIncidents(given)).toThrow(Problem);
    refused(new Uint8Array());
    for (let cut = 1; cut < bytes.length; cut += 37) refused(bytes.slice(0, cut));
    refused(Uint8Array.from([...bytes, ...new Uint8Array(8)]));
    refused(Uint8Array.from(bytes, (byte, i) => (i === 4 ? 2 : byte)));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (given) => void refused(given)));
  });
});
