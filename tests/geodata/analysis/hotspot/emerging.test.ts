// Emerging hot spots: an independent version's numbers, a made series for each of the seventeen words, and lost reporting.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type emergingHotSpots, emergingMethod } from '../../../../geodata/analysis/hotspot/emerging.ts';
import { EMERGING_CATEGORIES, emergingCategory } from '../../../../geodata/analysis/hotspot/emerging_categories.ts';
import { mannKendall } from '../../../../geodata/analysis/hotspot/mann_kendall.ts';
import { resultJson } from '../../../../geodata/analysis/method.ts';
import { seededRandom } from '../../../../geodata/analysis/random.ts';

type Result = ReturnType<typeof emergingHotSpots>;
const run = (inputs: Record<string, unknown>): Result => emergingMethod.run(inputs) as Result;
const golden = JSON.parse(readFileSync('tests/fixtures/emerging_rows.json', 'utf8'));

const RISING = { tau: 0.6, p: 0.001 };
const FALLING = { tau: -0.6, p: 0.001 };
const LEVEL = { tau: 0.3, p: 0.051 };
/** h hot, c cold, . neither. */
const bins = (text: string): Int8Array =>
  Int8Array.from(text, (letter) => (letter === 'h' ? 1 : letter === 'c' ? -1 : 0));

describe('the seventeen words', () => {
  it.each([
    ['...........h', LEVEL, 'new-hot-spot'],
    ['cc.........h', LEVEL, 'new-hot-spot'],
    ['.........hhh', LEVEL, 'consecutive-hot-spot'],
    ['ccc......hhh', RISING, 'consecutive-hot-spot'],
    ['.hhhhhhhhhh', RISING, 'intensifying-hot-spot'],
    ['hhhhhhhhhh', LEVEL, 'persistent-hot-spot'],
    ['.hhhhhhhhh', LEVEL, 'persistent-hot-spot'],
    ['hhhhhhhhhhhh', FALLING, 'diminishing-hot-spot'],
    ['..hh...hh..h', LEVEL, 'sporadic-hot-spot'],
    ['h.........hh', LEVEL, 'sporadic-hot-spot'],
    ['..hh...cc..h', LEVEL, 'oscillating-hot-spot'],
    ['hhhhhhhhhhh.', FALLING, 'historical-hot-spot'],
    ['hhhhhhhhhhhc', FALLING, 'historical-hot-spot'],
    ['...........c', LEVEL, 'new-cold-spot'],
    ['.........ccc', LEVEL, 'consecutive-cold-spot'],
    ['cccccccccccc', FALLING, 'intensifying-cold-spot'],
    ['cccccccccccc', LEVEL, 'persistent-cold-spot'],
    ['cccccccccccc', RISING, 'diminishing-cold-spot'],
    ['..cc...cc..c', LEVEL, 'sporadic-cold-spot'],
    ['..cc...hh..c', LEVEL, 'oscillating-cold-spot'],
    ['cccccccccccc.', LEVEL, 'historical-cold-spot'],
    ['............', RISING, 'no-pattern'],
    ['hhhhhhhh....', LEVEL, 'no-pattern'],
    ['..hhhhhhhh', LEVEL, 'consecutive-hot-spot'],
  ] as const)('%s is told by its bins and trend', (text, trend, word) => {
    expect(emergingCategory(bins(text), trend, 0.05)).toBe(word);
  });

  it('are seventeen, and all of them are met above or mirrored', () => {
    expect(new Set(EMERGING_CATEGORIES).size).toBe(17);
  });

  it('put hot before cold where both fit: neither a danger that is new nor one that was is hidden', () => {
    expect(emergingCategory(bins('ccccccccccch'), LEVEL, 0.05)).toBe('new-hot-spot');
    expect(emergingCategory(bins('hhhhhhhhhhhc'), LEVEL, 0.05)).toBe('historical-hot-spot');
  });

  it('give a mirrored series the mirrored word otherwise', () => {
    const random = seededRandom(6);
    const mirror = (word: string): string => word.replace(/hot|cold/, (side) => (side === 'hot' ? 'cold' : 'hot'));
    for (let round = 0; round < 500; round++) {
      const mostly = random() < 0.5 ? 0.95 : 0.4;
      const series = Int8Array.from({ length: 10 + Math.floor(8 * random()) }, () =>
        random() < mostly ? 1 : random() < 0.5 ? 0 : -1,
      );
      if (series.at(-1) === -1) series[series.length - 1] = 0;
      if (series.at(-1) === 1 && series.filter((bin) => bin === -1).length * 10 >= 9 * series.length) continue;
      const trend = { tau: random() - 0.5, p: random() / 5 };
      const word = emergingCategory(series, trend, 0.05);
      const opposite = emergingCategory(
        series.map((bin) => -bin),
        { ...trend, tau: -trend.tau },
        0.05,
      );
      expect(opposite).toBe(mirror(word));
    }
  });
});

