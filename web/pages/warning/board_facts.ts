// What the board says in words: values with their unit and date. Pure.
import type { IndicatorState } from '../../../geodata/schema/warning_board.ts';
import type { BoardArea, BoardCell, Indicator, WarningBoard } from '../../api_warning.ts';
import { dateText } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';

/** "7 times", "3 of 4"; of a day a yes is a yes. */
export function valueText({ unit, frequency }: Indicator, value: number): string {
  if (unit === 'yes_no' && frequency === 'day') return t(value > 0 ? 'observe.yes' : 'observe.no');
  return t(`indicatorUnit.${unit}`, { count: value });
}

export function periodText({ frequency }: Indicator, { period, provisional }: BoardCell): string {
  if (period === null) return '';
  const when = frequency === 'week' ? t('warning.weekOf', { date: dateText(period) }) : dateText(period);
  return provisional ? `${when}, ${t('warning.soFar')}` : when;
}

export function countStates({ areas }: WarningBoard): Record<IndicatorState, number> {
  const counts = { alarm: 0, verify: 0, usual: 0, not_enough: 0, unheard: 0 };
  for (const { cells } of areas) for (const { state } of cells) counts[state] += 1;
  return counts;
}

/** "62 of 100", or that too little is known. */
export const compositeText = ({ composite }: BoardArea): string =>
  composite === null
    ? t('warnBoard.compositeUnknown')
    : t('warnBoard.compositeOf', { value: String(Math.round(composite)) });

export const weightsText = ({ indicators }: WarningBoard): string =>
  indicators.map(({ kind, weight }) => `${word('indicatorKind', kind)} ${weight}`).join(', ');
