// The words, the day, a photo, and whether an answer is wished for. Nothing is kept but in memory, and nothing outside looks at
// what is typed: no spelling service, no completion.
import { type FormEvent, useRef, useState } from 'react';
import { t } from '../../i18n/care/care_messages.ts';
import { MOST_TEXT } from '../../sealed/sizes.ts';
import { PhotoField } from './photo_field.tsx';
import { type Draft, setDraft, setReport } from './report_state.ts';
import { StepFrame } from './step_frame.tsx';

/** From here on the person is told how many characters are left. */
const NEAR_END = 1_000;

/** As the person's own calendar has it. */
function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

export function WriteStep({ draft }: { readonly draft: Draft }) {
  const [problem, setProblem] = useState<'empty' | 'later' | null>(null);
  const [drawing, setDrawing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const left = MOST_TEXT - draft.text.length;
  const refuse = (found: 'empty' | 'later', field: string) => {
    setProblem(found);
    form.current?.querySelector<HTMLElement>(field)?.focus();
  };
  const go = (event: FormEvent) => {
    event.preventDefault();
    if (draft.text.trim() === '' && draft.photo === null) refuse('empty', 'textarea');
    else if (!draft.notSure && draft.occurredOn > today()) refuse('later', '#report-day');
    else setReport({ step: 'check' });
  };
  return (
    <StepFrame title={t('report.write.title')} step={3} onBack={() => setReport({ step: 'area' })}>
      <form ref={form} className="entries" autoComplete="off" noValidate onSubmit={go}>
        <div className="entry">
          <label htmlFor="report-words">{t('report.write.label')}</label>
          <p id="report-words-hint" className="quiet">
            {t('report.write.hint')}
          </p>
          <textarea
            id="report-words"
            className="field"
            dir="auto"
            rows={9}
            maxLength={MOST_TEXT}
            autoComplete="off"
            autoCorrect="off"
            spellCheck="false"
            data-gramm="false"
            data-lt-active="false"
            aria-describedby="report-words-hint report-words-problem"
            aria-invalid={problem === 'empty'}
            value={draft.text}
            onInput={(event) => {
              setDraft({ text: event.currentTarget.value });
              setProblem(null);
            }}
          />
          {left <= NEAR_END && <p className="quiet">{t('report.write.left', { left })}</p>}
          <p id="report-words-problem" role="alert" className="wrong">
            {problem === 'empty' ? t('report.write.empty') : ''}
          </p>
        </div>
        <DayField draft={draft} isLater={problem === 'later'} onChange={() => setProblem(null)} />
        <PhotoField photo={draft.photo} onBusy={setDrawing} />
        <label className="check">
          <input
            type="checkbox"
            autoComplete="off"
            checked={draft.wishesContact}
            onChange={(event) => setDraft({ wishesContact: event.currentTarget.checked })}
          />
          <span>{t('report.reply.label')}</span>
        </label>
        <div className="ways">
          <button type="submit" className="button main" disabled={drawing}>
            {t('report.next')}
          </button>
        </div>
      </form>
    </StepFrame>
  );
}

interface DayProps {
  readonly draft: Draft;
  readonly isLater: boolean;
  readonly onChange: () => void;
}

function DayField({ draft, isLater, onChange }: DayProps) {
  return (
    <div className="entry">
      <label htmlFor="report-day">{t('report.day.label')}</label>
      <input
        id="report-day"
        className="field day"
        type="date"
        autoComplete="off"
        max={today()}
        disabled={draft.notSure}
        aria-describedby="report-day-problem"
        aria-invalid={isLater}
        value={draft.notSure ? '' : draft.occurredOn}
        onInput={(event) => {
          setDraft({ occurredOn: event.currentTarget.value });
          onChange();
        }}
      />
      <p id="report-day-problem" role="alert" className="wrong">
        {isLater ? t('report.day.later') : ''}
      </p>
      <label className="check">
        <input
          type="checkbox"
          autoComplete="off"
          checked={draft.notSure}
          onChange={(event) => {
            setDraft({ notSure: event.currentTarget.checked });
            onChange();
          }}
        />
        <span>{t('report.day.notSure')}</span>
      </label>
    </div>
  );
}
