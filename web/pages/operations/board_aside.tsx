// Beside the map: the records as a table, or one of them in detail with the way back.
import { useState } from 'react';
import type { Session } from '../../api.ts';
import { t } from '../../i18n/messages.ts';
import { Icon } from '../../ui/icon.tsx';
import type { BoardEngine } from './board_engine.ts';
import type { BoardRow } from './board_row.ts';
import { BoardTable } from './board_table.tsx';
import { RecordDetails } from './record_details.tsx';

interface Props {
  readonly session: Session;
  readonly engine: BoardEngine;
  readonly areaName: (pcode: string) => string;
  readonly onPoint: (cell: string | null) => void;
}

export function BoardAside({ session, engine, areaName, onPoint }: Props) {
  const [selected, setSelected] = useState<BoardRow | null>(null);
  const select = (row: BoardRow | null) => {
    setSelected(row);
    onPoint(row?.cell ?? null);
  };
  return (
    <aside className="board-aside">
      {selected !== null && (
        <div className="board-details">
          <button type="button" className="back" onClick={() => select(null)}>
            <Icon name="back" />
            {t('board.toRecords')}
          </button>
          <RecordDetails session={session} row={selected} areaName={areaName} />
        </div>
      )}
      <BoardTable
        engine={engine}
        areaName={areaName}
        selected={selected?.index ?? null}
        onSelect={select}
        onPoint={(cell) => onPoint(cell ?? selected?.cell ?? null)}
      />
    </aside>
  );
}
