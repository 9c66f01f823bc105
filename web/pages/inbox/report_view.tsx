// One report: its messages opened in this browser, its state, a reply, and the way to delete it.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { REPORT_STATES } from '../../../geodata/schema/report.ts';
import type { Session } from '../../api.ts';
import { dateText } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { type Opened, openReport } from '../../sealed/open.ts';
import { useAction } from '../../state/action.ts';
import { FormError } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Reading } from '../office/reading.tsx';
import { useQuestion } from '../office/use_question.tsx';
import { answerText } from '../problem_text.ts';
import {
  changeState,
  deleteReport,
  REPORTS_QUERY,
  type ReportItem,
  type ReportThread,
  readThread,
} from './inbox_api.ts';
import { useOpenKey } from './open_key.ts';
import { OpenedMessage } from './opened_message.tsx';
import { ReplyForm } from './reply_form.tsx';

/** Those of the schema, without its validator; the compiler holds the two equal. */
const STATES: typeof REPORT_STATES = ['new', 'open', 'closed'];

interface Props {
  readonly session: Session;
  readonly id: string;
  readonly onBack: () => void;
}

export function ReportView({ session, id, onBack }: Props) {
  const client = useQueryClient();
  const key = ['report', id];
  const thread = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => readThread(id, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  /** What the server says of it now; its messages stay as they were read. */
  const changed = (item: ReportItem) => {
    client.setQueryData<ReportThread>(key, (before) => before && { ...before, ...item });
    void client.invalidateQueries({ queryKey: REPORTS_QUERY });
  };
  const refresh = () => client.invalidateQueries({ queryKey: key });
  return (
    <section className="office-section">
      <div>
        <button type="button" className="link" onClick={onBack}>
          {t('inbox.back')}
        </button>
      </div>
      <Reading query={thread}>
        {(found) => <Thread session={session} thread={found} onChanged={changed} onRefresh={refresh} onGone={onBack} />}
      </Reading>
    </section>
  );
}

interface ThreadProps {
  readonly session: Session;
  readonly thread: ReportThread;
  readonly onChanged: (item: ReportItem) => void;
  readonly onRefresh: () => Promise<void>;
  readonly onGone: () => void;
}

function Thread({ session, thread, onChanged, onRefresh, onGone }: ThreadProps) {
  const client = useQueryClient();
  const open = useOpenKey();
  const { ask, dialog } = useQuestion();
  const { problem, run } = useAction();
  const opened = useMemo(
    () =>
      open === null
        ? null
        : thread.envelopes.map(({ takenOn, envelope }) => ({ takenOn, opened: openReport(envelope, open.pair) })),
    [thread.envelopes, open],
  );
  const change = (state: ReportItem['state']) =>
    void run(async () => {
      try {
        onChanged(await changeState(thread, state));
      } catch (failed) {
        // Somebody else was faster: what is shown is read again, and the reason said.
        await onRefresh();
        throw failed;
      }
    });
  const remove = () =>
    ask({
      title: t('inbox.deleteTitle'),
      text: t('inbox.deleteText'),
      confirm: t('inbox.delete'),
      work: async () => {
        await deleteReport(thread);
        await client.invalidateQueries({ queryKey: REPORTS_QUERY });
        onGone();
      },
    });
  const replyKey = newestReplyKey(opened?.map((one) => one.opened) ?? []);
  return (
    <>
      <h2>{t('inbox.report', { day: dateText(thread.takenOn) })}</h2>
      <Segmented
        label={t('inbox.state')}
        showLabel
        value={thread.state}
        options={STATES.map((state) => ({ value: state, text: t(`inbox.state.${state}`) }))}
        onChange={change}
      />
      <FormError>{problem !== null && answerText(problem)}</FormError>
      {opened === null ? (
        <Notice tone="quiet" title={t('inbox.needKey')} />
      ) : (
        <>
          <p className="office-intro">{t('inbox.copyWarn')}</p>
          {opened.map((one, place) => (
            <OpenedMessage
              session={session}
              key={`message-${place.toString()}`}
              takenOn={one.takenOn}
              opened={one.opened}
            />
          ))}
          {replyKey !== null && <ReplyForm id={thread.id} replyKey={replyKey} onSent={onChanged} />}
        </>
      )}
      <div className="form-foot">
        <button type="button" className="button button-quiet" onClick={remove}>
          {t('inbox.delete')}
        </button>
      </div>
      {dialog}
    </>
  );
}

/** All messages under one receipt have the same; the newest that opened is the one to trust. */
function newestReplyKey(opened: readonly Opened[]): string | null {
  const last = opened.findLast((one) => 'report' in one);
  return last !== undefined && 'report' in last ? last.report.message.replyKey : null;
}
