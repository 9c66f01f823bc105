// One alert: what it is, its one next step, saying why not beside it, who can go, and the log from which all of this follows.
import { useLayoutEffect, useRef } from 'react';
import type { Session } from '../../api.ts';
import type { AlertDetail } from '../../api_alerts.ts';
import { timeText } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Reading } from '../office/reading.tsx';
import { clockText, durationText, endText, isLate, ownerText, waitingFor } from './alert_facts.ts';
import { AlertLog } from './alert_log.tsx';
import { SeverityMark } from './alert_row.tsx';
import { NearestTeams } from './nearest_teams.tsx';
import { NextStep } from './next_step.tsx';
import { useAct, useAlert, useNearestTeams } from './use_alerts.ts';

interface Props {
  readonly session: Session;
  readonly id: string;
  readonly now: number;
  readonly onClose: () => void;
}

export function AlertPanel({ session, id, now, onClose }: Props) {
  const alert = useAlert(session, id);
  return (
    <div className="alert-panel">
      <button type="button" className="link narrow-only" onClick={onClose}>
        {t('alerts.back')}
      </button>
      <Reading query={alert}>{(found) => <Found session={session} alert={found} now={now} />}</Reading>
    </div>
  );
}

function Found({ session, alert, now }: { session: Session; alert: AlertDetail; now: number }) {
  const act = useAct(session);
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => title.current?.focus(), []);
  const mayAct = session.permissions.alert?.includes('change') === true;
  const wantsTeam = alert.state === 'verified' || alert.state === 'assigned' || alert.state === 'responding';
  const nearest = useNearestTeams(session, alert.id, wantsTeam);
  const give = (teamId: string) => act(alert, { action: 'assign', teamId, accountId: null });
  return (
    <>
      <header className="alert-head">
        <SeverityMark severity={alert.severity} />
        <div>
          <h2 ref={title} tabIndex={-1}>
            {word('alertKind', alert.kind)}
          </h2>
          <p className="quiet">{[alert.areaName ?? t('alert.noArea'), word('alertState', alert.state)].join(' · ')}</p>
        </div>
        <Standing alert={alert} now={now} />
      </header>
      {mayAct && <NextStep key={alert.version} alert={alert} nearest={nearest.data ?? null} act={act} />}
      <Facts>
        <Fact name={t('alert.owner')}>{ownerText(alert, session.accountId)}</Fact>
        <Fact name={t('alert.raisedBy')}>
          {word('raisedBy', alert.raisedBy)}, {timeText(alert.raisedAt)}
        </Fact>
        {alert.etaAt !== null && alert.arrivedAt === null && (
          <Fact name={t('alert.eta')}>
            {t(Date.parse(alert.etaAt) > now ? 'alert.etaAt' : 'alert.etaPast', {
              time: timeText(alert.etaAt),
              left: durationText(Date.parse(alert.etaAt) - now),
              late: durationText(Date.parse(alert.etaAt) - now),
            })}
          </Fact>
        )}
        {alert.state === 'closed' && <Fact name={t('alert.ended')}>{endText(alert)}</Fact>}
      </Facts>
      {wantsTeam && <NearestTeams query={nearest} alert={alert} give={mayAct ? give : null} />}
      <AlertLog alert={alert} session={session} act={mayAct ? act : null} />
    </>
  );
}

function Standing({ alert, now }: { alert: AlertDetail; now: number }) {
  const waiting = waitingFor(alert);
  if (waiting === null) return null;
  const to = alert.escalatedToRole === null ? t('alert.escalatedAccount') : word('told', alert.escalatedToRole);
  return (
    <p className={isLate(alert, now) ? 'alert-standing alert-standing-late' : 'alert-standing'}>
      <strong>{clockText(alert, now)}</strong>
      <span>{t('alert.waits', { what: word('waiting', waiting) })}</span>
      {alert.escalated && <span>{t('alert.escalated', { to })}</span>}
    </p>
  );
}
