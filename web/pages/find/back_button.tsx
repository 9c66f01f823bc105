// One step back within the page: the history of the browser has one entry for all of it.
import { t } from '../../i18n/care/care_messages.ts';

export const BackButton = ({ onBack }: { readonly onBack: () => void }) => (
  <button type="button" className="button plain back" onClick={onBack}>
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d="M15 5l-7 7 7 7" />
    </svg>
    {t('shell.back')}
  </button>
);
