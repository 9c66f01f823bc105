// The same text in the four languages of /find, side by side.
import { useId } from 'react';
import { languageName } from '../../i18n/format.ts';
import { t } from '../../i18n/messages.ts';
import { type ByLanguage, MOST_LETTERS, RULE_LANGUAGES } from './care_rules_input.ts';

interface Props {
  readonly title: string;
  readonly hint: string;
  readonly words: ByLanguage;
  readonly onChange: (words: ByLanguage) => void;
}

export function CareRulesTexts({ title, hint, words, onChange }: Props) {
  const id = useId();
  return (
    <fieldset className="field" aria-describedby={`${id}-hint`}>
      <legend className="field-title">{title}</legend>
      <p id={`${id}-hint`} className="field-hint">
        {hint}
      </p>
      <div className="rule-texts">
        {RULE_LANGUAGES.map((language) => (
          <div key={language} className="field">
            <label htmlFor={`${id}-${language}`}>{languageName(language)}</label>
            <textarea
              id={`${id}-${language}`}
              lang={language}
              dir={language === 'ar' ? 'rtl' : 'ltr'}
              rows={3}
              maxLength={MOST_LETTERS}
              placeholder={t('rules.noWords')}
              value={words[language]}
              onChange={(event) => onChange({ ...words, [language]: event.currentTarget.value })}
            />
          </div>
        ))}
      </div>
    </fieldset>
  );
}
