// Sorting of tables: missing last in both directions, ties by id, numbers as numbers, names as people sort them.
import { describe, expect, it } from 'vitest';
import { sortedRows } from '../../../web/ui/data_table.tsx';

interface Row {
  readonly id: string;
  readonly value: string | number | null;
}
const order = (rows: readonly Row[], descending = false) =>
  sortedRows(rows, { key: (row) => row.value, id: (row) => row.id, descending }).map(({ id }) => id);

describe('sorted rows', () => {
  it('put what is missing last, up and down', () => {
    const rows = [
      { id: 'a', value: null },
      { id: 'b', value: 2 },
      { id: 'c', value: 10 },
    ];
    expect(order(rows)).toEqual(['b', 'c', 'a']);
    expect(order(rows, true)).toEqual(['c', 'b', 'a']);
  });

  it('break ties by id whatever the input order', () => {
    const rows = [
      { id: 'b', value: 1 },
      { id: 'a', value: 1 },
      { id: 'd', value: null },
      { id: 'c', value: null },
    ];
    expect(order(rows)).toEqual(['a', 'b', 'c', 'd']);
    expect(order([...rows].reverse(), true)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('sort names without regard to case or accents, and numbers inside names by size', () => {
    const rows = [
      { id: '1', value: 'Clinic 10' },
      { id: '2', value: 'clinic 9' },
      { id: '3', value: 'Épicerie' },
      { id: '4', value: 'Eza' },
    ];
    expect(order(rows)).toEqual(['2', '1', '3', '4']);
  });

  it('leave the given rows as they are', () => {
    const rows = [
      { id: 'b', value: 2 },
      { id: 'a', value: 1 },
    ];
    order(rows);
    expect(rows.map(({ id }) => id)).toEqual(['b', 'a']);
  });
});
