// What the ledger says at a glance: what is late first, who must act, how long.
import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../../web/api_alerts.ts';
import { EN_ALERTS } from '../../../../web/i18n/en_alerts.ts';
import { addWording } from '../../../../web/i18n/messages.ts';
import {
  byUrgency,
  clockText,
  countLedger,
  durationText,
  endText,
  ownerText,
  secondsText,
  waitingFor,
} from '../../../../web/pages/alerts/alert_facts.ts';

addWording(EN_ALERTS);

const NOW = Date.parse('2026-11-20T12:00:00Z');
const MINUTE = 60_000;
const inMinutes = (minutes: number) => new Date(NOW + minutes * MINUTE).toISOString();
const alert = (parts: Partial<Alert>): Alert => ({
  ...{ id: 'a', kind: 'threat', severity: 2, raisedBy: 'person', areaPcode: 'QQ001', cell: null, reference: null },
  ...{ raisedAt: inMinutes(-60), state: 'raised', dueAt: inMinutes(30), escalated: false, escalatedToRole: null },
  ...{ escalatedToAccountId: null, ownerAccountId: null, teamId: null, acceptedAt: null, etaAt: null, arrivedAt: null },
  ...{ outcome: null, reason: null, closedAt: null, version: 1, areaName: 'West', teamName: null, step: 'verify' },
  ...{ overdue: false, mine: false },
  ...parts,
});

describe('the order of the ledger', () => {
  it('has what is late first, the graver and the longer late before the others, then what is due next', () => {
    const rows = [
      alert({ id: 'later', dueAt: inMinutes(90) }),
      alert({ id: 'late', dueAt: inMinutes(-5) }),
      alert({ id: 'soon', dueAt: inMinutes(1) }),
      alert({ id: 'grave', severity: 3, dueAt: inMinutes(-1) }),
      alert({ id: 'longest', dueAt: inMinutes(-600) }),
    ];
    expect(byUrgency(rows, NOW).map(({ id }) => id)).toEqual(['grave', 'longest', 'late', 'soon', 'later']);
  });

  it('turns late by the clock of the screen, and stays late where the server said so', () => {
    const due = alert({ dueAt: inMinutes(1) });
    expect([clockText(due, NOW), clockText(due, NOW + 2 * MINUTE)]).toEqual(['1 min left', 'Overdue by 1 min']);
    expect(clockText(alert({ dueAt: inMinutes(1), overdue: true }), NOW)).toBe('Overdue by 1 min');
    expect(clockText(alert({ dueAt: null }), NOW)).toBe('');
  });

  it('counts what is late and what nobody has', () => {
    const rows = [alert({ dueAt: inMinutes(-1) }), alert({ teamName: 'A' }), alert({ ownerAccountId: 'me' })];
    expect(countLedger(rows, NOW)).toMatchObject({ late: 1, unowned: 1, open: 3 });
  });
});

describe('who must act, and what is waited for', () => {
  it('is a team, an account or everybody on duty', () => {
    expect(ownerText(alert({}), 'me')).toBe('Everybody on duty');
    expect(ownerText(alert({ teamName: 'Mobile team A' }), 'me')).toBe('Mobile team A');
    expect(ownerText(alert({ ownerAccountId: 'me' }), 'me')).toBe('You');
    expect(ownerText(alert({ ownerAccountId: 'other' }), 'me')).toBe('One account');
    expect(ownerText(alert({ state: 'closed' }), 'me')).toBe('Nobody');
  });

  it('is told finer than the limits where the log says more', () => {
    expect(waitingFor(alert({ step: 'respond' }))).toBe('accept');
    expect(waitingFor(alert({ step: 'respond', acceptedAt: inMinutes(-1) }))).toBe('respond');
    expect(waitingFor(alert({ step: 'close' }))).toBe('arrive');
    expect(waitingFor(alert({ step: 'close', arrivedAt: inMinutes(-1) }))).toBe('close');
    expect(waitingFor(alert({ step: null }))).toBeNull();
  });

  it('ends in an outcome with its reason', () => {
    expect(endText({ outcome: 'responded', reason: null })).toBe('Responded');
    expect(endText({ outcome: 'no_response', reason: 'no_access' })).toBe('No response: No access');
  });
});

it('says durations as people do, and never makes none of little', () => {
  expect([0.2, 1, 59, 60, 80, 1440, 1500].map((minutes) => durationText(minutes * MINUTE))).toEqual([
    ...['less than a minute', '1 min', '59 min', '1 h', '1 h 20 min', '1 d', '1 d 1 h'],
  ]);
  expect([null, 0, 59, 60].map(secondsText)).toEqual(['–', 'under 1 min', 'under 1 min', '1 min']);
});
