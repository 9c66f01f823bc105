// /report: one page and one address for all its steps. Loads what it stands on, and says where reports are not possible.
import { useCallback, useEffect, useState } from 'react';
import { CareProblem } from '../../api_care.ts';
import { t, useLanguage } from '../../i18n/care/care_messages.ts';
import { AreaStep } from './area_step.tsx';
import { CheckStep } from './check_step.tsx';
import { loadGround } from './ground.ts';
import { InboxStep } from './inbox_step.tsx';
import { ReceiptStep } from './receipt_step.tsx';
import { setReport, useReport } from './report_state.ts';
import { StartStep } from './start_step.tsx';
import { StepFrame } from './step_frame.tsx';
import { WriteStep } from './write_step.tsx';

/** Browsers seal over https (or on the machine itself) and nowhere else. */
const canSeal = (): boolean => globalThis.crypto?.subtle !== undefined;

export function ReportPage() {
  useLanguage();
  const state = useReport();
  const { ground, step, draft, receipt, again, replies, region } = state;
  const { problem, retry } = useGround();
  if (!canSeal()) return <Impossible of="insecure" />;
  if (ground === null) return <Loading problem={problem} onRetry={retry} />;
  if (ground.keys === 0) return <Impossible of="none" />;
  switch (step) {
    case 'start':
      return <StartStep ground={ground} again={again} />;
    case 'area':
      return <AreaStep ground={ground} region={region} picked={draft.area} />;
    case 'write':
      return <WriteStep draft={draft} />;
    case 'check':
      return <CheckStep ground={ground} state={state} />;
    case 'receipt':
      return <ReceiptStep receipt={receipt ?? ''} again={again} />;
    case 'inbox':
      return <InboxStep ground={ground} replies={replies} />;
  }
}

function useGround() {
  const [problem, setProblem] = useState<unknown>(null);
  const load = useCallback(() => {
    setProblem(null);
    loadGround().then((ground) => setReport({ ground }), setProblem);
  }, []);
  useEffect(load, [load]);
  return { problem, retry: load };
}

function Loading({ problem, onRetry }: { readonly problem: unknown; readonly onRetry: () => void }) {
  // Code that did not come is the network as well.
  const isNetwork = !(problem instanceof CareProblem) || problem.code === 'offline';
  return (
    <StepFrame title={t('report.title')}>
      <p role="status">{problem === null ? t('report.loading') : ''}</p>
      <div role="alert" className={problem === null ? '' : 'notice warning'}>
        {problem !== null && (
          <>
            <p>{t(isNetwork ? 'report.start.offline' : 'report.start.failed')}</p>
            <button type="button" className="button" onClick={onRetry}>
              {t('report.retry')}
            </button>
          </>
        )}
      </div>
    </StepFrame>
  );
}

function Impossible({ of }: { readonly of: 'none' | 'insecure' }) {
  return (
    <StepFrame title={t(`report.${of}.title`)}>
      <p>{t(`report.${of}.text`)}</p>
      <p>
        <a className="button main" href="/find">
          {t('report.findHelp')}
        </a>
      </p>
    </StepFrame>
  );
}
