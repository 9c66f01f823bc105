// The day on which a reporting point closed, or opened again. It is what tells silence from calm, so the day counts.
import { useState } from 'react';
import { changeReportingPoint, type ReportingPoint } from '../../api_hotspots.ts';
import { t } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Field, FormError } from '../../ui/field.tsx';
import { answerText } from '../problem_text.ts';

interface Props {
  readonly point: ReportingPoint;
  readonly onDone: () => Promise<void>;
  readonly onCancel: () => void;
}

export function PointState({ point, onDone, onCancel }: Props) {
  const today = new Date().toISOString().slice(0, 10);
  const [day, setDay] = useState(today);
  const { busy, problem, run } = useAction();
  const last = point.openPeriods.at(-1);
  const isOpen = last !== undefined && last.until === null;
  const openPeriods = isOpen
    ? [...point.openPeriods.slice(0, -1), { from: last.from, until: day }]
    : [...point.openPeriods, { from: day, until: null }];
  return (
    <form
      className="office-card office-form"
      onSubmit={(event) => {
        event.preventDefault();
        void run(async () => {
          await changeReportingPoint(point, { openPeriods });
          await onDone();
        });
      }}
    >
      <Field label={t(isOpen ? 'hot.points.lastDay' : 'hot.points.firstDay')}>
        {(wiring) => (
          <input
            {...wiring}
            type="date"
            required
            max={today}
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
        )}
      </Field>
      <FormError>{problem !== null && answerText(problem)}</FormError>
      <div className="hot-buttons">
        <button type="submit" className="button" disabled={busy}>
          {t('hot.points.save')}
        </button>
        <button type="button" className="link" onClick={onCancel}>
          {t('hot.points.cancel')}
        </button>
      </div>
    </form>
  );
}
