// The log of an alert: every event in order, each by whom and how long after it was raised; and one word that may be added.
import { useState } from 'react';
import { NOTE_WORDS, type NoteWord } from '../../../geodata/schema/alert_words.ts';
import type { Session } from '../../api.ts';
import type { AlertDetail } from '../../api_alerts.ts';
import { timeText } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { useAction } from '../../state/action.ts';
import { Choice } from '../../ui/choice.tsx';
import { FormError } from '../../ui/field.tsx';
import { answerText } from '../problem_text.ts';
import { durationText, endText } from './alert_facts.ts';
import type { Act } from './next_step.tsx';
import { useTeams } from './use_alerts.ts';

type Event = AlertDetail['events'][number];

interface Props {
  readonly alert: AlertDetail;
  readonly session: Session;
  /** null = who looks adds nothing. */
  readonly act: Act | null;
}

export function AlertLog({ alert, session, act }: Props) {
  const teams = useTeams(session);
  const nameOf = (id: string | null) => teams.data?.find((team) => team.id === id)?.name ?? null;
  return (
    <section className="alert-log">
      <h3>{t('log.title')}</h3>
      <ol>
        {alert.events.map((event) => (
          <li key={event.seq} className={event.verb === 'escalate' ? 'log-escalated' : ''}>
            <span className="log-what">
              {eventText(event, nameOf(event.teamId), session.accountId)}
              {event.etaMinutes !== null && `, ${t('log.eta', { minutes: event.etaMinutes })}`}
            </span>
            <span className="quiet">
              {[timeText(event.at), byText(event, session.accountId), afterText(event, alert)]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ol>
      {act !== null && <AddNote key={alert.version} alert={alert} act={act} />}
    </section>
  );
}

function eventText(event: Event, team: string | null, accountId: string | null): string {
  const account = event.ownerAccountId === accountId ? t('log.you') : t('alert.escalatedAccount');
  switch (event.verb) {
    case 'assign':
      return t('log.assign', { to: team ?? account });
    case 'close':
      return `${t('log.close')}: ${endText(event)}`;
    case 'note':
      return t('log.note', { word: event.word === null ? '' : word('noteWord', event.word) });
    case 'escalate':
      return t('log.escalate', {
        what: event.step === null ? '' : word('figureStep', event.step),
        to: event.escalatedToRole === null ? t('alert.escalatedAccount') : word('told', event.escalatedToRole),
      });
    default:
      return t(`log.${event.verb}`);
  }
}

function byText(event: Event, accountId: string | null): string {
  if (event.role === 'server') return t('log.byRole', { who: t('log.server') });
  if (accountId !== null && event.accountId === accountId) return t('log.byRole', { who: t('log.you') });
  return t('log.byRole', { who: word('role', event.role).toLowerCase() });
}

const afterText = ({ at, seq }: Event, { raisedAt }: AlertDetail): string =>
  seq === 1 ? '' : t('log.took', { time: durationText(Date.parse(at) - Date.parse(raisedAt)) });

function AddNote({ alert, act }: { alert: AlertDetail; act: Act }) {
  const [chosen, setChosen] = useState<NoteWord>(NOTE_WORDS[0]);
  const { busy, problem, run } = useAction();
  return (
    <div className="add-note">
      <Choice
        label={t('act.note')}
        value={chosen}
        options={NOTE_WORDS.map((one) => [one, word('noteWord', one)])}
        onChange={setChosen}
      />
      <button
        type="button"
        className="button button-quiet"
        disabled={busy}
        onClick={() => void run(() => act(alert, { action: 'note', word: chosen }))}
      >
        {t('act.noteAdd')}
      </button>
      <FormError>{problem !== null && answerText(problem)}</FormError>
    </div>
  );
}
