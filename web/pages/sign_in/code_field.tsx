// Six digits of an authenticator app.
import type { Ref } from 'react';
import { t } from '../../i18n/messages.ts';
import { Field } from '../../ui/field.tsx';

interface Props {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly field?: Ref<HTMLInputElement>;
}

export function CodeField({ value, onChange, field }: Props) {
  return (
    <Field label={t('code.label')}>
      {(wiring) => (
        <input
          {...wiring}
          {...(field === undefined ? {} : { ref: field })}
          className="code"
          dir="ltr"
          inputMode="numeric"
          autoComplete="one-time-code"
          name="code"
          required
          maxLength={7}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value.replaceAll(/\D/g, '').slice(0, 6))}
        />
      )}
    </Field>
  );
}
