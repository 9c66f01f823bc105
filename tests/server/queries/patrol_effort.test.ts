// Hours of patrol by cell and month: what is spent is what was walked, neither more nor less.
import { latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import type { Position } from '../../../geodata/schema/geometry.ts';
import type { PatrolRun } from '../../../geodata/schema/patrol.ts';
import { patrolEffortOf } from '../../../server/queries/patrol_effort.ts';

const run = (startedAt: string, endedAt: string, line: Position[]): PatrolRun => ({
  id: '00000000-0000-4000-8000-000000000001',
  routeId: '00000000-0000-4000-8000-000000000002',
  startedAt,
  endedAt,
  lengthMeters: 0,
  geom: { type: 'LineString', coordinates: line },
});
const hours = (rows: readonly { hours: number }[]): number => rows.reduce((sum, row) => sum + row.hours, 0);

describe('patrol effort', () => {
  it('adds up to the length of the run, over all cells', () => {
    const rows = patrolEffortOf(
      run('2026-10-03T06:00:00Z', '2026-10-03T09:30:00Z', [
        [13.1, 11.8],
        [13.3, 11.9],
      ]),
    );
    expect(rows.length).toBeGreaterThan(5);
    expect(hours(rows)).toBeCloseTo(3.5, 9);
    expect(new Set(rows.map((row) => row.month))).toEqual(new Set(['2026-10-01']));
    expect(new Set(rows.map((row) => row.cell)).size).toBe(rows.length);
  });

  it('is split in halves between two months when midnight of the last day is halfway', () => {
    const rows = patrolEffortOf(
      run('2026-09-30T23:00:00Z', '2026-10-01T01:00:00Z', [
        [13.1, 11.8],
        [13.1002, 11.8],
        [13.1004, 11.8],
      ]),
    );
    expect(rows.map((row) => [row.month, Math.round(row.hours * 1e6) / 1e6])).toEqual([
      ['2026-09-01', 1],
      ['2026-10-01', 1],
    ]);
  });

  it('of a run that never moved is spent where it stood', () => {
    const rows = patrolEffortOf(
      run('2026-10-03T06:00:00Z', '2026-10-03T07:00:00Z', [
        [13.1, 11.8],
        [13.1, 11.8],
      ]),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.cell).toBe(latLngToCell(11.8, 13.1, 7));
    expect(rows[0]?.hours).toBeCloseTo(1, 12);
  });
});
