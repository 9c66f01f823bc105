// Limits of alerts by severity: how many minutes each step may take, and who is told when one passes. Data, changed by stewards.
import { z } from 'zod';
import type { AlertStep, Severity } from './alert_words.ts';

const minutes = z
  .number()
  .int()
  .min(1)
  .max(30 * 24 * 60);

const fields = {
  verifyMinutes: minutes,
  assignMinutes: minutes,
  respondMinutes: minutes,
  closeMinutes: minutes,
  /** Everybody of this role is told when a limit passes … */
  escalateToRole: z.enum(['operations', 'steward']),
  /** … or this account alone, where one is named. */
  escalateToAccountId: z.uuid().nullable(),
};

export const severity = z.union([z.literal(1), z.literal(2), z.literal(3)]);

export const alertRule = z.strictObject({
  severity,
  ...fields,
  /** 0 = nobody has changed the limits that come with the software. */
  version: z.number().int().nonnegative(),
});
export type AlertRule = z.infer<typeof alertRule>;

export const alertRuleChange = z.strictObject(fields).partial();
export type AlertRuleChange = z.infer<typeof alertRuleChange>;

/**
 * What holds until a steward writes something else. Assumptions of ours, to be agreed on locally: WHO's early warning (EWARS)
 * asks for verification within 24 hours, which is far too long where somebody is in danger now.
 */
export const DEFAULT_LIMITS: Readonly<Record<Severity, Omit<AlertRule, 'severity' | 'version'>>> = {
  1: {
    verifyMinutes: 240,
    assignMinutes: 240,
    respondMinutes: 720,
    closeMinutes: 10_080,
    escalateToRole: 'operations',
    escalateToAccountId: null,
  },
  2: {
    verifyMinutes: 60,
    assignMinutes: 60,
    respondMinutes: 120,
    closeMinutes: 2880,
    escalateToRole: 'steward',
    escalateToAccountId: null,
  },
  3: {
    verifyMinutes: 15,
    assignMinutes: 15,
    respondMinutes: 30,
    closeMinutes: 1440,
    escalateToRole: 'steward',
    escalateToAccountId: null,
  },
};

export const defaultRule = (of: Severity): AlertRule => ({ severity: of, ...DEFAULT_LIMITS[of], version: 0 });

export const limitMinutes = (rule: AlertRule, step: AlertStep): number => rule[`${step}Minutes`];
