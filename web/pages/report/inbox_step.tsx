// Answers by receipt: the digits derive what is asked for and what opens it, both here. A wrong receipt, one of too few digits
// and one that nobody has answered look the same.
import { type FormEvent, useState } from 'react';
import { currentLanguage, localeOf, t } from '../../i18n/care/care_messages.ts';
import type { ReplyMessage } from '../../sealed/message.ts';
import { typedReceipt } from '../../sealed/receipt.ts';
import type { Ground } from './ground.ts';
import { clearReport, setReport } from './report_state.ts';
import { StepFrame } from './step_frame.tsx';
import { useWork, WorkState } from './work.tsx';

/** A receipt with room for the spaces and dashes that people type. */
const MOST_TYPED = 60;

interface Props {
  readonly ground: Ground;
  readonly replies: readonly ReplyMessage[] | null;
}

export function InboxStep({ ground, replies }: Props) {
  return (
    <StepFrame title={t('report.inbox.title')} onBack={clearReport}>
      {replies === null ? <Asking ground={ground} /> : <Replies replies={replies} />}
    </StepFrame>
  );
}

function Asking({ ground }: { readonly ground: Ground }) {
  const [typed, setTyped] = useState('');
  const [empty, setEmpty] = useState(false);
  const work = useWork();
  const look = async (event: FormEvent) => {
    event.preventDefault();
    setEmpty(typed.trim() === '');
    if (typed.trim() === '') return;
    const receipt = typedReceipt(typed);
    await work.run(async (options) => {
      const replies = await ground.sealing.lookForReplies(receipt, options);
      if (!options.signal.aborted) setReport({ receipt, replies });
    });
  };
  return (
    <form className="entries" autoComplete="off" noValidate onSubmit={(event) => void look(event)}>
      <div className="entry">
        <label htmlFor="report-receipt">{t('report.inbox.label')}</label>
        <input
          id="report-receipt"
          className="field digits"
          dir="ltr"
          inputMode="numeric"
          autoComplete="off"
          autoCorrect="off"
          spellCheck="false"
          maxLength={MOST_TYPED}
          aria-describedby="report-receipt-problem"
          aria-invalid={empty}
          disabled={work.share !== null}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <p id="report-receipt-problem" role="alert" className="wrong">
          {empty ? t('report.inbox.empty') : ''}
        </p>
      </div>
      <WorkState work={work} text={t('report.work.look')} failed={t('report.failed.look')} />
      {work.share === null && (
        <div className="ways">
          <button type="submit" className="button main">
            {t('report.inbox.look')}
          </button>
        </div>
      )}
    </form>
  );
}

function Replies({ replies }: { readonly replies: readonly ReplyMessage[] }) {
  const days = new Intl.DateTimeFormat(localeOf(currentLanguage()), { dateStyle: 'long', timeZone: 'UTC' });
  return (
    <>
      <div role="status">
        {replies.length === 0 ? (
          <>
            <h2>{t('report.inbox.none')}</h2>
            <p>{t('report.inbox.noneText')}</p>
          </>
        ) : (
          <h2>{t('report.inbox.found', { count: replies.length })}</h2>
        )}
      </div>
      {replies.map(({ text, writtenOn }, place) => (
        <article key={place.toString()} className="reply">
          <p className="quiet">{t('report.inbox.from', { day: days.format(new Date(`${writtenOn}T00:00Z`)) })}</p>
          <p className="words" dir="auto">
            {text}
          </p>
        </article>
      ))}
      {replies.length > 0 && <p className="quiet">{t('report.inbox.last')}</p>}
      <div className="ways">
        <button
          type="button"
          className="button main"
          onClick={() => setReport({ step: 'start', again: true, replies: null })}
        >
          {t('report.inbox.write')}
        </button>
        <button type="button" className="button" onClick={() => setReport({ receipt: null, replies: null })}>
          {t('report.inbox.other')}
        </button>
      </div>
    </>
  );
}
