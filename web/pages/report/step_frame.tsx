// A step of /report: its heading takes the focus, so that a screen reader begins there, and a way back stands above it.
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { t } from '../../i18n/care/care_messages.ts';

interface Props {
  readonly title: string;
  readonly onBack?: (() => void) | undefined;
  /** Of the steps to a report; nothing where there is only one. */
  readonly step?: number;
  readonly children: ReactNode;
}

const STEPS = 4;

export function StepFrame({ title, onBack, step, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Before anything is painted, or a key that is pressed meanwhile would fall on nothing.
  useLayoutEffect(() => {
    heading.current?.focus();
    scrollTo(0, 0);
  }, []);
  return (
    <div className="step">
      {(onBack !== undefined || step !== undefined) && (
        <div className="step-top">
          {onBack !== undefined && (
            <button type="button" className="button plain" onClick={onBack}>
              {t('shell.back')}
            </button>
          )}
          {step !== undefined && <p className="quiet">{t('report.step', { step, steps: STEPS })}</p>}
        </div>
      )}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </div>
  );
}
