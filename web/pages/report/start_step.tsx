// What happens to the words before any are typed: who reads them, when, what is kept, what may be passed on. Going on is the
// consent. Knows no word of a report.
import { currentLanguage, t } from '../../i18n/care/care_messages.ts';
import type { Ground } from './ground.ts';
import { setReport } from './report_state.ts';
import { StepFrame } from './step_frame.tsx';

/** The rule of the place in the person's language, else in English, else null. */
function dutyOf({ rules }: Ground): string | null {
  const words = rules?.mandatoryReporting ?? {};
  return words[currentLanguage()] || words.en || null;
}

export function StartStep({ ground, again }: { readonly ground: Ground; readonly again: boolean }) {
  const facts = [
    ['report.readers', t('report.readers.text', { keys: ground.keys })],
    ['report.duty', dutyOf(ground) ?? t('report.duty.unknown')],
    ['report.when', t('report.when.text')],
    ['report.kept', t('report.kept.text')],
    ['report.identify', t('report.identify.text')],
    ['report.device', t('report.device.text')],
    ['report.withdraw', t('report.withdraw.text')],
  ] as const;
  return (
    <StepFrame title={t('report.title')} step={1}>
      <p>{t('report.intro')}</p>
      {again ? (
        <p className="notice">{t('report.again')}</p>
      ) : (
        <div className="ways">
          <button type="button" className="button" onClick={() => setReport({ step: 'inbox' })}>
            {t('report.haveReceipt')}
          </button>
        </div>
      )}
      <div className="notice warning">
        <h2>{t('report.emergency')}</h2>
        <p>{t('report.emergency.text')}</p>
        <p>
          <a href="/find">{t('report.findHelp')}</a>
        </p>
      </div>
      {facts.map(([key, text]) => (
        <section key={key} className="fact">
          <h2>{t(key)}</h2>
          <p dir="auto">{text}</p>
        </section>
      ))}
      <p className="consent">{t('report.consent')}</p>
      <div className="ways">
        <button type="button" className="button main" onClick={() => setReport({ step: 'area' })}>
          {t('report.agree')}
        </button>
      </div>
    </StepFrame>
  );
}
