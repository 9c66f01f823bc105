// /find: need, place, list.
import { t } from '../../i18n/care/care_messages.ts';

export function FindPage() {
  return <h1>{t('shell.title')}</h1>;
}
