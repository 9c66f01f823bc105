// One choice out of a few, as a row of radio buttons.
import { useId } from 'react';

interface Props<T extends string | number> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly text: string; readonly long?: string }[];
  readonly onChange: (value: T) => void;
  readonly showLabel?: boolean;
}

export function Segmented<T extends string | number>({ label, value, options, onChange, showLabel = false }: Props<T>) {
  const name = useId();
  return (
    <fieldset className="segmented">
      <legend className={showLabel ? 'segmented-label' : 'visually-hidden'}>{label}</legend>
      <div className="segmented-row">
        {options.map((option) => (
          <label key={option.value} className={option.value === value ? 'segment segment-on' : 'segment'}>
            <input
              type="radio"
              name={name}
              className="visually-hidden"
              checked={option.value === value}
              aria-label={option.long ?? option.text}
              onChange={() => onChange(option.value)}
            />
            <span aria-hidden="true">{option.text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
