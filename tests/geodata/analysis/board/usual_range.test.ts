// What a count usually is: by hand where the numbers are small, against draws where the claim is a share of windows.
import { describe, expect, it } from 'vitest';
import { usualRange } from '../../../../geodata/analysis/board/usual_range.ts';
import { seededRandom } from '../../../../geodata/analysis/random.ts';

const weeks = (...counts: number[]) => Uint32Array.from(counts.flatMap((count) => [count, 0, 0, 0, 0, 0, 0]));

describe('the usual range', () => {
  it('is the mean of the windows of the same length right before, never of the window itself', () => {
    const found = usualRange(weeks(50, 2, 4, 6, 90), 28, 35);
    expect([found.count, found.windows, found.mean]).toEqual([90, 4, 15.5]);
    expect(usualRange(weeks(2, 4, 6, 90), 21, 35).windows).toBe(1);
  });

  it('says nothing of a range with fewer than three earlier windows, and no mean without any', () => {
    expect(usualRange(weeks(3, 5, 40), 14, 21)).toMatchObject({ mean: 4, range: null, reading: 'unknown' });
    expect(usualRange(weeks(3), 0, 7)).toMatchObject({ count: 3, mean: null, reading: 'unknown' });
    expect(usualRange(weeks(3), 3, 3)).toMatchObject({ count: 0, windows: 0, reading: 'unknown' });
  });

  it('never calls no report fewer where few came before, and calls a steep rise more', () => {
    expect(usualRange(weeks(1, 0, 2, 0, 1, 0), 35, 42).reading).toBe('usual');
    expect(usualRange(weeks(2, 3, 2, 3, 2, 3, 2, 3, 20), 56, 63).reading).toBe('more');
    expect(usualRange(weeks(40, 41, 39, 40, 42, 38, 40, 40, 12), 56, 63).reading).toBe('fewer');
  });

  it('holds at least 93 of 100 next windows of a constant rate, sparse or not', () => {
    const random = seededRandom(4);
    const poisson = (mean: number) => {
      let [count, product] = [0, random()];
      for (const floor = Math.exp(-mean); product > floor; product *= random()) count++;
      return count;
    };
    for (const mean of [0.5, 4, 30]) {
      let inside = 0;
      for (let run = 0; run < 400; run++) {
        const days = weeks(...Array.from({ length: 9 }, () => poisson(mean)));
        if (usualRange(days, 56, 63).reading === 'usual') inside++;
      }
      expect(inside / 400).toBeGreaterThanOrEqual(0.93);
    }
  });
});
