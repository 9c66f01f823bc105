// What the ledger says of alerts, as plain functions: what is late, who must act, which comes first. The present is handed in.
import type { AlertState, AlertStep } from '../../../geodata/schema/alert_words.ts';
import type { Alert } from '../../api_alerts.ts';
import { t, word } from '../../i18n/messages.ts';

const MINUTE = 60_000;

/** "1 h 20 min", "3 d 4 h"; never seconds: nobody acts by them. */
export function durationText(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / MINUTE);
  if (minutes < 1) return t('time.now');
  if (minutes < 60) return t('time.minutes', { minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return [t('time.hours', { hours }), rest(minutes % 60, 'time.minutes')].filter(Boolean).join(' ');
  return [t('time.days', { days: Math.floor(hours / 24) }), rest(hours % 24, 'time.hours')].filter(Boolean).join(' ');
}

const rest = (count: number, key: 'time.minutes' | 'time.hours'): string =>
  count === 0 ? '' : t(key, { minutes: count, hours: count });

export const secondsText = (seconds: number | null): string =>
  seconds === null ? t('figures.none') : seconds < 60 ? t('time.under') : durationText(seconds * 1000);

/** By the clock of this screen, which runs on between two answers of the server. */
export const isLate = ({ dueAt, overdue }: Alert, now: number): boolean =>
  dueAt !== null && (overdue || Date.parse(dueAt) <= now);

/** What is late first, the longest late first among equals of severity; then what is due next. */
export function byUrgency(alerts: readonly Alert[], now: number): Alert[] {
  const due = ({ dueAt }: Alert) => (dueAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(dueAt));
  return [...alerts].sort(
    (a, b) =>
      Number(isLate(b, now)) - Number(isLate(a, now)) ||
      (isLate(a, now) ? b.severity - a.severity : 0) ||
      due(a) - due(b) ||
      (a.id < b.id ? -1 : 1),
  );
}

/** What somebody must do now: the name of the step, finer where the log says more. */
export type Waiting = AlertStep | 'accept' | 'arrive';
export function waitingFor({
  step,
  acceptedAt,
  arrivedAt,
}: Pick<Alert, 'step' | 'acceptedAt' | 'arrivedAt'>): Waiting | null {
  if (step === 'respond' && acceptedAt === null) return 'accept';
  if (step === 'close' && arrivedAt === null) return 'arrive';
  return step;
}

/** Who must act: a team, an account, or everybody on duty. */
export function ownerText({ teamName, ownerAccountId, state }: Alert, accountId: string | null): string {
  if (teamName !== null) return teamName;
  if (ownerAccountId === null) return t(state === 'closed' ? 'alert.ownerNone' : 'alert.ownerDuty');
  return t(ownerAccountId === accountId ? 'alert.ownerYou' : 'alert.ownerAccount');
}

/** "Overdue by 1 h 20 min", "12 min left". */
export function clockText(alert: Alert, now: number): string {
  if (alert.dueAt === null) return '';
  const left = Date.parse(alert.dueAt) - now;
  return t(isLate(alert, now) ? 'alert.overdueBy' : 'alert.left', { time: durationText(left) });
}

export function endText({ outcome, reason }: Pick<Alert, 'outcome' | 'reason'>): string {
  if (outcome === null) return '';
  const said = word('alertOutcome', outcome);
  return reason === null ? said : `${said}: ${word('closeReason', reason)}`;
}

export const SHOWN = ['open', 'late', 'mine', 'closed'] as const;
export type Shown = (typeof SHOWN)[number];

export interface LedgerCounts {
  readonly late: number;
  readonly unowned: number;
  readonly open: number;
  readonly byState: Readonly<Partial<Record<AlertState, number>>>;
}

export function countLedger(open: readonly Alert[], now: number): LedgerCounts {
  const byState: Partial<Record<AlertState, number>> = {};
  for (const { state } of open) byState[state] = (byState[state] ?? 0) + 1;
  return {
    late: open.filter((alert) => isLate(alert, now)).length,
    unowned: open.filter(({ teamName, ownerAccountId }) => teamName === null && ownerAccountId === null).length,
    open: open.length,
    byState,
  };
}
