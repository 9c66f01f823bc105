// Coverage by hour of the week as a calm table: each cell says its percent, the shade only helps. On a phone hours stand in
// threes, so that nobody scrolls sideways.
import { t, word } from '../../i18n/messages.ts';
import { classEnds, classOf, type HourShare, percentText, sharesIn } from './heat_classes.ts';

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

export function HeatTable({ byHour }: { byHour: readonly HourShare[] }) {
  const ends = classEnds(byHour);
  return (
    <figure className="heat" aria-label={t('patrolBoard.heat')}>
      <Grid byHour={byHour} hours={1} ends={ends} />
      <Grid byHour={byHour} hours={3} ends={ends} />
      <figcaption className="heat-legend">
        <span>{t('patrolBoard.legend')}</span>
        {ends.map((end, i) => (
          <span key={end} className={`heat-cell heat-${i + 1}`}>
            {`${percentText(ends[i - 1] ?? 0)}–${percentText(end)}`}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

interface GridProps {
  readonly byHour: readonly HourShare[];
  /** Hours in a cell. */
  readonly hours: 1 | 3;
  readonly ends: readonly number[];
}

function Grid({ byHour, hours, ends }: GridProps) {
  const starts = Array.from({ length: 24 / hours }, (_, i) => i * hours);
  const name = (start: number) => (hours === 1 ? String(start) : `${start}–${start + hours}`);
  const cell = (day: number, start: number) => {
    const share = sharesIn(byHour, { day, start, hours });
    const shade = share === null ? 'heat-none' : `heat-${classOf(share, ends)}`;
    return (
      <td
        key={`${day} ${start}`}
        className={`heat-cell ${shade}`}
        title={share === null ? t('patrolBoard.noData') : undefined}
      >
        {share === null ? '·' : percentText(share)}
      </td>
    );
  };
  if (hours === 1) {
    return (
      <table className="heat-wide">
        <thead>
          <tr>
            <th scope="col">{t('patrolBoard.day')}</th>
            {starts.map((start) => (
              <th key={start} scope="col">
                {name(start)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {DAYS.map((day) => (
            <tr key={day}>
              <th scope="row">{word('weekday', String(day))}</th>
              {starts.map((start) => cell(day, start))}
            </tr>
          ))}
        </tbody>
      </table>
    );
  }
  return (
    <table className="heat-narrow">
      <thead>
        <tr>
          <td />
          {DAYS.map((day) => (
            <th key={day} scope="col">
              {word('weekday', String(day))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {starts.map((start) => (
          <tr key={start}>
            <th scope="row">{name(start)}</th>
            {DAYS.map((day) => cell(day, start))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
