// Opens a key file with its passphrase, in memory. Neither leaves the browser.
import { type FormEvent, useState } from 'react';
import { t } from '../../i18n/messages.ts';
import { type KeyFileFailure, openKeyFile } from '../../sealed/key_file.ts';
import { useAction } from '../../state/action.ts';
import { Field, FormError } from '../../ui/field.tsx';
import { setOpenKey } from './open_key.ts';
import { PassphraseField } from './passphrase_field.tsx';

/** A larger file is no key file, and is not read. */
const MOST_FILE_BYTES = 20_000;

export const textOf = async (file: File | null): Promise<string> =>
  file === null || file.size > MOST_FILE_BYTES ? '' : file.text();

export function OpenKeyForm() {
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [failure, setFailure] = useState<KeyFileFailure | null>(null);
  const { busy, problem, run } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setFailure(null);
    void run(async () => {
      const opened = await openKeyFile(await textOf(file), passphrase);
      if ('failure' in opened) setFailure(opened.failure);
      else setOpenKey(opened.pair);
    });
  };
  // What the browser throws while it reads a file is one more way of not being a key file.
  const said = problem === null ? failure : 'not_a_key_file';
  return (
    <form className="form office-form" autoComplete="off" onSubmit={submit}>
      <FormError>{said !== null && t(`inbox.${said}`)}</FormError>
      <KeyFileField onChange={setFile} />
      <PassphraseField label={t('inbox.passphrase')} value={passphrase} onChange={setPassphrase} />
      <div className="form-foot">
        <button type="submit" className="button" disabled={busy || file === null || passphrase === ''}>
          {t('inbox.open')}
        </button>
        <span role="status">{busy ? t('inbox.opening') : ''}</span>
      </div>
    </form>
  );
}

export function KeyFileField({ onChange }: { readonly onChange: (file: File | null) => void }) {
  return (
    <Field label={t('inbox.file')} hint={t('inbox.fileHint')}>
      {(wiring) => (
        <input
          {...wiring}
          type="file"
          accept=".safereach-key"
          onChange={(event) => onChange(event.currentTarget.files?.[0] ?? null)}
        />
      )}
    </Field>
  );
}
