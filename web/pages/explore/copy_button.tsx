// Copies a text when tapped and says so.
import { useState } from 'react';
import { t } from '../../i18n/messages.ts';
import { IconButton } from '../../ui/icon_button.tsx';

export function CopyButton({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <span className="copy">
      <IconButton icon={copied ? 'check' : 'copy'} label={t('app.copy')} onClick={() => void copy()} />
      <span className="visually-hidden" role="status">
        {copied ? t('app.copied') : ''}
      </span>
    </span>
  );
}
