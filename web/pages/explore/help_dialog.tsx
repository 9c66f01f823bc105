// Keys, and a few sentences on how to read the map.
import { useEffect, useRef } from 'react';
import { t } from '../../i18n/messages.ts';
import { changeView, useView } from '../../state/view.ts';
import { IconButton } from '../../ui/icon_button.tsx';

const KEYS = [
  ['/', 'help.search'],
  ['L', 'help.legend'],
  ['F', 'help.fit'],
  ['Esc', 'help.escape'],
  ['?', 'help.help'],
  ['← ↑ → ↓', 'help.arrows'],
] as const;

export function HelpDialog() {
  const open = useView((view) => view.helpOpen);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby="help-title"
      onClose={() => changeView({ helpOpen: false })}
    >
      <header className="dialog-head">
        <h2 id="help-title">{t('help.title')}</h2>
        <IconButton icon="close" label={t('app.close')} onClick={() => changeView({ helpOpen: false })} />
      </header>
      <dl className="keys">
        {KEYS.map(([key, text]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
      <ul className="help-list">
        <li>{t('help.read1')}</li>
        <li>{t('help.atLeast')}</li>
        <li>{t('help.read2')}</li>
        <li>{t('help.read3')}</li>
      </ul>
    </dialog>
  );
}
