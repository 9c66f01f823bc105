// The last weeks with what is still to come: reported so far in full, the expected rest hatched as provisional, its interval
// as a line; and one sentence on whether that is a change.
import type { NowcastAnswer } from '../../api_hotspots.ts';
import { dateText } from '../../i18n/format.ts';
import { type MessageKey, t } from '../../i18n/messages.ts';
import type { Span } from './questions.ts';
import type { Told } from './use_hotspots.ts';

const SHOWN_WEEKS = 16;

export function NowcastFigure({ told, span }: { told: Told<NowcastAnswer> | null; span: Span }) {
  return (
    <section className="office-section" aria-labelledby="hot-nowcast">
      <h2 id="hot-nowcast">{t('hot.nowcast')}</h2>
      {told === null && <p className="quiet">{t('hot.nowcast.planner')}</p>}
      {told !== null && 'refused' in told && <p>{t('hot.method.refused', { why: told.refused })}</p>}
      {told !== null && 'answer' in told && <Figure answer={told.answer} weeks={span.weeks} />}
    </section>
  );
}

/** Never "decline" where it is not known that reporting stayed as open as it was. */
function verdictKey({ verdict, warnings }: NowcastAnswer): MessageKey {
  const isUnknown = warnings.some((warning) => warning.startsWith('It was not said how open reporting was'));
  return verdict === 'decline' && isUnknown ? 'hot.nowcast.verdict.declineUnknown' : `hot.nowcast.verdict.${verdict}`;
}

function Figure({ answer, weeks }: { answer: NowcastAnswer; weeks: readonly string[] }) {
  const from = Math.max(0, weeks.length - SHOWN_WEEKS);
  const bars = weeks.slice(from).map((week, i) => barOf(answer, from + i, week));
  const most = Math.max(
    1,
    ...bars.map(({ observed, expected, upper }) => Math.max(observed, expected ?? 0, upper ?? 0)),
  );
  const height = (value: number) => `${(100 * value) / most}%`;
  const { change } = answer;
  return (
    <div className="office-card">
      <div>
        <p>{t(verdictKey(answer))}</p>
        {change?.lower != null && change.upper != null && (
          <p className="quiet">
            {t('hot.nowcast.ratio', { lower: change.lower.toFixed(2), upper: change.upper.toFixed(2) })}
          </p>
        )}
      </div>
      <ul className="hot-bars hot-nowcast">
        {bars.map(({ week, observed, expected, lower, upper }) => (
          <li key={week} className="hot-week" title={textOf({ week, observed, expected, lower, upper })}>
            <span className="visually-hidden">{textOf({ week, observed, expected, lower, upper })}</span>
            {expected !== null && (
              <span className="hot-come" style={{ blockSize: height(Math.max(0, expected - observed)) }} />
            )}
            <span style={{ blockSize: height(observed) }} />
            {lower !== null && upper !== null && (
              <span
                className="hot-interval"
                style={{ insetBlockEnd: height(lower), blockSize: height(Math.max(0, upper - lower)) }}
              />
            )}
          </li>
        ))}
      </ul>
      <p className="hot-axis quiet" aria-hidden="true">
        <span>{dateText(weeks[from] ?? '')}</span>
        <span>{dateText(weeks.at(-1) ?? '')}</span>
      </p>
      <ul className="hot-legend">
        <li>
          <span className="hot-key hot-key-known" aria-hidden="true" />
          {t('hot.nowcast.known')}
        </li>
        <li>
          <span className="hot-key hot-key-come" aria-hidden="true" />
          {t('hot.nowcast.come')}
        </li>
        <li>
          <span className="hot-key hot-key-interval" aria-hidden="true" />
          {t('hot.nowcast.interval')}
        </li>
      </ul>
    </div>
  );
}

interface Bar {
  readonly week: string;
  readonly observed: number;
  /** null: nothing more is to come. */
  readonly expected: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

function barOf({ observed, expected, lower, upper, provisional }: NowcastAnswer, i: number, week: string): Bar {
  const isOpen = provisional[i] === true;
  const of = (column: readonly (number | null)[]) => (isOpen ? (column[i] ?? null) : null);
  return { week, observed: observed[i] ?? 0, expected: of(expected), lower: of(lower), upper: of(upper) };
}

function textOf({ week, observed, expected, lower, upper }: Bar): string {
  if (expected === null || lower === null || upper === null)
    return t('hot.nowcast.text', { week: dateText(week), observed });
  const come = { expected: Math.round(expected), lower: Math.round(lower), upper: Math.round(upper) };
  return t('hot.nowcast.textMore', { week: dateText(week), observed, ...come });
}
