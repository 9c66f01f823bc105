// A labelled choice out of words of the schema, empty until something is chosen.
import { t, word } from '../../i18n/messages.ts';
import { Field } from '../../ui/field.tsx';

interface Props<W extends string> {
  readonly label: string;
  readonly hint?: string;
  readonly prefix: string;
  readonly words: readonly W[];
  readonly value: W | '';
  readonly onChange: (value: W) => void;
}

export function EntryChoice<W extends string>({ label, hint, prefix, words, value, onChange }: Props<W>) {
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })}>
      {(wiring) => (
        <select {...wiring} required value={value} onChange={(event) => onChange(event.currentTarget.value as W)}>
          {value === '' && <option value="">{t('board.choose')}</option>}
          {words.map((name) => (
            <option key={name} value={name}>
              {word(prefix, name)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
