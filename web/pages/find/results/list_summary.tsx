// What the list answers: which help, from where, how and when somebody travels; all of it can be changed in place.
import { useId, useState } from 'react';
import type { NeedGroupId } from '../../../../geodata/analysis/reach/clinical_needs.ts';
import { type CareKey, t } from '../../../i18n/care/care_messages.ts';
import { StepHeading } from '../../care/step_heading.tsx';
import { type StartPlace, setFind } from '../find_state.ts';
import type { LineContext } from './entry_lines.ts';
import { fieldText, localMoment } from './incident_time.ts';
import { clockText, momentText } from './place_time.ts';
import { setVisit } from './visit_state.ts';

interface ListSummaryProps {
  readonly group: NeedGroupId;
  readonly place: StartPlace;
  readonly mode: 'walk' | 'vehicle';
  /** null = now. */
  readonly departure: number | null;
  readonly context: LineContext;
}

export function ListSummary({ group, place, mode, departure, context }: ListSummaryProps) {
  const { now, timeZone, language } = context;
  const leaving =
    departure === null
      ? t('list.now', { time: clockText(now, timeZone, language) })
      : momentText({ ms: departure, timeZone, now, language });
  return (
    <header className="list-summary">
      <StepHeading>{t(`group.${group}`)}</StepHeading>
      <details className="leaving">
        <summary>
          {t('list.from', { place: place.label })} · {t('list.leaving', { time: leaving })}
        </summary>
        <LeaveTime key={departure} departure={departure} context={context} />
      </details>
      <Modes mode={mode} />
    </header>
  );
}

function Modes({ mode }: Pick<ListSummaryProps, 'mode'>) {
  const id = useId();
  return (
    <fieldset className="two-ways">
      <legend className="unseen">{t('list.mode')}</legend>
      {(['walk', 'vehicle'] as const).map((one) => (
        <label key={one}>
          <input type="radio" name={id} checked={mode === one} onChange={() => setFind({ mode: one })} />
          <span>{t(`list.${one}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function LeaveTime({ departure, context }: Pick<ListSummaryProps, 'departure' | 'context'>) {
  const id = useId();
  const { now, timeZone } = context;
  const [typed, setTyped] = useState(fieldText(departure ?? now, timeZone));
  const [wrong, setWrong] = useState<CareKey | null>(null);
  const use = () => {
    const at = localMoment(typed, timeZone);
    // The minute that is running is now.
    if (at === null || at < now - 60_000) setWrong('list.leavePast');
    else setVisit({ departure: at });
  };
  return (
    <div className="leave-time">
      <label htmlFor={id}>{t('list.leaveLabel')}</label>
      <input
        id={id}
        className="field"
        type="datetime-local"
        value={typed}
        min={fieldText(now, timeZone)}
        aria-invalid={wrong !== null}
        aria-describedby={wrong === null ? undefined : `${id}-wrong`}
        onChange={(event) => {
          setTyped(event.target.value);
          setWrong(null);
        }}
      />
      {wrong !== null && (
        <p id={`${id}-wrong`} className="notice warning">
          {t(wrong)}
        </p>
      )}
      <div className="row">
        <button type="button" className="button" onClick={use}>
          {t('list.leaveUse')}
        </button>
        {departure !== null && (
          <button type="button" className="button" onClick={() => setVisit({ departure: null })}>
            {t('list.leaveNow')}
          </button>
        )}
      </div>
    </div>
  );
}
