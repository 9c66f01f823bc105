// Texts of a service in other languages: one column for each text and language, `name_fr`, `eligibility_ar`, `documents_es`.
// Knows cells and no file.
import type { Fields } from '../../geodata/formats/fields.ts';
import { MOST_TRANSLATIONS, type ServiceInput, translations } from '../../geodata/schema/service.ts';

/** Text, then a BCP 47 tag of language, script and region; names of columns are read in small letters, with _ for -. */
export const TRANSLATED = /^(name|eligibility|documents)_([a-z]{2,3}(?:[-_][a-z]{4})?(?:[-_](?:[a-z]{2}|\d{3}))?)$/;

/** By language; empty cells say nothing. */
export function translationsOf(fields: Fields): ServiceInput['translations'] {
  const found: Record<string, Record<string, string>> = {};
  for (const column of Object.keys(fields.record.values)) {
    const [, text, tag] = TRANSLATED.exec(column) ?? [];
    const language = tag?.replaceAll('_', '-');
    const said = text === undefined ? '' : fields.text(column);
    if (text === undefined || language === undefined || said === '') continue;
    found[language] = { ...found[language], [text]: said };
    if (!translations.safeParse({ [language]: found[language] }).success)
      fields.refuse('invalid_value', column, 'The text is too long, or the language is no BCP 47 tag.');
  }
  if (Object.keys(found).length > MOST_TRANSLATIONS)
    fields.refuse('invalid_value', null, `Give texts in ${MOST_TRANSLATIONS} languages at most.`);
  return found;
}
