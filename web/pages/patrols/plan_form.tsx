// The form of a plan: where, from when, which teams, on which shift. Nobody chooses a visit, and there is no seed to choose.
import { type FormEvent, useLayoutEffect, useRef, useState } from 'react';
import { ApiProblem, type Session } from '../../api.ts';
import { createPlan, type PlanRequest, type Team } from '../../api_patrols.ts';
import { t } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { useKeyOf } from '../../state/idempotency.ts';
import { useAreas, usePatrols } from '../../state/queries.ts';
import { Choice } from '../../ui/choice.tsx';
import { Field, FormError } from '../../ui/field.tsx';
import { answerText } from '../problem_text.ts';
import { areasWithRoutes } from './area_routes.ts';
import { DayChecks, QUARTERS } from './day_checks.tsx';
import { useTeams } from './use_patrol_data.ts';

interface Props {
  readonly session: Session;
  readonly onClose: () => void;
  readonly onDrawn: () => Promise<void>;
}

const DAY_MS = 86_400_000;
const MOST_ROUTES = 100;
const dayAfter = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

export function PlanForm({ session, onClose, onDrawn }: Props) {
  const patrols = usePatrols(session);
  const areas = useAreas(session);
  const teams = useTeams(session);
  const places = areasWithRoutes(patrols.data ?? [], areas.data ?? []);
  const [area, setArea] = useState('');
  const [startsOn, setStartsOn] = useState(() => dayAfter(1));
  const [weeks, setWeeks] = useState('4');
  const [dosage, setDosage] = useState<'reports' | 'runs'>('reports');
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const [shift, setShift] = useState({ days: [1, 2, 3, 4, 5, 6], from: '06:00', until: '12:00' });
  const [fault, setFault] = useState('');
  const keyOf = useKeyOf();
  const { busy, problem, run } = useAction();
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => title.current?.focus(), []);
  const place = places.find(({ pcode }) => pcode === area) ?? places[0];
  const routeIds = (place?.routeIds ?? []).slice(0, MOST_ROUTES);
  const inArea = (teams.data ?? []).filter(({ areaPcode }) => areaPcode === null || areaPcode === place?.pcode);
  const offered = inArea.length > 0 ? inArea : (teams.data ?? []);
  const teamIds = chosen ?? offered.map(({ id }) => id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = faultOf({ routes: routeIds.length, teams: teamIds.length, ...shift });
    setFault(wrong);
    if (wrong !== '' || place === undefined) return;
    const request: PlanRequest = {
      ...{ areaPcode: place.pcode, startsOn, weeks: Number(weeks), dosage, routeIds },
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
      teams: teamIds.map((teamId) => ({ teamId, shifts: [shift] })),
    };
    const key = keyOf(request);
    void run(async () => {
      await createPlan(request, key);
      await onDrawn();
    });
  };
  const unasked = problem instanceof ApiProblem && problem.code === 'consultation_missing';
  return (
    <form className="office-card form" onSubmit={submit} noValidate aria-label={t('patrolPlan.new')}>
      <h2 ref={title} tabIndex={-1}>
        {t('patrolPlan.new')}
      </h2>
      <FormError>
        {fault !== '' && fault}
        {fault === '' && problem !== null && (
          <>
            {answerText(problem)} {unasked && <a href="/warning">{t('planForm.toWarning')}</a>}
          </>
        )}
      </FormError>
      <div className="form-row">
        <Choice
          label={t('patrolPlan.area')}
          value={place?.pcode ?? ''}
          options={places.map(({ pcode, name }) => [pcode, name])}
          hint={routeIds.length < 2 ? t('planForm.tooFew') : t('planForm.routes', { count: routeIds.length })}
          onChange={(next) => {
            setArea(next);
            setChosen(null);
          }}
        />
        <Field label={t('planForm.startsOn')}>
          {(wiring) => (
            <input
              {...wiring}
              type="date"
              value={startsOn}
              min={dayAfter(0)}
              max={dayAfter(60)}
              onChange={(event) => setStartsOn(event.currentTarget.value)}
            />
          )}
        </Field>
        <Choice
          label={t('planForm.weeks')}
          value={weeks}
          options={['1', '2', '4', '8'].map((one) => [one, one])}
          onChange={setWeeks}
        />
      </div>
      <Choice
        label={t('planForm.dosage')}
        value={dosage}
        options={(['reports', 'runs'] as const).map((one) => [one, t(`planForm.dosage.${one}`)])}
        onChange={setDosage}
      />
      <TeamChecks teams={offered} isRead={teams.data !== undefined} chosen={teamIds} onChosen={setChosen} />
      <DayChecks label={t('planForm.days')} days={shift.days} onDays={(days) => setShift({ ...shift, days })} />
      <div className="form-row">
        {(['from', 'until'] as const).map((end) => (
          <Choice
            key={end}
            label={t(`planForm.${end}`)}
            value={shift[end]}
            options={QUARTERS.map((one) => [one, one])}
            onChange={(time) => setShift({ ...shift, [end]: time })}
          />
        ))}
      </div>
      <div className="form-foot">
        <button type="submit" className="button" disabled={busy || routeIds.length < 2 || offered.length === 0}>
          {t(busy ? 'planForm.drawing' : 'planForm.draw')}
        </button>
        <button type="button" className="button button-quiet" onClick={onClose}>
          {t('office.cancel')}
        </button>
      </div>
    </form>
  );
}

interface TeamChecksProps {
  readonly teams: readonly Team[];
  readonly isRead: boolean;
  readonly chosen: readonly string[];
  readonly onChosen: (ids: readonly string[]) => void;
}

function TeamChecks({ teams, isRead, chosen, onChosen }: TeamChecksProps) {
  if (isRead && teams.length === 0) {
    return (
      <p className="field-hint">
        {t('planForm.noTeams')} <a href="/alerts">{t('duty.alerts')}</a>
      </p>
    );
  }
  return (
    <fieldset>
      <legend className="field-title">{t('planForm.teams')}</legend>
      <div className="checks">
        {teams.map(({ id, name }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={(event) =>
                onChosen(event.currentTarget.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
              }
            />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** '' = none. */
function faultOf(of: { routes: number; teams: number; days: readonly number[]; from: string; until: string }): string {
  if (of.routes < 2) return t('planForm.tooFew');
  if (of.teams === 0) return t('planForm.chooseTeam');
  if (of.days.length === 0) return t('planForm.chooseDay');
  return of.until > of.from ? '' : t('planForm.order');
}
