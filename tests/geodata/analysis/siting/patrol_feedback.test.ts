// Two things that go wrong with patrols: somebody counts them and knows the next, and what patrols find sends them back to where
// they found it. Years of it in small; tests/bench/patrol.ts runs a thousand weeks.
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../geodata/analysis/random.ts';
import { patrolPlanMethod } from '../../../../geodata/analysis/siting/patrol_plan.ts';
import type { PatrolPlanResult } from '../../../../geodata/analysis/siting/patrol_plan_schema.ts';
import { largestShare, ratioOfWhoCountsTheWeek } from './patrol_watchers.ts';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

function monthsOf(places: number, reports: (random: () => number) => number): PatrolPlanResult[] {
  return Array.from({ length: 8 }, (_, seed) => {
    const random = seededRandom(seed + 17);
    const column = (from: number) => Array.from({ length: places }, () => from + 0.1 * random());
    return patrolPlanMethod.run({
      places: {
        lon: column(12),
        lat: column(11),
        survivorReported: Array.from({ length: places }, () => reports(random)),
      },
      teams: [
        { name: 'A', shifts: [{ days: EVERY_DAY, from: '06:00', until: '12:00' }] },
        { name: 'B', shifts: [{ days: EVERY_DAY, from: '12:00', until: '18:00' }] },
      ],
      startDate: '2026-12-07',
      seed,
    }) as PatrolPlanResult;
  });
}

describe('months of patrols', () => {
  it.each([
    ['8 places alike', 8, () => 2],
    ['16 places alike', 16, () => 2],
    ['30 places alike', 30, () => 2],
    ['30 places, some with many reports', 30, (random: () => number) => Math.floor(random() * random() * 20)],
  ])('meet the dosage, and nobody who watches gains more than half above chance: %s', (_, places, reports) => {
    const months = monthsOf(places, reports);
    for (const month of months) {
      expect(month.dosage.met).toBeGreaterThanOrEqual(0.95);
      expect(month.unpredictability.kept).toBe(true);
      expect(month.unpredictability.ratio).toBeLessThanOrEqual(1.5);
    }
    // Not among those that a plan is drawn against: the mean over the months, since one month has few slots at one place.
    const counted = months.map(ratioOfWhoCountsTheWeek);
    expect(counted.reduce((sum, ratio) => sum + ratio, 0) / counted.length).toBeLessThanOrEqual(1.5);
  });
});

describe('years of patrols among places where as much happens in each', () => {
  const shares = (steeredByFinds: boolean) =>
    [1, 2, 3, 4, 5].map((seed) => largestShare({ weeks: 200, places: 8, seed, steeredByFinds }));

  it('go to all alike, whatever patrols find', () => {
    expect(Math.max(...shares(false))).toBeLessThanOrEqual(1.5);
  });

  it('would gather at a few if what patrols find were counted as a call', () => {
    expect(Math.max(...shares(true))).toBeGreaterThan(1.5);
  });
});
