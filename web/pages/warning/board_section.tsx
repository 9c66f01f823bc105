// The board: areas by indicators, the most urgent area first. Each cell opens what it rests on and the next step.
import { useState } from 'react';
import type { Session } from '../../api.ts';
import type { BoardArea, BoardCell, Indicator, WarningBoard } from '../../api_warning.ts';
import { dateText, percent } from '../../i18n/format.ts';
import { t, word } from '../../i18n/messages.ts';
import { Notice } from '../../ui/notice.tsx';
import { Reading } from '../office/reading.tsx';
import { compositeText, countStates, valueText, weightsText } from './board_facts.ts';
import { CellDialog } from './cell_dialog.tsx';
import { Spark } from './spark.tsx';
import { useBoard } from './use_warning.ts';

export interface Chosen {
  readonly area: BoardArea;
  readonly indicator: Indicator;
  readonly cell: BoardCell;
}

export function BoardSection({ session }: { session: Session }) {
  const board = useBoard(session);
  const hint = t(session.role === 'steward' ? 'warnBoard.emptySteward' : 'warnBoard.emptyHint');
  return (
    <section className="office-section">
      <p className="office-intro">{t('warnBoard.intro')}</p>
      <Reading
        query={board}
        empty={{ when: ({ indicators }) => indicators.length === 0, title: t('warnBoard.empty'), hint }}
      >
        {(data) => <Board session={session} board={data} />}
      </Reading>
    </section>
  );
}

function Board({ session, board }: { session: Session; board: WarningBoard }) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const { alarm, verify, unheard } = countStates(board);
  if (board.areas.length === 0) {
    return (
      <Notice tone="quiet" title={t('warnBoard.noReports')}>
        {t('warnBoard.noReportsHint')}
      </Notice>
    );
  }
  return (
    <>
      <p className="warning-counts" role="status">
        <strong>{t('warnBoard.counts', { alarms: alarm, verify, unheard })}</strong>{' '}
        <span className="quiet">{t('warnBoard.asOf', { date: dateText(board.asOf) })}</span>
      </p>
      <div className="office-table warning-board">
        <table aria-label={t('warnBoard.table')}>
          <thead>
            <tr>
              <th scope="col">{t('warnBoard.area')}</th>
              <th scope="col">{t('warnBoard.composite')}</th>
              {board.indicators.map(({ id, kind }) => (
                <th key={id} scope="col">
                  {word('indicatorKind', kind)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {board.areas.map((area) => (
              <tr key={area.areaPcode}>
                <th scope="row">{area.name}</th>
                <td data-name={t('warnBoard.composite')}>
                  <Composite area={area} />
                </td>
                {board.indicators.map((indicator, i) => {
                  const cell = area.cells[i];
                  return cell === undefined ? null : (
                    <td key={indicator.id}>
                      <CellButton area={area} indicator={indicator} cell={cell} onChoose={setChosen} />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <details className="warning-method">
        <summary>{t('warnBoard.method')}</summary>
        <p>{t('warnBoard.methodText')}</p>
        <p>{t('warnBoard.compositeText')}</p>
        <p>{t('warnBoard.weights', { list: weightsText(board) })}</p>
      </details>
      {chosen !== null && <CellDialog session={session} {...chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

function Composite({ area }: { area: BoardArea }) {
  return (
    <div className="composite">
      <span>{compositeText(area)}</span>
      {area.composite !== null && (
        <span className="composite-bar" aria-hidden="true">
          <span style={{ inlineSize: `${area.composite.toFixed(0)}%` }} />
        </span>
      )}
      <span className="quiet">{t('warnBoard.compositeKnown', { share: percent(area.knownWeight) })}</span>
    </div>
  );
}

/** Its name is what it holds: indicator and area, which a wide table says in its headings, value and state. */
function CellButton({ area, indicator, cell, onChoose }: Chosen & { readonly onChoose: (chosen: Chosen) => void }) {
  return (
    <button
      type="button"
      className={`board-cell board-${cell.state}`}
      onClick={() => onChoose({ area, indicator, cell })}
    >
      <span className="board-name">{word('indicatorKind', indicator.kind)}</span>
      <span className="visually-hidden">, {area.name}: </span>
      <Spark series={cell.series} threshold={indicator.threshold} />
      <span className="board-value">{cell.value === null ? '–' : valueText(indicator, cell.value)}</span>
      <span className="board-state">{word('indicatorState', cell.state)}</span>
    </button>
  );
}
