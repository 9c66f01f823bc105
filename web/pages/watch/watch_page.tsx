// /watch: what is seen around, then the code, then it is sent. All of it lives in this page alone and ends with it: the code is
// typed each time, and a message that finds no network waits as long as the page is open.
import { useState } from 'react';
import { t, useLanguage } from '../../i18n/care/care_messages.ts';
import { StepHeading } from '../care/step_heading.tsx';
import { CodeStep } from './code_step.tsx';
import { SeenStep } from './seen_step.tsx';
import { type Answers, tellableDays } from './watch_message.ts';

/** Browsers let a page work out the puzzles over https (or on the machine itself) and nowhere else. */
const canSend = (): boolean => globalThis.crypto?.subtle !== undefined;

interface Draft {
  readonly answers: Answers;
  readonly day: string;
}
const empty = (): Draft => ({ answers: {}, day: tellableDays(new Date())[0] ?? '' });

export function WatchPage() {
  useLanguage();
  const [step, setStep] = useState<'seen' | 'code' | 'taken'>('seen');
  const [draft, setDraft] = useState(empty);
  if (!canSend()) {
    return (
      <div className="step">
        <StepHeading>{t('watch.title')}</StepHeading>
        <p>{t('watch.insecure')}</p>
      </div>
    );
  }
  if (step === 'seen')
    return (
      <SeenStep
        {...draft}
        onChange={(parts) => setDraft((before) => ({ ...before, ...parts }))}
        onNext={() => setStep('code')}
      />
    );
  if (step === 'code')
    return (
      <CodeStep
        {...draft}
        onBack={() => setStep('seen')}
        onTaken={() => {
          setDraft(empty());
          setStep('taken');
        }}
      />
    );
  return (
    <div className="step">
      <StepHeading>{t('watch.taken')}</StepHeading>
      <p>{t('watch.taken.when')}</p>
      <p>{t('watch.taken.code')}</p>
      <div className="ways">
        <button type="button" className="button" onClick={() => setStep('seen')}>
          {t('watch.another')}
        </button>
      </div>
    </div>
  );
}
