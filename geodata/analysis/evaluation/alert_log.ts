// How an alert stands, from its log alone: each event takes one standing to the next. It knows no database, no clock and no limits.
import type { AlertClock, AlertEvent, AlertStanding } from '../../schema/alert.ts';
import { STEP_OF } from '../../schema/alert_words.ts';

const NOBODY = {
  ownerAccountId: null,
  teamId: null,
  acceptedAt: null,
  etaAt: null,
  arrivedAt: null,
} as const;
const NOT_ESCALATED = { escalated: false, escalatedToRole: null, escalatedToAccountId: null } as const;
const OPEN = { outcome: null, reason: null, closedAt: null } as const;

/** RFC 3339 in UTC. */
const later = (at: string, minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString();

/** The standing after one more event; null = before the first. */
export function afterEvent(before: AlertStanding | null, event: AlertEvent): AlertStanding {
  const version = event.seq;
  if (before === null)
    return { state: event.toState, dueAt: event.dueAt, ...NOT_ESCALATED, ...NOBODY, ...OPEN, version };
  const etaAt = event.etaMinutes === null ? before.etaAt : later(event.at, event.etaMinutes);
  const moved = { ...before, state: event.toState, version };
  const begins = { ...moved, dueAt: event.dueAt, ...NOT_ESCALATED };
  switch (event.verb) {
    case 'assign':
      return { ...begins, ...NOBODY, ownerAccountId: event.ownerAccountId, teamId: event.teamId };
    case 'accept':
      return { ...moved, acceptedAt: event.at, etaAt };
    case 'respond':
      return { ...begins, acceptedAt: before.acceptedAt ?? event.at, etaAt };
    case 'arrive':
      return { ...moved, arrivedAt: event.at };
    case 'close':
      return { ...begins, outcome: event.outcome, reason: event.reason, closedAt: event.at };
    case 'reopen':
      return { ...begins, ...NOBODY, ...OPEN };
    case 'escalate': {
      const { escalatedToRole, escalatedToAccountId } = event;
      return { ...moved, escalated: true, escalatedToRole, escalatedToAccountId };
    }
    case 'verify':
      return begins;
    default:
      return moved;
  }
}

/** The standing after a whole log, in the order of its numbers; null = the log is empty. */
export const replay = (log: readonly AlertEvent[]): AlertStanding | null =>
  log.reduce<AlertStanding | null>(afterEvent, null);

/** The clocks of the latest way through: one for each step that began since the alert was raised or reopened. */
export function clocksOf(log: readonly AlertEvent[], now: Date): AlertClock[] {
  let clocks: AlertClock[] = [];
  for (const event of log) {
    if (event.verb === 'reopen') clocks = [];
    const last = clocks.at(-1);
    if (event.verb === 'escalate' && last !== undefined) {
      clocks[clocks.length - 1] = { ...last, escalatedAt: event.at };
    }
    // An alert that is assigned anew begins to wait for a response anew.
    if (event.fromState === event.toState && event.verb !== 'assign') continue;
    if (last !== undefined && last.doneAt === null) {
      clocks[clocks.length - 1] = { ...last, doneAt: event.at, overdue: event.at > last.dueAt };
    }
    const step = STEP_OF[event.toState];
    if (step === null || event.dueAt === null) continue;
    const overdue = now.getTime() > Date.parse(event.dueAt);
    clocks.push({ step, startedAt: event.at, dueAt: event.dueAt, doneAt: null, escalatedAt: null, overdue });
  }
  return clocks;
}
