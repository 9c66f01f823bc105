// The log of an alert: whatever is allowed leads to a standing that the log alone gives again; what is not allowed is refused.
import { expect, it } from 'vitest';
import { afterEvent, clocksOf, replay } from '../../../../geodata/analysis/evaluation/alert_log.ts';
import { actionsOf, escalated, moved, raised } from '../../../../geodata/analysis/evaluation/alert_moves.ts';
import { seededRandom } from '../../../../geodata/analysis/random.ts';
import {
  type AlertActionInput,
  type AlertEvent,
  type AlertStanding,
  alertAction,
  alertEvent,
} from '../../../../geodata/schema/alert.ts';
import { defaultRule } from '../../../../geodata/schema/alert_rule.ts';
import { ALERT_ACTIONS, type AlertAction, CLOSE_REASONS } from '../../../../geodata/schema/alert_words.ts';

const START = Date.parse('2026-11-20T12:00:00Z');
/** Short enough that each limit is missed now and then. */
const rule = { ...defaultRule(3), closeMinutes: 60 };
const ACCOUNT = '6f1d4a3e-0d7c-4a57-9d0e-1f5f9f1f7a10';
const TEAM = '7f1d4a3e-0d7c-4a57-9d0e-1f5f9f1f7a10';

/** Some body of an action, as somebody may send it. */
function bodyOf(action: AlertAction, random: () => number): AlertActionInput {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const outcome = pick(['responded', 'not_confirmed', 'no_response'] as const);
  const parts: Partial<Record<AlertAction, object>> = {
    assign: pick([{ accountId: ACCOUNT }, { teamId: TEAM }, { accountId: ACCOUNT, teamId: TEAM }]),
    accept: { etaMinutes: pick([null, 0, 45]) },
    respond: { etaMinutes: pick([null, 20]) },
    close: { outcome, ...(outcome === 'responded' ? {} : { reason: pick(CLOSE_REASONS[outcome]) }) },
    note: { word: pick(['called_no_answer', 'team_delayed'] as const) },
  };
  return alertAction.parse({ action, ...parts[action] });
}

interface Story {
  readonly log: AlertEvent[];
  /** After each event, as it was written. */
  readonly standings: AlertStanding[];
}

/** A log of up to `length` events; the clock goes back now and then, as clocks of servers do. */
function story(seed: number, length: number): Story {
  const random = seededRandom(seed);
  let at = START;
  const first = raised({ role: 'operations', accountId: null, now: new Date(at) }, rule);
  const log = [first];
  const standings = [afterEvent(null, first)];
  while (log.length < length) {
    at += Math.floor((random() < 0.1 ? -5 : 40 * random()) * 60_000);
    const before = standings.at(-1) as AlertStanding;
    const of = { rule, lastAt: (log.at(-1) as AlertEvent).at, now: new Date(at) };
    const late = random() < 0.5 ? escalated(before, of) : null;
    const action = ALERT_ACTIONS[Math.floor(random() * ALERT_ACTIONS.length)] as AlertAction;
    let event: AlertEvent;
    try {
      event = late ?? moved(before, bodyOf(action, random), { ...of, role: 'operations', accountId: ACCOUNT });
    } catch (refused) {
      expect(refused).toMatchObject({ code: 'alert_move_refused' });
      continue;
    }
    log.push(event);
    standings.push(afterEvent(before, event));
  }
  return { log, standings };
}

it('gives the standing after every event again, for 300 seeded logs of 30 events', () => {
  const states = new Set<string>();
  for (let seed = 1; seed <= 300; seed++) {
    const { log, standings } = story(seed, 30);
    standings.forEach((standing, i) => {
      expect(replay(log.slice(0, i + 1))).toEqual(standing);
      states.add(`${standing.state} ${standing.escalated} ${standing.outcome}`);
    });
  }
  // Every state, escalated and not, and every end was met.
  expect(states.size).toBe(4 * 2 + 3);
});

