// The calendar of women's routes: by day of the week and hour, as women's groups told it.
import { useState } from 'react';
import type { Session } from '../../api.ts';
import { deleteWomenRoute, type WomenRoute } from '../../api_patrols.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { useAreas } from '../../state/queries.ts';
import { FormError } from '../../ui/field.tsx';
import { Reading } from '../office/reading.tsx';
import { answerText } from '../problem_text.ts';
import { WEEK } from './day_checks.tsx';
import { useReadAgain, useWomenRoutes } from './use_patrol_data.ts';
import { WomenForm } from './women_form.tsx';

export function WomenPart({ session }: { session: Session }) {
  const [isAdding, setAdding] = useState(false);
  const routes = useWomenRoutes(session);
  const readAgain = useReadAgain(session);
  const mayWrite = session.permissions.patrol?.includes('create') === true;
  return (
    <>
      <div className="office-bar">
        <p className="office-intro">{t('womenRoute.intro')}</p>
        {mayWrite && !isAdding && (
          <button type="button" className="button" onClick={() => setAdding(true)}>
            {t('womenRoute.new')}
          </button>
        )}
      </div>
      {isAdding && (
        <WomenForm
          session={session}
          onClose={() => setAdding(false)}
          onSaved={async () => {
            await readAgain('patrol');
            setAdding(false);
          }}
        />
      )}
      <Reading
        query={routes}
        empty={{
          when: (all) => all.length === 0,
          title: t('womenRoute.empty'),
          hint: t('womenRoute.emptyHint'),
        }}
      >
        {(all) => <Calendar routes={all} session={session} mayWrite={mayWrite} onChanged={() => readAgain('patrol')} />}
      </Reading>
    </>
  );
}

interface CalendarProps {
  readonly routes: readonly WomenRoute[];
  readonly session: Session;
  readonly mayWrite: boolean;
  readonly onChanged: () => Promise<void>;
}

function Calendar({ routes, session, mayWrite, onChanged }: CalendarProps) {
  const areas = useAreas(session);
  const { busy, problem, run } = useAction();
  const [chosen, setChosen] = useState<string | null>(null);
  const areaName = (pcode: string) =>
    areas.data?.find(({ properties }) => properties.pcode === pcode)?.properties.name ?? pcode;
  const one = routes.find(({ id }) => id === chosen);
  return (
    <>
      <FormError>{problem !== null && answerText(problem)}</FormError>
      <ol className="women-week" aria-label={t('womenRoute.calendar')}>
        {WEEK.map((day) => {
          const onDay = routes.filter(({ days }) => days.includes(day)).sort((a, b) => (a.from < b.from ? -1 : 1));
          return (
            <li key={day}>
              <h3>{word('weekday', String(day))}</h3>
              {onDay.length === 0 && <p className="quiet">{t('womenRoute.free')}</p>}
              {onDay.map((route) => (
                <button
                  key={route.id}
                  type="button"
                  className={`women-route women-${route.kind}`}
                  aria-pressed={route.id === chosen}
                  onClick={() => setChosen(route.id === chosen ? null : route.id)}
                >
                  <span className="women-hours">
                    {route.from}–{route.until}
                  </span>
                  <strong>{word('womenKind', route.kind)}</strong>
                  <span>{areaName(route.areaPcode)}</span>
                </button>
              ))}
            </li>
          );
        })}
      </ol>
      {one !== undefined && (
        <div className="office-card women-chosen" role="status">
          <div>
            <h3>{one.name}</h3>
            <p className="quiet">
              {word('womenKind', one.kind)}, {areaName(one.areaPcode)}, {one.from}–{one.until},{' '}
              {one.days.map((day) => word('weekday', String(day))).join(', ')}
            </p>
          </div>
          {mayWrite && (
            <button
              type="button"
              className="button button-quiet"
              disabled={busy}
              onClick={() => void run(() => deleteWomenRoute(one).then(onChanged))}
            >
              {t('womenRoute.remove')}
            </button>
          )}
        </div>
      )}
    </>
  );
}
