// One message of a report as it was opened: words, day, area, photo; or why it stays closed.
import { useEffect, useState } from 'react';
import type { Session } from '../../api.ts';
import { dateText } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { isDrawableJpeg } from '../../sealed/jpeg.ts';
import type { Report } from '../../sealed/message.ts';
import type { Opened } from '../../sealed/open.ts';
import { useAreas } from '../../state/queries.ts';
import { Notice } from '../../ui/notice.tsx';

interface Props {
  readonly session: Session;
  readonly takenOn: string;
  readonly opened: Opened;
}

export function OpenedMessage({ session, takenOn, opened }: Props) {
  return (
    <article className="office-card inbox-message">
      <h3>{t('inbox.message', { day: dateText(takenOn) })}</h3>
      {'failure' in opened ? (
        <Notice tone="warning" title={t(`inbox.failure.${opened.failure}`)} />
      ) : (
        <Content session={session} report={opened.report} />
      )}
    </article>
  );
}

function Content({ session, report: { message, photo } }: { readonly session: Session; readonly report: Report }) {
  // Looked up among all, so that no request tells which area a report names.
  const areas = useAreas(session).data ?? [];
  const area = areas.find(({ properties }) => properties.pcode === message.areaPcode)?.properties.name;
  return (
    <>
      <p className="inbox-words" dir="auto">
        {message.text.trim() === '' ? t('inbox.noWords') : message.text}
      </p>
      {photo !== null && <Photo bytes={photo} />}
      <dl className="inbox-facts">
        <dt>{t('inbox.occurred')}</dt>
        <dd>{message.occurredOn === null ? t('inbox.notSaid') : dateOrText(message.occurredOn)}</dd>
        <dt>{t('inbox.area')}</dt>
        <dd>{message.areaPcode === null ? t('inbox.notSaid') : <bdi>{area ?? message.areaPcode}</bdi>}</dd>
        <dt>{t('inbox.wishes')}</dt>
        <dd>{t(message.wishesContact ? 'inbox.yes' : 'inbox.no')}</dd>
      </dl>
    </>
  );
}

/** Whoever seals can write a day that there is not. */
const dateOrText = (day: string): string => (Number.isNaN(Date.parse(day)) ? day : dateText(day));

function Photo({ bytes }: { readonly bytes: Uint8Array<ArrayBuffer> }) {
  const drawable = isDrawableJpeg(bytes);
  const [url, setUrl] = useState('');
  useEffect(() => {
    if (!drawable) return;
    const made = URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes, drawable]);
  if (!drawable) return <Notice tone="warning" title={t('inbox.photoRefused')} />;
  return url === '' ? null : <img className="inbox-photo" src={url} alt={t('inbox.photo')} />;
}
