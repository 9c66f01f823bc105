// What the duty room of the demo has behind it and before it: alerts of four weeks and what was done about each, minute by minute.
// All of it is invented; towns are real.
import { latLngToCell } from 'h3-js';
import type { AlertActionInput } from '../schema/alert.ts';
import type { AlertKind, RaisedBy, Severity } from '../schema/alert_words.ts';
import type { Place } from '../schema/place.ts';
import { Stream } from './stream.ts';

export interface DemoAlert {
  readonly kind: AlertKind;
  readonly severity: Severity;
  readonly raisedBy: RaisedBy;
  /** H3 r8, near a town. */
  readonly cell: string;
  /** Before the moment at which the demo is loaded. */
  readonly minutesAgo: number;
  /** Minutes from raising, in order; an assignment names the place of a team in the list of teams. */
  readonly steps: readonly DemoStep[];
}
export interface DemoStep {
  readonly after: number;
  readonly action: AlertActionInput['action'];
  readonly parts?: Readonly<Record<string, unknown>>;
  readonly team?: number;
}

const HISTORY = 26;
const DAY_MINUTES = 24 * 60;

const CAUSES: readonly (readonly [kind: AlertKind, raisedBy: RaisedBy, severity: Severity])[] = [
  ['armed_presence', 'person', 3],
  ['indicator_alarm', 'indicator', 2],
  ['cluster', 'cluster', 2],
  ['violence_reported', 'report', 3],
  ['access_blocked', 'person', 1],
  ['verification_task', 'indicator', 1],
  ['request_for_help', 'person', 3],
  ['reporting_lost', 'rule', 2],
  ['threat', 'person', 2],
  ['people_displaced', 'person', 2],
  ['emerging_hotspot', 'cluster', 2],
  ['service_closed', 'rule', 1],
];
/** Median minutes of each step by severity 1, 2, 3: mostly within the limits, with a tail beyond them. */
const PACE: Readonly<Record<'verify' | 'assign' | 'respond' | 'arrive' | 'close', readonly [number, number, number]>> =
  {
    verify: [110, 28, 8],
    assign: [90, 25, 7],
    respond: [300, 60, 14],
    arrive: [80, 65, 50],
    close: [900, 420, 260],
  };

const cellNear = ({ geom: { coordinates } }: Place, stream: Stream): string =>
  latLngToCell(coordinates[1] + stream.between(-0.03, 0.03), coordinates[0] + stream.between(-0.03, 0.03), 8);

/** Log-normal about the median: one in six takes more than twice as long. */
const taken = (median: number, stream: Stream) => Math.max(1, Math.round(median * Math.exp(0.75 * stream.normal())));

function pastSteps(severity: Severity, { stream, teams }: { stream: Stream; teams: number }): DemoStep[] {
  const steps: DemoStep[] = [];
  let after = 0;
  const add = (step: keyof typeof PACE, of: Omit<DemoStep, 'after' | 'action'> = {}) => {
    after += taken(PACE[step][severity - 1] as number, stream);
    steps.push({ after, action: step, ...of });
  };
  const end = stream.weighted({ responded: 17, no_response: 4, not_confirmed: 5 });
  if (end === 'not_confirmed') {
    const reason = stream.pick(['false_alarm', 'duplicate', 'could_not_verify']);
    add('close', { parts: { outcome: end, reason } });
    return steps.map((step) => ({ ...step, after: Math.ceil(step.after / 3) }));
  }
  add('verify');
  if (stream.chance(0.3)) steps.push({ after: after + 1, action: 'note', parts: { word: 'second_source_asked' } });
  add('assign', { team: stream.whole(0, teams - 1) });
  const etaMinutes = 10 * stream.whole(2, 9);
  steps.push({ after: after + 2, action: 'accept', parts: { etaMinutes } });
  if (end === 'no_response') {
    const reason = stream.pick(['no_access', 'too_dangerous', 'survivor_declined', 'handled_by_partner']);
    add('close', { parts: { outcome: end, reason } });
    return steps;
  }
  after += 2;
  add('respond');
  add('arrive');
  add('close', { parts: { outcome: end } });
  return steps;
}

/** The alerts that are open now: one of each state, with clocks that run, and one that nobody took in time. */
function openAlerts(places: readonly Place[], stream: Stream): DemoAlert[] {
  const open = (
    [kind, raisedBy, severity]: (typeof CAUSES)[number],
    minutesAgo: number,
    steps: readonly DemoStep[] = [],
  ): DemoAlert => ({ kind, raisedBy, severity, minutesAgo, steps, cell: cellNear(stream.pick(places), stream) });
  return [
    open(['request_for_help', 'person', 3], 4),
    open(['indicator_alarm', 'indicator', 2], 31),
    open(['access_blocked', 'person', 1], 290),
    open(['cluster', 'cluster', 2], 75, [{ after: 34, action: 'verify' }]),
    open(['threat', 'person', 2], 190, [
      { after: 22, action: 'verify' },
      { after: 24, action: 'note', parts: { word: 'waiting_for_consent' } },
    ]),
    open(['armed_presence', 'person', 3], 41, [
      { after: 9, action: 'verify' },
      { after: 17, action: 'assign', team: 0 },
      { after: 20, action: 'accept', parts: { etaMinutes: 45 } },
    ]),
    open(['people_displaced', 'person', 2], 260, [
      { after: 40, action: 'verify' },
      { after: 85, action: 'assign', team: 1 },
      { after: 90, action: 'accept', parts: { etaMinutes: 60 } },
      { after: 140, action: 'respond', parts: { etaMinutes: 70 } },
      { after: 215, action: 'arrive' },
    ]),
  ];
}

/** The oldest first. `teams`: how many there are to be given an alert. */
export function alertRows(of: {
  readonly places: Iterable<Place>;
  readonly seed: number;
  readonly teams: number;
}): DemoAlert[] {
  const stream = new Stream(of.seed, 'alert');
  const places = largest(of.places, 24);
  const past = Array.from({ length: HISTORY }, (_, i): DemoAlert => {
    const [kind, raisedBy, severity] = CAUSES[i % CAUSES.length] as (typeof CAUSES)[number];
    const steps = pastSteps(severity, { stream, teams: of.teams });
    // All of them have ended by now.
    const minutesAgo = (steps.at(-1)?.after ?? 0) + Math.round(stream.between(0.2, 28) * DAY_MINUTES);
    return { kind, raisedBy, severity, minutesAgo, steps, cell: cellNear(stream.pick(places), stream) };
  });
  return [...past, ...openAlerts(places, stream)].sort((a, b) => b.minutesAgo - a.minutesAgo);
}

export const largest = (places: Iterable<Place>, most: number): Place[] =>
  [...places].sort((a, b) => (b.population ?? 0) - (a.population ?? 0)).slice(0, most);
