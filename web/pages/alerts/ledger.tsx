// The ledger: what is overdue and who must act, then one alert with its next step. On a phone the alert takes the place of the list.
import { useState } from 'react';
import type { Session } from '../../api.ts';
import type { Alert } from '../../api_alerts.ts';
import { timeText } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { Notice } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Reading } from '../office/reading.tsx';
import { byUrgency, countLedger, isLate, SHOWN, type Shown } from './alert_facts.ts';
import { AlertPanel } from './alert_panel.tsx';
import { AlertRow } from './alert_row.tsx';
import { RaiseForm } from './raise_form.tsx';
import { useClosedAlerts, useNow, useOpenAlerts } from './use_alerts.ts';

export function Ledger({ session }: { session: Session }) {
  const now = useNow();
  const open = useOpenAlerts(session);
  const [shown, setShown] = useState<Shown>('open');
  const closed = useClosedAlerts(session, shown === 'closed');
  const [picked, setPicked] = useState<string | null>(null);
  const [isRaising, setRaising] = useState(false);
  const pick = (id: string | null) => {
    setPicked(id);
    setRaising(false);
  };
  const rowsOf = (all: readonly Alert[]): Alert[] => {
    if (shown === 'closed') return [...(closed.data ?? [])];
    const sorted = byUrgency(all, now);
    if (shown === 'late') return sorted.filter((alert) => isLate(alert, now));
    return shown === 'mine' ? sorted.filter(({ mine }) => mine) : sorted;
  };
  const mayRaise = session.permissions.alert?.includes('create') === true;
  return (
    <section className={picked !== null || isRaising ? 'ledger ledger-picked' : 'ledger'}>
      <div className="ledger-side">
        <Reading query={open}>
          {(all) => {
            const rows = rowsOf(all);
            return (
              <>
                <Summary all={all} now={now} readAt={open.dataUpdatedAt} />
                <div className="ledger-bar">
                  <Segmented
                    label={t('alerts.show')}
                    value={shown}
                    options={SHOWN.map((value) => ({ value, text: t(`alerts.show.${value}`) }))}
                    onChange={setShown}
                  />
                  {mayRaise && (
                    <button type="button" className="button button-quiet" onClick={() => setRaising(true)}>
                      {t('alerts.raise')}
                    </button>
                  )}
                </div>
                {rows.length === 0 ? (
                  <Notice tone="quiet" title={t(all.length === 0 ? 'alerts.empty' : 'alerts.noneShown')}>
                    {t(all.length === 0 ? 'alerts.emptyHint' : 'alerts.noneShownHint')}
                  </Notice>
                ) : (
                  <ul className="ledger-rows" aria-label={t('alerts.list')}>
                    {rows.map((alert) => (
                      <AlertRow
                        key={alert.id}
                        alert={alert}
                        now={now}
                        accountId={session.accountId}
                        isPicked={alert.id === picked}
                        onPick={pick}
                      />
                    ))}
                  </ul>
                )}
              </>
            );
          }}
        </Reading>
      </div>
      <div className="ledger-main">
        {isRaising ? (
          <RaiseForm session={session} onClose={() => setRaising(false)} onRaised={pick} />
        ) : picked === null ? (
          <Notice tone="quiet" title={t('alerts.pick')}>
            {t('alerts.pickHint')}
          </Notice>
        ) : (
          <AlertPanel key={picked} session={session} id={picked} now={now} onClose={() => pick(null)} />
        )}
      </div>
    </section>
  );
}

/** Read in a second: how many are late, how many nobody has. */
function Summary({ all, now, readAt }: { all: readonly Alert[]; now: number; readAt: number }) {
  const { late, unowned, open } = countLedger(all, now);
  return (
    <p className="ledger-summary" role="status">
      <strong className={late > 0 ? 'ledger-late' : ''}>
        {late > 0 ? t('alerts.late', { count: late }) : t('alerts.noneLate')}
      </strong>
      <span>{t('alerts.unowned', { count: unowned })}</span>
      <span>{t('alerts.openCount', { count: open })}</span>
      <span className="quiet">{t('alerts.asOf', { time: timeText(new Date(readAt).toISOString()) })}</span>
    </p>
  );
}
