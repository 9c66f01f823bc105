// The board: what was observed becomes readings by area, and a composite that can be added up by hand.
import { expect, it } from 'vitest';
import { boardFrom, boardOf, type ObservedPeriod } from '../../../../geodata/analysis/warning/warning_board.ts';
import type { Indicator } from '../../../../geodata/schema/indicator.ts';

const indicator = (id: string, parts: Partial<Indicator> = {}): Indicator => ({
  ...{ id, kind: 'armed_near', unit: 'count', weight: 1, threshold: 4, frequency: 'week', active: true, version: 1 },
  ...parts,
});
const row = (indicatorId: string, period: string, value: number, areaPcode = 'QQ001'): ObservedPeriod => ({
  ...{ indicatorId, areaPcode, areaName: 'West', period, value, strong: true, lastOn: period },
});
/** A Friday; its week began on the 16th. */
const TODAY = '2026-11-20';

it('adds up by the weights, each as far as it is to its threshold', () => {
  const indicators = [indicator('a', { weight: 3 }), indicator('b', { weight: 1, threshold: 2 })];
  const { areas } = boardOf(indicators, [row('a', '2026-11-16', 1), row('b', '2026-11-16', 9)], TODAY);
  // (3 × 1/4 + 1 × 1) / 4
  expect(areas).toMatchObject([{ areaPcode: 'QQ001', composite: 43.75, knownWeight: 1 }]);
});

it('leaves out what is not known and says how much is, and has no composite from less than half', () => {
  const indicators = [indicator('a', { weight: 3 }), indicator('b', { weight: 1 })];
  const known = boardOf(indicators, [row('a', '2026-11-16', 2)], TODAY).areas[0];
  expect(known).toMatchObject({ composite: 50, knownWeight: 0.75 });
  expect(known?.cells[1]).toMatchObject({ state: 'unheard', value: null, series: Array(12).fill(null) });
  const little = boardOf(indicators, [row('b', '2026-11-16', 2)], TODAY).areas[0];
  expect(little).toMatchObject({ composite: null, knownWeight: 0.25 });
});

it('puts values into the weeks that begin on Mondays and calls the running one provisional', () => {
  const { areas } = boardOf([indicator('a')], [row('a', '2026-11-09', 2), row('a', '2026-11-16', 3)], TODAY);
  expect(areas[0]?.cells[0]).toMatchObject({ value: 3, period: '2026-11-16', provisional: true });
  expect(areas[0]?.cells[0]?.series.slice(-3)).toEqual([null, 2, 3]);
  const before = boardOf([indicator('a')], [row('a', '2026-11-09', 2)], TODAY).areas[0];
  expect(before?.cells[0]).toMatchObject({ value: 2, period: '2026-11-09', provisional: false });
});

it('counts days where an indicator goes by days', () => {
  const daily = indicator('a', { frequency: 'day' });
  const { areas } = boardOf([daily], [row('a', '2026-11-19', 1), row('a', '2026-11-20', 2)], TODAY);
  expect(areas[0]?.cells[0]?.series.slice(-3)).toEqual([null, 1, 2]);
});

it('shows no indicator that is not active, and the most urgent area first', () => {
  const indicators = [indicator('a'), indicator('b', { active: false })];
  const rows = [row('a', '2026-11-16', 1, 'QQ001'), row('a', '2026-11-16', 5, 'QQ002')];
  const board = boardOf(indicators, rows, TODAY);
  expect(board.indicators.map(({ id }) => id)).toEqual(['a']);
  expect(board.areas.map(({ areaPcode }) => areaPcode)).toEqual(['QQ002', 'QQ001']);
});

it('reaches back as far as its longest test', () => {
  expect(boardFrom(TODAY, true)).toBe('2023-10-23');
  expect(new Date(`${boardFrom('2026-11-23', true)}T00:00:00Z`).getUTCDay()).toBe(1);
});
