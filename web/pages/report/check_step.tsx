// Before it is sent: what might tell who somebody is, found on the device and left to the person. Then the work, and the seal.
import { t } from '../../i18n/care/care_messages.ts';
import { makeReceipt } from '../../sealed/receipt.ts';
import type { Ground } from './ground.ts';
import { findIdentifying } from './identifying.ts';
import { type ReportState, reportSent, setReport } from './report_state.ts';
import { StepFrame } from './step_frame.tsx';
import { useWork, WorkState } from './work.tsx';

interface Props {
  readonly ground: Ground;
  readonly state: ReportState;
}

export function CheckStep({ ground, state: { draft, receipt, sending } }: Props) {
  const found = findIdentifying(draft.text);
  const work = useWork();
  const send = async () => {
    const digits = receipt ?? makeReceipt();
    const one = sending ?? ground.sealing.sendingOf(draft, digits);
    setReport({ receipt: digits, sending: one });
    if (await work.run((options) => one.attempt(options))) reportSent();
  };
  const busy = work.share !== null;
  return (
    <StepFrame title={t('report.check.title')} step={4} onBack={busy ? undefined : () => setReport({ step: 'write' })}>
      {found.length === 0 ? (
        draft.text.trim() !== '' && <p>{t('report.check.clear')}</p>
      ) : (
        <div className="notice warning">
          <h2>{t('report.check.found')}</h2>
          <ul className="found">
            {found.map(({ kind, excerpt }) => (
              <li key={excerpt}>
                <bdi>“{excerpt}”</bdi> <span>({t(`report.check.${kind}`)})</span>
              </li>
            ))}
          </ul>
          <p>{t('report.check.foundText')}</p>
        </div>
      )}
      {draft.photo !== null && <p>{t('report.check.photo')}</p>}
      <WorkState work={work} text={t('report.work')} failed={t('report.failed')} />
      {!busy && (
        <div className="ways">
          <button type="button" className="button main" onClick={() => void send()}>
            {t(
              work.problem !== null
                ? 'report.retry'
                : found.length === 0
                  ? 'report.check.send'
                  : 'report.check.sendAnyway',
            )}
          </button>
          <button type="button" className="button" onClick={() => setReport({ step: 'write' })}>
            {t('report.check.change')}
          </button>
        </div>
      )}
    </StepFrame>
  );
}
