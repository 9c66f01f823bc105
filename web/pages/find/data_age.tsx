// How old the list is and whether it comes from this phone: always in sight, so that nothing is stale in silence.
import { useEffect, useState } from 'react';
import type { Directory } from '../../../geodata/schema/pack.ts';
import { currentLanguage, localeOf, t } from '../../i18n/care/care_messages.ts';
import { useOnline } from '../care/use_online.ts';

interface Props {
  readonly directory: Pick<Directory, 'changedOn' | 'invented'>;
  readonly fetchedAt: number;
  readonly kept: boolean;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DAY_PARTS = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
/** A copy that is older than this is said to be old. */
const OLD_DAYS = 7;

/** "2 hours ago", "now". A clock that was set back makes nothing lie in the future. */
export function agoText(milliseconds: number, locale: string): string {
  const ago = Math.max(0, milliseconds);
  const text = new Intl.RelativeTimeFormat(locale, { numeric: ago < MINUTE ? 'auto' : 'always' });
  if (ago < MINUTE) return text.format(0, 'second');
  if (ago < HOUR) return text.format(-Math.floor(ago / MINUTE), 'minute');
  return ago < 2 * DAY ? text.format(-Math.floor(ago / HOUR), 'hour') : text.format(-Math.floor(ago / DAY), 'day');
}

export function DataAge({ directory: { changedOn, invented }, fetchedAt, kept }: Props) {
  const [now, setNow] = useState(Date.now);
  const online = useOnline();
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), MINUTE);
    return () => clearInterval(ticking);
  }, []);
  const locale = localeOf(currentLanguage());
  const day = changedOn === null ? null : new Date(`${changedOn}T12:00:00Z`);
  const written = day === null ? '' : new Intl.DateTimeFormat(locale, DAY_PARTS).format(day);
  const ago = agoText(now - fetchedAt, locale);
  const days = Math.floor((now - fetchedAt) / DAY);
  const network = online ? (kept ? t('data.kept') : '') : t('data.offline');
  return (
    <div className="data-age">
      {invented && <p className="invented">{t('data.invented')}</p>}
      <p role="status" className="age">
        <span>{day === null ? t('data.ofUnknown', { ago }) : t('data.of', { day: written, ago })}</span>
        {network !== '' && <strong className="offline">{network}</strong>}
      </p>
      {days >= OLD_DAYS && <p className="notice warning">{t('data.old', { count: days })}</p>}
    </div>
  );
}
