// What each route got against what was asked of it; what was found there and what was reported near it in columns of their own.
import { useState } from 'react';
import type { PatrolFigures } from '../../api_patrols.ts';
import { dateText, wholeNumber } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { Chip } from '../../ui/facts.tsx';
import { type RecordColumn, RecordTable } from '../../ui/record_table.tsx';

type Row = PatrolFigures['routes'][number];

/** As many as one looks through; the rest at a touch. */
const SHOWN_FIRST = 12;
/** A route with less than this share of its runs is behind. */
const BEHIND_SHARE = 0.8;

const lack = ({ askedRuns, runs }: Row): number => askedRuns - runs;
export const isBehind = ({ askedRuns, runs }: Pick<Row, 'askedRuns' | 'runs'>): boolean =>
  runs < BEHIND_SHARE * askedRuns;
const one = (value: number): string => value.toFixed(1);

export function DosageTable({ routes }: { routes: readonly Row[] }) {
  const [isWhole, setWhole] = useState(false);
  const sorted = routes.toSorted((a, b) => lack(b) - lack(a) || (a.name < b.name ? -1 : 1));
  return (
    <>
      <RecordTable
        label={t('patrolBoard.dosage')}
        rows={isWhole ? sorted : sorted.slice(0, SHOWN_FIRST)}
        rowId={({ routeId }) => routeId}
        columns={columns()}
      />
      {!isWhole && sorted.length > SHOWN_FIRST && (
        <p>
          <button type="button" className="button button-quiet" onClick={() => setWhole(true)}>
            {t('patrolBoard.all', { count: sorted.length })}
          </button>
        </p>
      )}
    </>
  );
}

const columns = (): RecordColumn<Row>[] => [
  {
    id: 'route',
    title: t('patrolBoard.route'),
    cell: ({ name, purpose }) => (
      <>
        {name}
        <span className="quiet">{word('purpose', purpose)}</span>
      </>
    ),
  },
  {
    id: 'runs',
    title: t('patrolBoard.runs'),
    numeric: true,
    cell: (row) => (
      <>
        {isBehind(row) && <Chip tone="warning">{t('patrolBoard.behind')}</Chip>}{' '}
        {t('patrolBoard.runsOf', { runs: one(row.runs), asked: row.askedRuns })}
      </>
    ),
  },
  {
    id: 'minutes',
    title: t('patrolBoard.minutes'),
    numeric: true,
    cell: ({ minutes, plannedMinutes }) =>
      plannedMinutes === null
        ? wholeNumber(minutes)
        : t('patrolBoard.minutesPlanned', { minutes: wholeNumber(minutes), planned: wholeNumber(plannedMinutes) }),
  },
  {
    id: 'last',
    title: t('patrolBoard.last'),
    cell: ({ lastRunAt }) => (lastRunAt === null ? t('patrolBoard.never') : dateText(lastRunAt)),
  },
  {
    id: 'reported',
    title: t('patrolBoard.nearReported'),
    numeric: true,
    cell: ({ reported }) => wholeNumber(reported),
  },
  {
    id: 'found',
    title: t('patrolBoard.nearFound'),
    numeric: true,
    cell: ({ found, foundPer100Hours: rate }) => (
      <>
        {wholeNumber(found)}
        {rate !== null && (
          <span className="quiet">
            {t('patrolBoard.per100', { value: one(rate.value), lower: one(rate.lower), upper: one(rate.upper) })}
          </span>
        )}
      </>
    ),
  },
];
