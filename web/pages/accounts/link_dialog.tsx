// A link that works once, shown once: the administrator hands it over.
import type { OneTimeLink } from '../../api_accounts.ts';
import { timeText } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SecretText } from '../../ui/secret_text.tsx';
import { welcomeAddress } from './account_facts.ts';

interface Props {
  readonly email: string;
  readonly link: OneTimeLink;
  readonly onClose: () => void;
}

export function LinkDialog({ email, link, onClose }: Props) {
  const title = t('accounts.linkFor', { email });
  return (
    <Dialog title={title} onClose={onClose} wide>
      <div className="form">
        <p>{t('accounts.linkText', { time: timeText(link.expiresAt) })}</p>
        <SecretText
          label={title}
          text={welcomeAddress(location.origin, link.token)}
          copy={t('app.copy')}
          copied={t('app.copied')}
        />
      </div>
      <div className="dialog-foot">
        <button type="button" className="button" onClick={onClose}>
          {t('accounts.linkDone')}
        </button>
      </div>
    </Dialog>
  );
}
