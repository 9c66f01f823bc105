// How many alerts ended in a response and how long each step took, from their logs alone. It knows events, nobody's place.
import type { AlertEvent } from '../../schema/alert.ts';
import { type AlertFigures, FIGURE_STEPS, type FigureStep, type StepFigure } from '../../schema/alert_figures.ts';
import type { AlertVerb } from '../../schema/alert_words.ts';
import { replay } from './alert_log.ts';
import { shareFigure } from './figure_interval.ts';

const LEVEL = 0.95;

/** From which event to which: the first of each kind in the log, so that work that was done again counts from the beginning. */
const STEPS: Readonly<Record<FigureStep, readonly [from: AlertVerb, to: AlertVerb]>> = {
  verify: ['raise', 'verify'],
  assign: ['verify', 'assign'],
  respond: ['assign', 'respond'],
  arrive: ['respond', 'arrive'],
  close: ['respond', 'close'],
  whole_response: ['raise', 'arrive'],
};
/** Steps that have a limit; it stands in the event that began them. */
const LIMITED: ReadonlySet<FigureStep> = new Set(['verify', 'assign', 'respond', 'close']);

type Log = readonly AlertEvent[];
type Counted = Omit<AlertFigures, 'from' | 'to' | 'asOf'>;

/**
 * Figures of some alerts, each a whole log in the order of its numbers.
 *
 * Response rate = responded / (responded + no response + open past a limit), with the score interval of 95 % (Wilson 1927):
 * what turned out not to be so asks for no response, what is open in time may still get one, and an alert that is left open
 * does not better the rate. Medians and P90 (nearest rank) are of steps that were done: `waiting` says how many were not.
 *
 * Assumption that can harm: that who recorded the arrival arrived. A rate says nothing of whether the response helped.
 */
export function responseFigures(logs: readonly Log[], now: Date): Counted {
  const standings = logs.flatMap((log) => replay(log) ?? []);
  const ended = (outcome: string) => standings.filter((standing) => standing.outcome === outcome).length;
  const open = standings.flatMap(({ dueAt }) => (dueAt === null ? [] : [Date.parse(dueAt)]));
  const openLate = open.filter((due) => due < now.getTime()).length;
  const [responded, noResponse] = [ended('responded'), ended('no_response')];
  const rate = shareFigure(responded, responded + noResponse + openLate, LEVEL);
  const known = (value: number) => (Number.isNaN(value) ? null : value);
  return {
    raised: standings.length,
    responded,
    notConfirmed: ended('not_confirmed'),
    noResponse,
    openInTime: open.length - openLate,
    openLate,
    escalated: logs.filter((log) => log.some(({ verb }) => verb === 'escalate')).length,
    responseRate: known(rate.value),
    responseRateLower: known(rate.lower),
    responseRateUpper: known(rate.upper),
    steps: FIGURE_STEPS.map((step) => stepFigureOf(step, logs)),
  };
}

function stepFigureOf(step: FigureStep, logs: readonly Log[]): StepFigure {
  const [from, to] = STEPS[step];
  const seconds: number[] = [];
  let waiting = 0;
  let withinLimit = 0;
  for (const log of logs) {
    const began = log.find(({ verb }) => verb === from);
    const done = log.find(({ verb, seq }) => verb === to && seq > (began?.seq ?? 0));
    if (began === undefined) continue;
    if (done === undefined) {
      if (log.at(-1)?.toState !== 'closed') waiting++;
      continue;
    }
    seconds.push((Date.parse(done.at) - Date.parse(began.at)) / 1000);
    // At the limit is within it. As moments, for the same one may be written with and without milliseconds.
    if (began.dueAt !== null && Date.parse(done.at) <= Date.parse(began.dueAt)) withinLimit++;
  }
  seconds.sort((a, b) => a - b);
  return {
    step,
    done: seconds.length,
    waiting,
    withinLimit: LIMITED.has(step) ? withinLimit : null,
    medianSeconds: middleOf(seconds),
    p90Seconds: seconds[Math.ceil(0.9 * seconds.length) - 1] ?? null,
  };
}

/** Of numbers in order; null = there are none. */
function middleOf(sorted: readonly number[]): number | null {
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
