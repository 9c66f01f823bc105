// The numbers over the board: how many reports, against what is usual, how many are verified. Pure; the words are chosen so
// that a lack of reports is never called calm.

import type { BoardCounts } from '../../../geodata/analysis/board/board_counts.ts';
import { type UsualRange, usualRange } from '../../../geodata/analysis/board/usual_range.ts';
import { BOARD_WORDS } from '../../../geodata/schema/incident_columns.ts';
import type { MessageKey, Values } from '../../i18n/messages.ts';

/** Reports of so many days are still coming in. */
export const PROVISIONAL_DAYS = 14;
const WEEK = 7;
/** Shorter windows may hold a whole month's reports of unknown day, or none. */
const SHORT_DAYS = 28;

export interface BoardFigures {
  readonly reported: number;
  readonly window: UsualRange;
  /** Short windows are compared by reports whose day is known: those of a month would all stand in one of them. */
  readonly isDatedOnly: boolean;
  /** The last seven days of the window, against the weeks before: reports whose day is known. */
  readonly week: UsualRange;
  /** Last day of the week, one past it. */
  readonly weekDays: readonly [from: number, to: number];
  readonly verified: number;
  readonly waiting: number;
  readonly cells: number;
  readonly inAreas: number;
  /** The window reaches into days whose reports are still coming in. */
  readonly isProvisional: boolean;
  /** Of those in the window: whose day is known to the month or year only. */
  readonly vague: number;
}

export function boardFigures(counts: BoardCounts): BoardFigures {
  const { board, byDay, byPlace, byWord, inWindow } = counts;
  const [from, to] = counts.window;
  const start = from - board.firstDay;
  const end = to - board.firstDay;
  let cells = 0;
  let inAreas = 0;
  for (let place = 0; place < board.placeCount; place++) {
    const count = byPlace[place] as number;
    if (count === 0) continue;
    if (place < board.cellCount) cells++;
    else inAreas += count;
  }
  let vague = 0;
  for (let day = start; day < end; day++) vague += (counts.byMonth[day] ?? 0) + (counts.byYear[day] ?? 0);
  const week = usualRange(counts.byDatedDay, Math.max(0, end - WEEK), end);
  const isShort = end - start < SHORT_DAYS;
  const verified = byWord.verification[BOARD_WORDS.verification.indexOf('verified')] ?? 0;
  const waiting = byWord.verification[BOARD_WORDS.verification.indexOf('unverified')] ?? 0;
  return {
    reported: inWindow,
    window: usualRange(isShort ? counts.byDatedDay : byDay, start, end),
    week,
    isDatedOnly: isShort && vague > 0,
    weekDays: [Math.max(board.firstDay, to - WEEK), to],
    verified,
    waiting,
    cells,
    inAreas,
    isProvisional: to > board.endDay - PROVISIONAL_DAYS,
    vague,
  };
}

export interface Reading {
  readonly key: MessageKey;
  readonly values: Values;
  readonly mark: '▲' | '▼' | '=' | '–';
}

/** What the range says, in words. */
export function readingOf({ reading, mean, range, windows }: UsualRange): Reading {
  if (mean === null) return { key: 'board.noBefore', values: {}, mark: '–' };
  const values = {
    mean: mean < 20 ? Math.round(mean * 10) / 10 : Math.round(mean),
    low: range?.low ?? 0,
    high: range?.high ?? 0,
    windows,
  };
  if (reading === 'unknown') return { key: 'board.fewBefore', values, mark: '–' };
  if (reading === 'more') return { key: 'board.more', values, mark: '▲' };
  if (reading === 'fewer') return { key: 'board.fewer', values, mark: '▼' };
  return { key: 'board.usual', values, mark: '=' };
}
