// The row of numbers over the board, each with its dates, what is usual, and what must be known to read it.
import { dateOfDay } from '../../../geodata/analysis/board/board.ts';
import type { UsualRange } from '../../../geodata/analysis/board/usual_range.ts';
import { dateText, percent, wholeNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import type { BoardEngine } from './board_engine.ts';
import { boardFigures, PROVISIONAL_DAYS, readingOf } from './board_figures.ts';
import { useVersion } from './use_board.ts';

export const daysText = (from: number, to: number): string =>
  to - from <= 1 ? dateText(dateOfDay(from)) : `${dateText(dateOfDay(from))} – ${dateText(dateOfDay(to - 1))}`;

export function Figures({ engine }: { engine: BoardEngine }) {
  useVersion(engine);
  const figures = boardFigures(engine.counts);
  const {
    reported,
    window: all,
    isDatedOnly,
    week,
    weekDays,
    verified,
    waiting,
    cells,
    inAreas,
    isProvisional,
    vague,
  } = figures;
  const judged = verified + waiting;
  return (
    <section className="board-figures" aria-label={t('board.figures')}>
      <Figure name={t('board.reported')} when={daysText(...engine.window)} value={wholeNumber(reported)}>
        <Trend range={all} isDatedOnly={isDatedOnly} />
      </Figure>
      <Figure name={t('board.lastWeek')} when={daysText(...weekDays)} value={wholeNumber(week.count)}>
        <Trend range={week} isDatedOnly={false} />
      </Figure>
      <Figure
        name={t('board.verified')}
        when={t('board.ofReported', { count: judged })}
        value={judged === 0 ? '–' : percent(verified / judged)}
      >
        <span>{t('board.waiting', { count: waiting })}</span>
      </Figure>
      <Figure name={t('board.places')} when={t('board.cellSize')} value={wholeNumber(cells)}>
        <span>{t('board.inAreas', { count: inAreas })}</span>
      </Figure>
      <p className="board-caveat">
        {t('board.notHappened')}
        {isProvisional && ` ${t('board.provisional', { days: PROVISIONAL_DAYS })}`}
        {vague > 0 && ` ${t('board.vague', { count: vague })}`}
      </p>
    </section>
  );
}

interface Props {
  readonly name: string;
  readonly when: string;
  readonly value: string;
  readonly children: React.ReactNode;
}

function Figure({ name, when, value, children }: Props) {
  return (
    <div className="board-figure">
      <h2>{name}</h2>
      <p className="board-number">{value}</p>
      <p className="board-when">{when}</p>
      <p className="board-trend">{children}</p>
    </div>
  );
}

function Trend({ range, isDatedOnly }: { range: UsualRange; isDatedOnly: boolean }) {
  const { key, values, mark } = readingOf(range);
  return (
    <>
      <span className={`board-mark board-mark-${range.reading}`} aria-hidden="true">
        {mark}
      </span>
      <span>
        {t(key, values)}
        {isDatedOnly && ` ${t('board.datedOnly')}`}
      </span>
    </>
  );
}
