// The words of the pages of care: complete in four languages, with the same placeholders, the plurals of each language, and
// nothing left in English by mistake. And how a message is filled in.
import { describe, expect, it } from 'vitest';
import { AR_LIST } from '../../../web/i18n/care/ar_list.ts';
import { AR_MAP } from '../../../web/i18n/care/ar_map.ts';
import { AR_REPORT } from '../../../web/i18n/care/ar_report.ts';
import { AR_SHELL } from '../../../web/i18n/care/ar_shell.ts';
import { AR_WATCH } from '../../../web/i18n/care/ar_watch.ts';
import { directionOf, fill, LANGUAGES, localeOf, preferredLanguage } from '../../../web/i18n/care/care_messages.ts';
import { EN_LIST } from '../../../web/i18n/care/en_list.ts';
import { EN_MAP } from '../../../web/i18n/care/en_map.ts';
import { EN_REPORT } from '../../../web/i18n/care/en_report.ts';
import { EN_SHELL } from '../../../web/i18n/care/en_shell.ts';
import { EN_WATCH } from '../../../web/i18n/care/en_watch.ts';
import { ES_LIST } from '../../../web/i18n/care/es_list.ts';
import { ES_MAP } from '../../../web/i18n/care/es_map.ts';
import { ES_REPORT } from '../../../web/i18n/care/es_report.ts';
import { ES_SHELL } from '../../../web/i18n/care/es_shell.ts';
import { ES_WATCH } from '../../../web/i18n/care/es_watch.ts';
import { FR_LIST } from '../../../web/i18n/care/fr_list.ts';
import { FR_MAP } from '../../../web/i18n/care/fr_map.ts';
import { FR_REPORT } from '../../../web/i18n/care/fr_report.ts';
import { FR_SHELL } from '../../../web/i18n/care/fr_shell.ts';
import { FR_WATCH } from '../../../web/i18n/care/fr_watch.ts';

type Wording = Readonly<Record<string, string>>;
const CATALOGS: Readonly<Record<string, Readonly<Record<(typeof LANGUAGES)[number], Wording>>>> = {
  shell: { en: EN_SHELL, fr: FR_SHELL, es: ES_SHELL, ar: AR_SHELL },
  list: { en: EN_LIST, fr: FR_LIST, es: ES_LIST, ar: AR_LIST },
  map: { en: EN_MAP, fr: FR_MAP, es: ES_MAP, ar: AR_MAP },
  report: { en: EN_REPORT, fr: FR_REPORT, es: ES_REPORT, ar: AR_REPORT },
  watch: { en: EN_WATCH, fr: FR_WATCH, es: ES_WATCH, ar: AR_WATCH },
};
const PLACEHOLDER = /\{(\w+)((?:\|\w+=[^|}]*)*)\}/g;
const namesIn = (text: string) => [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name))].sort();
const tools = (language: (typeof LANGUAGES)[number]) => ({
  language,
  numbers: new Intl.NumberFormat(localeOf(language)),
  plurals: new Intl.PluralRules(language),
});
const texts = Object.entries(CATALOGS).flatMap(([page, languages]) =>
  LANGUAGES.flatMap((language) =>
    Object.entries(languages[language]).map(([key, text]) => ({
      page,
      language,
      key,
      text,
      english: languages.en[key] ?? '',
    })),
  ),
);

describe('the catalogs', () => {
  it.each(Object.keys(CATALOGS))('of the %s have the same keys in every language', (page) => {
    for (const language of LANGUAGES)
      expect(Object.keys(CATALOGS[page]![language]).sort()).toEqual(Object.keys(CATALOGS[page]!.en).sort());
  });

  it('name the same placeholders in every language', () => {
    const wrong = texts.filter(({ text, english }) => namesIn(text).join() !== namesIn(english).join());
    expect(wrong.map(({ language, key }) => `${language} ${key}`)).toEqual([]);
  });

  it('have every plural form of their language that a count can ask for', () => {
    const wrong = texts.flatMap(({ language, key, text }) =>
      [...text.matchAll(PLACEHOLDER)].flatMap(([, , forms = '']) => {
        if (forms === '') return [];
        const given = forms
          .split('|')
          .slice(1)
          .map((form) => form.split('=')[0]);
        // French and Spanish say "many" of millions alone, with the words of "other".
        const wanted = new Intl.PluralRules(language)
          .resolvedOptions()
          .pluralCategories.filter((form) => language === 'ar' || form !== 'many');
        return wanted.every((form) => given.includes(form)) ? [] : [`${language} ${key}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('leave no brace, no empty text and no exclamation mark', () => {
    const wrong = texts.filter(
      ({ text }) => text.trim() === '' || /[{}]/.test(text.replace(PLACEHOLDER, '')) || /[!¡！]/.test(text),
    );
    expect(wrong.map(({ language, key }) => `${language} ${key}`)).toEqual([]);
  });

  it('never say that it is too late', () => {
    const late = /too late|trop tard|demasiado tarde|فات الأوان|متأخر جدًا/i;
    expect(texts.filter(({ text }) => late.test(text)).map(({ language, key }) => `${language} ${key}`)).toEqual([]);
  });

  it('are written in Arabic letters where they are Arabic', () => {
    const wrong = texts.filter(
      ({ language, text }) =>
        language === 'ar' && !/\p{Script=Arabic}/u.test(text) && /\p{L}{4}/u.test(text.replace(PLACEHOLDER, '')),
    );
    expect(wrong.map(({ key, text }) => `${key}: ${text}`)).toEqual([]);
  });

  it('are translated: no long sentence stands in two languages', () => {
    const wrong = texts.filter(
      ({ language, text, english }) => language !== 'en' && text.length > 30 && text === english,
    );
    expect(wrong.map(({ language, key }) => `${language} ${key}`)).toEqual([]);
  });
});

describe('a message', () => {
  it('is filled in, with the plural that its count asks for', () => {
    const text = '{count|one=one place|other=# places} near {area}';
    expect(fill(tools('en'), text, { count: 1, area: 'Bama' })).toBe('one place near Bama');
    expect(fill(tools('en'), text, { count: 12, area: 'Bama' })).toBe('12 places near Bama');
    expect(fill(tools('fr'), '{count|one=un lieu|other=# lieux}', { count: 0 })).toBe('un lieu');
  });

  it('takes all six forms of Arabic, with Latin digits', () => {
    const text = '{count|zero=z #|one=o|two=t|few=f #|many=m #|other=x #}';
    expect([0, 1, 2, 3, 11, 100].map((count) => fill(tools('ar'), text, { count }))).toEqual([
      'z 0',
      'o',
      't',
      'f 3',
      'm 11',
      'x 100',
    ]);
  });

  it('keeps the direction of a name to itself where text runs right to left', () => {
    expect(fill(tools('ar'), 'قرب {area}', { area: 'Bama (North)' })).toBe('قرب \u2068Bama (North)\u2069');
    expect(directionOf('ar')).toBe('rtl');
    expect(directionOf('fr')).toBe('ltr');
  });
});

describe('the language', () => {
  it('is the first of the person’s languages that there is', () => {
    expect(preferredLanguage(['ha', 'fr-CM', 'en'])).toBe('fr');
    expect(preferredLanguage(['ar-SD'])).toBe('ar');
    expect(preferredLanguage(['ha'])).toBe('en');
    expect(preferredLanguage([])).toBe('en');
  });
});
