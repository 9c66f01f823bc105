// One alert in the ledger: its severity as a form, what it is, its clock, and who must act.
import type { Alert } from '../../api_alerts.ts';
import { t, word } from '../../i18n/messages.ts';
import { Chip } from '../../ui/facts.tsx';
import { clockText, durationText, endText, isLate, ownerText, waitingFor } from './alert_facts.ts';

interface Props {
  readonly alert: Alert;
  readonly now: number;
  readonly accountId: string | null;
  readonly isPicked: boolean;
  readonly onPick: (id: string) => void;
}

export function AlertRow({ alert, now, accountId, isPicked, onPick }: Props) {
  const late = isLate(alert, now);
  const waiting = waitingFor(alert);
  return (
    <li className={['alert-row', isPicked ? 'alert-picked' : '', late ? 'alert-late' : ''].join(' ')}>
      <button type="button" aria-pressed={isPicked} onClick={() => onPick(alert.id)}>
        <SeverityMark severity={alert.severity} />
        <span className="alert-what">
          <span className="alert-name">{word('alertKind', alert.kind)}</span>
          <span className="quiet">{alert.areaName ?? t('alert.noArea')}</span>
        </span>
        <span className="alert-clock">
          {waiting === null ? (
            <Chip tone="quiet">{endText(alert)}</Chip>
          ) : (
            <>
              <strong>{clockText(alert, now)}</strong>
              <span>{t('alert.waits', { what: word('waiting', waiting) })}</span>
            </>
          )}
        </span>
        <span className="alert-who">
          <span>{ownerText(alert, accountId)}</span>
          <span className="quiet">
            {t('alert.raisedAt', { time: durationText(now - Date.parse(alert.raisedAt)) })}
            {alert.escalated && ` · ${t('alert.escalatedShort')}`}
          </span>
        </span>
      </button>
    </li>
  );
}

/** 3 a full triangle, 2 half of one, 1 its outline; the number stands in it. */
export function SeverityMark({ severity }: { severity: Alert['severity'] }) {
  const label = t('alert.severity', { severity: String(severity), word: word('severity', String(severity)) });
  return (
    <svg className={`severity severity-${severity}`} viewBox="0 0 28 26" role="img" aria-label={label}>
      <title>{label}</title>
      <path d="M14 2 26 24H2z" className="severity-ground" />
      {severity === 2 && <path d="M7.500 14h13L26 24H2z" className="severity-half" />}
      <text x="14" y="21.500" textAnchor="middle">
        {severity}
      </text>
    </svg>
  );
}
