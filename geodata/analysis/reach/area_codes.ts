// Turns the area of each cell (P-codes, numbers, indexes into a list, null) into small whole numbers. It knows codes only.
import { Problem } from '../../schema/problem.ts';
import { type CodeColumn, compareCodes } from '../number_columns.ts';

export interface AreaCode {
  readonly code: string | number;
  readonly name: string | null;
}

export interface AreaCodes {
  /** Index into `areas` per cell, −1 = outside every area; null when no areas were given. */
  readonly area: Int32Array | null;
  readonly areas: readonly AreaCode[];
}

/** Areas in the order of their codes, whatever the order of the cells; `order` gives the rows their order (null = as they are). */
export function areaCodes(
  column: CodeColumn | undefined,
  list: readonly { readonly pcode: string; readonly name: string }[] | undefined,
  order: Int32Array | null,
): AreaCodes {
  if (column === undefined) return { area: null, areas: [] };
  const named = new Map<string | number, AreaCode>();
  const codeOf = (value: string | number | null, row: number): string | number | null => {
    if (value === null || value === -1) return null;
    if (list === undefined || typeof value === 'string') return value;
    const entry = list[value];
    if (entry === undefined) {
      throw new Problem('invalid_input', 'An area code must be an index into the list of areas.', [
        { pointer: `/cells/area/${row}`, detail: 'There is no area at this index: use -1 or null for none.' },
      ]);
    }
    return entry.pcode;
  };
  const known = new Map(list?.map((entry) => [entry.pcode, entry.name]));
  const codes: (string | number | null)[] = new Array(column.length);
  for (let i = 0; i < column.length; i++) {
    const row = order === null ? i : (order[i] as number);
    const code = codeOf(column[row] as string | number | null, row);
    codes[i] = code;
    if (code !== null && !named.has(code)) {
      named.set(code, { code, name: typeof code === 'string' ? (known.get(code) ?? null) : null });
    }
  }
  const areas = [...named.values()].sort((a, b) => compareCodes(a.code, b.code));
  const places = new Map(areas.map((entry, place) => [entry.code, place]));
  return { area: Int32Array.from(codes, (code) => (code === null ? -1 : (places.get(code) ?? -1))), areas };
}
