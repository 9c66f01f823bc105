// What can be done beside looking: add a report, look at records that may be one event, keep or share the view, put it on a wall.
import { useState } from 'react';
import { dateOfDay } from '../../../geodata/analysis/board/board.ts';
import type { AreaFeature, Session } from '../../api.ts';
import { t } from '../../i18n/messages.ts';
import type { Camera } from '../../map/scene.ts';
import type { BoardEngine } from './board_engine.ts';
import { DuplicatesDialog } from './duplicates_dialog.tsx';
import { EntryDialog } from './entry_dialog.tsx';
import { ViewsDialog } from './views_dialog.tsx';

interface Props {
  readonly session: Session;
  readonly engine: BoardEngine;
  readonly camera: Camera | null;
  readonly areas: readonly AreaFeature[];
  readonly onWall: () => void;
}

export function BoardTools({ session, engine, camera, areas, onWall }: Props) {
  const [open, setOpen] = useState<'entry' | 'duplicates' | 'views' | null>(null);
  const close = () => setOpen(null);
  const mayAdd = session.permissions.incident?.includes('create') === true;
  const mayMerge = session.permissions.incident_merge?.includes('read') === true;
  const mayKeep = session.permissions.board_view?.includes('read') === true;
  return (
    <div className="board-tools">
      {mayAdd && (
        <button type="button" className="button" onClick={() => setOpen('entry')}>
          {t('board.add')}
        </button>
      )}
      {mayMerge && (
        <button type="button" className="button button-quiet" onClick={() => setOpen('duplicates')}>
          {t('board.duplicates')}
        </button>
      )}
      {mayKeep && (
        <button type="button" className="button button-quiet" onClick={() => setOpen('views')}>
          {t('board.views')}
        </button>
      )}
      <button type="button" className="button button-quiet wide-only" title={t('board.wallHint')} onClick={onWall}>
        {t('board.wall')}
      </button>
      {open === 'entry' && <EntryDialog session={session} areas={areas} onClose={close} />}
      {open === 'duplicates' && (
        <DuplicatesDialog session={session} days={daysOf(engine)} areas={areas} onClose={close} />
      )}
      {open === 'views' && <ViewsDialog session={session} engine={engine} camera={camera} onClose={close} />}
    </div>
  );
}

const daysOf = ({ window: [from, to] }: BoardEngine) => ({ from: dateOfDay(from), to: dateOfDay(to - 1) });
