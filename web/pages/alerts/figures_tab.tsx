// How many alerts ended in a response and how long each step took, as the server recomputes it from the log.
import { useState } from 'react';
import type { Session } from '../../api.ts';
import type { AlertFigures } from '../../api_alerts.ts';
import { percent, timeText } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { RecordTable } from '../../ui/record_table.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Reading } from '../office/reading.tsx';
import { secondsText } from './alert_facts.ts';
import { useFigures } from './use_alerts.ts';

const DAYS = [7, 30, 90, 365] as const;
const DAY_MS = 86_400_000;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

export function FiguresTab({ session }: { session: Session }) {
  const [days, setDays] = useState<number>(30);
  const today = Date.now();
  const figures = useFigures(session, { from: dayOf(today - (days - 1) * DAY_MS), to: dayOf(today) });
  return (
    <section className="office-section">
      <Segmented
        label={t('figures.days')}
        showLabel
        value={days}
        options={DAYS.map((value) => ({ value, text: t('figures.day', { days: value }) }))}
        onChange={setDays}
      />
      <Reading query={figures}>{(found) => <Figures figures={found} />}</Reading>
    </section>
  );
}

const COUNTS = ['raised', 'responded', 'notConfirmed', 'noResponse', 'openInTime', 'openLate', 'escalated'] as const;

function Figures({ figures }: { figures: AlertFigures }) {
  const { responseRate: rate, responseRateLower: lower, responseRateUpper: upper } = figures;
  const due = figures.responded + figures.noResponse + figures.openLate;
  return (
    <>
      <div className="figure-heads">
        <div className="figure-rate">
          <p className="quiet">{t('figures.rate')}</p>
          <p className="figure-big">{rate === null ? t('figures.none') : percent(rate)}</p>
          <p className="quiet">
            {rate === null
              ? t('figures.rateNone')
              : t('figures.rateHint', { of: due, lower: percent(lower ?? 0), upper: percent(upper ?? 1) })}
          </p>
        </div>
        <dl className="figure-counts">
          {COUNTS.map((name) => (
            <div key={name}>
              <dt>{t(`figures.${name}`)}</dt>
              <dd>{figures[name]}</dd>
            </div>
          ))}
        </dl>
      </div>
      <RecordTable
        label={t('figures.table')}
        rows={figures.steps}
        rowId={({ step }) => step}
        columns={[
          { id: 'step', title: t('figures.step'), cell: ({ step }) => word('figureStep', step) },
          { id: 'done', title: t('figures.done'), numeric: true, cell: ({ done }) => done },
          { id: 'waiting', title: t('figures.waiting'), numeric: true, cell: ({ waiting }) => waiting },
          {
            id: 'within',
            title: t('figures.within'),
            numeric: true,
            cell: ({ withinLimit, done }) =>
              withinLimit === null ? t('figures.none') : t('figures.withinOf', { within: withinLimit, done }),
          },
          {
            id: 'median',
            title: t('figures.median'),
            numeric: true,
            cell: ({ medianSeconds }) => secondsText(medianSeconds),
          },
          { id: 'p90', title: t('figures.p90'), numeric: true, cell: ({ p90Seconds }) => secondsText(p90Seconds) },
        ]}
      />
      <p className="field-hint">
        {t('figures.caveat')} {t('alerts.asOf', { time: timeText(figures.asOf) })}
      </p>
    </>
  );
}
