// Words of the map of /find. They come with the map, all four languages at once: next to its weight they are nothing, and a
// change of language then needs no network.
import { AR_MAP } from './ar_map.ts';
import { type CareValues, currentLanguage, fill, type Language, localeOf } from './care_messages.ts';
import { EN_MAP } from './en_map.ts';
import { ES_MAP } from './es_map.ts';
import { FR_MAP } from './fr_map.ts';

export type MapKey = keyof typeof EN_MAP;

const WORDS: Readonly<Record<Language, Readonly<Record<MapKey, string>>>> = {
  en: EN_MAP,
  fr: FR_MAP,
  es: ES_MAP,
  ar: AR_MAP,
};

export function mapText(key: MapKey, values: CareValues = {}): string {
  const language = currentLanguage();
  const numbers = new Intl.NumberFormat(localeOf(language));
  return fill({ language, numbers, plurals: new Intl.PluralRules(language) }, WORDS[language][key], values);
}

export function mapDate(day: string): string {
  const format = new Intl.DateTimeFormat(localeOf(currentLanguage()), { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${day}T00:00:00Z`));
}
