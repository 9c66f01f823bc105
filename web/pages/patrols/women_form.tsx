// A way of women for the calendar: where to, on which days and hours, and which patrol route runs along it.
import { type FormEvent, useLayoutEffect, useRef, useState } from 'react';
import { WOMEN_ROUTE_KINDS, type WomenRouteKind } from '../../../geodata/schema/women_route.ts';
import type { Session } from '../../api.ts';
import { createWomenRoute } from '../../api_patrols.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { useKeyOf } from '../../state/idempotency.ts';
import { useAreas, usePatrols } from '../../state/queries.ts';
import { Choice } from '../../ui/choice.tsx';
import { Field, FormError } from '../../ui/field.tsx';
import { answerText } from '../problem_text.ts';
import { areasWithRoutes } from './area_routes.ts';
import { DayChecks, QUARTERS } from './day_checks.tsx';

interface Props {
  readonly session: Session;
  readonly onClose: () => void;
  readonly onSaved: () => Promise<void>;
}

export function WomenForm({ session, onClose, onSaved }: Props) {
  const patrols = usePatrols(session);
  const areas = useAreas(session);
  const places = areasWithRoutes(patrols.data ?? [], areas.data ?? []);
  const [draft, setDraft] = useState({
    ...{ area: '', name: '', kind: 'market' as WomenRouteKind, patrol: '' },
    ...{ days: [] as number[], from: '07:00', until: '10:00' },
  });
  const [fault, setFault] = useState('');
  const keyOf = useKeyOf();
  const { busy, problem, run } = useAction();
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => title.current?.focus(), []);
  const set = (parts: Partial<typeof draft>) => setDraft({ ...draft, ...parts });
  const place = places.find(({ pcode }) => pcode === draft.area) ?? places[0];
  const along = (patrols.data ?? []).filter(({ properties }) => place?.routeIds.includes(properties.id));
  const patrol = along.find(({ properties }) => properties.id === draft.patrol) ?? along[0];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong =
      draft.name.trim() === ''
        ? t('patrolRoute.nameMissing')
        : draft.days.length === 0
          ? t('planForm.chooseDay')
          : draft.until > draft.from
            ? ''
            : t('planForm.order');
    setFault(wrong);
    if (wrong !== '' || place === undefined || patrol === undefined) return;
    const { name, kind, days, from, until } = draft;
    const input = { areaPcode: place.pcode, name, kind, days, from, until, patrolIds: [patrol.properties.id] };
    const key = keyOf(input);
    void run(async () => {
      await createWomenRoute(input, key);
      await onSaved();
    });
  };
  return (
    <form className="office-card form" onSubmit={submit} noValidate aria-label={t('womenRoute.new')}>
      <h2 ref={title} tabIndex={-1}>
        {t('womenRoute.new')}
      </h2>
      <FormError>{fault !== '' ? fault : problem !== null && answerText(problem)}</FormError>
      <div className="form-row">
        <Choice
          label={t('womenRoute.kind')}
          value={draft.kind}
          options={WOMEN_ROUTE_KINDS.map((one) => [one, word('womenKind', one)])}
          onChange={(kind) => set({ kind })}
        />
        <Field label={t('womenRoute.name')}>
          {(wiring) => (
            <input
              {...wiring}
              maxLength={100}
              autoComplete="off"
              value={draft.name}
              onChange={(event) => set({ name: event.currentTarget.value })}
            />
          )}
        </Field>
      </div>
      <div className="form-row">
        <Choice
          label={t('womenRoute.area')}
          value={place?.pcode ?? ''}
          options={places.map(({ pcode, name }) => [pcode, name])}
          onChange={(area) => set({ area, patrol: '' })}
        />
        <Choice
          label={t('womenRoute.patrol')}
          value={patrol?.properties.id ?? ''}
          options={along.map(({ properties }) => [properties.id, properties.name])}
          {...(patrol === undefined ? { hint: t('womenRoute.noPatrol') } : {})}
          onChange={(id) => set({ patrol: id })}
        />
      </div>
      <DayChecks label={t('womenRoute.days')} days={draft.days} onDays={(days) => set({ days })} />
      <div className="form-row">
        {(['from', 'until'] as const).map((end) => (
          <Choice
            key={end}
            label={t(`planForm.${end}`)}
            value={draft[end]}
            options={QUARTERS.map((one) => [one, one])}
            onChange={(time) => set({ [end]: time })}
          />
        ))}
      </div>
      <div className="form-foot">
        <button type="submit" className="button" disabled={busy || patrol === undefined}>
          {t('womenRoute.save')}
        </button>
        <button type="button" className="button button-quiet" onClick={onClose}>
          {t('office.cancel')}
        </button>
      </div>
    </form>
  );
}
