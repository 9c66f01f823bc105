// A phone number that is dialed on a tap. What is written stays in sight, left to right.
import { t } from '../../../i18n/care/care_messages.ts';
import { dialed } from './service_text.ts';

export function PhoneLink({ phone }: { readonly phone: string }) {
  const number = dialed(phone);
  if (number === null) return phone === '' ? null : <span>{phone}</span>;
  return (
    <a className="button main phone" href={`tel:${number}`} aria-label={t('fact.call', { phone })}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M7 3.5l3 4.5l-2 2.5c1.2 2.5 3 4.3 5.5 5.5l2.5-2l4.5 3c-.5 2-2 3.5-4 3.5C10 20.5 3.5 14 3.5 7.5c0-2 1.5-3.5 3.5-4z" />
      </svg>
      <bdi dir="ltr">{phone}</bdi>
    </a>
  );
}
