// A sortable table that draws only the rows in sight, marks the chosen one and tells which row is pointed at.
// Knows nothing of what the rows are.
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';

export interface Column<R> {
  readonly id: string;
  readonly title: string;
  /** CSS length, or 'auto' for what is left over. */
  readonly width: string;
  readonly numeric?: boolean;
  /** What the column sorts by; null sorts last in both directions. */
  readonly sortKey: (row: R) => string | number | null;
  readonly cell: (row: R) => ReactNode;
}

interface Props<R> {
  readonly label: string;
  readonly rows: readonly R[];
  readonly columns: readonly Column<R>[];
  readonly rowId: (row: R) => string;
  readonly firstSort: { readonly column: string; readonly descending: boolean };
  readonly selectedId: string | null;
  readonly onSelect: (row: R) => void;
  readonly onHover: (row: R | null) => void;
  readonly sortLabel: (column: string) => string;
}

const ROW_HEIGHT = 40;
const OVERSCAN = 8;

export function DataTable<R>(props: Props<R>) {
  const { label, rows, columns, rowId, selectedId, onSelect, onHover } = props;
  const [sort, setSort] = useState(props.firstSort);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(480);
  const scroller = useRef<HTMLDivElement>(null);

  const sorted = useMemo(() => {
    const column = columns.find(({ id }) => id === sort.column);
    return column === undefined
      ? [...rows]
      : sortedRows(rows, { key: column.sortKey, id: rowId, descending: sort.descending });
  }, [rows, columns, sort, rowId]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const index = selectedId === null ? -1 : sorted.findIndex((row) => rowId(row) === selectedId);
    const element = scroller.current;
    if (index < 0 || element === null) return;
    const at = index * ROW_HEIGHT;
    const visible = at >= element.scrollTop && at + 2 * ROW_HEIGHT <= element.scrollTop + element.clientHeight;
    if (!visible) element.scrollTo({ top: Math.max(0, at - element.clientHeight / 2) });
  }, [selectedId, sorted, rowId]);

  const first = Math.max(0, Math.floor(top / ROW_HEIGHT) - OVERSCAN);
  const last = Math.min(sorted.length, Math.ceil((top + height) / ROW_HEIGHT) + OVERSCAN);

  return (
    <div className="data-table" ref={scroller} onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
      <table aria-label={label} aria-rowcount={sorted.length + 1} onPointerLeave={() => onHover(null)}>
        <colgroup>
          {columns.map(({ id, width }) => (
            <col key={id} style={{ inlineSize: width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map((column) => (
              <Heading
                key={column.id}
                column={column}
                sort={sort}
                onSort={setSort}
                label={props.sortLabel(column.title)}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer rows={first} columns={columns.length} />
          {sorted.slice(first, last).map((row, offset) => {
            const id = rowId(row);
            return (
              <tr
                key={id}
                aria-rowindex={first + offset + 2}
                className={id === selectedId ? 'data-selected' : ''}
                onPointerEnter={() => onHover(row)}
              >
                {columns.map((column, place) => (
                  <td key={column.id} className={column.numeric ? 'data-number' : ''}>
                    {place > 0 ? (
                      column.cell(row)
                    ) : (
                      <button
                        type="button"
                        className="row-button"
                        aria-pressed={id === selectedId}
                        onClick={() => onSelect(row)}
                        onFocus={() => onHover(row)}
                        onBlur={() => onHover(null)}
                      >
                        {column.cell(row)}
                      </button>
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
          <Spacer rows={sorted.length - last} columns={columns.length} />
        </tbody>
      </table>
    </div>
  );
}

interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

interface HeadingProps<R> {
  readonly column: Column<R>;
  readonly sort: Sort;
  readonly label: string;
  readonly onSort: (sort: Sort) => void;
}

function Heading<R>({ column, sort, label, onSort }: HeadingProps<R>) {
  const on = sort.column === column.id;
  const next = { column: column.id, descending: on ? !sort.descending : column.numeric === true };
  return (
    <th
      scope="col"
      aria-sort={on ? (sort.descending ? 'descending' : 'ascending') : 'none'}
      className={column.numeric ? 'data-number' : ''}
    >
      <button type="button" title={label} onClick={() => onSort(next)}>
        {column.title}
        <span aria-hidden="true" className={on ? 'sort-mark' : 'sort-mark sort-off'}>
          {on && sort.descending ? '↓' : '↑'}
        </span>
      </button>
    </th>
  );
}

/** Stands for the rows out of sight, so that the scroll bar tells the truth. */
function Spacer({ rows, columns }: { rows: number; columns: number }) {
  if (rows <= 0) return null;
  return (
    <tr>
      <td colSpan={columns} style={{ blockSize: rows * ROW_HEIGHT, padding: 0, border: 0 }} />
    </tr>
  );
}

interface Order<R> {
  readonly key: (row: R) => string | number | null;
  readonly id: (row: R) => string;
  readonly descending: boolean;
}

/** Null last in both directions; ties by id, so that the order of the input never shows. */
export function sortedRows<R>(rows: readonly R[], { key, id, descending }: Order<R>): R[] {
  const keyed = rows.map((row) => ({ row, key: key(row), id: id(row) }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) {
      return a.key === b.key ? compare(a.id, b.id) : a.key === null ? 1 : -1;
    }
    return (descending ? -1 : 1) * compare(a.key, b.key) || compare(a.id, b.id);
  });
  return keyed.map(({ row }) => row);
}

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
