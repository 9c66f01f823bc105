// /operations: what is being reported, where and when; map, time, table and numbers follow each other.
import './operations.css';
import './timeline.css';
import type { Session } from '../../api.ts';
import { EN_BOARD } from '../../i18n/en_board.ts';
import { addWording, t } from '../../i18n/messages.ts';
import { may, useAreas } from '../../state/queries.ts';
import { Notice, Skeleton } from '../../ui/notice.tsx';
import { OfficePage } from '../office/office_page.tsx';
import { answerText } from '../problem_text.ts';
import { BoardPage } from './board_page.tsx';
import { useEngine } from './use_board.ts';

addWording(EN_BOARD);

export function OperationsPage() {
  return (
    <OfficePage
      title={t('board.title')}
      allowed={(session) => may(session, 'alert') && may(session, 'incident')}
      refused={{ title: t('board.notYours'), hint: t('board.notYoursHint') }}
    >
      {(session) => <Operations key={`${session.role} ${session.organizationId}`} session={session} />}
    </OfficePage>
  );
}

/** Made anew for each role, so that nothing of a former one stays on the board. */
function Operations({ session }: { session: Session }) {
  const { engine, query } = useEngine(session);
  const areas = useAreas(session);
  if (query.error !== null && query.data === undefined) {
    return (
      <Notice
        tone="warning"
        title={t('state.error.title')}
        action={{ text: t('app.retry'), onClick: () => void query.refetch() }}
      >
        {answerText(query.error)}
      </Notice>
    );
  }
  // Areas that cannot be read leave the board without names; it waits for them no longer than they take.
  if (engine === null || areas.isPending) return <Skeleton rows={9} label={t('board.loading')} />;
  return <BoardPage session={session} engine={engine} areas={areas.data ?? []} isStale={query.error !== null} />;
}
