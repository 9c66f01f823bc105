// Alarms on counts against R's package surveillance, number by number.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cusum, cusumInput } from '../../../../geodata/analysis/warning/cusum.ts';
import { ears, earsInput } from '../../../../geodata/analysis/warning/ears.ts';
import { farrington, farringtonInput } from '../../../../geodata/analysis/warning/farrington.ts';

interface Row {
  readonly counts: number[];
  readonly alarm: (number | null)[];
  readonly [field: string]: unknown;
}
const golden = JSON.parse(readFileSync('tests/fixtures/warning_rows.json', 'utf8')) as Record<string, Row[]>;

describe('against surveillance', () => {
  it.each(golden['ears'] as Row[])('ears $method with floor $minimumSd has its limits and alarms', (row) => {
    const { method, minimumSd, counts } = row as unknown as { method: 'C1'; minimumSd: number; counts: number[] };
    const result = ears(earsInput.parse({ counts, method, minimumSd }));
    const upper = row['upper'] as number[];
    const from = counts.length - upper.length;
    upper.forEach((limit, i) => {
      expect(result.threshold[from + i]).toBeCloseTo(limit, 9);
      expect(result.alarm[from + i]).toBe(row.alarm[i] === 1);
    });
    expect(result.alarm.slice(0, from).every((flag) => flag === null)).toBe(true);
  });

  it.each(golden['cusum'] as Row[])('cusum $form at mean $mean has its sums and alarms', (row) => {
    const { form, mean, k, h, counts } = row as unknown as Record<string, number> & { counts: number[]; form: string };
    const result = cusum(
      cusumInput.parse({
        counts,
        form: form === 'none' ? 'poisson' : 'standardized',
        inControlMean: mean,
        inControlSd: Math.sqrt(mean as number),
        k,
        h,
        afterAlarm: 'continue',
      }),
    );
    (row['sum'] as number[]).forEach((sum, i) => {
      expect(result.statistic[i]).toBeCloseTo(sum, 9);
      expect(result.alarm[i]).toBe(row.alarm[i] === 1);
    });
  });

  it.each(golden['farrington'] as Row[])(
    'farrington in setting $setting has its means, limits, p and trends',
    (row) => {
      const settings = [
        { yearsBack: 4, seasons: 10, alpha: 0.005 },
        { yearsBack: 3, seasons: 10, alpha: 0.01, reweight: false, thresholdMethod: 'two-thirds' },
        {
          yearsBack: 4,
          halfWindow: 2,
          seasons: 1,
          recentLeftOut: 2,
          reweight: false,
          trendMaximumP: 0.05,
          alpha: 0.05,
        },
      ];
      const result = farrington(
        farringtonInput.parse({ counts: row.counts, ...settings[(row['setting'] as number) - 1] }),
      );
      const first = row['first'] as number;
      const field = (name: string): (number | null)[] => row[name] as (number | null)[];
      let compared = 0;
      field('expected').forEach((mean, i) => {
        const t = first + i;
        expect(result.alarm[t], `alarm ${t}`).toBe(row.alarm[i] === 1);
        if (mean === null) {
          expect(result.threshold[t]).toBeNaN();
          return;
        }
        compared++;
        expect((result.expected[t] as number) / mean, `mean ${t}`).toBeCloseTo(1, 5);
        expect((result.dispersion[t] as number) / (field('dispersion')[i] as number), `dispersion ${t}`).toBeCloseTo(
          1,
          5,
        );
        expect((result.threshold[t] as number) / (field('upper')[i] as number), `limit ${t}`).toBeCloseTo(1, 4);
        expect(result.p[t], `p ${t}`).toBeCloseTo(field('p')[i] as number, 5);
        const trend = field('trend')[i] as number | null;
        if (trend === null) expect(result.trend[t]).toBeNaN();
        else expect(result.trend[t]).toBeCloseTo(trend, 7);
      });
      expect(compared).toBeGreaterThan(20);
    },
  );
});
