// What is seen around: a day, and for each thing a choice of a few words. No field takes words, and no place is asked for.
import { type FormEvent, useState } from 'react';
import { type IndicatorKind, UNIT_OF } from '../../../geodata/schema/indicator_words.ts';
import { currentLanguage, localeOf, t } from '../../i18n/care/care_messages.ts';
import { StepHeading } from '../care/step_heading.tsx';
import { type Answers, tellableDays } from './watch_message.ts';

interface Props {
  readonly answers: Answers;
  readonly day: string;
  readonly onChange: (parts: { readonly answers?: Answers; readonly day?: string }) => void;
  readonly onNext: () => void;
}

const GROUPS = {
  women: [
    'women_absent_market',
    'women_absent_water',
    'women_absent_firewood',
    'girls_absent_school',
    'women_forbidden',
    'harassment_on_way',
  ],
  armed: ['armed_near', 'new_checkpoint', 'pillage'],
  signs: ['hostile_rhetoric', 'unusual_movement', 'goods_hoarded'],
} as const satisfies Record<string, readonly IndicatorKind[]>;

/** The last one of a count stands for itself and more. */
const VALUES = { scale: [0, 1, 2, 3, 4], yes_no: [0, 1], count: [0, 1, 2, 3, 4, 5] } as const;

export function SeenStep({ answers, day, onChange, onNext }: Props) {
  const [isEmpty, setIsEmpty] = useState(false);
  const days = new Intl.DateTimeFormat(localeOf(currentLanguage()), {
    ...{ weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' },
  });
  const choose = (kind: IndicatorKind, chosen: string) => {
    const { [kind]: _before, ...others } = answers;
    onChange({ answers: chosen === '' ? others : { ...others, [kind]: Number(chosen) } });
    setIsEmpty(false);
  };
  const go = (event: FormEvent) => {
    event.preventDefault();
    const nothing = Object.keys(answers).length === 0;
    setIsEmpty(nothing);
    if (!nothing) onNext();
  };
  return (
    <form className="step" autoComplete="off" noValidate onSubmit={go}>
      <StepHeading>{t('watch.title')}</StepHeading>
      <p className="notice warning">{t('watch.notNow')}</p>
      <p>{t('watch.intro')}</p>
      <div className="entry">
        <label htmlFor="watch-day">{t('watch.day')}</label>
        <select
          id="watch-day"
          className="field"
          value={day}
          onChange={(event) => onChange({ day: event.currentTarget.value })}
        >
          {tellableDays(new Date()).map((one) => (
            <option key={one} value={one}>
              {days.format(new Date(`${one}T00:00Z`))}
            </option>
          ))}
        </select>
      </div>
      {Object.entries(GROUPS).map(([group, kinds]) => (
        <fieldset key={group} className="watch-group">
          <legend>{t(`watch.group.${group as keyof typeof GROUPS}`)}</legend>
          {kinds.map((kind) => (
            <div key={kind} className="entry">
              <label htmlFor={`watch-${kind}`}>{t(`watch.kind.${kind}`)}</label>
              <select
                id={`watch-${kind}`}
                className="field"
                value={answers[kind] === undefined ? '' : String(answers[kind])}
                onChange={(event) => choose(kind, event.currentTarget.value)}
              >
                <option value="">{t('watch.unknown')}</option>
                {VALUES[UNIT_OF[kind]].map((value) => (
                  <option key={value} value={value}>
                    {t(`watch.${UNIT_OF[kind]}.${value}` as Parameters<typeof t>[0])}
                  </option>
                ))}
              </select>
            </div>
          ))}
        </fieldset>
      ))}
      <p role="alert" className="wrong">
        {isEmpty ? t('watch.empty') : ''}
      </p>
      <div className="ways">
        <button type="submit" className="button main">
          {t('watch.next')}
        </button>
      </div>
    </form>
  );
}
