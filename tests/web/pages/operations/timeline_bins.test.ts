// Bars of the timeline: every report in one of them, those of a month spread over it, and days and pixels that agree.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Axis,
  binDays,
  dayOfX,
  daysPerBin,
  ticksOf,
  xOfDay,
} from '../../../../web/pages/operations/timeline_bins.ts';

const day = (iso: string) => Date.parse(iso) / 86_400_000;

describe('the bars of the timeline', () => {
  it('hold every report once, and end with the newest day', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(20), { minLength: 1, maxLength: 900 }),
        fc.integer({ min: 50, max: 2000 }),
        (days, width) => {
          const byDay = Uint32Array.from(days);
          const none = new Uint32Array(days.length);
          const bins = binDays({ firstDay: 20_000, byDay, byMonth: none, byYear: none }, width);
          expect(bins.counts.reduce((a, b) => a + b)).toBe(days.reduce((a, b) => a + b));
          const last = days.slice(-bins.daysPerBin).reduce((a, b) => a + b, 0);
          expect(bins.counts.at(-1)).toBe(last);
          expect(bins.counts.length * 3).toBeLessThanOrEqual(Math.max(width + 3, 3));
        },
      ),
    );
  });

  it('spread the reports of a month over its days, and none beyond the newest day', () => {
    const byMonth = new Uint32Array(45);
    byMonth[0] = 31;
    byMonth[31] = 14;
    const firstDay = day('2026-10-01');
    const bins = binDays({ firstDay, byDay: byMonth, byMonth, byYear: new Uint32Array(45) }, 1000);
    expect([...bins.counts].every((count) => Math.abs(count - 1) < 1e-12)).toBe(true);
    expect(bins.vague).toEqual(bins.counts);
  });

  it('are a day wide where there is room, else whole weeks or more', () => {
    expect([daysPerBin(365, 1400), daysPerBin(6205, 1400), daysPerBin(6205, 320)]).toEqual([1, 14, 91]);
  });
});

describe('the axis of time', () => {
  const axis: Axis = { firstDay: day('2003-01-01'), endDay: day('2020-01-01'), width: 1400 };

  it('finds the day of the pixel that a day stands at', () => {
    for (let at = axis.firstDay; at <= axis.endDay; at += 97) expect(dayOfX(axis, xOfDay(axis, at))).toBe(at);
  });

  it('names years, or months where there are few, with room between names', () => {
    const years = ticksOf(axis);
    expect([years[0]?.text, years.at(-1)?.text]).toEqual(['2003', '2019']);
    const months = ticksOf({ firstDay: day('2025-11-20'), endDay: day('2026-11-23'), width: 340 });
    expect(months.length).toBeGreaterThan(2);
    const places = months.map((tick) =>
      xOfDay({ firstDay: day('2025-11-20'), endDay: day('2026-11-23'), width: 340 }, tick.day),
    );
    places.slice(1).forEach((x, i) => {
      expect(x - (places[i] as number)).toBeGreaterThanOrEqual(50);
    });
  });
});
