// The receipt, large, once. What was written is gone from memory when this is shown.
import { useEffect, useState } from 'react';
import { t } from '../../i18n/care/care_messages.ts';
import { groupsOf } from '../../sealed/receipt.ts';
import { clearReport } from './report_state.ts';
import { StepFrame } from './step_frame.tsx';

export function ReceiptStep({ receipt, again }: { readonly receipt: string; readonly again: boolean }) {
  if (again) {
    return (
      <StepFrame title={t('report.receipt.againTitle')}>
        <p>{t('report.receipt.againText')}</p>
        <div className="ways">
          <button type="button" className="button main" onClick={clearReport}>
            {t('report.receipt.clear')}
          </button>
        </div>
      </StepFrame>
    );
  }
  return (
    <StepFrame title={t('report.receipt.title')}>
      <h2 className="unseen">{t('report.receipt.label')}</h2>
      <p className="receipt" dir="ltr">
        {groupsOf(receipt).join(' ')}
      </p>
      <p>
        <strong>{t('report.receipt.only')}</strong>
      </p>
      <p>{t('report.receipt.keep')}</p>
      <p>{t('report.receipt.when')}</p>
      <Ways receipt={receipt} />
    </StepFrame>
  );
}

function Ways({ receipt }: { readonly receipt: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(groupsOf(receipt).join(' '));
    setCopied(true);
  };
  useEffect(() => {
    // On paper there is nothing but the digits: not even a word of what they are for.
    document.documentElement.classList.add('prints-receipt');
    return () => document.documentElement.classList.remove('prints-receipt');
  }, []);
  return (
    <>
      <div className="ways">
        <button type="button" className="button" onClick={() => void copy()}>
          {t('report.receipt.copy')}
        </button>
        <button type="button" className="button" onClick={() => print()}>
          {t('report.receipt.print')}
        </button>
      </div>
      <p role="status">{copied ? t('report.receipt.copied') : ''}</p>
      <div className="ways">
        <button type="button" className="button main" onClick={clearReport}>
          {t('report.receipt.done')}
        </button>
      </div>
    </>
  );
}
