// Asks when it happened, in as rough words as somebody likes. The answer goes to memory alone.
import { type FormEvent, useId, useRef, useState } from 'react';
import { type CareKey, t } from '../../../i18n/care/care_messages.ts';
import {
  fieldText,
  type IncidentSpan,
  spanOfDay,
  spanOfHours,
  spanOfMoment,
  WHEN_DAYS,
  type WhenDay,
} from './incident_time.ts';

type WhenChoice = WhenDay | 'hours' | 'moment' | 'unknown';
const CHOICES: readonly WhenChoice[] = [...WHEN_DAYS, 'hours', 'moment', 'unknown'];

interface ClockWhenProps {
  readonly now: number;
  readonly timeZone: string;
  /** null = not known, or not to be told. */
  onAnswer(incident: IncidentSpan | null): void;
}

export function ClockWhen({ now, timeZone, onAnswer }: ClockWhenProps) {
  const id = useId();
  const [choice, setChoice] = useState<WhenChoice>('today');
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<CareKey | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const answer = (event: FormEvent) => {
    event.preventDefault();
    if (choice === 'unknown') return onAnswer(null);
    if (choice !== 'hours' && choice !== 'moment') return onAnswer(spanOfDay(choice, now, timeZone));
    const span = choice === 'hours' ? spanOfHours(typed, now) : spanOfMoment(typed, now, timeZone);
    if (span !== null) return onAnswer(span);
    setWrong(choice === 'hours' ? 'clock.invalid' : 'clock.invalidMoment');
    field.current?.focus();
  };
  const change = (next: WhenChoice) => {
    setChoice(next);
    setTyped(next === 'moment' ? fieldText(now, timeZone) : '');
    setWrong(null);
  };
  return (
    <form className="clock-when" onSubmit={answer} noValidate>
      <fieldset>
        <legend>{t('clock.ask')}</legend>
        <p className="quiet">{t('clock.why')}</p>
        <div className="picks">
          {CHOICES.map((one) => (
            <label key={one} className="pick">
              <input type="radio" name={id} checked={choice === one} onChange={() => change(one)} />
              {t(`clock.when.${one}`)}
            </label>
          ))}
        </div>
      </fieldset>
      {(choice === 'hours' || choice === 'moment') && (
        <div>
          <label htmlFor={`${id}-field`}>{t(`clock.${choice}`)}</label>
          <input
            id={`${id}-field`}
            ref={field}
            className="field"
            autoComplete="off"
            {...(choice === 'hours'
              ? { inputMode: 'decimal' }
              : { type: 'datetime-local', max: fieldText(now, timeZone) })}
            value={typed}
            aria-invalid={wrong !== null}
            aria-describedby={wrong === null ? undefined : `${id}-wrong`}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
      )}
      {wrong !== null && (
        <p id={`${id}-wrong`} className="notice warning">
          {t(wrong)}
        </p>
      )}
      <button type="submit" className="button main">
        {t('clock.show')}
      </button>
    </form>
  );
}
