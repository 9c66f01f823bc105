// What was reported, and when, as exactly as it is known.
import { t } from '../../i18n/messages.ts';
import { Field } from '../../ui/field.tsx';
import { EntryChoice } from './entry_choice.tsx';
import type { EntryDraft } from './entry_draft.ts';
import { ENTRY_TYPES, TIME_WORDS } from './entry_words.ts';

export interface EntryPartProps {
  readonly draft: EntryDraft;
  readonly onChange: (part: Partial<EntryDraft>) => void;
}

export function EntryTime({ draft, onChange }: EntryPartProps) {
  return (
    <>
      <EntryChoice
        label={t('board.col.type')}
        prefix="incident"
        words={ENTRY_TYPES}
        value={draft.type}
        onChange={(type) => onChange({ type })}
      />
      <div className="form-row">
        <EntryChoice
          label={t('board.timeKnown')}
          prefix="boardTime"
          words={TIME_WORDS}
          value={draft.timePrecision}
          onChange={(timePrecision) => onChange({ timePrecision })}
        />
        <Field label={t(`board.date.${draft.timePrecision}`)}>
          {(wiring) => (
            <input
              {...wiring}
              type="date"
              required
              value={draft.date}
              max={new Date().toISOString().slice(0, 10)}
              onChange={(event) => onChange({ date: event.currentTarget.value })}
            />
          )}
        </Field>
        {draft.timePrecision === 'hour' && (
          <Field label={t('board.hour')}>
            {(wiring) => (
              <input
                {...wiring}
                type="time"
                required
                value={draft.time}
                onChange={(event) => onChange({ time: event.currentTarget.value })}
              />
            )}
          </Field>
        )}
      </div>
    </>
  );
}
