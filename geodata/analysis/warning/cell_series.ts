// Columns by cell and period as the outside world hands them in (one row per cell), and as one flat table in the order of the
// ids. It knows no method.
import { z } from 'zod';
import { Problem } from '../../schema/problem.ts';
import { numberColumn } from '../number_columns.ts';

export const MOST_CELL_PERIODS = 2_000_000;

/** Shares of open reporting: 0 closed, 1 all open; or numbers of open points; null = not known. */
export const openColumn = (most: number, message: string) =>
  numberColumn({ min: 0, max: most, nullable: true, message, maxLength: 10_000 });

export const rowsOf = <Column extends z.ZodType>(column: Column) => z.array(column).max(200_000);

/** The rows one after the other in the given order; a Problem where a row has another length. */
export function flatRows(
  pointer: string,
  rows: readonly Float64Array[],
  of: { readonly cells: number; readonly periods: number; readonly order: Int32Array | null },
): Float64Array {
  const { cells, periods, order } = of;
  const refuse = (at: string, detail: string): never => {
    throw new Problem('invalid_input', 'Tables of cells and periods must have one shape.', [{ pointer: at, detail }]);
  };
  if (rows.length !== cells) refuse(pointer, `This has ${rows.length} rows, but counts has ${cells}.`);
  if (cells * periods > MOST_CELL_PERIODS) refuse(pointer, `Cells times periods may not exceed ${MOST_CELL_PERIODS}.`);
  const flat = new Float64Array(cells * periods);
  for (let i = 0; i < cells; i++) {
    const from = order === null ? i : (order[i] as number);
    const row = rows[from] as Float64Array;
    if (row.length !== periods)
      refuse(`${pointer}/${from}`, `This has ${row.length} periods, but others have ${periods}.`);
    flat.set(row, i * periods);
  }
  return flat;
}
