// A new key: made and saved here, read back from the saved file, and only then published. A key that was published and not
// saved would close for good what is sealed to it.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { t } from '../../i18n/messages.ts';
import { toBase64url } from '../../sealed/base64url.ts';
import { type KeyFileFailure, openKeyFile, writeKeyFile } from '../../sealed/key_file.ts';
import { newKeyPair } from '../../sealed/sealed_box.ts';
import { useAction } from '../../state/action.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FormError } from '../../ui/field.tsx';
import { answerText } from '../problem_text.ts';
import { KEYS_QUERY, publishKey } from './inbox_api.ts';
import { keepKnown } from './known_keys.ts';
import { setOpenKey } from './open_key.ts';
import { KeyFileField, textOf } from './open_key_form.tsx';
import { PassphraseField } from './passphrase_field.tsx';

/** The file can be copied and tried without end, so more than a password has. */
const LEAST_CHARACTERS = 16;

interface Saved {
  readonly publicKey: string;
  readonly passphrase: string;
  readonly name: string;
}

export function MakeKey({ onClose }: { readonly onClose: () => void }) {
  const [saved, setSaved] = useState<Saved | null>(null);
  return (
    <Dialog title={t('inbox.makeTitle')} onClose={onClose} wide>
      {saved === null ? (
        <SaveForm onSaved={setSaved} onClose={onClose} />
      ) : (
        <ProveForm saved={saved} onClose={onClose} />
      )}
    </Dialog>
  );
}

function SaveForm({ onSaved, onClose }: { readonly onSaved: (saved: Saved) => void; readonly onClose: () => void }) {
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const { busy, problem, run } = useAction();
  const short = passphrase.length < LEAST_CHARACTERS;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (short || again !== passphrase) return;
    void run(async () => {
      const pair = newKeyPair();
      const publicKey = toBase64url(pair.publicKey);
      const name = `reports-${publicKey.slice(0, 6)}.safereach-key`;
      download(await writeKeyFile(pair, passphrase), name);
      onSaved({ publicKey, passphrase, name });
    });
  };
  return (
    <form className="form" autoComplete="off" onSubmit={submit}>
      <p className="dialog-text">{t('inbox.makeText')}</p>
      <FormError>{problem !== null && answerText(problem)}</FormError>
      <PassphraseField
        label={t('inbox.newPassphrase')}
        hint={t('inbox.newPassphraseHint')}
        error={tried && short ? t('inbox.short') : undefined}
        value={passphrase}
        onChange={setPassphrase}
      />
      <PassphraseField
        label={t('inbox.again')}
        error={tried && !short && again !== passphrase ? t('inbox.differs') : undefined}
        value={again}
        onChange={setAgain}
      />
      <p role="status">{busy ? t('inbox.making') : ''}</p>
      <div className="dialog-foot">
        <button type="button" className="button button-quiet" onClick={onClose}>
          {t('office.cancel')}
        </button>
        <button type="submit" className="button" disabled={busy}>
          {t('inbox.save')}
        </button>
      </div>
    </form>
  );
}

function ProveForm({ saved, onClose }: { readonly saved: Saved; readonly onClose: () => void }) {
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [failure, setFailure] = useState<KeyFileFailure | 'other_file' | null>(null);
  const { busy, problem, run } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setFailure(null);
    void run(async () => {
      const opened = await openKeyFile(await textOf(file), saved.passphrase);
      // With the passphrase of now, a file that does not open is another one.
      if ('failure' in opened) return setFailure(opened.failure === 'wrong_passphrase' ? 'other_file' : opened.failure);
      if (toBase64url(opened.pair.publicKey) !== saved.publicKey) return setFailure('other_file');
      await publishKey(saved.publicKey);
      keepKnown(saved.publicKey);
      setOpenKey(opened.pair);
      await client.invalidateQueries({ queryKey: KEYS_QUERY });
      onClose();
    });
  };
  return (
    <form className="form" autoComplete="off" onSubmit={submit}>
      <p className="dialog-text">{t('inbox.saved', { name: saved.name })}</p>
      <p>{t('inbox.proveText')}</p>
      <FormError>{failure !== null ? t(`inbox.${failure}`) : problem !== null && answerText(problem)}</FormError>
      <KeyFileField onChange={setFile} />
      <p role="status">{busy ? t('inbox.opening') : ''}</p>
      <div className="dialog-foot">
        <button type="button" className="button button-quiet" onClick={onClose}>
          {t('office.cancel')}
        </button>
        <button type="submit" className="button" disabled={busy || file === null}>
          {t('inbox.publish')}
        </button>
      </div>
    </form>
  );
}

function download(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Not at once: the browser may begin to read it only after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
