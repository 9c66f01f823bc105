// Reports by week as bars. A week in which reporting was lost or not known is hatched: no bar there is not none.
import type { SilenceState } from '../../../geodata/analysis/warning/cell_reading.ts';
import { dateText } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';

interface Props {
  readonly counts: readonly number[];
  readonly states: readonly SilenceState[] | null;
  readonly weeks: readonly string[];
}

const isLost = (state: SilenceState | undefined) => state === 'reporting-lost' || state === 'silent';

export function WeekBars({ counts, states, weeks }: Props) {
  const most = Math.max(1, ...counts);
  const said = counts.map((count, i) => (isLost(states?.[i]) ? t('hot.cell.lostWeek') : String(count))).join(', ');
  const text = t('hot.cell.weeksText', {
    from: dateText(weeks[0] ?? ''),
    to: dateText(weeks.at(-1) ?? ''),
    numbers: said,
  });
  const hasLost = states?.some(isLost) === true;
  return (
    <figure className="hot-weeks">
      <figcaption>{t('hot.cell.weeks')}</figcaption>
      <div className="hot-bars" role="img" aria-label={text}>
        {counts.map((count, i) => (
          <span
            key={weeks[i]}
            className={isLost(states?.[i]) ? 'hot-week hot-lost' : 'hot-week'}
            title={`${weeks[i]}: ${count}`}
          >
            <span style={{ blockSize: `${(100 * count) / most}%` }} />
          </span>
        ))}
      </div>
      <p className="hot-axis quiet" aria-hidden="true">
        <span>{dateText(weeks[0] ?? '')}</span>
        <span>{dateText(weeks.at(-1) ?? '')}</span>
      </p>
      {hasLost && <p className="quiet">{t('hot.cell.lostLegend')}</p>}
    </figure>
  );
}