it('holds for every log what an alert must be: numbered, never back in time, owned while assigned, ended for a reason', () => {
  for (let seed = 501; seed <= 700; seed++) {
    const { log, standings } = story(seed, 30);
    log.forEach((event, i) => {
      expect(alertEvent.parse(event)).toEqual(event);
      expect(event.seq).toBe(i + 1);
      if (i > 0) expect(event.at >= (log[i - 1] as AlertEvent).at).toBe(true);
      const { state, dueAt, ownerAccountId, teamId, outcome, reason, arrivedAt, version } = standings[
        i
      ] as AlertStanding;
      expect(version).toBe(event.seq);
      expect(dueAt === null).toBe(state === 'closed');
      expect(outcome === null).toBe(state !== 'closed');
      if (state === 'assigned' || state === 'responding') expect(ownerAccountId ?? teamId).not.toBeNull();
      if (outcome === 'responded') expect([reason, arrivedAt === null]).toEqual([null, false]);
      if (outcome !== null && outcome !== 'responded') expect(CLOSE_REASONS[outcome]).toContain(reason);
    });
    const limits = log.filter(({ verb }) => verb === 'escalate').map(({ seq }) => standings[seq - 1]?.dueAt);
    expect(new Set(limits).size).toBe(limits.length);
  }
});

it('says as next actions exactly those that are taken', () => {
  const random = seededRandom(9);
  for (let seed = 701; seed <= 760; seed++) {
    const { log, standings } = story(seed, 20);
    const standing = standings.at(-1) as AlertStanding;
    const of = {
      rule,
      lastAt: (log.at(-1) as AlertEvent).at,
      now: new Date(START + 1e9),
      role: 'steward',
      accountId: null,
    } as const;
    for (const action of ALERT_ACTIONS) {
      const body =
        action === 'close'
          ? alertAction.parse({ action, outcome: 'no_response', reason: 'no_access' })
          : bodyOf(action, random);
      let taken = true;
      try {
        moved(standing, body, of);
      } catch {
        taken = false;
      }
      expect([standing.state, action, taken]).toEqual([standing.state, action, actionsOf(standing).includes(action)]);
    }
  }
});

it('shows one clock for each step since the alert was raised or reopened, late ones as late', () => {
  const at = (minutes: number) => ({
    rule,
    role: 'operations' as const,
    accountId: null,
    now: new Date(START + minutes * 60_000),
  });
  let standing = afterEvent(null, raised(at(0), rule));
  const log = [raised(at(0), rule)];
  const add = (event: AlertEvent) => {
    log.push(event);
    standing = afterEvent(standing, event);
  };
  const act = (action: object, minutes: number) =>
    add(moved(standing, alertAction.parse(action), { ...at(minutes), lastAt: (log.at(-1) as AlertEvent).at }));
  add(escalated(standing, { ...at(15), lastAt: log[0]?.at ?? '' }) as AlertEvent);
  act({ action: 'verify' }, 20);
  act({ action: 'assign', teamId: TEAM }, 30);
  act({ action: 'assign', accountId: ACCOUNT }, 40);
  const clocks = clocksOf(log, new Date(START + 71 * 60_000));
  expect(clocks.map(({ step, overdue, doneAt }) => [step, overdue, doneAt !== null])).toEqual([
    ...[
      ['verify', true, true],
      ['assign', false, true],
      ['respond', false, true],
    ],
    ['respond', true, false],
  ]);
  expect(clocks[0]?.escalatedAt).toBe('2026-11-20T12:15:00.000Z');
  act({ action: 'close', outcome: 'no_response', reason: 'no_team_free' }, 72);
  act({ action: 'reopen' }, 80);
  expect(clocksOf(log, new Date(START + 81 * 60_000))).toEqual([
    {
      step: 'verify',
      startedAt: '2026-11-20T13:20:00.000Z',
      dueAt: '2026-11-20T13:35:00.000Z',
      doneAt: null,
      escalatedAt: null,
      overdue: false,
    },
  ]);
});
