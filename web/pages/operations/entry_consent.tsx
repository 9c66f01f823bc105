// Where the report comes from, and whether it may be counted: consent is asked before, and said here.
import { t } from '../../i18n/messages.ts';
import { EntryChoice } from './entry_choice.tsx';
import type { EntryPartProps } from './entry_time.tsx';
import { CONSENT_WORDS, SOURCE_WORDS } from './entry_words.ts';

export function EntryConsent({ draft, onChange }: EntryPartProps) {
  return (
    <div className="form-row">
      <EntryChoice
        label={t('board.col.source')}
        prefix="boardSource"
        words={SOURCE_WORDS}
        value={draft.sourceClass}
        onChange={(sourceClass) => onChange({ sourceClass })}
      />
      <EntryChoice
        label={t('board.consent')}
        hint={t('board.consentHint')}
        prefix="boardConsent"
        words={CONSENT_WORDS}
        value={draft.consent}
        onChange={(consent) => onChange({ consent })}
      />
    </div>
  );
}
