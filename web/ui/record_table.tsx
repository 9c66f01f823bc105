// A plain table of records with what can be done to each; on a phone every row becomes a card. Knows no record.
import type { ReactNode } from 'react';

export interface RecordColumn<R> {
  readonly id: string;
  readonly title: string;
  readonly numeric?: boolean;
  readonly cell: (row: R) => ReactNode;
}

interface Props<R> {
  readonly label: string;
  readonly rows: readonly R[];
  readonly columns: readonly RecordColumn<R>[];
  readonly rowId: (row: R) => string;
  readonly actions?: (row: R) => ReactNode;
}

export function RecordTable<R>({ label, rows, columns, rowId, actions }: Props<R>) {
  return (
    <div className="office-table stacks">
      <table aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ id, title, numeric }) => (
              <th key={id} scope="col" className={numeric ? 'number' : ''}>
                {title}
              </th>
            ))}
            {actions !== undefined && <td />}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowId(row)}>
              {columns.map(({ id, title, numeric, cell }) => (
                <td key={id} data-name={title} className={numeric ? 'number' : ''}>
                  <div>{cell(row)}</div>
                </td>
              ))}
              {actions !== undefined && <td className="cell-actions">{actions(row)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
