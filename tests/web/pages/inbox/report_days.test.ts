// How reports stand in the stewards' list.
import { expect, it } from 'vitest';
import type { ReportItem } from '../../../../web/pages/inbox/inbox_api.ts';
import { byDay } from '../../../../web/pages/inbox/report_days.ts';

const report = (id: string, takenOn: string) => ({ id, takenOn }) as ReportItem;

it('reports stand by day, newest first, in the order of the server within a day', () => {
  const given = [
    report('c', '2026-11-20'),
    report('a', '2026-11-21'),
    report('b', '2026-11-20'),
    report('d', '2026-11-21'),
  ];
  expect(byDay(given).map(({ day, reports }) => [day, reports.map(({ id }) => id)])).toEqual([
    ['2026-11-21', ['a', 'd']],
    ['2026-11-20', ['c', 'b']],
  ]);
  expect(byDay([])).toEqual([]);
});
