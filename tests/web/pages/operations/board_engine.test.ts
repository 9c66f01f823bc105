// The engine of the board: changes told once a frame, a window that stays inside its days, playing by the clock and not by
// frames, filters that outlive newer columns.
import { describe, expect, it } from 'vitest';
import { hexagonsAt } from '../../../../geodata/analysis/board/hexagons.ts';
import { NO_CELL } from '../../../../geodata/schema/incident_columns.ts';
import { BoardEngine } from '../../../../web/pages/operations/board_engine.ts';
import { NO_PLACES, placeFinder } from '../../../../web/pages/operations/place_filter.ts';
import { CELLS, columnsOf, FIRST_DAY, type Row } from '../../../geodata/analysis/board/board_rows.ts';

const row = (day: number, more: Partial<Row> = {}): Row => ({
  ...{ cell: 0, area: 1, day: FIRST_DAY + day, period: 0, type: 0, verification: 0, source: 0, placePrecision: 0 },
  ...more,
});
const ROWS = [0, 3, 9, 9, 20, 31, 40].map((day, i) => row(day, { type: i % 2 }));

function start(rows: readonly Row[] = ROWS) {
  const due: ((at: number) => void)[] = [];
  const engine = new BoardEngine(columnsOf(rows), { request: (work) => due.push(work), cancel: () => {} });
  return {
    engine,
    frame: (at: number) => {
      for (const work of due.splice(0)) work(at);
    },
    waiting: () => due.length,
  };
}

describe('the board', () => {
  it('gathers many moves of the window into one frame and tells them once', () => {
    const { engine, frame, waiting } = start();
    let told = 0;
    engine.subscribe(() => told++);
    for (let day = 0; day < 20; day++) engine.setWindow(FIRST_DAY + day, FIRST_DAY + day + 10);
    expect([waiting(), told]).toEqual([1, 0]);
    frame(16);
    expect([told, engine.counts.window, engine.counts.inWindow]).toEqual([1, [FIRST_DAY + 19, FIRST_DAY + 29], 1]);
  });

  it('keeps the window inside the days there are, its length where it can', () => {
    const { engine } = start();
    const { firstDay, endDay } = engine.board;
    engine.setWindow(firstDay - 100, firstDay - 90);
    expect(engine.window).toEqual([firstDay, firstDay + 10]);
    engine.setWindow(endDay + 5, endDay + 15);
    expect(engine.window).toEqual([endDay - 10, endDay]);
    engine.setWindow(firstDay - 1000, endDay + 1000);
    expect(engine.window).toEqual([firstDay, endDay]);
    engine.setWindow(firstDay + 3.4, firstDay + 3.4);
    expect(engine.window).toEqual([firstDay + 3, firstDay + 4]);
  });

  it('plays so many days a second, however many frames there are, and stops at the newest day', () => {
    const days = (stepMs: number) => {
      const { engine, frame } = start();
      engine.setWindow(FIRST_DAY, FIRST_DAY + 5);
      frame(0);
      engine.play(2);
      for (let at = 1000; at <= 4000; at += stepMs) frame(at);
      return engine.window[0] - FIRST_DAY;
    };
    expect([days(20), days(250)]).toEqual([6, 6]);
    const { engine, frame } = start();
    engine.play(4);
    expect(engine.window[0]).toBe(engine.board.firstDay);
    for (let at = 1000; at < 60_000; at += 100) frame(at);
    expect([engine.speed, engine.isNow]).toEqual([0, true]);
  });

  it('keeps filters and a window up to now when newer columns come', () => {
    const { engine } = start();
    engine.setWindow(engine.board.endDay - 10, engine.board.endDay);
    engine.setWords('type', 1);
    engine.setColumns(columnsOf([...ROWS, row(41, { type: 0 }), row(41, { type: 1 })]));
    expect(engine.window).toEqual([FIRST_DAY + 32, FIRST_DAY + 42]);
    expect([engine.counts.allowed('type'), engine.counts.inWindow]).toEqual([1, 2]);
  });

  it('takes no word at all for every word, and clears words and places together', () => {
    const { engine } = start();
    engine.setWords('type', 0);
    expect(engine.counts.inWindow).toBe(ROWS.length);
    engine.setWords('type', 2);
    engine.setPlaces({ ...NO_PLACES, pcode: 'NG9' });
    engine.clear();
    expect([engine.counts.inWindow, engine.places]).toEqual([ROWS.length, NO_PLACES]);
  });
});

describe('the filter of places', () => {
  const rows = [
    row(1),
    row(1, { cell: 5, area: 2 }),
    row(1, { cell: NO_CELL, area: 3 }),
    row(1, { cell: 18, area: 3 }),
  ];
  const withFinder = () => {
    const { engine } = start(rows);
    const hexagons = [5, 6, 7, 8].map((resolution) => hexagonsAt(CELLS, resolution));
    const boxOfArea = (pcode: string) => (pcode === 'NG003' ? ([14, 10, 15, 11] as const) : null);
    engine.setFinder(placeFinder({ board: engine.board, hexagons, boxOfArea }));
    return { engine, hexagons };
  };

  it('keeps what lies in a chosen cell of any size, and nothing that is known by area only', () => {
    const { engine, hexagons } = withFinder();
    engine.setPlaces({ ...NO_PLACES, cells: [CELLS[5] as string] });
    expect(engine.counts.inWindow).toBe(1);
    engine.setPlaces({ ...NO_PLACES, cells: [...(hexagons[0]?.cells ?? [])] });
    expect(engine.counts.inWindow).toBe(3);
  });

  it('keeps an area with its cells and with what is known by it only', () => {
    const { engine } = withFinder();
    engine.setPlaces({ ...NO_PLACES, pcode: 'NG003' });
    expect(engine.counts.inWindow).toBe(2);
    engine.setPlaces({ ...NO_PLACES, pcode: 'NG' });
    expect(engine.counts.inWindow).toBe(4);
  });

  it('keeps what the map shows: cells by where they lie, areas that reach into it', () => {
    const { engine } = withFinder();
    engine.setPlaces({ ...NO_PLACES, box: [12.5, 11.5, 13.5, 12.5] });
    expect(engine.counts.inWindow).toBe(3);
    engine.setPlaces({ ...NO_PLACES, box: [14.5, 10.5, 16, 12] });
    expect(engine.counts.inWindow).toBe(1);
  });
});
