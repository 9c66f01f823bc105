// Days of the week to tick, Monday = 1.
import { word } from '../../i18n/messages.ts';

export const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;

interface Props {
  readonly label: string;
  readonly days: readonly number[];
  readonly onDays: (days: number[]) => void;
}

export function DayChecks({ label, days, onDays }: Props) {
  return (
    <fieldset>
      <legend className="field-title">{label}</legend>
      <div className="patrol-days">
        {WEEK.map((day) => (
          <label key={day}>
            <input
              type="checkbox"
              checked={days.includes(day)}
              onChange={(event) =>
                onDays(event.currentTarget.checked ? [...days, day].sort() : days.filter((one) => one !== day))
              }
            />
            {word('weekday', String(day))}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Quarters of an hour, 00:00 to 24:00. */
export const QUARTERS: readonly string[] = Array.from({ length: 97 }, (_, i) => {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(i / 4))}:${two((i % 4) * 15)}`;
});
