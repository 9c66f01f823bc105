// The words of the pages of care in the language that somebody reads: one language is loaded at a time, and which one is
// kept nowhere but here. Placeholders, plurals of every language, Latin digits. Knows no page.
import { useSyncExternalStore } from 'react';
import type { EN_LIST } from './en_list.ts';
import type { EN_REPORT } from './en_report.ts';
import type { EN_SHELL } from './en_shell.ts';
import type { EN_WATCH } from './en_watch.ts';

export const LANGUAGES = ['en', 'fr', 'es', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];
/** What each language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  fr: 'Français',
  es: 'Español',
  ar: 'العربية',
};

export type CareKey = keyof typeof EN_SHELL | keyof typeof EN_LIST | keyof typeof EN_REPORT | keyof typeof EN_WATCH;
export type CareWording = Readonly<Partial<Record<CareKey, string>>>;
export type CareValues = Readonly<Record<string, string | number>>;
export type CarePage = 'find' | 'report' | 'watch';

type Load = () => Promise<CareWording>;
const SHELL: Readonly<Record<Language, Load>> = {
  en: async () => (await import('./en_shell.ts')).EN_SHELL,
  fr: async () => (await import('./fr_shell.ts')).FR_SHELL,
  es: async () => (await import('./es_shell.ts')).ES_SHELL,
  ar: async () => (await import('./ar_shell.ts')).AR_SHELL,
};
const PAGES: Readonly<Record<CarePage, Readonly<Record<Language, Load>>>> = {
  find: {
    en: async () => (await import('./en_list.ts')).EN_LIST,
    fr: async () => (await import('./fr_list.ts')).FR_LIST,
    es: async () => (await import('./es_list.ts')).ES_LIST,
    ar: async () => (await import('./ar_list.ts')).AR_LIST,
  },
  report: {
    en: async () => (await import('./en_report.ts')).EN_REPORT,
    fr: async () => (await import('./fr_report.ts')).FR_REPORT,
    es: async () => (await import('./es_report.ts')).ES_REPORT,
    ar: async () => (await import('./ar_report.ts')).AR_REPORT,
  },
  watch: {
    en: async () => (await import('./en_watch.ts')).EN_WATCH,
    fr: async () => (await import('./fr_watch.ts')).FR_WATCH,
    es: async () => (await import('./es_watch.ts')).ES_WATCH,
    ar: async () => (await import('./ar_watch.ts')).AR_WATCH,
  },
};

/** For Intl: Latin digits and the calendar of the directory whatever the region's habit; day before month in English too. */
export const localeOf = (language: Language): string =>
  `${language === 'en' ? 'en-GB' : language}-u-ca-gregory-nu-latn`;
export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr');

const toolsOf = (language: Language, wording: CareWording) => ({
  language,
  wording,
  numbers: new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 1 }),
  plurals: new Intl.PluralRules(language),
});
let now = toolsOf('en', {});
let page: CarePage = 'find';
let wanted: Language = 'en';
const listeners = new Set<() => void>();

export const currentLanguage = (): Language => now.language;
export const useLanguage = (): Language =>
  useSyncExternalStore((heard) => {
    listeners.add(heard);
    return () => listeners.delete(heard);
  }, currentLanguage);

/** Loads the words and turns the page to them. Rejects, and changes nothing, where they cannot be loaded. */
export async function setLanguage(language: Language): Promise<void> {
  wanted = language;
  const [shell, own] = await Promise.all([SHELL[language](), PAGES[page][language]()]);
  if (wanted !== language) return;
  now = toolsOf(language, { ...shell, ...own });
  for (const heard of listeners) heard();
}

/** The first of the person's languages that there is; English otherwise. */
export function preferredLanguage(tags: readonly string[]): Language {
  const known = tags.map((tag) => tag.slice(0, 2).toLowerCase());
  return LANGUAGES.find((language) => language === known.find((tag) => LANGUAGES.some((one) => one === tag))) ?? 'en';
}

export function startLanguage(of: CarePage, tags: readonly string[]): Promise<void> {
  page = of;
  return setLanguage(preferredLanguage(tags));
}

/**
 * `{name}` is filled in; `{count|one=one place|other=# places}` chooses by the plural of count, # being the number. In
 * right-to-left text each value keeps its own direction.
 */
export function t(key: CareKey, values: CareValues = {}): string {
  return fill(now, now.wording[key] ?? key, values);
}

export function fill(
  { language, numbers, plurals }: Pick<typeof now, 'language' | 'numbers' | 'plurals'>,
  text: string,
  values: CareValues,
): string {
  const isolated = directionOf(language) === 'rtl';
  return text.replace(/\{(\w+)((?:\|\w+=[^|}]*)*)\}/g, (_, name: string, forms: string) => {
    const value = values[name] ?? '';
    const filled = typeof value === 'number' ? numbers.format(value) : isolated ? `\u2068${value}\u2069` : value;
    if (forms === '') return filled;
    const of = new Map(
      forms
        .slice(1)
        .split('|')
        .map((form) => form.split('=', 2) as [string, string]),
    );
    const form = typeof value === 'number' ? plurals.select(value) : 'other';
    return (of.get(form) ?? of.get('other') ?? '').replaceAll('#', filled);
  });
}

/** The wording of a word of the schema: `careWord('kind', 'safe_space')`; the word itself where there is none. */
export function careWord(prefix: string, value: string): string {
  return now.wording[`${prefix}.${value}` as CareKey] ?? value.replaceAll(/[_-]/g, ' ');
}
