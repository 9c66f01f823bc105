// Map and table of the readings, linked: what is chosen in one is chosen in the other, and told in full beside them.
import { useMemo, useState } from 'react';
import type { Session } from '../../api.ts';
import type { AreaShape, ReportingPoint } from '../../api_hotspots.ts';
import { wholeNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { WorkMap } from '../../map/work_map.tsx';
import { type Column, DataTable } from '../../ui/data_table.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { CellPanel } from './cell_panel.tsx';
import { answerOf, type CellRow, cellRows, vagueCounts } from './cell_rows.ts';
import { AREA_PREFIX, densityThings, hotspotThings } from './hotspot_things.ts';
import type { Choice } from './questions.ts';
import { isMarked, placeText, readingText } from './reading_words.ts';
import type { Findings } from './use_hotspots.ts';
import { VagueList } from './vague_list.tsx';

interface Props {
  readonly findings: Findings;
  readonly session: Session;
  readonly choice: Choice;
  readonly areas: readonly AreaShape[];
  readonly points: readonly ReportingPoint[];
  readonly selected: string | null;
  readonly onSelect: (cell: string | null) => void;
}

const ROWS = (order: ReadonlyMap<string, number>): readonly Column<CellRow>[] => [
  {
    id: 'reading',
    title: t('hot.column.reading'),
    width: 'auto',
    sortKey: ({ cell }) => order.get(cell) ?? 0,
    cell: (row) => <ReadingCell row={row} />,
  },
  { id: 'place', title: t('hot.column.place'), width: '8.5rem', sortKey: placeText, cell: placeText },
  {
    id: 'recent',
    title: t('hot.column.recent'),
    width: '5.5rem',
    numeric: true,
    sortKey: ({ recent }) => recent,
    cell: ({ recent }) => wholeNumber(recent),
  },
];

export function CellsSection({ findings, session, choice, areas, points, selected, onSelect }: Props) {
  const [shown, setShown] = useState<'marked' | 'all'>('marked');
  const [isDense, setDense] = useState(false);
  const rows = useMemo(() => cellRows(findings, { choice, areas, points }), [findings, choice, areas, points]);
  const vague = useMemo(() => vagueCounts(findings, choice), [findings, choice]);
  const listed = useMemo(() => (shown === 'all' ? rows : rows.filter(isMarked)), [rows, shown]);
  const columns = useMemo(() => ROWS(new Map(rows.map(({ cell }, i) => [cell, i]))), [rows]);
  const density = answerOf(findings.density);
  const things = useMemo(
    () => (isDense && density !== null ? densityThings(density) : hotspotThings(rows, vague, areas)),
    [isDense, density, rows, vague, areas],
  );
  const row = rows.find(({ cell }) => cell === selected) ?? null;
  const pick = (id: string | null) =>
    onSelect(id === null || id.startsWith(AREA_PREFIX) || id.includes(':') ? null : id);
  return (
    <>
      <div className="hot-linked">
        <div className="hot-map">
          <WorkMap label={t('hot.map')} things={things} selected={selected} onPick={pick} />
          <Legend />
          {density !== null && (
            <label className="hot-density">
              <input type="checkbox" checked={isDense} onChange={(event) => setDense(event.currentTarget.checked)} />
              <span>
                {t('hot.density.show')} <span className="quiet">{t('hot.density.hint')}</span>
              </span>
            </label>
          )}
        </div>
        <div className="hot-side">
          <Segmented
            label={t('hot.show')}
            value={shown}
            options={[
              { value: 'marked', text: t('hot.show.marked') },
              { value: 'all', text: t('hot.show.all') },
            ]}
            onChange={setShown}
          />
          {listed.length === 0 ? (
            <Notice tone="quiet" title={t('hot.noneMarked')}>
              {t('hot.noneMarkedHint')}
            </Notice>
          ) : (
            <div className="hot-table">
              <DataTable
                label={t('hot.table')}
                rows={listed}
                columns={columns}
                rowId={({ cell }) => cell}
                firstSort={{ column: 'reading', descending: false }}
                selectedId={selected}
                onSelect={({ cell }) => onSelect(cell)}
                onHover={() => undefined}
                sortLabel={(column) => t('table.sort', { column })}
              />
            </div>
          )}
          {row === null ? (
            <p className="quiet hot-pick">{t('hot.pick')}</p>
          ) : (
            <CellPanel key={row.cell} row={row} findings={findings} session={session} />
          )}
        </div>
      </div>
      <VagueList vague={vague} areas={areas} />
    </>
  );
}

const ReadingCell = ({ row }: { row: CellRow }) => (
  <span className="hot-reading" title={readingText(row)}>
    <span className={`hot-mark hot-mark-${row.reading.kind}`} aria-hidden="true" />
    {readingText(row)}
  </span>
);

const Legend = () => (
  <ul className="hot-legend" aria-label={t('hot.legend')}>
    <li>
      <span className="hot-mark hot-mark-more-than-chance" aria-hidden="true" />
      {t('hot.legend.more')}
    </li>
    <li>
      <span className="hot-mark hot-mark-reporting-lost" aria-hidden="true" />
      {t('hot.legend.lost')}
    </li>
    <li>
      <span className="hot-mark" aria-hidden="true" />
      {t('hot.legend.other')}
    </li>
    <li>
      <span className="hot-mark hot-mark-area" aria-hidden="true" />
      {t('hot.legend.area')}
    </li>
  </ul>
);
