// The board: what patrols covered in the last weeks, what it cost, what was found, and apart from it what was reported.
import { useState } from 'react';
import type { Session } from '../../api.ts';
import type { PatrolFigures, PatrolPlan } from '../../api_patrols.ts';
import { dateText, wholeNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { Choice } from '../../ui/choice.tsx';
import { Reading } from '../office/reading.tsx';
import { DosageTable } from './dosage_table.tsx';
import { percentText } from './heat_classes.ts';
import { HeatTable } from './heat_table.tsx';
import { useFigures, usePlans } from './use_patrol_data.ts';

const PERIODS = ['4', '8', '26'] as const;
const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

export function PatrolBoard({ session }: { session: Session }) {
  const [weeks, setWeeks] = useState<(typeof PERIODS)[number]>('8');
  const plans = usePlans(session);
  const newest = newestOf(plans.data ?? []);
  const [chosenZone, setZone] = useState<string | null>(null);
  // The clock of the place, as the newest plan has it; without one that of who looks.
  const zone = chosenZone ?? newest?.timeZone ?? ownZone();
  const zones = [
    ...new Set([zone, ...(plans.data ?? []).map((plan) => plan.timeZone), 'Africa/Lagos', ownZone(), 'UTC']),
  ];
  const figures = useFigures(session, { weeks: Number(weeks), timeZone: zone });
  return (
    <>
      <div className="office-bar">
        <p className="office-intro" role="status">
          {figures.data === undefined
            ? ''
            : t('patrols.period', {
                from: dateText(figures.data.from),
                until: dateText(new Date(Date.parse(figures.data.until) - 1).toISOString()),
                zone: figures.data.timeZone,
              })}
        </p>
        <div className="patrol-filter">
          <Choice
            label={t('patrols.weeks')}
            value={weeks}
            options={PERIODS.map((one) => [one, t('patrols.weeksOf', { count: Number(one) })])}
            onChange={setWeeks}
          />
          <Choice label={t('patrols.clock')} value={zone} options={zones.map((one) => [one, one])} onChange={setZone} />
        </div>
      </div>
      <Reading
        query={figures}
        empty={{ when: ({ routes }) => routes.length === 0, title: t('patrols.none'), hint: t('patrols.noneHint') }}
      >
        {(known) => (
          <>
            <Headline figures={known} plan={newest} />
            <section className="office-section">
              <div>
                <h2>{t('patrolBoard.heat')}</h2>
                <p className="office-intro">{t('patrolBoard.heatHint')}</p>
              </div>
              <HeatTable byHour={known.byHour} />
            </section>
            <section className="office-section">
              <div>
                <h2>{t('patrolBoard.dosage')}</h2>
                <p className="office-intro">{t('patrolBoard.dosageHint')}</p>
              </div>
              <DosageTable routes={known.routes} />
            </section>
          </>
        )}
      </Reading>
    </>
  );
}

const newestOf = (plans: readonly PatrolPlan[]): PatrolPlan | null =>
  plans.toSorted((a, b) => (a.startsOn < b.startsOn ? 1 : -1))[0] ?? null;

const one = (value: number): string => value.toFixed(1);

function Headline({ figures, plan }: { figures: PatrolFigures; plan: PatrolPlan | null }) {
  const { share, foundPer100Hours: rate } = figures;
  return (
    <dl className="patrol-headline">
      <Figure
        name={t('patrolBoard.share')}
        value={share === null ? '–' : `${percentText(share)} %`}
        notes={[
          t('patrolBoard.shareHint', { cells: wholeNumber(figures.cells) }),
          t('patrolBoard.missed', { count: figures.cellsNotReached }),
        ]}
      />
      <Figure
        name={t('patrolBoard.effort')}
        value={t('patrolBoard.effortValue', { hours: wholeNumber(figures.hours) })}
        notes={[t('patrolBoard.effortHint', { count: figures.runs, km: wholeNumber(figures.kilometers) })]}
      />
      <Figure
        name={t('patrolBoard.reported')}
        value={wholeNumber(figures.reported)}
        notes={[t('patrolBoard.reportedHint')]}
      />
      <Figure
        name={t('patrolBoard.found')}
        value={wholeNumber(figures.found)}
        notes={[
          ...(rate === null
            ? []
            : [t('patrolBoard.foundRate', { value: one(rate.value), lower: one(rate.lower), upper: one(rate.upper) })]),
          t('patrolBoard.foundHint'),
        ]}
      />
      <Figure
        name={t('patrolBoard.ratio')}
        value={
          plan === null
            ? t('patrolBoard.ratioNone')
            : t('patrolBoard.ratioValue', { value: plan.figures.ratio === null ? '–' : plan.figures.ratio.toFixed(2) })
        }
        notes={[
          plan === null
            ? t('patrolBoard.ratioNoneHint')
            : t('patrolBoard.ratioHint', { from: dateText(plan.startsOn) }),
        ]}
      />
    </dl>
  );
}

function Figure({ name, value, notes }: { name: string; value: string; notes: readonly string[] }) {
  return (
    <div className="patrol-figure">
      <dt>{name}</dt>
      <dd>
        <strong>{value}</strong>
        {notes.map((note) => (
          <span key={note}>{note}</span>
        ))}
      </dd>
    </div>
  );
}
