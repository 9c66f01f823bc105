// Replicates of a scan: the fast search for their maxima against plain loops over the same replicates, and the law that p-values
// keep their word on data without clusters.
import { describe, expect, it } from 'vitest';
import { SCAN_KERNEL } from '../../../../geodata/analysis/hotspot/scan_kernel_bytes.ts';
import { laneScanner } from '../../../../geodata/analysis/hotspot/scan_lanes.ts';
import { logLikelihoodRatio } from '../../../../geodata/analysis/hotspot/scan_likelihood.ts';
import { scanMethod } from '../../../../geodata/analysis/hotspot/scan_method.ts';
import {
  aliasSampler,
  caseList,
  replicateMaxima,
  replicateSource,
  type ScanDesign,
} from '../../../../geodata/analysis/hotspot/scan_replicates.ts';
import type { ScanResult } from '../../../../geodata/analysis/hotspot/scan_schema.ts';
import { circularZones, groundOf } from '../../../../geodata/analysis/hotspot/scan_zones.ts';
import { randomIndex, seededRandom } from '../../../../geodata/analysis/random.ts';

function designOf(of: {
  seed: number;
  places: number;
  total: number;
  periods: number;
  prospective: boolean;
  chance: 'multinomial' | 'permutation';
}): ScanDesign {
  const { places, total, periods, prospective, chance } = of;
  const random = seededRandom(of.seed);
  const column = (scale: number): Float64Array =>
    Float64Array.from({ length: places }, () => Math.floor(random() * scale));
  const { ground } = groundOf({ across: column(40), up: column(40), planar: true });
  const n = ground.count;
  const weights = Float64Array.from({ length: n * periods }, () => 0.1 + random() ** 3);
  const draw = aliasSampler(weights, random);
  const cells = Int32Array.from({ length: total }, draw);
  const observed = caseList(cells, n, periods);
  const byPlace = new Float64Array(n);
  let expected = weights.map((weight) => (weight / weights.reduce((a, b) => a + b)) * total);
  if (chance === 'permutation') {
    for (const place of observed.places) byPlace[place] = (byPlace[place] as number) + 1;
    expected = expected.map((_, cell) => {
      const t = Math.floor(cell / n);
      const inPeriod = (observed.slotStart[t + 1] as number) - (observed.slotStart[t] as number);
      return ((byPlace[cell % n] as number) * inPeriod) / total;
    });
  } else {
    expected.forEach((e, cell) => {
      byPlace[cell % n] = (byPlace[cell % n] as number) + e;
    });
  }
  const windows = { periods, longest: Math.max(1, Math.floor(periods / 2)), prospective };
  return { zones: circularZones(ground, byPlace, 0.5), windows, total, expected, observed, chance };
}

/** Every circle, every window, one replicate at a time, with logarithms. */
function plainMaxima(design: ScanDesign, count: number, seed: number): Float64Array {
  const { zones, windows, total, expected } = design;
  const { places, start, member, ends } = zones;
  const next = replicateSource(design, seededRandom(seed));
  return Float64Array.from({ length: count }, () => {
    const list = next();
    let best = 0;
    for (let first = 0; first < windows.periods; first++) {
      for (let last = first; last < Math.min(windows.periods, first + windows.longest); last++) {
        if (windows.prospective && last !== windows.periods - 1) continue;
        const cases = new Float64Array(places);
        const e = new Float64Array(places);
        for (let t = first; t <= last; t++) {
          for (let i = 0; i < places; i++) e[i] = (e[i] as number) + (expected[t * places + i] as number);
          for (let k = list.slotStart[t] as number; k < (list.slotStart[t + 1] as number); k++) {
            const place = list.places[k] as number;
            cases[place] = (cases[place] as number) + 1;
          }
        }
        for (let center = 0; center < places; center++) {
          let [c, mean] = [0, 0];
          for (let p = start[center] as number; p < (start[center + 1] as number); p++) {
            c += cases[member[p] as number] as number;
            mean += e[member[p] as number] as number;
            if (ends[p] === 1) best = Math.max(best, logLikelihoodRatio(c, mean, total));
          }
        }
      }
    }
    return best;
  });
}

/** Both loops, the plain one and the compiled one, against the plainest. */
function bothAgree(design: ScanDesign, count: number, seed: number): void {
  const plainest = plainMaxima(design, count, seed);
  const compiled = replicateMaxima(design, count, seededRandom(seed), () => undefined, 'compiled');
  expect(replicateMaxima(design, count, seededRandom(seed), () => undefined, 'plain')).toEqual(compiled);
  compiled.forEach((maximum, r) => {
    expect(Math.abs(maximum - (plainest[r] as number))).toBeLessThan(1e-9 * Math.max(design.total / 1000, maximum, 1));
  });
}

