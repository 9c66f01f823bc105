// Early warning in the demo: six indicators, what was observed of them in six districts over twelve weeks, and who was asked before
// zones and patrols. All of it is invented; each district shows another state of the board.
import type { Area } from '../schema/area.ts';
import type { ConsultationInput } from '../schema/consultation.ts';
import type { IndicatorInput, ObservationInput } from '../schema/indicator.ts';
import type { IndicatorKind } from '../schema/indicator_words.ts';
import { DAY, dateOf } from './calendar.ts';
import { Stream } from './stream.ts';

const WEEKS = 12;

const WATCHED: readonly (readonly [kind: IndicatorKind, weight: number, threshold: number])[] = [
  ['women_absent_market', 2, 3],
  ['women_absent_firewood', 2, 3],
  ['armed_near', 3, 6],
  ['new_checkpoint', 2, 4],
  ['hostile_rhetoric', 1, 4],
  ['unusual_movement', 1, 4],
];
export const demoIndicators = (): IndicatorInput[] =>
  WATCHED.map(([kind, weight, threshold]) => ({ kind, weight, threshold, frequency: 'week', active: true }));

/** Values a week, oldest first; null = nobody said anything. What is not named here is small and steady. */
type Story = Partial<Record<IndicatorKind, readonly (number | null)[]>>;
const STORIES: Readonly<Record<string, Story>> = {
  /** Women stay away from firewood and armed men come near: alarms. */
  Bama: {
    women_absent_firewood: [1, 1, 0, 1, 1, 1, 1, 1, 2, 2, 3, 4],
    armed_near: [0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 3, 7],
  },
  /** One sighting where there were none: a task. */
  Gwoza: { armed_near: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] },
  Maiduguri: {},
  /** Nobody has said anything for five weeks. */
  Monguno: Object.fromEntries(WATCHED.map(([kind]) => [kind, [1, 0, 1, 1, 0, 1, 0, null, null, null, null, null]])),
  /** Told of for three weeks only. */
  Dikwa: Object.fromEntries(
    WATCHED.map(([kind]) => [kind, [null, null, null, null, null, null, null, null, null, 1, 0, 1]]),
  ),
  /** More words of hate each week. */
  Damboa: {
    hostile_rhetoric: [0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 1, 1],
    new_checkpoint: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 4],
  },
};

export interface DemoObservation extends Omit<ObservationInput, 'indicatorId'> {
  readonly kind: IndicatorKind;
}

export function* observationRows(
  areas: Iterable<Area>,
  { today, seed }: { today: number; seed: number },
): Generator<DemoObservation> {
  const stream = new Stream(seed, 'warning');
  for (const { name, pcode: areaPcode, adminLevel } of areas) {
    const story = adminLevel === 2 ? STORIES[name] : undefined;
    if (story === undefined) continue;
    for (const [kind] of WATCHED) {
      for (let week = 0; week < WEEKS; week++) {
        const told = story[kind] === undefined ? stream.whole(0, 1) : (story[kind][week] ?? null);
        if (told === null) continue;
        const observedOn = dateOf(today - DAY - 7 * DAY * (WEEKS - 1 - week));
        const source = stream.pick(['focal_point', 'focal_point', 'staff', 'partner'] as const);
        yield {
          kind,
          areaPcode,
          observedOn,
          value: told,
          source,
          reliability: source === 'staff' ? 'B' : 'C',
          credibility: 3,
        };
      }
    }
  }
}

/** Days ago, and the rest of a talk. */
type Talk = readonly [
  days: number,
  area: string,
  talk: Pick<ConsultationInput, 'topic' | 'group' | 'people' | 'women' | 'outcome' | 'concerns'>,
];
const TALKS: readonly Talk[] = [
  [
    12,
    'Monguno',
    { topic: 'zone', group: 'women', people: 23, women: 23, outcome: 'concerns', concerns: ['no_light', 'unsafe_way'] },
  ],
  [13, 'Monguno', { topic: 'zone', group: 'community', people: 41, women: 17, outcome: 'agreed', concerns: [] }],
  [30, 'Mubi', { topic: 'zone', group: 'women', people: 18, women: 18, outcome: 'agreed', concerns: [] }],
  [31, 'Mubi', { topic: 'zone', group: 'community', people: 36, women: 14, outcome: 'agreed', concerns: [] }],
  [
    8,
    'Bama',
    {
      topic: 'patrol',
      group: 'women',
      people: 27,
      women: 27,
      outcome: 'concerns',
      concerns: ['no_women_among_guards'],
    },
  ],
  [9, 'Bama', { topic: 'patrol', group: 'community', people: 52, women: 20, outcome: 'agreed', concerns: [] }],
  [20, 'Maiduguri', { topic: 'patrol', group: 'women', people: 31, women: 31, outcome: 'agreed', concerns: [] }],
  [20, 'Maiduguri', { topic: 'patrol', group: 'community', people: 64, women: 25, outcome: 'agreed', concerns: [] }],
  [
    40,
    'Gwoza',
    { topic: 'patrol', group: 'women', people: 15, women: 15, outcome: 'refused', concerns: ['guards', 'reprisals'] },
  ],
  [
    70,
    'Gashua',
    { topic: 'service', group: 'disability', people: 9, women: 5, outcome: 'concerns', concerns: ['not_accessible'] },
  ],
];
export function* consultationRows(areas: Iterable<Area>, today: number): Generator<ConsultationInput> {
  const pcodes = new Map(
    [...areas].filter(({ adminLevel }) => adminLevel === 2).map(({ name, pcode }) => [name, pcode]),
  );
  for (const [days, area, talk] of TALKS) {
    const areaPcode = pcodes.get(area);
    if (areaPcode === undefined) continue;
    yield { ...talk, areaPcode, heldOn: dateOf(today - days * DAY), zoneId: null, routeId: null };
  }
}
