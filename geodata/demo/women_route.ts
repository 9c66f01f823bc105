// When women of the demo are on the way to market, water, firewood and school: along patrol routes of the story's towns, at hours
// at which such ways are gone. All of it is invented.
import type { PatrolRoute } from '../schema/patrol.ts';
import type { WomenRouteKind } from '../schema/women_route.ts';
import { Stream } from './stream.ts';

/** As many as a calendar shows at a look. */
const MOST = 14;

interface Habit {
  readonly kind: WomenRouteKind;
  readonly words: string;
  /** Days of the week, Monday = 1, one of which is drawn. */
  readonly days: readonly (readonly number[])[];
  readonly hours: readonly (readonly [from: string, until: string])[];
}

const HABITS: Readonly<Partial<Record<PatrolRoute['purpose'], Habit>>> = {
  market: {
    ...{ kind: 'market', words: 'Market days' },
    days: [[1], [4], [1, 5], [3, 6]],
    hours: [
      ['07:30', '11:00'],
      ['08:00', '12:00'],
    ],
  },
  water: {
    ...{ kind: 'water', words: 'Morning water' },
    days: [
      [1, 2, 3, 4, 5, 6, 7],
      [1, 3, 5, 7],
    ],
    hours: [
      ['05:45', '08:00'],
      ['16:30', '18:30'],
    ],
  },
  firewood: {
    ...{ kind: 'firewood', words: 'Firewood' },
    days: [
      [2, 5],
      [3, 6],
      [2, 4, 6],
    ],
    hours: [
      ['06:00', '09:30'],
      ['06:30', '10:00'],
    ],
  },
  camp: {
    ...{ kind: 'school', words: 'Way to school' },
    days: [[1, 2, 3, 4, 5]],
    hours: [
      ['06:45', '08:00'],
      ['13:00', '14:30'],
    ],
  },
};

export interface WomenRouteRow {
  readonly patrol: PatrolRoute;
  readonly name: string;
  readonly kind: WomenRouteKind;
  readonly days: number[];
  readonly from: string;
  readonly until: string;
}

export function* womenRouteRows(patrols: Iterable<PatrolRoute>, seed: number): Generator<WomenRouteRow> {
  const stream = new Stream(seed, 'women route');
  let made = 0;
  for (const patrol of patrols) {
    const habit = HABITS[patrol.purpose];
    if (habit === undefined) continue;
    if (made++ === MOST) return;
    const [from, until] = stream.pick(habit.hours);
    yield {
      ...{ patrol, name: `${habit.words}, ${patrol.name}`.slice(0, 100), kind: habit.kind },
      ...{ days: [...stream.pick(habit.days)], from, until },
    };
  }
}
