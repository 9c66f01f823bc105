// Whether a place is in time for what it is listed for, and until when. Nothing is said where no hours are cited.
import type { CareEntry } from '../../../../geodata/analysis/reach/care_list_entry.ts';
import { t } from '../../../i18n/care/care_messages.ts';
import type { ClockRow } from './answer.ts';
import { type EntryLine, type LineContext, placeMoment } from './entry_lines.ts';
import { needName } from './need_words.ts';

const SIGNS = { in: 'in-time', maybe: 'perhaps', out: 'after' } as const;

export function fitLine(
  { verdict }: Pick<CareEntry, 'verdict'>,
  row: Pick<ClockRow, 'need' | 'until' | 'untilFirst'> | undefined,
  context: LineContext,
): EntryLine | null {
  if (row === undefined || (verdict !== 'in' && verdict !== 'maybe' && verdict !== 'out')) return null;
  const need = needName(row.need).text;
  const until = row.untilFirst ?? row.until;
  const time = until === null ? '' : placeMoment(until, context.timeZone, context);
  return { sign: SIGNS[verdict], text: t(`fit.${verdict}`, { need, time }), isWarning: false };
}
