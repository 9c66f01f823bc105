// The numbers over the board: what they count, against what, and in which words: fewer reports are never called better.
import { describe, expect, it } from 'vitest';
import { makeBoard } from '../../../../geodata/analysis/board/board.ts';
import { BoardCounts } from '../../../../geodata/analysis/board/board_counts.ts';
import type { UsualRange } from '../../../../geodata/analysis/board/usual_range.ts';
import { NO_CELL } from '../../../../geodata/schema/incident_columns.ts';
import { EN_BOARD } from '../../../../web/i18n/en_board.ts';
import { boardFigures, readingOf } from '../../../../web/pages/operations/board_figures.ts';
import { columnsOf, FIRST_DAY, type Row } from '../../../geodata/analysis/board/board_rows.ts';

const row = (day: number, more: Partial<Row> = {}): Row => ({
  ...{ cell: 0, area: 1, day: FIRST_DAY + day, period: 0, type: 0, verification: 1, source: 0, placePrecision: 0 },
  ...more,
});

describe('the numbers over the board', () => {
  it('count the window, the verified of it, its cells and what is known by area only', () => {
    const rows = [
      row(0),
      row(30),
      row(35, { verification: 0 }),
      row(36, { cell: 4 }),
      row(38, { cell: NO_CELL, area: 2 }),
    ];
    const counts = new BoardCounts(makeBoard(columnsOf(rows)));
    counts.setWindow(FIRST_DAY + 30, FIRST_DAY + 41);
    const { reported, verified, waiting, cells, inAreas, isProvisional, week } = boardFigures(counts);
    expect([reported, verified, waiting, cells, inAreas, isProvisional]).toEqual([4, 3, 1, 2, 1, true]);
    expect(week.count).toBe(3);
    counts.setWindow(FIRST_DAY, FIRST_DAY + 10);
    expect(boardFigures(counts)).toMatchObject({ reported: 1, isProvisional: false });
  });

  it('compare short windows by reports whose day is known, and say so', () => {
    const vague = Array.from({ length: 30 }, () => row(34, { period: 1 }));
    const counts = new BoardCounts(makeBoard(columnsOf([row(1), row(9), row(20), row(28), row(36), ...vague])));
    counts.setWindow(FIRST_DAY + 34, FIRST_DAY + 41);
    const figures = boardFigures(counts);
    expect([figures.reported, figures.window.count, figures.window.reading]).toEqual([31, 1, 'usual']);
    expect([figures.isDatedOnly, figures.vague]).toEqual([true, 30]);
  });

  it('reads fewer reports as a question about reporting, and too few windows as no range', () => {
    const of = (reading: UsualRange['reading'], mean: number | null = 12.34): UsualRange => ({
      ...{ count: 3, windows: 8, mean, reading },
      range: reading === 'unknown' ? null : { low: 5, high: 20 },
    });
    expect(readingOf(of('unknown', null)).key).toBe('board.noBefore');
    expect(readingOf(of('unknown')).key).toBe('board.fewBefore');
    expect(readingOf(of('more'))).toMatchObject({
      key: 'board.more',
      values: { mean: 12.3, low: 5, high: 20 },
      mark: '▲',
    });
    expect(EN_BOARD[readingOf(of('fewer')).key as keyof typeof EN_BOARD]).toContain(
      'Check whether people can still report',
    );
    expect(Object.values(EN_BOARD).join(' ')).not.toMatch(/declin|safer|improv|calmer|!/i);
  });
});
