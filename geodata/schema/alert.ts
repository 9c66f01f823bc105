// An alert: a signal that asks for a decision, and the log of what was decided and done. The log is what holds; everything else
// about an alert follows from it. For operations and stewards only; it holds no word of anybody.
import { z } from 'zod';
import { severity } from './alert_rule.ts';
import {
  ALERT_ACTIONS,
  ALERT_KINDS,
  ALERT_OUTCOMES,
  ALERT_STATES,
  ALERT_STEPS,
  ALERT_VERBS,
  ALL_CLOSE_REASONS,
  CLOSE_REASONS,
  NOTE_WORDS,
  RAISED_BY,
} from './alert_words.ts';
import { pcode } from './area.ts';
import { ROLES } from './roles.ts';

/** H3 resolution 8: as near as operations see an incident. */
export const r8Cell = z.string().regex(/^88[0-9a-f]{13}$/, 'A cell is an H3 index of resolution 8.');

/** What the alert came from, in the words of the part that raised it: `zone:<id>`, `indicator:<id>:2026-W47`. Nothing that is a text. */
export const alertReference = z
  .string()
  .max(120)
  .regex(/^[a-z_]{1,30}(:[A-Za-z0-9-]{1,64}){1,3}$/, 'A reference is words and ids with a colon between.');

const subject = {
  kind: z.enum(ALERT_KINDS),
  severity,
  raisedBy: z.enum(RAISED_BY),
  areaPcode: pcode.nullable(),
  cell: r8Cell.nullable(),
  reference: alertReference.nullable(),
};

/** The body of create. An area, or a cell whose area the server finds. */
export const alertInput = z
  .strictObject({
    ...subject,
    raisedBy: z.enum(['person', 'report', 'cluster', 'indicator']).default('person'),
    areaPcode: subject.areaPcode.default(null),
    cell: subject.cell.default(null),
    reference: subject.reference.default(null),
  })
  .refine(({ areaPcode, cell }) => areaPcode !== null || cell !== null, {
    path: ['areaPcode'],
    message: 'Name the area or the cell, so that somebody can go there.',
  });
export type AlertInput = z.infer<typeof alertInput>;
export const alertExample = {
  kind: 'armed_presence',
  severity: 3,
  areaPcode: 'QQ001',
} satisfies z.input<typeof alertInput>;

const instant = z.iso.datetime();
const account = z.uuid().nullable();

/** One row of the log. `at` never goes back, whatever the clocks of the servers do. */
export const alertEvent = z.strictObject({
  seq: z.number().int().positive(),
  at: instant,
  verb: z.enum(ALERT_VERBS),
  /** Who did it: a role, or the clock of the server; the account where there was one. */
  role: z.enum([...ROLES, 'server']),
  accountId: account,
  fromState: z.enum(ALERT_STATES).nullable(),
  toState: z.enum(ALERT_STATES),
  /** Until when the next step is to be done; null = there is none, or it goes on as it was. */
  dueAt: instant.nullable(),
  /** assign: to whom. */
  ownerAccountId: account,
  teamId: z.uuid().nullable(),
  /** accept, respond: minutes until somebody is there, as they say themselves. */
  etaMinutes: z.number().int().nullable(),
  /** close: how it ended, and why if not by a response. */
  outcome: z.enum(ALERT_OUTCOMES).nullable(),
  reason: z.enum(ALL_CLOSE_REASONS).nullable(),
  /** note. */
  word: z.enum(NOTE_WORDS).nullable(),
  /** escalate: which step was late, and who was told. */
  step: z.enum(ALERT_STEPS).nullable(),
  escalatedToRole: z.enum(['operations', 'steward']).nullable(),
  escalatedToAccountId: account,
});
export type AlertEvent = z.infer<typeof alertEvent>;

/** What follows from the log, and is stored beside it to be looked up. */
export const alertStanding = {
  state: z.enum(ALERT_STATES),
  /** Limit of the step that is waited for; null = closed. */
  dueAt: instant.nullable(),
  /** The step's limit has passed and somebody was told. */
  escalated: z.boolean(),
  escalatedToRole: z.enum(['operations', 'steward']).nullable(),
  escalatedToAccountId: account,
  ownerAccountId: account,
  teamId: z.uuid().nullable(),
  acceptedAt: instant.nullable(),
  /** When somebody is expected there. */
  etaAt: instant.nullable(),
  arrivedAt: instant.nullable(),
  outcome: z.enum(ALERT_OUTCOMES).nullable(),
  reason: z.enum(ALL_CLOSE_REASONS).nullable(),
  closedAt: instant.nullable(),
  /** Events in the log; what If-Match takes. */
  version: z.number().int().positive(),
};
const standing = z.strictObject(alertStanding);
export type AlertStanding = z.infer<typeof standing>;

export const alert = z.strictObject({
  id: z.uuid(),
  ...subject,
  raisedAt: instant,
  ...alertStanding,
  areaName: z.string().nullable(),
  teamName: z.string().nullable(),
  /** What is waited for; null = closed. */
  step: z.enum(ALERT_STEPS).nullable(),
  /** By the server's clock at the time of the answer. */
  overdue: z.boolean(),
  /** The viewer's own account, a team of theirs, or an escalation to them. */
  mine: z.boolean(),
});
export type Alert = z.infer<typeof alert>;

/** One step of the latest way through: from when, until when, and when it was done. */
export const alertClock = z.strictObject({
  step: z.enum(ALERT_STEPS),
  startedAt: instant,
  dueAt: instant,
  doneAt: instant.nullable(),
  escalatedAt: instant.nullable(),
  overdue: z.boolean(),
});
export type AlertClock = z.infer<typeof alertClock>;

export const alertDetail = alert.extend({
  events: z.array(alertEvent),
  clocks: z.array(alertClock),
  /** What may be done next. */
  actions: z.array(z.enum(ALERT_ACTIONS)),
});
export type AlertDetail = z.infer<typeof alertDetail>;

const eta = z
  .number()
  .int()
  .min(0)
  .max(7 * 24 * 60)
  .nullable()
  .default(null);

/** The body of an action. */
export const alertAction = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('verify') }),
  z
    .strictObject({ action: z.literal('assign'), accountId: account.default(null), teamId: account.default(null) })
    .refine(({ accountId, teamId }) => accountId !== null || teamId !== null, {
      path: ['teamId'],
      message: 'Name a team or an account, so that somebody owns it.',
    }),
  z.strictObject({ action: z.literal('accept'), etaMinutes: eta }),
  z.strictObject({ action: z.literal('respond'), etaMinutes: eta }),
  z.strictObject({ action: z.literal('arrive') }),
  z
    .strictObject({
      action: z.literal('close'),
      outcome: z.enum(ALERT_OUTCOMES),
      reason: z.enum(ALL_CLOSE_REASONS).nullable().default(null),
    })
    .refine(
      ({ outcome, reason }) =>
        outcome === 'responded' ? reason === null : CLOSE_REASONS[outcome].some((known) => known === reason),
      {
        path: ['reason'],
        message: 'An alert without a response ends with one of the reasons of its outcome; a response has none.',
      },
    ),
  z.strictObject({ action: z.literal('reopen') }),
  z.strictObject({ action: z.literal('note'), word: z.enum(NOTE_WORDS) }),
]);
export type AlertActionInput = z.infer<typeof alertAction>;
