// Opening hours in words: a line for the days of the same times, then the dates that are otherwise.
import type { OpeningHours } from '../../../../geodata/schema/service.ts';
import { type Language, t } from '../../../i18n/care/care_messages.ts';
import { dateText } from './place_time.ts';
import { type WeekLine, weekLines } from './week_text.ts';

function lineText({ days, times, some, from, until }: WeekLine, language: Language): string {
  const when =
    days === null && times === null
      ? t('fact.hoursAlways')
      : `${days ?? t('fact.hoursEveryDay')} ${times ?? t('fact.hoursDayAndNight')}`;
  return [
    when,
    ...(some ? [t('fact.hoursSome')] : []),
    ...(from === null ? [] : [t('fact.hoursFrom', { date: dateText(from, language) })]),
    ...(until === null ? [] : [t('fact.hoursUntil', { date: dateText(until, language) })]),
  ].join(t('list.comma'));
}

/** Empty where the hours are not known. */
export const weekTexts = (hours: OpeningHours | null, language: Language): string[] =>
  hours === null ? [] : weekLines(hours, language).map((line) => lineText(line, language));

/** Holidays that a reader can still meet. */
const MOST_DATES = 6;

export function OpeningWeek({ hours, language }: { readonly hours: OpeningHours | null; readonly language: Language }) {
  const lines = weekTexts(hours, language);
  if (hours === null || lines.length === 0) return <>{t('fact.unknown')}</>;
  const today = new Date().toISOString().slice(0, 10);
  const texts = (all: readonly { readonly date: string; readonly times: string }[]): string =>
    all
      .filter(({ date }) => date >= today)
      .sort((a, b) => (a.date < b.date ? -1 : 1))
      .slice(0, MOST_DATES)
      .map(({ date, times }) => `${dateText(date, language)}${times}`)
      .join(t('list.comma'));
  const closed = texts(hours.holidays.map((date) => ({ date, times: '' })));
  const extra = texts(
    (hours.extraOpenings ?? []).map(({ date, opens, closes }) => ({ date, times: ` ${opens}–${closes}` })),
  );
  return (
    <>
      {lines.map((line) => (
        <span key={line} className="week-line">
          {line}
        </span>
      ))}
      {closed !== '' && <span className="week-line">{t('fact.hoursHolidays', { dates: closed })}</span>}
      {extra !== '' && <span className="week-line">{t('fact.hoursExtra', { dates: extra })}</span>}
    </>
  );
}
