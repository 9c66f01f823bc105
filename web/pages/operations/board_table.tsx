// The records of the window as a table that draws the rows in sight. While the window moves over many rows it follows when the
// board comes to rest.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useMemo, useRef, useState } from 'react';
import { listRows, type RowOrder } from '../../../geodata/analysis/board/row_list.ts';
import type { BoardWord } from '../../../geodata/schema/incident_columns.ts';
import { periodText } from '../../i18n/format.ts';
import { type MessageKey, t, word } from '../../i18n/messages.ts';
import { Notice } from '../../ui/notice.tsx';
import type { BoardEngine } from './board_engine.ts';
import { type BoardRow, rowOf } from './board_row.ts';
import { WORDING } from './facets.tsx';
import { useSettledVersion } from './use_board.ts';

/** Pixels: under a finger a row is taller. */
const ROW_HEIGHT = typeof matchMedia !== 'undefined' && matchMedia('(max-width: 959px)').matches ? 44 : 34;
const HEAD_HEIGHT = 34;
/** Browsers draw no element taller than some millions of pixels. */
const MOST_ROWS = 200_000;
/** So many rows are listed well within a frame. */
const LIGHT_ROWS = 100_000;

interface TableColumn {
  readonly by: RowOrder['by'];
  readonly title: MessageKey;
  readonly text: (row: BoardRow) => string;
}

interface Props {
  readonly engine: BoardEngine;
  readonly areaName: (pcode: string) => string;
  readonly selected: number | null;
  readonly onSelect: (row: BoardRow) => void;
  readonly onPoint: (cell: string | null) => void;
}

export function BoardTable({ engine, areaName, selected, onSelect, onPoint }: Props) {
  const isLight = useCallback(() => {
    const [low, high] = engine.counts.rowRange;
    return high - low < LIGHT_ROWS;
  }, [engine]);
  const version = useSettledVersion(engine, isLight);
  const [order, setOrder] = useState<RowOrder>({ by: 'day', descending: true });
  const list = useMemo(() => {
    const out = new Uint32Array(engine.counts.inWindow);
    return { version, out, length: listRows(engine.counts, order, out), board: engine.board };
  }, [engine, order, version]);
  const scroller = useRef<HTMLDivElement>(null);
  const shown = Math.min(list.length, MOST_ROWS);
  const virtual = useVirtualizer({
    count: shown,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
  });
  const columns = useMemo(() => columnsOf(areaName), [areaName]);
  return (
    <section className="board-table" aria-label={t('board.records')}>
      <p className="board-table-count" role="status">
        {t('board.recordCount', { count: list.length })}
        {list.length > MOST_ROWS && ` ${t('board.firstRows', { count: MOST_ROWS })}`}
      </p>
      {list.length === 0 ? (
        <Notice
          tone="quiet"
          title={t('board.nothing')}
          action={{ text: t('board.clear'), onClick: () => engine.clear() }}
        >
          {t('board.nothingHint')}
        </Notice>
      ) : (
        <div className="board-rows" ref={scroller}>
          <table aria-rowcount={list.length + 1} style={{ blockSize: virtual.getTotalSize() + HEAD_HEIGHT }}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <Heading key={column.by} column={column} order={order} onOrder={setOrder} />
                ))}
              </tr>
            </thead>
            <tbody onPointerLeave={() => onPoint(null)}>
              {virtual.getVirtualItems().map(({ index, start }) => {
                const row = rowOf(list.board, list.out[index] as number);
                return (
                  <tr
                    key={row.index}
                    aria-rowindex={index + 2}
                    className={row.index === selected ? 'board-row-on' : ''}
                    style={{ transform: `translateY(${start}px)`, blockSize: ROW_HEIGHT }}
                    onPointerEnter={() => onPoint(row.cell)}
                  >
                    {columns.map(({ by, text }, place) => (
                      <td key={by} data-word={by === 'verification' ? row.words.verification : undefined}>
                        {place > 0 ? (
                          text(row)
                        ) : (
                          <button
                            type="button"
                            className="row-button"
                            aria-pressed={row.index === selected}
                            onClick={() => onSelect(row)}
                            onFocus={() => onPoint(row.cell)}
                            onBlur={() => onPoint(null)}
                          >
                            {text(row)}
                          </button>
                        )}
                      </td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

const columnsOf = (areaName: (pcode: string) => string): readonly TableColumn[] => {
  const words = (by: BoardWord, title: MessageKey): TableColumn => ({
    ...{ by, title },
    text: (row) => word(WORDING[by], row.words[by]),
  });
  return [
    { by: 'day', title: 'board.col.day', text: (row) => periodText(row.period) },
    words('type', 'board.col.type'),
    { by: 'place', title: 'board.col.place', text: (row) => areaName(row.pcode).split(', ')[0] ?? '' },
    words('verification', 'board.col.state'),
    words('source', 'board.col.source'),
  ];
};

interface HeadingProps {
  readonly column: TableColumn;
  readonly order: RowOrder;
  readonly onOrder: (order: RowOrder) => void;
}

function Heading({ column: { by, title }, order, onOrder }: HeadingProps) {
  const isOn = order.by === by;
  const next = { by, descending: isOn ? !order.descending : by === 'day' };
  return (
    <th scope="col" aria-sort={isOn ? (order.descending ? 'descending' : 'ascending') : 'none'}>
      <button type="button" title={t('table.sort', { column: t(title) })} onClick={() => onOrder(next)}>
        {t(title)}
        <span aria-hidden="true" className={isOn ? 'sort-mark' : 'sort-mark sort-off'}>
          {isOn && order.descending ? '↓' : '↑'}
        </span>
      </button>
    </th>
  );
}
