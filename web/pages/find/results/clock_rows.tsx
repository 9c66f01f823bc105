// One row for each kind of care: whether it can still be begun in time, until when, where first, and what to do now.
import type { Directory } from '../../../../geodata/schema/pack.ts';
import { t } from '../../../i18n/care/care_messages.ts';
import type { ClockRow } from './answer.ts';
import { type LineContext, placeMoment, zoneOf } from './entry_lines.ts';
import { needName, verdictKey } from './need_words.ts';
import { durationText } from './place_time.ts';
import { entryText } from './service_text.ts';
import { SignIcon } from './sign_icon.tsx';

interface ClockRowsProps {
  readonly directory: Directory;
  readonly rows: readonly ClockRow[];
  readonly context: LineContext;
  readonly onShow: (serviceId: string) => void;
}

const SIGNS = { in: 'in-time', maybe: 'perhaps', out: 'after', soon: 'after', none: 'unknown' } as const;

/** What is due as soon as possible with one next step, together: what is to be done is then said once. */
function alike(rows: readonly ClockRow[]): readonly (readonly [ClockRow, ...ClockRow[]])[] {
  const groups: [ClockRow, ...ClockRow[]][] = [];
  for (const row of rows) {
    const isLike = ([first]: readonly [ClockRow, ...ClockRow[]]): boolean =>
      first.verdict === row.verdict && first.nextStep === row.nextStep && first.need.withinHours === null;
    const group = row.verdict === 'soon' && row.need.withinHours === null ? groups.find(isLike) : undefined;
    if (group === undefined) groups.push([row]);
    else group.push(row);
  }
  return groups;
}

export function ClockRows({ directory, rows, context, onShow }: ClockRowsProps) {
  return (
    <>
      <ul className="clock-rows">
        {alike(rows).map((group) => (
          <Rows key={group[0].need.id} directory={directory} rows={group} context={context} onShow={onShow} />
        ))}
      </ul>
      <details className="protocols">
        <summary>{t('clock.protocols')}</summary>
        <ul>
          {rows.map(({ need }) => (
            <li key={need.id}>
              <strong lang={needName(need).lang}>{needName(need).text}</strong>
              {': '}
              {need.withinHours === null ? (
                t('clock.noHours')
              ) : (
                <>
                  {t('clock.within', { hours: hoursText(need.withinHours, context) })}.{' '}
                  <span lang="en" dir="ltr">
                    {need.protocol}. {need.source}.
                  </span>
                </>
              )}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

/** Hours up to five days, as protocols state them; days beyond. */
const hoursText = (hours: number, { language }: LineContext): string =>
  hours <= 120
    ? new Intl.NumberFormat(`${language}-u-nu-latn`, { style: 'unit', unit: 'hour', unitDisplay: 'long' }).format(hours)
    : durationText(hours * 60, language);

function Rows({
  directory,
  rows,
  context,
  onShow,
}: ClockRowsProps & { readonly rows: readonly [ClockRow, ...ClockRow[]] }) {
  const [first] = rows;
  const { need, verdict } = first;
  const hours = need.withinHours === null ? '' : hoursText(need.withinHours, context);
  return (
    <li className={`clock-row clock-${verdict}`}>
      {rows.map((row) => (
        <div key={row.need.id}>
          <h3 lang={needName(row.need).lang}>
            <SignIcon sign={SIGNS[verdict]} />
            {needName(row.need).text}
          </h3>
          {row === first && (
            <p>
              {t(verdictKey(first, first.perhaps), { hours })} {untilText(first, context)}
            </p>
          )}
          <Where row={row} directory={directory} context={context} onShow={onShow} />
        </div>
      ))}
      <p className="clock-next">{t(`next.${first.nextStep}`)}</p>
    </li>
  );
}

/** The end of the window on this phone's clock; nothing where no hours are cited or the hour of the incident is not known. */
export function untilText({ verdict, until, untilFirst }: ClockRow, context: LineContext): string {
  if (until === null || verdict === 'soon') return '';
  const time = (ms: number): string => placeMoment(ms, context.timeZone, context);
  if (verdict === 'out') return t('clock.untilWas', { time: time(until) });
  return untilFirst === null || untilFirst === until
    ? t('clock.until', { time: time(until) })
    : t('clock.untilBetween', { first: time(untilFirst), last: time(until) });
}

function Where({ row, directory, context, onShow }: Omit<ClockRowsProps, 'rows'> & { readonly row: ClockRow }) {
  const { best, startsAt, doubts } = row;
  const place = best === null ? undefined : directory.services[best];
  if (place === undefined) return null;
  const name = entryText(place, 'name', context.language);
  const time = startsAt === null ? '' : placeMoment(startsAt, zoneOf(place, context.timeZone), context);
  return (
    <>
      <p>
        {t('clock.where')}{' '}
        <button type="button" className="link" onClick={() => onShow(place.id)} lang={name.lang} dir="auto">
          {name.text}
        </button>
        {time !== '' && ` · ${t('clock.careFrom', { time })}`}
      </p>
      {doubts.length > 0 && <p className="quiet">{doubts.map((doubt) => t(`doubt.${doubt}`)).join(' ')}</p>}
    </>
  );
}
