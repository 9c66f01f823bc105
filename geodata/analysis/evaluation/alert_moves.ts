// Which steps an alert can take, and the event that each writes. It knows words and limits, nobody's rights and no database.
import type { AlertActionInput, AlertEvent, AlertStanding } from '../../schema/alert.ts';
import { type AlertRule, limitMinutes } from '../../schema/alert_rule.ts';
import { ALERT_ACTIONS, type AlertAction, type AlertState, STEP_OF } from '../../schema/alert_words.ts';
import { Problem } from '../../schema/problem.ts';

export interface Actor {
  readonly role: AlertEvent['role'];
  readonly accountId: string | null;
  readonly now: Date;
}

const NOTHING = {
  dueAt: null,
  ownerAccountId: null,
  teamId: null,
  etaMinutes: null,
  outcome: null,
  reason: null,
  word: null,
  step: null,
  escalatedToRole: null,
  escalatedToAccountId: null,
} as const;

const begun = (actor: Actor, at: Date) => ({
  ...NOTHING,
  at: at.toISOString(),
  role: actor.role,
  accountId: actor.accountId,
});

/** Until when what an alert in this state waits for is to be done. */
function dueFrom(state: AlertState, at: Date, rule: AlertRule): string | null {
  const step = STEP_OF[state];
  return step === null ? null : new Date(at.getTime() + limitMinutes(rule, step) * 60_000).toISOString();
}

export function raised(actor: Actor, rule: AlertRule): AlertEvent {
  const { now } = actor;
  return {
    ...begun(actor, now),
    ...{ seq: 1, verb: 'raise', fromState: null, toState: 'raised', dueAt: dueFrom('raised', now, rule) },
  };
}

/** From which states each action is taken. */
const FROM: Readonly<Record<AlertAction, readonly AlertState[]>> = {
  verify: ['raised'],
  assign: ['verified', 'assigned', 'responding'],
  accept: ['assigned'],
  respond: ['assigned'],
  arrive: ['responding'],
  close: ['raised', 'verified', 'assigned', 'responding'],
  reopen: ['closed'],
  note: ['raised', 'verified', 'assigned', 'responding', 'closed'],
};
const TO: Partial<Record<AlertAction, AlertState>> = {
  verify: 'verified',
  assign: 'assigned',
  respond: 'responding',
  close: 'closed',
  reopen: 'raised',
};

/** Why an action cannot be taken now, with the step that can; null = it can. */
function refusal(standing: AlertStanding, action: AlertAction): string | null {
  if (!FROM[action].includes(standing.state)) {
    return standing.state === 'closed'
      ? 'This alert is closed. Reopen it first.'
      : 'Read the alert again: its next steps stand there.';
  }
  if (action === 'accept' && standing.acceptedAt !== null)
    return 'It is accepted already. Say when you are on the way.';
  if (action === 'arrive' && standing.arrivedAt !== null) return 'The arrival is in the log already. Close the alert.';
  return null;
}

/** What may be done next. */
export const actionsOf = (standing: AlertStanding): AlertAction[] =>
  ALERT_ACTIONS.filter((action) => refusal(standing, action) === null);

const refuse = (detail: string) => new Problem('alert_move_refused', detail);

/** The event of an action. Throws Problem alert_move_refused. */
export function moved(
  standing: AlertStanding,
  action: AlertActionInput,
  { rule, lastAt, ...actor }: Actor & { readonly rule: AlertRule; readonly lastAt: string },
): AlertEvent {
  const not = refusal(standing, action.action);
  if (not !== null) throw refuse(not);
  if (action.action === 'close' && action.outcome === 'responded' && standing.arrivedAt === null)
    throw refuse('Nobody has arrived by the log. Record the arrival first, or say why there was none.');
  const at = notBefore(actor.now, lastAt);
  const toState = TO[action.action] ?? standing.state;
  const begins = toState !== standing.state || action.action === 'assign';
  const event: AlertEvent = {
    ...begun(actor, at),
    seq: standing.version + 1,
    verb: action.action,
    fromState: standing.state,
    toState,
    dueAt: begins ? dueFrom(toState, at, rule) : null,
  };
  switch (action.action) {
    case 'assign':
      return { ...event, ownerAccountId: action.accountId, teamId: action.teamId };
    case 'accept':
    case 'respond':
      return { ...event, etaMinutes: action.etaMinutes };
    case 'close':
      return { ...event, outcome: action.outcome, reason: action.reason };
    case 'note':
      return { ...event, word: action.word };
    default:
      return event;
  }
}

/** The event of a limit that has passed; null = it has not, or somebody was told already. */
export function escalated(
  standing: AlertStanding,
  { rule, lastAt, now }: { readonly rule: AlertRule; readonly lastAt: string; readonly now: Date },
): AlertEvent | null {
  const step = STEP_OF[standing.state];
  if (step === null || standing.dueAt === null || standing.escalated) return null;
  if (now.getTime() < Date.parse(standing.dueAt)) return null;
  return {
    ...begun({ role: 'server', accountId: null, now }, notBefore(now, lastAt)),
    ...{ seq: standing.version + 1, verb: 'escalate', fromState: standing.state, toState: standing.state, step },
    escalatedToRole: rule.escalateToAccountId === null ? rule.escalateToRole : null,
    escalatedToAccountId: rule.escalateToAccountId,
  };
}

/** A log is in the order of its numbers: a server whose clock is behind writes no earlier time than the event before. */
const notBefore = (now: Date, lastAt: string) => new Date(Math.max(now.getTime(), Date.parse(lastAt)));
