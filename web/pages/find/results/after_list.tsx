// What stands after the list, for whoever found nothing in it: places left out and why, whom to call in this area, and what to
// do if nothing fits.
import type { Directory } from '../../../../geodata/schema/pack.ts';
import { type Language, t } from '../../../i18n/care/care_messages.ts';
import { setFind } from '../find_state.ts';
import type { LeftOut, NearContact } from './nearby.ts';
import { PhoneLink } from './phone_link.tsx';
import { entryText, languageName } from './service_text.ts';

interface AfterListProps {
  readonly directory: Directory;
  readonly language: Language;
  readonly need: string;
  readonly leftOut: readonly LeftOut[];
  readonly contacts: readonly NearContact[];
  /** The list is empty: nothing here is folded away. */
  readonly isEmpty: boolean;
}

const MOST_LEFT_OUT = 10;

export function AfterList({ directory, language, need, leftOut, contacts, isEmpty }: AfterListProps) {
  const more = leftOut.length - MOST_LEFT_OUT;
  return (
    <section className="after-list">
      <h2>{t('after.title')}</h2>
      {leftOut.length > 0 && (
        <details open={isEmpty}>
          <summary>{t('after.passedBy', { need })}</summary>
          <ul className="left-out">
            {leftOut.slice(0, MOST_LEFT_OUT).map(({ service, reason }) => {
              const place = directory.services[service];
              if (place === undefined) return null;
              const name = entryText(place, 'name', language);
              return (
                <li key={service}>
                  <strong lang={name.lang} dir="auto">
                    {name.text}
                  </strong>
                  <p>{t(`skip.${reason}`)}</p>
                  <PhoneLink phone={place.phone} />
                </li>
              );
            })}
          </ul>
          {more > 0 && <p className="quiet">{t('after.passedByMore', { count: more })}</p>}
        </details>
      )}
      <h3>{t('after.contacts')}</h3>
      {contacts.length === 0 ? (
        <p>{t('after.contactsNone')}</p>
      ) : (
        <>
          <p className="quiet">{t('after.protected')}</p>
          <ul className="contacts">
            {contacts.map(({ gateway, area }) => (
              <li key={gateway.id}>
                <strong dir="auto">{gateway.name}</strong>
                <p>{[t(`kind.${gateway.kind}`), area].filter((part) => part !== '').join(' · ')}</p>
                {gateway.hours !== '' && <p dir="auto">{gateway.hours}</p>}
                {gateway.languages.length > 0 && (
                  <p>{gateway.languages.map((tag) => languageName(tag, language)).join(t('list.comma'))}</p>
                )}
                <PhoneLink phone={gateway.phone} />
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{t('after.fitTitle')}</h3>
      <ul className="fits">
        <li>{t('after.fit1')}</li>
        <li>{t('after.fit2')}</li>
        <li>{t('after.fit3')}</li>
      </ul>
      <button type="button" className="button" onClick={() => setFind({ step: 'need', selected: null })}>
        {t('after.change')}
      </button>
    </section>
  );
}