describe('the maxima of replicates', () => {
  const chances = ['multinomial', 'permutation'] as const;
  const widths = [3, 60, 127, 128, 400, 511, 512, 3000];

  it('are those of plain loops over the same replicates, however many cases share a word', () => {
    for (const total of widths) {
      const design = designOf({
        seed: total,
        places: 30,
        total,
        periods: 1,
        prospective: false,
        chance: 'multinomial',
      });
      bothAgree(design, 99, 5);
    }
  });

  it('are so above 32,767 cases', () => {
    const design = designOf({
      seed: 2,
      places: 8,
      total: 40_000,
      periods: 1,
      prospective: false,
      chance: 'multinomial',
    });
    bothAgree(design, 40, 5);
  });

  it('are so in space and time, drawn or permuted, looking back or at the last period only', () => {
    for (const chance of chances) {
      for (const prospective of [true, false]) {
        for (const total of [40, 300, 700]) {
          const design = designOf({ seed: total, places: 15, total, periods: 7, prospective, chance });
          bothAgree(design, 50, 9);
        }
      }
    }
  });
});

describe('the compiled loop', () => {
  it('runs here, and is a small program', () => {
    const design = designOf({ seed: 1, places: 9, total: 50, periods: 1, prospective: false, chance: 'multinomial' });
    expect(laneScanner(design.zones, 50, 'compiled').compiled).toBe(true);
    expect(SCAN_KERNEL.length).toBeLessThan(10_000);
  });
});

describe('the draws', () => {
  it('follow their weights, and never fall where there is no weight', () => {
    const weights = Float64Array.of(0, 1, 2, 0, 5, 12);
    const draw = aliasSampler(weights, seededRandom(3));
    const counts = new Float64Array(6);
    for (let k = 0; k < 200_000; k++) counts[draw()]!++;
    expect([counts[0], counts[3]]).toEqual([0, 0]);
    const chi = counts.reduce((sum, count, i) => {
      const e = ((weights[i] as number) / 20) * 200_000;
      return e === 0 ? sum : sum + (count - e) ** 2 / e;
    }, 0);
    expect(chi).toBeLessThan(16.3); // .999 quantile of chi square with 3 degrees of freedom
  });
});

describe('the p-values of data without clusters', () => {
  const NULLS = 10_000;
  const LEVELS = [0.01, 0.05, 0.1];

  function keepsItsWord(inputOf: (random: () => number) => Record<string, unknown>): void {
    const rejected = LEVELS.map(() => 0);
    for (let set = 0; set < NULLS; set++) {
      const random = seededRandom(1_000_003 * (set + 1));
      const result = scanMethod.run({ ...inputOf(random), replications: 999, seed: set, maxClusters: 1 }) as ScanResult;
      const p = result.clusters[0]?.p ?? 1;
      LEVELS.forEach((level, k) => {
        if (p <= level) rejected[k] = (rejected[k] as number) + 1;
      });
    }
    LEVELS.forEach((level, k) => {
      const share = (rejected[k] as number) / NULLS;
      const error = Math.sqrt((level * (1 - level)) / NULLS);
      expect(share, `level ${level}`).toBeLessThanOrEqual(level + 3 * error);
      // And not by being blind: ties between few cases cost something, never two thirds.
      expect(share, `level ${level}`).toBeGreaterThan(level / 3);
    });
  }

  it('fall under a level in at most that share of 10,000 sets, cases drawn by population', () => {
    const x = [0, 1, 3.5, 7, 4];
    const y = [0, 2, 1, 0, 6];
    const population = [103, 211, 157, 89, 321];
    const draw = (random: () => number) => aliasSampler(Float64Array.from(population), random);
    keepsItsWord((random) => {
      const cases = [0, 0, 0, 0, 0];
      const next = draw(random);
      for (let k = 0; k < 13; k++) cases[next()]!++;
      return { x, y, population, cases };
    });
  }, 60_000);

  it('do so where times are permuted, for windows that reach the last period', () => {
    const at = Array.from({ length: 16 }, (_, k) => [0, 1, 3.5, 7, 9, 2.2][(k * k) % 6] as number);
    keepsItsWord((random) => ({
      x: at,
      y: at.map((x) => (x * 7) % 5),
      times: at.map(() => randomIndex(random, 6)),
      studyStart: 0,
      studyEnd: 5,
    }));
  }, 60_000);
});
