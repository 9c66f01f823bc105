// What is known of a row: what, when, where and how surely, and the records of that cell, day and type with their ids.
import { useQuery } from '@tanstack/react-query';
import { dateOfDay } from '../../../geodata/analysis/board/board.ts';
import type { Session } from '../../api.ts';
import { readRecords } from '../../api_board.ts';
import { periodText } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { Chip, Fact, Facts } from '../../ui/facts.tsx';
import { Reading } from '../office/reading.tsx';
import type { BoardRow } from './board_row.ts';

interface Props {
  readonly session: Session;
  readonly row: BoardRow;
  readonly areaName: (pcode: string) => string;
}

export function RecordDetails({ session, row, areaName }: Props) {
  const { words, cell, pcode, period } = row;
  const place = cell === null ? { pcode } : { cell };
  const day = dateOfDay(row.day);
  const records = useQuery({
    queryKey: [session.role, session.organizationId, 'incident', 'records', cell, pcode, day, words.type],
    queryFn: ({ signal }) => readRecords({ ...place, day, type: words.type }, signal),
    enabled: cell !== null || pcode !== '',
  });
  return (
    <article aria-live="polite">
      <h2>{word('incident', words.type)}</h2>
      <p className="chips">
        <Chip tone={words.verification === 'verified' ? 'good' : 'quiet'}>
          {word('boardState', words.verification)}
        </Chip>
        {words.period !== 'day' && <Chip tone="striped">{word('boardPeriod', words.period)}</Chip>}
      </p>
      <Facts>
        <Fact name={t('board.col.day')}>{periodText(period)}</Fact>
        <Fact name={t('board.col.place')}>
          {areaName(pcode)}
          <span className="quiet board-under">{cell === null ? t('board.areaOnly') : t('board.inCell', { cell })}</span>
        </Fact>
        <Fact name={t('board.precision')}>{word('boardPlace', words.placePrecision)}</Fact>
        <Fact name={t('board.col.source')}>{word('boardSource', words.source)}</Fact>
      </Facts>
      <h3>{t('board.sameThere')}</h3>
      {cell === null && pcode === '' ? (
        <p className="quiet">{t('board.noPlace')}</p>
      ) : (
        <Reading query={records}>
          {(items) => (
            <ul className="board-records">
              {items.map((record) => (
                <li key={record.id}>
                  <code>{record.id.slice(0, 8)}</code>
                  <span>
                    {word('boardState', record.verification)} · {word('boardSource', record.sourceClass)}
                    {record.merged > 0 && ` · ${t('board.mergedInto', { count: record.merged })}`}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Reading>
      )}
      <p className="caveat">{t('board.detailsCaveat')}</p>
    </article>
  );
}
