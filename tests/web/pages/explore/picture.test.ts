// From the server's counts to what the map shows: windows of time, sums by cell, and nothing beyond what was given.
import { cellToParent, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import type { IncidentPicture } from '../../../../web/api.ts';
import {
  effortScene,
  incidentScene,
  incidentWindow,
  lastDayOf,
  resolutionOfCell,
  resolutionOfZoom,
} from '../../../../web/pages/explore/picture.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const near = latLngToCell(11.85, 13.16, 8);
const beside = latLngToCell(11.852, 13.175, 8);

const picture: IncidentPicture = {
  view: { resolution: 8, period: 'day', floor: 1, delayHours: 0 },
  cell: [near, near, beside, near],
  type: ['rape', 'physical_assault', 'physical_assault', 'rape'],
  period: ['2026-11-22', '2026-11-16', '2026-11-16', '2026-08-01'],
  count: [1, 2, 3, 7],
  areas: { pcode: ['NG1', 'NG1'], type: ['rape', 'rape'], period: ['2026-11-20', '2026-01-01'], count: [2, 9] },
};
const choice = { now: NOW, resolution: 8, parentOf: cellToParent };

describe('incident windows', () => {
  it('count the days that they name, today included', () => {
    expect(incidentWindow(picture, { ...choice, days: 7 }).total).toBe(6);
    expect(incidentWindow(picture, { ...choice, days: 6 }).total).toBe(1);
    expect(incidentWindow(picture, { ...choice, days: 365 }).total).toBe(13);
  });

  it('count a week until its Sunday', () => {
    const weekly = {
      ...picture,
      view: { resolution: 7, period: 'week', floor: 3, delayHours: 72 } as const,
      period: ['2026-11-16', '2026-11-16', '2026-11-09', '2026-08-03'],
    };
    expect(incidentWindow(weekly, { ...choice, resolution: 7, days: 7 }).total).toBe(3);
    expect(incidentWindow(weekly, { ...choice, resolution: 7, days: 8 }).total).toBe(6);
  });

  it('sum by cell and type, and tell the latest period', () => {
    const row = incidentWindow(picture, { ...choice, days: 365 }).rows.find(({ cell }) => cell === near);
    expect(row).toEqual({
      cell: near,
      count: 10,
      byType: new Map([
        ['rape', 8],
        ['physical_assault', 2],
      ]),
      vague: 0,
      latest: '2026-11-22',
    });
  });

  it('hold a month or a year until its last day, and count those apart', () => {
    const vague = {
      ...picture,
      cell: [near, near, near, near],
      period: ['2026-11', '2026', '2026-10', '2025'],
      areas: { ...picture.areas, period: ['2026-11', '2026-10'] },
    };
    const week = incidentWindow(vague, { ...choice, days: 7 });
    expect(week.total).toBe(3);
    expect(week.rows[0]).toMatchObject({ count: 3, vague: 3, latest: '2026-11' });
    expect([...week.imprecise]).toEqual([['NG1', { count: 2, vague: 2 }]]);
    expect(incidentWindow(vague, { ...choice, days: 22 }).total).toBe(3);
    expect(incidentWindow(vague, { ...choice, days: 23 }).total).toBe(6);
    expect(incidentWindow(vague, { ...choice, days: 326 }).total).toBe(6);
    expect(incidentWindow(vague, { ...choice, days: 327 }).total).toBe(13);
  });

  it('tell the latest period by its beginning, and vague dates from days in one cell', () => {
    const mixed = {
      ...picture,
      cell: [near, near, near, near],
      period: ['2026-11', '2026-10-30', '2026', '2026-11-02'],
    };
    const row = incidentWindow(mixed, { ...choice, days: 90 }).rows[0];
    expect(row).toMatchObject({ count: 13, vague: 4, latest: '2026-11-02' });
  });

  it('sum under a floor only what was left, so a cell of small weeks has no row', () => {
    const planner: IncidentPicture = {
      view: { resolution: 7, period: 'week', floor: 3, delayHours: 72 },
      cell: [cellToParent(near, 7), cellToParent(near, 7), cellToParent(near, 7)],
      type: ['rape', 'rape', 'physical_assault'],
      period: ['2026-11-02', '2026-11-09', '2026-11-09'],
      count: [3, 4, 5],
      areas: { pcode: [], type: [], period: [], count: [] },
    };
    const window = incidentWindow(planner, { ...choice, resolution: 7, days: 30 });
    expect(window.rows).toMatchObject([{ count: 12, vague: 0, latest: '2026-11-09' }]);
    expect(incidentScene(window)).toMatchObject({ floor: 3, resolution: 7 });
    expect(incidentWindow({ ...planner, cell: [], count: [] }, { ...choice, resolution: 7, days: 30 }).rows).toEqual(
      [],
    );
  });

  it('sum into parents far out, and the total stays', () => {
    const coarse = incidentWindow(picture, { ...choice, resolution: 5, days: 365 });
    expect(coarse.rows.map(({ cell }) => cell)).toEqual([cellToParent(near, 5)]);
    expect(coarse.rows[0]?.count).toBe(13);
    expect(coarse.total).toBe(13);
  });

  it('are never finer than what the role was given', () => {
    const planner = { ...picture, view: { ...picture.view, resolution: 7 as const } };
    expect(incidentWindow(planner, { ...choice, resolution: 8, days: 30 }).resolution).toBe(7);
  });

  it('keep records without a cell as districts', () => {
    const window = incidentWindow(picture, { ...choice, days: 30 });
    expect([...window.imprecise]).toEqual([['NG1', { count: 2, vague: 0 }]]);
    expect(incidentScene(window).impreciseAreas).toEqual(['NG1']);
  });

  it('end with the last day of a day, week, month or year', () => {
    expect(lastDayOf('2026-11-16', 'day')).toBe('2026-11-16');
    expect(lastDayOf('2026-12-28', 'week')).toBe('2027-01-03');
    expect(['2026-11', '2028-02', '2026-12', '2026'].map((period) => lastDayOf(period, 'week'))).toEqual([
      '2026-11-30',
      '2028-02-29',
      '2026-12-31',
      '2026-12-31',
    ]);
  });

  it('know the size of a cell by its name', () => {
    expect([5, 7, 8].map((resolution) => resolutionOfCell(cellToParent(near, resolution)))).toEqual([5, 7, 8]);
  });

  it('get coarser as the map is looked at from farther', () => {
    expect([3, 7.4, 8, 10, 12].map(resolutionOfZoom)).toEqual([5, 5, 6, 7, 8]);
  });
});

describe('patrol hours', () => {
  it('are those of the latest month, rounded up, cells without hours left out', () => {
    const scene = effortScene([
      { cell: 'a', month: '2026-10', hours: 2.1 },
      { cell: 'a', month: '2026-09', hours: 50 },
      { cell: 'b', month: '2026-10', hours: 0 },
    ]);
    expect(scene).toMatchObject({ month: '2026-10', cells: [{ cell: 'a', value: 3 }] });
    expect(effortScene([])).toMatchObject({ month: '', cells: [], breaks: [] });
  });
});
