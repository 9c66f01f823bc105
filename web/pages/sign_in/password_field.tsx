// A password that may be looked at while it is typed: fewer mistakes, and longer ones.
import { type Ref, useState } from 'react';
import { t } from '../../i18n/messages.ts';
import { Field } from '../../ui/field.tsx';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autoComplete: 'current-password' | 'new-password';
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly field?: Ref<HTMLInputElement>;
}

export function PasswordField({ label, value, onChange, autoComplete, hint, error, field }: Props) {
  const [shown, setShown] = useState(false);
  return (
    <Field label={label} error={error} {...(hint === undefined ? {} : { hint })}>
      {(wiring) => (
        <div className="field-with">
          <input
            {...wiring}
            {...(field === undefined ? {} : { ref: field })}
            type={shown ? 'text' : 'password'}
            dir="ltr"
            name={autoComplete}
            autoComplete={autoComplete}
            autoCapitalize="none"
            spellCheck={false}
            required
            maxLength={256}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
          <button
            type="button"
            aria-label={t(shown ? 'signin.hideLong' : 'signin.showLong')}
            onClick={() => setShown(!shown)}
          >
            {t(shown ? 'signin.hide' : 'signin.show')}
          </button>
        </div>
      )}
    </Field>
  );
}
