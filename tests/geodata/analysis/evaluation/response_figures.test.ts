// Figures of the ledger: what counts as answered, what does not better the rate, and medians by hand.
import { expect, it } from 'vitest';
import { responseFigures } from '../../../../geodata/analysis/evaluation/response_figures.ts';
import type { AlertEvent } from '../../../../geodata/schema/alert.ts';
import type { AlertState, AlertVerb } from '../../../../geodata/schema/alert_words.ts';

const START = Date.parse('2026-11-20T12:00:00Z');
const instant = (seconds: number) => new Date(START + seconds * 1000).toISOString();
const TO: Partial<Record<AlertVerb, AlertState>> = {
  ...{
    raise: 'raised',
    verify: 'verified',
    assign: 'assigned',
    respond: 'responding',
    close: 'closed',
    reopen: 'raised',
  },
};

/** A log of verbs at seconds; each step's limit is 100 seconds. */
function logOf(...of: readonly (readonly [AlertVerb, number, Partial<AlertEvent>?])[]): AlertEvent[] {
  let state: AlertState | null = null;
  return of.map(([verb, seconds, parts], i): AlertEvent => {
    const fromState = state;
    state = TO[verb] ?? state ?? 'raised';
    const isMove = TO[verb] !== undefined && state !== 'closed';
    return {
      ...{ seq: i + 1, at: instant(seconds), verb, role: 'operations', accountId: null, fromState, toState: state },
      ...{ dueAt: isMove ? instant(seconds + 100) : null, ownerAccountId: null, teamId: null, etaMinutes: null },
      ...{ outcome: null, reason: null, word: null, step: null, escalatedToRole: null, escalatedToAccountId: null },
      ...parts,
    };
  });
}
const responded = { outcome: 'responded' } as const;
const answered = (by: number) =>
  logOf(['raise', 0], ['verify', 10], ['assign', 20], ['respond', 30], ['arrive', by], ['close', by + 5, responded]);
const at = (seconds: number) => new Date(START + seconds * 1000);

it('counts nothing where there is nothing, and names no rate', () => {
  const none = responseFigures([], at(0));
  expect(none).toMatchObject({ raised: 0, responseRate: null, responseRateLower: null, responseRateUpper: null });
  expect(
    none.steps.every(
      ({ done, medianSeconds, p90Seconds }) => done === 0 && medianSeconds === null && p90Seconds === null,
    ),
  ).toBe(true);
});

it('leaves what was not confirmed and what is open in time out of the rate, and counts what is open too long against it', () => {
  const logs = [
    answered(100),
    answered(200),
    logOf(['raise', 0], ['close', 5, { outcome: 'not_confirmed', reason: 'false_alarm' }]),
    logOf(['raise', 0], ['verify', 5], ['close', 9, { outcome: 'no_response', reason: 'no_access' }]),
    logOf(['raise', 0]),
    logOf(['raise', 950]),
  ];
  const figures = responseFigures(logs, at(1000));
  expect(figures).toMatchObject({
    raised: 6,
    responded: 2,
    notConfirmed: 1,
    noResponse: 1,
    openLate: 1,
    openInTime: 1,
  });
  expect(figures.responseRate).toBe(0.5);
  // Wilson's interval of 2 of 4 at 95 %, by hand: 0.150 to 0.850.
  expect(figures.responseRateLower).toBeCloseTo(0.15, 3);
  expect(figures.responseRateUpper).toBeCloseTo(0.85, 3);
  // At the limit itself nothing is late yet.
  expect(responseFigures([logOf(['raise', 0])], at(100)).openLate).toBe(0);
});

it('takes the middle of the times and the nearest rank for nine of ten, and says who still waits', () => {
  const logs = [...[40, 50, 60, 70, 80, 90, 100, 110, 120, 1000].map(answered), logOf(['raise', 0], ['verify', 300])];
  const step = (name: string) => responseFigures(logs, at(2000)).steps.find(({ step }) => step === name);
  expect(step('whole_response')).toEqual({
    step: 'whole_response',
    done: 10,
    waiting: 1,
    withinLimit: null,
    medianSeconds: 85,
    p90Seconds: 120,
  });
  expect(step('verify')).toEqual({
    step: 'verify',
    done: 11,
    waiting: 0,
    withinLimit: 10,
    medianSeconds: 10,
    p90Seconds: 10,
  });
  expect(step('assign')).toMatchObject({ done: 10, waiting: 1 });
});

it('counts from the first beginning to the first end where work was done again, and an end that was undone is none', () => {
  const again = logOf(
    ['raise', 0],
    ['close', 50, { outcome: 'no_response', reason: 'no_team_free' }],
    ['reopen', 60],
    ['verify', 70],
    ['assign', 80],
    ['assign', 90],
    ['respond', 100],
    ['arrive', 400],
    ['close', 410, responded],
  );
  const figures = responseFigures([again], at(2000));
  expect(figures).toMatchObject({ responded: 1, noResponse: 0, responseRate: 1 });
  expect(figures.steps.map(({ step, medianSeconds }) => [step, medianSeconds])).toEqual([
    ...[
      ['verify', 70],
      ['assign', 10],
      ['respond', 20],
      ['arrive', 300],
      ['close', 310],
    ],
    ['whole_response', 400],
  ]);
});

it('counts what was done at the limit itself as within it, however the moment is written', () => {
  const [raise, verify] = logOf(['raise', 0], ['verify', 100]) as [AlertEvent, AlertEvent];
  const within = (dueAt: string) =>
    responseFigures([[{ ...raise, dueAt }, verify]], at(200)).steps.find(({ step }) => step === 'verify')?.withinLimit;
  const whole = new Date(Date.parse(verify.at)).toISOString();
  expect([within(whole), within(whole.replace('.000Z', 'Z'))]).toEqual([1, 1]);
  expect(within(new Date(Date.parse(verify.at) - 1).toISOString())).toBe(0);
  // As text "…40.500Z" stands before "…40Z"; half a second late it is all the same.
  const late = { ...verify, at: new Date(Date.parse(verify.at) + 500).toISOString() };
  const { steps } = responseFigures([[{ ...raise, dueAt: whole.replace('.000Z', 'Z') }, late]], at(200));
  expect(steps.find(({ step }) => step === 'verify')?.withinLimit).toBe(0);
});
