// Alarms on real weekly events of three states in 2010 to 2019: they find the worst years, and do not fire on one event after silence.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect } from 'vitest';
import { type EarsResult, earsMethod } from '../../../../geodata/analysis/warning/ears.ts';
import { type FarringtonResult, farringtonMethod } from '../../../../geodata/analysis/warning/farrington.ts';
import { itOnRealData } from '../../../support/real_data.ts';

const START = Date.UTC(2010, 0, 4);
const WEEK = 7 * 86_400_000;
const WEEKS = 521;

function weekly(folder: string, state: string): number[] {
  const rows = parse(readFileSync(join(folder, 'events_ucdp_ged20.1_bay.csv')), { columns: true }) as Record<
    string,
    string
  >[];
  const counts = new Array<number>(WEEKS).fill(0);
  for (const row of rows) {
    const week = Math.floor((Date.parse(row['date_start'] as string) - START) / WEEK);
    if (row['adm_1'] === state && week >= 0 && week < WEEKS) counts[week] = (counts[week] as number) + 1;
  }
  return counts;
}

describe('alarms on real events', () => {
  itOnRealData('ne-nigeria', 'find 2014 in Borno and Adamawa and stay rare', async (folder) => {
    for (const state of ['Borno state', 'Adamawa state']) {
      const { alarm } = farringtonMethod.run({ counts: weekly(folder, state) }) as FarringtonResult;
      const years = alarm.flatMap((flag, t) => (flag ? [new Date(START + t * WEEK).getUTCFullYear()] : []));
      expect(years.filter((year) => year === 2014).length).toBeGreaterThanOrEqual(years.length / 2);
      expect(years.length).toBeLessThan(0.05 * WEEKS);
    }
  });

  itOnRealData('ne-nigeria', 'make a task, not an alarm, of one event after silent weeks', async (folder) => {
    const counts = weekly(folder, 'Yobe state');
    for (const method of ['C1', 'C2', 'calibrated']) {
      const { alarm, verify } = earsMethod.run({ counts, method, minimumSd: 0.01 }) as EarsResult;
      const tasks = verify.flatMap((flag, t) => (flag ? [t] : []));
      expect(tasks.length).toBeGreaterThan(5);
      const lone = tasks.filter((t) => counts.slice(t - 9, t).every((count) => count === 0) && counts[t] === 1);
      for (const t of lone) expect(alarm[t]).toBe(false);
    }
  });
});
