// How open reporting was: by hand, day by day.
import { cellToChildren, cellToParent, gridDisk, latLngToCell } from 'h3-js';
import { expect, it } from 'vitest';
import { openReporting, type ReportingWay } from '../../../../geodata/analysis/warning/open_reporting.ts';

const HERE = latLngToCell(11, 12, 7);
const AWAY = latLngToCell(12, 12, 7);
const day = (date: string) => Date.parse(date) / 86_400_000;
const WEEK = [day('2026-10-05'), day('2026-10-11')] as const;
const time = { from: day('2026-09-07'), to: WEEK[1] };
const open = [{ from: '2025-01-01', until: null }];
const way = (parts: Partial<ReportingWay>): ReportingWay => ({
  ...{ cell: HERE, reachRings: 1, areaPcode: 'QQ001', openPeriods: open },
  ...parts,
});
const at = (points: readonly ReportingWay[], cell: string, areas: readonly string[] = []) => {
  const reporting = openReporting(points, [{ cell, areas }], time);
  return [reporting.open(0, ...WEEK), reporting.usual(0, WEEK[0]), reporting.fell(0, ...WEEK)];
};

it('serves the rings about its cell, finer and coarser cells within them, and no other', () => {
  const ring = gridDisk(HERE, 1)[3] ?? '';
  for (const cell of [HERE, ring, cellToChildren(ring, 8)[0] ?? '', cellToParent(HERE, 6)]) {
    expect(at([way({})], cell)).toEqual([1, 1, false]);
  }
  expect(at([way({})], AWAY)).toEqual([null, null, false]);
});

it('serves its whole area without a cell', () => {
  const line = way({ cell: null });
  expect(at([line], AWAY, ['QQ', 'QQ001'])).toEqual([1, 1, false]);
  expect(at([line], AWAY, ['QQ002'])).toEqual([null, null, false]);
  expect(at([line], HERE)).toEqual([null, null, false]);
});

it('counts days: the last day of a period belongs to it', () => {
  const closed = (until: string) => way({ openPeriods: [{ from: '2025-01-01', until }] });
  expect(at([closed('2026-10-04')], HERE)).toEqual([0, 1, true]);
  expect(at([closed('2026-10-05')], HERE)).toEqual([1 / 7, 1, true]);
  expect(at([closed('2026-10-11')], HERE)).toEqual([1, 1, false]);
  expect(at([way({ openPeriods: [{ from: '2026-10-10', until: null }] })], HERE)).toEqual([2 / 7, null, false]);
});

it('calls it a fall when one of many closed, since nobody knows who went there', () => {
  const many = Array.from({ length: 30 }, () => way({}));
  const shut = way({ openPeriods: [{ from: '2025-01-01', until: '2026-10-04' }] });
  expect(at([...many, shut], HERE)).toEqual([30, 31, true]);
});
