// Plans as wholes, and the visits of the own teams in the next 24 hours: never more than that on this page, nor in its memory
// once it is left.
import { useState } from 'react';
import type { Session } from '../../api.ts';
import { deletePlan, type PatrolPlan, renewMembers } from '../../api_patrols.ts';
import { dateText } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { useAreas } from '../../state/queries.ts';
import { FormError } from '../../ui/field.tsx';
import { type RecordColumn, RecordTable } from '../../ui/record_table.tsx';
import { Reading } from '../office/reading.tsx';
import { answerText } from '../problem_text.ts';
import { percentText } from './heat_classes.ts';
import { PlanForm } from './plan_form.tsx';
import { SlotList } from './slot_list.tsx';
import { usePlans, useReadAgain, useTeams } from './use_patrol_data.ts';

export function PlanPart({ session }: { session: Session }) {
  const [isDrawing, setDrawing] = useState(false);
  const plans = usePlans(session);
  const readAgain = useReadAgain(session);
  const mayDraw = session.permissions.patrol_plan?.includes('create') === true;
  return (
    <>
      <div className="office-bar">
        <p className="office-intro">{t('patrolPlan.intro')}</p>
        {mayDraw && !isDrawing && (
          <button type="button" className="button" onClick={() => setDrawing(true)}>
            {t('patrolPlan.new')}
          </button>
        )}
      </div>
      {isDrawing && (
        <PlanForm
          session={session}
          onClose={() => setDrawing(false)}
          onDrawn={async () => {
            await readAgain('patrol_plan');
            setDrawing(false);
          }}
        />
      )}
      <SlotList session={session} />
      <section className="office-section">
        <h2>{t('patrolPlan.list')}</h2>
        <Reading
          query={plans}
          empty={{
            when: (all) => all.length === 0,
            title: t('patrolPlan.empty'),
            hint: t('patrolPlan.emptyHint'),
          }}
        >
          {(all) => <Plans plans={all} session={session} onChanged={() => readAgain('patrol_plan')} />}
        </Reading>
      </section>
    </>
  );
}

interface PlansProps {
  readonly plans: readonly PatrolPlan[];
  readonly session: Session;
  readonly onChanged: () => Promise<void>;
}

function Plans({ plans, session, onChanged }: PlansProps) {
  const areas = useAreas(session);
  const teams = useTeams(session);
  const { busy, problem, run } = useAction();
  const [asked, setAsked] = useState<string | null>(null);
  const areaName = (pcode: string) =>
    areas.data?.find(({ properties }) => properties.pcode === pcode)?.properties.name ?? pcode;
  const teamName = (id: string) => teams.data?.find((team) => team.id === id)?.name ?? '–';
  const columns: RecordColumn<PatrolPlan>[] = [
    {
      id: 'area',
      title: t('patrolPlan.area'),
      cell: ({ areaPcode, startsOn, weeks }) => (
        <>
          {areaName(areaPcode)}
          <span className="quiet">{t('patrolPlan.weeksValue', { count: weeks, from: dateText(startsOn) })}</span>
        </>
      ),
    },
    { id: 'teams', title: t('patrolPlan.teams'), cell: ({ teamIds }) => teamIds.map(teamName).join(', ') },
    {
      id: 'met',
      title: t('patrolPlan.met'),
      numeric: true,
      cell: ({ figures }) => (figures.met === null ? '–' : `${percentText(figures.met)} %`),
    },
    {
      id: 'ratio',
      title: t('patrolPlan.ratio'),
      numeric: true,
      cell: ({ figures }) =>
        t('patrolBoard.ratioValue', { value: figures.ratio === null ? '–' : figures.ratio.toFixed(2) }),
    },
    { id: 'women', title: t('patrolPlan.women'), cell: ({ figures }) => womenText(figures) },
  ];
  const mayRemove = session.permissions.patrol_plan?.includes('delete') === true;
  return (
    <>
      <FormError>{problem !== null && answerText(problem)}</FormError>
      <RecordTable
        label={t('patrolPlan.list')}
        rows={plans}
        rowId={({ id }) => id}
        columns={columns}
        actions={(plan) => (
          <>
            {session.role === 'steward' && mayRemove && (
              <button
                type="button"
                className="link"
                disabled={busy}
                onClick={() => void run(() => renewMembers(plan).then(onChanged))}
              >
                {t('patrolPlan.renew')}
              </button>
            )}
            {mayRemove && (
              <button
                type="button"
                className="link"
                disabled={busy}
                onClick={() =>
                  asked === plan.id ? void run(() => deletePlan(plan).then(onChanged)) : setAsked(plan.id)
                }
              >
                {t(asked === plan.id ? 'patrolPlan.removeSure' : 'patrolPlan.remove')}
              </button>
            )}
          </>
        )}
      />
    </>
  );
}

function womenText({ women }: PatrolPlan['figures']): string {
  if (women.length === 0) return t('patrolPlan.womenNone');
  const sum = (of: 'covered' | 'occurrences') => women.reduce((all, one) => all + one[of], 0);
  return t('patrolPlan.womenValue', { covered: sum('covered'), occurrences: sum('occurrences') });
}