describe('Mann–Kendall', () => {
  it('gives hand-counted figures, with ties and without', () => {
    // 1 2 3 4 5: S = 10, Var = 5·4·15/18, z = 9/√16.67.
    const rise = mannKendall(Float64Array.of(1, 2, 3, 4, 5));
    expect(rise.tau).toBe(1);
    expect(rise.p).toBeCloseTo(0.02748633, 7);
    // 1 1 2 2: S = 4, Var = (4·3·13 − 2·(2·1·9))/18 = 120/18.
    const tied = mannKendall(Float64Array.of(1, 1, 2, 2));
    expect(tied.tau).toBeCloseTo(4 / 6, 15);
    expect(tied.p).toBeCloseTo(0.2452781, 6);
    expect(mannKendall(Float64Array.of(3, 3, 3))).toEqual({ tau: 0, p: 1 });
    expect(mannKendall(Float64Array.of(1)).p).toBeNaN();
  });
});

describe('emerging hot spots', () => {
  it('meet the independent version: z of every bin, trend and category', () => {
    const { counts, neighbors, timeLag } = golden;
    const result = run({ counts, neighbors, timeLag });
    golden.z.forEach((row: (number | null)[], i: number) => {
      row.forEach((z, t) => {
        const ours = result.z[i]?.[t] as number;
        if (z === null) expect(ours).toBeNaN();
        else expect(Math.abs(ours - z)).toBeLessThan(1e-10);
      });
      expect(Math.abs((result.tau as Float64Array)[i]! - golden.tau[i])).toBeLessThan(1e-12);
      expect(Math.abs((result.trendP as Float64Array)[i]! - golden.trendP[i])).toBeLessThan(1e-12);
    });
    expect(result.category).toEqual(golden.category);
  });

  /** Forty quiet cells beside one group of three that do as told. */
  const world = (group: readonly (number | null)[], more: Record<string, unknown> = {}, quiet = 5): Result => {
    const others = Array.from({ length: 40 }, (_, i) => group.map((_, t) => quiet + ((i * 3 + t * 5) % 3) - 1));
    const neighbors = [[1, 2], [0, 2], [0, 1], ...others.map((_, i) => [3 + ((i + 1) % 40), 3 + ((i + 39) % 40)])];
    return run({ counts: [group, group, group, ...others], neighbors, ...more });
  };

  it('call an always cold, ever less cold cell a diminishing cold spot, never an intensifying hot one', () => {
    const result = world([0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], {}, 40);
    expect((result.z[0] as Float64Array).every((z) => z < -1.96)).toBe(true);
    expect((result.tau as Float64Array)[0]).toBeGreaterThan(0.6);
    expect(result.category[0]).toBe('diminishing-cold-spot');
  });

  it('call a growing hot cell intensifying, a shrinking one diminishing, a sudden one new', () => {
    expect(world([20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]).category[0]).toBe('intensifying-hot-spot');
    expect(world([31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20]).category[0]).toBe('diminishing-hot-spot');
    expect(world([5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 60]).category[0]).toBe('new-hot-spot');
  });

  it('flag a cell whose numbers end, and say nothing of cold, diminishing or historical', () => {
    const hot = [30, 31, 29, 30, 31, 29, 30, 31, 29, 30, 31, 29];
    const ended = world([...hot, null, null]);
    expect(ended.flags[0]).toEqual(['reporting-lost']);
    expect(ended.category[0]).toBe('persistent-hot-spot');
    const closed = world([...hot, 0, 0], {
      reporting: Array.from({ length: 43 }, (_, i) => Array.from({ length: 14 }, (_, t) => i > 2 || t < 12)),
    });
    expect(closed.flags[0]).toEqual(['reporting-lost']);
    expect(closed.category[0]).toBe('persistent-hot-spot');
    expect(closed.warnings.join()).toMatch(/stopped reporting/);
    const naive = world([...hot, 0, 0]);
    expect(naive.category[0]).not.toBe('persistent-hot-spot');
  });

  it('do not call reporting lost where it is known to have been open and only the number is missing', () => {
    const hot = [30, 31, 29, 30, 31, 29, 30, 31, 29, 30, 31, 29];
    const open = Array.from({ length: 43 }, () => Array(13).fill(true));
    const suppressed = world([...hot, null], { reporting: open });
    expect(suppressed.flags[0]).toEqual([]);
    expect(suppressed.warnings.join()).not.toMatch(/stopped reporting/);
    expect(world([...hot, null]).flags[0]).toEqual(['reporting-lost']);
  });

  it('flag a cell with fewer than ten bins as not enough data', () => {
    const result = world([1, 2, null, null, null, 3, 4, 5, 6, 7, 8, 9]);
    expect(result.flags[0]).toEqual(['not-enough-data']);
    expect(result.category[0]).toBeNull();
    expect((result.tau as Float64Array)[0]).toBeNaN();
  });

  it('say that nothing stands out in a cube that does not vary', () => {
    const result = run({ counts: [Array(10).fill(3), Array(10).fill(3)], neighbors: [[1], [0]] });
    expect(result.category).toEqual([null, null]);
    expect(result.warnings.join()).toMatch(/do not vary/);
  });

  it('refuse fewer than ten bins, ragged rows and counts that are none', () => {
    const pointerOf = (counts: unknown, more: Record<string, unknown> = {}): unknown => {
      try {
        run({ counts, neighbors: [[1], [0]], ...more });
      } catch (error) {
        return (error as { errors: { pointer: string }[] }).errors[0]?.pointer;
      }
      return null;
    };
    const ten = Array(10).fill(1);
    expect(pointerOf([ten.slice(1), ten.slice(1)])).toBe('/counts');
    expect(pointerOf([ten, [...ten, 1]])).toBe('/counts/1');
    expect(pointerOf([ten, [...ten.slice(1), -1]])).toBe('/counts/1/9');
    expect(pointerOf([ten, ten], { reporting: [ten] })).toBe('/reporting');
    expect(pointerOf([ten, ten], { reporting: [ten, [...ten.slice(1), 'x']] })).toBe('/reporting/1/9');
    expect(pointerOf('x')).toBe('/counts');
  });

  it('give the same bytes for any order of the input when cells have ids', () => {
    const { counts, neighbors, timeLag } = golden;
    const n = counts.length;
    const ids = counts.map((_: unknown, i: number) => `c${100 + i}`);
    const turned = {
      counts: counts.toReversed(),
      neighbors: neighbors.toReversed().map((row: number[]) => row.map((j) => n - 1 - j)),
      ids: ids.toReversed(),
      timeLag,
    };
    expect(resultJson(run(turned))).toBe(resultJson(run({ counts, neighbors, ids, timeLag })));
  });
});
