// A labelled input of one line. Knows no zone.
import type { InputHTMLAttributes } from 'react';
import { Field } from '../../ui/field.tsx';

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> {
  readonly label: string;
  readonly hint?: string;
  readonly onText: (text: string) => void;
}

export function PlainField({ label, hint, onText, ...input }: Props) {
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })}>
      {(wiring) => <input {...input} {...wiring} onChange={(event) => onText(event.currentTarget.value)} />}
    </Field>
  );
}
