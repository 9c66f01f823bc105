// Who can go to an alert, first arrival first, and why the others cannot.
import type { UseQueryResult } from '@tanstack/react-query';
import type { AlertDetail, NearestTeams as Nearest } from '../../api_alerts.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { FormError } from '../../ui/field.tsx';
import { Reading } from '../office/reading.tsx';
import { answerText } from '../problem_text.ts';
import { durationText } from './alert_facts.ts';

const MINUTE = 60_000;

interface Props {
  readonly query: UseQueryResult<Nearest>;
  readonly alert: AlertDetail;
  /** null = who looks sends nobody. */
  readonly give: ((teamId: string) => Promise<void>) | null;
}

export function NearestTeams({ query, alert, give }: Props) {
  const { busy, problem, run } = useAction();
  return (
    <section className="nearest">
      <h3>{t('nearest.title')}</h3>
      <Reading query={query}>
        {({ teams, leftOut, way, nextStep }) => (
          <>
            {teams.length === 0 ? (
              <p>
                <strong>{t('nearest.none')}.</strong> {nextStep}
              </p>
            ) : (
              <ol className="nearest-teams">
                {teams.map((team) => (
                  <li key={team.teamId}>
                    <span className="nearest-minutes">{durationText(team.minutes * MINUTE)}</span>
                    <span className="nearest-name">
                      {team.name}
                      <span className="quiet">{wayText(team)}</span>
                    </span>
                    {give !== null && team.teamId !== alert.teamId && (
                      <button
                        type="button"
                        className="button button-quiet"
                        aria-label={`${t('nearest.send')}: ${team.name}`}
                        disabled={busy}
                        onClick={() => void run(() => give(team.teamId))}
                      >
                        {t('nearest.send')}
                      </button>
                    )}
                  </li>
                ))}
              </ol>
            )}
            <p className="field-hint">{t(way === 'roads' ? 'nearest.roads' : 'nearest.straight')}</p>
            <FormError>{problem !== null && answerText(problem)}</FormError>
            {leftOut.length > 0 && (
              <details>
                <summary>{t('nearest.out')}</summary>
                <ul className="nearest-out">
                  {leftOut.map(({ teamId, name, reason }) => (
                    <li key={teamId}>
                      {name}: {word('leftOut', reason)}
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </>
        )}
      </Reading>
    </section>
  );
}

function wayText({ waitMinutes, travelMinutes, sure, access }: Nearest['teams'][number]): string {
  const travel = durationText(travelMinutes * MINUTE);
  const wait = durationText(waitMinutes * MINUTE);
  const way = waitMinutes > 0 ? t('nearest.wait', { wait, travel }) : t('nearest.travel', { travel });
  return [way, sure ? '' : t('nearest.unsure'), access.join(', ')].filter(Boolean).join(' · ');
}
