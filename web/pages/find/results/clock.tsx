// What still helps, and until when: first the rules on telling and on police reports, then the question, then one row for each
// kind of care. Until somebody opens it, it asks nothing.
import { useId, useLayoutEffect, useRef, useState } from 'react';
import type { Directory } from '../../../../geodata/schema/pack.ts';
import { t } from '../../../i18n/care/care_messages.ts';
import type { ClockRow } from './answer.ts';
import { ClockRows } from './clock_rows.tsx';
import { ClockWhen } from './clock_when.tsx';
import type { LineContext } from './entry_lines.ts';
import { RulesFirst } from './rules_first.tsx';
import { SignIcon } from './sign_icon.tsx';
import { setVisit, useVisit } from './visit_state.ts';
import './clock.css';

interface ClockProps {
  readonly directory: Directory;
  readonly rows: readonly ClockRow[];
  readonly context: LineContext;
  readonly onShow: (serviceId: string) => void;
}

export function Clock({ directory, rows, context, onShow }: ClockProps) {
  const id = useId();
  const { asked } = useVisit();
  const [isOpen, setOpen] = useState(asked !== 'not-yet');
  const heading = useRef<HTMLHeadingElement>(null);
  const wasAsked = useRef(asked);
  const wasOpen = useRef(isOpen);
  // What opens or is answered takes the place of what had the focus, which goes to where it begins.
  useLayoutEffect(() => {
    if (wasOpen.current !== isOpen || wasAsked.current !== asked) heading.current?.focus();
    wasOpen.current = isOpen;
    wasAsked.current = asked;
  }, [isOpen, asked]);
  if (!isOpen) {
    return (
      <button type="button" className="clock-open" aria-expanded={false} onClick={() => setOpen(true)}>
        <SignIcon sign="perhaps" />
        {t('clock.title')}
      </button>
    );
  }
  return (
    <section className="clock" aria-labelledby={id}>
      <h2 id={id} ref={heading} tabIndex={-1}>
        {t('clock.title')}
      </h2>
      <RulesFirst rules={directory.rules} language={context.language} />
      {asked !== 'answered' && (
        <ClockWhen
          now={context.now}
          timeZone={context.timeZone}
          onAnswer={(incident) => setVisit({ incident, asked: 'answered' })}
        />
      )}
      {asked === 'answered' && (
        <>
          <ClockRows directory={directory} rows={rows} context={context} onShow={onShow} />
          <p>{t('clock.anyHour')}</p>
          <button type="button" className="button" onClick={() => setVisit({ asked: 'again' })}>
            {t('clock.change')}
          </button>
        </>
      )}
    </section>
  );
}
