// One choice of a closed list of words, as a labelled select. Knows no word.
import { Field } from './field.tsx';

interface Props<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, text: string])[];
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly onChange: (value: T) => void;
}

export function Choice<T extends string>({ label, value, options, hint, error, onChange }: Props<T>) {
  return (
    <Field label={label} error={error} {...(hint === undefined ? {} : { hint })}>
      {(wiring) => (
        <select {...wiring} value={value} onChange={(event) => onChange(event.currentTarget.value as T)}>
          {options.map(([one, text]) => (
            <option key={one} value={one}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
